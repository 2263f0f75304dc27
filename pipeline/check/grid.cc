#include "pipeline/check/grid.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli {

Grid::Grid(const Node& grid_table)
    : table(grid_table), columns(columns_of(grid_table)), cells(place_cells(grid_table)) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (rows.empty() || rows.back().node != cells[i].row) rows.push_back({cells[i].row, i, i});
    rows.back().end = i + 1;
  }
}

const PlacedCell* Grid::at(const Row& row, std::size_t column) const {
  for (std::size_t i = row.begin; i < row.end; ++i)
    if (cells[i].column == column) return &cells[i];
  return nullptr;
}

std::optional<Decimal> Grid::value(const Row& row, std::size_t column) const {
  const PlacedCell* placed = at(row, column);
  return placed == nullptr ? std::nullopt : Decimal::parse(placed->cell->get("value"));
}

bool Grid::holds_numbers(std::size_t column) const {
  if (column >= columns.size()) return false;
  const std::string_view type = columns[column]->get("type");
  return type == "amount" || type == "number" || type == "percent";
}

std::string Grid::label(const Row& row) const {
  for (std::size_t i = row.begin; i < row.end; ++i)
    if (!holds_numbers(cells[i].column) && cells[i].cell->get("rowspan").empty())
      return words_of(*cells[i].cell);
  return {};
}

bool says_sum(std::string_view label) {
  static constexpr auto sums = std::to_array<std::string_view>(
      {"i alt", "ialt", "total", "sum", "samlet", "subtotal", "delsum", "hovedtotal"});
  if (label.ends_with(":")) label.remove_suffix(1);
  return std::find(sums.begin(), sums.end(), label) != sums.end() || label.starts_with("i alt ") ||
         label.starts_with("i alt,") || label.ends_with(" i alt");
}

std::string words_of(const Node& node) {
  return lower(without_typography(collapse_space(node.content())));
}

std::string plain_number(const Decimal& number) {
  return without_typography(format_number(number));
}

bool within_rounding(const Node& column, const Decimal& difference, std::size_t rows) {
  const std::string unit = without_typography(column.get("unit"));
  const bool rounded = column.get("type") == "percent" || unit.starts_with("mio.") ||
                       unit.starts_with("mia.") ||
                       (unit != "kr." && column.get("type") == "number" && difference.decimals > 0);
  return rounded && static_cast<std::size_t>(std::abs(difference.units)) * 2 <= rows;
}

}  // namespace kancelli
