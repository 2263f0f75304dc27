#include <algorithm>
#include <array>

#include "pipeline/filter/values.h"

// Which slot of an element holds what.
namespace kancelli::filter {

using ast::Kind;

namespace {

using Slots = std::array<Field, most_slots>;
using enum Field;

// The slots of each kind, from `first_slot` on. Slots that hold children stand in the order of the children.
constexpr Slots slots_of(Kind kind) {
  switch (kind) {
    case Kind::Str:
      return {text};
    case Kind::Quoted:
      return {inlines, format};
    case Kind::Cite:
      return {citations, inlines};
    case Kind::Code:
    case Kind::CodeBlock:
      return {text, attr};
    case Kind::Math:
    case Kind::RawInline:
    case Kind::RawBlock:
      return {text, format};
    case Kind::Link:
    case Kind::Image:
      return {inlines, attr, text, title};
    case Kind::Span:
      return {inlines, attr};
    case Kind::Note:
    case Kind::BlockQuote:
      return {blocks};
    case Kind::LineBlock:
      return {lines};
    case Kind::OrderedList:
      return {items, list_attributes};
    case Kind::BulletList:
      return {items};
    case Kind::DefinitionList:
      return {definitions};
    case Kind::Header:
      return {inlines, attr, number};
    case Kind::Table:
      return {caption, head, bodies, foot, attr, columns};
    case Kind::Figure:
      return {caption, blocks, attr};
    case Kind::Div:
      return {blocks, attr};
    case Kind::Citation:
      return {prefix, suffix, text, format, number, hash};
    case Kind::TableHead:
    case Kind::TableFoot:
      return {rows, attr};
    case Kind::Row:
      return {cells, attr};
    case Kind::Cell:
      return {blocks, attr, alignment, row_span, col_span};
    case Kind::Space:
    case Kind::SoftBreak:
    case Kind::LineBreak:
    case Kind::HorizontalRule:
    case Kind::Null:
      return {};
    default:
      return kind < Kind::LineBlock ? Slots{inlines} : Slots{};
  }
}

constexpr auto layout = [] {
  std::array<Slots, attr_type> all{};
  for (int k = 0; k < attr_type; ++k) all[static_cast<std::size_t>(k)] = slots_of(static_cast<Kind>(k));
  return all;
}();

constexpr auto slot_counts = [] {
  std::array<int, attr_type> all{};
  for (std::size_t k = 0; k < all.size(); ++k)
    for (Field field : layout[k]) all[k] += field != none;
  return all;
}();

}  // namespace

int slot_count(Kind kind) {
  return slot_counts[static_cast<std::size_t>(kind)];
}

const char* name_of(Field field) {
  static const char* const names[] = {
      "none",      "inlines",  "blocks",   "lines",  "items",  "definitions", "citations",
      "rows",      "cells",    "caption",  "head",   "bodies", "foot",        "prefix",
      "suffix",    "text",     "attr",     "format", "number", "title",       "list_attributes",
      "alignment", "row_span", "col_span", "hash",   "columns"};
  return names[static_cast<std::size_t>(field)];
}

Field field_of(Kind kind, int slot) {
  const int i = slot - first_slot;
  return i < 0 || i >= most_slots ? none
                                  : layout[static_cast<std::size_t>(kind)][static_cast<std::size_t>(i)];
}

std::pair<Node* const*, Node* const*> part_of(const Node& node, Field field) {
  const auto of_kind = [&](Kind kind) {
    const auto is = [kind](const Node* child) { return child->kind == kind; };
    Node* const* begin = std::find_if(node.begin(), node.end(), is);
    return std::pair(begin, std::find_if_not(begin, node.end(), is));
  };
  const auto after = [&](Kind kind) { return std::pair(of_kind(kind).second, node.end()); };
  switch (field) {
    case citations:
      return of_kind(Kind::Citation);
    case caption:
      return of_kind(Kind::Caption);
    case head:
      return of_kind(node.kind == Kind::TableBody ? Kind::IntermediateHead : Kind::TableHead);
    case bodies:
      return of_kind(Kind::TableBody);
    case foot:
      return of_kind(Kind::TableFoot);
    case prefix:
      return of_kind(Kind::Prefix);
    case suffix:
      return of_kind(Kind::Suffix);
    default:
      break;
  }
  // The rest of the children, after what stands before them.
  const Kind before = node.kind == Kind::Cite         ? Kind::Citation
                      : node.kind == Kind::Figure     ? Kind::Caption
                      : node.kind == Kind::Caption    ? Kind::ShortCaption
                      : node.kind == Kind::TableBody  ? Kind::IntermediateHead
                      : node.kind == Kind::Definition ? Kind::Term
                                                      : Kind::Str;
  if (before == Kind::Str || node.count == 0 || node.children[0]->kind != before)
    return {node.begin(), node.end()};
  return after(before);
}

}  // namespace kancelli::filter
