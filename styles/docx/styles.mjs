// The styles of the reference document. Every style says all it means by itself and leans on basedOn only for what
// Word needs it for: Word, LibreOffice and Pandoc inherit differently.
//
// Where Word has a built-in style we use it, under its English name: Danish Word shows "Quote" as Citat, "Signature"
// as Underskrift, "Message Header" as Brevhoved. The house's own styles have the Danish names that users see.

import { borders, paragraph_properties, run_properties, twips } from './ooxml.mjs';

const LANGUAGE = 'da-DK'; // the finisher puts the paper's in its place
export const LIST_LEVELS = 5; // Word has List Bullet to List Bullet 5

// Numbers of the lists in numbering.mjs; the finisher knows them too (pipeline/write/docx_finisher_lists.cc).
export const BULLETS = 1, NUMBERS = 2, HEADINGS = 3, ATTACHMENTS = 4;

function style(kind, id, name, more) {
  const custom = more.custom ? ' w:customStyle="1"' : '';
  const fallback = more.fallback ? ' w:default="1"' : '';
  return [
    `<w:style w:type="${kind}"${custom}${fallback} w:styleId="${id}">`,
    `<w:name w:val="${name}"/>`,
    more.based ? `<w:basedOn w:val="${more.based}"/>` : '',
    more.next ? `<w:next w:val="${more.next}"/>` : '',
    `<w:uiPriority w:val="${more.priority ?? (more.custom ? 1 : 99)}"/>`,
    more.hidden ? '<w:semiHidden/><w:unhideWhenUsed/>' : '<w:qFormat/>',
    more.p ? `<w:pPr>${paragraph_properties(more.p)}</w:pPr>` : '',
    more.r ? `<w:rPr>${run_properties(more.r)}</w:rPr>` : '',
    more.table ?? '',
    '</w:style>',
  ].join('');
}

// The values that most styles start from, in points and colours.
function basics(t) {
  const pt = (name) => t.points(name);
  const ink = t.get('colour.ink'), muted = t.get('colour.muted'), accent = t.get('colour.accent');
  const text = { font: t.get('font.docx'), size: pt('size.text'), bold: false, italic: false, colour: ink };
  return {
    pt, ink, muted, accent, text,
    // Word would break names, and words after few letters. In tables the finisher allows it where a word has no room.
    body: {
      suppressAutoHyphens: true, before: 0, after: pt('space.paragraph'), line: t.get('line.text'), left: 0, right: 0,
    },
    small: { suppressAutoHyphens: true, before: 0, after: 0, line: t.get('line.small'), left: 0, right: 0 },
    ...boxes(t),
    run: (size, more = {}) => ({ ...text, size: pt(`size.${size}`), ...more }),
  };
}

// A bar at the left edge of the text; the words stand an indent away from it.
function boxes(t) {
  const body = { suppressAutoHyphens: true, before: 0, after: t.points('space.paragraph'), line: t.get('line.text') };
  const bar = (rule, colour, indent) =>
    [t.points(rule), t.get(colour), Math.round(t.points(indent) - t.points(rule))];
  const fill = t.get('colour.note-fill');
  const edge = (space) => [0.5, fill, space]; // unseen: the fill reaches as far as the borders
  return {
    quote: {
      ...body, left: t.points('indent.quote'), right: 0,
      borders: { left: bar('rule.quote', 'colour.quote-bar', 'indent.quote') },
    },
    note: {
      ...body, left: t.points('indent.note'), right: t.points('indent.note'), fill,
      borders: { top: edge(6), bottom: edge(6), right: edge(10), left: bar('rule.note', 'colour.accent', 'indent.note') },
    },
  };
}

