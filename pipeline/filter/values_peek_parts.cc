#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "pipeline/core/text.h"
#include "pipeline/filter/values.h"

// Reads from Lua what is not an element: texts, numbers, attributes, metadata, documents.
namespace kancelli::filter {

using enum Field;

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

// False for what a filter assigned and nobody made proper yet.
bool Values::read_attr(int index) {
  if (type_of(index) != attr_type) return false;
  const auto is_text = [this](int i) {
    return lua_type(lua_, i) == LUA_TSTRING || lua_type(lua_, i) == LUA_TNUMBER;
  };
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
  // Pairs that were set to nil left gaps; how many there were is under `true`.
  lua_pushboolean(lua_, true);
  lua_rawget(lua_, pairs);
  const auto counted = static_cast<int>(lua_tointeger(lua_, -1));
  lua_settop(lua_, pairs);
  for (int i = 1, n = std::max(counted, static_cast<int>(lua_objlen(lua_, pairs))); i <= n; ++i) {
    lua_rawgeti(lua_, pairs, i);
    if (lua_isnil(lua_, -1)) {
      lua_settop(lua_, pairs);
      continue;
    }
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
    target.entries.back().key = text_;
    peek_meta(value, target.entries.back().value);
    lua_settop(lua_, value - 1);
  }
  std::sort(target.entries.begin(), target.entries.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
}

void Values::peek_meta(int index, MetaNode& target) {
  using MetaKind = ast::Meta::Kind;
  enter();
  store_.count_bytes(sizeof(MetaNode));
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
          peek_meta(lua_gettop(lua_), target.entries.back().value);
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
  if (known) {
    trees_[made] = trees_[tree];
    store_.count_bytes(trees_[made].own_bytes());
  }
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
