// Sums: what a table or its sum rows say, against the rows.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/grid.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

Decimal negated(Decimal number) {
  return {-number.units, number.decimals};
}

std::string of_column(const Node& column) {
  return tr("it is the column \"{0}\"", {collapse_space(column.content())});
}

void check_sum(const Node& column, const PlacedCell& placed, const std::vector<PlacedCell>& cells,
               Diagnostics& diagnostics) {
  const bool subtotal = placed.row->get("kind") == "subtotal";
  Decimal sum;
  std::size_t rows = 0;
  for (const PlacedCell& other : cells) {
    if (other.column != placed.column || other.row->find("kind") != nullptr ||
        (subtotal && other.group != placed.group))
      continue;
    const auto value = Decimal::parse(other.cell->get("value"));
    if (!value) {
      if (!subtotal || other.row_index < placed.row_index)
        diagnostics.error("sum-mismatch", other.cell->span,
                          tr("the sum below cannot be computed: this cell has no number"),
                          {tr("write value=\"0\" for nothing")});
      return;
    }
    sum = sum + *value;
    ++rows;
  }
  const Attribute* typed = placed.cell->find("value");
  const auto value = typed == nullptr ? std::nullopt : Decimal::parse(typed->value);
  if (!value || *value == sum) return;
  const Decimal difference = *value + negated(sum);
  if (within_rounding(column, difference, rows)) return;
  const bool more = difference.units > 0;
  const Decimal size = more ? difference : negated(difference);
  diagnostics.error("sum-mismatch", typed->value_span,
                    more ? tr("the sum says {0}, the rows add up to {1}: {2} too much",
                              {plain_number(*value), plain_number(sum), plain_number(size)})
                         : tr("the sum says {0}, the rows add up to {1}: {2} too little",
                              {plain_number(*value), plain_number(sum), plain_number(size)}),
                    {of_column(column),
                     tr("correct the row that is wrong, or leave value out: an empty cell is computed")});
}

void sum_mismatch(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  sums_in_text(examined, diagnostics);
  for (const Node* table : examined.elements("table")) {
    const auto columns = columns_of(*table);
    const std::vector<PlacedCell> cells = place_cells(*table);
    for (const PlacedCell& placed : cells) {
      if (placed.row->find("kind") == nullptr || placed.column >= columns.size()) continue;
      const Node& column = *columns[placed.column];
      // An empty cell of a text column stays empty; words in a sum row are words.
      const bool empty = placed.cell->children.empty();
      if (column.get("type") == "text" || column.get("type").empty() || !empty) continue;
      check_sum(column, placed, cells, diagnostics);
    }
  }
}

// --- sum-row-untyped

// Rows in order, with the values of one column added up as they are read.
class Adder {
 public:
  Adder(const Grid& grid, std::size_t column) : grid_(grid), column_(column) {}

  void add(const Grid::Row& row) {
    if (const auto value = grid_.value(row, column_)) {
      all_ = all_ + *value;
      part_ = part_ + *value;
      ++all_rows_;
      ++part_rows_;
    }
  }
  void end_part() {
    part_ = {};
    part_rows_ = 0;
  }
  // True where there are rows to add up, and the value is their sum: of all above, or of those since the last
  // sum.
  bool has_rows() const { return all_rows_ > 1; }
  bool adds_up(const Decimal& value) const {
    return (part_rows_ > 1 && same(value, part_, part_rows_)) ||
           (all_rows_ > 1 && same(value, all_, all_rows_));
  }
  const Decimal& sum() const { return part_rows_ > 1 ? part_ : all_; }

 private:
  bool same(const Decimal& value, const Decimal& sum, std::size_t rows) const {
    return value == sum || within_rounding(*grid_.columns[column_], value + negated(sum), rows);
  }

  const Grid& grid_;
  std::size_t column_;
  Decimal all_, part_;
  std::size_t all_rows_ = 0, part_rows_ = 0;
};

