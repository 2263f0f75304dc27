#include "pipeline/word/paper_blocks.h"

namespace kancelli::word {
namespace {

bool holds_blocks(const Node& element) {
  return element.is("list") || element.is("quote") || element.is("note") || element.is("figure") ||
         element.is("table") || element.is("item");
}

}  // namespace

const Node* node_of(const PrintedBlock& block) {
  if (const PrintedTable* table = block.table()) return table->table;
  const PrintedParagraph& paragraph = *block.paragraph();
  return paragraph.element != nullptr ? paragraph.element : paragraph.around;
}

bool is_within(const Node* node, const Node& element) {
  while (node != nullptr && node != &element) node = node->parent;
  return node != nullptr;
}

const Node* section_of(const PrintedBlock& heading) {
  if (heading.paragraph() == nullptr || !heading.paragraph()->heading) return nullptr;
  const Node* node = node_of(heading);
  if (node != nullptr && node->is("title")) node = node->parent;
  return node == nullptr || node->parent == nullptr || node->is("meta") ? nullptr : node;
}

BlockRange whole_of(const std::vector<PrintedBlock>& blocks, const std::vector<bool>& those, std::size_t at) {
  const bool heading = blocks[at].paragraph() != nullptr && blocks[at].paragraph()->heading;
  if (!heading && blocks[at].paragraph() != nullptr && blocks[at].paragraph()->element == nullptr) return {};
  BlockRange found;
  for (const Node* node = heading ? section_of(blocks[at]) : node_of(blocks[at]);
       node != nullptr && node->parent != nullptr; node = node->parent) {
    BlockRange range{node, at, at + 1};
    while (range.begin > 0 && is_within(node_of(blocks[range.begin - 1]), *node)) --range.begin;
    while (range.end < blocks.size() && is_within(node_of(blocks[range.end]), *node)) ++range.end;
    bool all = true;
    for (std::size_t k = range.begin; all && k < range.end; ++k) {
      const PrintedParagraph* paragraph = blocks[k].paragraph();
      // Where a quotation is from, the program writes: it goes with the words.
      const bool origin = node->is("quote") && paragraph != nullptr && paragraph->element == nullptr;
      all = those[k] || origin;
    }
    if (!all) break;
    if (holds_blocks(*node) || section_of(blocks[range.begin]) == node) found = range;
  }
  return found;
}

}  // namespace kancelli::word
