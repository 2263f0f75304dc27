// Mends the structure tree of a PDF; part of pdf_finisher.
#pragma once

class QPDF;

namespace kancelli {

// Takes out the marks of styles/typst/table.typ, and adds the scopes and ids that PDF/UA wants. Throws Error
// where the PDF has no structure tree or a mark stands where none should.
void mend_tags(QPDF& pdf);

}  // namespace kancelli
