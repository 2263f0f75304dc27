// Between nodes and what a filter sees of them. An element is a Lua table with a metatable of its kind: slot
// 1 holds the number of the node it stands for, the slots after it its properties, each filled when it is
// first asked for. So an element that a filter only looks at is known to be unchanged, and one that it built
// has no number.
//
// Nothing here owns memory in a C++ frame: a Lua error may leave any of these functions at any call.
#pragma once

#include <lua.hpp>

#include "pipeline/filter/nodes.h"

namespace kancelli::filter {

// What stands in a slot.
enum class Field : unsigned char {
  none,
  inlines,
  blocks,
  lines,
  items,
  definitions,
  citations,
  rows,
  cells,
  caption,
  head,
  bodies,
  foot,
  prefix,
  suffix,  // from children
  text,
  attr,
  format,
  number,
  title,
  list_attributes,
  alignment,
  row_span,
  col_span,
  hash,
  columns,  // from values
};

// Types of Lua objects that are not kinds of elements; their numbers follow those of the kinds.
enum Type : int {
  attr_type = static_cast<int>(ast::Kind::Cell) + 1,
  attributes_type,
  list_attributes_type,
  list_type,
  inlines_type,
  blocks_type,
  document_type,
  meta_type,
  type_count
};

constexpr int first_slot = 2;
constexpr int most_slots = 6;

class Values {
 public:
  Values(lua_State* lua, NodeStore& store);  // makes the metatables
  // Tables by name, for the Lua side: the metatables; the elements that are all alike, such as Space.
  void push_metatables();
  void push_singletons();

  // Elements are on the stack of the thread at work: Lua's own, or a coroutine's.
  lua_State* const& thread() const { return lua_; }
  void set_thread(lua_State* thread) { lua_ = thread; }

  // `coerce` is a table of functions by name of a Field: each gives a proper list for a value that a filter
  // put there, or raises an error.
  void set_coercions(int index);

  void start_run(double run) { run_ = run; }
  void start_reading() { depth_ = 0; }  // before the first peek; an earlier one may have ended in an error

  // The kind or Type of a value; -1 for anything else.
  int type_of(int index) const;
  static bool is_element(int type) { return type >= 0 && type <= static_cast<int>(ast::Kind::Cell); }

  static bool belongs(int type, Field field);  // whether an element of the type may stand in such a list

  void push(Node* node);
  void push_list(Node* const* begin, Node* const* end, int type);
  void push_attr(const ast::Attr& attr);
  void push_meta(const MetaNode& meta);
  void push_document(std::size_t tree);
  // Fills a slot of the element, and pushes its value.
  void fetch(int index, int slot);

  // Raise a Lua error when the value is no element, or has something in it that cannot be one.
  Node* peek(int index);
  // Puts the nodes of a list (or of what can be made one) on the pile.
  void peek_list(int index, Field field);
  void peek_meta(int index, MetaNode& target);
  std::size_t peek_document(int index);  // a number in trees()

  std::vector<Node*>& pile() { return pile_; }
  std::deque<Tree>& trees() { return trees_; }
  const ast::Attr& peek_attr(int index);  // valid until the next call
  std::string_view peek_text(int index);  // valid UTF-8; valid until the next call

  void clear();

 private:
  struct Draft;

  void push_field(const Node& node, Field field);
  void push_string(std::string_view text) { lua_pushlstring(lua_, text.data(), text.size()); }
  void push_values_field(const Node& node, Field field);
  void push_parts(Node* const* begin, Node* const* end, Field field);
  void push_definition(const Node& definition);
  void push_caption(const Node* caption);
  void push_body(const Node& body);
  void push_columns(const ast::Extra& extra);
  void set_metatable(int type);

  Node* stored_node(int index, int type);
  Node* peek_touched(int index, int type, Node* node);
  void peek_children_field(int index, Field field);
  void peek_values_field(int index, Field field, Draft& draft);
  Node* peek_part(int index, ast::Kind kind, Field field);
  Node* peek_caption(int index);
  Node* peek_body(int index);
  Node* peek_definition(int index);
  bool read_attr(int index);
  void peek_columns(int index);
  int peek_number(int index);
  void coerce(int index, Field field);
  bool peek_proper_list(int index, Field field);
  void enter();
  void peek_map(int index, MetaNode& target);

  lua_State* lua_;
  NodeStore& store_;
  std::vector<Node*> pile_;
  std::deque<Tree> trees_;
  ast::Attr attr_;
  std::string text_;
  std::vector<ast::ColSpec> columns_;
  double run_ = 0;  // numbers of nodes of an earlier run mean nothing
  int depth_ = 0;
  int metatables_[type_count];
  const void* pointers_[type_count];
  int singletons_[type_count];
  int coerce_ = LUA_NOREF;
};

// The name a Field has on the Lua side.
const char* name_of(Field field);
Field field_of(ast::Kind kind, int slot);
int slot_count(ast::Kind kind);
// The children that belong to a field.
std::pair<Node* const*, Node* const*> part_of(const Node& node, Field field);
// A double as Haskell shows it: "1.5", "1.0e-2".
std::string haskell_number(double number);

}  // namespace kancelli::filter
