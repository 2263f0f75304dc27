// The words of a page (HTML), of a text document (flat OpenDocument, as LibreOffice writes it) and of a PDF (its structure
// tree, as pdfinfo prints it), in two streams: the text, and the footnotes. What only one of them has by its nature
// is left out: the page's frame, contents lists, labels of footnotes and of numbered lists, alternative texts.
import { readFile } from 'node:fs/promises';

const VOID = new Set(['br', 'hr', 'img', 'input', 'link', 'meta', 'col', 'wbr', 'source']);
const INLINE = /^(?:a|abbr|b|bdi|cite|code|dfn|em|i|mark|q|s|small|span|strong|sub|sup|time|u|text:(?:span|a|bookmark.*|reference.*|sequence.*|.*-ref|soft-page-break|note(?:-citation)?))$/;

const classed = (attributes, name) => new RegExp(`class="(?:[^"]* )?${name}[ "]`).test(attributes);

const HTML = {
  text: (name) => name === 'main',
  notes: (name, attributes) => classed(attributes, 'footnotes'),
  skip: (name, attributes) => ['nav', 'script', 'style'].includes(name) || classed(attributes, 'footnote-ref')
    || classed(attributes, 'footnote-back') || classed(attributes, 'header-section-number'),
};

const ODT = {
  text: (name) => name === 'office:text',
  notes: (name) => name === 'text:note-body',
  skip: (name) => ['text:table-of-content', 'text:note-citation', 'text:number', 'svg:title', 'svg:desc',
    'text:tracked-changes', 'office:annotation', 'office:binary-data', 'text:sequence-decls'].includes(name),
};

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
const decoded = (text) => text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) =>
  (hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : ENTITIES[name] ?? all));

// A soft hyphen is none; a no-break hyphen and a no-break space are plain ones.
const plain = (text) => text.replace(/\u00ad|\u200b|\u2060/g, '').replace(/\u2011/g, '-').replace(/[\u00a0\u202f]/g, ' ');

