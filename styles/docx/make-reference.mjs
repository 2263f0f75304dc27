// The reference document that Pandoc and the finisher build every DOCX on, made from styles/tokens.json. Called by
// scripts/make-styles; the same tokens give the same bytes.

import { numbering } from './numbering.mjs';
import { DECLARATION, W } from './ooxml.mjs';
import * as parts from './parts.mjs';
import { styles } from './styles.mjs';
import { zip } from './zip.mjs';

export function make(tokens) {
  return zip([
    ['[Content_Types].xml', parts.content_types()],
    ['_rels/.rels', parts.package_relationships()],
    ['word/document.xml', parts.document(tokens)],
    ['word/_rels/document.xml.rels', parts.document_relationships()],
    ['word/styles.xml', `${DECLARATION}<w:styles ${W}>${styles(tokens)}</w:styles>`],
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
