// Releases in a folder that a real nginx serves, in a tar file, and on a server where `current` is a file.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { dav, freshFolder, kancelli, key, nginx, publisher, root, run, sleep, textsIn, versionOf, withRelease } from './lib.mjs';

const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });
const get = (address) => new Promise((done, fail) => {
  http.get(address, { agent }, (answer) => {
    let text = '';
    answer.on('data', (chunk) => (text += chunk)).on('end', () => done({ status: answer.statusCode, text })).on('error', fail);
  }).on('error', fail);
});
const versionAt = async (address) => {
  const { status, text } = await get(address);
  assert.equal(status, 200, address);
  return Number(text.match(/version (\d+)/)[1]);
};

// Readers ask for a page, its style sheet and the page again, over and over, until `swapping` is done. A site
// that is always one release shows them versions that only rise; a mixture would show an older one after a newer.
async function readWhile(address, readers, swapping) {
  let over = false, pages = 0;
  const seen = new Set();
  const reading = Array.from({ length: readers }, async (_, i) => {
    let last = 0;
    while (!over)
      for (const path of ['index.html', 'style.css', `dokumenter/sag%20${i % 3}/%C3%A6%C3%B8%C3%A5.html`]) {
        const version = await versionAt(`${address}/${path}`);
        assert.ok(version >= last, `${path} shows ${version} after ${last}`);
        last = version;
        seen.add(version);
        ++pages;
      }
  });
  try {
    await swapping();
  } finally {
    over = true;
    await Promise.all(reading);
  }
  return { pages, seen: seen.size };
}

test('200 readers during 100 swaps of a folder see no error and no mixture', async () => {
  const folder = freshFolder('site');
  assert.equal((await publisher(folder, 1)).status, 0);
  const server = await nginx({ folder: join(folder, 'current') });
  const { pages, seen } = await readWhile(server.address, 200, async () => {
    for (let version = 2; version <= 101; ++version) {
      const result = await publisher(folder, version);
      assert.equal(result.status, 0, result.err);
    }
  });
  await server.stop();
  console.log(`# ${pages} pages read, ${seen} releases seen`);
  assert.ok(pages > 1000 && seen > 20);
});

test('readers of a server whose `current` is a file see no mixture either', async () => {
  const store = freshFolder('dav'), link = join(freshFolder('served'), 'site');
  const upload = await nginx({ folder: store, location: dav() });
  assert.equal((await publisher(upload.address, 1)).status, 0);
  const follow = [join(root, 'docs/how-to/follow-current'), store, link];
  execFileSync('sh', [...follow, '--once']);
  const following = spawn('sh', follow, { stdio: 'ignore' });
  const server = await nginx({ folder: link });
  try {
    const { seen } = await readWhile(server.address, 50, async () => {
      for (let version = 2; version <= 6; ++version) assert.equal((await publisher(upload.address, version)).status, 0);
      for (let i = 0; (await versionAt(`${server.address}/index.html`)) !== 6; ++i) {
        assert.ok(i < 100, 'the last release is not served');
        await sleep(100);
      }
    });
    assert.ok(seen > 1);
  } finally {
    following.kill();
    await Promise.all([upload.stop(), server.stop()]);
  }
});

test('a pointer that names no release is not followed', async () => {
  const store = freshFolder('store'), link = join(freshFolder('served'), 'site');
  (await withRelease('old')).into(store, true);
  const follow = () => run('sh', [join(root, 'docs/how-to/follow-current'), store, link, '--once']);
  assert.equal((await follow()).err, '');
  const before = readlinkSync(link);
  assert.equal(versionOf(link), 'old');
  for (const text of ['', '../../etc\n', `${'0'.repeat(64)}\n`, `${'g'.repeat(64)}\n`, `${'0'.repeat(63)}\n`, 'a\nb\n']) {
    writeFileSync(join(store, 'current'), text);
    await follow();
    assert.equal(readlinkSync(link), before, text);
  }
});

