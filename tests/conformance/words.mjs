// The words of a page (HTML) and of a text document (flat OpenDocument, as LibreOffice writes it), in two streams: the text, and
// the footnotes. What only one of the two has by its nature is left out: the page's frame, contents lists, labels
// of footnotes and of numbered lists, alternative texts.
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
      if (between) for (const stream of Object.keys(found)) found[stream] += ' ';
      if (closing) {
        while (open.length > 0 && open.pop().name !== name);
      } else if (!empty && !VOID.has(name)) {
        open.push({ name, into: destination(name, attributes, into) });
      }
    }
  }
  const words = (stream) => plain(stream).split(/\s+/).filter(Boolean);
  return { text: words(found.text), notes: words(found.notes) };
}

export const wordsOfHtml = (markup) => streams(markup, HTML);
export const wordsOfOdt = (markup) => streams(markup, ODT);

// The first place where two streams part, with some words before it; null when they agree.
export function firstDifference(one, other) {
  let at = 0;
  while (at < one.length && at < other.length && one[at] === other[at]) at++;
  if (at === one.length && at === other.length) return null;
  const around = (words) => [...words.slice(Math.max(0, at - 4), at), '»', ...words.slice(at, at + 6)].join(' ');
  return { at, one: around(one), other: around(other) };
}
