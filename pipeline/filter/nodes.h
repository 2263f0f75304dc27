// The tree while filters run: nodes that never change, so that a Lua object may stand for one by its number,
// whatever becomes of the tree. An element that a filter changes becomes a new node; what it keeps is shared.
#pragma once

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::filter {

using Kinds = std::uint64_t;  // a set of ast::Kind
constexpr Kinds only(ast::Kind kind) {
  return Kinds{1} << static_cast<unsigned>(kind);
}
constexpr Kinds kinds(std::initializer_list<ast::Kind> list) {
  Kinds all = 0;
  for (ast::Kind kind : list) all |= only(kind);
  return all;
}

struct Node {
  ast::Kind kind;
  bool whole;                // `values` still has its content, which is this node's
  bool used = false;         // while a document is made from nodes
  std::uint32_t count = 0;   // of children
  std::uint32_t number = 0;  // in its store
  Node* const* children = nullptr;
  ast::Element* values = nullptr;  // the text and what else the element itself says
  Node* owner = nullptr;           // the node that `values` belongs to
  Kinds below = 0;                 // the kinds of this node and of everything in it
  std::uint64_t weight = 0;        // bytes of the elements that it becomes: what is shared counts every time

  Node* const* begin() const { return children; }
  Node* const* end() const { return children + count; }
  const ast::Extra& extra() const;
};

struct MetaEntry;

struct MetaNode {
  ast::Meta::Kind kind = ast::Meta::Kind::map;
  bool boolean = false;
  std::string string;
  std::vector<Node*> content;
  std::vector<MetaEntry> entries;
};

// No pair, which clang 14 cannot make of a type within itself.
struct MetaEntry {
  std::string key;
  MetaNode value;
};

struct Tree {
  MetaNode meta;
  std::vector<Node*> blocks;

  std::size_t own_bytes() const;  // without the nodes
};

// Owns the nodes of one run.
class NodeStore {
 public:
  // Bytes that nodes may take, and the elements made of them; past it, Error. A tree whose branches are the
  // same node weighs twice as much at every step, while it takes no memory and would be walked for ever.
  void set_limit(std::size_t bytes) { limit_ = bytes; }
  void count_bytes(std::size_t bytes);

  // Beside the documents and nodes that are there: filters may keep elements from before.
  Tree load(ast::Document document);
  ast::Document copy(const Tree& tree) const;
  // Empties the tree and the store.
  ast::Document take(Tree& tree);
  void clear();

  Node* find(std::uint32_t number) { return number < nodes_.size() ? &nodes_[number] : nullptr; }
  Node* make(ast::Kind kind, ast::Element* values, Node* const* children, std::size_t count);
  // The node with other children; itself, when they are the same.
  Node* with_children(Node* node, Node* const* children, std::size_t count);
  Node* plain(ast::Kind kind);  // without values and content, one for each kind
  ast::Element* new_values(ast::Kind kind);
  ast::Element* copy_of_values(const ast::Element& element);

  // What is made after a mark can be dropped again.
  struct Mark {
    std::size_t nodes, values, block, offset, bytes;
  };
  Mark mark() const { return {nodes_.size(), values_.size(), block_, offset_, bytes_}; }
  void drop_since(const Mark& mark);

 private:
  Node** room_for(std::size_t count);
  std::size_t weigh(Node& node);  // the bytes of its own element
  Node* adopt(ast::Element& element);
  MetaNode load_meta(ast::Meta& meta);
  std::vector<Node*> load_list(std::vector<ast::Element>& elements);

  std::deque<Node> nodes_;
  std::deque<ast::Element> values_;
  std::vector<std::unique_ptr<Node*[]>> blocks_;  // where lists of children lie
  std::vector<std::size_t> block_sizes_;
  std::size_t block_ = 0, offset_ = 0;  // the next free place
  std::size_t bytes_ = 0, limit_ = SIZE_MAX;
  std::deque<ast::Document> sources_;  // nodes point into them
  Node* plain_[64] = {};
};

bool equal(const Node* a, const Node* b);
bool equal_values(const ast::Element& a, const ast::Element& b);

// Pandoc's own idea of an element's words (pandoc.utils.stringify): nothing between blocks, English quotation
// marks, no notes.
std::string stringify(Node* const* begin, Node* const* end);

// As Haskell's `show` prints it, which is what tostring() gives.
std::string show(Node* node);
std::string show_list(Node* const* begin, Node* const* end);
std::string show(const ast::Attr& attr);
std::string show_text(std::string_view text);

}  // namespace kancelli::filter
