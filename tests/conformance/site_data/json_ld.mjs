// The properties that schema.org gives to the types we use, with those of the types above them, as far as we use them.
const types = {
  Report: ['@context', '@id', 'url', 'name', 'genre', 'inLanguage', 'description', 'datePublished', 'dateModified', 'version', 'reportNumber',
    'keywords', 'publisher', 'author', 'subjectOf', 'citation', 'isAccessibleForFree'],
  GovernmentOrganization: ['name', 'url'],
  Event: ['name', 'startDate', 'location', 'organizer'],
  Place: ['name'],
  Legislation: ['@id', 'name', 'alternateName', 'legislationIdentifier', 'url'],
};
const needed = { Report: ['name', 'publisher', 'inLanguage', 'version'], Event: ['name', 'startDate'], Legislation: ['name'], Place: ['name'], GovernmentOrganization: ['name'] };

function faultsIn(site, object, fault) {
  const known = types[object['@type']];
  if (!known) return fault(`"${object['@type']}" is none of our types`);
  for (const name of needed[object['@type']]) if (!object[name]) fault(`${object['@type']} has no ${name}`);
  for (const [name, value] of Object.entries(object)) {
    if (name !== '@type' && !known.includes(name)) fault(`${object['@type']} has no property ${name}`);
    for (const inner of [value].flat()) if (inner && typeof inner === 'object') faultsIn(site, inner, fault);
    if (/^date|Date$/.test(name) && Number.isNaN(Date.parse(value))) fault(`${name}: "${value}" is no date`);
  }
  if (object['@type'] === 'Legislation' && object.url && !/^https:\/\/www\.retsinformation\.dk\/eli\/lta\/\d{4}\/\d+$/.test(object.url)) fault(`"${object.url}" is no ELI`);
  if (object['@type'] !== 'Legislation' && object.url && !site.has(object.url)) fault(`there is no ${object.url}`);
}

export function checkJsonLd(site) {
  const faults = [];
  let seen = 0;
  for (const path of site.named('index.html')) {
    const fault = (message) => faults.push({ file: path, rule: 'json-ld', message });
    const data = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(site.text(path))?.[1];
    if (/^dokumenter\/[^/]+\/index\.html$/.test(path) && !data) fault('a paper without structured data');
    if (!data) continue;
    ++seen;
    const object = JSON.parse(data);
    if (object['@context'] !== 'https://schema.org' || object['@type'] !== 'Report') fault('it is no Report of schema.org');
    faultsIn(site, object, fault);
  }
  if (seen === 0) faults.push({ file: 'index.html', rule: 'json-ld', message: 'no page has structured data' });
  return faults;
}
