#!/usr/bin/env node
// The set of a meeting, beside what the meeting app gets (meeting-app/meeting.xml), against the papers' own pages:
//   meeting_set.mjs PAPERS MEETING...     PAPERS: a folder of built papers; MEETING: what `kancelli meeting` has made
// It is read, by its structure tree, as the papers in their order, each whole; its bookmarks are the items and papers; every
// link leads to a page; and every paper of the set can be reached by a link.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checker, inTemporaryFolder, output } from './lib.mjs';
import { structureOf } from './structure.mjs';
import { pageBeside, wordsOfPdf } from './words.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"' };
const attributesOf = (tag) => Object.fromEntries([...tag.matchAll(/ (\w+)="([^"]*)"/g)].map(([, name, value]) =>
  [name, value.replace(/&(\w+);/g, (all, entity) => ENTITIES[entity] ?? all)]));

// Agendas, and items with their files, as the app reads them.
async function meetingOf(folder) {
  const xml = await readFile(join(folder, 'meeting-app/meeting.xml'), 'utf8');
  const meeting = { files: [], items: [] };
  for (const [tag, name] of xml.matchAll(/<(\w+)(?:\s[^>]*)?>/g)) {
    if (name === 'agendaItem') meeting.items.push({ ...attributesOf(tag), files: [] });
    if (name === 'file') (tag.includes(' role="invitation"') || tag.includes(' role="resultsProtocol"') ? meeting : meeting.items.at(-1)).files.push(attributesOf(tag));
  }
  return meeting;
}

const filesOf = (meeting) => [...meeting.files, ...meeting.items.flatMap((item) => item.files)];

// Where `words` stand in `all`, as a whole, from `from` on; -1 where they do not.
function placeOf(words, all, from) {
  for (let at = all.indexOf(words[0], from); at >= 0; at = all.indexOf(words[0], at + 1)) {
    if (words.every((word, i) => all[at + i] === word)) return at;
  }
  return -1;
}

async function readingFindings(file, meeting, papers, folder) {
  const theirs = wordsOfPdf(await structureOf(file, folder), true);
  const findings = [];
  let at = 0, notes = [];
  for (const { id } of filesOf(meeting)) {
    const page = join(papers, `${id}.pdf`);
    if (!(await readdir(papers)).includes(`${id}.html`)) continue; // a foreign file
    const { words } = await pageBeside(page);
    const found = placeOf(words.text, theirs.text, at);
    if (found < 0) findings.push({ file, rule: 'reading-order', message: `${id} is not read in one piece, or not in its place` });
    else at = found + words.text.length;
    notes = [...notes, ...words.notes];
  }
  if (notes.join(' ') !== theirs.notes.join(' ')) findings.push({ file, rule: 'notes', message: `the notes are "${theirs.notes.join(' ').slice(0, 200)}" and should be "${notes.join(' ').slice(0, 200)}"` });
  return findings;
}

async function pdfJson(file) {
  return JSON.parse(await output('qpdf', ['--warning-exit-0', '--json=2', file], { maxBuffer: 1 << 28 }).catch(() => output('qpdf', ['--warning-exit-0', '--json', file], { maxBuffer: 1 << 28 })));
}

const titleOf = ({ number, name, role }, known) => {
  if (role === 'auxiliaryFile') return `Bilag ${number}: ${name}`;
  return role !== 'document' && name.toLowerCase().includes(known.toLowerCase()) ? name : `${known}: ${name}`;
};

