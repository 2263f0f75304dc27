#include <fstream>
#include <iostream>
#include <iterator>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/host.h"

extern "C" int luaopen_lpeg(lua_State* lua);  // its library has no header

// The functions that the Lua side of Pandoc's API calls. Each gets its arguments from Lua's stack and gives
// the number of its results.
namespace kancelli::filter {
namespace {

// fetch(element, slot): the value of a property that nobody asked for yet.
int fetch(Host& host, lua_State* lua) {
  host.values->fetch(1, static_cast<int>(luaL_checkinteger(lua, 2)));
  return 1;
}

int walk_unprotected(Host& host, lua_State*) {
  Values& values = *host.values;
  values.start_reading();
  const Functions functions = host.walker->read_functions(2);
  const int type = values.type_of(1);
  if (type == document_type) {
    values.push_document(host.walker->apply(functions, values.peek_document(1)));
  } else if (Values::is_element(type)) {
    values.push(host.walker->walk(functions, values.peek(1)));
  } else {
    const Field field = type == blocks_type ? Field::blocks : Field::inlines;
    auto& pile = values.pile();
    const std::size_t start = pile.size();
    values.peek_list(1, field);
    Node* holder = host.store.plain(field == Field::blocks ? ast::Kind::Item : ast::Kind::Term);
    holder = host.store.with_children(holder, pile.data() + start, pile.size() - start);
    pile.resize(start);
    holder = host.walker->walk(functions, holder);
    values.push_list(holder->begin(), holder->end(), field == Field::blocks ? blocks_type : inlines_type);
  }
  return 1;
}

// walk(value, filter): with the filter's functions called on what is in it. A walk within a walk; when it
// fails, the outer one stands as it was.
int walk(Host& host, lua_State* lua) {
  constexpr int most_walks = 100;  // C's stack ends sooner than Lua's
  luaL_checktype(lua, 2, LUA_TTABLE);
  lua_settop(lua, 2);
  if (host.walks >= most_walks) luaL_error(lua, "stack overflow: walks within walks");
  const std::size_t pile = host.values->pile().size();
  const Walker::Depth depth = host.walker->depth();
  const int walks = host.walks++;
  lua_pushlightuserdata(lua, &host);
  lua_pushcclosure(lua, on_error, 1);
  lua_insert(lua, 1);
  lua_pushlightuserdata(lua, &host);
  lua_pushcclosure(lua, guarded<walk_unprotected>, 1);
  lua_insert(lua, 2);
  const int status = lua_pcall(lua, 2, 1, 1);
  host.walks = walks;
  if (status == 0) return 1;
  host.values->pile().resize(pile);
  host.walker->restore(depth);
  return lua_error(lua);
}

// Reads an element or a list of them; what it made for that is dropped by the caller.
std::pair<Node* const*, Node* const*> read_nodes(Host& host, int index, Node*& single) {
  Values& values = *host.values;
  values.start_reading();
  const int type = values.type_of(index);
  if (Values::is_element(type)) {
    single = values.peek(index);
    return {&single, &single + 1};
  }
  auto& pile = values.pile();
  const std::size_t start = pile.size();
  values.peek_list(index, type == blocks_type ? Field::blocks : Field::inlines);
  Node* holder = host.store.make(ast::Kind::Item, host.store.plain(ast::Kind::Item)->values,
                                 pile.data() + start, pile.size() - start);
  pile.resize(start);
  return {holder->begin(), holder->end()};
}

// What is made to look at a value is dropped again; unless a filter's own code ran meanwhile (a metatable's)
// and made a document of it, which stays.
struct Mark {
  explicit Mark(Host& of) : host(of), trees(of.values->trees().size()), mark(of.store.mark()) {}
  void drop() const {
    if (host.values->trees().size() == trees) host.store.drop_since(mark);
  }
  Host& host;
  std::size_t trees;
  NodeStore::Mark mark;
};

// words(value): of an element, Inlines or Blocks.
int words(Host& host, lua_State* lua) {
  const Mark mark(host);
  Node* single = nullptr;
  auto [begin, end] = read_nodes(host, 1, single);
  if (single && single->kind == ast::Kind::Citation)
    std::tie(begin, end) = std::pair(single->begin(), single->end());
  host.exception = stringify(begin, end);
  mark.drop();
  return push(lua, host.exception);
}

// equal(a, b): whether two elements say the same.
int equal_elements(Host& host, lua_State* lua) {
  const Mark mark(host);
  host.values->start_reading();
  const bool same = equal(host.values->peek(1), host.values->peek(2));
  mark.drop();
  lua_pushboolean(lua, same);
  return 1;
}

// show(value): as Haskell shows an element, Inlines, Blocks or an Attr.
int show_value(Host& host, lua_State* lua) {
  const Mark mark(host);
  if (host.values->type_of(1) == attr_type) {
    host.exception = show(host.values->peek_attr(1));
  } else {
    Node* single = nullptr;
    const auto [begin, end] = read_nodes(host, 1, single);
    host.exception = single ? show(single) : show_list(begin, end);
  }
  mark.drop();
  return push(lua, host.exception);
}

// ask(question, argument...): the answer as JSON.
int ask(Host& host, lua_State* lua) {
  if (!host.options.answers) throw Error(tr("nobody answers the questions of the module kancelli here", {}));
  const int count = lua_gettop(lua);
  for (int i = 1; i <= count; ++i) luaL_checkstring(lua, i);
  {
    std::vector<std::string> arguments;
    for (int i = 2; i <= count; ++i) arguments.emplace_back(host.values->peek_text(i));
    host.exception = host.options.answers(std::string(host.values->peek_text(1)), arguments);
  }
  return push(lua, host.exception);
}

// Reads a module's file into `code`; its path, or "" when there is none.
std::string read_module(const std::vector<std::string>& folders, std::string name, std::string& code) {
  for (char& c : name) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '_' || c == '-' || c == '.';
    if (!plain) return {};
    if (c == '.') c = '/';
  }
  for (const std::string& folder : folders) {
    const std::string path = folder + "/" + name + ".lua";
    std::ifstream file(path, std::ios::binary);
    if (!file) continue;
    code.assign(std::istreambuf_iterator<char>(file), {});
    return path;
  }
  return {};
}

// find_module(name): the code of a module in one of the folders that filters may read, and its path; nil when
// there is none.
int find_module(Host& host, lua_State* lua) {
  luaL_checkstring(lua, 1);
  host.path = read_module(host.options.lua_path, std::string(host.values->peek_text(1)), host.exception);
  if (host.path.empty()) return 0;
  return push(lua, host.exception) + push(lua, host.path);
}

// load(text, name, environment): the function, or nil and the reason. Text only: bytecode can break out of
// Lua.
int load_text(Host&, lua_State* lua) {
  std::size_t size = 0;
  const char* text = luaL_checklstring(lua, 1, &size);
  luaL_checktype(lua, 3, LUA_TTABLE);
  if (luaL_loadbufferx(lua, text, size, luaL_checkstring(lua, 2), "t") != 0) {
    lua_pushnil(lua);
    lua_insert(lua, -2);
    return 2;
  }
  lua_pushvalue(lua, 3);
  lua_setfenv(lua, -2);
  return 1;
}

// object_size(userdata): in bytes.
int object_size(Host&, lua_State* lua) {
  lua_pushinteger(lua, static_cast<lua_Integer>(lua_objlen(lua, 1)));
  return 1;
}

// warn(text): a line for the person at the terminal.
int warn(Host& host, lua_State*) {
  std::cerr << host.values->peek_text(1);
  return 0;
}

// time_is_up(): whether the filter has had its time.
int time_is_up(Host& host, lua_State* lua) {
  lua_pushboolean(lua, host.time_limit->is_up());
  return 1;
}

void push_numbers(lua_State* lua, const std::vector<int>& list) {
  lua_createtable(lua, static_cast<int>(list.size()), 0);
  for (std::size_t i = 0; i < list.size(); ++i) {
    lua_pushinteger(lua, list[i]);
    lua_rawseti(lua, -2, static_cast<int>(i) + 1);
  }
}

// pandoc_version(): the numbers, asked for once.
int pandoc_version(Host& host, lua_State* lua) {
  if (host.options.learn_pandoc_version) {
    host.options.pandoc_version = host.options.learn_pandoc_version();
    host.options.learn_pandoc_version = {};
  }
  push_numbers(lua, host.options.pandoc_version);
  return 1;
}

// source_line(file, number): the line of a filter, or nil.
int source_line(Host& host, lua_State* lua) {
  const auto found = host.compiled.find(std::string(host.values->peek_text(1)));
  if (found == host.compiled.end()) return 0;
  std::string_view rest = found->second.code;
  for (int number = static_cast<int>(luaL_checkinteger(lua, 2)); number > 1; --number) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) return 0;
    rest.remove_prefix(end + 1);
  }
  return push(lua, rest.substr(0, rest.find('\n')));
}

