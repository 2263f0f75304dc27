#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "pipeline/core/text.h"
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
  lua_call(lua_, 1, 1);
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

std::string_view Values::peek_text(int index) {
  if (lua_type(lua_, index) != LUA_TSTRING && lua_type(lua_, index) != LUA_TNUMBER)
    luaL_error(lua_, "string expected, got %s", luaL_typename(lua_, index));
  std::size_t size = 0;
  const char* bytes = lua_tolstring(lua_, index, &size);
  text_.assign(bytes, size);
  // Bytes that are not UTF-8 become U+FFFD.
  if (find_invalid_utf8(text_) == std::string_view::npos) return text_;
  text_.clear();
  for (std::size_t offset = 0; offset < size;) append_utf8(text_, next_code_point({bytes, size}, offset));
  return text_;
}

int Values::peek_number(int index) {
  const double number = lua_isnumber(lua_, index) ? lua_tonumber(lua_, index) : std::nan("");
  if (!(std::abs(number) <= std::numeric_limits<int>::max()) || number != std::floor(number))
    luaL_error(lua_, "a whole number was expected, not %s",
               lua_isnumber(lua_, index) ? "this number" : luaL_typename(lua_, index));
  return static_cast<int>(number);
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

// False for what a filter assigned and nobody made proper yet.
bool Values::read_attr(int index) {
  if (type_of(index) != attr_type) return false;
  const auto is_text = [this](int i) { return lua_type(lua_, i) == LUA_TSTRING || lua_type(lua_, i) == LUA_TNUMBER; };
  attr_.classes.clear();
  attr_.attributes.clear();
  lua_rawgeti(lua_, index, 1);
  lua_rawgeti(lua_, index, 2);
  lua_rawgeti(lua_, index, 3);
  const int pairs = lua_gettop(lua_), classes = pairs - 1;
  if (!is_text(pairs - 2) || !lua_istable(lua_, classes) || type_of(pairs) != attributes_type) return false;
  attr_.id = peek_text(pairs - 2);
  for (int i = 1, n = static_cast<int>(lua_objlen(lua_, classes)); i <= n; ++i) {
    lua_rawgeti(lua_, classes, i);
    if (!is_text(-1)) return false;
    attr_.classes.emplace_back(peek_text(-1));
    lua_settop(lua_, pairs);
  }
  for (int i = 1, n = static_cast<int>(lua_objlen(lua_, pairs)); i <= n; ++i) {
    lua_rawgeti(lua_, pairs, i);
    if (!lua_istable(lua_, -1)) return false;
    lua_rawgeti(lua_, -1, 1);
    lua_rawgeti(lua_, -2, 2);
    if (!is_text(-2) || !is_text(-1)) return false;
    attr_.attributes.emplace_back();
    attr_.attributes.back().first = peek_text(-2);
    attr_.attributes.back().second = peek_text(-1);
    lua_settop(lua_, pairs);
  }
  return true;
}

const ast::Attr& Values::peek_attr(int index) {
  const int top = lua_gettop(lua_);
  luaL_checkstack(lua_, 12, "too much at once");
  if (!read_attr(index)) {
    lua_settop(lua_, top);
    coerce(index, attr);
    if (!read_attr(index)) luaL_error(lua_, "Attr expected");
  }
  lua_settop(lua_, top);
  return attr_;
}

void Values::peek_columns(int index) {
  coerce(index, columns);
  columns_.clear();
  for (int i = 1, n = static_cast<int>(lua_objlen(lua_, index)); i <= n; ++i) {
    lua_rawgeti(lua_, index, i);
    lua_rawgeti(lua_, -1, 1);
    lua_rawgeti(lua_, -2, 2);
    ast::ColSpec& column = columns_.emplace_back();
    column.alignment = peek_text(-2);
    column.width = lua_isnumber(lua_, -1) ? lua_tonumber(lua_, -1) : 0;
    lua_pop(lua_, 3);
  }
}

namespace {

// Lists without a name of their own are what all their items are.
bool all_belong(lua_State* lua, const Values& values, int index, Field field) {
  const int count = static_cast<int>(lua_objlen(lua, index));
  bool all = true;
  for (int i = 1; all && i <= count; ++i) {
    lua_rawgeti(lua, index, i);
    all = Values::belongs(values.type_of(lua_gettop(lua)), field);
    lua_pop(lua, 1);
  }
  return all;
}

}  // namespace

void Values::peek_map(int index, MetaNode& target) {
  lua_pushnil(lua_);
  while (lua_next(lua_, index)) {
    const int value = lua_gettop(lua_);
    lua_pushvalue(lua_, value - 1);  // a number as key must not become a string while lua_next needs it
    peek_text(-1);
    lua_pop(lua_, 1);
    target.entries.emplace_back();
    target.entries.back().first = text_;
    peek_meta(value, target.entries.back().second);
    lua_settop(lua_, value - 1);
  }
  std::sort(target.entries.begin(), target.entries.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
}

void Values::peek_meta(int index, MetaNode& target) {
  using MetaKind = ast::Meta::Kind;
  enter();
  const auto take_list = [&](Field field) {
    const std::size_t start = pile_.size();
    target.kind = field == inlines ? MetaKind::inlines : MetaKind::blocks;
    peek_list(index, field);
    target.content.assign(pile_.begin() + static_cast<std::ptrdiff_t>(start), pile_.end());
    pile_.resize(start);
  };
  switch (lua_type(lua_, index)) {
    case LUA_TBOOLEAN:
      target.kind = MetaKind::boolean;
      target.boolean = lua_toboolean(lua_, index);
      break;
    case LUA_TNUMBER:
      target.kind = MetaKind::string;
      target.string = haskell_number(lua_tonumber(lua_, index));
      break;
    case LUA_TSTRING:
      target.kind = MetaKind::string;
      target.string = peek_text(index);
      break;
    case LUA_TTABLE: {
      const int type = type_of(index);
      if (type == document_type || (type >= attr_type && type < list_type))
        luaL_error(lua_, "a metadata value was expected, not an object of another kind");
      if (type == inlines_type || belongs(type, inlines)) {
        take_list(inlines);
      } else if (type == blocks_type || belongs(type, blocks)) {
        take_list(blocks);
      } else if (type != list_type && (type == meta_type || lua_objlen(lua_, index) == 0)) {
        target.kind = MetaKind::map;
        peek_map(index, target);
      } else if (type != list_type && all_belong(lua_, *this, index, inlines)) {
        take_list(inlines);
      } else if (type != list_type && all_belong(lua_, *this, index, blocks)) {
        take_list(blocks);
      } else {
        target.kind = MetaKind::list;
        for (int i = 1, n = static_cast<int>(lua_objlen(lua_, index)); i <= n; ++i) {
          lua_rawgeti(lua_, index, i);
          target.entries.emplace_back();
          peek_meta(lua_gettop(lua_), target.entries.back().second);
          lua_pop(lua_, 1);
        }
      }
      break;
    }
    default:
      luaL_error(lua_, "a metadata value was expected, not a %s", luaL_typename(lua_, index));
  }
  --depth_;
}

std::size_t Values::peek_document(int index) {
  if (type_of(index) != document_type)
    luaL_error(lua_, "a Pandoc document was expected, not a %s", luaL_typename(lua_, index));
  lua_rawgeti(lua_, index, 1);
  const double number = lua_isnumber(lua_, -1) ? lua_tonumber(lua_, -1) - run_ : -1;
  const bool known = number >= 0 && number < static_cast<double>(trees_.size());
  const std::size_t tree = known ? static_cast<std::size_t>(number) : trees_.size();
  lua_rawgeti(lua_, index, first_slot);
  lua_rawgeti(lua_, index, first_slot + 1);
  const int blocks_index = lua_gettop(lua_) - 1, meta_index = lua_gettop(lua_);
  if (known && lua_isnil(lua_, blocks_index) && lua_isnil(lua_, meta_index)) {
    lua_settop(lua_, blocks_index - 2);
    return tree;
  }
  const std::size_t made = trees_.size();
  trees_.emplace_back();
  if (known) trees_[made] = trees_[tree];
  if (!lua_isnil(lua_, blocks_index)) {
    const std::size_t start = pile_.size();
    peek_list(blocks_index, blocks);
    trees_[made].blocks.assign(pile_.begin() + static_cast<std::ptrdiff_t>(start), pile_.end());
    pile_.resize(start);
  }
  if (!lua_isnil(lua_, meta_index)) {
    if (!lua_istable(lua_, meta_index))
      luaL_error(lua_, "the metadata must be a table, not a %s", luaL_typename(lua_, meta_index));
    trees_[made].meta = {};
    peek_map(meta_index, trees_[made].meta);
  }
  lua_settop(lua_, blocks_index - 2);
  return made;
}

void Values::clear() {
  pile_.clear();
  trees_.clear();
  depth_ = 0;
}

std::string haskell_number(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  char text[64];
  const double size = std::abs(number);
  if (number == std::floor(number) && size < 9007199254740992.0)
    return {text, std::to_chars(text, text + sizeof text, static_cast<long long>(number)).ptr};
  if (size >= 0.1 && size < 1e7)
    return {text, std::to_chars(text, text + sizeof text, number, std::chars_format::fixed).ptr};
  std::string shown(text, std::to_chars(text, text + sizeof text, number, std::chars_format::scientific).ptr);
  const std::size_t e = shown.find('e');
  std::string mantissa = shown.substr(0, e), exponent = shown.substr(e + 1);
  if (mantissa.find('.') == std::string::npos) mantissa += ".0";
  return mantissa + "e" + std::to_string(std::stoi(exponent));
}

}  // namespace kancelli::filter
