// `kancelli watch-folder` on a folder into which files are put as people and systems do it: slowly, twice at once, broken,
// open, under odd names. The program is build/dev/kancelli, or the one that KANCELLI names.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, closeSync, copyFileSync, cpSync, existsSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';

import { project as repository, run } from './lib.mjs';

const program = process.env.KANCELLI ?? join(repository, 'build/dev/kancelli');
const root = mkdtempSync(join(tmpdir(), 'kancelli-watch-test-'));
const built = join(root, 'built');
const isRoot = process.getuid() === 0;
const settle = 0.3;
let folder, temporary, watches, count = 0, fact, edited;

const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));
const at = (name) => join(folder, name);
const list = () => readdirSync(folder).filter((name) => name !== '.kancelli').sort();
const page = (name) => readFileSync(at(name), 'utf8');

async function until(isSo, what, seconds = 40) {
  const end = Date.now() + seconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what} did not come; there is: ${list().join(', ')}\n${watches.map(({ said }) => said).join('\n')}`);
    await pause(0.05);
  }
}

// A user who is not root, where a right is to be missing.
const asNobody = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];

function watch({ options = [], project = repository, as = [], at: where = folder } = {}) {
  const [command, ...args] = [...as, program, 'watch-folder', where, '--project', project, '--settle', String(settle), '--today', '2026-02-01', ...options];
  const child = spawn(command, args, { env: { ...process.env, TMPDIR: temporary, LC_ALL: 'da_DK.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] });
  const it = { child, said: '', ended: new Promise((done) => child.on('exit', (code, signal) => done(code ?? signal))) };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { it.said += bytes; });
  watches.push(it);
  return it;
}

async function started(options) {
  const it = watch(options);
  await until(() => it.said.includes('watching '), 'the watch');
  return it;
}

const once = async (options = {}) => {
  const it = watch({ ...options, options: ['--once', ...(options.options ?? [])] });
  await until(() => it.child.exitCode !== null || it.child.signalCode !== null, 'the end', 90);
  return { status: await it.ended, said: it.said };
};

// A Word file with one paragraph a line.
function word(path, text, wrong = '') {
  execFileSync(join(repository, 'tests/golden/bin/word-file'), [path, ...(wrong ? [wrong] : [])], { input: text });
}

// Word's own words changed, the rest as it was.
function edit(from, to, ...pairs) {
  execFileSync('python3', ['-c', `
import sys, zipfile
source, target, *pairs = sys.argv[1:]
with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, 'w', zipfile.ZIP_DEFLATED) as new:
    for name in old.namelist():
        text = old.read(name)
        for before, after in zip(pairs[::2], pairs[1::2]):
            if name == 'word/document.xml':
                assert before.encode() in text, before
                text = text.replace(before.encode(), after.encode(), 1)
        new.writestr(name, text)
