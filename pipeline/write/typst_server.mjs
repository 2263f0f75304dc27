// Typst as one long-lived process: sets many papers without starting anew, where the `typst` command is not
// installed. Started as a file or with `node --input-type=module --eval SOURCE`; takes no option but
//   --modules DIR   a folder with node_modules in it or above it (default: the working directory)
// The binding searches the system's fonts, which differ from machine to machine. Whoever starts this sets FONTCONFIG_FILE to a file
// that knows only a folder without fonts.
//
// One JSON object a line on stdin, one answer a line on stdout, in the same order; it ends when stdin does.
//   {"id": 1, "root": "/abs/folder",    imports may not leave it, and "/x.typ" in Typst means a file in it
//    "main": "a.typ",                   absolute or relative to root
//    "source": "= Text",                what stands in main, which then need not be on disk
//    "fonts": ["/abs/folder", ...],     the only fonts besides Typst's own; at least one of the folders must be there
//    "inputs": {"key": "text"},         sys.inputs
//    "standard": "a-2a",                the default
//    "creation": 1770681600}            seconds since 1970, UTC: the date of a document that says `date: auto`
//   -> {"id": 1, "ok": true, "pages": 2, "ms": 31.4, "diagnostics": [warnings], "pdf": "the file's bytes in base64"}
//   -> {"id": 1, "ok": false, "diagnostics": [...]}
//   {"id": 2, "version": true} -> {"id": 2, "ok": true, "typst": "0.14.2", "binding": "0.7.0"}
// A diagnostic: {"severity": "error|warning|trace", "message", "hints": [], "file", "line", "column"}; line and
// column count from 1, in code points, and are null (as file may be) where Typst does not tell. What only the PDF
// writer finds (no date, no text alternative) has no place.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

// Typst keeps what it worked out. Evicting after each paper what the last ones did not use bounds the memory, and
// keeps the fonts and the template, which every paper uses.
const KEEP_FOR_PAPERS = 4;
const SEVERITY = { 1: 'error', 2: 'warning', 3: 'warning', 4: 'trace' };

const option = process.argv.indexOf('--modules');
const modules = option > 0 ? process.argv[option + 1] : process.cwd();
const require = createRequire(join(modules, 'package.json'));
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');

const compilers = new Map();

function compilerFor(root, fonts) {
  const key = JSON.stringify([root, fonts]);
  if (!compilers.has(key)) {
    const there = fonts.filter((folder) => existsSync(folder));
    if (fonts.length > 0 && there.length === 0) throw new Error(`none of the font folders is there: ${fonts.join(', ')}`);
    compilers.set(key, NodeCompiler.create({ workspace: root, fontArgs: there.map((folder) => ({ fontPaths: [folder] })) }));
  }
  return compilers.get(key);
}

function error(message, hints = [], file = null) {
  return { severity: 'error', message, hints, file, line: null, column: null };
}

// Lines and columns come counted from 0; hints come at the end of the message.
function diagnosticsOf(compiler, nodeError) {
  return compiler.fetchDiagnostics(nodeError).map(({ severity, message: text, path, range }) => {
    const [message, ...hints] = text.split(/, hints: /);
    return {
      severity: SEVERITY[severity] ?? 'error', message, hints, file: path || null,
      line: range ? range.start.line + 1 : null, column: range ? range.start.character + 1 : null,
    };
  });
}

// Typst finds warnings in no fixed order.
function sorted(warnings) {
  const key = (warning) => JSON.stringify([warning.file, warning.line, warning.column, warning.message]);
  return warnings.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

// The PDF writer's errors arrive as one string, the debug print of Rust structures.
function pdfErrors(main, text) {
  const string = /"(?:[^"\\]|\\.)*"/g;
  const unquoted = (quoted) => quoted.slice(1, -1).replace(/\\(.)/g, '$1');
  const found = text.split('SourceDiagnostic {').slice(1).map((part) => part.match(string).map(unquoted));
  return found.length ? found.map(([message, ...hints]) => error(message, hints, main)) : [error(text, [], main)];
}

function setPaper(job) {
  const start = performance.now();
  const compiler = compilerFor(job.root, job.fonts ?? []);
  const main = resolve(job.root, job.main);
  compiler.resetShadow();
  if (job.source !== undefined) compiler.addSource(main, job.source);
  const run = compiler.compile({ mainFilePath: main, inputs: job.inputs ?? {}, resetRead: true });
  const document = run.result;
  if (!document) return { ok: false, diagnostics: diagnosticsOf(compiler, run.takeDiagnostics()) };

  let pdf;
  try {
    pdf = compiler.pdf(document, {
      pdfStandard: job.standard ?? 'a-2a', pdfTags: true, creationTimestamp: job.creation });
  } catch (thrown) {
    return { ok: false, diagnostics: pdfErrors(main, thrown.message || thrown.code) };
  }
  const warnings = run.takeWarnings();
  return {
    ok: true,
    pages: document.numOfPages,
    ms: Math.round((performance.now() - start) * 10) / 10,
    diagnostics: warnings ? sorted(diagnosticsOf(compiler, warnings)) : [],
    pdf: Buffer.from(pdf).toString('base64'),
  };
}

function version() {
  const compiler = compilerFor(process.cwd(), []);
  const [typst] = compiler.query(
    { mainFileContent: '#metadata(str(sys.version)) <version>' }, { selector: '<version>', field: 'value' });
  return { ok: true, typst, binding: require('@myriaddreamin/typst-ts-node-compiler/package.json').version };
}

function checked(job) {
  for (const name of ['root', 'main']) {
    if (typeof job[name] !== 'string') throw new Error(`the job has no "${name}"`);
  }
  return job;
}

function answer(line) {
  let job = {};
  try {
    job = JSON.parse(line) ?? {};
    return { id: job.id ?? null, ...(job.version ? version() : setPaper(checked(job))) };
  } catch (thrown) {
    return { id: job.id ?? null, ok: false, diagnostics: [error(thrown.message || thrown.code)] };
  }
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  if (!line.trim()) continue;
  process.stdout.write(JSON.stringify(answer(line)) + '\n');
  const [compiler] = compilers.values();
  compiler?.evictCache(KEEP_FOR_PAPERS); // one cache serves all compilers
}
