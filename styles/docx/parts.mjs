// The parts of the reference document besides styles and lists.

import { DECLARATION, R, W, hex, twips } from './ooxml.mjs';

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';

// The sections of the reference document, in order; the finisher finds a layout by its bookmark "layout-NAME".
export const LAYOUTS = ['case', 'notat', 'document'];

// Name, content type and relation of every part that word/document.xml refers to.
const DOCUMENT_PARTS = [
  ['styles', `${WORD}.styles+xml`, 'styles'],
  ['numbering', `${WORD}.numbering+xml`, 'numbering'],
  ['settings', `${WORD}.settings+xml`, 'settings'],
  ['webSettings', `${WORD}.webSettings+xml`, 'webSettings'],
  ['fontTable', `${WORD}.fontTable+xml`, 'fontTable'],
  ['theme/theme1', 'application/vnd.openxmlformats-officedocument.theme+xml', 'theme'],
  ['footnotes', `${WORD}.footnotes+xml`, 'footnotes'],
  ['header1', `${WORD}.header+xml`, 'header'],
  ['header2', `${WORD}.header+xml`, 'header'],
  ['footer1', `${WORD}.footer+xml`, 'footer'],
];
const relation_id = (part) => `rId${DOCUMENT_PARTS.findIndex(([name]) => name === part) + 1}`;

export function content_types() {
  const override = (part, type) => `<Override PartName="${part}" ContentType="${type}"/>`;
  return `${DECLARATION}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('/word/document.xml', `${WORD}.document.main+xml`) +
    DOCUMENT_PARTS.map(([name, type]) => override(`/word/${name}.xml`, type)).join('') +
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    override('/docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml') +
    '</Types>';
}

const relationships = (rows) =>
  `${DECLARATION}<Relationships xmlns="${PACKAGE}/relationships">` +
  rows.map(([id, type, target]) => `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`).join('') +
  '</Relationships>';

export const package_relationships = () => relationships([
  ['rId1', `${OFFICE}/officeDocument`, 'word/document.xml'],
  ['rId2', `${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  ['rId3', `${OFFICE}/extended-properties`, 'docProps/app.xml'],
]);

export const document_relationships = () => relationships(
  DOCUMENT_PARTS.map(([name, , type]) => [relation_id(name), `${OFFICE}/${type}`, `${name}.xml`]));

// Page 1 has a head of its own: it says no more than that the paper is a draft, because the paper begins with the rest.
function section(t, layout) {
  const mm = (name) => twips(t.points(`${layout}.${name}`));
  const right = layout === 'notat'
    ? twips(t.points('page.width') - t.points('notat.left') - t.points('notat.text')) : mm('right');
  const reference = (kind, type, part) => `<w:${kind}Reference w:type="${type}" r:id="${relation_id(part)}"/>`;
  return '<w:sectPr>' + reference('header', 'default', 'header1') + reference('header', 'first', 'header2') +
    reference('footer', 'default', 'footer1') + reference('footer', 'first', 'footer1') +
    `<w:pgSz w:w="${twips(t.points('page.width'))}" w:h="${twips(t.points('page.height'))}"/>` +
    `<w:pgMar w:top="${mm('top')}" w:right="${right}" w:bottom="${mm('bottom')}" w:left="${mm('left')}" ` +
    `w:header="${mm('header')}" w:footer="${mm('footer')}" w:gutter="0"/><w:titlePg/></w:sectPr>`;
}

// One section for each layout; Pandoc takes the last, the finisher the one of the paper.
export function document(t) {
  const name = (layout, at) => `<w:bookmarkStart w:id="${at}" w:name="layout-${layout}"/><w:bookmarkEnd w:id="${at}"/>`;
  const paragraph = (inside, properties = '') => `<w:p><w:pPr><w:pStyle w:val="BodyText"/>${properties}</w:pPr>${inside}</w:p>`;
  const sections = LAYOUTS.map((layout, at) => {
    const last = at === LAYOUTS.length - 1;
    return last ? paragraph(name(layout, at)) + section(t, layout) : paragraph(name(layout, at), section(t, layout));
  });
  return `${DECLARATION}<w:document ${W} ${R}><w:body>${sections.join('')}</w:body></w:document>`;
}

