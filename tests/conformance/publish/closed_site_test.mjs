// The closed edition, as `kancelli publish` releases it, behind the shipped configuration of a real nginx: every file
// of it is only for those whom the login service lets in.
import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { ask, withConfiguration } from '../nginx.mjs';
import { freshFolder, kancelli, key, root, run } from './lib.mjs';

const folder = freshFolder('closed-site');
const SECRET = 'Sælgeren vil afstå grunden for det halve';
const SHUT = 'reason="Forhandlinger er i gang" ground="Forvaltningslovens § 27"';
const factsheet = join(folder, 'content/papers/factsheet/om-koncernservice.xml');
const env = { KANCELLI_HOME: root };
let server, login, paths;

const inProject = (...args) => run(kancelli, args, { cwd: folder, env });
const publish = (edition) => inProject('publish', '--edition', edition, '--to', edition, '--key', `${key}.key`, '--trusted', `${key}.pub`, '--as-of', '2026-03-01', '-o', 'ud');
const served = (path) => `/${path.split('/').map(encodeURIComponent).join('/')}`.replace(/index\.html$/, '');
const askAs = (user, path) => ask(server.closed, path, { headers: user ? { cookie: `login=${user}` } : {} });
function change(file, from, to) {
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(from), `${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

before(async () => {
  cpSync(join(root, 'content'), join(folder, 'content'), { recursive: true });
  change(factsheet, '<p>Den interne økonomistyring', `<p access="closed" ${SHUT}>${SECRET}.</p><p>Den interne økonomistyring`);
  change(join(folder, 'content/papers/agreement/aftale-ressortopdeling.xml'), '<access state="open"/>', `<access state="closed" ${SHUT}/>`);
  const sent = await inProject('send', 'om-koncernservice', '--on', '2026-02-18');
  assert.equal(sent.status, 0, sent.err);
  change(factsheet, SECRET, 'Et udkast, som ingen har sendt');  // what was sent goes out
  for (const edition of ['open', 'closed']) {
    const { err } = await publish(edition);
    assert.ok(existsSync(join(folder, edition, 'current/manifest.json')), err);
  }
  paths = JSON.parse(readFileSync(join(folder, 'closed/current/manifest.json'), 'utf8')).files.map(({ path }) => path).filter((path) => !path.endsWith('.gz'));
  // Stands in for the house's login service alone: a cookie names who it is.
  login = createServer((request, response) => {
    const user = request.headers.cookie?.match(/login=(\w+)/)?.[1];
    response.writeHead({ maa: 204, maaikke: 403 }[user] ?? 401).end();
  });
  await new Promise((done) => { login.listen(0, '127.0.0.1', done); });
  const work = freshFolder('nginx');
  server = await withConfiguration(work, { open: join(folder, 'open'), closed: join(folder, 'closed'), login: login.address().port });
});
after(async () => {
  await server?.stop();
  login?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('every file of the closed release: 401 without login, 403 without the right, 200 and its bytes with it', async () => {
  assert.ok(paths.length > 30, `${paths.length} files`);
  for (const path of paths.filter((each) => each !== '404.html')) {
    const [none, other, reader] = [await askAs(undefined, served(path)), await askAs('maaikke', served(path)), await askAs('maa', served(path))];
    assert.deepEqual([none.status, other.status, reader.status], [401, 403, 200], path);
    assert.ok(reader.bytes.equals(readFileSync(join(folder, 'closed/current', path))), path);
    for (const { headers } of [none, other, reader]) assert.equal(headers['cache-control'], 'private, no-store', path);
  }
});

test('the reader finds the closed paper and the closed passage, as it was sent; nobody else does', async () => {
  const page = '/dokumenter/om-koncernservice/';
  assert.match((await askAs('maa', page)).text, new RegExp(SECRET));
  assert.doesNotMatch((await askAs('maa', page)).text, /som ingen har sendt/);
  assert.equal((await askAs('maa', '/dokumenter/aftale-ressortopdeling/')).status, 200);
  for (const user of [undefined, 'maaikke']) assert.doesNotMatch((await askAs(user, page)).text, new RegExp(SECRET));
  const open = await ask(server.open, page);
  assert.equal(open.status, 200);
  assert.doesNotMatch(open.text, new RegExp(SECRET));
  assert.equal((await ask(server.open, '/dokumenter/aftale-ressortopdeling/')).status, 404);
});

test('what is loaded down says in its name that it is closed, and is what was frozen', async () => {
  const frozen = join(folder, 'content/sent/om-koncernservice/1');
  for (const ending of ['pdf', 'docx']) {
    const name = `om-koncernservice-lukket.${ending}`;
    const { status, bytes } = await askAs('maa', `/dokumenter/om-koncernservice/version-1/${name}`);
    assert.equal(status, 200, name);
    assert.ok(bytes.equals(readFileSync(join(frozen, name))), name);
  }
  const unmarked = paths.filter((path) => /\/version-\d+\/[^/]*\.(pdf|docx)$/.test(path) && !/-(lukket|rettelsesblad)\.\w+$/.test(path));
  assert.deepEqual(unmarked, []);
});
