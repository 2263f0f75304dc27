// Releases on a WebDAV server, nginx with dav-ext, and what can go wrong on the way there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cuttingProxy, dav, freshFolder, httpProxy, kancelli, key, nginx, publisher, run, sleep, versionOf, withRelease } from './lib.mjs';

let server, old;
const folder = () => join(server.folder, 'site');
const place = () => `${server.address}/site/`;
const current = () => readFileSync(join(folder(), 'current'), 'utf8').trim();
const staged = () => readdirSync(join(folder(), 'staging'));
const startAnew = () => old.into(folder(), true);
// Whatever happened: one whole release is active, every sealed one is whole, and the next run goes on.
async function oldOrNewThenNew(version) {
  const shown = versionOf(join(folder(), 'releases', current()));
  assert.ok(shown === 'old' || shown === version, `${shown} is shown`);
  const verified = await publisher(place(), 'verify');
  assert.equal(verified.status, 0, verified.out + verified.err);
  const next = await publisher(place(), version);
  assert.equal(next.status, 0, next.err);
  assert.equal(versionOf(join(folder(), 'releases', current())), version);
  return shown;
}

before(async () => {
  server = await nginx({ folder: freshFolder('dav'), location: dav() });
  old = await withRelease('old');
});
after(() => server.stop());

test('a release is sent over one connection, and an unchanged file is not sent again', async () => {
  const first = await publisher(place(), 1);
  assert.match(first.out, /sent 8 kept 0/);
  server.clearLog();
  const second = await publisher(place(), 2);
  assert.match(second.out, /sent 5 kept 3/);
  const asked = server.log();
  assert.equal(new Set(asked.map((each) => each.connection)).size, 1);
  assert.deepEqual(asked.filter((each) => each.method === 'PUT' && each.path.includes('bilag')), []);
  assert.equal(asked.filter((each) => each.method === 'COPY').length, 3);
  assert.equal(versionOf(join(folder(), 'releases', current())), '2');
  assert.deepEqual(staged(), []);
  // In the order in which they were sealed, though it was the same second.
  assert.equal((await publisher(place(), 'rollback')).out.trim(), first.out.trim().split(' ').at(-1));
});

test('nothing is done twice: the same files again change nothing', async () => {
  startAnew();
  server.clearLog();
  const again = await publisher(place(), 'old');
  assert.match(again.out, /sent 0 kept 8/);
  assert.ok(server.log().every((each) => ['GET', 'PROPFIND'].includes(each.method)));
});

test('killed at every step, it leaves the old release or the new one, and the next run clears up', async () => {
  startAnew();
  const steps = Number((await publisher(place(), 'whole')).out.split(' ')[1]);
  assert.ok(steps > 40);
  const seen = new Set();
  for (let step = 1; step <= steps; ++step) {
    startAnew();
    const killed = await publisher(place(), 'new', { env: { KILL_AT: String(step) } });
    assert.equal(killed.signal, 'SIGKILL');
    seen.add(await oldOrNewThenNew('new'));
    assert.deepEqual(staged(), [], `after step ${step}`);
  }
  assert.deepEqual([...seen].sort(), ['new', 'old']);
});

test('killed at any moment, likewise', async () => {
  for (let round = 0; round < 15; ++round) {
    startAnew();
    await publisher(place(), 'new', { onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 8 + round * 5) });
    await oldOrNewThenNew('new');
    assert.deepEqual(staged(), []);
  }
});

test('a connection that is cut after any number of bytes leaves the old release or the new one', async () => {
  startAnew();
  const whole = await cuttingProxy(server, 1e9);
  await publisher(`${whole.address}/site/`, 'new');
  const bytes = whole.used();
  whole.stop();
  assert.ok(bytes > 20_000);
  for (let part = 1; part <= 10; ++part) {
    startAnew();
    const proxy = await cuttingProxy(server, Math.floor((bytes * part) / 10.5));
    const cut = await publisher(`${proxy.address}/site/`, 'new');
    proxy.stop();
    assert.equal(cut.status, 2);
    assert.match(cut.err, /the connection broke off|it cannot be reached/);
    await oldOrNewThenNew('new');
    // The one that was cut could not clear up, but ended; the one after it does.
    assert.deepEqual(staged(), []);
  }
});

test('a connection that breaks once is taken up again', async () => {
  startAnew();
  const proxy = await httpProxy(server, (request, count) => (request.method === 'PUT' && count === 2 ? 'lost' : undefined));
  const result = await publisher(`${proxy.address}/site/`, 'new');
  proxy.stop();
  assert.equal(result.status, 0, result.err);
  await oldOrNewThenNew('new');
});