function bookmarkFindings(file, meeting, json) {
  const { outlines } = json;
  const expected = [
    ...meeting.files.map((each) => titleOf(each, each.role === 'invitation' ? 'Dagsorden' : 'Referat')),
    ...meeting.items.filter((item) => item.files.length > 0).flatMap((item) => [`${item.number}. ${item.name}`, ...item.files.map((each) => `  ${titleOf(each, 'Indstilling')}`)]),
  ];
  const top = outlines.length === 1 ? outlines[0].kids : outlines;
  const found = top.flatMap((each) => [each.title, ...(/^\d+\. /.test(each.title) ? each.kids.map((kid) => `  ${kid.title}`) : [])]);
  const plain = (lines) => lines.join('\n').replace(/\u00a0/g, ' ').replace(/\u2011/g, '-');
  const findings = plain(expected) === plain(found) ? [] : [{ file, rule: 'bookmarks', message: `they are\n${plain(found)}\nand should be\n${plain(expected)}` }];
  let last = 1;
  const walk = (list) => list.forEach((each) => {
    if (!(each.destpageposfrom1 >= last)) findings.push({ file, rule: 'bookmark-order', message: `"${each.title}" leads to page ${each.destpageposfrom1}, after ${last}` });
    last = each.destpageposfrom1;
    walk(each.kids);
  });
  walk(outlines);
  return findings;
}

// Every object of the file by its reference: "12 0 R".
function objectsOf(json) {
  const all = json.qpdf ? Object.fromEntries(Object.entries(json.qpdf[1]).map(([key, value]) => [key.replace('obj:', ''), value.value ?? value.stream?.dict])) : json.objects;
  return { all, at: (value) => (typeof value === 'string' && / R$/.test(value) ? all[value] : value) };
}

const nameOf = (value) => (typeof value === 'string' ? value.replace(/^u:/, '') : value);

function namedPlaces(tree, at, into) {
  if (!tree) return into;
  const names = at(tree['/Names']) ?? [];
  for (let i = 0; i + 1 < names.length; i += 2) into.set(nameOf(names[i]), at(names[i + 1]));
  for (const kid of at(tree['/Kids']) ?? []) namedPlaces(at(kid), at, into);
  return into;
}

function linkFindings(file, meeting, json) {
  const { all, at } = objectsOf(json);
  const pages = json.pages.map((page) => page.object);
  const catalogue = Object.values(all).find((object) => object?.['/Type'] === '/Catalog');
  const names = namedPlaces(at(at(catalogue['/Names'])?.['/Dests']), at, new Map());
  const targets = new Set(), findings = [];
  let internal = 0;
  for (const object of Object.values(all)) {
    if (object?.['/Subtype'] !== '/Link') continue;
    const action = at(object['/A']);
    if (action?.['/URI'] !== undefined) continue;
    internal++;
    let place = at(object['/Dest'] ?? action?.['/D']);
    if (!Array.isArray(place)) place = names.get(nameOf(place));
    if (place && !Array.isArray(place)) place = at(place['/D']);
    const page = Array.isArray(place) ? pages.indexOf(place[0]) + 1 : 0;
    if (page === 0) findings.push({ file, rule: 'link', message: `a link leads nowhere: ${JSON.stringify(object['/Dest'] ?? action)}` });
    targets.add(page);
  }
  const starts = json.outlines.flatMap((root) => [...root.kids, ...root.kids.flatMap((kid) => (/^\d+\. /.test(kid.title) ? kid.kids : []))]);
  for (const { title, destpageposfrom1 } of starts) {
    if (!targets.has(destpageposfrom1)) findings.push({ file, rule: 'unreached', message: `no link leads to "${title}", page ${destpageposfrom1}` });
  }
  if (internal < 2 * filesOf(meeting).length) findings.push({ file, rule: 'links', message: `only ${internal} links within the set` });
  return findings;
}

await checker('meeting_set', ([papers, ...folders]) => inTemporaryFolder(async (temporary) => {
  const findings = [];
  for (const folder of folders) {
    const meeting = await meetingOf(folder);
    const set = (await readdir(join(folder, 'set'))).find((name) => /^[a-z-]+-\d{4}-\d\d-\d\d\.pdf$/.test(name));
    const file = join(folder, 'set', set), json = await pdfJson(file);
    findings.push(...await readingFindings(file, meeting, papers, temporary), ...bookmarkFindings(file, meeting, json), ...linkFindings(file, meeting, json));
  }
  return findings;
}));
