// Columns of a table that came or went.
#pragma once

#include <optional>
#include <vector>

#include "pipeline/word/compared.h"

namespace kancelli::word {

constexpr std::size_t no_column = SIZE_MAX;

// Which columns of the copy are which of the paper, by the words of their heads.
struct Columns {
  std::vector<std::size_t> of_copy;  // by the copy's columns: the paper's, or no_column for a new one
  std::vector<std::size_t> gone;     // of the paper
};
std::size_t width_of(const EditedTable& table);
// Nothing where the heads do not tell.
std::optional<Columns> match_columns(const PrintedTable& printed, const EditedTable& edited);

// The rows of a table, and where they are in the copy; nullptr for one that is gone there.
struct RowPair {
  const Node* row = nullptr;
  const EditedRow* edited = nullptr;
};

// No edits where that cannot be.
std::vector<Edit> column_removal(const Project& project, const Node& table, std::size_t column);
// `column`: of the copy.
std::vector<Edit> new_column(const Project& project, const Node& table, const Columns& columns,
                             std::size_t column, const EditedRow& head, const std::vector<RowPair>& rows,
                             const EditedPaper& edited);

}  // namespace kancelli::word
