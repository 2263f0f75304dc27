// Words of a paragraph as inline elements of a source: emphasis, links, other languages, footnotes.
#pragma once

#include <vector>

#include "pipeline/word/made_source.h"

namespace kancelli::word {

struct MadeWords {
  std::vector<Made> inlines;
  std::vector<const Run*> pictures;  // that stand among the words: blocks behind them
};

// The bytes [begin, end) of the paragraph's text after the changes. `look`: false where bold and italic say
// nothing (headings, heads of tables). `notes`: a footnote may stand there; else its words are a part of
// the text, and a finding says so.
struct WordsWanted {
  std::size_t begin = 0, end = std::string::npos;
  bool look = true, notes = true;
};
MadeWords words_of(const Document& document, const Paragraph& paragraph, const WordsWanted& wanted,
                   std::vector<Finding>& findings);

}  // namespace kancelli::word