// Rows of numbers that cannot be added up (averages) have a line "i alt" too: only amounts must add up.
void sum_row(const Grid& grid, const Grid::Row& row, const std::vector<Adder>& adders,
             Diagnostics& diagnostics) {
  const Node* wrong = nullptr;
  const Decimal* right = nullptr;
  const Node* of = nullptr;
  bool adds_up = false;
  for (std::size_t column = 0; column < adders.size(); ++column) {
    const auto value = grid.holds_numbers(column) ? grid.value(row, column) : std::nullopt;
    if (!value || !adders[column].has_rows()) continue;
    if (adders[column].adds_up(*value)) {
      adds_up = true;
    } else if (grid.columns[column]->get("type") == "amount" && wrong == nullptr) {
      wrong = grid.at(row, column)->cell;
      right = &adders[column].sum();
      of = grid.columns[column];
    }
  }
  const bool in_group = row.node->parent != nullptr && row.node->parent->is("group");
  const std::string hint = tr("write <row kind=\"{0}\">: then it is compared, and an empty cell is computed",
                              {in_group ? "subtotal" : "sum"});
  if (wrong != nullptr)
    diagnostics.error("sum-row-untyped", wrong->find("value")->value_span,
                      tr("the row is called a sum; the rows above it add up to {0}", {plain_number(*right)}),
                      {of_column(*of), hint});
  else if (adds_up)
    diagnostics.error("sum-row-untyped", row.node->name_span,
                      tr("this row adds up those above it, but is an ordinary row"), {hint});
}

void sum_row_untyped(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* table : examined.elements("table")) {
    const Grid grid(*table);
    std::vector<Adder> adders;
    for (std::size_t column = 0; column < grid.columns.size(); ++column) adders.emplace_back(grid, column);
    for (const Grid::Row& row : grid.rows) {
      const bool sum = !row.typed() && says_sum(grid.label(row));
      if (sum) sum_row(grid, row, adders, diagnostics);
      for (Adder& adder : adders) {
        if (row.typed() || sum)
          adder.end_part();
        else
          adder.add(row);
      }
    }
  }
}

}  // namespace

std::vector<Rule> sum_rules() {
  return {
      {.code = "sum-mismatch",
       .severity = Severity::error,
       .summary = "A sum in a table is not the sum of its rows.",
       .explanation = "A number that is written in a sum row is compared with the plain rows of the "
                      "table, in a subtotal row with those of its group. An empty cell is computed and "
                      "cannot be wrong, unless a row has no number. Rows may be rounded in columns of "
                      "percent, of mio. kr. and more, and of numbers with decimals. As a warning, a "
                      "sentence that names a table with one column of amounts, one amount, and i alt, "
                      "netto or samlet is compared with the table's sum; an amount that is a row, a "
                      "subtotal, or what the costs or the income add up to is left alone.",
       .failing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
  <row><cell>Anlæg</cell><cell value="-300"/></row>
  <row kind="sum"><cell>I alt</cell><cell value="1500"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
  <row><cell>Anlæg</cell><cell value="-300"/></row>
  <row kind="sum"><cell>I alt</cell><cell/></row>
</table>
)",
       .check = sum_mismatch},
      {.code = "sum-row-untyped",
       .severity = Severity::warning,
       .summary = "A row that is called a sum is an ordinary row.",
       .explanation =
           "A row that begins with or ends in I alt, or is called Total, Sum, Delsum and the like, and "
           "holds what the rows above it add up to, is compared only when it is a sum row; as an ordinary "
           "row it would be added once more to the sum below. In a column of amounts it is also told when "
           "it does not add up. The first row, and rows that stand above their parts, are left alone.",
       .failing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
  <row><cell>Anlæg</cell><cell value="300"/></row>
  <row><cell>I alt</cell><cell value="1500"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
  <row><cell>Anlæg</cell><cell value="300"/></row>
  <row kind="sum"><cell>I alt</cell><cell value="1500"/></row>
</table>
)",
       .check = sum_row_untyped}};
}

}  // namespace kancelli
