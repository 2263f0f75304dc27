#include "pipeline/filter/values.h"

namespace kancelli::filter {

using ast::Kind;

namespace {

using enum Field;

const char* type_name(int type) {
  static const char* const others[] = {"Attr",    "AttributeList", "ListAttributes", "List",
                                       "Inlines", "Blocks",        "Pandoc",         "Meta"};
  return type < attr_type ? ast::name(static_cast<Kind>(type)).data() : others[type - attr_type];
}

std::string_view or_else(std::string_view text, std::string_view otherwise) {
  return text.empty() ? otherwise : text;
}

bool is_single(Kind kind) {
  return is_inline(kind) || is_block(kind) ? slot_count(kind) == 0 : false;
}

}  // namespace

Values::Values(lua_State* lua, NodeStore& store) : lua_(lua), store_(store) {
  for (int type = 0; type < type_count; ++type) {
    lua_createtable(lua_, 1, 8);
    pointers_[type] = lua_topointer(lua_, -1);
    if (type < attr_type) {
      lua_pushinteger(lua_, type);
      lua_rawseti(lua_, -2, 1);
    }
    metatables_[type] = luaL_ref(lua_, LUA_REGISTRYINDEX);
    singletons_[type] = LUA_NOREF;
    if (type >= attr_type || !is_single(static_cast<Kind>(type))) continue;
    lua_createtable(lua_, 0, 0);
    set_metatable(type);
    singletons_[type] = luaL_ref(lua_, LUA_REGISTRYINDEX);
  }
}

void Values::push_metatables() {
  lua_createtable(lua_, 0, type_count);
  for (int type = 0; type < type_count; ++type) {
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, metatables_[type]);
    lua_setfield(lua_, -2, type_name(type));
  }
}

void Values::push_singletons() {
  lua_createtable(lua_, 0, 8);
  for (int type = 0; type < attr_type; ++type) {
    if (singletons_[type] == LUA_NOREF) continue;
    lua_rawgeti(lua_, LUA_REGISTRYINDEX, singletons_[type]);
    lua_setfield(lua_, -2, type_name(type));
  }
}

void Values::set_metatable(int type) {
  lua_rawgeti(lua_, LUA_REGISTRYINDEX, metatables_[type]);
  lua_setmetatable(lua_, -2);
}

void Values::set_coercions(int index) {
  lua_pushvalue(lua_, index);
  coerce_ = luaL_ref(lua_, LUA_REGISTRYINDEX);
}

int Values::type_of(int index) const {
  if (!lua_istable(lua_, index) || !lua_getmetatable(lua_, index)) return -1;
  const void* pointer = lua_topointer(lua_, -1);
  lua_rawgeti(lua_, -1, 1);
  const lua_Integer kind = lua_isnumber(lua_, -1) ? lua_tointeger(lua_, -1) : -1;
  lua_pop(lua_, 2);
  if (kind >= 0 && kind < attr_type) return pointers_[kind] == pointer ? static_cast<int>(kind) : -1;
  for (int type = attr_type; type < type_count; ++type)
    if (pointers_[type] == pointer) return type;
  return -1;
}

void Values::push(Node* node) {
  const auto kind = static_cast<int>(node->kind);
  if (singletons_[kind] != LUA_NOREF) return lua_rawgeti(lua_, LUA_REGISTRYINDEX, singletons_[kind]);
  lua_createtable(lua_, 1 + slot_count(static_cast<Kind>(kind)), 0);
  lua_pushnumber(lua_, run_ + node->number);
  lua_rawseti(lua_, -2, 1);
  if (node->kind == Kind::Str) {
    push_string(node->values->text);
    lua_rawseti(lua_, -2, first_slot);
  }
  set_metatable(kind);
}

void Values::push_list(Node* const* begin, Node* const* end, int type) {
  lua_createtable(lua_, static_cast<int>(end - begin), 0);
  for (int i = 1; begin != end; ++begin, ++i) {
    push(*begin);
    lua_rawseti(lua_, -2, i);
  }
  set_metatable(type);
}

