// The structure tree of a PDF as pdfinfo prints it, after what it stumbles over is taken away.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { output } from './lib.mjs';

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

export async function structureOf(file, folder) {
  const plain = join(folder, 'plain.pdf');
  await output('qpdf', ['--qdf', '--object-streams=disable', file, plain]);
  await writeFile(plain, withoutInnerMarks(await readFile(plain, 'latin1')), 'latin1');
  const mended = join(folder, 'mended.pdf');
  await writeFile(mended, await output('fix-qdf', [plain], { encoding: 'latin1' }), 'latin1');
  return output('pdfinfo', ['-struct-text', '-enc', 'UTF-8', mended]);
}
