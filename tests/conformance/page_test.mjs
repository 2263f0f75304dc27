// What the page owes its reader, tried on papers that Typst sets with styles/typst/template.typ, and the style values
// behind it. The text of each page is read back with pdftotext.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Tokens, contrast } from '../../styles/tokens.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'kancelli-page-test-'));
after(() => rmSync(folder, { recursive: true }));

// The pages of a paper, each as its lines of text.
function pages(meta, body) {
  const out = join(folder, 'paper.pdf');
  const source = `#import "/styles/typst/template.typ": *\n#show: paper.with(title: "Prøve", ${meta})\n#{\n${body}\n}\n`;
  const job = { id: 1, root: project, main: 'paper.typ', source, fonts: ['/usr/share/fonts/truetype/crosextra'] };
  const run = spawnSync('node', [join(project, 'pipeline/write/typst_server.mjs'), '--modules', project],
    { input: `${JSON.stringify(job)}\n`, encoding: 'utf8' });
  const answer = JSON.parse(run.stdout);
  assert.deepEqual(answer.diagnostics, []);
  writeFileSync(out, Buffer.from(answer.pdf, 'base64'));
  const text = execFileSync('pdftotext', ['-layout', out, '-'], { encoding: 'utf8' });
  return text.split('\f').slice(0, -1).map((page) => page.split('\n').map((line) => line.trim()).filter(Boolean));
}

const filler = (mm) => `block(height: ${mm}mm, "Fyld")`;
const times = (count, make) => Array.from({ length: count }, (_, i) => make(i + 1)).join('\n');

test('no row of a table stands alone on a page, and the head is repeated', () => {
  // The groups that table_writer.lua makes of twelve rows, and the sum that stays with the row before it.
  const keep = { 1: 'keep(2),', 11: 'keep(2),' };
  const row = (i) => `${i > 1 ? 'row-rule,' : ''} body-cell("række ${i}"), body-cell("${i}", number: true),`
    + `${keep[i] ?? (i === 2 || i === 12 ? '' : 'keep(1),')}`;
  const table = `data-table(columns: (1fr, 3em), caption: "Tabellens navn",
    head: (head-cell("Hoved"), head-cell("Tal", number: true), keep(1)), ${times(12, row)})`;
  const heights = Array.from({ length: 24 }, (_, i) => 130 + i * 4);
  const body = heights.map((mm) => `pagebreak(weak: true)\n${filler(mm)}\n${table}`).join('\n');
  let split = 0;
  for (const lines of pages('layout: "case"', body)) {
    const rows = lines.filter((line) => line.startsWith('række')).length;
    const heads = lines.filter((line) => line.startsWith('Hoved')).length;
    assert.equal(heads, rows > 0 ? 1 : 0, lines.join('\n'));
    assert.notEqual(rows, 1, lines.join('\n'));
    if (rows > 0 && rows < 12) split += 1;
    if (lines.includes('Tabellens navn')) assert.ok(rows > 1, lines.join('\n'));
  }
  assert.ok(split > 10, `only ${split} pages with a part of a table: the heights try nothing`);
});

test('no heading and no announcing paragraph is left at the foot of a page', () => {
  const body = times(20, (i) => `pagebreak(weak: true)\n${filler(180 + i * 2)}
    section(2, "Overskrift")\nlead(par("Vi skal:"))\nbullets("første punkt", "andet punkt")`);
  for (const lines of pages('layout: "document"', body)) {
    const beforeFoot = lines.at(-2);
    assert.ok(beforeFoot !== 'Overskrift' && beforeFoot !== 'Vi skal:', lines.join('\n'));
  }
});

test('no item of a list stands alone on a page, and numbers go on where a list is cut', () => {
  const list = (kind) => `${kind}(tied: 2, ${times(12, (i) => `"punkt ${i}",`)})`;
  const heights = Array.from({ length: 24 }, (_, i) => 130 + i * 4);
  for (const kind of ['bullets', 'numbers']) {
    let split = 0;
    for (const lines of pages('layout: "case"', heights.map((mm) => `pagebreak(weak: true)\n${filler(mm)}\n${list(kind)}`).join('\n'))) {
      const items = lines.filter((line) => line.includes('punkt'));
      if (lines.includes('Fyld')) continue;
      assert.notEqual(items.length, 1, lines.join('\n'));
      if (kind === 'numbers') for (const item of items) assert.match(item, /^(\d+)\.\s+punkt \1$/);
      split += 1;
    }
    assert.ok(split > 8, `only ${split} pages with the end of a list: the heights try nothing`);
  }
});

