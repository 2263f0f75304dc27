// Finishes a PDF that Typst has written as PDF/A-2a: what Typst 0.14 leaves out, so that the file is also
// PDF/UA-1. With pdf_tags.cc the only code that includes libqpdf.
#pragma once

#include <string>
#include <string_view>

namespace kancelli {

// The date that a paper without one gets in its properties; PDF/A wants some date. It is never shown on the
// page.
inline constexpr std::string_view undated_pdf = "2000-01-01";

struct PdfProperties {
  std::string title;                            // the paper's, in plain words; shown in the window's bar
  std::string language = "da";                  // BCP 47
  std::string creator;                          // the responsible body; may be empty
  std::string description;                      // may be empty
  std::string date = std::string(undated_pdf);  // YYYY-MM-DD, of creation and change: the file knows no clock
  bool ua = false;  // says PDF/UA-1: only where our own checks of accessibility found nothing
};

// The PDF with these properties in its XMP and document information, and with complete tags:
//   - row heads are TH with Scope Row, and the cells of their rows name them; the marks of
//   styles/typst/table.typ are gone;
//   - numbers of headings are labels; every TH has a Scope, every Note an ID, every link annotation a
//   description;
//   - the title is shown, the tab order follows the structure, the language stands in the catalogue.
// Marked as PDF/A-2a always; the output intent, the fonts and the pages stay as they are. Streams and objects
// are compressed. The same input gives the same bytes. Throws Error for bytes that are no PDF, an untagged
// PDF, or a bad date.
std::string finish_pdf(std::string_view pdf, const PdfProperties& properties);

}  // namespace kancelli
