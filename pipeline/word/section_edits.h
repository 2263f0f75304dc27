// Sections of the source: where a new heading stands, what stands below it, and headings that go.
#pragma once

#include <vector>

#include "pipeline/word/block_edits.h"

namespace kancelli::word {

// A heading above a place, and how deep it is.
struct HeadingAbove {
  int level = 0;
  const Node* section = nullptr;
};

// Where a new heading of a level stands in the source. What stands below it becomes its own.
struct SectionPlace {
  BlockPlace place;               // behind or in front of what it stands; no element: nowhere
  const Node* last = nullptr;     // of the blocks below it that become part of it
  const Node* parted = nullptr;   // the section that is parted there in two
  const Node* sibling = nullptr;  // a section of the same level
};
// `above`: the headings around the place, outermost first. `before`, `after`: the blocks around it.
SectionPlace section_place(std::vector<HeadingAbove> above, int level, const PrintedBlock* before,
                           const PrintedBlock* after);

// The section that begins with the first of the blocks, a heading.
std::vector<Edit> section_edits(const Project& project, const SectionPlace& place,
                                const std::vector<const EditedBlock*>& blocks, const Document& document,
                                const EditedPaper& edited);

// The heading goes, and what stood below it belongs to what stands above; no edits where that cannot be.
std::vector<Edit> without_heading(const Project& project, const Node& section);

}  // namespace kancelli::word
