// Asks the search page of a site, in Chromium, what people ask, and looks whether the right page is among the first.
//   node tests/conformance/search.mjs FOLDER [QUERIES]
// QUERIES (tests/conformance/search/queries.txt): a line for each, WORDS -> ADDRESS [among N]; without N among 5.
// "-> nothing" where nothing may be found.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withBrowser } from './browser.mjs';
import { checker, project } from './lib.mjs';
import { withServer } from './server.mjs';

export function readQueries(text) {
  return text.split('\n').filter((line) => line.trim() && !line.startsWith('#')).map((line) => {
    const parts = /^(.+?) -> (\S+)(?: among (\d+))?$/.exec(line);
    if (!parts) throw new Error(`this is no query: ${line}`);
    return { words: parts[1], address: parts[2], among: Number(parts[3] ?? 5) };
  });
}

// What the page shows for the words: addresses in order, and what is said to those who do not see the list.
async function ask(page, root, words) {
  await page.$eval('#soeg-felt', (field, value) => { field.value = value; }, words);
  await page.$eval('#soeg-status', (status) => { status.textContent = ''; });
  await page.focus('#soeg-felt');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /fundet for|kan ikke/.test(document.querySelector('#soeg-status').textContent)
    && (/^Intet|kan ikke/.test(document.querySelector('#soeg-status').textContent) || document.querySelector('#soeg-resultater a')), { timeout: 20000 });
  return page.evaluate((from) => ({
    status: document.querySelector('#soeg-status').textContent,
    found: [...document.querySelectorAll('#soeg-resultater a')].map((link) => link.href.replace(from, '')),
    text: document.querySelector('#soeg-resultater').innerText,
  }), root);
}

// The search page opened at an address, "?q=plan&type=Indstilling", as somebody got it sent: what it shows, what can be chosen
// there, and what it shows when all choices are cleared.
export async function narrowed(folder, query) {
  return withServer(folder, (root) => withBrowser(async (browser) => {
    const page = await browser.newPage();
    const shown = async (said) => {
      await page.waitForFunction((words) => new RegExp(words).test(document.querySelector('#soeg-status').textContent), { timeout: 20000 }, said);
      return page.evaluate((from) => ({
        status: document.querySelector('#soeg-status').textContent,
        found: [...document.querySelectorAll('#soeg-resultater a')].map((link) => link.href.replace(from, '')),
        facts: [...document.querySelectorAll('#soeg-resultater .entry-facts')].map(({ textContent }) => textContent),
        address: decodeURIComponent(location.search), focus: document.activeElement.id, clear: !document.querySelector('#soeg-ryd').hidden,
        choices: Object.fromEntries([...document.querySelectorAll('#soeg-filtre select')].map((each) => [each.name, [...each.options].map(({ value }) => value)])),
      }), root);
    };
    await page.goto(`${root}soeg/${query}`, { waitUntil: 'networkidle0' });
    const first = await shown('undet');
    await page.focus('#soeg-ryd');
    await page.keyboard.press('Enter');
    await page.waitForNetworkIdle();
    return { ...first, cleared: await shown('undet|^$') };
  }));
}

export async function checkSearch(folder, queries) {
  const findings = [];
  await withServer(folder, (root) => withBrowser(async (browser) => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => findings.push({ file: 'soeg/', rule: 'script', message: error.message }));
    await page.goto(`${root}soeg/`, { waitUntil: 'networkidle0' });
    for (const { words, address, among } of queries) {
      const { status, found, text } = await ask(page, root, words);
      const first = found.slice(0, among);
      const right = address === 'nothing' ? found.length === 0 : first.includes(address);
      if (!right) findings.push({ file: address, rule: 'search', message: `"${words}" finds ${first.join(' ') || 'nothing'}: ${status}` });
      if (text.includes('⁂')) findings.push({ file: address, rule: 'search', message: `"${words}" shows words that no page has` });
    }
  }));
  return findings;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const list = process.argv[3] ?? join(project, 'tests/conformance/search/queries.txt');
  process.argv.length = 3;
  await checker('search', ([folder]) => checkSearch(folder, readQueries(readFileSync(list, 'utf8'))));
}
