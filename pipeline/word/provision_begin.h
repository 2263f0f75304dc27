// What a provision of a statute begins with.
#pragma once

#include <string>

#include "pipeline/word/paper_parts.h"

namespace kancelli::word {

// What a provision begins with: "Kapitel 2", "§ 7 a.", "Stk. 3.", "4)", "b)", "Bilag 1".
struct ProvisionBegin {
  enum class Level { none, chapter, paragraph, subsection, number, letter, annex };
  Level level = Level::none;
  std::string number;
  std::size_t length = 0;  // bytes of the paragraph's text before its words
};

// Of the part's words, or of the number that Word gives the paragraph.
ProvisionBegin begin_of(const Part& part);

}  // namespace kancelli::word
