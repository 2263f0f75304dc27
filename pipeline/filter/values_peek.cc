#include <limits>

#include "pipeline/filter/values.h"

namespace kancelli::filter {

using ast::Kind;
using enum Field;

namespace {

// How deep a filter may build elements into each other by hand; Lua's own stack has no room for much more.
constexpr int deepest = 1000;

}  // namespace

bool Values::belongs(int type, Field field) {
  if (!is_element(type)) return false;
  const auto kind = static_cast<Kind>(type);
  switch (field) {
    case inlines:
      return is_inline(kind);
    case blocks:
      return is_block(kind);
    case citations:
      return kind == Kind::Citation;
    case rows:
      return kind == Kind::Row;
    case cells:
      return kind == Kind::Cell;
    case head:
      return kind == Kind::TableHead;
    case foot:
      return kind == Kind::TableFoot;
    default:
      return false;
  }
}

// The values of an element that is being read: those of the node it came from, until one differs.
struct Values::Draft {
  Node* node;
  ast::Element* changed;
  NodeStore& store;

  const ast::Element& now() const { return changed ? *changed : *node->values; }
  const ast::Extra& extra() const {
    static const ast::Extra none;
    return now().extra ? *now().extra : none;
  }
  ast::Element& writable() {
    if (!changed) changed = store.copy_of_values(*node->values);
    return *changed;
  }
  void set(std::string ast::Extra::*member, std::string_view text) {
    if (extra().*member != text) writable().more().*member = text;
  }
  void set(int ast::Extra::*member, int number) {
    if (extra().*member != number) writable().more().*member = number;
  }
};

Node* Values::stored_node(int index, int type) {
  lua_rawgeti(lua_, index, 1);
  const double number = lua_isnumber(lua_, -1) ? lua_tonumber(lua_, -1) - run_ : -1;
  lua_pop(lua_, 1);
  if (!(number >= 0) || number > std::numeric_limits<std::uint32_t>::max()) return nullptr;
  Node* node = store_.find(static_cast<std::uint32_t>(number));
  return node && static_cast<int>(node->kind) == type ? node : nullptr;
}

void Values::enter() {
  if (++depth_ > deepest || !lua_checkstack(lua_, 16)) {
    depth_ = 0;
    luaL_error(lua_, "elements are nested too deeply, or contain themselves");
  }
}

Node* Values::peek(int index) {
  if (index < 0) index = lua_gettop(lua_) + index + 1;
  const int type = type_of(index);
  if (!is_element(type)) luaL_error(lua_, "an element was expected, not a %s", luaL_typename(lua_, index));
  if (singletons_[type] != LUA_NOREF) return store_.plain(static_cast<Kind>(type));
  Node* node = stored_node(index, type);
  bool touched = !node;
  for (int slot = first_slot; !touched && field_of(static_cast<Kind>(type), slot) != none; ++slot) {
    lua_rawgeti(lua_, index, slot);
    touched = !lua_isnil(lua_, -1);
    // The text of a Str is always there.
    if (touched && type == static_cast<int>(Kind::Str) && lua_type(lua_, -1) == LUA_TSTRING) {
      std::size_t size = 0;
      const char* bytes = lua_tolstring(lua_, -1, &size);
      touched = std::string_view(bytes, size) != node->values->text;
    }
    lua_pop(lua_, 1);
  }
  return touched ? peek_touched(index, type, node) : node;
}

Node* Values::peek_touched(int index, int type, Node* node) {
  enter();
  const auto kind = static_cast<Kind>(type);
  Draft draft{node, node ? nullptr : store_.new_values(kind), store_};
  const std::size_t start = pile_.size();
  for (int slot = first_slot; field_of(kind, slot) != none; ++slot) {
    const Field field = field_of(kind, slot);
    lua_rawgeti(lua_, index, slot);
    const bool given = !lua_isnil(lua_, -1);
    if (field < text && given) {
      peek_children_field(lua_gettop(lua_), field);
    } else if (field < text && node) {
      const auto [begin, end] = part_of(*node, field);
      pile_.insert(pile_.end(), begin, end);
    } else if (given) {
      peek_values_field(lua_gettop(lua_), field, draft);
    }
    lua_pop(lua_, 1);
  }
  Node* const* children = pile_.data() + start;
  const std::size_t count = pile_.size() - start;
  Node* result = draft.changed ? store_.make(kind, draft.changed, children, count)
                               : store_.with_children(node, children, count);
  pile_.resize(start);
  --depth_;
  return result;
}

void Values::peek_children_field(int index, Field field) {
  switch (field) {
    case prefix:
    case suffix:
      pile_.push_back(peek_part(index, field == prefix ? Kind::Prefix : Kind::Suffix, inlines));
      break;
    case caption:
      pile_.push_back(peek_caption(index));
      break;
    case head:
    case foot: {
      if (!belongs(type_of(index), field)) coerce(index, field);
      Node* part = peek(index);
      pile_.push_back(part);
      break;
    }
    default:
      peek_list(index, field);
  }
}

void Values::coerce(int index, Field field) {
  lua_rawgeti(lua_, LUA_REGISTRYINDEX, coerce_);
  lua_getfield(lua_, -1, name_of(field));
  lua_remove(lua_, -2);
  lua_pushvalue(lua_, index);
  lua_State* const thread = lua_;
  lua_call(thread, 1, 1);
  set_thread(thread);
  lua_replace(lua_, index);
}

void Values::peek_list(int index, Field field) {
  if (index < 0) index = lua_gettop(lua_) + index + 1;
  enter();
  const std::size_t start = pile_.size();
  if (!peek_proper_list(index, field)) {
    pile_.resize(start);
    coerce(index, field);
    if (!peek_proper_list(index, field)) luaL_error(lua_, "a list of %s was expected", name_of(field));
  }
  --depth_;
}

// False, with something on the pile, for a list that has something else in it.
bool Values::peek_proper_list(int index, Field field) {
  if (!lua_istable(lua_, index) || is_element(type_of(index))) return false;
  const int count = static_cast<int>(lua_objlen(lua_, index));
  for (int i = 1; i <= count; ++i) {
    lua_rawgeti(lua_, index, i);
    const int item = lua_gettop(lua_);
    Node* node = nullptr;
    switch (field) {
      case lines:
      case items:
        if (lua_istable(lua_, item) && !is_element(type_of(item)))
          node = peek_part(item, field == lines ? Kind::Line : Kind::Item, field == lines ? inlines : blocks);
        break;
      case definitions:
        if (lua_istable(lua_, item) && !is_element(type_of(item))) node = peek_definition(item);
        break;
      case bodies:
        if (lua_istable(lua_, item)) node = peek_body(item);
        break;
      default:
        if (belongs(type_of(item), field)) node = peek(item);
    }
    if (!node) return false;
    pile_.push_back(node);
    lua_settop(lua_, item - 1);
  }
  return true;
}

Node* Values::peek_part(int index, Kind kind, Field field) {
  const std::size_t start = pile_.size();
  peek_list(index, field);
  Node* part = store_.with_children(store_.plain(kind), pile_.data() + start, pile_.size() - start);
  pile_.resize(start);
  return part;
}

Node* Values::peek_definition(int index) {
  const std::size_t start = pile_.size();
  lua_rawgeti(lua_, index, 1);
  pile_.push_back(peek_part(lua_gettop(lua_), Kind::Term, inlines));
  lua_rawgeti(lua_, index, 2);
  peek_list(lua_gettop(lua_), items);
  Node* node = store_.make(Kind::Definition, store_.new_values(Kind::Definition), pile_.data() + start,
                           pile_.size() - start);
  pile_.resize(start);
  return node;
}

Node* Values::peek_caption(int index) {
  lua_getfield(lua_, index, "long");
  if (lua_isnil(lua_, -1)) {
    coerce(index, caption);
    lua_getfield(lua_, index, "long");
  }
  const int given = lua_gettop(lua_);
  const std::size_t start = pile_.size();
  lua_getfield(lua_, index, "short");
  if (!lua_isnil(lua_, -1)) pile_.push_back(peek_part(lua_gettop(lua_), Kind::ShortCaption, inlines));
  peek_list(given, blocks);
  Node* node = store_.make(Kind::Caption, store_.new_values(Kind::Caption), pile_.data() + start,
                           pile_.size() - start);
  pile_.resize(start);
  return node;
}

Node* Values::peek_body(int index) {
  const std::size_t start = pile_.size();
  ast::Element* values = store_.new_values(Kind::TableBody);
  lua_getfield(lua_, index, "attr");
  if (!lua_isnil(lua_, -1)) values->more().attr = peek_attr(lua_gettop(lua_));
  lua_getfield(lua_, index, "row_head_columns");
  if (!lua_isnil(lua_, -1)) values->more().number = peek_number(-1);
  lua_getfield(lua_, index, "head");
  if (lua_isnil(lua_, -1))
    pile_.push_back(store_.plain(Kind::IntermediateHead));
  else
    pile_.push_back(peek_part(lua_gettop(lua_), Kind::IntermediateHead, rows));
  lua_getfield(lua_, index, "body");
  if (!lua_isnil(lua_, -1)) peek_list(lua_gettop(lua_), rows);
  Node* node = store_.make(Kind::TableBody, values, pile_.data() + start, pile_.size() - start);
  pile_.resize(start);
  return node;
}

void Values::peek_values_field(int index, Field field, Draft& draft) {
  switch (field) {
    case text: {
      const std::string_view now = peek_text(index);
      if (draft.now().text != now) draft.writable().text = now;
      break;
    }
    case attr: {
      const ast::Attr& now = peek_attr(index);
      if (draft.extra().attr != now) draft.writable().more().attr = now;
      break;
    }
    case format:
      draft.set(&ast::Extra::format, peek_text(index));
      break;
    case title:
      draft.set(&ast::Extra::title, peek_text(index));
      break;
    case alignment:
      draft.set(&ast::Extra::alignment, peek_text(index));
      break;
    case number:
      draft.set(&ast::Extra::number, peek_number(index));
      break;
    case row_span:
      draft.set(&ast::Extra::row_span, peek_number(index));
      break;
    case col_span:
      draft.set(&ast::Extra::col_span, peek_number(index));
      break;
    case hash:
      draft.set(&ast::Extra::hash, peek_number(index));
      break;
    case list_attributes:
      if (type_of(index) != list_attributes_type) coerce(index, list_attributes);
      for (int i = 1; i <= 3; ++i) lua_rawgeti(lua_, index, i);
      draft.set(&ast::Extra::number, peek_number(-3));
      draft.set(&ast::Extra::format, peek_text(-2));
      draft.set(&ast::Extra::delimiter, peek_text(-1));
      lua_pop(lua_, 3);
      break;
    case columns:
      peek_columns(index);
      if (draft.extra().columns != columns_) draft.writable().more().columns = columns_;
      break;
    default:
      break;
  }
}

}  // namespace kancelli::filter
