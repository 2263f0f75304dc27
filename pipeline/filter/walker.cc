#include "pipeline/filter/walker.h"

namespace kancelli::filter {

using ast::Kind;

namespace {

constexpr std::uint32_t no_list = UINT32_MAX;

constexpr Kinds all_inlines = (only(Kind::Span) << 1) - 1;
constexpr Kinds all_blocks = ((only(Kind::Null) << 1) - 1) & ~all_inlines;

// The kinds that hold a list of inlines, of blocks.
constexpr Kinds inline_holders =
    kinds({Kind::Emph,      Kind::Underline, Kind::Strong, Kind::Strikeout, Kind::Superscript,
           Kind::Subscript, Kind::SmallCaps, Kind::Quoted, Kind::Cite,      Kind::Link,
           Kind::Image,     Kind::Span,      Kind::Plain,  Kind::Para,      Kind::Header,
           Kind::Line,      Kind::Term,      Kind::Prefix, Kind::Suffix,    Kind::ShortCaption});
constexpr Kinds block_holders =
    kinds({Kind::Note, Kind::BlockQuote, Kind::Figure, Kind::Div, Kind::Item, Kind::Caption, Kind::Cell});

Field held(Kind kind) {
  return inline_holders & only(kind) ? Field::inlines : Field::blocks;
}

}  // namespace

const char* name_of(const Functions& functions, int number) {
  if (number < Functions::inlines && (functions.by_class & only(static_cast<Kind>(number - 1))))
    return is_inline(static_cast<Kind>(number - 1)) ? "Inline" : "Block";
  static const char* const others[] = {"Inlines", "Blocks", "Meta", "Pandoc"};
  return number < Functions::inlines ? ast::name(static_cast<Kind>(number - 1)).data()
                                     : others[number - Functions::inlines];
}

Functions Walker::read_functions(int index) {
  Functions functions;
  lua_newtable(lua_);
  functions.index = lua_gettop(lua_);
  const auto take = [&](const char* name, int number) {
    lua_getfield(lua_, index, name);
    const bool found = lua_isfunction(lua_, -1);
    if (!found) {
      lua_pop(lua_, 1);
      return false;
    }
    lua_Debug about;
    lua_pushvalue(lua_, -1);
    if (lua_getinfo(lua_, ">S", &about)) {
      functions.lines[number] = about.linedefined;
      functions.sources[number] = about.source;
    }
    lua_rawseti(lua_, functions.index, number);
    return true;
  };
  for (int k = 0; k <= static_cast<int>(Kind::Null); ++k) {
    const auto kind = static_cast<Kind>(k);
    if (take(ast::name(kind).data(), k + 1)) {
      functions.elements |= only(kind);
    } else if (take(is_inline(kind) ? "Inline" : "Block", k + 1)) {
      functions.elements |= only(kind);
      functions.by_class |= only(kind);
    }
  }
  functions.has_inlines = take("Inlines", Functions::inlines);
  functions.has_blocks = take("Blocks", Functions::blocks);
  functions.has_meta = take("Meta", Functions::meta);
  functions.has_document = take("Pandoc", Functions::document);
  lua_getfield(lua_, index, "traverse");
  functions.topdown =
      lua_type(lua_, -1) == LUA_TSTRING && std::string_view(lua_tostring(lua_, -1)) == "topdown";
  lua_pop(lua_, 1);
  return functions;
}

// Pandoc's four passes: inlines, lists of inlines, blocks, lists of blocks. Number 4: all of them at once,
// for walking from the top.
Walker::Pass Walker::pass_of(const Functions& functions, int number) {
  Pass pass;
  const bool all = number == 4;
  if (number == 0 || all) pass.elements |= functions.elements & all_inlines;
  if (number == 1 || all) pass.inlines = functions.has_inlines;
  if (number == 2 || all) pass.elements |= functions.elements & all_blocks;
  if (number == 3 || all) pass.blocks = functions.has_blocks;
  pass.reach = pass.elements | (pass.inlines ? inline_holders : 0) | (pass.blocks ? block_holders : 0);
  return pass;
}

// Calls the function below its one argument; its results are left on Lua's stack, and the element at work on
// top of the frames. False for `false` as the second result.
bool Walker::call(const Functions& functions, int number, Node* at_work, int results) {
  returned_from_ = {};
  const std::size_t pile = values_.pile().size(), frames = frames_.size();
  const std::size_t timed = timed_.size();
  if (at_work) frames_.push_back({at_work, nullptr, 0, 0, 0, no_list, pile});
  if (profile_) begin_call(functions, number);
  const Called outer = calling_;
  calling_ = {name_of(functions, number), functions.sources[number], functions.lines[number]};
  lua_State* const thread = lua_;
  lua_call(thread, 1, results);
  values_.set_thread(thread);  // a coroutine may have been at work, and ended by an error
  if (profile_) end_calls(timed);
  values_.pile().resize(pile);  // an error that the filter caught may have left something
  frames_.resize(frames + (at_work ? 1 : 0));
  values_.start_reading();
  returned_from_ = calling_;
  calling_ = outer;
  if (results == 1) return true;
  const bool go_on = !(lua_isboolean(lua_, -1) && !lua_toboolean(lua_, -1));
  lua_pop(lua_, 1);
  return go_on;
}

// Puts what the function makes of the element on the pile.
bool Walker::call_on_element(const Functions& functions, Node* node) {
  lua_rawgeti(lua_, functions.index, static_cast<int>(node->kind) + 1);
  values_.push(node);
  const bool go_on = call(functions, static_cast<int>(node->kind) + 1, node, functions.topdown ? 2 : 1);
  const int result = lua_gettop(lua_);
  const Field field = is_inline(node->kind) ? Field::inlines : Field::blocks;
  if (lua_isnil(lua_, result)) {
    values_.pile().push_back(node);
  } else if (Values::belongs(values_.type_of(result), field)) {
    Node* made = values_.peek(result);
    values_.pile().push_back(made);
  } else {
    values_.peek_list(result, field);
  }
  lua_settop(lua_, result - 1);
  returned_from_ = {};
  frames_.pop_back();
  return go_on;
}

// Puts what the function makes of the list on the pile.
bool Walker::call_on_list(const Functions& functions, Field field, Node* const* begin, Node* const* end) {
  const int number = field == Field::inlines ? Functions::inlines : Functions::blocks;
  lua_rawgeti(lua_, functions.index, number);
  values_.push_list(begin, end, field == Field::inlines ? inlines_type : blocks_type);
  const bool go_on = call(functions, number, nullptr, functions.topdown ? 2 : 1);
  const int result = lua_gettop(lua_);
  if (lua_isnil(lua_, result))
    values_.pile().insert(values_.pile().end(), begin, end);
  else
    values_.peek_list(result, field);
  lua_settop(lua_, result - 1);
  returned_from_ = {};
  return go_on;
}

// Moves the end of the pile to where it stays.
std::pair<Node* const*, std::uint32_t> Walker::keep(std::size_t start) {
  auto& pile = values_.pile();
  const Node* holder =
      store_.make(Kind::Item, store_.plain(Kind::Item)->values, pile.data() + start, pile.size() - start);
  pile.resize(start);
  return {holder->children, holder->count};
}

Node* Walker::run(const Functions& functions, const Pass& pass, Node* root) {
  if (!(root->below & pass.reach)) return root;
  auto& pile = values_.pile();
  const std::size_t base = frames_.size();
  frames_.push_back({root, root->children, root->count, 0, 0, no_list, pile.size(), true});
  while (frames_.size() > base) {
    Frame& frame = frames_.back();
    if (frame.next == frame.count) {
      finish(functions, pass, frames_.size() == base + 1);
      continue;
    }
    Node* child = frame.items[frame.next++];
    if (child->below & pass.reach)
      frames_.push_back({child, child->children, child->count, 0, 0, no_list, pile.size()});
    else
      pile.push_back(child);
  }
  Node* result = pile.back();
  pile.pop_back();
  return result;
}

// The element on top has its children: its list's function, then its own.
void Walker::finish(const Functions& functions, const Pass& pass, bool is_root) {
  auto& pile = values_.pile();
  const Frame frame = frames_.back();
  const Kinds kind = only(frame.node->kind);
  if ((pass.inlines && (kind & inline_holders)) || (pass.blocks && (kind & block_holders))) {
    const Field field = held(frame.node->kind);
    const auto first = static_cast<std::size_t>(part_of(*frame.node, field).first - frame.node->children);
    const auto [items, count] = keep(frame.start + (frame.node->count == 0 ? 0 : first));
    call_on_list(functions, field, items, items + count);
  }
  Node* node = store_.with_children(frame.node, pile.data() + frame.start, pile.size() - frame.start);
  pile.resize(frame.start);
  frames_.pop_back();
  if (!is_root && (pass.elements & kind))
    call_on_element(functions, node);
  else
    pile.push_back(node);
}

Node* Walker::run_topdown(const Functions& functions, const Pass& pass, Node* root) {
  const std::size_t base = frames_.size();
  open_topdown(pass, root);
  if (frames_.size() > base) frames_.back().is_root = true;
  while (frames_.size() > base) step_topdown(functions, pass);
  Node* result = values_.pile().back();
  values_.pile().pop_back();
  return result;
}

// Begins with what is in an element, after its own function.
void Walker::open_topdown(const Pass& pass, Node* node) {
  auto& pile = values_.pile();
  if (!(node->below & pass.reach)) return pile.push_back(node);
  const Kinds kind = only(node->kind);
  const bool has_list = (pass.inlines && (kind & inline_holders)) || (pass.blocks && (kind & block_holders));
  const auto list =
      has_list ? static_cast<std::uint32_t>(part_of(*node, held(node->kind)).first - node->begin()) : no_list;
  frames_.push_back({node, node->children, node->count, 0, node->count, list, pile.size()});
}

// The walk has come to the list in an element: its function first.
void Walker::begin_list(const Functions& functions) {
  auto& pile = values_.pile();
  const Frame frame = frames_.back();
  const std::size_t start = pile.size();
  Node* const* const list = frame.items + frame.list;
  const bool go_on = call_on_list(functions, held(frame.node->kind), list, frame.items + frame.count);
  const auto [items, count] = keep(start);
  Frame& changed = frames_.back();
  changed.items = items;
  changed.count = count;
  changed.next = 0;
  changed.stop = go_on ? count : 0;
  changed.list = no_list;
}

void Walker::step_topdown(const Functions& functions, const Pass& pass) {
  auto& pile = values_.pile();
  Frame& frame = frames_.back();
  if (frame.next == frame.list) return begin_list(functions);
  if (frame.next == frame.count) {
    if (frame.node) {
      Node* node = store_.with_children(frame.node, pile.data() + frame.start, pile.size() - frame.start);
      pile.resize(frame.start);
      pile.push_back(node);
    }
    return frames_.pop_back();
  }
  const std::uint32_t i = frame.next++;
  Node* child = frame.items[i];
  if (i >= frame.stop) return pile.push_back(child);
  if (!frame.node || !(pass.elements & only(child->kind))) return open_topdown(pass, child);
  const std::size_t start = pile.size();
  if (!call_on_element(functions, child)) return;
  const auto [items, count] = keep(start);
  frames_.push_back({nullptr, items, count, 0, count, no_list, start});
}

Node* Walker::walk(const Functions& functions, Node* node) {
  luaL_checkstack(lua_, 20, "walks within walks");
  if (functions.topdown) return run_topdown(functions, pass_of(functions, 4), node);
  for (int number = 0; number < 4; ++number) node = run(functions, pass_of(functions, number), node);
  return node;
}

void Walker::walk_list(const Functions& functions, const Pass& pass, Kind kind, std::vector<Node*>& list) {
  Node* root = store_.make(kind, store_.plain(kind)->values, list.data(), list.size());
  const Node* const outer = top_;
  top_ = root;
  root = functions.topdown ? run_topdown(functions, pass, root) : run(functions, pass, root);
  top_ = outer;
  list.assign(root->begin(), root->end());
}

void Walker::walk_meta(const Functions& functions, const Pass& pass, MetaNode& meta) {
  if (meta.kind == ast::Meta::Kind::inlines) walk_list(functions, pass, Kind::Term, meta.content);
  if (meta.kind == ast::Meta::Kind::blocks) walk_list(functions, pass, Kind::Item, meta.content);
  for (std::size_t i = 0; i < meta.entries.size(); ++i) {
    auto& [key, value] = meta.entries[i];
    meta_path_.push_back(meta.kind == ast::Meta::Kind::list ? "[" + std::to_string(i + 1) + "]" : "." + key);
    walk_meta(functions, pass, value);
    meta_path_.pop_back();
  }
}

std::size_t Walker::walk_tree(const Functions& functions, std::size_t tree) {
  if (!pass_of(functions, 4).reach) return tree;
  luaL_checkstack(lua_, 20, "walks within walks");
  auto& trees = values_.trees();
  const std::size_t made = trees.size();
  store_.count_bytes(trees[tree].own_bytes());
  trees.push_back(trees[tree]);
  for (int number = functions.topdown ? 4 : 0; number < (functions.topdown ? 5 : 4); ++number) {
    const Pass pass = pass_of(functions, number);
    if (!pass.reach) continue;
    walk_meta(functions, pass, trees[made].meta);
    walk_list(functions, pass, Kind::Item, trees[made].blocks);
  }
  return made;
}

std::size_t Walker::call_on_meta(const Functions& functions, std::size_t tree) {
  if (!functions.has_meta) return tree;
  lua_rawgeti(lua_, functions.index, Functions::meta);
  values_.push_document(tree);
  values_.fetch(lua_gettop(lua_), first_slot + 1);
  lua_remove(lua_, -2);
  call(functions, Functions::meta, nullptr, 1);
  if (!lua_isnil(lua_, -1)) {
    values_.push_document(tree);
    lua_pushvalue(lua_, -2);
    lua_rawseti(lua_, -2, first_slot + 1);
    tree = values_.peek_document(lua_gettop(lua_));
    lua_pop(lua_, 1);
  }
  lua_pop(lua_, 1);
  returned_from_ = {};
  return tree;
}

std::size_t Walker::call_on_document(const Functions& functions, std::size_t tree) {
  if (!functions.has_document) return tree;
  lua_rawgeti(lua_, functions.index, Functions::document);
  values_.push_document(tree);
  call(functions, Functions::document, nullptr, 1);
  if (!lua_isnil(lua_, -1)) tree = values_.peek_document(lua_gettop(lua_));
  lua_pop(lua_, 1);
  returned_from_ = {};
  return tree;
}

std::size_t Walker::apply(const Functions& functions, std::size_t tree) {
  if (!functions.topdown)
    return call_on_document(functions, call_on_meta(functions, walk_tree(functions, tree)));
  return walk_tree(functions, call_on_meta(functions, call_on_document(functions, tree)));
}

}  // namespace kancelli::filter