`, from, to, ...pairs]);
}

before(() => {
  chmodSync(root, 0o755);
  execFileSync(program, ['build', '--project', repository, '--to', 'docx', '-o', built, join(repository, 'content/papers/factsheet'), join(repository, 'content/papers/agreement')], { stdio: 'ignore' });
  fact = join(built, 'om-koncernservice.docx');
  edited = join(root, 'edited.docx');
  edit(fact, edited, '>fire<', '>fem<', 'kort overblik over', 'kort kort overblik over');
});
after(() => rmSync(root, { recursive: true, force: true }));
beforeEach(() => {
  folder = join(root, `folder-${++count}`);
  temporary = join(root, `tmp-${count}`);
  for (const each of [folder, temporary]) mkdirSync(each);
  chmodSync(temporary, 0o777);
  watches = [];
});
afterEach(async () => {
  for (const { child, ended } of watches) {
    child.kill('SIGKILL');
    await ended;
  }
});

test('an edited copy of a paper is answered: PDF, comments, a page that tells what was found and what changed', async () => {
  copyFileSync(edited, at('Notat.docx'));
  const bytes = readFileSync(at('Notat.docx')), { mtimeMs } = statSync(at('Notat.docx'));
  const { status, said } = await once();
  assert.equal(status, 0, said);
  assert.deepEqual(list(), ['Notat - svar.html', 'Notat - tjekket.docx', 'Notat.docx', 'Notat.pdf']);
  assert.match(said, /^Notat\.docx: answered: 1 error, 1 warning, 0 notes, PDF, of the paper om-koncernservice$/m);
  assert.ok(readFileSync(at('Notat.docx')).equals(bytes));
  assert.equal(statSync(at('Notat.docx')).mtimeMs, mtimeMs);
  const text = execFileSync('pdftotext', [at('Notat.pdf'), '-'], { encoding: 'utf8' }).replace(/\s+/g, ' ');
  assert.match(text, /kort kort overblik over Koncernservice .* de fem centre/);
  const comments = execFileSync('unzip', ['-p', at('Notat - tjekket.docx'), 'word/comments.xml'], { encoding: 'utf8' });
  assert.match(comments, /»kort« står to gange/);
  const answer = page('Notat - svar.html');
  assert.match(answer, /Kontrollen fandt 1 fejl, 1 advarsel og 0 bemærkninger/);
  assert.match(answer, /der står »fem«/);
  assert.match(answer, /<ins>(<span[^>]*>nyt: <\/span>)?kort ?<\/ins>/);
  assert.match(answer, /href="Notat%20-%20tjekket\.docx"/);
  assert.match(answer, /href="Notat\.pdf"/);
});

test('the page is accessible and fetches nothing; the copy is a good Word file', async () => {
  copyFileSync(edited, at('Notat.docx'));
  word(at('gåde.docx'), 'Udvalget mødes.\n');
  await once();
  const axe = await run('node', [join(repository, 'tests/conformance/axe.mjs'), at('Notat - svar.html'), at('gåde - svar.html')]);
  assert.equal(axe.status, 0, axe.out + axe.err);
  const judge = await run('node', [join(repository, 'tests/conformance/ooxml.mjs'), at('Notat - tjekket.docx')]);
  assert.equal(judge.status, 0, judge.out + judge.err);
});

test('where nothing is found there is no copy', async () => {
  copyFileSync(fact, at('Notat.docx'));
  await once();
  assert.deepEqual(list(), ['Notat - svar.html', 'Notat.docx', 'Notat.pdf']);
  assert.match(page('Notat - svar.html'), /Kontrollen fandt intet/);
  assert.match(page('Notat - svar.html'), /Ingen har ændret noget/);
});

test('a file that is copied slowly is answered when it is whole, and once', async () => {
  const { child, ...it } = await started();
  const bytes = readFileSync(edited), name = at('Langsom.docx');
  for (let i = 0; i < 8; ++i) {
    appendFileSync(name, bytes.subarray(Math.floor(bytes.length * i / 8), Math.floor(bytes.length * (i + 1) / 8)));
    await pause(settle / 2);
    assert.deepEqual(list(), ['Langsom.docx']);
  }
  await until(() => existsSync(at('Langsom - svar.html')), 'the answer');
  assert.match(page('Langsom - svar.html'), /1 fejl/);
  await pause(3 * settle);
  assert.equal(watches[0].said.match(/answered/g).length, 1, it.said);
});

test('a copy that stops halfway, or has its whole length from the beginning, is waited for', async () => {
  await started();
  const bytes = readFileSync(edited), half = Math.floor(bytes.length / 2);
  writeFileSync(at('stop.docx'), bytes.subarray(0, half));
  const file = openSync(at('lang.docx'), 'w');
  ftruncateSync(file, bytes.length);
  writeSync(file, bytes, 0, half);
  await pause(4 * settle);
  assert.deepEqual(list(), ['lang.docx', 'stop.docx']);
  writeSync(file, bytes, half, bytes.length - half, half);
  closeSync(file);
  appendFileSync(at('stop.docx'), bytes.subarray(half));
  await until(() => existsSync(at('stop - svar.html')) && existsSync(at('lang - svar.html')), 'both answers');
  for (const name of ['stop - svar.html', 'lang - svar.html']) assert.match(page(name), /1 fejl/);
});

test('a file that stays broken gets an answer', async () => {
  writeFileSync(at('halv.docx'), readFileSync(edited).subarray(0, 5000));
  writeFileSync(at('tom.docx'), '');
  const { status } = await once();
  assert.equal(status, 0);
  assert.deepEqual(list(), ['halv - svar.html', 'halv.docx', 'tom - svar.html', 'tom.docx']);
  assert.match(page('halv - svar.html'), /Filen er ikke kontrolleret:<\/strong>/);
  assert.match(page('tom - svar.html'), /den er tom/);
});

test('what Word, systems and browsers put into a folder is left alone', async () => {
  for (const name of ['~$Notat.docx', '~WRL0003.tmp', '.~lock.Notat.docx#', 'Thumbs.db', 'desktop.ini', 'Notat.docx.crdownload', '.DS_Store'])
    writeFileSync(at(name), 'x');
  symlinkSync('/etc/passwd', at('link.docx'));
  const before = list();
  const { status, said } = await once();
  assert.equal(status, 0);
  assert.deepEqual(list(), before);
  assert.doesNotMatch(said, /answered/);
});

test('bad files of each sort get an answer that says what to do', async () => {
  const wanted = {
    macros: /makroer/, template: /skabelon/, picture: /henter noget/, object: /objekt/, doctype: /doctype|dokumenttype/i,
    bomb: /256 MB/, 'way-out': /navn, der fører ud/, field: /DDEAUTO/,
  };
  for (const wrong of Object.keys(wanted)) word(at(`${wrong}.docx`), 'Udvalget mødes.\n', wrong);
  copyFileSync(at('macros.docx'), at('makro.docm'));
  for (const name of ['gammel.doc', 'åben.odt', 'kopi.pdf', 'tal.xlsx', 'mappe.zip', 'uden']) writeFileSync(at(name), 'PK\x03\x04 x');
  writeFileSync(at('brev.docx'), 'Kære udvalg\n');
  const { status, said } = await once();
  assert.equal(status, 0, said);
  for (const [wrong, words] of Object.entries({ ...wanted, makro: /makroer/, 'gammel.doc': /gem den som Word-dokument/, 'åben.odt': /gem den som Word-dokument/, 'kopi.pdf': /PDF/, 'tal.xlsx': /intet andet/, 'mappe.zip': /pak den ud/, uden: /intet andet/, brev: /ikke fra Word/ })) {
    const answer = page(`${wrong} - svar.html`);
    assert.match(answer, /Filen er ikke kontrolleret/, wrong);
    assert.match(answer, words, wrong);
    assert.match(answer, /Det kan du gøre/, wrong);
  }
  assert.equal(list().filter((name) => name.endsWith('tjekket.docx') || (name.endsWith('.pdf') && name !== 'kopi.pdf')).length, 0);
});

test('odd names: spaces, quotes, æøå, upper case, a dash, 200 characters, a line end', async () => {
  const names = ['Sag om "æøå" & \'co\' 100%#.docx', 'NOTAT.DOCX', '-n.docx', `${'x'.repeat(200)}.docx`, `${'ø'.repeat(122)}.docx`, 'to\nlinjer.docx', '$(touch x).docx'];
  for (const name of names) copyFileSync(fact, at(name));
  const { status, said } = await once();
  assert.equal(status, 0, said);
  assert.equal(said.match(/: answered: 0 errors/g).length, names.length, said);
  for (const name of names.slice(0, 4)) assert.ok(existsSync(at(`${name.replace(/\.docx$/i, '')} - svar.html`)), name);
  assert.equal(list().length, 3 * names.length);
  assert.match(page('Sag om "æøå" & \'co\' 100%# - svar.html'), /<h1>Svar: Sag om (&quot;|")æøå(&quot;|") &amp; /);
});

test('answers are not taken for new files, whatever they are called', async () => {
  copyFileSync(edited, at('Notat.docx'));
  await once();
  renameSync(at('Notat - tjekket.docx'), at('Min egen.docx'));
  const { said } = await once(); // the copy is missing, so it is made again
  assert.match(said, /^Min egen\.docx: left alone/m);
  assert.deepEqual(list(), ['Min egen.docx', 'Notat - svar.html', 'Notat - tjekket.docx', 'Notat.docx', 'Notat.pdf']);
  rmSync(at('Notat.docx'));
  await once();
  assert.deepEqual(list(), ['Min egen.docx', 'Notat - svar.html', 'Notat - tjekket.docx', 'Notat.pdf']);
});

test('what somebody else put there, or changed, is not written over', async () => {
  writeFileSync(at('Notat.pdf'), 'min egen PDF');
  copyFileSync(edited, at('Notat.docx'));
  await once();
  assert.equal(page('Notat.pdf'), 'min egen PDF');
  assert.match(page('Notat - svar.html'), /href="Notat%20%282%29\.pdf"/);
  appendFileSync(at('Notat - tjekket.docx'), 'rettet');
  edit(fact, at('Notat.docx'), '>fire<', '>seks<');
  await once();
  assert.ok(readFileSync(at('Notat - tjekket.docx')).subarray(-6).equals(Buffer.from('rettet')));
  assert.ok(existsSync(at('Notat - tjekket (2).docx')));
  assert.match(page('Notat - svar.html'), /har nogen rettet i, så den er ikke rørt/);
  assert.match(page('Notat - svar.html'), /der står »seks«/);
});

test('a copy with comments that somebody wrote in is not checked again, and told so', async () => {
  copyFileSync(edited, at('Notat.docx'));
  await once();
  edit(at('Notat - tjekket.docx'), at('ny.tmp'), '>fem<', '>fire<');
  renameSync(at('ny.tmp'), at('Notat - tjekket.docx'));
  await once();
  assert.deepEqual(list(), ['Notat - svar.html', 'Notat - tjekket - svar.html', 'Notat - tjekket.docx', 'Notat.docx', 'Notat.pdf']);
  assert.match(page('Notat - tjekket - svar.html'), /gem den under et andet navn/);
  renameSync(at('Notat - tjekket.docx'), at('Mit notat.docx'));
  await once();
  assert.match(page('Mit notat - svar.html'), /0 fejl, 1 advarsel/);
});

const canMount = isRoot && spawnSync('unshare', ['-m', 'true']).status === 0;
test('an answer that cannot be replaced gets a number, and the page says why', { skip: !canMount && 'only root can keep a file from being renamed over' }, async () => {
  copyFileSync(edited, at('Notat.docx'));
  await once();
  const old = readFileSync(at('Notat - tjekket.docx'));
  edit(fact, at('Notat.docx'), '>fire<', '>seks<');
  // A file that something is mounted on cannot be renamed over, as one that Word has open on a share.
  const { said, status } = await once({ as: ['unshare', '-m', 'sh', '-c', 'mount --bind "$0" "$0" && exec "$@"', at('Notat - tjekket.docx')] });
  assert.equal(status, 0, said);
  assert.ok(readFileSync(at('Notat - tjekket.docx')).equals(old));
  assert.ok(existsSync(at('Notat - tjekket (2).docx')));
  assert.match(page('Notat - svar.html'), /»Notat - tjekket\.docx« kunne ikke erstattes; måske er den åben i Word/);
  assert.match(page('Notat - svar.html'), /»Notat - tjekket\.docx« er fra et tidligere svar og gælder ikke mere/);
  edit(fact, at('Notat.docx'), '>fire<', '>syv<');
  await once(); // closed in Word: the old names again
  assert.ok(!existsSync(at('Notat - tjekket (2).docx')));
});

test('a new version is answered anew, and what the earlier answer had is gone', async () => {
  copyFileSync(edited, at('Notat.docx'));
  await started();
  await until(() => existsSync(at('Notat - svar.html')), 'the answer');
  copyFileSync(fact, at('Notat.docx'));
  await until(() => page('Notat - svar.html').includes('Kontrollen fandt intet'), 'the new answer');
  await until(() => !existsSync(at('Notat - tjekket.docx')), 'the end of the old copy');
  writeFileSync(at('Notat.docx'), 'nu ikke Word');
  await until(() => page('Notat - svar.html').includes('ikke kontrolleret'), 'the third answer');
  assert.deepEqual(list(), ['Notat - svar.html', 'Notat.docx']);
});

test('a file that is replaced while it is handled is done again, and the old answer is not written', async () => {
  const it = await started();
  const seen = new Set();
  copyFileSync(edited, at('Notat.docx'));
  await until(() => readdirSync(temporary).some((name) => name.startsWith('kancelli-watch')), 'the work');
  copyFileSync(fact, at('ny.tmp'));
  renameSync(at('ny.tmp'), at('Notat.docx'));
  await until(() => {
    if (existsSync(at('Notat - svar.html'))) seen.add(page('Notat - svar.html'));
    return it.said.includes('Notat.docx: answered');
  }, 'the answer');
  assert.match(it.said, /^Notat\.docx: changed while it was handled: once more$/m);
  assert.ok([...seen].every((answer) => answer.includes('Kontrollen fandt intet')));
  assert.ok(!existsSync(at('Notat - tjekket.docx')));
});

test('two copies of one paper at once: each has its answer, and tells of the other', async () => {
  const it = await started();
  copyFileSync(edited, at('Jurist.docx'));
  edit(fact, at('Økonom.docx'), '>fire<', '>seks<');
  await until(() => it.said.match(/answered/g)?.length === 2, 'both answers');
  assert.match(page('Jurist - svar.html'), /»fem«/);
  assert.match(page('Økonom - svar.html'), /»seks«/);
  const both = page('Jurist - svar.html') + page('Økonom - svar.html');
  assert.match(both, /andre kopier af det samme dokument: »(Jurist|Økonom)\.docx«/);
});

test('a second watch on the folder ends, and names the first; when that was killed it begins', async () => {
  const first = await started();
  const second = watch({ options: ['--lang', 'en'] });
  await until(() => second.child.exitCode !== null, 'its end');
  assert.equal(await second.ended, 2);
  assert.match(second.said, new RegExp(`another watch is at work in .*, process ${first.child.pid}`));
  first.child.kill('SIGKILL');
  await first.ended;
  await started();
});

test('a watch on another machine is seen by what it writes', async () => {
  mkdirSync(at('.kancelli'));
  let beats = 0;
  const lock = openSync(at('.kancelli/lock'), 'w');
  const write = () => writeSync(lock, `en-anden-maskine 77 ${String(++beats).padStart(6, '0')}\n`, 0);
  write();
  const beat = setInterval(write, 300);
  const it = watch({ options: ['--lang', 'en'] });
  await until(() => it.child.exitCode !== null, 'its end').finally(() => clearInterval(beat));
  closeSync(lock);
  assert.equal(await it.ended, 2);
  assert.match(it.said, /another watch is at work in .*: on en-anden-maskine, process 77/);
});

test('the share goes away, comes back, and may be another one', async () => {
  const it = await started();
  copyFileSync(fact, at('a.docx'));
  await until(() => existsSync(at('a - svar.html')), 'the first answer');
  renameSync(folder, `${folder}-away`);
  await pause(2 * settle);
  renameSync(`${folder}-away`, folder);
  copyFileSync(fact, at('b.docx'));
  await until(() => existsSync(at('b - svar.html')), 'the second answer');
  renameSync(folder, `${folder}-away`);
  mkdirSync(folder);
  copyFileSync(fact, at('a.docx'));
  await until(() => existsSync(at('a - svar.html')), 'the answer in the other folder');
  await until(() => it.said.match(/a\.docx: answered/g).length === 2, 'the line of the log');
  assert.equal(it.said.match(/the folder is not there/g).length, 1);
});

test('--once leaves a file to the next time that somebody goes on writing', async () => {
  const writing = setInterval(() => appendFileSync(at('vokser.docx'), 'x'), 40);
  const { status } = await once({ options: ['--settle', '0.1'] });
  clearInterval(writing);
  assert.equal(status, 0);
  assert.deepEqual(list(), ['vokser.docx']);
});

test('killed at any moment it leaves no half file, and the next one answers what was not answered', async () => {
  copyFileSync(fact, at('a.docx'));
  await once();
  const before = statSync(at('a - svar.html'));
  copyFileSync(edited, at('b.docx'));
  for (let i = 0; i < 8; ++i) {
    const it = await started();
    await pause(settle + i * 0.15);
    it.child.kill('SIGKILL');
    await it.ended;
    for (const name of list().filter((each) => each.startsWith('b - svar'))) assert.match(page(name), /<\/html>\n$/);
  }
  await once();
  assert.deepEqual(list(), ['a - svar.html', 'a.docx', 'a.pdf', 'b - svar.html', 'b - tjekket.docx', 'b.docx', 'b.pdf']);
  assert.equal(statSync(at('a - svar.html')).mtimeMs, before.mtimeMs);
  assert.deepEqual(readdirSync(at('.kancelli')).sort(), ['answered', 'lock']);
});

test('what was answered is not done again; a deleted answer is made again', async () => {
  copyFileSync(edited, at('Notat.docx'));
  await once();
  const again = await once();
  assert.doesNotMatch(again.said, /answered/);
  rmSync(at('Notat - svar.html'));
  const third = await once();
  assert.match(third.said, /answered/);
  assert.deepEqual(list(), ['Notat - svar.html', 'Notat - tjekket.docx', 'Notat.docx', 'Notat.pdf']);
});

test('it stops at once and cleanly at SIGTERM and SIGINT, also in the middle of a file', async () => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const it = await started();
    copyFileSync(edited, at(`${signal}.docx`));
    await until(() => readdirSync(temporary).some((name) => name.startsWith('kancelli-watch')), 'the work');
    const begin = Date.now();
    it.child.kill(signal);
    assert.equal(await it.ended, 0, it.said);
    assert.ok(Date.now() - begin < 3000);
    assert.match(it.said, /^stopped$/m);
    assert.deepEqual(readdirSync(temporary).filter((name) => name.startsWith('kancelli-watch')), []);
    assert.equal(readFileSync(at('.kancelli/lock'), 'utf8'), '');
    rmSync(at(`${signal}.docx`));
    await once();
  }
});

test('a file that cannot be read is tried again, the answer says so, and when it can be read it is answered', { skip: isRoot && spawnSync('setpriv', ['--version']).status !== 0 && 'there is no setpriv' }, async () => {
  if (isRoot) chownSync(folder, 65534, 65534);
  copyFileSync(fact, at('låst.docx'));
  chmodSync(at('låst.docx'), 0);
  const it = watch({ as: asNobody, options: ['--settle', '0.1'] });
  await until(() => existsSync(at('låst - svar.html')), 'the answer');
  assert.match(it.said, /^låst\.docx: try 4 failed: cannot read låst\.docx: no permission$/m);
  assert.match(page('låst - svar.html'), /der bliver prøvet igen/);
  chmodSync(at('låst.docx'), 0o644);
  await until(() => page('låst - svar.html').includes('Kontrollen fandt intet'), 'the real answer', 60);
});

test('a folder in which nothing can be written is refused at the start, and waited for below', { skip: isRoot && spawnSync('setpriv', ['--version']).status !== 0 && 'there is no setpriv' }, async () => {
  chmodSync(folder, 0o555);
  const refused = watch({ as: asNobody, options: ['--lang', 'en'] });
  await until(() => refused.child.exitCode !== null, 'its end');
  assert.equal(await refused.ended, 2);
  assert.match(refused.said, /cannot write .*: no permission\n +hint: /);
  chmodSync(folder, 0o777);
  mkdirSync(at('notat'));
  copyFileSync(fact, at('notat/x.docx'));
  chmodSync(at('notat'), 0o555);
  const it = watch({ as: asNobody });
  await until(() => it.said.includes('notat/x.docx: try 2 failed: cannot write notat/x.pdf: no permission'), 'the tries');
  chmodSync(at('notat'), 0o777);
  await until(() => existsSync(at('notat/x - svar.html')), 'the answer');
});

test('time and memory are bounded; the answer says that it was too much, and the next file is answered', async () => {
  word(at('a stor.docx'), `# Notat om alt\n${'Udvalget drøftede sagen om de mange små ting. '.repeat(40)}\n`.repeat(4000));
  copyFileSync(fact, at('b.docx'));
  const { status, said } = await once({ options: ['--time-limit', '1'] });
  assert.equal(status, 0, said);
  assert.match(page('a stor - svar.html'), /det tog mere end 1 sekunder/);
  assert.match(page('b - svar.html'), /Kontrollen fandt intet/);
  rmSync(at('b - svar.html'));
  await once({ options: ['--memory-limit', '8'] });
  assert.match(page('b - svar.html'), /ikke kontrolleret|Ingen PDF/);
});

