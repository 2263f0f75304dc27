#!/usr/bin/env node
// A served site as its readers meet it: every page that links and the sitemap lead to, in Chromium.
//   site_walk.mjs ADDRESS [--query WORD]
// On every page: axe-core finds nothing (WCAG 2.1 AA, best practice), the console says nothing, nothing comes from elsewhere or
// fails, nothing sticks out at 320 px and at 200 % zoom, and print leaves the navigation around it away. Every link leads somewhere, into pages too.
// By keyboard alone: from the top to the skip link, navigation and search, through all of it, through the choices that narrow a search,
// and to the page that it finds.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';

import { withBrowser } from './browser.mjs';

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const danish = JSON.parse(readFileSync(require.resolve('axe-core/locales/da.json'), 'utf8'));
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const SEARCH = 'input[type="search"]';
const SCROLL_BAR = 15;  // px that Chromium's takes from the page

// Status and type of a file that is no page, and the text of the sitemap.
function fetched(url, method) {
  return new Promise((done, fail) => {
    (url.startsWith('https:') ? https : http).request(url, { method, rejectUnauthorized: false, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => { text += part; });
      response.on('end', () => done({ status: response.statusCode, type: response.headers['content-type'] ?? '', text }));
    }).on('error', fail).end();
  });
}

