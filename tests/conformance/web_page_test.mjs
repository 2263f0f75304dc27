// The page around a paper (styles/web) and what filters/html adds, tried by Pandoc itself on a tree with one of
// everything: filters/typst/sample.json.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

import { project } from './lib.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kancelli-web-test-'));
after(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, 'figurer'));
writeFileSync(join(folder, 'figurer/oversigt.svg'), '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>');
const sample = JSON.parse(readFileSync(join(project, 'filters/typst/sample.json'), 'utf8'));

function page(meta = {}, ...options) {
  return pageOf({ ...sample, meta: { ...sample.meta, ...meta } }, ...options);
}

// What the program gives the page's template as its style.
const style = ['styles/generated/tokens.css', 'styles/web/paper.css', 'styles/web/page.css'].map((file) => readFileSync(join(project, file), 'utf8')).join('');

function pageOf(tree, ...options) {
  const html = execFileSync('pandoc', ['-f', 'json', '-t', 'html5', '-L', 'filters/html/html.lua',
    '--template=styles/web/page.html', '--self-contained', '--section-divs', '--wrap=none', `--resource-path=${folder}`, `--variable=style=${style}`, ...options],
  { cwd: project, input: JSON.stringify(tree), encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  return html.replaceAll(' role="doc-endnote"', '');
}

const bool = (c) => ({ t: 'MetaBool', c });
const string = (c) => ({ t: 'MetaString', c });

test('axe-core finds nothing in any layout, with contents list and without', () => {
  const files = ['case', 'notat', 'document'].map((layout) => {
    const file = join(folder, `${layout}.html`);
    writeFileSync(file, page({ layout: string(layout), toc: bool(layout === 'document') }));
    return file;
  });
  const { status, stdout } = spawnSync('node', [join(project, 'tests/conformance/axe.mjs'), ...files], { encoding: 'utf8' });
  assert.deepEqual([status, stdout], [0, 'axe: 3 files, 0 findings\n']);
});

test('a draft says so in words, in the title too; another paper does not', () => {
  const draft = page({ draft: bool(true) });
  assert.match(draft, /<title>UDKAST: /);
  assert.match(draft, /<p class="draft-mark"><strong>UDKAST<\/strong><\/p>/);
  assert.match(draft, /@page draft \{ @top-right \{ content: "UDKAST"/);
  const body = page({ draft: bool(false) }).replace(/<style>.*?<\/style>/s, '');
  assert.doesNotMatch(body, /UDKAST/);
});

test('the contents list stands after the title, leads to every section, and is there only when it is wanted', () => {
  const made = page({ toc: bool(true) }).replace(/<style>.*?<\/style>/s, '');
  const list = made.match(/<nav.*?<\/nav>/s)[0];
  assert.ok(made.indexOf('</h1>') < made.indexOf('<nav') && made.indexOf('<nav') < made.indexOf('<section id="tekst"'));
  assert.match(list, /aria-labelledby="contents">\s*<h2 id="contents">Indhold</);
  const ids = [...made.matchAll(/<section id="([^"]+)" class="level[23]/g)].map(([, id]) => id);
  assert.deepEqual([...list.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id), ids);
  assert.match(list, /<ul>\s*<li>.*?<ul>\s*<li>/s);
  assert.match(page({ toc: bool(true), lang: string('en') }), /<h2 id="contents">Contents</);
  assert.doesNotMatch(page({ toc: bool(false) }), /<nav/);
});

test('the frame shows what the paper has, and no empty label', () => {
  assert.match(page(), /<span>Sagsnr\.\u00a02026-0000001<\/span>/);
  assert.doesNotMatch(page({ 'case-number': string('') }).replace(/<style>.*?<\/style>/s, '').split('<main')[0], /Sagsnr/);
  assert.match(page(), /<html lang="da">/);
  assert.match(page(), /<a class="skip-link" href="#content">/);
});

test('heads of columns and rows have a scope; a row head below a merged cell is found by its column', () => {
  const table = page().match(/<table.*?<\/table>/s)[0];
  const heads = [...table.matchAll(/<th((?: [^>]*)?)>(.*?)<\/th>/gs)].map(([, attributes, text]) =>
    [text.replaceAll('\u00a0', ' '), attributes.match(/scope="(\w+)"/)?.[1]]);
  assert.deepEqual(heads.filter(([, scope]) => scope === 'row').map(([text]) => text), ['Byggesager', 'Sager i alt', 'Parker', 'I alt']);
  assert.deepEqual(heads.filter(([, scope]) => scope === 'col').map(([text]) => text),
    ['Opgave', 'Forvaltning', 'Årsværk (pr. år)', 'Fra', 'Til']);
  assert.equal(heads.filter(([, scope]) => !scope).length, 0);
});

test('a row that is one wide cell heads a group of rows', () => {
  const tree = structuredClone(sample);
  const find = (value) => value?.t === 'Table' ? value : Array.isArray(value?.c ?? value) ? (value.c ?? value).map(find).find(Boolean) : undefined;
  const [, , , , bodies] = find(tree.blocks).c;
  const none = ['', [], []];
  const wide = [none, { t: 'AlignDefault' }, 1, 4, [{ t: 'Plain', c: [{ t: 'Str', c: 'Gruppe' }] }]];
  bodies.at(-1)[3].unshift([none, [wide]]);
  const table = pageOf(tree).match(/<table.*?<\/table>/s)[0];
  assert.match(table, /<th colspan="4" scope="rowgroup">Gruppe<\/th>\s*<\/tr>/);
  assert.equal(table.match(/<tr/g).length, page().match(/<table.*?<\/table>/s)[0].match(/<tr/g).length + 1);
});

test('a table of many columns stands in a frame that the keyboard reaches', () => {
  assert.match(page(), /<div class="table-scroll" role="region" tabindex="0" aria-label="Tabel 1\. Flytninger">\s*<table/);
});

test('fetches nothing', () => {
  assert.doesNotMatch(page(), /(?:src|href)="(?!#|data:|https:\/\/)|url\((?!data:)|@import/);
});
