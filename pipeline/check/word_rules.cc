#include "pipeline/check/rule_tables.h"

// What can be wrong with a Word file as such, before any rule reads its words (pipeline/word).
namespace kancelli {

std::vector<Rule> word_rules() {
  static constexpr const char* word = "kancelli check FILE.docx";
  return {
      {.code = "word-guess",
       .severity = Severity::note,
       .summary = "The program was not sure how to read a Word file.",
       .explanation = "A Word file does not say what its words are: the program tells headings, lists, names "
                      "and dates by "
                      "how they look, and what kind of paper it is by what it is called. Where it had to "
                      "guess, or could "
                      "not place some words, it says so, since what the rules say of them may be wrong too.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = word},
      {.code = "word-link",
       .severity = Severity::warning,
       .summary = "A link in a Word file leads to no web page and no mailbox.",
       .explanation = "Links to files on a drive (file:) work on few machines, and links that run something "
                      "(javascript:) "
                      "must not work on any. The words stay, the link is left out; links to https, http, "
                      "mailto, tel and "
                      "to places in the file itself are kept.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = word},
      {.code = "word-refused",
       .severity = Severity::error,
       .summary = "A Word file is not let in.",
       .explanation = "It holds or fetches what no paper needs and what can do harm: macros, a template, a "
                      "picture or text "
                      "from elsewhere, objects of other programs, ActiveX, fields that fetch something or "
                      "start a program, "
                      "a document type declaration, parts with names that lead out of the file or that are "
                      "there twice; or "
                      "it is larger than any paper. Nothing of it was run, followed or fetched. The finding "
                      "says what it is "
                      "and how to save the file without it.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = word},
      {.code = "word-unreadable",
       .severity = Severity::error,
       .summary = "A file cannot be read as a Word document.",
       .explanation = "It is damaged, has a password, is of the old format (.doc) or of another program. "
                      "Open it in Word "
                      "and save it as a Word document (.docx), without a password.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = word},
      {.code = "word-value",
       .severity = Severity::warning,
       .summary = "A copy of a paper says something else than the paper's elements print.",
       .explanation =
           "A number, a name or a date that an element or a register holds is printed by the program, and "
           "so are headings of fixed sections and the head. Somebody has written over it in the Word file. "
           "The rules look at what the elements say, and do not see it: `kancelli take FILE.docx` proposes "
           "the new words for the source or the register that has the value.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = word},
  };
}

}  // namespace kancelli