test('where nothing is published yet, nothing is followed and nothing said; a wrong folder or link is refused', async () => {
  const store = freshFolder('store'), served = freshFolder('served'), link = join(served, 'site');
  const follow = (...words) => run('sh', [join(root, 'docs/how-to/follow-current'), ...words]);
  const nothingYet = await follow(store, link, '--once');
  assert.deepEqual([nothingYet.status, nothingYet.err, readdirSync(served)], [0, '', []]);
  writeFileSync(join(served, 'file'), '');
  for (const [words, said] of [[[], /usage/], [[store, link, '--onec'], /usage/], [[join(store, 'no'), link, '--once'], /there is no folder/],
    [[store, join(served, 'no/site'), '--once'], /cannot write in/], [[store, join(served, 'file'), '--once'], /is no link/]]) {
    const refused = await follow(...words);
    assert.deepEqual([refused.status, readdirSync(served)], [2, ['file']], words.join(' '));
    assert.match(refused.err, said);
  }
});

test('killed at any moment, a publisher to a folder leaves the old release or the new one', async () => {
  const folder = freshFolder('site');
  const old = await withRelease('old', { pages: 20 });
  for (let round = 0; round < 25; ++round) {
    old.into(folder);
    await publisher(folder, 'new', { pages: 20, onStart: (child) => setTimeout(() => child.kill('SIGKILL'), 3 + round * 2) });
    assert.match(versionOf(join(folder, 'current')), /^(old|new)$/);
    assert.equal((await publisher(folder, 'verify')).status, 0);
    assert.equal((await publisher(folder, 'new', { pages: 20 })).status, 0);
    assert.equal(versionOf(join(folder, 'current')), 'new');
  }
});

test('a full disk leaves the old release', { skip: process.getuid() !== 0 && 'only root can mount a small disk' }, async (t) => {
  const small = freshFolder('small');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small], { stdio: 'ignore' });
  } catch {
    return t.skip('a small disk cannot be mounted here');
  }
  try {
    for (const place of [join(small, 'site'), join(small, 'release.tar')]) {
      assert.equal((await publisher(place, 'old')).status, 0);
      const result = await publisher(place, 'new', { pages: 60 });
      assert.equal(result.status, 2);
      assert.match(result.err, /the disk is full\nhint: make room/);
      assert.equal((await publisher(place, 'verify')).status, 0);
    }
    assert.equal(versionOf(join(small, 'site/current')), 'old');
    assert.deepEqual(readdirSync(small).sort(), ['release.tar', 'site']);
    assert.deepEqual(readdirSync(join(small, 'site/releases')).length, 1);
    assert.equal((await publisher(join(small, 'site'), 'new')).status, 0);
  } finally {
    execFileSync('umount', [small]);
  }
});

test('a tar file is unpacked by tar, and then a target like any other', async () => {
  const folder = freshFolder('tar');
  const tar = join(folder, 'release.tar');
  const made = await publisher(tar, 7);
  assert.match(made.out, /sent 8 kept 0/);
  const release = made.out.trim().split(' ').at(-1);
  assert.deepEqual(readdirSync(folder), ['release.tar']);
  assert.equal(execFileSync('tar', ['-tf', tar], { env: { LC_ALL: 'C.UTF-8', PATH: process.env.PATH } }).toString().split('\n')[0], 'releases/');

  const site = freshFolder('site');
  assert.equal((await run('tar', ['-xf', tar, '-C', site])).err, '');
  assert.equal(versionOf(join(site, 'releases', release)), '7');
  assert.ok('dokumenter/sag 1/æøå.html' in textsIn(join(site, 'releases', release)));
  const active = await run(kancelli, ['release', 'rollback', release.slice(0, 12), '--to', site, '--trusted', `${key}.pub`]);
  assert.equal(active.status, 0, active.err);
  assert.equal(versionOf(join(site, 'current')), '7');
});

test('the same release is the same tar file, and another one has other times', async () => {
  const folder = freshFolder('tar');
  const [one, same, other] = ['one', 'same', 'other'].map((name) => join(folder, `${name}.tar`));
  await publisher(one, 1);
  await publisher(same, 0);
  await publisher(same, 1);
  await publisher(other, 2);
  assert.ok(readFileSync(one).equals(readFileSync(same)));
  // nginx makes its ETag of time and size: the same page of the same size in two releases must not have the same.
  const times = [one, other].map((tar) => {
    const site = freshFolder('site');
    execFileSync('tar', ['-xf', tar, '-C', site]);
    const file = join(site, 'releases', readdirSync(join(site, 'releases'))[0], 'index.html');
    return { time: statSync(file).mtimeMs, size: statSync(file).size };
  });
  assert.equal(times[0].size, times[1].size);
  assert.notEqual(times[0].time, times[1].time);
});

