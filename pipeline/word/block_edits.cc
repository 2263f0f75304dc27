#include "pipeline/word/block_edits.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/project/paper.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/paper_blocks.h"
#include "pipeline/word/source_words.h"
#include "pipeline/word/value_edits.h"

namespace kancelli::word {
namespace {

const Node* element_of(const PrintedBlock* block) {
  if (block == nullptr) return nullptr;
  if (const PrintedTable* table = block->table()) return table->table;
  return block->paragraph()->element;
}

bool stands_in(const PrintedBlock* block, const Node& element) {
  if (block == nullptr) return false;
  return is_within(node_of(*block), element);
}

// The outermost element that holds no more than blocks like it: a list, a table, a quotation, a note.
const Node* out_of_lists(const Node* element) {
  const Node* found = element;
  for (const Node* at = element; at != nullptr; at = at->parent)
    if (at->is("list") || at->is("table") || at->is("quote") || at->is("figure") || at->is("note"))
      found = at;
  return found;
}

std::string_view source_of(const Project& project, const Node& element) {
  return project.sources.text(element.span.source)
      .substr(element.span.begin, element.end - element.span.begin);
}

std::string cell_xml(const EditedCell& cell, const Node* column, const EditedPaper& edited) {
  std::string text;
  for (const EditedParagraph& paragraph : cell.paragraphs)
    text += (text.empty() ? "" : " ") + paragraph_xml(paragraph, edited);
  const bool number = column != nullptr && !column->get("type").empty() && column->get("type") != "text";
  std::string plain = text;
  if (plain.ends_with(" %")) plain.resize(plain.size() - 2);
  if (const auto value = danish_number(plain); number && value && cell.columns == 1)
    return "<cell value=\"" + value->plain() + "\"/>";
  const std::string tag =
      cell.columns > 1 ? "<cell colspan=\"" + std::to_string(cell.columns) + "\"" : "<cell";
  return text.empty() ? tag + "/>" : tag + ">" + text + "</cell>";
}

}  // namespace

bool is_running(const Node& element) {
  return element.is("p") || element.is("list") || element.is("table") || element.is("quote") ||
         element.is("figure") || element.is("note");
}

Edit put(const Project& project, const BlockPlace& place, const std::vector<std::string>& elements) {
  const Node& element = *place.element;
  const std::string indent = indentation(project, element);
  std::string text;
  for (const std::string& each : elements) place.behind ? text += indent + each : text += each + indent;
  const std::uint32_t at = place.behind ? element.end : element.span.begin;
  return {{element.span.source, at, at}, text};
}

Edit removal(const Project& project, const Node& element) {
  const std::string_view text = project.sources.text(element.span.source);
  std::uint32_t begin = element.span.begin;
  while (begin > 0 && is_xml_space(text[begin - 1])) --begin;
  return {{element.span.source, begin, element.end}, ""};
}

const Node* removable(const PrintedParagraph& paragraph) {
  const Node* element = paragraph.element;
  if (element == nullptr || paragraph.heading || element->is("title") || element->is("cell") ||
      element->is("caption") || element->is("column") || element->is("footnote"))
    return nullptr;
  const Node* whole = whole_block(element);
  // The first paragraph of an item that holds more: what follows would have none.
  if (whole->is("p") && whole->parent->is("item") && whole->parent->elements().front() == whole)
    return nullptr;
  while (whole->parent != nullptr &&
         (whole->parent->is("quote") || whole->parent->is("note") || whole->parent->is("list")) &&
         whole->parent->elements().size() == 1)
    whole = whole->parent;
  return whole;
}

// The item that the element stands in, so many lists deep.
const Node* item_at(const Node* element, int level) {
  std::vector<const Node*> items;
  for (const Node* at = element; at != nullptr; at = at->parent)
    if (at->is("item") || at->is("role")) items.insert(items.begin(), at);
  return static_cast<std::size_t>(level) < items.size() ? items[static_cast<std::size_t>(level)] : nullptr;
}

BlockPlace place_between(const PrintedBlock* before, const PrintedBlock* after, int level) {
  const Node *one = element_of(before), *next = element_of(after);
  if (level >= 0) {
    if (one != nullptr && before->paragraph() != nullptr)
      if (const Node* item = item_at(one, level)) {
        // Its own list below it goes with the new one.
        const bool parted =
            one->is("p") && one->parent == item && item->is("item") && one != next && stands_in(after, *item);
        return parted ? BlockPlace{one, true, item} : BlockPlace{item, true};
      }
    if (next != nullptr && after->paragraph() != nullptr)
      if (const Node* item = item_at(next, level)) return {item, false};
    if (level > 0 || (one != nullptr && item_at(one, 0) != nullptr)) return {};
    // A quotation holds no list.
    if (one != nullptr && one->parent->is("quote") && stands_in(after, *one->parent)) return {};
  } else if (one != nullptr && one->is("p") && (one->parent->is("quote") || one->parent->is("note")) &&
             stands_in(after, *one->parent)) {
    // Between two paragraphs of one quotation or note, or in front of where it is from, it is one of them.
    return {one, true};
  } else if (one != nullptr && next != nullptr) {
    // In the middle of a list it has no place.
    if (out_of_lists(one) == out_of_lists(next) && one != next) return {};
  }
  if (one != nullptr && before->table() != nullptr) return {one, true};
  if (one != nullptr && before->paragraph() != nullptr && !before->paragraph()->heading) {
    const Node* out = out_of_lists(one);
    if (is_running(*out)) return {out, true};
  }
  if (next != nullptr && (after->table() != nullptr || !after->paragraph()->heading)) {
    const Node* out = out_of_lists(next);
    if (is_running(*out)) return {out, false};
  }
  // Below a heading of its own, with nothing else there yet.
  if (one != nullptr && one->is("title")) return {one, true};
  return {};
}

Edit new_blocks(const Project& project, const BlockPlace& place,
                const std::vector<const EditedBlock*>& blocks, const Document& document,
                const EditedPaper& edited) {
  const bool item = place.parted != nullptr || place.element->is("item");
  const std::string name = item ? "item" : place.element->is("role") ? "role" : "p";
  if (place.parted == nullptr)
    return put(project, place,
               new_elements(document, edited, blocks, name, indentation(project, *place.element)));
  const std::string indent = indentation(project, *place.parted);
  std::vector<std::string> items = new_elements(document, edited, blocks, name, indent);
  std::string text = indent + "</item>";
  std::string last = paragraph_xml(*blocks.back()->paragraph(), edited);
  items.pop_back();
  for (const std::string& each : items) text += indent + each;
  text += indent + "<item>" + indent + "  <p>" + last + "</p>";
  return {{place.element->span.source, place.element->end, place.element->end}, text};
}

std::string edited_text(std::string_view text, std::vector<Edit> edits, std::uint32_t begin) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  std::string result;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    result.append(text.substr(at, edit.span.begin - begin - at));
    result += edit.text;
    at = edit.span.end - begin;
  }
  return result.append(text.substr(at));
}

