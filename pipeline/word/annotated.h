// Findings as comments in a Word file, the rest of it byte for byte as it was.
#pragma once

#include <string>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

struct Annotation {
  Span place;        // in Document::text
  std::string text;  // paragraphs parted by \n, in the user's language
};

// The bytes of `file` (which `document` was read from) with a comment for each annotation, by "Kancelli":
// anchored at its words; at the paragraph where it names no words. Comments that were there stay, with their
// ids. Every part of the package that need not change has the same bytes, packed too; in those that do, bytes
// are only added.
std::string annotated(std::string_view file, const Document& document,
                      const std::vector<Annotation>& annotations);

}  // namespace kancelli::word
