#include "pipeline/filter/nodes.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli::filter {
namespace {

using ast::Element;
using ast::Kind;

constexpr std::size_t block_size = std::size_t{16} * 1024;
constexpr Kinds kinds_without_values =
    kinds({Kind::Space, Kind::SoftBreak, Kind::LineBreak, Kind::HorizontalRule, Kind::Null});

}  // namespace

const ast::Extra& Node::extra() const {
  static const ast::Extra none;
  return values->extra ? *values->extra : none;
}

namespace {

[[noreturn]] void too_big(std::size_t limit) {
  throw Error(tr("the tree grew past the memory limit of {0} MB", {std::to_string(limit >> 20)}));
}

std::size_t bytes_of(const Element& element) {
  std::size_t bytes = sizeof(Element) + element.text.size();
  if (!element.extra) return bytes;
  const ast::Attr& attr = element.extra->attr;
  bytes += sizeof(ast::Extra) + element.extra->title.size() + element.extra->format.size() + attr.id.size();
  for (const std::string& name : attr.classes) bytes += sizeof(std::string) + name.size();
  for (const auto& [name, value] : attr.attributes)
    bytes += 2 * sizeof(std::string) + name.size() + value.size();
  return bytes;
}

std::size_t bytes_of(const MetaNode& meta) {
  std::size_t bytes = sizeof(MetaNode) + meta.string.size() + meta.content.size() * sizeof(void*);
  for (const auto& [key, value] : meta.entries) bytes += sizeof(std::string) + key.size() + bytes_of(value);
  return bytes;
}

std::uint64_t weight_of(const std::vector<Node*>& nodes) {
  std::uint64_t weight = 0;
  for (const Node* node : nodes) weight += node->weight;
  return weight;
}

std::uint64_t weight_of(const MetaNode& meta) {
  std::uint64_t weight = weight_of(meta.content);
  for (const auto& entry : meta.entries) weight += weight_of(entry.value);
  return weight;
}

}  // namespace

std::size_t Tree::own_bytes() const {
  return bytes_of(meta) + blocks.size() * sizeof(void*);
}

void NodeStore::count_bytes(std::size_t bytes) {
  bytes_ += bytes;
  if (bytes_ > limit_) too_big(limit_);
}

std::size_t NodeStore::weigh(Node& node) {
  const std::size_t own = bytes_of(*node.values);
  node.weight = own;
  for (const Node* child : node) node.weight += child->weight;
  if (node.weight > limit_) too_big(limit_);
  return own;
}

Node** NodeStore::room_for(std::size_t count) {
  while (block_ < blocks_.size() && offset_ + count > block_sizes_[block_]) {
    ++block_;
    offset_ = 0;
  }
  if (block_ == blocks_.size()) {
    const std::size_t size = std::max(block_size, count);
    count_bytes(size * sizeof(void*));
    blocks_.push_back(std::make_unique<Node*[]>(size));
    block_sizes_.push_back(size);
    offset_ = 0;
  }
  Node** room = blocks_[block_].get() + offset_;
  offset_ += count;
  return room;
}

Node* NodeStore::make(Kind kind, Element* values, Node* const* children, std::size_t count) {
  count_bytes(sizeof(Node) + values->text.size());
  Node& node = nodes_.emplace_back();
  node.kind = kind;
  node.whole = false;
  node.number = static_cast<std::uint32_t>(nodes_.size() - 1);
  node.values = values;
  node.owner = &node;
  node.below = only(kind);
  if (count != 0) {
    Node** room = room_for(count);
    std::copy(children, children + count, room);
    node.children = room;
    node.count = static_cast<std::uint32_t>(count);
    for (const Node* child : node) node.below |= child->below;
  }
  weigh(node);
  return &node;
}

Node* NodeStore::with_children(Node* node, Node* const* children, std::size_t count) {
  if (count == node->count && std::equal(children, children + count, node->children)) return node;
  Node* changed = make(node->kind, node->values, children, count);
  changed->owner = node->owner;
  return changed;
}

