#!/usr/bin/env node
// A made site as a browser meets it, served on the loopback with the policy of docs/how-to/publish.md: site.mjs FOLDER
// axe-core finds nothing (WCAG 2.1 AA and best practice), nothing sticks out at 320 px and at 200 % zoom, no link is
// dead, nothing is fetched from elsewhere, and no page writes an error to the console.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { withBrowser } from './browser.mjs';
import { checker } from './lib.mjs';
import { withServer } from './server.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const danish = JSON.parse(readFileSync(require.resolve('axe-core/locales/da.json'), 'utf8'));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const POLICY = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; form-action 'self'";
function fileAt(root, path) {
  const file = join(root, decodeURIComponent(path));
  if (existsSync(file) && statSync(file).isDirectory()) return path.endsWith('/') ? join(file, 'index.html') : '';
  return file;
}

function pagesBelow(root, folder = root) {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pagesBelow(root, path);
    return entry.name === 'index.html' ? [relative(root, folder) + (folder === root ? '' : '/')] : [];
  });
}

async function runAxe(page) {
  const { violations } = await page.evaluate((locale, tags) => {
    window.axe.configure({ locale });
    return window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
  }, danish, TAGS);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => ({ rule: id, message: `${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}` })));
}

async function deadLinks(page, root, origin) {
  const links = await page.evaluate(() => [...document.querySelectorAll('a[href], form[action], link[href]')].map((each) => each.href ?? each.action));
  return [...new Set(links)].filter((link) => link.startsWith(origin)).filter((link) => {
    const file = fileAt(root, new URL(link).pathname);
    return !file || !existsSync(file);
  }).map((link) => ({ rule: 'dead-link', message: link.slice(origin.length) }));
}

// 320 px wide, and what a window of 1280 px shows at 200 %.
async function sticksOut(page) {
  const findings = [];
  for (const width of [320, 640]) {
    await page.setViewport({ width, height: 640 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) findings.push({ rule: 'reflow', message: `the page is ${wide} px wide in a window of ${width} px` });
  }
  return findings;
}

async function findingsOf(browser, root, origin, path) {
  const page = await browser.newPage();
  const findings = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:')) findings.push({ rule: 'external', message: `it fetches ${request.url()}` });
  });
  page.on('console', (message) => { if (message.type() === 'error') findings.push({ rule: 'console', message: message.text() }); });
  page.on('pageerror', (error) => findings.push({ rule: 'console', message: error.message }));
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument(axe);
  await page.goto(`${origin}/${path}`, { waitUntil: 'load' });
  findings.push(...await runAxe(page), ...await deadLinks(page, root, origin), ...await sticksOut(page));
  await page.close();
  return findings.map((finding) => ({ file: path || '(front page)', ...finding }));
}

async function walk([root]) {
  const findings = [];
  await withServer(root, (address) => withBrowser(async (browser) => {
    for (const path of pagesBelow(root)) findings.push(...await findingsOf(browser, root, address.slice(0, -1), path));
  }), { 'content-security-policy': POLICY });
  return findings;
}

await checker('site', walk);