test('the type: by the folder, by a name for folders that is given, else the answer lists the types', async () => {
  for (const name of ['Notater', 'sag/2026', 'andet']) mkdirSync(at(name), { recursive: true });
  for (const name of ['Notater/x.docx', 'sag/2026/y.docx', 'andet/z.docx']) word(at(name), '# Om parkering\nUdvalget mødes mødes tirsdag.\n');
  const { said } = await once({ options: ['--folder', 'sag=case'] });
  assert.match(page('Notater/x - svar.html'), /Notat \(efter mappens navn\)/);
  assert.match(page('sag/2026/y - svar.html'), /Indstilling \(efter mappens navn\)/);
  assert.match(page('sag/2026/y - svar.html'), /»mødes« står to gange/);
  assert.match(page('sag/2026/y - svar.html'), /Ingen PDF/);
  assert.match(page('andet/z - svar.html'), /fremgår ikke af andet\/z\.docx[^]*Læg filen i en mappe[^]*<li>Kommissorium<\/li>/);
  assert.match(said, /^andet\/z\.docx: answered: not checked$/m);
});

test('it reads the sources anew for each file, and waits where they cannot be read', async () => {
  const own = join(root, 'project');
  cpSync(join(repository, 'content'), join(own, 'content'), { recursive: true });
  const source = join(own, 'content/papers/factsheet/om-koncernservice.xml'), settings = join(own, 'content/project.xml');
  const text = readFileSync(source, 'utf8'), project = readFileSync(settings);
  const it = await started({ project: own });
  copyFileSync(edited, at('a.docx'));
  await until(() => existsSync(at('a - svar.html')), 'the first answer');
  assert.match(page('a - svar.html'), /<dt>Kopi af<\/dt><dd>Om Koncernservice/);
  writeFileSync(source, text.replace('<title>Om', '<title>Kort om'));
  writeFileSync(settings, '<project');
  copyFileSync(edited, at('b.docx'));
  await until(() => it.said.includes('b.docx: try 1 failed'), 'the first try');
  assert.ok(!existsSync(at('b - svar.html')));
  writeFileSync(settings, project);
  await until(() => existsSync(at('b - svar.html')), 'the second answer');
  assert.match(page('b - svar.html'), /<dt>Kopi af<\/dt><dd>Kort om Koncernservice/);
});

