// What a paper's running text refers to in plain words: "bilag 3", "tabel 1 og 2", "§ 18, stk. 2"; and what
// stands between quotation marks. Found once, in one pass, for all rules.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/check/running_text.h"

namespace kancelli {

// "bilag 2 og 3", "tabel 1", "figur 4-6": things that the program numbers.
struct NumberedReference {
  enum class Kind { attachment, table, figure };
  struct Number {
    std::size_t begin = 0, end = 0;    // in the running text
    std::int64_t first = 0, last = 0;  // differ for a range
    bool sure = true;                  // false: the number may be another one's, "bilag 2 og 3 medarbejdere"
  };
  Kind kind = Kind::attachment;
  std::size_t begin = 0, end = 0;  // the word and its numbers
  std::vector<Number> numbers;     // at least one
  bool ours =
      true;  // false: the words around say that it is another text's: "bilag 3 til aftalen", "lovens bilag 1"
};

// One change that gives a reference to a law the prescribed form: [begin, end) becomes `text`.
struct FormFault {
  enum class Kind {
    space,          // "§17", "stk.4", "§ 7a"
    comma,          // "§ 17 stk. 4"
    abbreviation,   // "stk 4", "Stk. 4", "stykke 4"
    hyphen,         // "stk. 4 udvalg"
    one_paragraph,  // "§§ 16", "§§ 16, stk. 2"
    paragraphs,     // "§ 7-9", "§ 5 og 6."
    mixed,          // "§§ 10 og 12, stk. 2": no repair, whose the stk. is nobody can tell
    pair,           // "stk. 2-3": two are joined by "og"
    closing_comma,  // "§ 18, stk. 2 i loven"
    led,            // "2. led": a place that law texts are not divided into
  };
  Kind kind = Kind::space;
  std::size_t begin = 0, end = 0;
  std::string text;
  bool certain = true;  // false: `text` is no repair
};

// A place in a law, "§ 18, stk. 2, nr. 3".
struct LawPlace {
  std::size_t begin = 0, end = 0;
  std::vector<FormFault> faults;  // in their order
  std::string form;               // as it is prescribed
};

// The place that begins at `at`, which is a paragraph sign. Basis: Justitsministeriets vejledning om
// lovkvalitet.
LawPlace read_law_place(std::string_view text, std::size_t at);

// A stretch of one block between quotation marks.
struct QuotedStretch {
  std::size_t open = 0;            // the opening mark
  std::size_t begin = 0, end = 0;  // the words between the marks
  std::size_t after = 0;           // behind the closing mark
};

// Nothing from quotations, foreign words and links; of references, nothing that stands in quotation marks.
struct TextReferences {
  std::vector<NumberedReference> numbered;
  std::vector<LawPlace> laws;
  std::vector<QuotedStretch> quoted;

  TextReferences() = default;
  explicit TextReferences(const RunningText& text);
};

}  // namespace kancelli