// A heading stays with what follows, in chains too (Heading 2, Heading 3, text). LibreOffice 7.4 has one gap that no style
// closes: it first guesses that a page holds 25 paragraphs, and does not take a heading along that is the 24th or 25th of its
// page when the real page ends there, too. With a paragraph more or less it does; Word lays out without such a guess.
function heading_styles(t, b) {
  const heading = (level, size, space, next = 'BodyText') =>
    style('paragraph', `Heading${level}`, `heading ${level}`, {
      based: 'Normal', next, priority: 9,
      p: {
        keepNext: true, keepLines: true, suppressAutoHyphens: true,
        before: b.pt(`space.${space}-before`),
        after: b.pt(`space.${space}-after`), line: t.get('line.heading'), left: 0, right: 0, outline: level - 1,
      },
      r: b.run(size, { bold: true, italic: level > 3, colour: b.accent }),
    });
  const title = {
    keepNext: true, keepLines: true, suppressAutoHyphens: true, before: b.pt('space.title-before'),
    after: b.pt('space.title-after'), line: t.get('line.heading'), left: 0, right: 0,
  };
  const named = (id, name, size, more = {}) => style('paragraph', id, name, {
    based: 'Normal', next: 'BodyText', priority: 10, hidden: true, p: title,
    r: b.run(size, { bold: true, colour: b.accent }), ...more,
  });
  return [
    heading(1, 'title', 'title'), heading(2, 'h2', 'h2'), heading(3, 'h3', 'h3'),
    heading(4, 'h4', 'h4'), heading(5, 'h4', 'h4'), heading(6, 'h4', 'h4'),
    named('Title', 'Title', 'title'), named('Subtitle', 'Subtitle', 'h2'),
    named('Author', 'Author', 'text', { custom: true }), named('Date', 'Date', 'text'),
    // Never numbered, also where Heading 2 is.
    style('paragraph', 'TOCHeading', 'TOC Heading', {
      based: 'Normal', next: 'BodyText', priority: 39,
      p: { ...title, before: b.pt('space.h2-before'), after: b.pt('space.h2-after') },
      r: b.run('h2', { bold: true, colour: b.accent }),
    }),
  ];
}

function text_styles(t, b) {
  const body = (id, name, more = {}) => style('paragraph', id, name, {
    based: 'Normal', next: 'BodyText', priority: 1, p: b.body, r: b.text, ...more,
  });
  // What Pandoc may ask for and our papers do not use.
  const aside = (id, name, p = b.body, r = b.text, more = {}) =>
    body(id, name, { custom: true, hidden: true, priority: 99, p, r, ...more });
  const note = { ...b.small, after: 2 };
  const picture = { ...b.body, keepNext: true, line: 1.2207 };
  const caption = { ...b.small, after: b.pt('space.caption') };
  const code = { ...b.text, font: t.get('font.code-docx'), size: b.pt('size.table'), unproofed: true };
  return [
    body('BodyText', 'Body Text'),
    aside('FirstParagraph', 'First Paragraph'),
    aside('Compact', 'Compact', { ...b.body, after: b.pt('space.item') }),
    aside('Abstract', 'Abstract'),
    aside('Bibliography', 'Bibliography', b.body, b.text, { custom: false }),
    aside('DefinitionTerm', 'Definition Term', { ...b.body, keepNext: true, after: 0 }, { ...b.text, bold: true }),
    aside('Definition', 'Definition'),
    aside('SourceCode', 'Source Code', b.body, code),
    body('Quote', 'Quote', { priority: 29, p: b.quote }),
    body('BlockText', 'Block Text', { priority: 29, hidden: true, p: b.quote }),
    body('Citatkilde', 'Citatkilde', {
      custom: true, p: { ...b.quote, ...b.small, before: 3, left: b.quote.left }, r: b.run('note', { colour: b.muted }),
    }),
    body('Bemaerkning', 'Bemærkning', { custom: true, p: b.note }),
    body('Bemaerkningspunkt', 'Bemærkningspunkt', {
      custom: true, next: 'Bemaerkningspunkt',
      p: { ...b.note, after: b.pt('space.item'), left: b.note.left + b.pt('indent.list'), hanging: b.pt('indent.list') },
    }),
    aside('Figure', 'Figure', { ...picture, before: b.pt('space.block'), after: b.pt('space.caption') }),
    aside('CaptionedFigure', 'Captioned Figure', picture),
    body('Caption', 'caption', { priority: 35, p: { ...caption, before: b.pt('space.block') }, r: b.run('caption') }),
    aside('TableCaption', 'Table Caption', caption, b.run('caption')),
    aside('ImageCaption', 'Image Caption', caption, b.run('caption')),
    body('FootnoteText', 'footnote text', { next: 'FootnoteText', priority: 99, p: note, r: b.run('note') }),
    aside('FootnoteBlockText', 'Footnote Block Text', note, b.run('note')),
    aside('CommentText', 'annotation text', note, b.run('note'), { custom: false, next: 'CommentText' }),
  ];
}

