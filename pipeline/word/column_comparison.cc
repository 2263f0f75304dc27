#include "pipeline/word/column_comparison.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/project/paper.h"
#include "pipeline/word/table_comparison.h"

namespace kancelli::word {

using Kind = Proposal::Kind;

TableColumns::TableColumns(const Compared& compared, const PrintedTable& printed, const EditedTable& edited)
    : compared_(compared), a_(printed), b_(edited) {
  if (a_.table != nullptr && a_.table->elements("column").size() != width_of(b_))
    columns_ = match_columns(a_, b_);
}

PrintedRow TableColumns::kept(PrintedRow row) const {
  if (!columns_) return row;
  const PrintedRow whole = row;
  row.cells.clear();
  for (const PrintedCell& cell : whole.cells) {
    const auto [begin, end] = columns_of(whole, cell);
    std::size_t gone = 0;
    for (const std::size_t each : columns_->gone) gone += each >= begin && each < end;
    if (gone < end - begin) row.cells.push_back(cell);
  }
  return row;
}
EditedRow TableColumns::kept(EditedRow row) const {
  if (!columns_) return row;
  std::erase_if(row.cells, [&](const EditedCell& cell) {
    for (std::size_t k = cell.column; k < cell.column + static_cast<std::size_t>(cell.columns); ++k)
      if (k >= columns_->of_copy.size() || columns_->of_copy[k] != no_column) return false;
    return true;
  });
  return row;
}

std::vector<Proposal> TableColumns::proposals(const std::vector<RowPair>& rows) const {
  std::vector<Proposal> found;
  const auto add = [&](Proposal made) -> Proposal& { return found.emplace_back(std::move(made)); };
  const Project& project = compared_.project;
  for (const std::size_t column : columns_->gone) {
    const PrintedCell& head = a_.rows[0].cells[column];
    if (by_source(head)) continue;
    std::string text;
    for (const PrintedParagraph& each : head.paragraphs) text += each.text() + " ";
    Proposal& made = add(compared_.begin(Kind::removed, {}, first_paragraph(b_)));
    made.now = shown(text);
    made.hint = tr("a column with its cells");
    finish(made, column_removal(project, *a_.table, column));
  }
  for (std::size_t column = 0; column < columns_->of_copy.size(); ++column) {
    if (columns_->of_copy[column] != no_column || was_sent(b_.rows[0].cells[column])) continue;
    Proposal& made = add(compared_.begin(Kind::added, who_added(column), first_paragraph(b_)));
    made.proposed = text_of_column(column);
    made.hint = tr("a column with its cells");
    finish(made, new_column(project, *a_.table, *columns_, column, b_.rows[0], rows, compared_.edited));
  }
  return found;
}

// The source did that since it was sent.
bool TableColumns::by_source(const PrintedCell& head) const {
  std::vector<const PrintedParagraph*> all;
  for (const PrintedParagraph& each : head.paragraphs) all.push_back(&each);
  return compared_.sent != nullptr && !all.empty() && !compared_.sent->in_source(all);
}
bool TableColumns::was_sent(const EditedCell& head) const {
  return compared_.sent != nullptr && !head.paragraphs.empty() &&
         std::all_of(head.paragraphs.begin(), head.paragraphs.end(),
                     [&](const EditedParagraph& each) { return compared_.sent->untouched(each); });
}

std::string TableColumns::text_of_column(std::size_t column) const {
  std::string text;
  for (const EditedRow& row : b_.rows)
    for (const EditedCell& cell : row.cells)
      if (cell.column == column && cell.columns == 1) {
        for (const EditedParagraph& each : cell.paragraphs) text += each.text + " ";
        text += "\t";
      }
  return text;
}

std::vector<Person> TableColumns::who_added(std::size_t column) const {
  for (const EditedRow& row : b_.rows)
    for (const EditedCell& cell : row.cells)
      if (cell.column == column && cell.columns == 1)
        for (const EditedParagraph& each : cell.paragraphs)
          if (const std::vector<Person> who = people_of(each); !who.empty()) return who;
  return {};
}

void TableColumns::finish(Proposal& made, std::vector<Edit> edits) const {
  made.edits = std::move(edits);
  made.place = a_.table->name_span;
  for (const Edit& edit : made.edits) made.words.push_back(edit.span);
  if (!made.edits.empty()) return;
  made.kind = Kind::by_hand;
  made.words = {made.place};
  made.hint += "; " + tr("cells reach across it: change it in the source");
}

// [begin, end) of those that a cell covers.
std::pair<std::size_t, std::size_t> TableColumns::columns_of(const PrintedRow& row,
                                                             const PrintedCell& cell) const {
  const auto index = static_cast<std::size_t>(&cell - row.cells.data());
  if (row.row == nullptr || cell.cell == nullptr) return {index, index + 1};
  for (const PlacedCell& placed : place_cells(*a_.table))
    if (placed.cell == cell.cell) {
      const int span = std::atoi(std::string(placed.cell->get("colspan")).c_str());
      return {placed.column, placed.column + static_cast<std::size_t>(std::max(1, span))};
    }
  return {index, index + 1};
}

bool TableColumns::same(const PrintedRow& row, const PrintedCell& printed, const EditedCell& edited) const {
  const auto [begin, end] = columns_of(row, printed);
  for (std::size_t k = edited.column; k < edited.column + static_cast<std::size_t>(edited.columns); ++k)
    if (k < columns_->of_copy.size() && columns_->of_copy[k] >= begin && columns_->of_copy[k] < end)
      return true;
  return false;
}

}  // namespace kancelli::word
