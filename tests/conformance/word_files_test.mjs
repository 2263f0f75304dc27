// Every kind of Word file that the program writes, beside what `kancelli build` makes: what is sent, a correction, the set of a
// meeting, `kancelli diff` with and without tracked changes, and copies with comments of files that have changes and comments
// already. The Open XML SDK finds nothing in any.   KANCELLI=build/dev/kancelli node --test ...
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { output, project, run } from './lib.mjs';

const kancelli = process.env.KANCELLI ?? join(project, 'build/dev/kancelli');
const closed = (name) => name.endsWith('-lukket.docx');
let folder, sources, papers;

const say = (...args) => run(kancelli, [...args, '--project', sources, '--lang', 'en'], { seconds: 300 });
async function done(...args) {
  const { status, err, out } = await say(...args);
  assert.equal(status, 0, `kancelli ${args.join(' ')}\n${out}${err}`);
}
const files = (below) => readdirSync(below, { recursive: true }).map((name) => join(below, name))
  .filter((name) => /\.do[ct]x$/.test(name)).sort();
async function judge(list, least) {
  assert.ok(list.length >= least, `only ${list.length} files`);
  const { status, out } = await run('node', [join(project, 'tests/conformance/ooxml.mjs'), ...list], { seconds: 300 });
  assert.equal(status, 0, out);
}

// In the source of each paper some words, an item, a paragraph with a note and a reference to a table, a place and a row are others.
function edited(source) {
  const end = source.indexOf('</meta>');
  const head = source.slice(0, end);
  let body = source.slice(end);
  const found = (pattern) => [...body.matchAll(pattern)].map(([all]) => all);
  let count = 0;
  body = body.replace(/(<p>[^<]{20,}?) (?:skal|er|kan) /g, (all, before) => (++count > 3 ? all : `${before} fremover `));
  const items = found(/\n *<item>[^<]*<\/item>/g);
  if (items.length > 2) body = body.replace(items[1], '').replace(items[2], `${items[2]}\n<item>et nyt punkt</item>`);
  const paragraphs = found(/\n *<p>[^<]{30,}<\/p>/g);
  if (paragraphs.length > 2) {
    const [first, last] = [paragraphs[0], paragraphs.at(-1)];
    const table = /<table id="([^"]+)"/.exec(body)?.[1];
    const see = table ? `, jf. <ref to="#${table}"/>` : '';
    body = body.replace(first, '').replace(last, `${last}${first}\n<p>Et helt nyt afsnit<footnote>Med en note.</footnote> til prøve${see}.</p>`);
  }
  return head + body
    .replace('<cell rowspan="8"', '<cell rowspan="7"').replace(/ *<row>\s*<cell>Barselsfonden[^]*?<\/row>\n/, '')
    .replace('<cell>Kommunens ordning', '<cell>Hele kommunens ordning');
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kancelli-word-files-'));
  sources = join(folder, 'project');
  mkdirSync(sources);
  cpSync(join(project, 'content'), join(sources, 'content'), { recursive: true });
  for (const part of ['filters', 'styles', 'node_modules']) symlinkSync(join(project, part), join(sources, part));
  for (const [day, ...ids] of [['2026-02-18', 'indstilling-koncernbestyrelse', 'styrelsesvedtaegt', 'aftale-ressortopdeling',
    'dagsorden-oeu-2026-02-24', 'tillaegsdagsorden-oeu-2026-02-24'], ['2026-02-25', 'referat-oeu-2026-02-24'],
    ['2025-05-20', 'indstilling-vedtaegtsaendring-1']])
    for (const id of ids) await done('send', id, '--on', day);
  papers = readdirSync(join(sources, 'content/sent')).sort();
});
after(() => rm(folder, { recursive: true, force: true }));

test('what is sent', async () => {
  // Open ones of the same papers are judged as they are built.
  await judge(files(join(sources, 'content/sent')).filter(closed), 10);
});

