#include "pipeline/ast/hashed_tree.h"

#include <functional>
#include <string>

namespace kancelli::ast {
namespace {

void mix(std::uint64_t& hash, std::uint64_t value) {
  hash ^= value + 0x9E3779B97F4A7C15u + (hash << 12) + (hash >> 4);
  hash *= 0xD6E8FEB86659FD93u;
  hash ^= hash >> 32;
}

void mix(std::uint64_t& hash, const std::string& text) {
  mix(hash, std::hash<std::string>()(text));
}

void mix(std::uint64_t& hash, const Extra& extra) {
  mix(hash, extra.attr.id);
  mix(hash, extra.attr.classes.size());
  for (const std::string& name : extra.attr.classes) mix(hash, name);
  for (const auto& [key, value] : extra.attr.attributes) {
    mix(hash, key);
    mix(hash, value);
  }
  for (const std::string* text : {&extra.format, &extra.delimiter, &extra.title, &extra.alignment})
    mix(hash, *text);
  for (const int number : {extra.number, extra.row_span, extra.col_span, extra.hash})
    mix(hash, static_cast<std::uint64_t>(number));
  for (const ColSpec& column : extra.columns) {
    mix(hash, column.alignment);
    mix(hash, std::hash<double>()(column.width));
  }
}

}  // namespace

HashedTree::HashedTree(const std::vector<Element>& elements)
    : roots(static_cast<std::uint32_t>(elements.size())) {
  for (const Element& element : elements) nodes.push_back({&element});
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const std::vector<Element>& content = nodes[i].element->content;
    nodes[i].first = static_cast<std::uint32_t>(nodes.size());
    nodes[i].count = static_cast<std::uint32_t>(content.size());
    for (const Element& child : content) nodes.push_back({&child});
  }
  for (std::size_t i = nodes.size(); i-- > 0;) {
    Node& node = nodes[i];
    node.hash = static_cast<std::uint64_t>(node.element->kind) + 1;
    mix(node.hash, node.element->text);
    // One with nothing in it equals none.
    if (node.element->extra && *node.element->extra != Extra()) mix(node.hash, *node.element->extra);
    mix(node.hash, node.count);
    for (std::uint32_t child = 0; child < node.count; ++child) mix(node.hash, nodes[node.first + child].hash);
  }
}

}  // namespace kancelli::ast
