// Which blocks of a paper stand together in an element of the source.
#pragma once

#include <cstddef>
#include <vector>

#include "pipeline/word/printed.h"

namespace kancelli::word {

// The element that a block prints, or that it is printed for.
const Node* node_of(const PrintedBlock& block);
bool is_within(const Node* node, const Node& element);
// The section, or another element with a heading, that the heading is of; nullptr for what is none.
const Node* section_of(const PrintedBlock& heading);

struct BlockRange {
  const Node* element = nullptr;
  std::size_t begin = 0, end = 0;
};
// The outermost element all of whose blocks are among `those`, that at `at` being one: a section with its
// heading, a table or figure with its caption, a list, a quotation, a note.
BlockRange whole_of(const std::vector<PrintedBlock>& blocks, const std::vector<bool>& those, std::size_t at);

}  // namespace kancelli::word