Node* NodeStore::plain(Kind kind) {
  Node*& node = plain_[static_cast<std::size_t>(kind)];
  if (!node) node = make(kind, new_values(kind), nullptr, 0);
  return node;
}

Element* NodeStore::new_values(Kind kind) {
  count_bytes(sizeof(Element));
  return &values_.emplace_back(kind);
}

Element* NodeStore::copy_of_values(const Element& element) {
  Element* copy = new_values(element.kind);
  copy->text = element.text;
  if (element.extra) copy->extra = std::make_unique<ast::Extra>(*element.extra);
  count_bytes(element.text.capacity() + (element.extra ? sizeof(ast::Extra) : 0));
  return copy;
}

void NodeStore::drop_since(const Mark& mark) {
  while (nodes_.size() > mark.nodes) {
    Node& node = nodes_.back();
    if (plain_[static_cast<std::size_t>(node.kind)] == &node)
      plain_[static_cast<std::size_t>(node.kind)] = nullptr;
    nodes_.pop_back();
  }
  while (values_.size() > mark.values) values_.pop_back();
  block_ = mark.block;
  offset_ = mark.offset;
  bytes_ = mark.bytes;
}

void NodeStore::clear() {
  nodes_.clear();
  values_.clear();
  blocks_.clear();
  block_sizes_.clear();
  block_ = offset_ = bytes_ = 0;
  sources_.clear();
  std::fill(std::begin(plain_), std::end(plain_), nullptr);
}

// Makes the node of a source element and of all that is in it, children before parents, without recursion.
Node* NodeStore::adopt(Element& root) {
  struct Open {
    Element* element;
    Node** children;  // filled so far
    std::size_t next;
  };
  std::vector<Open> open;
  open.push_back({&root, room_for(root.content.size()), 0});
  while (true) {
    Open& top = open.back();
    auto& content = top.element->content;
    if (top.next < content.size()) {
      Element& child = content[top.next];
      if (!child.content.empty()) {
        open.push_back({&child, room_for(child.content.size()), 0});
        continue;
      }
      if (kinds_without_values & only(child.kind)) {
        top.children[top.next++] = plain(child.kind);
        continue;
      }
      Node& leaf = nodes_.emplace_back();
      leaf = {child.kind, true,  false,           0, static_cast<std::uint32_t>(nodes_.size() - 1), nullptr,
              &child,     &leaf, only(child.kind)};
      count_bytes(sizeof(Node) + weigh(leaf));
      top.children[top.next++] = &leaf;
      continue;
    }
    Node& node = nodes_.emplace_back();
    Kinds below = only(top.element->kind);
    for (std::size_t i = 0; i < content.size(); ++i) below |= top.children[i]->below;
    node = {top.element->kind,
            true,
            false,
            static_cast<std::uint32_t>(content.size()),
            static_cast<std::uint32_t>(nodes_.size() - 1),
            top.children,
            top.element,
            &node,
            below};
    count_bytes(sizeof(Node) + weigh(node));
    open.pop_back();
    if (open.empty()) return &node;
    open.back().children[open.back().next++] = &node;
  }
}

std::vector<Node*> NodeStore::load_list(std::vector<Element>& elements) {
  std::vector<Node*> list;
  list.reserve(elements.size());
  for (Element& element : elements)
    list.push_back(kinds_without_values & only(element.kind) ? plain(element.kind) : adopt(element));
  return list;
}

MetaNode NodeStore::load_meta(ast::Meta& meta) {
  MetaNode node;
  node.kind = meta.kind;
  node.boolean = meta.boolean;
  node.string = meta.string;
  node.content = load_list(meta.content);
  for (auto& [key, value] : meta.entries) node.entries.push_back({key, load_meta(value)});
  return node;
}

