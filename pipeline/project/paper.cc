#include "pipeline/project/paper.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

void add_row(const Node& row, const Node* group, std::size_t row_index, std::vector<std::size_t>& free_from,
             std::vector<PlacedCell>& cells) {
  // free_from[c]: the first row in which column c is not covered by a cell from above.
  std::size_t column = 0;
  const auto span_of = [](const Node& cell, std::string_view name) {
    const auto value = read_count(cell.get(name));
    return static_cast<std::size_t>(value && *value > 0 && *value < 1000 ? *value : 1);
  };
  for (const Node* cell : row.elements("cell")) {
    while (column < free_from.size() && free_from[column] > row_index) ++column;
    cells.push_back({cell, &row, group, column, row_index});
    const std::size_t columns = span_of(*cell, "colspan"), rows = span_of(*cell, "rowspan");
    if (free_from.size() < column + columns) free_from.resize(column + columns, 0);
    for (std::size_t i = 0; i < columns; ++i) free_from[column + i] = row_index + rows;
    column += columns;
  }
}

}  // namespace

const Node* Paper::by_id(std::string_view node_id) const {
  const auto found = ids.find(node_id);
  return found == ids.end() ? nullptr : found->second;
}

std::optional<Date> Paper::date_at(const Node& node) const {
  for (const Node* at = &node; at != nullptr; at = at->parent)
    if (const auto date = Date::parse(at->get("as-of"))) return date->first();
  return dated;
}

const Node* table_of(const Node& node) {
  const Node* at = &node;
  while (at != nullptr && !at->is("table")) at = at->parent;
  return at;
}

std::vector<const Node*> columns_of(const Node& table) {
  return table.elements("column");
}

std::vector<PlacedCell> place_cells(const Node& table) {
  std::vector<PlacedCell> cells;
  std::vector<std::size_t> free_from;
  std::size_t row_index = 0;
  for (const Node* child : table.elements()) {
    if (child->name == "row") add_row(*child, nullptr, row_index++, free_from, cells);
    if (child->name == "group")
      for (const Node* row : child->elements("row")) add_row(*row, child, row_index++, free_from, cells);
  }
  return cells;
}

std::optional<std::int64_t> count_items(const Node& node) {
  if (node.name == "list" || node.name == "agreed" || node.name == "recommendation")
    return static_cast<std::int64_t>(node.elements("item").size());
  if (node.name == "table") {
    std::int64_t rows = 0;
    const auto count = [&](const Node& parent) {
      for (const Node* row : parent.elements("row"))
        if (row->find("kind") == nullptr) ++rows;
    };
    count(node);
    for (const Node* group : node.elements("group")) count(*group);
    return rows;
  }
  // Blocks of running text are not counted: what remains must be of one kind.
  static constexpr std::string_view text[] = {"title", "p",    "list",   "table",
                                              "quote", "note", "figure", "caption"};
  std::int64_t count = 0;
  std::string_view kind;
  for (const Node* child : node.elements()) {
    if (std::find(std::begin(text), std::end(text), child->name) != std::end(text)) continue;
    if (!kind.empty() && kind != child->name) return std::nullopt;
    kind = child->name;
    ++count;
  }
  return count == 0 ? std::nullopt : std::optional(count);
}

std::int64_t kroner_in(std::string_view unit) {
  const std::string plain = without_typography(collapse_space(unit));
  const auto says = [&](std::string_view word) { return plain.find(word) != std::string::npos; };
  if (!says("kr")) return 0;
  if (says("mia")) return 1000000000;
  if (says("mio")) return 1000000;
  return says("1.000") || plain.starts_with("t.") ? 1000 : 1;
}

std::optional<Decimal> column_sum(const Node& table_or_group, std::string_view column) {
  const Node* table = table_of(table_or_group);
  if (table == nullptr) return std::nullopt;
  const auto columns = columns_of(*table);
  const auto wanted =
      std::find_if(columns.begin(), columns.end(), [&](const Node* c) { return c->get("id") == column; });
  if (wanted == columns.end()) return std::nullopt;
  Decimal sum;
  for (const PlacedCell& placed : place_cells(*table)) {
    const bool inside = table == &table_or_group || placed.group == &table_or_group;
    if (!inside || placed.row->find("kind") != nullptr ||
        placed.column != static_cast<std::size_t>(wanted - columns.begin()))
      continue;
    const auto value = Decimal::parse(placed.cell->get("value"));
    if (!value) return std::nullopt;
    sum = sum + *value;
  }
  return sum;
}

void read_meta(const Node& meta, Paper& paper) {
  const auto date = [&](const Node* node, std::string_view attribute, bool last) -> std::optional<Date> {
    // A skeleton's date is none yet.
    if (node == nullptr || node->get(attribute) == placeholder_date) return std::nullopt;
    const auto parsed = Date::parse(node->get(attribute));
    return parsed ? std::optional(last ? parsed->last() : parsed->first()) : std::nullopt;
  };
  const auto text = [&](std::string_view element, std::string_view attribute) {
    const Node* node = meta.child(element);
    return std::string(node == nullptr ? "" : node->get(attribute));
  };
  paper.dated = date(meta.child("dated"), "value", false);
  paper.about_from = date(meta.child("about"), "from", false);
  paper.about_until = date(meta.child("about"), "until", true);
  paper.committee = text("organ", "committee");
  paper.responsible = text("organ", "responsible");
  paper.unit = text("organ", "unit");
  paper.recipient = text("organ", "recipient");
  paper.state = text("state", "value");
  paper.sent = date(meta.child("state"), "sent", false);
  paper.meeting = date(meta.child("meeting"), "date", false);
  paper.embargo = text("embargo", "until");
  paper.closed = text("access", "state") == "closed";
  if (const Node* attachments = meta.child("attachments"))
    for (const Node* node : attachments->elements("attachment")) {
      Attachment attachment;
      attachment.number = static_cast<int>(paper.attachments.size()) + 1;
      attachment.id = node->get("id");
      attachment.paper = node->get("paper");
      attachment.file = node->get("file");
      attachment.title = node->get("title");
      attachment.sha256 = node->get("sha256");
      attachment.pages = node->get("pages");
      attachment.closed = node->get("access") == "closed";
      attachment.reason = node->get("reason");
      attachment.ground = node->get("ground");
      attachment.node = node;
      paper.attachments.push_back(std::move(attachment));
    }
}

}  // namespace kancelli
