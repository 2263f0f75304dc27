#!/usr/bin/env node
// An independent reader: LibreOffice opens every DOCX and finds in it the words, in order, of the page (HTML) that lies
// beside it: libreoffice.mjs FILE.docx...
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checker, inTemporaryFolder, output } from './lib.mjs';
import { firstDifference, wordsOfHtml, wordsOfOdt } from './words.mjs';

// LibreOffice names its outputs after its inputs, so two papers of one name cannot share a folder.
async function convert(files, folder) {
  await output('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`,
    '--convert-to', 'fodt', '--outdir', folder, ...files]);
  return (file) => join(folder, basename(file).replace(/\.docx$/, '.fodt'));
}

async function findingsOf(file, converted) {
  if (!existsSync(converted)) return [{ file, rule: 'unread', message: 'LibreOffice could not open it' }];
  const page = file.replace(/\.docx$/, '.html');
  const ours = wordsOfHtml(await readFile(page, 'utf8'));
  const theirs = wordsOfOdt(await readFile(converted, 'utf8'));
  if (ours.text.length === 0) throw new Error(`${page} has no words in its main element`);
  return Object.keys(ours).flatMap((stream) => {
    const difference = firstDifference(ours[stream], theirs[stream]);
    if (!difference) return [];
    return [{ file, rule: `words-${stream}`,
      message: `word ${difference.at + 1} differs: the page has "${difference.one}", LibreOffice reads "${difference.other}"` }];
  });
}

await checker('libreoffice', (files) => inTemporaryFolder(async (folder) => {
  if (new Set(files.map((file) => basename(file))).size < files.length) throw new Error('two files have one name');
  const converted = await convert(files, folder);
  const findings = [];
  for (const file of files) findings.push(...await findingsOf(file, converted(file)));
  return findings;
}));
