// The reference document that the finisher builds every DOCX on, and the one that Pandoc is given, made from styles/tokens.json.
// Called by scripts/make-styles; the same tokens give the same bytes.

import { numbering } from './numbering.mjs';
import { DECLARATION, W } from './ooxml.mjs';
import * as parts from './parts.mjs';
import { styles } from './styles.mjs';
import { zip } from './zip.mjs';

function reference(tokens, style_list) {
  return zip([
    ['[Content_Types].xml', parts.content_types()],
    ['_rels/.rels', parts.package_relationships()],
    ['word/document.xml', parts.document(tokens)],
    ['word/_rels/document.xml.rels', parts.document_relationships()],
    ['word/styles.xml', `${DECLARATION}<w:styles ${W}>${style_list}</w:styles>`],
    ['word/numbering.xml', `${DECLARATION}<w:numbering ${W}>${numbering(tokens)}</w:numbering>`],
    ['word/settings.xml', parts.settings()],
    ['word/webSettings.xml', parts.web_settings()],
    ['word/fontTable.xml', parts.fonts(tokens)],
    ['word/theme/theme1.xml', parts.theme(tokens)],
    ['word/footnotes.xml', parts.footnotes()],
    ['word/header1.xml', parts.header()],
    ['word/header2.xml', parts.header()],
    ['word/footer1.xml', parts.footer()],
    ['docProps/core.xml', parts.core()],
    ['docProps/app.xml', parts.app()],
  ]);
}

export const make = (tokens) => reference(tokens, styles(tokens));

// Pandoc needs the styles' names alone: it takes as long to read them whole as to write a paper, and the finisher puts the whole
// ones in their place.
export function make_for_pandoc(tokens) {
  const names = [...styles(tokens).matchAll(/(<w:style [^>]*>)(<w:name [^>]*\/>)/g)];
  return reference(tokens, names.map(([, style, name]) => `${style}${name}</w:style>`).join(''));
}
