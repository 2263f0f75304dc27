#!/usr/bin/env node
// A folder that `kancelli publish` wrote, served by nginx as docs/nginx says, and walked: site_by_nginx.mjs TARGET
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { inTemporaryFolder } from './lib.mjs';
import { ask, withConfiguration } from './nginx.mjs';
import { walk } from './site_walk.mjs';

// What the manifest names comes as it was published, plain and compressed, with the headers of its kind.
async function everyFile(port, target) {
  const { files } = JSON.parse(readFileSync(join(target, 'current/manifest.json'), 'utf8'));
  const findings = [];
  for (const { path } of files) {
    if (path.endsWith('.gz') || path === '404.html') continue;
    const file = `/${path.split('/').map(encodeURIComponent).join('/')}`.replace(/\/index\.html$/, '/');
    const { status, headers, bytes } = await ask(port, file);
    if (status !== 200 || !bytes.equals(readFileSync(join(target, 'current', path)))) findings.push({ file, rule: 'served', message: `it answers ${status}, or with other bytes` });
    if (/\.(html|css|js|json|svg|xml|ics|docx|pdf|woff2)$/.test(path) && headers['content-type'] === 'application/octet-stream') findings.push({ file, rule: 'type', message: 'it has no type of its own' });
  }
  return findings;
}

const [target] = process.argv.slice(2);
try {
  await inTemporaryFolder(async (folder) => {
    const server = await withConfiguration(folder, { open: resolve(target) });
    try {
      const findings = await everyFile(server.open, target);
      const walked = await walk(`https://localhost:${server.open}/`, { query: process.env.QUERY ?? 'styrelsesvedtægt' });
      findings.push(...walked.findings);
      for (const { file, rule, message } of findings) console.log(`${file}: ${message} [${rule}]`);
      console.log(`site: ${walked.pages.length} pages, ${findings.length} findings`);
      process.exitCode = findings.length > 0 || walked.pages.length < 10 ? 1 : 0;
    } finally {
      await server.stop();
    }
  });
} catch (error) {
  console.error(`site: ${error.stack}`);
  process.exitCode = 2;
}
