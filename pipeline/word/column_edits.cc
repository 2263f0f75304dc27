#include "pipeline/word/column_edits.h"

#include <algorithm>

#include "pipeline/project/paper.h"
#include "pipeline/word/alignment.h"
#include "pipeline/word/block_edits.h"
#include "pipeline/word/new_content.h"

namespace kancelli::word {
namespace {

template <class Cell, class Say>
std::string said(const Cell& cell, Say say) {
  std::string text;
  for (const auto& paragraph : cell.paragraphs) text += say(paragraph) + " ";
  return text;
}

std::size_t span_of(const Node& cell) {
  const Attribute* span = cell.find("colspan");
  return span == nullptr ? 1 : static_cast<std::size_t>(std::max(1, std::atoi(span->value.c_str())));
}

std::string cell_text(const EditedCell* cell, const EditedPaper& edited) {
  std::string xml;
  if (cell != nullptr)
    for (const EditedParagraph& paragraph : cell->paragraphs)
      xml += (xml.empty() ? "" : " ") + paragraph_xml(paragraph, edited);
  return xml.empty() ? "<cell/>" : "<cell>" + xml + "</cell>";
}

const EditedCell* cell_at(const EditedRow* row, std::size_t column) {
  if (row != nullptr)
    for (const EditedCell& cell : row->cells)
      if (cell.column == column && cell.columns == 1) return &cell;
  return nullptr;
}

}  // namespace

std::size_t width_of(const EditedTable& table) {
  std::size_t width = 0;
  for (const EditedRow& row : table.rows)
    for (const EditedCell& cell : row.cells)
      width = std::max(width, cell.column + static_cast<std::size_t>(cell.columns));
  return width;
}

std::optional<Columns> match_columns(const PrintedTable& printed, const EditedTable& edited) {
  if (printed.rows.empty() || edited.rows.empty() || printed.rows[0].row != nullptr) return std::nullopt;
  const std::size_t of_paper = printed.table->elements("column").size(), of_copy = width_of(edited);
  if (printed.rows[0].cells.size() != of_paper || edited.rows[0].cells.size() != of_copy) return std::nullopt;
  std::vector<Unit> a, b;
  for (const PrintedCell& cell : printed.rows[0].cells)
    a.push_back({true, said(cell, [](const PrintedParagraph& p) { return p.text(); }), "", false});
  for (const EditedCell& cell : edited.rows[0].cells)
    b.push_back({true, said(cell, [](const EditedParagraph& p) { return p.text; }), "", false});
  Columns columns;
  columns.of_copy.resize(of_copy, no_column);
  for (const Match& match : align(a, b)) {
    if (match.moved) return std::nullopt;
    if (match.b.empty()) columns.gone.push_back(match.a[0]);
    if (!match.a.empty() && !match.b.empty()) columns.of_copy[match.b[0]] = match.a[0];
  }
  return columns;
}

std::vector<Edit> column_removal(const Project& project, const Node& table, std::size_t column) {
  std::vector<Edit> edits = {removal(project, *table.elements("column")[column])};
  for (const PlacedCell& placed : place_cells(table)) {
    const std::size_t span = span_of(*placed.cell);
    if (column < placed.column || column >= placed.column + span) continue;
    if (span > 1)
      edits.push_back({placed.cell->find("colspan")->value_span, std::to_string(span - 1)});
    else if (placed.row->elements("cell").size() == 1)
      return {};
    else
      edits.push_back(removal(project, *placed.cell));
  }
  return edits;
}

std::vector<Edit> new_column(const Project& project, const Node& table, const Columns& columns,
                             std::size_t column, const EditedRow& head, const std::vector<RowPair>& rows,
                             const EditedPaper& edited) {
  // How many columns of the paper stand in front of it.
  std::size_t at = 0;
  for (std::size_t k = 0; k < column; ++k)
    if (columns.of_copy[k] != no_column) at = columns.of_copy[k] + 1;
  const std::vector<const Node*> all = table.elements("column");
  const auto beside = [&](const std::vector<const Node*>& elements, std::size_t count) {
    return count > 0 ? BlockPlace{elements[count - 1], true} : BlockPlace{elements[0], false};
  };
  std::string words = cell_text(cell_at(&head, column), edited);
  words = words == "<cell/>" ? "<column type=\"text\"/>"
                             : "<column type=\"text\">" + words.substr(6, words.size() - 13) + "</column>";
  std::vector<Edit> edits = {put(project, beside(all, at), {words})};
  const std::vector<PlacedCell> cells = place_cells(table);
  std::vector<const Node*> done;
  for (const PlacedCell& first : cells) {
    if (std::find(done.begin(), done.end(), first.row) != done.end()) continue;
    done.push_back(first.row);
    const auto pair =
        std::find_if(rows.begin(), rows.end(), [&](const RowPair& p) { return p.row == first.row; });
    const EditedCell* cell = pair == rows.end() ? nullptr : cell_at(pair->edited, column);
    const std::vector<const Node*> own = first.row->elements("cell");
    std::size_t before = 0;
    const Node* across = nullptr;
    for (const PlacedCell& placed : cells) {
      if (placed.row != first.row || placed.column >= at) continue;
      ++before;
      if (placed.column + span_of(*placed.cell) > at) across = placed.cell;
    }
    if (across == nullptr) {
      edits.push_back(put(project, beside(own, before), {cell_text(cell, edited)}));
    } else if (cell == nullptr) {
      edits.push_back({across->find("colspan")->value_span, std::to_string(span_of(*across) + 1)});
    } else {
      return {};
    }
  }
  return edits;
}

}  // namespace kancelli::word
