#!/usr/bin/env node
// Takes from the unpacked npm package what the site uses: node take.mjs PACKAGE (the folder with dist/ in it).
// The style sheet is the shipped one of the neutral theme, without the rules that name files which are not taken.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FONTS = ['Regular', 'Italic', 'SemiBold', 'SemiBoldItalic'];
const ICONS = ['attach-file', 'calendar-month', 'chevron-down', 'chevron-right', 'document', 'error', 'file-pdf', 'file-word', 'info', 'notifications', 'search', 'success', 'warning'];
const from = join(process.argv[2], 'dist');
const to = dirname(fileURLToPath(import.meta.url));

// The rules of a style sheet: [head, body or null, text].
function* rules(css) {
  for (let i = 0; i < css.length;) {
    const open = css.indexOf('{', i), semicolon = css.indexOf(';', i);
    if (open < 0) return;
    if (semicolon >= 0 && semicolon < open) {
      yield [css.slice(i, semicolon), null, css.slice(i, semicolon + 1)];
      i = semicolon + 1;
      continue;
    }
    let end = open + 1;
    for (let depth = 1; depth > 0; end++) depth += css[end] === '{' ? 1 : css[end] === '}' ? -1 : 0;
    yield [css.slice(i, open).trim(), css.slice(open + 1, end - 1), css.slice(i, end)];
    i = end;
  }
}

const isTaken = (url) => ICONS.some((icon) => url.endsWith(`/${icon}.svg`));
const without = (css) => [...rules(css)].map(([head, body, text]) => {
  if (head === '@font-face') return '';
  if (head.startsWith('@media') || head.startsWith('@supports')) {
    const inner = without(body);
    return inner && `${head}{${inner}}`;
  }
  const urls = [...text.matchAll(/url\(["']?([^)"']*)/g)].map((match) => match[1]).filter((url) => !url.startsWith('data:'));
  return urls.every(isTaken) ? text.trim() : '';
}).join('\n').replace(/\n+/g, '\n');

mkdirSync(join(to, 'fonts'), { recursive: true });
mkdirSync(join(to, 'icons'), { recursive: true });
for (const font of FONTS) copyFileSync(join(from, `fonts/IBMPlexSans/complete/woff2/IBMPlexSans-${font}.woff2`), join(to, `fonts/IBMPlexSans-${font}.woff2`));
for (const icon of ICONS) copyFileSync(join(from, `img/svg-icons/${icon}.svg`), join(to, `icons/${icon}.svg`));
copyFileSync(join(from, 'fonts/IBMPlexSans/complete/woff2/license.txt'), join(to, 'fonts/LICENSE.txt'));
copyFileSync(join(from, 'LICENSE.md'), join(to, 'LICENSE.txt'));
const css = readFileSync(join(from, 'css/dkfds.min.css'), 'utf8').replace(/\/\*[^]*?\*\//g, '');
writeFileSync(join(to, 'dkfds.css'), without(css).replaceAll('../img/svg-icons/', 'icons/') + '\n');
