// What changed in a table.
#pragma once

#include "pipeline/word/paragraph_comparison.h"

namespace kancelli::word {

ParagraphProposals compare_tables(const Compared& compared, const PrintedTable& printed,
                                  const EditedTable& edited);

// All words of it.
std::string text_of(const PrintedTable& table);
std::string text_of(const EditedTable& table);
// And before the changes tracked in it.
std::string before_of(const EditedTable& table);
// A paragraph of it, to tell its place; nullptr when it is empty.
const Paragraph* first_paragraph(const EditedRow& row);
const Paragraph* first_paragraph(const EditedTable& table);

}  // namespace kancelli::word