test('release commands work on a tar file; what was changed in it is found', async () => {
  const folder = freshFolder('tar');
  const tar = join(folder, 'release.tar'), log = join(folder, 'log.jsonl');
  await publisher(tar, 1);
  const release = (...args) => run(kancelli, ['release', ...args, '--to', tar], { cwd: folder });
  assert.match((await release('list')).out, /^\* [0-9a-f]{64} {2}files: 8\n$/);
  assert.equal((await release('verify', '--trusted', `${key}.pub`)).status, 0);
  assert.match((await release('rollback', '--trusted', `${key}.pub`, '--audit-log', log)).err, /there is no release before the active one/);
  assert.equal((await release('prune', '--audit-log', log)).status, 0);
  const bytes = readFileSync(tar);
  bytes[bytes.indexOf('attachment 1')] = 'A'.charCodeAt(0);
  writeFileSync(tar, bytes);
  const found = await release('verify', '--trusted', `${key}.pub`);
  assert.equal(found.status, 1);
  assert.match(found.err, /bilag\/1.txt is not as the manifest says/);
  assert.match((await publisher(tar, 2)).out, /sent 6 kept 2/);
});

test('killed at every step, the tar file is the old one or the new one', async () => {
  const tar = join(freshFolder('tar'), 'release.tar');
  const steps = Number((await publisher(tar, 'old')).out.split(' ')[1]);
  for (let step = 1; step <= steps; ++step) {
    await publisher(tar, 'old');
    await publisher(tar, 'new', { env: { KILL_AT: String(step) } });
    assert.equal((await publisher(tar, 'verify')).status, 0, `step ${step}`);
    assert.equal((await publisher(tar, 'new')).status, 0, `step ${step}`);
  }
  assert.deepEqual(readdirSync(join(tar, '..')), ['release.tar']);
});

test('a tar file that another program made, or that holds what it should not, is refused', async () => {
  const folder = freshFolder('tar');
  const site = freshFolder('unpacked');
  await publisher(join(folder, 'good.tar'), 1);
  execFileSync('tar', ['-xf', join(folder, 'good.tar'), '-C', site]);
  const [release] = readdirSync(join(site, 'releases'));
  const at = join(site, 'releases', release);
  const refused = async (name, reason, ...args) => {
    const tar = join(folder, `${name}.tar`);
    if (args.length > 0) execFileSync('tar', ['--format=pax', ...args, '-cf', tar, '-C', site, 'releases'], { stdio: 'ignore' });
    const result = await run(kancelli, ['release', 'verify', '--to', tar, '--trusted', `${key}.pub`]);
    assert.notEqual(result.status, 0, name);
    assert.match(result.err, reason, name);
  };
  execFileSync('tar', ['--format=pax', '-cf', join(folder, 'again.tar'), '-C', site, 'releases']);
  assert.equal((await run(kancelli, ['release', 'verify', '--to', join(folder, 'again.tar'), '--trusted', `${key}.pub`])).status, 0);
  await refused('absolute', /would lead out|something else/, '-P', `--transform=s,^releases/${release}/index,/etc/index,`);
  await refused('above', /would lead out|something else/, '-P', '--transform=s,index,../index,');
  await refused('elsewhere', /something else than one release/, '--transform=s,^releases,relases,');
  symlinkSync('/etc', join(at, 'link'));
  await refused('link', /neither a file nor a folder/, '--format=ustar');
  writeFileSync(join(folder, 'text.tar'), 'no tar file');
  await refused('text', /cut off|no tar file/);
  const good = readFileSync(join(folder, 'good.tar'));
  writeFileSync(join(folder, 'cut.tar'), good.subarray(0, 4000));
  await refused('cut', /cut off/);
  writeFileSync(join(folder, 'behind.tar'), Buffer.concat([good, good]));
  await refused('behind', /something stands behind its end/);
  mkdirSync(join(folder, 'folder.tar'));
  await refused('folder', /no ordinary file/);
  assert.ok(existsSync(join(folder, 'good.tar')));
  appendFileSync(join(folder, 'text.tar'), 'x'.repeat(2000));
  assert.equal((await publisher(join(folder, 'text.tar'), 1)).status, 2);
  assert.match(readFileSync(join(folder, 'text.tar'), 'utf8'), /^no tar file/);
});
