// The configuration for nginx that is shipped, docs/nginx, as a reader, an attacker and a publisher meet it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { get } from 'node:http';
import { connect } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { after, before, test } from 'node:test';

import { ask as askOf, withConfiguration } from './nginx.mjs';

const folder = mkdtempSync(join(tmpdir(), 'kancelli-nginx-test-'));
const STYLE = '/assets/site-0123456789ab.css';
const page = (words) => `<!DOCTYPE html><html lang="da"><head><title>x</title></head><body>${words} ${'Ord. '.repeat(400)}</body></html>`;
const FILES = {
  'index.html': page('forside'), 'dokumenter/a/index.html': page('dokument'), '404.html': page('Siden findes ikke'),
  [STYLE.slice(1)]: `p { margin: 0 }${' '.repeat(2000)}`, 'assets/skrift-0123456789ab.woff2': 'skrift', 'assets/licens.txt': 'æøå',
  'pagefind/pagefind.js': 'export const x = 1;', 'pagefind/pagefind.da.pf_meta': 'm', 'pagefind/wasm.da.pagefind': 'w', 'pagefind/x.wasm': 'w',
  'feed.xml': '<feed/>', 'organer/oeu/feed.xml': '<feed/>', 'sitemap.xml': '<urlset/>', 'oparl/system.json': '{}', 'moeder/m.ics': 'BEGIN:VCALENDAR',
  'dokumenter/a/version-1/a.pdf': '%PDF-', 'dokumenter/a/version-1/a.docx': 'PK', 'dokumenter/a/bilag/møde (1).pdf': '%PDF-', 'assets/tegn-0123456789ab.svg': '<svg/>',
  'manifest.json': '{}', 'manifest.sig': 'kancelli-signature-1', 'tom/x.txt': 'x', '.hemmelig': 'hemmeligt', '.git/config': 'hemmeligt',
};
const TYPES = {
  '/': 'text/html; charset=utf-8', '/dokumenter/a/': 'text/html; charset=utf-8', [STYLE]: 'text/css; charset=utf-8', '/assets/skrift-0123456789ab.woff2': 'font/woff2',
  '/assets/licens.txt': 'text/plain; charset=utf-8', '/pagefind/pagefind.js': 'text/javascript; charset=utf-8', '/pagefind/pagefind.da.pf_meta': 'application/octet-stream',
  '/pagefind/wasm.da.pagefind': 'application/octet-stream', '/pagefind/x.wasm': 'application/wasm', '/feed.xml': 'application/atom+xml; charset=utf-8',
  '/organer/oeu/feed.xml': 'application/atom+xml; charset=utf-8', '/sitemap.xml': 'application/xml; charset=utf-8', '/oparl/system.json': 'application/json; charset=utf-8',
  '/moeder/m.ics': 'text/calendar; charset=utf-8', '/dokumenter/a/version-1/a.pdf': 'application/pdf', '/assets/tegn-0123456789ab.svg': 'image/svg+xml; charset=utf-8',
  '/dokumenter/a/version-1/a.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '/dokumenter/a/bilag/m%C3%B8de%20(1).pdf': 'application/pdf',
  '/manifest.json': 'application/json; charset=utf-8', '/manifest.sig': 'application/octet-stream',
};
let server, login, logins = [];

// As `kancelli publish` leaves a folder: releases/NAME, `current` that leads to one, the log beside them.
function release(target, name, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(target, 'releases', name, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }
}
function activate(target, name) {
  symlinkSync(`releases/${name}`, join(target, 'next'));
  renameSync(join(target, 'next'), join(target, 'current'));
}
const ask = (path, options) => askOf(server.open, path, options);
const askClosed = (path, user, options) => askOf(server.closed, path, { ...options, headers: { ...(user && { cookie: `login=${user}` }), ...options?.headers } });

// The very bytes of a request line: what a library would tidy up.
function raw(port, line) {
  return new Promise((done, fail) => {
    const socket = connect({ host: 'localhost', port, rejectUnauthorized: false }, () => socket.write(`${line}\r\nHost: localhost\r\nConnection: close\r\n\r\n`));
    let all = '';
    socket.on('data', (bytes) => { all += bytes; });
    socket.on('end', () => done(all));
    socket.on('error', fail);
  });
}

