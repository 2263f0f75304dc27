#!/usr/bin/env node
// An independent reader: LibreOffice opens every DOCX and finds in it the words, in order, of the page (HTML) that lies
// beside it: libreoffice.mjs FILE.docx...
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { checker, inTemporaryFolder, output } from './lib.mjs';
import { comparison, pageBeside, wordsOfOdt } from './words.mjs';

// LibreOffice names its outputs after its inputs, so two papers of one name cannot share a folder.
async function convert(files, folder) {
  await output('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`,
    '--convert-to', 'fodt', '--outdir', folder, ...files]);
  return (file) => join(folder, basename(file).replace(/\.docx$/, '.fodt'));
}

async function findingsOf(file, converted) {
  if (!existsSync(converted)) return [{ file, rule: 'unread', message: 'LibreOffice could not open it' }];
  const { words } = await pageBeside(file);
  return comparison(file, words, wordsOfOdt(await readFile(converted, 'utf8')), 'LibreOffice');
}

await checker('libreoffice', (files) => inTemporaryFolder(async (folder) => {
  if (new Set(files.map((file) => basename(file))).size < files.length) throw new Error('two files have one name');
  const converted = await convert(files, folder);
  const findings = [];
  for (const file of files) findings.push(...await findingsOf(file, converted(file)));
  return findings;
}));
