// WordprocessingML in small pieces: units, and properties written in the order that the schema wants.

export const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
export const R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
export const DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export const twips = (points) => Math.round(points * 20);
export const half_points = (points) => Math.round(points * 2);
export const eighths = (points) => Math.round(points * 8);
export const hex = (colour) => colour.replace('#', '').toUpperCase();
export const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

// Calibri's own line is this many times its size; Word counts a line in 240ths of it.
const FONT_LINE = 1.2207;
export const line = (ratio) => Math.round((240 * ratio) / FONT_LINE);

// `edges`: { left: [points, '#colour', space in points] }
export function borders(name, edges, order) {
  const parts = order
    .filter((edge) => edges[edge])
    .map((edge) => {
      const [width, colour, space = 0] = edges[edge];
      return `<w:${edge} w:val="single" w:sz="${eighths(width)}" w:space="${space}" w:color="${hex(colour)}"/>`;
    });
  return parts.length ? `<w:${name}>${parts.join('')}</w:${name}>` : '';
}

// Paragraph properties from plain values: before, after, first, left, right, hanging, tabs in points; the rest as named.
export function paragraph_properties(p) {
  const toggle = (name) => (p[name] === undefined ? '' : p[name] ? `<w:${name}/>` : `<w:${name} w:val="0"/>`);
  const tabs = (p.tabs ?? []).map(([kind, at, leader]) =>
    `<w:tab w:val="${kind}"${leader ? ` w:leader="${leader}"` : ''} w:pos="${twips(at)}"/>`);
  const indents = ['left', 'right', 'first', 'hanging']
    .filter((side) => p[side] !== undefined)
    .map((side) => ` w:${side === 'first' ? 'firstLine' : side}="${twips(p[side])}"`);
  const spacing = [
    p.before !== undefined ? ` w:before="${twips(p.before)}"` : '',
    p.after !== undefined ? ` w:after="${twips(p.after)}"` : '',
    p.line !== undefined ? ` w:line="${line(p.line)}" w:lineRule="auto"` : '',
  ].join('');
  return [
    toggle('keepNext'),
    toggle('keepLines'),
    p.frame ?? '',
    '<w:widowControl/>',
    p.number ? `<w:numPr><w:ilvl w:val="${p.number[1]}"/><w:numId w:val="${p.number[0]}"/></w:numPr>` : '',
    p.borders ? borders('pBdr', p.borders, ['top', 'left', 'bottom', 'right']) : '',
    p.fill ? `<w:shd w:val="clear" w:color="auto" w:fill="${hex(p.fill)}"/>` : '',
    tabs.length ? `<w:tabs>${tabs.join('')}</w:tabs>` : '',
    toggle('suppressAutoHyphens'),
    spacing ? `<w:spacing${spacing}/>` : '',
    indents.length ? `<w:ind${indents.join('')}/>` : '',
    toggle('contextualSpacing'),
    p.align ? `<w:jc w:val="${p.align}"/>` : '',
    p.outline !== undefined ? `<w:outlineLvl w:val="${p.outline}"/>` : '',
  ].join('');
}

// Run properties: font, size (points), tracking (points between letters), bold, italic, colour, underline, raised, box.
export function run_properties(r) {
  const flag = (name, value) => (value === undefined ? '' : value ? `<w:${name}/>` : `<w:${name} w:val="0"/>`);
  return [
    r.font ? `<w:rFonts w:ascii="${r.font}" w:hAnsi="${r.font}" w:eastAsia="${r.font}" w:cs="${r.font}"/>` : '',
    flag('b', r.bold), flag('bCs', r.bold),
    flag('i', r.italic), flag('iCs', r.italic),
    flag('noProof', r.unproofed),
    r.colour ? `<w:color w:val="${hex(r.colour)}"/>` : '',
    r.tracking ? `<w:spacing w:val="${twips(r.tracking)}"/>` : '',
    r.size ? `<w:sz w:val="${half_points(r.size)}"/><w:szCs w:val="${half_points(r.size)}"/>` : '',
    r.underline ? '<w:u w:val="single"/>' : '',
    r.box ? `<w:bdr w:val="single" w:sz="${eighths(r.box[0])}" w:space="${r.box[2]}" w:color="${hex(r.box[1])}"/>` : '',
    r.raised ? '<w:vertAlign w:val="superscript"/>' : '',
    r.language ? `<w:lang w:val="${r.language}" w:eastAsia="en-US" w:bidi="ar-SA"/>` : '',
  ].join('');
}
