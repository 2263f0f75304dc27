// The lists of the reference document: one multilevel list each for bullets, numbers, headings and attachments. A
// paper's own lists are further numbers on these (pipeline/write/docx_finisher_lists.cc).

import { ATTACHMENTS, BULLETS, HEADINGS, LIST_LEVELS, NUMBERS } from './styles.mjs';
import { twips } from './ooxml.mjs';

const LEVELS = 9; // Word always has nine
const MARKS = ['•', '–'];

function list(id, level) {
  const levels = Array.from({ length: LEVELS }, (_, at) => level(at)).join('');
  const mark = (id * 0x11111111 + 0x1a2b3c00) >>> 0; // nsid: what Word tells lists apart by
  const digits = mark.toString(16).toUpperCase().padStart(8, '0');
  return `<w:abstractNum w:abstractNumId="${id}"><w:nsid w:val="${digits}"/><w:multiLevelType w:val="multilevel"/>` +
    `<w:tmpl w:val="${digits}"/>${levels}</w:abstractNum>`;
}

function level(at, { format, text, style, left, hanging, suffix }) {
  return `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${style ? `<w:pStyle w:val="${style}"/>` : ''}` +
    `${suffix ? `<w:suff w:val="${suffix}"/>` : ''}<w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/>` +
    `<w:pPr><w:ind w:left="${left}" w:hanging="${hanging}"/></w:pPr></w:lvl>`;
}

// What stands inside w:numbering.
export function numbering(t) {
  const step = t.points('indent.list');
  const place = (at) => ({ left: twips(step * (at + 1)), hanging: twips(step) });
  const style = (family, at) => (at < LIST_LEVELS ? family + (at ? at + 1 : '') : undefined);
  const ladder = (at) => Array.from({ length: at + 1 }, (_, depth) => `%${depth + 1}`).join('.');
  const lists = [
    list(BULLETS, (at) => level(at, { format: 'bullet', text: MARKS[at % 2], style: style('ListBullet', at), ...place(at) })),
    list(NUMBERS, (at) => level(at, { format: 'decimal', text: `%${at + 1}.`, style: style('ListNumber', at), ...place(at) })),
    // The paper's title is heading 1 and bears no number.
    list(HEADINGS, (at) => {
      const left = twips(step * Math.min(1 + at * 0.4, 2));
      return level(at, { format: 'decimal', text: ladder(at), style: at < 5 ? `Heading${at + 2}` : undefined, left, hanging: left });
    }),
    list(ATTACHMENTS, (at) => level(at, { format: 'decimal', text: `%${at + 1}.`, style: at ? undefined : 'Bilagsliste', ...place(at) })),
  ];
  const numbers = [BULLETS, NUMBERS, HEADINGS, ATTACHMENTS].map((id) => `<w:num w:numId="${id}"><w:abstractNumId w:val="${id}"/></w:num>`);
  return [...lists, ...numbers].join('\n');
}
