// compile_lua INPUT OUTPUT: LuaJIT's bytecode of a file of pipeline/filter/lua/, which the program loads ten
// times as fast as its text. It knows its file as "pandoc:NAME", as the text would.
#include <cstdio>
#include <fstream>
#include <lua.hpp>
#include <string>

int main(int, char** arguments) {
  const std::string input = arguments[1];
  const std::size_t begin = input.rfind('/') + 1;
  const std::string name = "=pandoc:" + input.substr(begin, input.rfind('.') - begin);
  std::ifstream file(input, std::ios::binary);
  const std::string code{std::istreambuf_iterator<char>(file), {}};
  lua_State* lua = luaL_newstate();
  if (!file || !lua || luaL_loadbuffer(lua, code.data(), code.size(), name.c_str()) != 0) {
    std::fprintf(stderr, "%s: %s\n", input.c_str(),
                 lua && lua_gettop(lua) > 0 ? lua_tostring(lua, -1) : "cannot be read");
    return 1;
  }
  std::ofstream output(arguments[2], std::ios::binary);
  const auto write = [](lua_State*, const void* bytes, std::size_t size, void* to) {
    return static_cast<std::ofstream*>(to)->write(static_cast<const char*>(bytes),
                                                  static_cast<std::streamsize>(size))
               ? 0
               : 1;
  };
  const bool done = lua_dump(lua, write, &output) == 0 && output.flush();
  lua_close(lua);
  return done ? 0 : 1;
}
