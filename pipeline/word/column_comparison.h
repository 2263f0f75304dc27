// What changed in the columns of a table.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/word/column_edits.h"

namespace kancelli::word {

class TableColumns {
 public:
  TableColumns(const Compared& compared, const PrintedTable& printed, const EditedTable& edited);

  // Some came or went; false where the heads do not tell which.
  bool others() const { return columns_.has_value(); }
  // The row with the columns alone that both have.
  PrintedRow kept(PrintedRow row) const;
  EditedRow kept(EditedRow row) const;
  // The cells stand in one column.
  bool same(const PrintedRow& row, const PrintedCell& printed, const EditedCell& edited) const;
  std::vector<Proposal> proposals(const std::vector<RowPair>& rows) const;

 private:
  bool by_source(const PrintedCell& head) const;
  bool was_sent(const EditedCell& head) const;
  std::string text_of_column(std::size_t column) const;
  std::vector<Person> who_added(std::size_t column) const;
  void finish(Proposal& made, std::vector<Edit> edits) const;
  std::pair<std::size_t, std::size_t> columns_of(const PrintedRow& row, const PrintedCell& cell) const;

  const Compared& compared_;
  const PrintedTable& a_;
  const EditedTable& b_;
  std::optional<Columns> columns_;
};

}  // namespace kancelli::word