before(async () => {
  // Stands in for the house's login service: a cookie names who it is.
  login = createServer((request, response) => {
    logins.push([request.url, request.headers['x-original-uri']]);
    const user = request.headers.cookie?.match(/login=(\w+)/)?.[1];
    response.writeHead({ maa: 204, maaikke: 403 }[user] ?? 401).end();
  });
  await new Promise((done) => { login.listen(0, '127.0.0.1', done); });
  const gzipped = (files) => ({ ...files, [`${STYLE.slice(1)}.gz`]: gzipSync(files[STYLE.slice(1)]), 'index.html.gz': gzipSync(files['index.html']) });
  for (const edition of ['open', 'closed']) {
    release(join(folder, edition), 'a', gzipped(FILES));
    symlinkSync('/etc/passwd', join(folder, edition, 'releases/a/link.txt'));
    symlinkSync('/etc', join(folder, edition, 'releases/a/mappe'));
    mkdirSync(join(folder, edition, 'audit'));
    writeFileSync(join(folder, edition, 'audit/log.jsonl'), 'hemmeligt');
    activate(join(folder, edition), 'a');
  }
  release(join(folder, 'open'), 'b', { ...FILES, 'index.html': page('ny forside') });
  mkdirSync(join(folder, 'work'));
  server = await withConfiguration(join(folder, 'work'), { open: join(folder, 'open'), closed: join(folder, 'closed'), login: login.address().port });
});

after(async () => {
  await server?.stop();
  login.close();
  rmSync(folder, { recursive: true });
});

test('every kind of file comes whole, with its type and the headers that protect its readers', async () => {
  for (const [path, type] of Object.entries(TYPES)) {
    const { status, headers, bytes } = await ask(path);
    assert.deepEqual([status, headers['content-type']], [200, type], path);
    const file = decodeURI(path.slice(1)) + (path.endsWith('/') ? 'index.html' : '');
    assert.equal(bytes.toString(), FILES[file], path);
    assert.equal(headers['strict-transport-security'], 'max-age=31536000', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
    assert.equal(headers['referrer-policy'], 'same-origin', path);
    assert.match(headers['permissions-policy'], /camera=\(\)/, path);
    assert.match(headers['content-security-policy'], /frame-ancestors 'none'/, path);
    assert.equal(headers['cache-control'], /^\/assets\/.*-0123456789ab\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache', path);
    assert.equal(headers.server, 'nginx', path);
  }
});

test('pages and the search\'s worker may load the site itself, WebAssembly for the search, and nothing more', async () => {
  for (const path of ['/', '/pagefind/pagefind.js', '/findes-ikke']) {
    const { headers } = await ask(path);
    assert.equal(headers['content-security-policy'], "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", path);
  }
});

test('a page that is known is answered by 304', async () => {
  for (const encoding of ['identity', 'gzip']) {
    const { headers } = await ask('/', { headers: { 'accept-encoding': encoding } });
    const again = await ask('/', { headers: { 'accept-encoding': encoding, 'if-none-match': headers.etag } });
    assert.deepEqual([again.status, again.bytes.length, again.headers['cache-control']], [304, 0, 'no-cache'], encoding);
  }
});

test('a browser that takes gzip gets the file that lies there compressed, another one the plain one', async () => {
  const packed = await ask(STYLE, { headers: { 'accept-encoding': 'br, gzip' } }), plain = await ask(STYLE);
  assert.deepEqual([packed.headers['content-encoding'], packed.headers.vary, packed.headers['content-type']], ['gzip', 'Accept-Encoding', 'text/css; charset=utf-8']);
  assert.equal(gunzipSync(packed.bytes).toString(), plain.text);
  assert.ok(packed.bytes.length < plain.bytes.length / 2);
  assert.deepEqual([plain.headers['content-encoding'], plain.headers.vary], [undefined, 'Accept-Encoding']);
  assert.equal((await ask(`${STYLE}.gz`)).status, 404);
});

test('HEAD has the headers alone; nothing else is allowed', async () => {
  const head = await ask('/', { method: 'HEAD' });
  assert.deepEqual([head.status, head.bytes.length, head.headers['content-length']], [200, 0, String(FILES['index.html'].length)]);
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'MKCOL', 'PROPFIND', 'OPTIONS'])
    assert.equal((await ask('/', { method })).status, 405, method);
  assert.match(await raw(server.open, 'TRACE / HTTP/1.1'), /^HTTP\/1\.1 405 /);
});

