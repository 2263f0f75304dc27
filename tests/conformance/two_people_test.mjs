// Three people edit a paper, in LibreOffice: one with tracked changes and comments, one without tracking beside her, and one who goes
// on in the first one's copy and answers. `kancelli take` of all copies: what does not touch each other is applied, what does is told
// with both texts, and no comment is lost, whatever became of its paragraph.   KANCELLI=build/dev/kancelli node --test ...
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { output, project, run } from './lib.mjs';

const kancelli = process.env.KANCELLI ?? join(project, 'build/dev/kancelli');
const id = 'om-koncernservice';
let folder, sources, paper, copies;
const say = (...args) => run(kancelli, [...args, '--project', sources, '--lang', 'en']);
const take = async (...files) => JSON.parse((await say('take', ...files, '--format', 'json')).out);
const of = (list, person, kind) => list.filter((each) => each.person === person && each.kind === kind);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kancelli-people-'));
  sources = join(folder, 'project');
  mkdirSync(sources);
  cpSync(join(project, 'content'), join(sources, 'content'), { recursive: true });
  for (const part of ['filters', 'styles', 'node_modules']) symlinkSync(join(project, part), join(sources, part));
  paper = join(sources, `content/papers/factsheet/${id}.xml`);
  const { status, err } = await say('build', paper, '--to', 'docx', '-o', join(folder, 'made'));
  assert.equal(status, 0, err);

  const made = join(folder, `made/${id}.docx`);
  const [jurist, secretary, director] = copies = ['jurist', 'sekretaer', 'direktoer'].map((name) => join(folder, `${name}.docx`));
  const comments = [['Jurist', 'comment', 'Nye løsninger', 'Kan vi love det?'],
    ['Jurist', 'comment', 'Snitfladerne mellem forvaltningerne', 'Skal Servicekataloget vedlægges?'],
    ['Jurist', 'comment', 'Den interne økonomistyring', 'Hører det til her?'],
    ['Jurist', 'comment', 'Enheden betjener mange brugere', 'Hvor mange?'],
    ['Jurist', 'comment', 'Enheden betjener mange brugere', 'Hvor mange?']];  // twice: they are two
  const work = [
    { from: made, to: jurist, author: 'Jurist', tracked: true, comments,
      edits: [['change', 'skal have høj kvalitet og', 'skal have god kvalitet og'], ['change', '25.736', '26.000']] },
    { from: made, to: secretary, author: 'Sekretær', tracked: false, comments: [],
      edits: [['change', 'skal have høj kvalitet og', 'skal have bedre kvalitet og'], ['remove', 'Snitfladerne mellem forvaltningerne'],
        ['change', 'i tæt dialog med forvaltningerne', 'i dialog med forvaltningerne'], ['move', 'Den interne økonomistyring', 'I dag har'],
        ['change', 'Enheden betjener mange brugere og behandler mange sager.', 'Enheden betjener hvert år mange brugere i mange sager.']] },
    { from: jurist, to: director, author: 'Direktør', tracked: true, edits: [['change', 'HR og support', 'HR, løn og support']],
      comments: [...comments, ['Direktør', 'answer', 'Kan vi love det?', 'Ja, det står i aftalen.'], ['Direktør', 'answer', 'Hvor mange?', 'Tallene står under.'],
        ['Direktør', 'comment', 'Arbejdsskadeordningen', 'Er det budgettets tal?']] }];
  writeFileSync(join(folder, 'work.json'), JSON.stringify(work));
  // Debian's own Python: LibreOffice's module is installed for it.
  const edited = await run('/usr/bin/python3', [join(project, 'tests/conformance/word/edit_by_people.py'), join(folder, 'work.json')]);
  assert.equal(edited.status, 0, edited.err);
  // And once more through LibreOffice, comments and all: it writes them anew.
  mkdirSync(join(folder, 'saved'));
  await output('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'docx', '--outdir', join(folder, 'saved'), ...copies]);
});
after(() => rm(folder, { recursive: true, force: true }));