const without = (url) => url.replace(/#.*/s, '');

class Walk {
  constructor(page, root) {
    Object.assign(this, { page, root, findings: [], at: root, left: [], seen: new Set(), ids: new Map(), links: [] });
    page.on('console', (message) => { if (['error', 'warn'].includes(message.type())) this.add('console', message.text()); });
    page.on('pageerror', (error) => this.add('console', error.message));
    page.on('requestfailed', (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.add('request', `${request.url()}: ${request.failure()?.errorText}`); });
    page.on('response', (response) => { if (response.status() >= 400) this.add('request', `${response.url()}: ${response.status()}`); });
    page.on('request', (request) => {
      if (!request.url().startsWith('data:') && new URL(request.url()).origin !== new URL(root).origin) this.add('external', `it fetches ${request.url()}`);
    });
  }

  add(rule, message) { this.findings.push({ file: this.at, rule, message }); }

  // Pages are walked; what lies above the root is another's.
  plan(url) {
    if (!url.startsWith(this.root) || this.seen.has(url)) return;
    this.seen.add(url);
    this.left.push(url);
  }

  async all() {
    this.plan(this.root);
    const sitemap = await fetched(`${this.root}sitemap.xml`, 'GET');
    // The sitemap has the site's own address, wherever it is served from here.
    const listed = [...sitemap.text.matchAll(/<loc>([^<]+)</g)].map(([, url]) => new URL(url).href);
    const front = listed.reduce((shortest, url) => (shortest === undefined || url.length < shortest.length ? url : shortest), undefined);
    for (const url of listed) this.plan(this.root + url.slice(front.length));
    while (this.left.length > 0) await this.one(this.left.shift());
    for (const { from, to } of this.links) {
      const [address, fragment] = [without(to), decodeURIComponent(to.split('#')[1] ?? '')], ids = this.ids.get(address);
      if (fragment && ids && !ids.has(fragment)) this.findings.push({ file: from, rule: 'link', message: `nothing in ${address} is named ${fragment}` });
    }
  }

  async one(url) {
    this.at = url;
    const { status, type } = await fetched(url, 'HEAD');
    if (status >= 400) return this.add('link', `it answers ${status}${this.from?.get(url) ? `; ${this.from.get(url)} leads there` : ''}`);
    if (!type.startsWith('text/html')) return;
    await this.page.goto(url, { waitUntil: 'load' });
    if (without(this.page.url()) !== url) return this.plan(without(this.page.url()));
    await this.axe();
    await this.links_of(url);
    await this.prints();
    for (const width of [640, 320]) {
      await this.page.setViewport({ width: width + SCROLL_BAR, height: 640 });
      const [found, room] = await this.page.evaluate(({ documentElement: page } = document) => [page.scrollWidth, page.clientWidth]);
      if (found > room) this.add('reflow', `the page is ${found} px wide where there are ${room} px`);
    }
    await this.page.setViewport({ width: 1280, height: 900 });
  }

  async axe() {
    await this.page.evaluate(axe);
    const violations = await this.page.evaluate(async (locale, tags) => {
      window.axe.configure({ locale });
      return (await window.axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations;
    }, danish, TAGS);
    for (const { id, help, nodes } of violations)
      for (const node of nodes) this.add(id, `${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`);
  }

  async links_of(url) {
    const { ids, links } = await this.page.evaluate(() => ({
      ids: [...document.querySelectorAll('[id]')].map(({ id }) => id),
      links: [...document.querySelectorAll('a[href], link[href], form[action]')].map((each) => each.href ?? each.action),
    }));
    this.ids.set(url, new Set(ids));
    this.from ??= new Map();
    for (const to of links) {
      if (!/^https?:/.test(to)) continue;
      this.links.push({ from: url, to });
      if (!this.from.has(without(to))) this.from.set(without(to), url);
      this.plan(without(to));
    }
  }

  async prints() {
    await this.page.emulateMediaType('print');
    // A list of contents in the main part belongs to what is printed.
    const shown = await this.page.evaluate(() => ({
      around: [...document.querySelectorAll('nav, form, [role="search"], .skipnav')]
        .filter((each) => !each.closest('main') && each.getClientRects().length > 0).map((each) => each.outerHTML.slice(0, 80)),
      main: document.querySelector('main')?.getClientRects().length > 0,
    }));
    await this.page.emulateMediaType(null);
    for (const each of shown.around) this.add('print', `it prints ${each}`);
    if (!shown.main) this.add('print', 'it prints no main part');
  }

  // What Tab reaches from the top, in order; until it comes around.
  async tabs() {
    const reached = [];
    for (let i = 0; i < 1000; ++i) {
      await this.page.keyboard.press('Tab');
      const element = await this.page.evaluate(() => {
        const it = document.activeElement;
        if (!it || it === document.body || it.dataset.reached) return null;
        it.dataset.reached = '1';
        const { x, y, width, height } = it.getBoundingClientRect(), { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(it);
        return {
          html: it.outerHTML.slice(0, 120), skips: it.getAttribute('href')?.startsWith('#') ?? false, search: it.matches('input[type="search"]'), nav: it.closest('nav') !== null,
          inView: width > 1 && height > 1 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0,
          marked: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none',
        };
      });
      if (element === null) break;
      reached.push(element);
    }
    return reached;
  }

  // The search page offers its choices when its index is there: later than "load", on a busy machine much later.
  async choicesOffered() {
    await this.page.waitForFunction(() => !document.querySelector('#soeg-filtre[hidden]'), { timeout: 30000 })
      .catch(() => this.add('search', 'the choices are not offered within half a minute'));
  }

  async keyboard(url) {
    this.at = url;
    await this.page.goto(url, { waitUntil: 'load' });
    await this.choicesOffered();
    const reached = await this.tabs();
    if (!reached.some(({ nav }) => nav)) this.add('keyboard', 'Tab reaches no navigation');
    for (const { html, inView, marked } of reached) {
      if (!inView) this.add('keyboard', `with the focus it is not in view: ${html}`);
      if (!marked) this.add('keyboard', `nothing shows that it has the focus: ${html}`);
    }
    const missed = await this.page.evaluate(() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
      .filter((each) => !each.dataset.reached && each.checkVisibility({ visibilityProperty: true }) && !each.disabled).map((each) => each.outerHTML.slice(0, 120)));
    for (const html of missed) this.add('keyboard', `Tab does not reach it: ${html}`);
    if (!reached[0]?.skips) return this.add('keyboard', 'the first stop is no link to the content');
    await this.page.goto(url, { waitUntil: 'load' });
    await this.page.keyboard.press('Tab');
    await this.page.keyboard.press('Enter');
    const inMain = await this.page.evaluate(() => document.activeElement?.closest('main') !== null);
    if (!inMain) this.add('keyboard', 'the skip link does not lead into the content');
  }

  // From a page's search field to the page that is found, without a mouse.
  async search(url, query) {
    this.at = url;
    await this.page.goto(url, { waitUntil: 'load' });
    for (let i = 0; i < 50 && !await this.page.evaluate((field) => document.activeElement?.matches(field), SEARCH); ++i) await this.page.keyboard.press('Tab');
    if (!await this.page.evaluate((field) => document.activeElement?.matches(field), SEARCH)) return this.add('search', 'Tab does not reach the search field');
    await this.page.keyboard.type(query);
    await this.page.keyboard.press('Enter');
    const result = 'main ol a[href]';
    try {
      await this.page.waitForSelector(result, { timeout: 30000 });
    } catch {
      return this.add('search', `nothing is found for "${query}"; the page says: ${await this.page.evaluate(() => document.querySelector('[role="status"]')?.textContent ?? '')}`);
    }
    this.at = this.page.url();
    await this.choicesOffered();
    await this.axe();
    await this.narrow();
    await this.page.evaluate(() => document.activeElement?.blur());
    for (let i = 0; i < 200 && !await this.page.evaluate((link) => document.activeElement?.matches(link), result); ++i) await this.page.keyboard.press('Tab');
    const target = await this.page.evaluate(() => document.activeElement?.href); // before the page goes
    await Promise.all([this.page.waitForNavigation({ waitUntil: 'load', timeout: 15000 }).catch(() => {}), this.page.keyboard.press('Enter')]);
    if (!target || without(this.page.url()) !== without(target) || !this.page.url().startsWith(this.root)) this.add('search', `Enter on the first result leads to ${this.page.url()}`);
  }

  // Every choice among what is found works with the keys alone, and the page says what it is narrowed to.
  async narrow() {
    const status = () => this.page.evaluate(() => document.querySelector('[role="status"]')?.textContent ?? '');
    const says = (words, wanted) => this.page.waitForFunction((value, there) =>
      document.querySelector('[role="status"]')?.textContent.includes(value) === there, { timeout: 5000 }, words, wanted).then(() => true, () => false);
    const ids = await this.page.evaluate(() => [...document.querySelectorAll('main select')].filter((each) => each.checkVisibility()).map(({ id }) => id));
    await this.page.evaluate(() => document.activeElement?.blur());
    for (const id of ids) {
      const reached = () => this.page.evaluate((wanted) => document.activeElement?.id === wanted, id);
      for (let i = 0; i < 50 && !await reached(); ++i) await this.page.keyboard.press('Tab');
      if (!await reached()) { this.add('search', `Tab does not reach the choice ${id}`); continue; }
      await this.page.keyboard.press('ArrowDown');
      const chosen = await this.page.evaluate((wanted) => document.getElementById(wanted).value, id);
      if (!chosen || !await says(`(${chosen})`, true)) { this.add('search', `the choice ${id} has no effect; the page says: ${await status()}`); continue; }
      if (!await reached()) this.add('search', `a choice in ${id} takes the focus away`);
      await this.axe();
      await this.page.keyboard.press('ArrowUp');
      if (!await says(`(${chosen})`, false)) this.add('search', `the choice ${id} cannot be taken back`);
    }
    await this.page.waitForSelector('main ol a[href]', { timeout: 5000 }).catch(() => this.add('search', 'what was found does not come back'));
  }
}

// Findings, each with the page it is on, and the pages that were walked.
export async function walk(root, { query } = {}) {
  return withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const it = new Walk(page, root);
    await it.all();
    const pages = [...it.ids.keys()];
    const papers = pages.filter((url) => /\/dokumenter\/[^/]+\/$/.test(url));
    const search = pages.filter((url) => url === `${root}soeg/`);
    for (const url of [root, ...papers.slice(0, 1), ...search]) await it.keyboard(url);
    if (query !== undefined) await it.search(papers[0] ?? root, query);
    return { findings: it.findings, pages };
  }, { scrollBars: true, acceptInsecureCerts: true });
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const [root, option, query] = process.argv.slice(2);
  try {
    if (!root?.endsWith('/') || (option && (option !== '--query' || !query))) throw new Error('usage: site_walk.mjs ADDRESS/ [--query WORD]');
    const { findings, pages } = await walk(root, { query });
    for (const { file, rule, message } of findings) console.log(`${file}: ${message} [${rule}]`);
    console.log(`site_walk: ${pages.length} pages, ${findings.length} findings`);
    process.exitCode = findings.length > 0 || pages.length === 0 ? 1 : 0;
  } catch (error) {
    console.error(`site_walk: ${error.message}`);
    process.exitCode = 2;
  }
}
