#!/usr/bin/env node
// Every PDF must say that it is both PDF/UA-1 and PDF/A-2a, and be so: verapdf.mjs FILE...
import { resolve } from 'node:path';
import { checker, output, project } from './lib.mjs';

const PROFILES = ['PDF/UA-1 validation profile', 'PDF/A-2a validation profile'];

// Flavour 0: veraPDF tries the standards that a file claims, all of them in one start.
async function validate(files) {
  const text = await output('java', ['-cp', `${project}.cache/verapdf/*`, 'org.verapdf.apps.GreenfieldCliWrapper',
    '--format', 'json', '--flavour', '0', '--nonpdfext', '--maxfailuresdisplayed', '3', '--loglevel', '0', ...files]);
  if (!text.trim()) throw new Error('veraPDF said nothing; scripts/setup --tests fetches it');
  return new Map(JSON.parse(text).report.jobs.map((job) => [job.itemDetails.name, job]));
}

function brokenRules(file, { profileName, details }) {
  const standard = profileName.replace(' validation profile', '');
  return details.ruleSummaries.map((rule) => ({
    file,
    rule: `${standard} ${rule.clause}-${rule.testNumber}`,
    message: `${rule.description} (${rule.failedChecks} times, first: ${rule.checks[0]?.errorMessage} at ${rule.checks[0]?.context})`,
  }));
}

function findingsOf(file, job) {
  if (!job) return [{ file, rule: 'unread', message: 'veraPDF gave no result for it' }];
  if (!Array.isArray(job.validationResult)) {
    return [{ file, rule: 'unread', message: job.taskException?.exceptionMessage ?? 'veraPDF could not read it' }];
  }
  const results = job.validationResult.filter((result) => PROFILES.includes(result.profileName));
  const unclaimed = PROFILES.filter((profile) => !results.some((result) => result.profileName === profile));
  return [
    ...unclaimed.map((profile) => ({ file, rule: 'unclaimed', message: `it does not claim ${profile.split(' ')[0]}` })),
    ...results.flatMap((result) => (result.compliant ? [] : brokenRules(file, result))),
  ];
}

await checker('verapdf', async (files) => {
  const jobs = await validate(files.map((file) => resolve(file)));
  return files.flatMap((file) => findingsOf(file, jobs.get(resolve(file))));
});
