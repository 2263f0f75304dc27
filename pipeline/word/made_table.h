// A table of the file as a table of a source.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/word/made_source.h"

namespace kancelli::word {

// Without its caption. A column of amounts is typed where its head says the unit and every cell reads as it
// will be printed; a row "I alt" is computed where it is the sum of the rows above.
Made table_of(const Document& document, const Table& table, std::vector<Finding>& findings);

// The paragraphs in it, in reading order.
std::vector<const Paragraph*> paragraphs_in(const Table& table);

// "1.457.819", "−43.500", "4,1"; nothing for what is not written so.
std::optional<Decimal> number_in_words(std::string_view words);
// What a number cell prints in a column whose longest number has that many decimals.
std::string printed_number(const Decimal& value, int decimals);

}  // namespace kancelli::word
