import { join } from 'node:path';
import { project, run } from '../lib.mjs';

const grammar = (name) => join(project, 'tests/conformance/site_data', name);
const unescape = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
const all = (xml, name) => [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map((found) => unescape(found[1]));
const links = (xml) => [...xml.matchAll(/<link ([^>]*)\/>/g)].map((found) =>
  Object.fromEntries([...found[1].matchAll(/([\w:]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescape(value)])));

async function valid(site, path, rng) {
  const { status, err } = await run('xmllint', ['--noout', '--nonet', '--relaxng', grammar(rng), join(site.folder, path)]);
  return status === 0 ? [] : [{ file: path, rule: rng, message: err.trim().split('\n')[0] }];
}

// What the grammar cannot say (RFC 4287, 4.1 and 4.2).
function feedFaults(site, path) {
  const xml = site.text(path), faults = [];
  const fault = (message) => faults.push({ file: path, rule: 'atom', message });
  const entries = [...xml.matchAll(/<entry>.*?<\/entry>/gs)].map((found) => found[0]);
  const head = entries.length ? xml.slice(0, xml.indexOf('<entry>')) : xml;
  if (!head.includes('<author>') && entries.some((entry) => !entry.includes('<author>'))) fault('an entry has no author');
  const ids = [...entries.map((entry) => all(entry, 'id')[0]), all(head, 'id')[0]];
  for (const id of ids) if (!/^[a-z][a-z0-9+.-]*:/i.test(id ?? '')) fault(`"${id}" is no absolute IRI`);
  if (new Set(ids).size !== ids.length) fault('two have one id');
  const times = entries.map((entry) => Date.parse(all(entry, 'updated')[0]));
  if (times.some((time, i) => i > 0 && time > times[i - 1])) fault('the newest does not come first');
  if (times.length && Date.parse(all(head, 'updated')[0]) < times[0]) fault('the feed is older than its newest entry');
  for (const part of [head, ...entries]) {
    const found = links(part);
    const alternates = found.filter(({ rel = 'alternate' }) => rel === 'alternate').map(({ type, hreflang }) => `${type} ${hreflang}`);
    if (part !== head && alternates.length === 0 && !part.includes('<content')) fault('an entry has neither content nor a page');
    if (new Set(alternates).size !== alternates.length) fault('two alternates of one type');
    for (const { rel, href, length } of found) {
      if (!site.has(href, path)) fault(`there is no ${href}`);
      else if (rel === 'enclosure' && Number(length) !== site.bytes(site.target(href, path)).length) fault(`${href} is not ${length} bytes long`);
    }
  }
  // A correction is news: each sheet comes with the feed of all.
  const enclosed = new Set(entries.flatMap(links).filter(({ rel }) => rel === 'enclosure').map(({ href }) => site.target(href, path)));
  if (path === 'feed.xml' && entries.length < 100)
    for (const sheet of site.named('-rettelsesblad.pdf')) if (!enclosed.has(sheet)) fault(`no entry has ${sheet}`);
  const own = links(head).find(({ rel }) => rel === 'self');
  if (!own || site.target(own.href, path) !== path) fault('it does not name itself');
  return faults;
}

export async function checkFeeds(site) {
  const feeds = site.named('feed.xml');
  const missing = site.files.has('feed.xml') ? [] : [{ file: 'feed.xml', rule: 'atom', message: 'it is not there' }];
  return [...missing, ...(await Promise.all(feeds.map((path) => valid(site, path, 'atom.rng')))).flat(), ...feeds.flatMap((path) => feedFaults(site, path))];
}

export async function checkSitemap(site) {
  if (!site.address) return [];
  const path = 'sitemap.xml';
  if (!site.files.has(path)) return [{ file: path, rule: 'sitemap', message: 'it is not there' }];
  const named = all(site.text(path), 'loc').map((loc) => site.target(loc));
  const hidden = (page) => site.text(page).includes('<meta name="robots" content="noindex">');
  const pages = site.named('index.html').filter((page) => !hidden(page));
  return [...(await valid(site, path, 'sitemap.rng')),
    ...named.filter((page) => !site.files.has(page)).map((page) => ({ file: path, rule: 'sitemap', message: `there is no ${page}` })),
    ...named.filter((page) => site.files.has(page) && hidden(page)).map((page) => ({ file: path, rule: 'sitemap', message: `${page} says that it is not to be found` })),
    ...pages.filter((page) => !named.includes(page)).map((page) => ({ file: path, rule: 'sitemap', message: `${page} is not in it` }))];
}