test('nothing of a closed paper is shown to those who read the folder', async () => {
  const own = join(root, 'closed');
  cpSync(join(repository, 'content'), join(own, 'content'), { recursive: true });
  const source = join(own, 'content/papers/factsheet/om-koncernservice.xml');
  const text = readFileSync(source, 'utf8');
  const closed = text.replace(/<access [^>]*\/>/, '<access state="closed" reason="Forhandling" ground="Forvaltningsloven § 27, stk. 4"/>').replace('kort overblik', 'hemmeligt overblik');
  assert.notEqual(closed, text);
  writeFileSync(source, closed);
  copyFileSync(edited, at('a.docx'));
  await once({ project: own });
  assert.match(page('a - svar.html'), /Dokumentet er lukket/);
  assert.doesNotMatch(page('a - svar.html'), /hemmeligt/);
});

test('what is asked for wrongly is refused', async () => {
  const said = async (...args) => {
    const result = await run(program, ['watch-folder', ...args, '--lang', 'en']);
    assert.equal(result.status, 2);
    return result.err;
  };
  assert.match(await said(), /wants one folder/);
  assert.match(await said(join(folder, 'findes-ikke'), '--project', repository), /there is no file or folder/);
  assert.match(await said(fact, '--project', repository), /is no folder/);
  assert.match(await said(join(repository, 'content/papers'), '--project', repository), /lies among the sources/);
  assert.match(await said(repository, '--project', repository), /the project lies in/);
  assert.match(await said(folder, '--project', repository, '--folder', 'sag'), /--folder cannot be "sag"/);
  assert.match(await said(folder, '--project', repository, '--folder', 'sag=sager'), /there is no document type "sager"/);
  assert.match(await said(folder, '--settle', '0'), /--settle cannot be "0"/);
});
