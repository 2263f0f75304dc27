// OParl's schemas are JSON Schema with words of its own: "schema" names the type of an inner object, "references"
// that of the object behind an address ("externalList": a list of them).
import Ajv from 'ajv';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { project } from '../lib.mjs';

const schemas = process.env.OPARL_SCHEMAS ?? join(project, '..', 'shared', 'schemas', 'oparl');
const LIST = /^oparl\/(?!organization\/[^/]+\.json$)(?:organization\/[^/]+\/)?[a-z-]+\.json$/;
const notLists = new Set(['oparl/system.json', 'oparl/body.json']);

export const hasSchemas = existsSync(schemas);

function readSchemas() {
  if (!hasSchemas) return undefined;
  const byName = new Map();
  for (const file of readdirSync(schemas).filter((name) => name.endsWith('.json')))
    byName.set(file.slice(0, -5), JSON.parse(readFileSync(join(schemas, file), 'utf8')));
  return byName;
}

// "schema" becomes $ref; nothing else is changed.
const translated = (value) => {
  if (Array.isArray(value)) return value.map(translated);
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.schema === 'string' && value.type === 'object') return { $ref: value.schema };
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'schema').map(([name, inner]) => [name, translated(inner)]));
};

function validators(byName) {
  const ajv = new Ajv({ allErrors: true, unknownFormats: [] });
  for (const [name, schema] of byName) ajv.addSchema({ $id: `${name}.json`, ...translated(schema) });
  return (type) => ajv.getSchema(`${type}.json`);
}

const typeOf = (object) => /^https:\/\/schema\.oparl\.org\/1\.1\/(\w+)$/.exec(object?.type ?? '')?.[1];
// Objects within an object, itself first.
function* objectsIn(value) {
  if (typeOf(value)) yield value;
  if (value && typeof value === 'object') for (const inner of Object.values(value)) yield* objectsIn(inner);
}

function referenceFaults(site, object, schema, fault) {
  for (const [name, rule] of Object.entries(schema?.properties ?? {})) {
    const references = rule.references ?? rule.items?.references;
    if (!references || object[name] === undefined) continue;
    for (const address of [object[name]].flat()) {
      if (!site.has(address)) { fault(`${name}: there is no ${address}`); continue; }
      const target = site.json(site.target(address));
      const types = references === 'externalList' ? (target.data ?? [{}]).map(typeOf) : [typeOf(target)];
      const wanted = references === 'externalList' ? rule.items.schema.replace('.json', '') : references;
      if (types.some((type) => type !== wanted)) fault(`${name}: ${address} is no ${wanted}`);
    }
  }
}

function listFaults(site, path, list, fault) {
  const { totalElements, elementsPerPage, currentPage, totalPages } = list.pagination ?? {};
  if (!Array.isArray(list.data) || !list.links) return fault('a list needs data, pagination and links');
  if (list.data.length > elementsPerPage || totalPages !== Math.max(1, Math.ceil(totalElements / elementsPerPage))) fault('the pages do not add up');
  if ((currentPage < totalPages) !== ('next' in list.links)) fault('every page but the last has a next one');
  for (const address of Object.values(list.links)) if (!site.has(address)) fault(`there is no ${address}`);
  if (site.target(list.links.self) !== path) fault('it does not name itself');
  for (const object of list.data)
    if (!site.has(object.id) || JSON.stringify(site.json(site.target(object.id))) !== JSON.stringify(object)) fault(`${object.id} says something else there`);
}

function objectFaults(site, object, fault) {
  if (object.accessUrl && site.has(object.accessUrl)) {
    const bytes = site.bytes(site.target(object.accessUrl));
    if (object.size !== bytes.length || object.sha512Checksum !== createHash('sha512').update(bytes).digest('hex')) fault(`${object.accessUrl} is another file`);
  } else if (object.accessUrl) fault(`there is no ${object.accessUrl}`);
  if (object.web && !site.has(object.web)) fault(`there is no ${object.web}`);
}

export async function checkOParl(site) {
  if (!site.address) return [];
  const byName = readSchemas();
  if (!byName) console.log(`OParl's schemas are not in ${schemas}: its objects are not compared with them`);
  const validatorOf = byName ? validators(byName) : () => undefined;
  const faults = [], named = new Set();
  for (const path of site.named('.json').filter((name) => name.startsWith('oparl/'))) {
    const fault = (message) => faults.push({ file: path, rule: 'oparl', message });
    const file = site.json(path);
    if (LIST.test(path) && !notLists.has(path)) listFaults(site, path, file, fault);
    else if (site.target(file.id ?? '') !== path) fault('its id is not its address');
    for (const object of objectsIn(file)) {
      if (object.accessUrl) named.add(site.target(object.accessUrl));
      const type = typeOf(object), validate = validatorOf(type);
      if (byName && !validate) fault(`OParl has no ${type}`);
      else if (validate && !validate(object)) for (const error of validate.errors) fault(`${type}${error.dataPath} ${error.message}`);
      referenceFaults(site, object, byName?.get(type), fault);
      for (const name of Object.keys(object)) if (byName && !byName.get(type)?.properties[name]) fault(`${type} has no "${name}"`);
      objectFaults(site, object, fault);
    }
  }
  for (const path of site.named('.pdf'))
    if (path.startsWith('dokumenter/') && !named.has(path)) faults.push({ file: 'oparl/files.json', rule: 'oparl', message: `it does not have ${path}` });
  return faults;
}