// A statute's: headings in the middle of the line, stykker, numre and litraer. Designations are text, with a tab behind them in lists.
function statute_styles(t, b) {
  const indent = b.pt('indent.designation');
  const heading = (id, name, level, space, run) => style('paragraph', id, name, {
    custom: true, based: `Heading${level}`, next: 'Stykke',
    p: {
      keepNext: true, keepLines: true, suppressAutoHyphens: true, before: b.pt(`space.${space}-before`),
      after: b.pt(`space.${space}-after`), line: t.get('line.heading'), left: 0, right: 0, align: 'center', outline: level - 1,
    },
    r: { ...run, colour: b.accent },
  });
  const words = (id, name, more) => style('paragraph', id, name, {
    custom: true, based: 'Normal', next: 'Stykke', p: { ...b.body, ...more }, r: b.text,
  });
  const list = (id, name, level) => words(id, name, {
    after: b.pt('space.item'), left: level * indent, hanging: indent, tabs: [['left', level * indent]],
  });
  const light = b.run('text', { italic: true });
  return [
    heading('Kapitel', 'Kapitel', 2, 'h2', b.run('h2', { bold: true })),
    heading('Paragrafoverskrift', 'Paragrafoverskrift', 3, 'h3', light),
    heading('Paragrafoverskrift2', 'Paragrafoverskrift 2', 2, 'h3', light), // in a statute without chapters
    words('Stykke', 'Stykke', { first: b.pt('indent.first') }),
    words('Stykkemedliste', 'Stykke med liste', { first: b.pt('indent.first'), keepNext: true, after: b.pt('space.item') }),
    list('Nummer', 'Nummer', 1), list('Litra', 'Litra', 2), list('Litra2', 'Litra 2', 3),
    style('character', 'Kapitelnummer', 'Kapitelnummer', {
      custom: true, based: 'DefaultParagraphFont', r: { bold: false, size: b.pt('size.text') },
    }),
  ];
}

function list_styles(t, b) {
  const step = b.pt('indent.list');
  const list = (family, name, number) => Array.from({ length: LIST_LEVELS }, (_, level) => {
    const suffix = level ? level + 1 : '';
    return style('paragraph', `${family}${suffix}`, `${name}${level ? ` ${level + 1}` : ''}`, {
      based: 'Normal', priority: 20, hidden: level > 2,
      p: {
        ...b.body, after: b.pt('space.item'), left: step * (level + 1),
        ...(number ? { number: [number, level], hanging: step } : {}),
      },
      r: b.text,
    });
  });
  return [
    ...list('ListBullet', 'List Bullet', BULLETS),
    ...list('ListNumber', 'List Number', NUMBERS),
    ...list('ListContinue', 'List Continue', 0),
    style('paragraph', 'Indstillingspunkt', 'Indstillingspunkt', {
      custom: true, based: 'Normal',
      p: { ...b.body, after: b.pt('space.recommendation-item'), number: [NUMBERS, 0], left: step, hanging: step }, r: b.text,
    }),
    style('paragraph', 'Bilagsliste', 'Bilagsliste', {
      custom: true, based: 'Normal',
      p: { ...b.body, after: b.pt('space.item'), number: [ATTACHMENTS, 0], left: step, hanging: step }, r: b.text,
    }),
  ];
}