test('an answer to MOVE that is lost does not hide that it was done', async () => {
  for (const nth of [0, 1]) {
    startAnew();
    const proxy = await httpProxy(server, (request, count) => (request.method === 'MOVE' && count === nth ? 'lost' : undefined));
    const result = await publisher(`${proxy.address}/site/`, 'new');
    proxy.stop();
    assert.equal(result.status, 0, result.err);
    assert.equal(await oldOrNewThenNew('new'), 'new');
  }
});

const hints = {
  401: /wants a user/, 403: /may not write/, 404: /must be there/, 409: /must be there/, 423: /locked/, 500: /own log/, 507: /make room/, 413: /of this size/,
  301: /another address/,
};
for (const [status, hint] of Object.entries(hints)) {
  test(`an answer ${status} is told with what to do, and the old release stays`, async () => {
    for (const [method, nth] of [['MKCOL', 0], ['PUT', 0], ['PUT', 4], ['MOVE', 0], ['MOVE', 1]]) {
      startAnew();
      const proxy = await httpProxy(server, (request, count) =>
        request.method === method && count >= nth ? { status: Number(status), headers: { location: `${server.address}/elsewhere/` } } : undefined);
      const result = await publisher(`${proxy.address}/site/`, 'new', { env: { KANCELLI_USER: 'press:sesame-4711' } });
      proxy.stop();
      assert.equal(result.status, 2, `${method}: ${result.out}`);
      assert.match(result.err, new RegExp(`${method} \\S+: the server answers ${status}`));
      assert.match(result.err, hint);
      assert.doesNotMatch(result.err, /sesame|4711/);
      assert.ok(!existsSync(join(server.folder, 'elsewhere')));
      assert.equal(versionOf(join(folder(), 'releases', current())), 'old');
      assert.equal(await oldOrNewThenNew('new'), 'old');
    }
  });
}

test('a server that is busy for a moment is asked again', async () => {
  for (const status of [423, 503]) {
    startAnew();
    const proxy = await httpProxy(server, (request, count) => (count % 5 === 0 && ['PUT', 'MOVE'].includes(request.method) ? { status } : undefined));
    const result = await publisher(`${proxy.address}/site/`, 'new');
    proxy.stop();
    assert.equal(result.status, 0, result.err);
    await oldOrNewThenNew('new');
  }
});

test('a pointer that somebody has locked stays, until the lock is gone', async () => {
  startAnew();
  const lock = await fetch(`${place()}current`, {
    method: 'LOCK', headers: { timeout: 'Second-600' },
    body: '<?xml version="1.0"?><lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>',
  });
  assert.equal(lock.status, 200, await lock.text());
  const refused = await publisher(place(), 'new');
  assert.equal(refused.status, 2);
  assert.match(refused.err, /the server answers 423\nhint: somebody has locked it/);
  assert.equal(versionOf(join(folder(), 'releases', current())), 'old');
  const unlock = await fetch(`${place()}current`, { method: 'UNLOCK', headers: { 'lock-token': lock.headers.get('lock-token') } });
  assert.equal(unlock.status, 204);
  assert.equal(await oldOrNewThenNew('new'), 'old');
});

test('a server that does not answer is given up after its time', async () => {
  startAnew();
  const proxy = await httpProxy(server, (request) => (request.method === 'PUT' ? 'silent' : undefined));
  const started = Date.now();
  const result = await publisher(`${proxy.address}/site/`, 'new', { env: { SILENCE: '1' } });
  proxy.stop();
  assert.match(result.err, /it answers too slowly/);
  assert.ok(Date.now() - started < 30_000);
  assert.equal(await oldOrNewThenNew('new'), 'old');
});

test('a pointer that has no end is given up soon, not read', async () => {
  let given = 0;
  const endless = createServer((request, response) => {
    const more = () => {
      while (!response.destroyed && given < 200e6) {
        given += 65536;
        if (!response.write(Buffer.alloc(65536, 'x'))) return response.once('drain', more);
      }
      return response.end();
    };
    more();
  });
  await new Promise((done) => { endless.listen(0, '127.0.0.1', done); });
  const result = await run(kancelli, ['release', 'list', '--to', `http://127.0.0.1:${endless.address().port}/site/`]);
  endless.closeAllConnections?.();
  endless.close();
  assert.equal(result.status, 2, result.err);
  assert.match(result.err, /too large/);
  assert.ok(given < 50e6, `${given} bytes were sent`);
});