Edit moved_block(const Project& project, const BlockPlace& place, const std::vector<const Node*>& elements,
                 const std::vector<Edit>& within) {
  std::vector<std::string> blocks;
  for (const Node* element : elements) {
    std::vector<Edit> own;
    for (const Edit& edit : within)
      if (edit.span.source == element->span.source && edit.span.begin >= element->span.begin &&
          edit.span.end <= element->end)
        own.push_back(edit);
    const std::string source = edited_text(source_of(project, *element), std::move(own), element->span.begin);
    // Among items it is one, outside of lists none.
    if (element->is("item") && is_running(*place.element) && !place.element->is("item"))
      blocks.push_back("<list kind=\"" + std::string(element->parent->get("kind")) + "\">" +
                       indentation(project, *place.element) + "  " + source +
                       indentation(project, *place.element) + "</list>");
    else
      blocks.push_back(source);
  }
  return put(project, place, blocks);
}

Edit new_row(const Project& project, const Node& table, const BlockPlace& place, const EditedRow& row,
             const EditedPaper& edited) {
  const std::vector<const Node*> columns = table.elements("column");
  std::string indent = indentation(project, *place.element);
  // A row on one line stays on one.
  const std::string_view like = source_of(project, *place.element);
  const bool one_line = like.find('\n') == std::string_view::npos;
  const std::string inner = one_line || indent == " " ? "" : indent + "  ";
  std::string xml = "<row>";
  for (const EditedCell& cell : row.cells)
    xml += inner + cell_xml(cell, cell.column < columns.size() ? columns[cell.column] : nullptr, edited);
  return put(project, place, {xml + (inner.empty() ? "" : indent) + "</row>"});
}

std::vector<Edit> spans_over(const Node& table, const BlockPlace& place, int change) {
  std::vector<Edit> edits;
  std::vector<const Node*> rows;
  for (const PlacedCell& cell : place_cells(table))
    if (rows.empty() || rows.back() != cell.row) rows.push_back(cell.row);
  const auto found = std::find(rows.begin(), rows.end(), place.element);
  if (found == rows.end()) return edits;
  const auto at = static_cast<std::size_t>(found - rows.begin());
  for (const PlacedCell& cell : place_cells(table)) {
    const Attribute* span = cell.cell->find("rowspan");
    if (span == nullptr) continue;
    const auto own = static_cast<std::size_t>(std::find(rows.begin(), rows.end(), cell.row) - rows.begin());
    const auto length = static_cast<std::size_t>(std::max(1, std::atoi(span->value.c_str())));
    const std::size_t last = own + length - 1;
    // A row that goes must lie below the cell's own; a new one between two that it spans.
    const bool touched = change < 0     ? at > own && at <= last
                         : place.behind ? at >= own && at < last
                                        : at > own && at <= last;
    if (touched) edits.push_back({span->value_span, std::to_string(static_cast<int>(length) + change)});
  }
  return edits;
}

}  // namespace kancelli::word
