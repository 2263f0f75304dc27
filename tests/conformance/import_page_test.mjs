// The report of an import as a browser shows it: what was read stands beside what it became.
//   KANCELLI=build/dev/kancelli node --test ...
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { project, run } from './lib.mjs';

const kancelli = process.env.KANCELLI ?? join(project, 'build/dev/kancelli');
const text = `Kommissorium for en fglgegruppe

Økonomiudvalget
12. marts 2026

Formål

Gruppen fglger Kgbenhavns Kom-
munes arbejde med de grgnne gdrdrum & de ngdvendige
aendringer for 17,5 mio. kr., og at bgrn og unge bliver hgrt.

Opgaver

1. Årlig plan

Gruppen laegger hvert ar en plan.

Organisering

Gruppen har fem medlemmer, som mgdes mindst fire gange om
éret.
`;
let folder, file, page;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kancelli-import-'));
  file = join(folder, 'rapport.html');
  await writeFile(join(folder, 'scan.txt'), text);
  const made = await run(kancelli, ['import', join(folder, 'scan.txt'), 'charter', 'ny', '-o', join(folder, 'ny.xml'),
    '--report', file, '--project', project, '--lang', 'da']);
  assert.equal(made.status, 0, made.err);
  page = await readFile(file, 'utf8');
});
after(() => rm(folder, { recursive: true, force: true }));

test('the words as they were read stand beside the words of the source', () => {
  const row = page.match(/<td class="said">(Gruppen <mark>fglger.*?)<\/td><td class="made">(.*?)<\/td>/s);
  const words = (cell) => cell.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
  assert.equal(words(row[1]), 'Gruppen fglger Kgbenhavns Kom- munes arbejde med de grgnne gdrdrum &amp; de ngdvendige ' +
    'aendringer for 17,5 mio. kr., og at bgrn og unge bliver hgrt.');
  assert.equal(words(row[2]), 'Gruppen følger Københavns Kommunes arbejde med de grønne gårdrum &amp; de nødvendige ' +
    'ændringer for 17,5 mio. kr., og at børn og unge bliver hørt.');
  assert.match(row[1], /<mark>Kom- munes<\/mark>/);
});

test('every link leads to a place of the page', () => {
  const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  assert.ok(links.length > 3);
  for (const id of links) assert.ok(page.includes(`id="${id}"`), id);
});

test('axe-core finds nothing, and nothing sticks out of a narrow window', async () => {
  const { out } = await run('node', [join(project, 'tests/conformance/axe.mjs'), file]);
  assert.equal(out, 'axe: 1 files, 0 findings\n');
});
