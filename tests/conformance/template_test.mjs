// Templates for Word, made by the program as a user makes them: the Open XML SDK's validator finds nothing, and
// LibreOffice reads their words in the order in which they stand.   KANCELLI=build/dev/kancelli node --test ...
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { tmpdir } from 'node:os';
import { output, project, run } from './lib.mjs';

const kancelli = process.env.KANCELLI ?? join(project, 'build/dev/kancelli');
const judge = (files) => run('node', [join(project, 'tests/conformance/ooxml.mjs'), ...files]);
let folder, files;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kancelli-template-'));
  const made = await run(kancelli, ['new', '--template', '-o', folder, '--project', project]);
  assert.equal(made.status, 0, made.err);
  files = (await readdir(folder)).sort().map((name) => join(folder, name));
});
after(() => rm(folder, { recursive: true, force: true }));

test('there is one for each type of which papers can be begun', async () => {
  const refused = await run(kancelli, ['new', 'none', '--template', '--project', project, '--lang', 'en']);
  const types = refused.err.match(/types: (.*)/)[1].split(', ');
  assert.equal(files.length, types.length, files.join('\n'));
  assert.ok(files.every((file) => file.endsWith('.dotx')));
});

test('the validator finds nothing', async () => {
  const { status, out } = await judge(files);
  assert.equal(status, 0, out);
});

test('the validator does read templates: it finds what is wrong in one', async () => {
  const broken = join(folder, 'broken.dotx');
  await output('python3', ['-c', `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], 'w') as new:
    for name in old.namelist():
        new.writestr(name, old.read(name).replace(b'<w:showingPlcHdr/>', b'<w:showingPlcHdr/><w:nothing/>'))
`, files[0], broken]);
  const { status } = await judge([broken]);
  await rm(broken);
  assert.equal(status, 1);
});

const words = (text) => text.split(/\s+/).filter((word) => word !== '');

// The words of the body, as the file has them.
async function wordsOf(file) {
  const xml = await output('unzip', ['-p', file, 'word/document.xml']);
  // What stands in the margin column is a frame: LibreOffice writes no frames into plain text.
  const beside = /<w:p><w:pPr><w:pStyle w:val="Sidekolonne"\/>(?:(?!<\/w:p>)[^])*<\/w:p>/g;
  const text = xml.replace(beside, '').replace(/<w:(p|tab|br)[ />]/g, ' $&').replace(/<w:instrText[^]*?<\/w:instrText>/g, '').replace(/<[^>]*>/g, '');
  return words(text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&'));
}

test('LibreOffice reads every word in its place', async () => {
  await output('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'txt:Text (encoded):UTF8',
    '--outdir', folder, ...files]);
  for (const file of files) {
    const read = words(await readFile(file.replace(/\.dotx$/, '.txt'), 'utf8'));
    // Numbers and signs of lists, and of headings, are LibreOffice's own.
    const plain = (list) => list.filter((word) => !/^(\d+(\.\d+)*\.?|[•–])$/.test(word)).join(' ').toLowerCase();
    assert.equal(plain(read), plain(await wordsOf(file)), file);
  }
});
