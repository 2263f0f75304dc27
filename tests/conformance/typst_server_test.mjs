// pipeline/write/typst_server.mjs, spoken to as the program does.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const server = join(project, 'pipeline/write/typst_server.mjs');
const folder = mkdtempSync(join(tmpdir(), 'kancelli-typst-test-'));
after(() => rmSync(folder, { recursive: true }));

const fonts = ['/usr/share/fonts/truetype/crosextra'];
const head = '#set document(title: [Prøve], date: auto)\n#set text(font: "Carlito", lang: "da")\n';
const job = { root: folder, main: 'paper.typ', fonts: ['/elsewhere/fonts', ...fonts], creation: 1770681600 };

// As the program shows it no fonts of the system.
const fontconfig = join(folder, 'fonts.conf');
writeFileSync(fontconfig, '<fontconfig><dir>/nowhere</dir></fontconfig>');

// The answers to the jobs, once the server has ended by itself.
async function answers(jobs, { env = {}, args = [server] } = {}) {
  const child = spawn('node', [...args, '--modules', project],
    { cwd: folder, env: { ...process.env, FONTCONFIG_FILE: fontconfig, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(jobs.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)) + '\n').join(''));
  let text = '';
  for await (const chunk of child.stdout) text += chunk;
  return text.trim().split('\n').map((line) => JSON.parse(line));
}

test('sets a paper as tagged PDF/A-2a with the date it was given', async () => {
  const [answer] = await answers([{ ...job, id: 7, source: `${head}= Prøve\n#pagebreak()\nHej` }]);
  assert.equal(answer.id, 7);
  assert.equal(answer.ok, true);
  assert.equal(answer.pages, 2);
  assert.deepEqual(answer.diagnostics, []);
  const pdf = Buffer.from(answer.pdf, 'base64').toString('latin1');
  assert.match(pdf, /<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A</);
  assert.match(pdf, /\/CreationDate \(D:20260210000000Z\)/);
  assert.match(pdf, /\/StructTreeRoot/);
});

test('gives the same bytes in another time zone, after other papers, and when run from its text', async () => {
  const paper = { ...job, source: `${head}= Prøve\n#lorem(200) #table(columns: 2, table.header[A][B], [1], [2])` };
  const [first] = await answers([paper], { env: { TZ: 'UTC' } });
  const other = { ...job, source: `${head}= Andet\n#lorem(90)` };
  const [, second] = await answers([other, paper], {
    env: { TZ: 'America/New_York', LANG: 'C' },
    args: ['--input-type=module', '--eval', readFileSync(server, 'utf8'), '--'],
  });
  assert.ok(first.pdf.length > 1000);
  assert.equal(second.pdf, first.pdf);
});

test('reads a file again for every job, and imports from the root', async () => {
  const pages = async (text) => {
    writeFileSync(join(folder, 'part.typ'), text);
    const [answer] = await answers([{ ...job, source: `${head}#include "/part.typ"` }]);
    return answer.pages;
  };
  assert.equal(await pages('et'), 1);
  assert.equal(await pages('et #pagebreak() to'), 2);
});

test('passes inputs on', async () => {
  const [answer] = await answers([{ ...job, source: `${head}#panic(sys.inputs.word)`, inputs: { word: 'hej' } }]);
  assert.match(answer.diagnostics[0].message, /"hej"/);
});

test('tells the place of an error in code points, and the way to it', async () => {
  writeFileSync(join(folder, 'lib.typ'), '#let f(x) = {\n  x + "a"\n}');
  const [answer] = await answers([{ ...job, source: '#import "lib.typ": f\n𝐀æ #f(1)' }]);
  assert.equal(answer.ok, false);
  assert.deepEqual(answer.diagnostics, [
    { severity: 'error', message: 'cannot add integer and string', hints: [], file: join(folder, 'lib.typ'), line: 2, column: 3 },
    { severity: 'trace', message: 'while calling f', hints: [], file: join(folder, 'paper.typ'), line: 2, column: 5 },
  ]);
});

test('tells what the PDF writer finds, and gives no file', async () => {
  const [answer] = await answers([{ ...job, source: '#set document(title: [x], date: none)\nHej' }]);
  assert.equal(answer.ok, false);
  assert.equal(answer.diagnostics[0].message, 'PDF/A-2a error: missing document date');
  assert.deepEqual(answer.diagnostics[0].hints, ['set the date of the document']);
  assert.equal(answer.pdf, undefined);
});

test('does not see the fonts of the system, and warns of one that is missing', async () => {
  const [answer] = await answers([{ ...job, source: `${head}#text(font: "DejaVu Serif")[Hej]` }]);
  assert.equal(answer.ok, true);
  assert.deepEqual(answer.diagnostics.map(({ message, line }) => [message, line]), [['unknown font family: dejavu serif', 3]]);
});

test('goes on after a job it cannot do', async () => {
  const found = await answers([
    'no JSON', 'null', { id: 1 }, { ...job, id: 2, main: 'missing.typ' }, { ...job, id: 3, main: '/elsewhere/a.typ' },
    { ...job, id: 4, fonts: ['/elsewhere/fonts'], source: 'x' }, { ...job, id: 5, source: 1 },
    { ...job, id: 6, source: `${head}x` },
  ]);
  assert.deepEqual(found.map(({ id, ok }) => [id, ok]),
    [[null, false], [null, false], [1, false], [2, false], [3, false], [4, false], [5, false], [6, true]]);
  for (const { ok, diagnostics } of found) assert.equal(diagnostics.length, ok ? 0 : 1);
});

test('tells its version', async () => {
  const [answer] = await answers([{ id: 1, version: true }]);
  assert.match(answer.typst, /^0\.\d+\.\d+$/);
});
