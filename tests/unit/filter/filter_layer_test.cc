// The Lua files that the program carries.
#include <gtest/gtest.h>

#include <algorithm>
#include <lua.hpp>
#include <string>

#include "pipeline/core/embedded.h"

namespace kancelli {
namespace {

bool is_layer(const EmbeddedFile& file) {
  return file.name.starts_with("pipeline/filter/lua/");
}

// Loading their text takes longer than running a filter over a paper of a few pages.
TEST(FilterLayer, IsCarriedAsBytecodeThatLoads) {
  ASSERT_TRUE(std::any_of(embedded_files().begin(), embedded_files().end(), is_layer));
  lua_State* lua = luaL_newstate();
  for (const EmbeddedFile& file : embedded_files()) {
    if (!is_layer(file)) continue;
    const std::size_t begin = file.name.rfind('/') + 1;
    const std::string name = "pandoc:" + std::string(file.name.substr(begin, file.name.rfind('.') - begin));
    const std::string_view bytecode = embedded(name);
    EXPECT_EQ(luaL_loadbufferx(lua, bytecode.data(), bytecode.size(), "", "b"), 0) << file.name;
    lua_Debug about;
    ASSERT_EQ(lua_getinfo(lua, ">S", &about), 1);
    EXPECT_EQ(about.source, "=" + name);
  }
  lua_close(lua);
}

}  // namespace
}  // namespace kancelli
