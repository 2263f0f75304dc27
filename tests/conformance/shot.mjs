#!/usr/bin/env node
// A picture of a whole page: shot.mjs PAGE.html PICTURE.png [WIDTH [print]]
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBrowser } from './browser.mjs';

const [page, picture, width = '1280', medium = 'screen'] = process.argv.slice(2);
if (!picture) {
  console.error('usage: shot.mjs PAGE.html PICTURE.png [WIDTH [print]]');
  process.exit(2);
}
await withBrowser(async (browser) => {
  const tab = await browser.newPage();
  await tab.setViewport({ width: Number(width), height: 900 });
  await tab.emulateMediaType(medium);
  await tab.goto(pathToFileURL(resolve(page)).href, { waitUntil: 'load' });
  await tab.screenshot({ path: picture, fullPage: true });
});