// nearest(word, names): the name that was perhaps meant, or nil.
int nearest_name(Host& host, lua_State* lua) {
  luaL_checktype(lua, 2, LUA_TTABLE);
  const std::size_t count = lua_objlen(lua, 2);
  luaL_checkstack(lua, 8, "too many names");
  {
    const std::string word(host.values->peek_text(1));
    std::vector<std::string> names;
    for (std::size_t i = 1; i <= count; ++i) {
      lua_rawgeti(lua, 2, static_cast<int>(i));
      if (lua_type(lua, -1) == LUA_TSTRING) names.emplace_back(lua_tostring(lua, -1));
      lua_pop(lua, 1);
    }
    host.exception = nearest(word, {names.begin(), names.end()});
  }
  return host.exception.empty() ? 0 : push(lua, host.exception);
}

// options(): what the globals of a filter say.
int options(Host& host, lua_State* lua) {
  lua_createtable(lua, 0, 3);
  push(lua, host.options.format);
  lua_setfield(lua, -2, "format");
  push_numbers(lua, host.options.api_version);
  lua_setfield(lua, -2, "api_version");
  // Asking for the version takes longer than most filters: what it decides here is told by the tree.
  const bool is_3 = host.options.learn_pandoc_version ? host.options.api_version >= ast::ApiVersion{1, 23}
                                                      : host.options.pandoc_version >= std::vector<int>{3};
  lua_pushboolean(lua, is_3);
  lua_setfield(lua, -2, "is_3");
  return 1;
}

}  // namespace

void push_host_functions(FilterHost::Impl& host) {
  lua_State* lua = host.lua;
  lua_createtable(lua, 0, 32);
  const luaL_Reg functions[] = {
      {"fetch", guarded<fetch>},
      {"walk", guarded<walk>},
      {"words", guarded<words>},
      {"equal", guarded<equal_elements>},
      {"show", guarded<show_value>},
      {"ask", guarded<ask>},
      {"find_module", guarded<find_module>},
      {"load", guarded<load_text>},
      {"warn", guarded<warn>},
      {"options", guarded<options>},
      {"pandoc_version", guarded<pandoc_version>},
      {"source_line", guarded<source_line>},
      {"nearest", guarded<nearest_name>},
      {"time_is_up", guarded<time_is_up>},
      {"object_size", guarded<object_size>},
      {"open_lpeg", luaopen_lpeg},
  };
  for (const luaL_Reg& function : functions) add_function(host, function.name, function.func);
  add_text_functions(host);
  add_outside_functions(host);
  add_pandoc_functions(host);
  add_media_functions(host);
}

}  // namespace kancelli::filter