const TEXTS = ['Kan vi love det?', 'Skal Servicekataloget vedlægges?', 'Hører det til her?', 'Hvor mange?', 'Hvor mange?',
  'Ja, det står i aftalen.', 'Tallene står under.', 'Er det budgettets tal?'].sort();

// Each comment once, with its place; answers behind what they answer.
function judgeComments(comments, { answers = true } = {}) {
  assert.deepEqual(comments.map(({ text }) => text).sort(), TEXTS);
  for (const { text, words } of comments) assert.ok(words.length > 5, `no words: ${text}`);
  if (!answers) return;
  const answer = comments.findIndex(({ text }) => text === 'Ja, det står i aftalen.');
  assert.equal(comments[answer].answers, 'Kan vi love det?');
  assert.equal(comments[answer - 1].text, 'Kan vi love det?');
}

test('what the three propose: each once, conflicts with both texts', async () => {
  const { proposals, comments } = await take(...copies);
  const kinds = Object.fromEntries(['Jurist', 'Sekretær', 'Direktør'].map((person) =>
    [person, proposals.filter((each) => each.person === person).map(({ kind }) => kind).sort().join(' ')]));
  assert.deepEqual(kinds, { Jurist: 'reworded value', Sekretær: 'moved removed reworded reworded', Direktør: 'reworded' });
  const [jurist] = of(proposals, 'Jurist', 'reworded');
  const other = proposals.find((each) => jurist.conflicts.includes(each.id));
  assert.equal(other.person, 'Sekretær');
  assert.deepEqual(other.conflicts, [jurist.id]);
  assert.match(jurist.proposed, /skal have god kvalitet/);
  assert.match(other.proposed, /skal have bedre kvalitet og udvikles i dialog/);
  assert.match(jurist.now, /skal have høj kvalitet/);
  assert.equal(proposals.filter((each) => each.conflicts.length > 0).length, 2);
  judgeComments(comments);
  assert.ok(comments.every(({ place }) => place !== ''), 'all words are there');
});

// LibreOffice 7.4 does not keep which comment answers which.
test('LibreOffice has written the comments anew, and they are the same', async () => {
  const { proposals, comments } = await take(...copies.map((file) => file.replace(/([^/]*)$/, 'saved/$1')));
  assert.equal(proposals.length, 7);
  judgeComments(comments, { answers: false });
});

test('the page shows it all to somebody who decides: readable, in the dark too, on a telephone', async () => {
  const page = join(folder, 'forslag.html');
  assert.equal((await say('take', ...copies, '--html', page)).status, 0);
  const html = readFileSync(page, 'utf8');
  for (const text of [...TEXTS, 'I strid med hinanden', 'Kan skrives ind', 'udgår: ']) assert.ok(html.includes(text), text);
  const { status, out } = await run('node', [join(project, 'tests/conformance/axe.mjs'), page]);
  assert.equal(status, 0, out);
});

test('what nobody disputes is applied; then no comment of another copy is lost, though its paragraph went, moved or says something else', async () => {
  assert.equal((await say('take', ...copies, '--apply', 'all')).status, 0);
  const text = readFileSync(paper, 'utf8');
  assert.ok(!text.includes('Snitfladerne mellem'));
  assert.match(text, /<item>HR, løn og support<\/item>/);
  assert.match(text, /hvert år mange brugere i mange sager/);
  assert.match(text, /<cell value="26000"\/>/);
  assert.match(text, /høj kvalitet/);
  const check = await say('check', paper);
  assert.equal(check.status, 0, check.out);

  const { proposals, comments } = await take(...copies);
  assert.deepEqual(proposals.map(({ person, kind }) => `${person} ${kind}`), ['Jurist reworded', 'Sekretær reworded']);
  judgeComments(comments);
  const place = (wanted) => comments.find((each) => each.text === wanted).place;
  assert.equal(place('Skal Servicekataloget vedlægges?'), '', 'its paragraph is gone');
  const lines = text.split('\n');
  const line = (wanted) => lines[Number(place(wanted).split(':')[1]) - 1];
  assert.match(line('Hører det til her?'), /Den interne økonomistyring/);
  assert.match(line('Hvor mange?'), /hvert år mange brugere/);
});