test('a slow server is waited for', async () => {
  startAnew();
  const proxy = await httpProxy(server, () => ({ wait: 30 }));
  const result = await publisher(`${proxy.address}/site/`, 'new');
  proxy.stop();
  assert.equal(result.status, 0, result.err);
});

test('two publishers at once: one of the two releases is active, and all are whole', async () => {
  for (let round = 0; round < 5; ++round) {
    startAnew();
    const both = await Promise.all([publisher(place(), `a${round}`), publisher(place(), `b${round}`), publisher(place(), `a${round}`)]);
    both.forEach((each) => assert.equal(each.status, 0, each.err));
    assert.match(versionOf(join(folder(), 'releases', current())), new RegExp(`[ab]${round}`));
    assert.equal((await publisher(place(), 'verify')).status, 0);
    assert.deepEqual(staged(), []);
  }
});

test('what somebody changed at the server is found, and not carried into the next release', async () => {
  const file = () => join(folder(), 'releases', old.release, 'bilag/1.txt');
  startAnew();
  writeFileSync(file(), readFileSync(file(), 'utf8').replace('attachment', 'Attachment'));  // of the same size
  assert.match((await publisher(place(), 'verify')).out, /bilag\/1.txt is not as the manifest says/);
  assert.match((await publisher(place(), 'new')).out, /sent 6 kept 2/);
  assert.match(readFileSync(join(folder(), 'releases', current(), 'bilag/1.txt'), 'utf8'), /^attachment/);
  assert.match((await publisher(place(), 'rollback')).err, /bilag\/1.txt is not as the manifest says/);

  startAnew();
  writeFileSync(join(folder(), 'releases', old.release, 'extra.html'), 'x');
  assert.match((await publisher(place(), 'verify')).out, /extra.html is in the release, but not in the manifest/);
  for (const name of ['manifest.json', 'manifest.sig']) {
    startAnew();
    appendFileSync(join(folder(), 'releases', old.release, name), ' ');
    assert.equal((await publisher(place(), 'verify')).status, 1, name);
  }
});

test('a staged file that is changed before it is read back stops the publisher', async () => {
  for (const name of ['index.html', 'manifest.json', 'manifest.sig']) {
    startAnew();
    // Stopped before the first file is read back.
    let child;
    const ended = publisher(place(), 'new', { env: { STOP_AT: '29' }, onStart: (started) => (child = started) });
    for (let i = 0; ; ++i) {
      const [mine] = staged();
      const path = mine && join(folder(), 'staging', mine, name);
      if (path && existsSync(join(folder(), 'staging', mine, 'manifest.sig'))) {
        await sleep(100);
        appendFileSync(path, 'x');
        break;
      }
      assert.ok(i < 200, 'nothing was staged');
      await sleep(20);
    }
    child.kill('SIGCONT');
    const result = await ended;
    assert.equal(result.status, 2, result.out);
    assert.match(result.err, new RegExp(`${name} did not arrive at the target as it was sent`));
    assert.equal(await oldOrNewThenNew('new'), 'old');
  }
});

test('a disk of the server that is full leaves the old release', { skip: process.getuid() !== 0 && 'only root can mount a small disk' }, async (t) => {
  const small = freshFolder('small');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    return t.skip('a small disk cannot be mounted here');
  }
  const full = await nginx({ folder: small, location: dav() });
  try {
    assert.equal((await publisher(full.address, 'old')).status, 0);
    const before = readFileSync(join(small, 'current'), 'utf8');
    const result = await publisher(full.address, 'new', { pages: 60 });
    assert.equal(result.status, 2);
    assert.match(result.err, /the server answers 50[07]\nhint: /);
    assert.equal(readFileSync(join(small, 'current'), 'utf8'), before);
    assert.deepEqual(readdirSync(join(small, 'staging')), []);
    assert.equal((await publisher(full.address, 'new')).status, 0);
  } finally {
    await full.stop();
    execFileSync('umount', [small]);
  }
});

