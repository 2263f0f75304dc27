// A real nginx on a free port of this machine, proxies that disturb, and the publisher of these tests.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const root = new URL('../../..', import.meta.url).pathname;
const build = process.env.KANCELLI_BUILD ?? join(root, 'build/dev');
export const kancelli = join(build, 'kancelli');
const publisherProgram = join(build, 'tests/publisher');

export const work = mkdtempSync(join(tmpdir(), 'kancelli-publish-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));
export const key = join(work, 'house');
execFileSync(kancelli, ['release', 'key', key], { stdio: 'ignore' });

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
let counter = 0;
export const freshFolder = (name = 'folder') => {
  const path = join(work, `${name}-${++counter}`);
  mkdirSync(path);
  return path;
};

// Ends with { status, signal, out, err }.
export function run(program, args, { env = {}, cwd, onStart } = {}) {
  return new Promise((done) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, LC_ALL: 'C.UTF-8', ...env } });
    let out = '', err = '';
    child.stdout.on('data', (text) => (out += text));
    child.stderr.on('data', (text) => (err += text));
    child.on('close', (status, signal) => done({ status, signal, out, err }));
    onStart?.(child);
  });
}
export const publisher = (place, what, { pages = 3, ...options } = {}) => run(publisherProgram, [place, key, String(what), String(pages)], options);

export function freePort() {
  return new Promise((done) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

// `location`: lines of nginx for `location /`; `server`: lines beside it; `scheme`: for the address.
export async function nginx({ folder, location = '', server = '', scheme = 'http' }) {
  const prefix = freshFolder('nginx');
  const port = await freePort();
  const log = join(prefix, 'access.log');
  const ssl = scheme === 'https' ? ' ssl' : '';
  writeFileSync(join(prefix, 'nginx.conf'), `
load_module /usr/lib/nginx/modules/ngx_http_dav_ext_module.so;
${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 2; daemon off; pid ${prefix}/pid; error_log ${prefix}/error.log warn;
events { worker_connections 1024; }
http {
  log_format test '$connection $request_method $uri $status $http_authorization';
  access_log ${log} test;
  client_body_temp_path ${prefix}/body; proxy_temp_path ${prefix}/proxy; fastcgi_temp_path ${prefix}/fastcgi;
  uwsgi_temp_path ${prefix}/uwsgi; scgi_temp_path ${prefix}/scgi;
  client_max_body_size 0; keepalive_requests 100000;
  dav_ext_lock_zone zone=locks:1m timeout=60m;
  server { listen 127.0.0.1:${port}${ssl}; server_name _; root ${folder}; ${server}
    location / { ${location} } }
}`);
  const child = spawn('nginx', ['-p', prefix, '-c', join(prefix, 'nginx.conf'), '-e', join(prefix, 'error.log')], { stdio: 'ignore' });
  running.add(child);
  for (let i = 0; ; ++i) {
    const there = await new Promise((done) => {
      const socket = net.connect(port, '127.0.0.1', () => (socket.destroy(), done(true))).on('error', () => done(false));
    });
    if (there) break;
    if (i === 100) throw new Error(`nginx does not start: ${existsSync(join(prefix, 'error.log')) ? readFileSync(join(prefix, 'error.log')) : ''}`);
    await sleep(50);
  }
  return {
    port, folder,
    address: `${scheme}://127.0.0.1:${port}`,
    log: () => readFileSync(log, 'utf8').trim().split('\n').filter(Boolean).map((line) => {
      const [connection, method, ...rest] = line.split(' ');
      return { connection, method, status: rest.at(-2), path: rest.slice(0, -2).join(' '), user: rest.at(-1) };
    }),
    clearLog: () => writeFileSync(log, ''),
    stop: () => new Promise((done) => {
      running.delete(child);
      child.on('exit', done);
      child.kill('SIGTERM');
    }),
  };
}

export const dav = (more = '') => `dav_methods PUT DELETE MKCOL COPY MOVE; dav_ext_methods PROPFIND OPTIONS LOCK UNLOCK; dav_ext_lock zone=locks;
  dav_access user:rw group:r all:r; create_full_put_path off; ${more}`;

// Between publisher and server, by HTTP: `disturb(request, count)` gives { status } or { status, headers } to
// answer instead, { wait } milliseconds first, 'silent' to never answer, or nothing. `count`: how many
// requests of this method came before it.
export async function httpProxy(server, disturb) {
  const counts = {};
  const proxy = http.createServer(async (request, response) => {
    const count = (counts[request.method] = (counts[request.method] ?? 0) + 1) - 1;
    const what = disturb(request, count) ?? {};
    if (what === 'silent') return;
    if (what.wait) await sleep(what.wait);
    if (what.status) {
      request.resume();
      request.on('end', () => response.writeHead(what.status, what.headers).end());
      return;
    }
    const onward = http.request({ port: server.port, host: '127.0.0.1', method: request.method, path: request.url, headers: request.headers }, (answer) => {
      if (what === 'lost') {  // done, but nobody hears of it
        answer.resume();
        answer.on('end', () => request.socket.destroy());
        return;
      }
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${proxy.address().port}`, stop: () => (proxy.closeAllConnections?.(), proxy.close()) };
}

// By TCP: after so many bytes, both ways together, all is cut, and every connection after it.
export async function cuttingProxy(server, bytes) {
  let left = bytes;
  const sockets = new Set();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const proxy = net.createServer((client) => {
    const onward = net.connect(server.port, '127.0.0.1');
    for (const [from, to] of [[client, onward], [onward, client]]) {
      sockets.add(from);
      from.on('error', () => {}).on('close', () => to.destroy());
      from.on('data', (chunk) => {
        to.write(chunk.subarray(0, Math.max(left, 0)));
        left -= chunk.length;
        if (left <= 0) setImmediate(cut);
      });
    }
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  return { address: `http://127.0.0.1:${proxy.address().port}`, used: () => bytes - left, stop: () => (cut(), proxy.close()) };
}

// A folder with one release, as a target on it looks; made a while ago.
export async function withRelease(version, { place = (folder) => folder, pages = 3 } = {}) {
  const kept = freshFolder('kept');
  const made = await publisher(kept, version, { pages });
  if (made.status !== 0) throw new Error(made.err);
  const release = made.out.trim().split(' ').at(-1);
  const old = new Date(Date.now() - 3600_000);
  utimesSync(join(kept, 'releases', release), old, old);
  return {
    release,
    // `pointer`: `current` is a file, as on a WebDAV server.
    into(folder, pointer) {
      rmSync(folder, { recursive: true, force: true });
      cpSync(kept, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
      utimesSync(join(folder, 'releases', release), old, old);
      if (!pointer) return;
      rmSync(join(folder, 'current'));
      writeFileSync(join(folder, 'current'), `${release}\n`);
      mkdirSync(join(folder, 'staging'), { recursive: true });
    },
  };
}

// All files below, as text: path -> text.
export function textsIn(folder) {
  const texts = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) Object.entries(textsIn(path)).forEach(([name, text]) => (texts[`${entry.name}/${name}`] = text));
    else texts[entry.name] = readFileSync(path, 'utf8');
  }
  return texts;
}
// The one version that all files name; fails for a mixture.
export function versionOf(folder) {
  const texts = textsIn(folder);
  const versions = new Set(Object.values(texts).flatMap((text) => [...text.matchAll(/version (\w+)/g)].map((m) => m[1])));
  if (versions.size !== 1) throw new Error(`a mixture: ${[...versions]}`);
  return [...versions][0];
}
