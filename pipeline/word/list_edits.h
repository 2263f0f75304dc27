// Paragraphs that become items of a list, and items that are items no longer: their tags change, their words
// stand.
#pragma once

#include <vector>

#include "pipeline/word/edited.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {

enum class ListChange { none, into, out };
ListChange list_change(const PrintedParagraph& printed, const EditedParagraph& edited);

// The next element of the same parent; nullptr for the last.
const Node* next_sibling(const Node& element);

// `elements`: paragraphs, or items of one list, next to each other. `numbering`: as the copy has it. No edits
// where that cannot be.
std::vector<Edit> list_edits(const Project& project, ListChange change,
                             const std::vector<const Node*>& elements, const Paragraph::Numbering& numbering);

}  // namespace kancelli::word
