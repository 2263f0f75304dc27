// Makes the style files from styles/tokens.json: styles/generated/tokens.typ and tokens.css, and the reference
// document for Word, whose maker is styles/docx/make-reference.mjs.
//
//   scripts/make-styles           writes what has changed
//   scripts/make-styles --check   writes nothing; fails when a file is not what the tokens give

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { css_name } from './web/make-tokens.mjs';
import { Tokens } from './tokens.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const checking = process.argv.includes('--check');

// Each maker: where its file goes, and the module whose `make(tokens, root)`, or the function named, gives the file's text or bytes.
const makers = [
  { file: 'styles/generated/tokens.typ', module: 'styles/typst/make-tokens.mjs' },
  { file: 'styles/generated/tokens.css', module: 'styles/web/make-tokens.mjs' },
  { file: 'styles/generated/reference.docx', module: 'styles/docx/make-reference.mjs' },
  { file: 'styles/generated/pandoc.docx', module: 'styles/docx/make-reference.mjs', maker: 'make_for_pandoc' },
];

const load = (file) => import(pathToFileURL(path.join(root, file)));

// Style files that use tokens by name: a name that tokens.json lacks stops us here, because CSS would only
// fall silently back (Typst and the DOCX maker stop by themselves).
function check_css_uses(names) {
  const folder = path.join(root, 'styles/web');
  if (!fs.existsSync(folder)) return;
  const known = new Set(names);
  for (const entry of fs.readdirSync(folder)) {
    if (!entry.endsWith('.css')) continue;
    const text = fs.readFileSync(path.join(folder, entry), 'utf8');
    for (const [, name] of text.matchAll(/var\(\s*(--k-[\w-]+)/g)) {
      if (!known.has(name)) throw new Error(`unknown style token: ${name} (styles/web/${entry})`);
    }
  }
}

function write(file, content) {
  const target = path.join(root, file);
  const bytes = Buffer.from(content);
  if (fs.existsSync(target) && fs.readFileSync(target).equals(bytes)) return;
  if (checking) throw new Error(`${file} is not what styles/tokens.json gives: run scripts/make-styles`);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const aside = `${target}.${process.pid}.new`;
  fs.writeFileSync(aside, bytes);
  fs.renameSync(aside, target);
  console.log(`wrote ${file}`);
}

async function main() {
  const tokens = Tokens.read(path.join(root, 'styles/tokens.json'));
  for (const { file, module, maker = 'make' } of makers) {
    if (!fs.existsSync(path.join(root, module))) {
      console.error(`make-styles: ${module} is missing, ${file} is not made`);
      continue;
    }
    write(file, await (await load(module))[maker](tokens, root));
  }
  check_css_uses([...tokens.names().map(css_name), '--k-print-size']);
}

main().catch((error) => {
  console.error(`make-styles: ${error.message}`);
  process.exit(1);
});