Tree NodeStore::load(ast::Document document) {
  const Mark before = mark();
  ast::Document& source = sources_.emplace_back(std::move(document));
  try {
    Tree tree{load_meta(source.meta), load_list(source.blocks)};
    count_bytes(tree.own_bytes());
    return tree;
  } catch (const Error&) {  // which a filter may catch, and try again
    drop_since(before);
    sources_.pop_back();
    throw;
  }
}

namespace {

// Makes elements from nodes. An element moves over whole where nothing in it changed; when a filter put
// something in two places, all is copied.
class Builder {
 public:
  explicit Builder(bool copies) : copies_(copies) {}

  void build(const std::vector<Node*>& nodes, std::vector<Element>& elements) {
    elements.reserve(nodes.size());
    for (Node* node : nodes) start(node, elements);
    while (!remaining_.empty()) {
      auto [node, target] = remaining_.back();
      remaining_.pop_back();
      target->content.reserve(node->count);
      for (Node* child : *node) start(child, target->content);
    }
  }

 private:
  void start(Node* node, std::vector<Element>& siblings) {
    if (node->whole && !copies_) {
      siblings.push_back(std::move(*node->values));
      return;
    }
    Element& element = siblings.emplace_back(node->kind);
    if (copies_) {
      element.text = node->values->text;
      if (node->values->extra) element.extra = std::make_unique<ast::Extra>(*node->values->extra);
    } else {
      element.text = std::move(node->values->text);
      element.extra = std::move(node->values->extra);
    }
    if (node->count != 0) remaining_.emplace_back(node, &element);
  }

  const bool copies_;
  std::vector<std::pair<const Node*, Element*>> remaining_;
};

// Whether some node's values are used more than once below these.
bool find_shared(const std::vector<Node*>& nodes) {
  std::vector<Node*> remaining(nodes);
  while (!remaining.empty()) {
    Node* node = remaining.back();
    remaining.pop_back();
    if (!node->values->text.empty() || node->values->extra || node->whole) {
      if (node->owner->used) return true;
      node->owner->used = true;
    }
    remaining.insert(remaining.end(), node->begin(), node->end());
  }
  return false;
}

bool find_shared(const MetaNode& meta) {
  if (find_shared(meta.content)) return true;
  return std::any_of(meta.entries.begin(), meta.entries.end(),
                     [](const auto& entry) { return find_shared(entry.value); });
}

ast::Meta build_meta(const MetaNode& node, bool copies) {
  ast::Meta meta;
  meta.kind = node.kind;
  meta.boolean = node.boolean;
  meta.string = node.string;
  Builder(copies).build(node.content, meta.content);
  for (const auto& [key, value] : node.entries) meta.entries.emplace_back(key, build_meta(value, copies));
  return meta;
}

}  // namespace

ast::Document NodeStore::take(Tree& tree) {
  if (weight_of(tree.meta) + weight_of(tree.blocks) > limit_) too_big(limit_);
  const bool copies = find_shared(tree.meta) || find_shared(tree.blocks);
  ast::Document document;
  document.meta = build_meta(tree.meta, copies);
  Builder(copies).build(tree.blocks, document.blocks);
  tree = {};
  clear();
  return document;
}

ast::Document NodeStore::copy(const Tree& tree) const {
  ast::Document document;
  document.meta = build_meta(tree.meta, true);
  Builder(true).build(tree.blocks, document.blocks);
  return document;
}

bool equal_values(const Element& a, const Element& b) {
  static const ast::Extra none;
  return a.text == b.text && (a.extra ? *a.extra : none) == (b.extra ? *b.extra : none);
}

bool equal(const Node* a, const Node* b) {
  std::vector<std::pair<const Node*, const Node*>> remaining{{a, b}};
  while (!remaining.empty()) {
    auto [left, right] = remaining.back();
    remaining.pop_back();
    if (left == right) continue;
    if (left->kind != right->kind || left->count != right->count ||
        !equal_values(*left->values, *right->values))
      return false;
    for (std::uint32_t i = 0; i < left->count; ++i)
      remaining.emplace_back(left->children[i], right->children[i]);
  }
  return true;
}

}  // namespace kancelli::filter