test('the words of a list stand at the same place, however long its numbers', () => {
  const out = pages('layout: "case"', `numbers(${times(9, () => '"kort",')})\nnumbers(start: 7, ${times(5, () => '"lang",')})`)
    .flat().filter((line) => /kort|lang/.test(line));
  assert.equal(out.length, 14);
  const left = execFileSync('pdftotext', ['-bbox', join(folder, 'paper.pdf'), '-'], { encoding: 'utf8' });
  const places = [...left.matchAll(/xMin="([\d.]+)"[^>]*>(?:kort|lang)</g)].map(([, x]) => Number(x));
  for (const x of places) assert.ok(Math.abs(x - places[0]) < 0.2, places.join(' '));
});

test('a draft says so on every page, and every page has its number', () => {
  const made = pages('layout: "case", draft: true, committee: "Økonomiudvalget", date-text: "1. maj 2026"',
    'par("Første")\npagebreak()\npar("Anden")');
  assert.equal(made.length, 2);
  made.forEach((lines, i) => {
    assert.equal(lines.filter((line) => line.includes('UDKAST')).length, 1, lines.join('\n'));
    assert.equal(lines.at(-1).replace(/\s/g, ' '), `Side ${i + 1} af 2`);
  });
  assert.match(made[1][0], /^Økonomiudvalget\s+·\s+1\. maj 2026/);
  assert.doesNotMatch(made[0].join('\n'), /1\. maj 2026/);
  // What is tagged is read; a running head is not.
  const read = execFileSync('pdfinfo', ['-struct-text', join(folder, 'paper.pdf')], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  assert.match(read, /^Document\s+P \(block\)\s+"UDKAST"\s+P \(block\)\s+"Første"\s+P \(block\)\s+"Anden"\s*$/);
  const sent = pages('layout: "case"', 'par("Første")');
  assert.ok(!sent.flat().some((line) => line.includes('UDKAST')));
});

test('a title is never hyphenated', () => {
  const words = 'Pasningsgarantiordningens ikrafttrædelsesbestemmelser og beskæftigelsesindsatsens ressortområdeopdeling';
  const [lines] = pages('layout: "notat"', `title("${words}", id: "title")`);
  assert.equal(lines.slice(0, -1).join(' '), words);
});

test('words with a no-break hyphen stay on one line', () => {
  const body = times(40, (i) => `par({"${'x'.repeat(i)} ord og ord og ord og ord og ord og ord og ord ord ord "; nobr("stk. 4-udvalg"); " slut"})`);
  for (const lines of pages('layout: "notat"', body)) {
    assert.ok(!lines.some((line) => line.endsWith('stk.') || line.endsWith('4-')), lines.join('\n'));
  }
});

test('an unknown token, one that refers to itself, and too little contrast stop the build by name', () => {
  const tokens = new Tokens({ size: { text: '11pt', table: '{size.text}' } });
  assert.equal(tokens.get('size.table'), '11pt');
  assert.throws(() => tokens.get('size.tabel'), /unknown style token: size\.tabel/);
  assert.throws(() => new Tokens({ size: { text: '{size.body}' } }), /unknown style token: size\.body/);
  assert.throws(() => new Tokens({ size: { a: '{size.b}', b: '{size.a}' } }), /size\.a -> size\.b -> size\.a/);
  const pale = { colour: { ink: '#999999', paper: '#ffffff' }, contrast: [['colour.ink', 'colour.paper', 4.5]] };
  assert.throws(() => new Tokens(pale), /too little contrast: colour\.ink on colour\.paper is 2\.85:1/);
  assert.equal(contrast('#000000', '#ffffff'), 21);
});

test('the generated style files are what tokens.json gives', () => {
  execFileSync(join(project, 'scripts/make-styles'), ['--check'], { stdio: 'pipe' });
  assert.match(readFileSync(join(project, 'styles/generated/tokens.typ'), 'utf8'), /#let size-text = /);
});