test('what is not there is told in the site\'s own page, with all headers', async () => {
  for (const path of ['/findes-ikke', '/dokumenter/b/', '/tom/', '/assets/', '/dokumenter/a/version-1/b.pdf']) {
    const { status, text, headers } = await ask(path);
    assert.equal(status, 404, path);
    assert.match(text, /Siden findes ikke/, path);
    assert.match(headers['content-security-policy'], /^default-src 'none'; script-src 'self'/, path);
    assert.equal(headers['cache-control'], 'no-cache', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
  }
});

test('hidden files, links, the log, other releases and what lies outside are not there', async () => {
  const lines = ['/.hemmelig', '/.git/config', '/%2ehemmelig', '/dokumenter/.hemmelig', '/link.txt', '/mappe/passwd', '/../audit/log.jsonl', '/%2e%2e/audit/log.jsonl',
    '/..%2faudit/log.jsonl', '/%252e%252e/audit/log.jsonl', '/dokumenter/../../audit/log.jsonl', '/audit/log.jsonl', '/../releases/b/index.html', '/assets../audit/log.jsonl',
    '/..\\audit\\log.jsonl', '/..%5caudit%5clog.jsonl', '/%00', '/%c0%ae%c0%ae/audit/log.jsonl', '//audit/log.jsonl', '/404.html', '/_adgang'];
  for (const line of lines) {
    const answer = await raw(server.open, `GET ${line} HTTP/1.1`);
    assert.match(answer, /^HTTP\/1\.1 (400|404) /, line);
    assert.doesNotMatch(answer, /hemmeligt|root:|ny forside/, line);
  }
});

test('an address without https leads to the one with it; a folder without its stroke to the page', async () => {
  for (const port of [server.plain, server.closedPlain]) {
    const { statusCode, headers } = await new Promise((done) => { get({ host: 'localhost', port, path: '/dokumenter/a/?x=1' }, done); });
    assert.deepEqual([statusCode, headers.location], [301, 'https://localhost/dokumenter/a/?x=1']);
  }
  const moved = await ask('/dokumenter/a');
  assert.deepEqual([moved.status, moved.headers.location], [301, '/dokumenter/a/']);
});

test('a release that is activated is seen by the very next request, on the same connection too, and so is the way back', async () => {
  const { Agent } = await import('node:https');
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let round = 0; round < 20; ++round) {
    for (const [name, words] of [['b', 'ny forside'], ['a', 'forside']]) {
      activate(join(folder, 'open'), name);
      assert.match((await ask('/', { agent })).text, new RegExp(`<body>${words} `));
    }
  }
  agent.destroy();
});

test('closed pages, index, feed and files: 401 without login, 403 without the right, 200 with it', async () => {
  for (const path of Object.keys(TYPES)) {
    const [none, other, reader] = [await askClosed(path), await askClosed(path, 'maaikke'), await askClosed(path, 'maa')];
    assert.deepEqual([none.status, other.status, reader.status], [401, 403, 200], path);
    for (const { headers } of [none, other, reader]) {
      assert.equal(headers['cache-control'], 'private, no-store', path);
      assert.equal(headers['x-content-type-options'], 'nosniff', path);
    }
    for (const { text } of [none, other]) assert.ok(!text.includes(FILES['index.html'].slice(60, 80)), path);
  }
  const { status, text, headers } = await askClosed('/');
  assert.deepEqual([status, headers['content-type']], [401, 'text/html; charset=utf-8']);
  const refused = await askClosed('/', 'maaikke');
  assert.deepEqual([refused.status, refused.headers['content-type'], refused.headers['cache-control']], [403, 'text/html; charset=utf-8', 'private, no-store']);
  assert.match(refused.text, /har ikke adgang til denne side/);
  assert.match(text, /Log ind/);
});

test('whether a closed file is there is told only to those who may read it', async () => {
  for (const path of ['/findes-ikke', '/dokumenter/a', '/dokumenter/a/version-1/findes-ikke.pdf', '/tom/'])
    for (const [user, status] of [[undefined, 401], ['maaikke', 403]])
      assert.equal((await askClosed(path, user)).status, status, path);
  assert.equal((await askClosed('/findes-ikke', 'maa')).status, 404);
  assert.match((await askClosed('/findes-ikke', 'maa')).text, /Siden findes ikke/);
  assert.equal((await askClosed('/', 'maa', { headers: { 'if-none-match': '*' } })).status, 304);
  assert.equal((await askClosed('/', undefined, { headers: { 'if-none-match': '*', 'if-modified-since': 'Thu, 01 Jan 2099 00:00:00 GMT' } })).status, 401);
  assert.equal((await askClosed('/dokumenter/a/version-1/a.pdf', undefined, { headers: { range: 'bytes=0-3' } })).status, 401);
});

test('the login service is asked with the address, and nobody reaches it through the site', async () => {
  logins = [];
  await askClosed('/dokumenter/a/?x=1', 'maa');
  assert.deepEqual(logins[0], ['/adgang', '/dokumenter/a/?x=1']);
  for (const user of [undefined, 'maa']) assert.ok([401, 404].includes((await askClosed('/_adgang', user)).status));
  assert.equal((await askClosed('/_adgang', 'maa')).status, 404);
});

test('no other method gets past the login', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])
    assert.equal((await askClosed('/', undefined, { method })).status, 405, method);
  assert.equal((await askClosed('/', undefined, { method: 'HEAD' })).status, 401);
});

test('when the login service does not answer, nobody gets anything', async () => {
  await new Promise((done) => { login.closeAllConnections?.(); login.close(done); });
  for (const path of ['/', '/feed.xml', '/dokumenter/a/version-1/a.pdf', '/findes-ikke']) {
    const { status, text } = await askClosed(path, 'maa');
    assert.equal(status, 500, path);
    assert.doesNotMatch(text, /dokument|forside/);
  }
});
