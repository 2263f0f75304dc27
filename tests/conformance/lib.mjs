// What the checkers share: each is a program that is given files, prints its findings, and ends with 0 (none),
// 1 (some) or 2 (it could not do its work).
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const project = fileURLToPath(new URL('../..', import.meta.url));
const execute = promisify(execFile);

// Calls check(files), which gives findings: {file, rule, message}.
export async function checker(name, check) {
  const files = process.argv.slice(2);
  try {
    if (files.length === 0) throw new Error('no files given');
    for (const file of files) if (!existsSync(file)) throw new Error(`no such file: ${file}`);
    const findings = await check(files);
    for (const { file, rule, message } of findings) console.log(`${file}: ${message} [${rule}]`);
    console.log(`${name}: ${files.length} files, ${findings.length} findings`);
    process.exitCode = findings.length > 0 ? 1 : 0;
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 2;
  }
}

// What the program prints, whatever its exit status; throws when it cannot be started, is killed or takes too long.
export async function output(program, args, { seconds = 120, encoding = 'utf8' } = {}) {
  try {
    return (await execute(program, args, { timeout: seconds * 1000, maxBuffer: 1 << 28, encoding })).stdout;
  } catch (error) {
    if (typeof error.code === 'number') return error.stdout;
    throw new Error(error.killed ? `${program} took longer than ${seconds} s` : error.message);
  }
}

export async function inTemporaryFolder(work) {
  const folder = await mkdtemp(join(tmpdir(), 'kancelli-conformance-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

// What a program did: its exit status and what it wrote. Throws when it cannot be started.
export async function run(program, args, { seconds = 120 } = {}) {
  try {
    const { stdout, stderr } = await execute(program, args, { timeout: seconds * 1000, maxBuffer: 1 << 28 });
    return { status: 0, out: stdout, err: stderr };
  } catch (error) {
    if (typeof error.code === 'number') return { status: error.code, out: error.stdout, err: error.stderr };
    throw new Error(error.killed ? `${program} took longer than ${seconds} s` : error.message);
  }
}
