// The site of the sample project, and what is found in it when something in it is spoiled.
//   KANCELLI=build/dev/kancelli node --test tests/conformance/site_data_test.mjs
import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { project, run } from './lib.mjs';
import { check } from './site_data.mjs';
import { hasSchemas } from './site_data/oparl.mjs';
import { checkSearch, readQueries } from './search.mjs';

const kancelli = resolve(project, process.env.KANCELLI ?? 'build/dev/kancelli');
let folder, site;

// The sample with everything sent.
function sample() {
  const made = join(folder, 'project');
  cpSync(join(project, 'content'), join(made, 'content'), { recursive: true });
  for (const entry of readdirSync(join(made, 'content/papers'), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && path.endsWith('.xml')) writeFileSync(path, readFileSync(path, 'utf8').replace('<state value="draft"/>', '<state value="sent"/>'));
  }
  return made;
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kancelli-site-'));
  const work = async (...args) => {
    const { status, out, err } = await run('env', ['-C', folder, `KANCELLI_HOME=${project}`, kancelli, ...args], { seconds: 300 });
    assert.ok(status < 2, out + err);
  };
  await work('release', 'key', 'key');
  await work('publish', '--project', sample(), '--today', '2026-11-01', '--to', join(folder, 'site'), '--key', 'key.key', '--trusted', 'key.pub');
  site = join(folder, 'site/current/');
});
after(() => rm(folder, { recursive: true, force: true }));

test('The sample site is as feeds, sitemaps, OParl and schema.org want it', async () => {
  assert.deepEqual(await check(site), []);
});

test('Search finds what people ask for', async () => {
  const queries = readQueries(readFileSync(join(project, 'tests/conformance/search/queries.txt'), 'utf8'));
  assert.ok(queries.length > 30);
  assert.deepEqual((await checkSearch(site, queries)).map(({ message, file }) => `${file}: ${message}`), []);
});

test('A page that is not among the first is told', async () => {
  assert.equal((await checkSearch(site, [{ words: 'ressortopdeling', address: 'organer/sf/', among: 1 }])).length, 1);
});

const spoiled = [
  ['feed.xml', /<updated>[^<]*<\/updated>/, '<updated>i går</updated>', 'atom.rng'],
  ['feed.xml', /<title>/, '<titel></titel><title>', 'atom.rng'],
  ['feed.xml', /(<entry>\n<id>)[^<]*/, '$1samme', 'atom'],
  ['feed.xml', /length="\d+"/, 'length="1"', 'atom'],
  ['organer/oeu/feed.xml', /rel="self"/, 'rel="related"', 'atom'],
  ['sitemap.xml', /<url>.*\n/, '', 'sitemap'],
  ['sitemap.xml', /dokumenter\/om-koncernservice\//, 'dokumenter/ingenting/', 'sitemap'],
  ['sitemap.xml', /dokumenter\/om-koncernservice\//, 'dokumenter/om-koncernservice/version-1/', 'sitemap'],
  ['oparl/paper/om-koncernservice.json', /"date":"[^"]*"/, '"date":"i går"', 'oparl', 'schema'],
  ['oparl/paper/om-koncernservice.json', /"sha512Checksum":"./, '"sha512Checksum":"x', 'oparl'],
  ['oparl/system.json', /"oparlVersion":"[^"]*"/, '"oparlVersion":"2"', 'oparl', 'schema'],
  ['oparl/papers.json', /"totalPages":1/, '"totalPages":2', 'oparl'],
  ['oparl/organization/tmu.json', /"subOrganizationOf":"[^"]*"/, '"subOrganizationOf":"https://intranet.kommune.example/dokumenter/oparl/body.json"', 'oparl', 'schema'],
  ['oparl/body.json', /"organization":"[^"]*"/, '"organization":"https://intranet.kommune.example/dokumenter/oparl/papers.json"', 'oparl', 'schema'],
  ['oparl/meeting/oeu-2026-02-24.json', /"start":"[^"]*"/, '"start":"kl. 15"', 'oparl', 'schema'],
  ['dokumenter/om-koncernservice/index.html', /"publisher"/, '"udgiver"', 'json-ld'],
  ['dokumenter/om-koncernservice/index.html', /"datePublished":"[^"]*"/, '"datePublished":"i går"', 'json-ld'],
];
for (const [file, what, by, rule, needs] of spoiled)
  test(`${file} with ${what} spoiled is found`, { skip: needs && !hasSchemas && 'only OParl\'s schemas tell' }, async () => {
    const copy = join(folder, 'spoiled');
    await rm(copy, { recursive: true, force: true });
    cpSync(site, copy, { recursive: true, dereference: true });
    const text = readFileSync(join(copy, file), 'utf8');
    assert.match(text, what);
    writeFileSync(join(copy, file), text.replace(what, by));
    const rules = (await check(copy)).filter((finding) => finding.file === file).map((finding) => finding.rule);
    assert.ok(rules.includes(rule), `found: ${rules}`);
  });
