// Every checker finds what is wrong with the files in bad/, and nothing wrong with those in good/.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));

function check(checker, ...files) {
  const { status, stdout, stderr } = spawnSync('node', [`${checker}.mjs`, ...files], { cwd: here, encoding: 'utf8' });
  const rules = [...stdout.matchAll(/^(\S+): .* \[([^\]]+)\]$/gm)].map(([, file, rule]) => `${file} ${rule}`);
  return { status, rules: [...new Set(rules)].sort(), stderr };
}

const CASES = [
  ['verapdf', 'pdf', {
    'untagged.pdf': ['unclaimed'],
    'no-display-title.pdf': ['PDF/UA-1 7.1-10'],
    'lost-word.docx': ['unread'],
  }],
  ['ooxml', 'docx', {
    'pandoc-2.17.docx': ['Sch_AttributeValueDataTypeDetailed', 'Sch_UnexpectedElementContentExpectingComplex'],
  }],
  ['axe', 'html', {
    'no-alt.html': ['image-alt'],
    'too-wide.html': ['reflow'],
    'external.html': ['external'],
  }],
  ['libreoffice', 'docx', { 'lost-word.docx': ['words-text'] }],
  ['reading_order', 'pdf', { 'lost-word.pdf': ['words-text'] }],
];

for (const [checker, ending, bad] of CASES) {
  test(`${checker} accepts the good file`, () => {
    assert.deepEqual(check(checker, `good/paper.${ending}`), { status: 0, rules: [], stderr: '' });
  });
  test(`${checker} rejects the bad ones, each for its fault alone`, () => {
    const expected = Object.entries(bad).flatMap(([file, rules]) => rules.map((rule) => `bad/${file} ${rule}`)).sort();
    const { status, rules } = check(checker, `good/paper.${ending}`, ...Object.keys(bad).map((file) => `bad/${file}`));
    assert.deepEqual({ status, rules }, { status: 1, rules: expected });
  });
  test(`${checker} says when it cannot work`, () => {
    for (const files of [[], ['good/missing']]) {
      const { status, stderr } = check(checker, ...files);
      assert.equal(status, 2);
      assert.match(stderr, new RegExp(`^${checker}: `));
    }
  });
}
