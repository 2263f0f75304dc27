// Paragraphs, items, rows and notes of the source: taken out, put in, moved.
#pragma once

#include <string>
#include <vector>

#include "pipeline/word/edited.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {

// The element with the white space in front of it.
Edit removal(const Project& project, const Node& element);

// What goes when a paragraph goes: the item around it, when it is all that is in it. nullptr for a title and
// for what does not stand in the source.
const Node* removable(const PrintedParagraph& paragraph);

// A place for a new block: behind an element, or in front of one.
struct BlockPlace {
  const Node* element = nullptr;  // nullptr: nowhere
  bool behind = true;
  const Node* parted = nullptr;  // an item, which ends there: what follows in it is of the last new one
};
// `before`, `after`: what stands around it in the paper; either may be nullptr. `level`: of an item, from 0;
// -1 for what is none.
BlockPlace place_between(const PrintedBlock* before, const PrintedBlock* after, int level);

// An element that stands among running text: a paragraph, a list, a table.
bool is_running(const Node& element);

// Elements that stand there, each on a line of its own.
Edit put(const Project& project, const BlockPlace& place, const std::vector<std::string>& elements);
// Blocks of the copy as elements that stand there; a list where items have none around them.
Edit new_blocks(const Project& project, const BlockPlace& place,
                const std::vector<const EditedBlock*>& blocks, const Document& document,
                const EditedPaper& edited);
// Elements of the source at another place, as they are but for the edits within them.
Edit moved_block(const Project& project, const BlockPlace& place, const std::vector<const Node*>& elements,
                 const std::vector<Edit>& within);

// A text after edits that do not overlap. `begin`: where in its source the text begins.
std::string edited_text(std::string_view text, std::vector<Edit> edits, std::uint32_t begin = 0);

// A new row behind or in front of another.
Edit new_row(const Project& project, const Node& table, const BlockPlace& place, const EditedRow& row,
             const EditedPaper& edited);
// Where a cell spans the rows around a row that comes (+1) or goes (-1), it spans one more or less.
std::vector<Edit> spans_over(const Node& table, const BlockPlace& place, int change);

}  // namespace kancelli::word