function house_styles(t, b) {
  const house = (id, name, p, r, more = {}) =>
    style('paragraph', id, name, { custom: true, based: 'Normal', p, r, ...more });
  const word = { custom: false, priority: 99 }; // Word's own
  const lines = { ...b.small, after: 1 };
  const strong = { bold: true, colour: b.accent };
  const table = { suppressAutoHyphens: true, before: 0, after: 0, line: t.get('line.table'), left: 0, right: 0 };
  const cell = (id, name, p, r = {}) => house(id, name, { ...table, ...p }, b.run('table', r));
  const right = { align: 'right' };
  return [
    house('MessageHeader', 'Message Header', lines, b.run('letterhead'), { custom: false, priority: 2 }),
    house('Afsender', 'Afsender', lines, b.run('letterhead', { ...strong, tracking: 0.04 * b.pt('size.letterhead') })),
    house('Papirtype', 'Papirtype', { ...lines, before: b.pt('space.title-before') },
      b.run('label', { ...strong, tracking: 0.12 * b.pt('size.label') })),
    ...[['Brevhovedlinje', 'Brevhovedlinje'], ['Moedelinje', 'Mødelinje']].map(([id, name]) =>
      house(id, name, { ...lines, borders: { bottom: [b.pt('rule.thin'), t.get('colour.rule'), 6] } }, b.run('letterhead'))),
    house('Moedeudvalg', 'Mødeudvalg', lines, b.run('letterhead', strong)),
    house('Sagsnummer', 'Sagsnummer', { ...b.small, after: b.pt('space.title-after') },
      b.run('letterhead', { colour: b.muted })),
    house('Modtager', 'Modtager', { ...b.body, before: b.pt('space.paragraph') }, b.text),
    house('Aftaleparter', 'Aftaleparter', b.body, b.text),
    house('Sidekolonne', 'Sidekolonne', { ...lines, after: 5, frame: side_frame(t) }, b.run('side')),
    house('Sidekolonnebund', 'Sidekolonne bund', { ...lines, after: 5, frame: side_frame(t, true) }, b.run('side')),
    house('Signature', 'Signature',
      { ...b.body, keepLines: true, before: b.pt('space.signature-before'), align: 'right' }, b.text,
      { custom: false, priority: 30 }),
    cell('Tabeltekst', 'Tabeltekst', {}), cell('Tabeltal', 'Tabeltal', right),
    cell('Tabelhoved', 'Tabelhoved', { keepNext: true }, { bold: true }),
    cell('Tabelhovedtal', 'Tabelhoved tal', { keepNext: true, ...right }, { bold: true }),
    cell('Tabeltotal', 'Tabeltotal', {}, { bold: true }),
    cell('Tabeltotaltal', 'Tabeltotal tal', right, { bold: true }),
    // The finisher takes the rule away on page 1, where the head says at most UDKAST.
    house('Header', 'header', { ...b.small, borders: { bottom: [b.pt('rule.thin'), t.get('colour.rule-light'), 3] } },
      b.run('running', { colour: b.muted }), word),
    house('Footer', 'footer', { ...b.small, align: 'right' }, b.run('running', { colour: b.muted }), word),
    ...[1, 2, 3].map((level) => house(`TOC${level}`, `toc ${level}`, {
      ...b.small, after: 3, left: Math.max(0, level - 2) * b.pt('indent.list'), right: 0,
      // Word sets a page's number at the second tab when it updates the list.
      tabs: [['left', Math.max(1, level - 1) * b.pt('indent.list') + Math.max(0, level - 2) * 6], // after a heading's number
        ['right', t.points('page.width') - t.points('document.left') - t.points('document.right'), 'dot']],
    }, b.text, { custom: false, priority: 39 })),
  ];
}

// The margin column of a notat: a frame beside the text, in the running text's own order, so that a screen reader and
// an editor meet it where it stands. The section's margin leaves the room.
function side_frame(t, foot) {
  const x = t.points('notat.left') + t.points('notat.text') + t.points('notat.gap');
  const where = foot ? 'w:vAnchor="margin" w:yAlign="bottom"' : `w:vAnchor="page" w:y="${twips(t.points('notat.top'))}"`;
  return `<w:framePr w:w="${twips(t.points('notat.side'))}" w:hSpace="0" w:wrap="around" w:hAnchor="page" ` +
    `w:x="${twips(x)}" ${where}/>`;
}

