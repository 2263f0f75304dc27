// A file's parts by its headings: the title, the lines around it, and the sections within each other.
#pragma once

#include <vector>

#include "pipeline/word/making.h"

namespace kancelli::word {

struct OutlineSection {
  const Part* heading = nullptr;
  std::vector<const Part*> parts;  // before the first section in it
  std::vector<OutlineSection> sections;
};

struct Outline {
  const Part* title = nullptr;     // nullptr: the file has none
  std::vector<const Part*> lines;  // around the title, and in the margin
  OutlineSection body;             // without a heading
};

// By the levels of the headings among them.
OutlineSection sections_of(const std::vector<const Part*>& parts);
// All of it in the order of the file, headings too.
std::vector<const Part*> parts_within(const OutlineSection& section);

Outline outline_of(Making& making, const std::vector<Part>& parts);

}  // namespace kancelli::word
