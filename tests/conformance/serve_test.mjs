// `kancelli serve` on a copy of the sample project: pages, a save, a fault and its end, files on demand, and what it
// refuses. The program is build/dev/kancelli, or the one that KANCELLI names.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { project as repository } from './lib.mjs';

const program = process.env.KANCELLI ?? join(repository, 'build/dev/kancelli');
const folder = mkdtempSync(join(tmpdir(), 'kancelli-serve-test-'));
const sources = join(folder, 'project'), temporary = join(folder, 'tmp');
const fact = join(sources, 'content/papers/factsheet/om-koncernservice.xml');
const page = '/dokumenter/om-koncernservice/';
const good = readFileSync(join(repository, 'content/papers/factsheet/om-koncernservice.xml'), 'utf8');
let served;

// Starts it, and waits until it says its address.
function serve(...options) {
  const child = spawn(program, ['serve', '--lang', 'da', '--project', sources, ...options],
    { env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'pipe', 'pipe'] });
  const it = { child, said: '', ended: new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal))) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { it.said += bytes; });
  return new Promise((ready, fail) => {
    it.ended.then((code) => fail(new Error(`it ended with ${code}: ${it.said}`)));
    child.stdout.on('data', () => {
      const port = it.said.match(/^http:\/\/localhost:(\d+)\/$/m)?.[1];
      if (port) ready(Object.assign(it, { port: Number(port) }));
    });
  });
}

function ask(path, options = {}) {
  return new Promise((done, fail) => {
    get({ host: '127.0.0.1', port: served.port, path, agent: false, ...options }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        done({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString() });
      });
    }).on('error', fail);
  });
}

// What the server says to these very bytes.
function send(text, port = served.port, isAll = false) {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => (isAll ? socket.end(text) : socket.write(text)));
    let all = '';
    socket.on('data', (bytes) => { all += bytes; });
    socket.on('close', () => done(all));
    socket.on('error', fail);
    socket.setTimeout(20000, () => socket.destroy());
  });
}

// Resolves, with how long it took, when a browser that looks at the page would be told to load it again.
async function reload(path, work) {
  const { text } = await ask(path);
  const mark = text.match(/data-mark="([0-9a-f]+)"/)[1];
  return new Promise((done, fail) => {
    let begun;
    const timer = setTimeout(() => fail(new Error(`no reload of ${path}: ${served.said}`)), 20000);
    get({ host: '127.0.0.1', port: served.port, path: `/kancelli-vis/events?page=${encodeURIComponent(path)}&mark=${mark}`, agent: false }, (response) => {
      let said = '';
      response.on('data', (bytes) => {
        said += bytes;
        if (begun === undefined) {
          assert.doesNotMatch(said, /reload/);
          begun = performance.now();
          work();
        } else if (/event: reload\ndata: /.test(said)) {
          clearTimeout(timer);
          response.destroy();
          done(performance.now() - begun);
        }
      });
    }).on('error', () => {});
  });
}

const filesBelow = (path) => readdirSync(path, { recursive: true }).map(String).sort();

before(async () => {
  mkdirSync(sources);
  mkdirSync(temporary);
  cpSync(join(repository, 'content'), join(sources, 'content'), { recursive: true });
  served = await serve('--port', '0');
});

