#!/usr/bin/env node
// A PDF read as a screen reader reads it, by its structure tree: the words, in order, of the page (HTML) that lies
// beside it: reading_order.mjs FILE.pdf...
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checker, inTemporaryFolder, output } from './lib.mjs';
import { comparison, pageBeside, wordsOfPdf } from './words.mjs';

// pdfinfo takes the end of a mark without a number (Typst's around a no-break space) for the end of the numbered one
// around it, and leaves out what follows. So the inner marks are taken away; a hyphen that Typst marks as a soft one, too.
function withoutInnerMarks(page) {
  const content = page.replace(/\/Span <<\s*\/ActualText <feff00ad>\s*>> BDC.*?^EMC$/gms, '');
  const open = [];
  let numbered = 0;
  return content.replace(/\/\w+ (?:<<(?:[^<>]|<[^<>]*>|<<[^<>]*>>)*>> BDC|BMC)|^EMC$/gm, (mark) => {
    const closing = mark === 'EMC';
    const { inner, number } = closing ? open.pop() : { inner: numbered > 0 && !mark.includes('/MCID'), number: mark.includes('/MCID') };
    if (!closing) open.push({ inner, number });
    if (number) numbered += closing ? -1 : 1;
    return inner ? '' : mark;
  });
}

async function structureOf(file, folder) {
  const plain = join(folder, 'plain.pdf');
  await output('qpdf', ['--qdf', '--object-streams=disable', file, plain]);
  await writeFile(plain, withoutInnerMarks(await readFile(plain, 'latin1')), 'latin1');
  const mended = join(folder, 'mended.pdf');
  await writeFile(mended, await output('fix-qdf', [plain], { encoding: 'latin1' }), 'latin1');
  return output('pdfinfo', ['-struct-text', '-enc', 'UTF-8', mended]);
}

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
