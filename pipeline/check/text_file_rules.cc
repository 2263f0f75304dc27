#include "pipeline/check/rule_tables.h"

// What can be wrong with a text file or a PDF that comes in (pipeline/word).
namespace kancelli {
std::vector<Rule> text_file_rules();

std::vector<Rule> text_file_rules() {
  static constexpr const char* import = "kancelli import";
  return {
      {.code = "pdf-unreadable",
       .severity = Severity::error,
       .summary = "A PDF that comes in cannot be read.",
       .explanation =
           "It is damaged, has a password, is larger than 200 MB, or takes longer than two minutes. "
           "Nothing of it was written.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = import},
      {.code = "pdf-without-text",
       .severity = Severity::error,
       .summary = "A PDF that comes in has pictures of pages, but no words.",
       .explanation = "It was scanned, and no program has read the pages. The program reads no pictures: a "
                      "text layer must be put into the PDF first. What such a program misread is then mended "
                      "as far as it is certain.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = import},
      {.code = "text-encoding",
       .severity = Severity::note,
       .summary = "A text file that comes in is not in UTF-8.",
       .explanation = "It was read as Windows-1252, the encoding of older Danish files, where any byte but a "
                      "few means something. Look whether the letters came through.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = import},
      {.code = "text-unreadable",
       .severity = Severity::error,
       .summary = "A file that comes in is no text.",
       .explanation = "It holds bytes that no text has, or it is larger than 50 MB.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = import},
  };
}

}  // namespace kancelli