after(async () => {
  served.child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

test('every page is there, and so is every file and page that it leads to', async () => {
  const seen = new Set(['/']), left = ['/'];
  while (left.length > 0) {
    const path = left.pop();
    const { status, headers, text } = await ask(path);
    assert.equal(status, 200, path);
    if (!headers['content-type'].startsWith('text/html')) continue;
    for (const [, link] of text.matchAll(/ (?:href|src)="([^"#]+)[^"]*"/g)) {
      const { origin, pathname } = new URL(link.replaceAll('&amp;', '&'), `http://here${path}`);
      if (origin !== 'http://here' || seen.has(pathname) || /\.(pdf|docx)$/.test(pathname)) continue;
      seen.add(pathname);
      left.push(pathname);
    }
  }
  assert.ok(seen.has(page), [...seen].join(' '));
});

test('a draft says so; a closed paper is not there', async () => {
  assert.match((await ask('/dokumenter/kommissorium-koncernbestyrelse/')).text, />Udkast</);
  assert.doesNotMatch((await ask(page)).text, />Udkast</);
  for (const file of readdirSync(join(sources, 'content/papers'), { recursive: true }).map(String).filter((name) => name.endsWith('.xml')))
    if (/access="closed"/.test(readFileSync(join(sources, 'content/papers', file), 'utf8').match(/<meta[^]*?<\/meta>/)?.[0] ?? ''))
      assert.equal((await ask(`/dokumenter/${file.replace(/.*\/|\.xml$/g, '')}/`)).status, 404, file);
});

test('PDF and DOCX are made when somebody asks for them', async () => {
  for (const [ending, begin] of [['pdf', '%PDF-'], ['docx', 'PK']]) {
    const { status, headers, bytes } = await ask(`${page}version-1/om-koncernservice.${ending}`);
    assert.deepEqual([status, bytes.subarray(0, begin.length).toString()], [200, begin]);
    assert.match(headers['content-type'], ending === 'pdf' ? /^application\/pdf$/ : /wordprocessingml\.document$/);
  }
});

test('a save reaches the browser, also by an editor that renames over the file', async (t) => {
  const times = [];
  for (const words of ['Første', 'Anden', 'Tredje']) {
    times.push(await reload(page, () => {
      writeFileSync(`${fact}.new`, good.replace(/<title>[^<]*/, `<title>${words} overskrift`));
      renameSync(`${fact}.new`, fact);
    }));
    assert.match((await ask(page)).text, new RegExp(`${words} overskrift`));
  }
  t.diagnostic(`from the save to the browser, ms: ${times.map(Math.round).join(', ')}`);
  await reload(page, () => writeFileSync(fact, good));
});

test('a fault keeps the last good page, and is told there, on /fejl and in the terminal, in Danish and with its place', async () => {
  const broken = good.replace('</title>', '</titel>');
  await reload(page, () => writeFileSync(fact, broken));
  const { status, text } = await ask(page);
  assert.equal(status, 200);
  const line = broken.slice(0, broken.indexOf('</titel>')).split('\n').length;
  const place = new RegExp(`om-koncernservice\\.xml:${line}:\\d+: fejl: [^]*råd: `);
  assert.match(text, /Der er fejl/);
  for (const where of [text, (await ask('/fejl/')).text, served.said]) assert.match(where, place);
  assert.match(text, new RegExp(good.match(/<title>([^<]+)/)[1]));
  assert.match((await ask('/')).text, /om-koncernservice/); // it is still listed
  assert.equal((await ask(`${page}version-1/om-koncernservice.docx`)).status, 200);
  // Another paper is made anew all the same.
  const other = join(sources, 'content/papers/charter/kommissorium-koncernbestyrelse.xml'), before = readFileSync(other, 'utf8');
  await reload('/dokumenter/kommissorium-koncernbestyrelse/', () => writeFileSync(other, before.replace(/<title>[^<]*/, '<title>Et andet navn')));
  assert.match((await ask('/dokumenter/kommissorium-koncernbestyrelse/')).text, /Et andet navn/);
  await reload('/dokumenter/kommissorium-koncernbestyrelse/', () => writeFileSync(other, before));
  await reload(page, () => writeFileSync(fact, good));
  assert.doesNotMatch((await ask(page)).text, /Der er fejl/);
});

test('a fault that a rule finds keeps the last good page, too', async () => {
  await reload(page, () => writeFileSync(fact, good.replace('<title>', '<title>Ny: ').replace('<ref to="#centrene"/>', '<ref to="#findes-ikke"/>')));
  const { text } = await ask(page);
  assert.match(text, /om-koncernservice\.xml:\d+:\d+: fejl: [^]*findes-ikke/);
  assert.match(text, /Der er fejl/);
  assert.doesNotMatch(text, /<h1[^>]*>Ny: /);
  await reload(page, () => writeFileSync(fact, good));
});

test('the list of papers may be broken, and mended', async () => {
  const list = join(sources, 'content/project.xml'), before = readFileSync(list, 'utf8');
  await reload('/', () => writeFileSync(list, before.replace('</project>', '')));
  assert.match((await ask('/')).text, /Der er fejl/);
  assert.equal((await ask(page)).status, 200);
  rmSync(list);
  await new Promise((done) => { setTimeout(done, 300); });
  assert.match((await ask('/fejl/')).text, /project\.xml/);
  assert.equal((await ask(page)).status, 200);
  await reload('/', () => writeFileSync(list, before));
  assert.doesNotMatch((await ask('/')).text, /Der er fejl/);
});

test('no way leads out of the site', async () => {
  writeFileSync(join(folder, 'secret.txt'), 'hemmeligt');
  symlinkSync(join(folder, 'secret.txt'), join(sources, 'content/secret.txt'));
  const targets = ['/../secret.txt', '/../../../../../../etc/passwd', '/%2e%2e/secret.txt', '/%2e%2e%2fsecret.txt', '/..%2fsecret.txt',
    '/%252e%252e/secret.txt', '/..\\secret.txt', '/..%5csecret.txt', '/dokumenter/../../secret.txt', '/dokumenter/%2e%2e/%2e%2e/secret.txt',
    '/%c0%ae%c0%ae/secret.txt', '/secret.txt%00.html', '//etc/passwd', '/%2fetc%2fpasswd', `/${folder}/secret.txt`, `//${folder}/secret.txt`,
    '/content/secret.txt', '/secret.txt', '/content/project.xml', '/build.json', '/pages/build.json', '/.git/config', 'secret.txt', `file://${folder}/secret.txt`];
  for (const target of targets) {
    const answer = await send(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 (400|404) /, target);
    assert.doesNotMatch(answer, /hemmeligt|root:/, target);
  }
});

test('nonsense is answered or hung up on, and nothing stops', async () => {
  for (const text of ['\r\n\r\n', 'GET\r\n\r\n', `GET /${'a'.repeat(100000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, '\0\0\0\0', 'GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(5000)}\r\n`, 'GET /kancelli-vis/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n'])
    await send(text, served.port, true).catch(() => {});
  assert.equal((await ask('/')).status, 200);
});

test('a page from elsewhere whose name leads here is refused', async () => {
  for (const host of ['example.dk', 'localhost.example.dk', '169.254.169.254', `127.0.0.1.example.dk:${served.port}`])
    assert.equal((await ask('/', { headers: { host } })).status, 403, host);
  for (const host of [`localhost:${served.port}`, `127.0.0.1:${served.port}`, `[::1]:${served.port}`])
    assert.equal((await ask('/', { headers: { host } })).status, 200, host);
  assert.match(await send('GET / HTTP/1.0\r\n\r\n'), /^HTTP\/1\.\d 403 /);
});

test('only GET and HEAD', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'MKCOL']) {
    const { status, headers } = await ask('/', { method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD'], method);
  }
  const head = await ask(page, { method: 'HEAD' });
  assert.deepEqual([head.status, head.bytes.length], [200, 0]);
});

test('it listens on the loopback alone', async () => {
  const port = served.port.toString(16).toUpperCase().padStart(4, '0');
  const listening = ['/proc/net/tcp', '/proc/net/tcp6'].filter((file) => existsSync(file)).flatMap((file) => readFileSync(file, 'utf8').split('\n'))
    .map((line) => line.trim().split(/\s+/)).filter(([, local, , state]) => state === '0A' && local.endsWith(`:${port}`)).map(([, local]) => local);
  assert.deepEqual(listening, [`0100007F:${port}`]);
  for (const { address, family } of Object.values(networkInterfaces()).flat().filter(({ internal }) => !internal))
    if (family === 'IPv4')
      await assert.rejects(new Promise((done, fail) => { const socket = connect(served.port, address, () => done(socket.destroy())); socket.on('error', fail); }), /ECONNREFUSED/);
});

test('it writes to its own folder alone, and two work side by side; a port is not shared', async () => {
  const before = filesBelow(sources), others = readdirSync(temporary);
  const other = await serve('--port', '0');
  assert.notEqual(other.port, served.port);
  assert.match(await send('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n', other.port), /^HTTP\/1\.1 200 /);
  const third = spawnSync(program, ['serve', '--lang', 'da', '--project', sources, '--port', String(served.port)],
    { encoding: 'utf8', env: { ...process.env, TMPDIR: temporary }, timeout: 20000 });
  assert.deepEqual([third.status, third.stdout], [2, '']);
  assert.match(third.stderr, new RegExp(`port ${served.port}: [^]*--port ${served.port + 1}`));
  other.child.kill('SIGINT');
  assert.equal(await other.ended, 0);
  assert.deepEqual(filesBelow(sources), before);
  assert.deepEqual(readdirSync(temporary), others);
});

test('Ctrl-C ends it while pages are looked at, and its folder is gone', async () => {
  const looking = send(`GET /kancelli-vis/events?page=%2F&mark=${(await ask('/')).text.match(/data-mark="([0-9a-f]+)"/)[1]} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  served.child.kill('SIGINT');
  assert.equal(await served.ended, 0);
  await looking.catch(() => {});
  assert.deepEqual(readdirSync(temporary), []);
});
