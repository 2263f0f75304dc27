// What programs read of a site: feeds against RFC 4287, the sitemap against sitemaps.org, OParl's objects against
// its own JSON schemas, JSON-LD against what schema.org has; and everywhere that what is named is there.
//   node tests/conformance/site_data.mjs FOLDER
// OParl's schemas lie beside the checkout (../shared/schemas/oparl), or where $OPARL_SCHEMAS says.
import { fileURLToPath } from 'node:url';
import { checkFeeds, checkSitemap } from './site_data/feeds.mjs';
import { checkJsonLd } from './site_data/json_ld.mjs';
import { checkOParl } from './site_data/oparl.mjs';
import { checker } from './lib.mjs';
import { Site } from './site_data/site.mjs';

export async function check(folder) {
  const site = await Site.of(folder);
  return [...(await checkFeeds(site)), ...(await checkSitemap(site)), ...(await checkOParl(site)), ...checkJsonLd(site)];
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await checker('site data', async (folders) => (await Promise.all(folders.map(check))).flat());