function character_styles(t, b) {
  const character = (id, name, r, more = {}) => style('character', id, name, { based: 'DefaultParagraphFont', r, ...more });
  return [
    style('character', 'DefaultParagraphFont', 'Default Paragraph Font', { fallback: true, hidden: true, priority: 1 }),
    character('Strong', 'Strong', { bold: true }, { priority: 22 }),
    character('Emphasis', 'Emphasis', { italic: true }, { priority: 20 }),
    character('Hyperlink', 'Hyperlink', { colour: t.get('colour.link'), underline: true }),
    character('FollowedHyperlink', 'FollowedHyperlink', { colour: t.get('colour.link'), underline: true }, { hidden: true }),
    character('CommentReference', 'annotation reference', { size: b.pt('size.side') }, { hidden: true }),
    character('FootnoteReference', 'footnote reference', { raised: true }),
    character('VerbatimChar', 'Verbatim Char', { font: t.get('font.code-docx'), unproofed: true },
      { custom: true, hidden: true }),
    character('Udkast', 'Udkast', {
      bold: true, size: b.pt('size.running') + 1, tracking: 0.8, colour: t.get('colour.draft'),
      box: [0.75, t.get('colour.draft'), 3],
    }, { custom: true }),
  ];
}

function table_styles(t, b) {
  const rule = (name, colour) => [b.pt(`table.${name}`), t.get(`colour.${colour}`)];
  // Part of the room above and below the words is in Word's line.
  const in_line = ((t.get('line.table') - 1) * b.pt('size.table')) / 2;
  const x = twips(b.pt('table.pad-x')), y = twips(Math.max(0, b.pt('table.pad-y') - in_line));
  const margins = `<w:tblCellMar><w:top w:w="${y}" w:type="dxa"/><w:left w:w="${x}" w:type="dxa"/>` +
    `<w:bottom w:w="${y}" w:type="dxa"/><w:right w:w="${x}" w:type="dxa"/></w:tblCellMar>`;
  const edges = borders('tblBorders',
    { top: rule('rule-top', 'ink'), bottom: rule('rule-bottom', 'ink'), insideH: rule('rule-row', 'rule-light') },
    ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']);
  const part = (type, cell) => `<w:tblStylePr w:type="${type}"><w:tblPr/><w:tcPr>${cell}</w:tcPr></w:tblStylePr>`;
  const head = part('firstRow',
    `${borders('tcBorders', { bottom: rule('rule-head', 'ink') }, ['bottom'])}<w:vAlign w:val="bottom"/>`);
  // The finisher gives these lines to every sum row: a table may have several, and not only the last.
  const total = part('lastRow', borders('tcBorders', { top: rule('rule-sum', 'ink') }, ['top']));
  const indent = '<w:tblInd w:w="0" w:type="dxa"/>';
  const house = `<w:tblPr><w:tblStyleRowBandSize w:val="1"/>${indent}${edges}${margins}</w:tblPr>${head}${total}`;
  const plain = `<w:tblPr>${indent}<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>` +
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>';
  const cell = { before: 0, after: 0, line: t.get('line.table') };
  const ours = { custom: true, based: 'TableNormal', p: cell, r: b.run('table'), table: house };
  return [
    style('table', 'TableNormal', 'Normal Table', { fallback: true, hidden: true, table: plain }),
    style('table', 'Kommunetabel', 'Kommunetabel', ours),
    style('table', 'Table', 'Table', { ...ours, hidden: true }), // Pandoc asks for it; the finisher puts the house's in its place
    style('numbering', 'NoList', 'No List', { fallback: true, hidden: true }),
  ];
}

// What stands inside w:styles.
export function styles(t) {
  const b = basics(t);
  const letters = { font: b.text.font, size: b.text.size, colour: b.ink, language: LANGUAGE };
  const defaults = '<w:docDefaults>' +
    `<w:rPrDefault><w:rPr>${run_properties(letters)}</w:rPr></w:rPrDefault>` +
    `<w:pPrDefault><w:pPr>${paragraph_properties(b.body)}</w:pPr></w:pPrDefault></w:docDefaults>`;
  const latent = '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0" ' +
    'w:defUnhideWhenUsed="0" w:defQFormat="0" w:count="376"/>';
  return [
    defaults, latent,
    style('paragraph', 'Normal', 'Normal', { fallback: true, priority: 0, p: b.body, r: b.text }),
    ...heading_styles(t, b), ...text_styles(t, b), ...list_styles(t, b), ...statute_styles(t, b), ...house_styles(t, b),
    ...character_styles(t, b), ...table_styles(t, b),
  ].join('\n');
}
