// The words of a paragraph, and changing them where they stand in its runs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

// A stretch of Paragraph::text that is to read in another way.
struct Mend {
  std::size_t begin = 0, end = 0;
  std::string text;
};

// Letters between signs of other kinds. `joint`: what stands between it and the next of the same word.
struct WordPart {
  std::size_t begin = 0, end = 0;
  enum class Joint {
    none,      // it is the last
    hyphen,    // "løn- og", "it-udvikling"
    line_end,  // a hyphen, and the next line
    other,     // "og/eller"
  } joint = Joint::none;
  bool ends_sentence = false;  // behind it
  bool hangs = false;          // a hyphen stands behind it: "løn- og"
  bool open = true;            // may be changed: no address, no number, no other language
};

// Text as its reader sees it (Paragraph::text), in parts of words.
std::vector<WordPart> parts_of(const Paragraph& paragraph, std::string_view text);

// Writes the mends, which are sorted and do not overlap, into the runs. Formatting stays with the first
// letter of what is replaced.
void write(Paragraph& paragraph, const std::vector<Mend>& mends);

}  // namespace kancelli::word
