// How long `kancelli serve` takes from a file that is saved to the event by which the browser loads its page again, on a copy of
// the sample project: a paper saved by an editor that writes over it, one word changed each time.
//   node tests/bench/serve_bench.mjs KANCELLI [TIMES]
// Prints milliseconds and the processor's share. Ends with 1 when half of the times the reader waits for longer than 0.1 s.
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const limit = 100, quiet = 15;  // milliseconds; the watch waits so long for more to be saved
const [program, times = '21'] = process.argv.slice(2);
const repository = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'kancelli-serve-bench-'));
const sources = join(folder, 'project');
const paper = join(sources, 'content/papers/factsheet/om-koncernservice.xml'), page = '/dokumenter/om-koncernservice/';

mkdirSync(sources);
for (const part of ['content', 'filters', 'styles']) cpSync(join(repository, part), join(sources, part), { recursive: true });
symlinkSync(join(repository, 'node_modules'), join(sources, 'node_modules'));
const text = readFileSync(paper, 'utf8');
const changed = (n) => text.replace(/(<summary id="resume">)/, `$1<p>Notatet er rettet ${n} gange.</p>`);
if (changed(1) === text) throw new Error(`${paper} has no summary to change`);

function start() {
  const child = spawn(resolve(program), ['serve', '--project', sources, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((ready, fail) => {
    let said = '';
    child.on('exit', (code) => fail(new Error(`kancelli serve ended with ${code}`)));
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const port = said.match(/^http:\/\/localhost:(\d+)\/$/m)?.[1];
      if (port) ready({ child, port: Number(port) });
    });
  });
}

const ask = (port, path, take) => get({ host: '127.0.0.1', port, path, agent: false }, take);
const whole = (port, path) => new Promise((done, fail) => ask(port, path, async (response) => {
  let all = '';
  for await (const part of response) all += part;
  done(all);
}).on('error', fail));

// Milliseconds from the save until the event.
async function save(port, n) {
  const mark = (await whole(port, page)).match(/data-mark="([0-9a-f]+)"/)[1];
  return new Promise((done, fail) => {
    const timer = setTimeout(() => fail(new Error('the page is not loaded again')), 30000);
    let begun;
    ask(port, `/kancelli-vis/events?page=${encodeURIComponent(page)}&mark=${mark}`, (response) => response.on('data', (bytes) => {
      if (begun === undefined) {
        begun = performance.now();
        writeFileSync(paper, changed(n));
      } else if (String(bytes).includes('event: reload')) {
        clearTimeout(timer);
        response.destroy();
        done(performance.now() - begun);
      }
    })).on('error', fail);
  });
}

// Of a process and all that it started: milliseconds of the processor, until now.
const ticks = Number(execFileSync('getconf', ['CLK_TCK'])) / 1000;
function processor(id) {
  const stat = readFileSync(`/proc/${id}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  const children = readdirSync(`/proc/${id}/task`).flatMap((task) => readFileSync(`/proc/${id}/task/${task}/children`, 'utf8').split(' ').filter(Boolean));
  // Columns 14 to 17 of proc(5): its own, and that of children that have ended.
  return (Number(stat[11]) + Number(stat[12]) + Number(stat[13]) + Number(stat[14])) / ticks + children.reduce((sum, each) => sum + processor(each), 0);
}

const { child, port } = await start();
try {
  for (let n = 1; n <= 3; ++n) await save(port, n);  // what is started once
  const before = processor(child.pid), waited = [];
  for (let n = 1; n <= Number(times); ++n) waited.push(await save(port, n + 3));
  const busy = (processor(child.pid) - before) / times;
  waited.sort((a, b) => a - b);
  const middle = waited[Math.floor(waited.length / 2)], most = waited[Math.floor(waited.length * 0.9)];
  console.log(`kancelli serve, one paper of the sample project saved ${times} times`);
  console.log(`from the save to the reload   ${middle.toFixed(0).padStart(5)} ms (limit ${limit}), nine of ten within ${most.toFixed(0)} ms; ` +
    `processor ${busy.toFixed(0)} ms, waiting for more to be saved ${quiet} ms`);
  process.exitCode = middle > limit ? 1 : 0;
} finally {
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await new Promise((done) => child.on('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
