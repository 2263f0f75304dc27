// A real nginx with the configuration that is shipped (docs/nginx): only paths, ports and certificates are others.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

import { project } from './lib.mjs';

const CONFIGURATION = join(project, 'docs/nginx');

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const listens = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1', () => done(!socket.destroy().connecting)).on('error', () => done(false));
});

function certificate(folder) {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=DNS:localhost', '-keyout', join(folder, 'site.key'), '-out', join(folder, 'site.pem')], { stdio: 'ignore' });
}

// Replaces what an administrator changes; a word that is not there is a change of the shipped file that this does not know.
function adapted(file, changes) {
  let text = readFileSync(join(CONFIGURATION, file), 'utf8');
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
    text = text.replaceAll(from, to);
  }
  return text;
}

// `open`, `closed`: the folders that releases are published to; the servers serve `current` in them. `login`: the port of
// the login service. Works in `folder`. Gives the ports, https on localhost, and stop().
export async function withConfiguration(folder, { open, closed, login = 1 }) {
  mkdirSync(join(folder, 'temporary'), { recursive: true });
  certificate(folder);
  const ports = { plain: await freePort(), closedPlain: await freePort(), open: await freePort(), closed: await freePort() };
  const snippet = join(folder, 'kancelli-site.conf');
  cpSync(join(CONFIGURATION, 'kancelli-site.conf'), snippet);
  cpSync(join(CONFIGURATION, 'kancelli-http.conf'), join(folder, 'kancelli-http.conf'));
  const common = [['/etc/nginx/snippets/kancelli-site.conf', snippet]];
  const servers = [];
  if (open)
    servers.push(adapted('open-site.conf', [...common, ['listen 80;', `listen 127.0.0.1:${ports.plain};`], ['listen 443 ssl;', `listen 127.0.0.1:${ports.open} ssl;`],
      ['intranet.example;', 'localhost;'], ['/etc/ssl/kancelli/intranet.', join(folder, 'site.')], ['/srv/intranet/', `${open}/`]]));
  if (closed)
    servers.push(adapted('closed-site.conf', [...common, ['listen 80;', `listen 127.0.0.1:${ports.closedPlain};`], ['listen 443 ssl;', `listen 127.0.0.1:${ports.closed} ssl;`], ['lukket.intranet.example;', 'localhost;'],
      ['/etc/ssl/kancelli/lukket.', join(folder, 'site.')], ['/srv/intranet-lukket/', `${closed}/`], ['127.0.0.1:9180', `127.0.0.1:${login}`]]));
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/temporary/${name};`).join(' ');
  writeFileSync(join(folder, 'nginx.conf'), `${process.getuid() === 0 ? 'user root;' : ''}
worker_processes 2; daemon off; pid ${folder}/pid; error_log ${folder}/error.log warn;
events { worker_connections 1024; }
http { ${temporary} access_log off; sendfile on; include ${folder}/kancelli-http.conf;
${servers.join('\n')} }
`);
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '', ended = false;
  child.stderr.on('data', (bytes) => { said += bytes; });
  child.on('error', (error) => { said += error.message; });
  const end = new Promise((done) => child.on('close', () => done(ended = true)));
  for (let tries = 0; !await listens(open ? ports.open : ports.closed); ++tries) {
    if (ended || tries === 200) throw new Error(`nginx does not start: ${said}`);
    await new Promise((done) => { setTimeout(done, 25); });
  }
  return {
    ...ports, folder,
    errors: () => readFileSync(join(folder, 'error.log'), 'utf8'),
    stop: () => (child.kill('SIGQUIT'), end),
  };
}

// { status, headers, bytes, text }; the path is sent as it is, whatever is in it.
export function ask(port, path, options = {}) {
  return new Promise((done, fail) => {
    https.request({ host: 'localhost', port, path, rejectUnauthorized: false, agent: false, ...options }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        done({ status: response.statusCode, headers: response.headers, bytes, text: bytes.toString() });
      });
    }).on('error', fail).end();
  });
}
