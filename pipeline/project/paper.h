// One source document: its type, metadata and tree, every node with its place.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli {

// A number that its order gives it, and either a paper of the project or a file.
struct Attachment {
  int number = 0;  // from 1
  std::string id, paper, file, title, sha256, pages;
  bool closed = false;
  std::string reason, ground;
  const Node* node = nullptr;
};

struct Paper {
  std::string id, type, file;        // file: path in the project, "content/papers/charter/x.xml"
  std::unique_ptr<XmlDocument> xml;  // never null: papers that are not well-formed are not in a Project
  bool valid = false;                // its grammar accepts it

  std::string title;  // its words, plain
  std::optional<Date> dated;
  std::optional<Date> about_from, about_until;
  std::string committee, responsible, unit, recipient;  // register ids
  std::optional<Date> meeting, sent;
  std::string state;    // "draft", "in-approval", "sent", "superseded", "withdrawn"
  std::string embargo;  // ISO date or ""
  bool closed = false;
  std::vector<Attachment> attachments;

  // Of the marked-up text of an amendment: its lines when all changes are refused, and when all are accepted.
  std::vector<std::string> lines_before, lines_after;

  std::map<std::string_view, const Node*> ids;  // every id in it; the first of duplicates

  const Node& root() const { return *xml->root; }
  SourceId source() const { return xml->source; }
  const Node* by_id(std::string_view node_id) const;
  // The date that names are printed as of: an `as-of` on the node, else the paper's date; nothing when
  // neither is there.
  std::optional<Date> date_at(const Node& node) const;
};

// What <meta> says, but the title: it may name other papers, which are read later.
void read_meta(const Node& meta, Paper& paper);

// How many things an element counts: items of a list, plain rows of a table, children of an element that
// holds elements of one kind (areas: area). Nothing for an element that holds only text.
std::optional<std::int64_t> count_items(const Node& node);

// The table's number columns, added up: every plain row (row without kind); for a group only its own. Nothing
// for a column that is not there or holds a cell that is no number.
std::optional<Decimal> column_sum(const Node& table_or_group, std::string_view column);
// How many kroner one of a column's unit is: 1000 for "1.000 kr." and "t.kr."; 0 for what is no money.
std::int64_t kroner_in(std::string_view unit);
// The column a cell stands in (0-based), rowspans and colspans counted; the table's column elements in order.
std::vector<const Node*> columns_of(const Node& table);
struct PlacedCell {
  const Node* cell;
  const Node* row;
  const Node* group;  // or nullptr
  std::size_t column, row_index;
};
// The cells of a table on their grid.
std::vector<PlacedCell> place_cells(const Node& table);
// The table that a row, cell or group is in.
const Node* table_of(const Node& node);

}  // namespace kancelli
