// What a formula quotes of provisions: units as lines, and lines read as units.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/amendment.h"

namespace kancelli::statute {

struct QuotedLine {
  Kind kind = Kind::statute;  // of the unit that begins or goes on here
  std::string text;           // with its designation
  int level = 0;              // how far a text file moves it in
  bool apart = false;  // without designation, and not the first: a text file puts an empty line before it
};

// What the formula says about the quotation that follows it.
struct Announced {
  Kind kind = Kind::paragraph;
  bool in_annex = false;             // its stykker have no designation
  bool many = false;                 // "nye punktummer": several units may follow
  std::vector<std::string> numbers;  // those that the units get, as far as the formula tells them
  bool exact = false;                // they are exactly these, and no others
};

std::vector<QuotedLine> quoted_lines(const std::vector<Unit>& units, bool in_annex);

// The quotation's words between the marks are source text [begin, end). `width`: of a file whose lines were
// broken to fit, else 0. What does not fit the announcement is reported.
std::vector<Unit> read_quoted(const SourceMap& sources, Span words, std::size_t width,
                              const Announced& announced, Diagnostics& diagnostics);

// One space between words, no-break spaces as ordinary ones.
std::string plain_words(std::string_view text);

}  // namespace kancelli::statute