const field = (instruction, value) =>
  '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
  `<w:r><w:instrText xml:space="preserve"> ${instruction} </w:instrText></w:r>` +
  `<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${value}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

export const header = () => `${DECLARATION}<w:hdr ${W}><w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p></w:hdr>`;

export const footer = () =>
  `${DECLARATION}<w:ftr ${W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">Side </w:t></w:r>` +
  `${field('PAGE', '1')}<w:r><w:t xml:space="preserve"> af </w:t></w:r>${field('NUMPAGES', '1')}</w:p></w:ftr>`;

export function footnotes() {
  const line = (id, kind) => `<w:footnote w:type="${kind}" w:id="${id}"><w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>` +
    `<w:r><w:${kind}/></w:r></w:p></w:footnote>`;
  return `${DECLARATION}<w:footnotes ${W}>${line(-1, 'separator')}${line(0, 'continuationSeparator')}</w:footnotes>`;
}

// compatibilityMode 15: without it Word opens the paper as one from 2003 ("kompatibilitetstilstand").
export const settings = () =>
  `${DECLARATION}<w:settings ${W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>` +
  // Few hyphens: only where a line would end more than a centimetre too short.
  '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="567"/><w:doNotHyphenateCaps/>' +
  '<w:characterSpacingControl w:val="doNotCompress"/>' +
  '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>' +
  '<w:compat>' +
  ['compatibilityMode:15', 'overrideTableStyleFontSizeAndJustification:1', 'enableOpenTypeFeatures:1', 'doNotFlipMirrorIndents:1',
    'differentiateMultirowTableHeaders:1'].map((setting) => {
    const [name, value] = setting.split(':');
    return `<w:compatSetting w:name="${name}" w:uri="http://schemas.microsoft.com/office/word" w:val="${value}"/>`;
  }).join('') +
  '</w:compat><w:themeFontLang w:val="da-DK"/>' +
  '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" ' +
  'w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>' +
  '<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>';

export const web_settings = () => `${DECLARATION}<w:webSettings ${W}/>`;

// altName: who has no Calibri gets Carlito, whose letters are as wide, and the lines break alike.
export function fonts(t) {
  const font = (name, more) => `<w:font w:name="${name}">${more}</w:font>`;
  return `${DECLARATION}<w:fonts ${W}>` +
    font(t.get('font.docx'), `<w:altName w:val="${t.get('font.pdf')}"/><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>` +
      '<w:family w:val="swiss"/><w:pitch w:val="variable"/>') +
    font(t.get('font.code-docx'), '<w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/>') +
    '</w:fonts>';
}

// The colours and fonts that Word offers first.
export function theme(t) {
  const colour = (name, value) => `<a:${name}><a:srgbClr val="${hex(value)}"/></a:${name}>`;
  const c = (name) => t.get(`colour.${name}`);
  const colours = [
    ['dk1', c('ink')], ['lt1', c('paper')], ['dk2', c('accent')], ['lt2', c('row-fill')], ['accent1', c('accent')], ['accent2', c('quote-bar')],
    ['accent3', c('link')], ['accent4', c('draft')], ['accent5', c('rule')], ['accent6', c('muted')], ['hlink', c('link')], ['folHlink', c('link')],
  ];
  const font = `<a:latin typeface="${t.get('font.docx')}"/><a:ea typeface=""/><a:cs typeface=""/>`;
  const fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>';
  const three = (inside) => inside.repeat(3);
  return `${DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Kancelli"><a:themeElements>` +
    `<a:clrScheme name="Kancelli">${colours.map(([name, value]) => colour(name, value)).join('')}</a:clrScheme>` +
    `<a:fontScheme name="Kancelli"><a:majorFont>${font}</a:majorFont><a:minorFont>${font}</a:minorFont></a:fontScheme>` +
    `<a:fmtScheme name="Kancelli"><a:fillStyleLst>${three(fill)}</a:fillStyleLst><a:lnStyleLst>${three(`<a:ln w="6350">${fill}</a:ln>`)}</a:lnStyleLst>` +
    `<a:effectStyleLst>${three('<a:effectStyle><a:effectLst/></a:effectStyle>')}</a:effectStyleLst><a:bgFillStyleLst>${three(fill)}</a:bgFillStyleLst>` +
    '</a:fmtScheme></a:themeElements></a:theme>';
}

export const core = () =>
  `${DECLARATION}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
  '<dc:title>Kancellis skabelon</dc:title><dc:language>da-DK</dc:language></cp:coreProperties>';

export const app = () =>
  `${DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Kancelli</Application></Properties>`;
