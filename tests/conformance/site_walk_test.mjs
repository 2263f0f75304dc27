// The walk through a site finds each fault that is planted, and nothing in the good site.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';

import { walk } from './site_walk.mjs';

const STYLE = `body { margin: 0; font: 16px/1.5 sans-serif; background: #fff; color: #111; } main { max-width: 60em; padding: 1em; }
  a, button { display: inline-block; min-height: 24px; } :focus { outline: 3px solid #00f; } @media print { nav, form, .skipnav { display: none; } }`;
const page = (title, main, { head = '', nav = '' } = {}) => `<!DOCTYPE html><html lang="da"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="stylesheet" href="/s.css">${head}</head><body><a class="skipnav" href="#m">Gå til indholdet</a>
<header><nav aria-label="Hovedmenu"><a href="/">Forside</a> ${nav}</nav><form role="search" action="/soeg/"><label for="q">Søg</label> <input id="q" name="q" type="search"></form></header>
<main id="m" tabindex="-1"><h1>${title}</h1>${main}</main></body></html>`;
const FOUND = '<p role="status">Fundet: 1</p><ol><li><a href="/dokumenter/a/">Dokument</a></li></ol>';
const good = {
  '/': page('Forside', '<p><a href="/dokumenter/a/#dybt">Dokument</a></p>'),
  '/dokumenter/a/': page('Dokument', '<h2 id="dybt">Dybt</h2><p><a href="/a.pdf">PDF</a></p>'),
  '/soeg/': page('Søg', FOUND), '/s.css': STYLE, '/a.pdf': '%PDF-',
};
const type = (path) => (path.endsWith('.css') ? 'text/css' : path.endsWith('.pdf') ? 'application/pdf' : path.endsWith('.xml') ? 'application/xml' : 'text/html; charset=utf-8');

async function rules(files, options) {
  const server = createServer((request, response) => {
    const path = request.url.replace(/\?.*/, ''), text = { '/favicon.ico': '', ...files }[path];
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type(path) }).end(text);
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    const root = `http://127.0.0.1:${server.address().port}/`;
    const adapted = (text) => text.replaceAll('ROOT/', root);
    for (const path of Object.keys(files)) files[path] = adapted(files[path]);
    const { findings, pages } = await walk(root, options);
    return { rules: [...new Set(findings.map(({ rule }) => rule))].sort(), findings, pages: pages.map((url) => url.slice(root.length)) };
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

test('nothing is found in a good site, and every page is seen', async () => {
  const { findings, pages } = await rules({ ...good }, { query: 'dokument' });
  assert.deepEqual(findings, []);
  assert.deepEqual(pages.sort(), ['', 'dokumenter/a/', 'soeg/']);
});

const a = (main, more) => ({ '/dokumenter/a/': page('Dokument', `<h2 id="dybt">Dybt</h2>${main}`, more) });
const FAULTS = {
  'a dead link': [a('<a href="/borte/">Borte</a>'), 'link'],
  'a dead file': [a('<a href="/borte.pdf">Borte</a>'), 'link'],
  'a fragment that names nothing': [a('<a href="/#borte">Borte</a>'), 'link'],
  'a picture without a text': [a('<img src="/a.png">'), 'image-alt'],
  'a word to the console': [a('', { head: '<script>console.error("av")</script>' }), 'console'],
  'a script that fails': [a('', { head: '<script>ikkeder()</script>' }), 'console'],
  'a style from elsewhere': [a('', { head: '<link rel="stylesheet" href="http://127.0.0.2:9/x.css">' }), 'external'],
  'what is too wide for a phone': [a('<div style="width: 500px">Bred</div>'), 'reflow'],
  'what is as wide as the window with its scroll bar': [a('<div style="width: 100vw; height: 2000px; margin-left: -1em">Bred</div>'), 'reflow'],
  'what is too wide at 200 %': [a('<div style="width: 900px">Bred</div>'), 'reflow'],
  'navigation in print': [a('', { head: '<style>@media print { nav { display: block !important; } }</style>' }), 'print'],
  'no link to the content': [{ '/': good['/'].replace(/<a class="skipnav".*?<\/a>/, '') }, 'keyboard'],
  'a link that Tab does not reach': [{ '/': good['/'].replace('<p><a ', '<p><a tabindex="-1" ') }, 'keyboard'],
  'a focus that nobody sees': [{ '/s.css': STYLE.replace('outline: 3px solid #00f', 'outline: none') }, 'keyboard'],
  'a search that finds nothing': [{ '/soeg/': page('Søg', '<p role="status">Intet</p>') }, 'search'],
  'a choice that narrows nothing': [{ '/soeg/': page('Søg', `<p><label for="v">Type</label> <select id="v"><option value="">Alle</option><option>Plan</option></select></p>${FOUND}`) }, 'search'],
  'a fault on a page that only the sitemap knows': [{ '/alene/': page('Alene', '<img src="/a.png">'),
    '/sitemap.xml': '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://x.example/d/</loc></url><url><loc>https://x.example/d/alene/</loc></url></urlset>' }, 'image-alt'],
};
for (const [name, [files, rule]] of Object.entries(FAULTS))
  test(`it finds ${name}`, async () => {
    const found = await rules({ ...good, ...files }, rule === 'search' ? { query: 'x' } : {});
    assert.ok(found.rules.includes(rule), JSON.stringify(found.findings));
  });
