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
import { Site } from './site_data/site.mjs';
import { checkSearch, narrowed, readQueries } from './search.mjs';

const kancelli = resolve(project, process.env.KANCELLI ?? 'build/dev/kancelli');
let folder, site;

// The sample with everything sent; one paper has been corrected since.
async function sample(work) {
  const made = join(folder, 'project');
  cpSync(join(project, 'content'), join(made, 'content'), { recursive: true });
  const corrected = join(made, 'content/papers/factsheet/om-koncernservice.xml');
  await work('send', 'om-koncernservice', '--project', made, '--on', '2026-02-18');
  writeFileSync(corrected, readFileSync(corrected, 'utf8').replace('Enheden betjener', 'Enheden hjælper'));
  await work('send', 'om-koncernservice', '--project', made, '--on', '2026-02-20', '--reason', 'Et ord var uklart');
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
  await work('publish', '--project', await sample(work), '--today', '2026-11-01', '--to', join(folder, 'site'), '--key', 'key.key', '--trusted', 'key.pub');
  site = join(folder, 'site/current/');
});
after(() => rm(folder, { recursive: true, force: true }));

test('The sample site is as feeds, sitemaps, OParl and schema.org want it', async () => {
  assert.deepEqual(await check(site), []);
});

test('A correction sheet is news, and a file of its paper', async () => {
  const sheet = 'dokumenter/om-koncernservice/version-2/om-koncernservice-rettelsesblad.pdf', published = await Site.of(site);
  for (const feed of ['feed.xml', 'organer/ks/feed.xml']) {
    const entry = published.text(feed).split('<entry>').find((each) => each.includes(sheet)) ?? '';
    assert.match(entry, /<title>Rettelsesblad til version 2 af Om Koncernservice<\/title>/, feed);
    assert.match(entry, /Grunden til rettelsen: Et ord var uklart\.<\/summary>/, feed);
  }
  const files = published.json('oparl/paper/om-koncernservice.json').auxiliaryFile.filter(({ downloadUrl }) => published.target(downloadUrl) === sheet);
  assert.deepEqual(files.map(({ name, date }) => [name, date]), [['Rettelsesblad til version 2 af Om Koncernservice: Et ord var uklart', '2026-02-20']]);
});

test('Search finds what people ask for', async () => {
  const queries = readQueries(readFileSync(join(project, 'tests/conformance/search/queries.txt'), 'utf8'));
  assert.ok(queries.length > 30);
  assert.deepEqual((await checkSearch(site, queries)).map(({ message, file }) => `${file}: ${message}`), []);
});

test('What is found is narrowed by type, body and year, and the address keeps it', async () => {
  const { found, status, choices, clear, cleared } = await narrowed(site, '?q=vedtægt&type=Indstilling');
  assert.ok(found.length > 0 && found.every((page) => page.startsWith('dokumenter/indstilling-')), found.join(' '));
  assert.match(status, /^\d+ sider fundet for »vedtægt« \(Indstilling\)\.$/);
  assert.ok(clear);
  assert.ok(choices.type.includes('Møde') && choices.organ.includes('Økonomiudvalget'), JSON.stringify(choices));
  assert.deepEqual(choices.aar.slice(1), [...choices.aar.slice(1)].sort().reverse());
  assert.ok(cleared.found.length > found.length && !cleared.clear);
  assert.deepEqual([cleared.address, cleared.focus], ['?q=vedtægt', 'soeg-type']);
});

test('Without words all of a choice is listed, the newest first, meetings of a body among them', async () => {
  const { found, facts, cleared } = await narrowed(site, '?organ=Økonomiudvalget&aar=2026');
  assert.ok(found.includes('moeder/oeu-2026-02-24/') && found.includes('dokumenter/om-koncernservice/'), found.join(' '));
  const months = ['januar', 'februar', 'marts', 'april', 'maj', 'juni', 'juli', 'august', 'september', 'oktober', 'november', 'december'];
  const days = facts.map((line) => /(\d+)\. (\S+) (\d{4})/.exec(line.replaceAll('\u00a0', ' '))).map(([, day, month, year]) => year * 10000 + months.indexOf(month) * 100 + Number(day));
  assert.deepEqual(days, [...days].sort((a, b) => b - a));
  assert.ok(facts.every((line) => line.includes('2026')));
  assert.equal(cleared.found.length, 0);
});

test('A choice that the index does not have finds nothing, and that is said', async () => {
  const { found, status } = await narrowed(site, '?q=vedtægt&aar=1850');
  assert.deepEqual([found.length, status], [0, 'Intet fundet for »vedtægt« (1850).']);
});

test('A page that is not among the first is told', async () => {
  assert.equal((await checkSearch(site, [{ words: 'ressortopdeling', address: 'organer/sf/', among: 1 }])).length, 1);
});

const spoiled = [
  ['feed.xml', /<updated>[^<]*<\/updated>/, '<updated>i går</updated>', 'atom.rng'],
  ['feed.xml', /<title>/, '<titel></titel><title>', 'atom.rng'],
  ['feed.xml', /(<entry>\n<id>)[^<]*/, '$1samme', 'atom'],
  ['feed.xml', /<link rel="enclosure" [^>]*rettelsesblad\.pdf"[^>]*>/, '', 'atom'],
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
