#!/usr/bin/env node
// Pages as Chromium shows them: axe-core finds nothing (WCAG 2.1 AA and best practice), nothing is fetched from
// elsewhere, and at 320 px nothing sticks out (WCAG 1.4.10); in the dark too, where a page knows it: axe.mjs FILE...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withBrowser } from './browser.mjs';
import { checker } from './lib.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const danish = JSON.parse(readFileSync(require.resolve('axe-core/locales/da.json'), 'utf8'));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

async function runAxe(page, file) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((locale, tags) => {
    window.axe.configure({ locale });
    return window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  }, danish, TAGS);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ file, rule: id, message: `${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}` })));
}

async function sticksOut(page, file) {
  await page.setViewport({ width: 320, height: 640 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  return width <= 320 ? [] : [{ file, rule: 'reflow', message: `the page is ${width} px wide in a window of 320 px` }];
}

async function findingsOf(browser, file) {
  const address = pathToFileURL(resolve(file)).href;
  const page = await browser.newPage();
  const findings = [];
  page.on('request', (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith('data:')) findings.push({ file, rule: 'external', message: `it fetches ${url}` });
  });
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(address, { waitUntil: 'load' });
  findings.push(...await runAxe(page, file));
  // A page that has colours of its own for the dark: these too.
  if ((await page.content()).includes('prefers-color-scheme: dark')) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    findings.push(...await runAxe(page, file));
    await page.emulateMediaFeatures([]);
  }
  findings.push(...await sticksOut(page, file));
  await page.close();
  return findings;
}

await checker('axe', (files) => withBrowser(async (browser) => {
  const findings = [];
  for (const file of files) findings.push(...await findingsOf(browser, file));
  return findings;
}));