void Values::push_attr(const ast::Attr& attr) {
  lua_createtable(lua_, 3, 0);
  push_string(attr.id);
  lua_rawseti(lua_, -2, 1);
  lua_createtable(lua_, static_cast<int>(attr.classes.size()), 0);
  int i = 0;
  for (const std::string& name : attr.classes) {
    push_string(name);
    lua_rawseti(lua_, -2, ++i);
  }
  set_metatable(list_type);
  lua_rawseti(lua_, -2, 2);
  lua_createtable(lua_, static_cast<int>(attr.attributes.size()), 0);
  i = 0;
  for (const auto& [key, value] : attr.attributes) {
    lua_createtable(lua_, 2, 0);
    push_string(key);
    lua_rawseti(lua_, -2, 1);
    push_string(value);
    lua_rawseti(lua_, -2, 2);
    lua_rawseti(lua_, -2, ++i);
  }
  lua_pushboolean(lua_, true);
  lua_pushinteger(lua_, i);
  lua_rawset(lua_, -3);
  set_metatable(attributes_type);
  lua_rawseti(lua_, -2, 3);
  set_metatable(attr_type);
}

void Values::push_meta(const MetaNode& meta) {
  luaL_checkstack(lua_, 8, "metadata nested too deeply");
  switch (meta.kind) {
    case ast::Meta::Kind::boolean:
      return lua_pushboolean(lua_, meta.boolean);
    case ast::Meta::Kind::string:
      return push_string(meta.string);
    case ast::Meta::Kind::inlines:
      return push_list(meta.content.data(), meta.content.data() + meta.content.size(), inlines_type);
    case ast::Meta::Kind::blocks:
      return push_list(meta.content.data(), meta.content.data() + meta.content.size(), blocks_type);
    case ast::Meta::Kind::list: {
      lua_createtable(lua_, static_cast<int>(meta.entries.size()), 0);
      int i = 0;
      for (const auto& entry : meta.entries) {
        push_meta(entry.value);
        lua_rawseti(lua_, -2, ++i);
      }
      return set_metatable(list_type);
    }
    case ast::Meta::Kind::map:
      lua_createtable(lua_, 0, static_cast<int>(meta.entries.size()));
      for (const auto& [key, value] : meta.entries) {
        push_string(key);
        push_meta(value);
        lua_rawset(lua_, -3);
      }
  }
}

void Values::push_document(std::size_t tree) {
  lua_createtable(lua_, 3, 0);
  lua_pushnumber(lua_, run_ + static_cast<double>(tree));
  lua_rawseti(lua_, -2, 1);
  set_metatable(document_type);
}

void Values::fetch(int index, int slot) {
  const int type = type_of(index);
  Node* node = is_element(type) ? stored_node(index, type) : nullptr;
  if (type == document_type && (slot == first_slot || slot == first_slot + 1)) {
    const Tree& tree = trees_[peek_document(index)];
    if (slot == first_slot) {
      push_list(tree.blocks.data(), tree.blocks.data() + tree.blocks.size(), blocks_type);
    } else {
      push_meta(tree.meta);
      set_metatable(meta_type);
    }
  } else if (node) {
    push_field(*node, field_of(node->kind, slot));
  } else {
    return lua_pushnil(lua_);
  }
  lua_pushvalue(lua_, -1);
  lua_rawseti(lua_, index, slot);
}

void Values::push_field(const Node& node, Field field) {
  luaL_checkstack(lua_, 12, "too much at once");
  const auto [begin, end] = field < text ? part_of(node, field) : std::pair(node.begin(), node.begin());
  switch (field) {
    case inlines:
      return push_list(begin, end, inlines_type);
    case blocks:
      return push_list(begin, end, blocks_type);
    case citations:
    case rows:
    case cells:
      return push_list(begin, end, list_type);
    case lines:
    case items:
    case definitions:
    case bodies:
      return push_parts(begin, end, field);
    case prefix:
    case suffix:
      if (begin == end) return push_list(begin, end, inlines_type);
      return push_list((*begin)->begin(), (*begin)->end(), inlines_type);
    case head:
    case foot:
      return push(begin == end ? store_.plain(field == head ? Kind::TableHead : Kind::TableFoot) : *begin);
    case caption:
      return push_caption(begin == end ? nullptr : *begin);
    default:
      return push_values_field(node, field);
  }
}

