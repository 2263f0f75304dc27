#!/usr/bin/env node
// A PDF read as a screen reader reads it, by its structure tree: the words, in order, of the page (HTML) that lies
// beside it: reading_order.mjs FILE.pdf...
import { checker, inTemporaryFolder } from './lib.mjs';
import { structureOf } from './structure.mjs';
import { comparison, pageBeside, wordsOfPdf } from './words.mjs';

await checker('reading_order', (files) => inTemporaryFolder(async (folder) => {
  const findings = [];
  for (const file of files) {
    const { words, draft, numbered } = await pageBeside(file);
    const theirs = wordsOfPdf(await structureOf(file, folder), numbered);
    // A draft's mark is the first thing that is read, and read once: on the other pages it stands in the running head.
    findings.push(...comparison(file, { ...words, text: [...draft, ...words.text] }, theirs, 'the structure tree'));
  }
  return findings;
}));