test('the user comes from a file or a variable, and is in no message', async () => {
  const guarded = freshFolder('guarded');
  const users = join(freshFolder('users'), 'users');
  writeFileSync(users, 'press:{PLAIN}sesame-4711\n');
  const closed = await nginx({ folder: guarded, location: dav(`auth_basic "x"; auth_basic_user_file ${users};`) });
  const list = (more, env) => run(kancelli, ['release', 'list', '--to', closed.address, ...more], { env });
  assert.match((await publisher(closed.address, 1)).err, /the server answers 401/);
  assert.equal((await publisher(closed.address, 1, { env: { KANCELLI_USER: 'press:sesame-4711' } })).status, 0);
  const file = join(freshFolder('user'), 'user');
  writeFileSync(file, 'press:sesame-4711\n');
  chmodSync(file, 0o644);
  const readable = await list(['--user-file', file]);
  assert.deepEqual([readable.status, readable.out], [2, '']);
  assert.match(readable.err, /everybody on this machine can read/);
  chmodSync(file, 0o600);
  assert.match((await list(['--user-file', file])).out, /^\* [0-9a-f]{64} {2}files: 8\n$/);
  writeFileSync(file, 'press:guess-0815\n');
  const wrong = await list(['--user-file', file]);
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /the server answers 401\n {2}hint: the server wants a user, or another one/);
  assert.doesNotMatch(wrong.err, /guess|0815/);
  writeFileSync(file, 'sesame-4711');
  const none = await list(['--user-file', file]);
  assert.match(none.err, /does not name the user/);
  assert.doesNotMatch(none.err, /4711/);
  const inside = await run(kancelli, ['release', 'list', '--to', closed.address.replace('//', '//press:sesame-4711@')]);
  assert.match(inside.err, /has a user in it/);
  assert.doesNotMatch(inside.err, /4711/);
  await closed.stop();
});

test('a certificate that nobody vouches for is refused, and one that somebody does is taken', async () => {
  const keys = freshFolder('tls');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(keys, 'key.pem'), '-out', join(keys, 'cert.pem')], { stdio: 'ignore' });
  const tls = await nginx({ folder: freshFolder('dav'), location: dav(), scheme: 'https', server: `ssl_certificate ${keys}/cert.pem; ssl_certificate_key ${keys}/key.pem;` });
  const refused = await publisher(tls.address, 1, { env: { KANCELLI_USER: 'press:sesame-4711' } });
  assert.equal(refused.status, 2);
  assert.match(refused.err, /the certificate of \S+ is not good/);
  assert.deepEqual(tls.log(), []);
  assert.equal((await publisher(tls.address, 1, { env: { SSL_CERT_FILE: join(keys, 'cert.pem') } })).status, 0);
  assert.match((await publisher(`https://localhost:${tls.port}/`, 2, { env: { SSL_CERT_FILE: join(keys, 'cert.pem') } })).err, /the certificate of \S+ is not good/);
  await tls.stop();
});

test('nothing goes to another machine unencrypted', async () => {
  for (const address of ['http://intranet.example/site/', 'http://127.0.0.1.example/site/', 'http://localhost.example/', 'ftp://127.0.0.1/', 'https:///x'])
    assert.match((await publisher(address, 1)).err, /is not encrypted|leads nowhere/, address);
});

test('what prune removes is gone, but never the active one', async () => {
  startAnew();
  for (const version of [1, 2, 3]) await publisher(place(), version);
  assert.equal((await publisher(place(), 'prune')).out.split('\n').length, 3);
  assert.equal(readdirSync(join(folder(), 'releases')).length, 2);
  assert.deepEqual(staged(), []);
  assert.equal(versionOf(join(folder(), 'releases', current())), '3');
});

test('what another machine staged is left alone for a day', async () => {
  startAnew();
  const others = join(folder(), 'staging', `${'0'.repeat(64)}-00000000-1-0123456789abcdef`);
  mkdirSync(others);
  await publisher(place(), 1);
  assert.ok(existsSync(others));
  const long_ago = new Date(Date.now() - 25 * 3600_000);
  const { utimesSync } = await import('node:fs');
  utimesSync(others, long_ago, long_ago);
  await publisher(place(), 2);
  assert.ok(!existsSync(others));
});

test('the audit log of a server lies on this machine, and names the server', async () => {
  startAnew();
  const log = join(freshFolder('log'), 'audit', 'log.jsonl');
  await publisher(place(), 'new');
  const back = await run(kancelli, ['release', 'rollback', '--to', place(), '--trusted', `${key}.pub`, '--audit-log', log]);
  assert.equal(back.status, 0, back.err);
  assert.match(readFileSync(log, 'utf8'), new RegExp(`"action": "rollback".*\\["to", "${place()}"\\]`));
  assert.ok(!readdirSync(folder()).includes('audit'));
  assert.equal((await run(kancelli, ['release', 'verify', '--log', '--to', place(), '--trusted', `${key}.pub`, '--audit-log', log])).status, 0);
});