void Values::push_values_field(const Node& node, Field field) {
  const ast::Extra& extra = node.extra();
  switch (field) {
    case text:
      return push_string(node.values->text);
    case attr:
      return push_attr(extra.attr);
    case format:
      return push_string(extra.format);
    case title:
      return push_string(extra.title);
    case alignment:
      return push_string(or_else(extra.alignment, "AlignDefault"));
    case number:
      return lua_pushinteger(lua_, extra.number);
    case row_span:
      return lua_pushinteger(lua_, extra.row_span);
    case col_span:
      return lua_pushinteger(lua_, extra.col_span);
    case hash:
      return lua_pushinteger(lua_, extra.hash);
    case list_attributes:
      lua_createtable(lua_, 3, 0);
      lua_pushinteger(lua_, extra.number);
      lua_rawseti(lua_, -2, 1);
      push_string(or_else(extra.format, "DefaultStyle"));
      lua_rawseti(lua_, -2, 2);
      push_string(or_else(extra.delimiter, "DefaultDelim"));
      lua_rawseti(lua_, -2, 3);
      return set_metatable(list_attributes_type);
    case columns:
      return push_columns(extra);
    default:
      return lua_pushnil(lua_);
  }
}

void Values::push_parts(Node* const* begin, Node* const* end, Field field) {
  lua_createtable(lua_, static_cast<int>(end - begin), 0);
  for (int i = 1; begin != end; ++begin, ++i) {
    const Node& part = **begin;
    if (field == definitions)
      push_definition(part);
    else if (field == bodies)
      push_body(part);
    else
      push_list(part.begin(), part.end(), field == lines ? inlines_type : blocks_type);
    lua_rawseti(lua_, -2, i);
  }
  set_metatable(list_type);
}

void Values::push_definition(const Node& definition) {
  lua_createtable(lua_, 2, 0);
  const bool has_term = definition.count != 0 && definition.children[0]->kind == Kind::Term;
  if (has_term)
    push_list(definition.children[0]->begin(), definition.children[0]->end(), inlines_type);
  else
    push_list(nullptr, nullptr, inlines_type);
  lua_rawseti(lua_, -2, 1);
  const auto [begin, end] = part_of(definition, items);
  push_parts(begin, end, items);
  lua_rawseti(lua_, -2, 2);
}

void Values::push_caption(const Node* node) {
  lua_createtable(lua_, 0, 2);
  if (!node) {
    push_list(nullptr, nullptr, blocks_type);
    return lua_setfield(lua_, -2, "long");
  }
  const auto [begin, end] = part_of(*node, blocks);
  push_list(begin, end, blocks_type);
  lua_setfield(lua_, -2, "long");
  if (begin == node->begin()) return;
  push_list(node->children[0]->begin(), node->children[0]->end(), inlines_type);
  lua_setfield(lua_, -2, "short");
}

void Values::push_body(const Node& body) {
  lua_createtable(lua_, 0, 4);
  push_attr(body.extra().attr);
  lua_setfield(lua_, -2, "attr");
  const auto [begin, end] = part_of(body, rows);
  push_list(begin, end, list_type);
  lua_setfield(lua_, -2, "body");
  const auto [first, last] = part_of(body, head);
  if (first == last)
    push_list(nullptr, nullptr, list_type);
  else
    push_list((*first)->begin(), (*first)->end(), list_type);
  lua_setfield(lua_, -2, "head");
  lua_pushinteger(lua_, body.extra().number);
  lua_setfield(lua_, -2, "row_head_columns");
}

void Values::push_columns(const ast::Extra& extra) {
  lua_createtable(lua_, static_cast<int>(extra.columns.size()), 0);
  int i = 0;
  for (const ast::ColSpec& column : extra.columns) {
    lua_createtable(lua_, 2, 0);
    push_string(or_else(column.alignment, "AlignDefault"));
    lua_rawseti(lua_, -2, 1);
    if (column.width != 0) {
      lua_pushnumber(lua_, column.width);
      lua_rawseti(lua_, -2, 2);
    }
    lua_rawseti(lua_, -2, ++i);
  }
  set_metatable(list_type);
}

}  // namespace kancelli::filter