function streams(markup, kind) {
  const found = { text: '', notes: '' };
  const open = []; // of each open element: its name, and where its text goes: 'text', 'notes', 'nowhere' or (outside) ''
  const destination = (name, attributes, parent) => {
    if (parent === 'nowhere' || kind.skip(name, attributes)) return 'nowhere';
    if (kind.notes(name, attributes)) return 'notes';
    return kind.text(name) ? 'text' : parent;
  };
  const tokens = markup.matchAll(/<!--.*?-->|<[!?][^>]*>|<(\/?)([\w:-]+)((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>|([^<]+)/gs);
  for (const [, closing, name, attributes, empty, text] of tokens) {
    const into = open.at(-1)?.into ?? '';
    if (text !== undefined) {
      if (into in found) found[into] += decoded(text);
    } else if (name !== undefined) {
      const between = name === 'text:s' || name === 'text:tab' || !INLINE.test(name);
      const parted = into === 'notes' || kind.notes(name, attributes) ? ['notes'] : Object.keys(found); // a note does not part the text
      if (between) for (const stream of parted) found[stream] += ' ';
      if (closing) {
        while (open.length > 0 && open.pop().name !== name);
      } else if (!empty && !VOID.has(name)) {
        open.push({ name, into: destination(name, attributes, into) });
      }
    }
  }
  return wordsOf(found);
}

const wordsOf = (found) => Object.fromEntries(Object.entries(found).map(([stream, text]) =>
  [stream, plain(text).split(/\s+/).filter(Boolean)]));

const wordsOfHtml = (markup) => streams(markup, HTML);
export const wordsOfOdt = (markup) => streams(markup, ODT);

const PDF_INLINE = new Set(['Span', 'Link', 'Em', 'Strong', 'Quote', 'Code', 'Reference', 'Note', 'Lbl']);
const PDF_LEFT = new Set(['TOC', 'Figure']); // a figure is read by its alternative text
const isHeading = (element) => /^H[1-6]$/.test(element.name);

function pdfDestination(name, open) {
  const parent = open.at(-1)?.into ?? 'text';
  const labelOfItem = name === 'Lbl' && !open.at(-2)?.terms;
  if (parent === 'nowhere' || PDF_LEFT.has(name) || labelOfItem) return 'nowhere';
  return name === 'Note' ? 'notes' : parent;
}

// Each line is an element, an attribute of it ("/Scope /Column"), or a string in quotes; indentation nests them. `numbered`: the
// headings carry numbers, which are no words of the page.
export function wordsOfPdf(structure, numbered) {
  const found = { text: '', notes: '' };
  const open = []; // of each open element: its name and indentation, and where its text goes
  let heading = null; // how much text stood before the heading that came last, until something else comes
  const between = (name) => {
    if (!PDF_INLINE.has(name)) for (const stream of Object.keys(found)) found[stream] += ' ';
  };
  const close = (element) => {
    if (numbered && isHeading(element)) {
      found.text = found.text.slice(0, heading) + found.text.slice(heading).replace(/^\s*\d+(?:\.\d+)*\s/, ' ');
    }
    between(element.name);
  };
  const start = (name, indentation) => {
    between(name);
    if (name === 'Note') found.notes += ' '; // in its line it is a mark, among the notes a paragraph
    if (name === 'TOC' && heading !== null) found.text = found.text.slice(0, heading); // its title
    if (!open.some(isHeading)) heading = isHeading({ name }) ? found.text.length : null;
    open.push({ name, indentation, into: pdfDestination(name, open) });
  };
  for (const line of structure.split('\n')) {
    const [, { length: indentation }, content] = line.match(/^( *)(.*)$/);
    while (open.length > 0 && open.at(-1).indentation >= indentation) close(open.pop());
    const parent = open.at(-1);
    if (content.startsWith('"') && parent.into in found) found[parent.into] += content.slice(1, -1);
    // A provision's designation, "1)" or "a)", is a word of the paper wherever it stands; the labels of other lists end in a point.
    if (/^"(?:\d+|[a-zæøå]{1,2})\)\s*"$/.test(content) && open.some(({ name }) => name === 'Lbl')) found.text += ` ${content.slice(1, -1)} `;
    if (content === '/ListNumbering /None') parent.terms = true; // its labels are words of the paper
    if (/^[A-Z]/.test(content) && !content.startsWith('Object ')) start(content.match(/^\w+/)[0], indentation);
  }
  return wordsOf(found);
}

// The first place where two streams part, with some words before it; null when they agree.
function firstDifference(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at++;
  if (at === one.length && at === other.length) return null;
  const around = (words) => [...words.slice(Math.max(0, at - 4), at), '»', ...words.slice(at, at + 6)].join(' ');
  return { at, one: around(one), other: around(other) };
}

// Findings for a file whose words should be those of the page beside it.
export function comparison(file, ours, theirs, reader) {
  return Object.keys(ours).flatMap((stream) => {
    const difference = firstDifference(ours[stream], theirs[stream]);
    if (!difference) return [];
    return [{ file, rule: `words-${stream}`,
      message: `word ${difference.at + 1} differs: the page has "${difference.one}", ${reader} reads "${difference.other}"` }];
  });
}

// The page beside a file (paper.html for paper.docx): its words, the draft's mark in its head, and whether it numbers its headings.
export async function pageBeside(file) {
  const page = file.replace(/\.\w+$/, '.html');
  const markup = await readFile(page, 'utf8');
  const words = wordsOfHtml(markup);
  if (words.text.length === 0) throw new Error(`${page} has no words in its main element`);
  const draft = wordsOf({ text: markup.match(/<p class="draft-mark"><strong>(.*?)<\/strong>/)?.[1] ?? '' }).text;
  return { words, draft, numbered: /<body class="[^"]*\bnumbered\b/.test(markup) };
}
