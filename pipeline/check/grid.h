// A table as the rules read it: its cells by row and column, and what the words of a row say of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/check/examined.h"

namespace kancelli {

class Grid {
 public:
  struct Row {
    const Node* node = nullptr;
    std::size_t begin = 0, end = 0;                               // its cells, in `cells`
    bool typed() const { return node->find("kind") != nullptr; }  // a sum or a subtotal
  };

  explicit Grid(const Node& grid_table);

  const Node& table;
  const std::vector<const Node*> columns;
  const std::vector<PlacedCell> cells;  // row by row
  std::vector<Row> rows;                // those with cells

  const PlacedCell* at(const Row& row, std::size_t column) const;
  // The number in that cell; nothing where there is none.
  std::optional<Decimal> value(const Row& row, std::size_t column) const;
  // A column of amounts, numbers or percent.
  bool holds_numbers(std::size_t column) const;
  // What the row is called, in lower case: its first words that do not head a group.
  std::string label(const Row& row) const;
};

// "i alt", "total", "ØKF i alt" and the like: the row is called a sum.
bool says_sum(std::string_view label);
// The plain words below a node, in lower case.
std::string words_of(const Node& node);
// "1.649,4", "-43.500" with a true minus; ordinary spaces.
std::string plain_number(const Decimal& number);
// True where a sum that is off by `difference` may have been rounded: half a unit of the last decimal for
// each row, in columns of percent, of millions and more, and of numbers with decimals. Amounts in kroner and
// thousands are exact.
bool within_rounding(const Node& column, const Decimal& difference, std::size_t rows);

// Sentences that say what a table adds up to, against that table; with code sum-mismatch.
void sums_in_text(const ExaminedPaper& examined, Diagnostics& diagnostics);

}  // namespace kancelli