test('what is to be changed in a paper, and its whole text with tracked changes', async () => {
  for (const name of readdirSync(join(sources, 'content/papers'), { recursive: true })) {
    const file = join(sources, 'content/papers', name);
    if (statSync(file).isFile() && !/\/(statute|amendment)\//.test(file)) writeFileSync(file, edited(readFileSync(file, 'utf8')));
  }
  const amendment = join(sources, 'content/papers/amendment/vedtaegtsaendring-2026.xml');
  writeFileSync(amendment, readFileSync(amendment, 'utf8').replaceAll(' skal ', ' skal fortsat '));
  const text = join(sources, 'content/statute/styrelsesvedtaegt-2026.xml');
  writeFileSync(text, readFileSync(text, 'utf8').replace('sund og sikker', 'sund, sikker'));
  const made = join(folder, 'compared'), sheets = join(folder, 'sheets');
  for (const id of papers) {
    if (id.endsWith('-markeret')) continue; // its marks are those of the amendment
    await done('diff', id, '--marked', '--to', 'docx', '-o', made);
  }
  for (const id of ['om-koncernservice', 'indstilling-koncernbestyrelse']) await done('diff', id, '--to', 'docx', '-o', sheets);
  const tracked = [];
  for (const file of files(made)) if (/<w:(ins|del) /.test(await output('unzip', ['-p', file, 'word/document.xml']))) tracked.push(file);
  assert.ok(tracked.length >= 8, `only ${tracked.map((file) => basename(file)).join(' ')} have changes`);
  await judge([...tracked, ...files(sheets)], 10);
});

test('a marked-up text is not marked up once more', async () => {
  const { status, err } = await say('diff', 'vedtaegtsaendring-2026-markeret', '--marked', '-o', join(folder, 'twice'));
  assert.equal(status, 2);
  assert.match(err, /is marked up already/);
});

test('a correction, and the papers of a meeting', async () => {
  await done('send', 'om-koncernservice', '--on', '2026-02-20', '--reason', 'Et tal var forkert.');
  const corrected = files(join(sources, 'content/sent/om-koncernservice/2'));
  await done('meeting', 'oeu', '2026-02-24', '-o', join(folder, 'meeting'));
  await judge([...corrected, ...files(join(folder, 'meeting'))], 9);
});

// Twice: the second time there are comments, by us, and changes besides.
test('copies with comments, of files with tracked changes and comments', async () => {
  const copies = join(folder, 'checked'), made = join(folder, 'compared');
  mkdirSync(copies);
  let comments = 0;
  for (const id of ['om-koncernservice', 'kommissorium-koncernbestyrelse', 'indstilling-koncernbestyrelse']) {
    const first = join(copies, `${id}.docx`), again = join(copies, `${id}-igen.docx`), other = join(copies, `${id}-andet.docx`);
    const check = (file, out, ...args) => say('check', file, '--comments', out, '--today', '2026-02-26', ...args);
    assert.ok((await check(join(made, `${id}-markeret.docx`), first)).status < 2);
    await output('python3', ['-c', `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as new:
    for part in old.infolist():
        content = old.read(part)
        new.writestr(part, content.replace(b' og ', b' og og ') if part.filename == 'word/document.xml' else content)
`, first, other]);
    assert.ok((await check(other, again)).status < 2);
    comments += (await output('unzip', ['-p', again, 'word/comments.xml'])).split('<w:comment ').length - 1;
  }
  assert.ok(comments >= 10, `only ${comments} comments`);
  await judge(files(copies), 9);
});

// A template that nobody has filled in yet.
test('a template with comments', async () => {
  const templates = join(folder, 'templates');
  await done('new', 'case', '--template', '-o', join(templates, 'Indstilling.dotx'));
  assert.ok((await say('check', join(templates, 'Indstilling.dotx'), '--comments', join(templates, 'set.dotx'))).status < 2);
  await judge(files(templates), 2);
});
