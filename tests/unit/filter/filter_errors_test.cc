#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

TEST(FilterErrors, SayFileLineAndElement) {
  const FilterError error = error_of(
      "\nlocal function deep(el)\n  if el.text == 'fejl' then error('noget er galt') end\nend\nfunction "
      "Str(el) deep(el) end",
      placed());
  EXPECT_STREQ(error.what(), "noget er galt");
  EXPECT_EQ(error.file, "test.lua");
  EXPECT_EQ(error.line, 3);
  EXPECT_EQ(error.position, "content/papers/a.xml:3:7");
  EXPECT_TRUE(contains(error.traceback, "test.lua:5:")) << error.traceback;
  EXPECT_FALSE(contains(error.traceback, "[C]")) << error.traceback;
}

TEST(FilterErrors, SayTheElementWhenWalkingFromTheTopAndWithin) {
  EXPECT_EQ(error_of("return { { traverse = 'topdown', Str = function(el) if el.text == 'fejl' then error "
                     "'x' end end } }",
                     placed())
                .position,
            "content/papers/a.xml:3:7");
  EXPECT_EQ(
      error_of(
          "function Div(el) el:walk { Str = function(s) if s.text == 'fejl' then error 'x' end end } end",
          placed())
          .position,
      "content/papers/a.xml:3:7");
  EXPECT_EQ(error_of("function Pandoc() error 'x' end", placed()).position, "");
}

TEST(FilterErrors, PrintATable) {
  EXPECT_EQ(message_of("error { code = 5, list = { 'a', 'b' } }"), R"({code = 5, list = {"a", "b"}})");
  EXPECT_EQ(message_of("error(setmetatable({}, { __tostring = function() return 'own words' end }))"),
            "own words");
  EXPECT_EQ(message_of("error()"), "nil");
}

TEST(FilterErrors, SayTheLineOfABadValue) {
  const FilterError error = error_of("function Para(el)\n  local x = pandoc.Para(5)\nend");
  EXPECT_EQ(error.line, 2);
  EXPECT_STREQ(error.what(), "Inline, list of Inlines, or string expected, got number");
}

TEST(FilterErrors, SayWhichFunctionReturnedNonsense) {
  const struct {
    const char *code, *part;
  } cases[] = {
      {"function Str() return 5 end", "number"},
      {"function Str() return true end", "boolean"},
      {"function Str() return pandoc.Para 'x' end", "Block"},
      {"function Str() return { pandoc.Str 'a', pandoc.Para 'x' } end", "item 2"},
      {"function Str() return { { pandoc.Str 'a' } } end", "table"},
      {"function Str() return print end", "function"},
      {"function Str() return pandoc.Attr() end", "Attr"},
      {"function Str(el) el.text = nil return el end", "string"},
      {"function Inlines() return { pandoc.Para 'x' } end", "Block"},
      {"function Para() return 5 end", "number"},
      {"function Para() return { pandoc.Para 'x', 7 } end", "number"},
      {"function Para() return pandoc.Row() end", "Row"},
      {"function Blocks() return 5 end", "number"},
      {"function Para(el) el.content = { pandoc.Para 'x' } return el end", "Block"},
      {"function Meta() return 5 end", "table"},
      {"function Meta(meta) meta.x = print return meta end", "function"},
      {"function Meta(meta) meta[print] = 'x' return meta end", "string"},
      {"function Pandoc() return 5 end", "Pandoc"},
      {"function Pandoc() return {} end", "Pandoc"},
      {"function Pandoc(doc) doc.meta = 5 end", "number"},
      {"function Pandoc(doc) doc.blocks = 5 end", "number"},
      {"function Para(el) local t = pandoc.Table({}, {}, pandoc.TableHead(), { 5 }, pandoc.TableFoot()) "
       "return t end",
       "number"},
      {"function Para(el) local s = pandoc.Span 'x' s.classes[1] = {} el.content = { s } return el end",
       "table"},
      {"function Para(el) local s = pandoc.Span 'x' s.attr.attributes[1] = 5 el.content = { s } return el "
       "end",
       "number"},
      {"function Para(el) return pandoc.Header(1e300, 'x') end", "number"},
      {"return 5", "number"},
      {"return { 5 }", "number"},
  };
  for (const auto& c : cases) {
    const std::string message = message_of(c.code);
    EXPECT_NE(message, "no error") << c.code;
    EXPECT_TRUE(contains(message, c.part)) << c.code << "\n" << message;
  }
  const FilterError error = error_of("\n\nfunction Str()\n  return 5\nend", placed());
  EXPECT_TRUE(contains(error.what(), "Str")) << error.what();
  EXPECT_EQ(error.line, 3);
  EXPECT_EQ(error.position, "content/papers/a.xml:1:1");
}

TEST(FilterErrors, SayWhereTheTextIsNotLua) {
  const FilterError error = error_of("local x =\n  = 5");
  EXPECT_EQ(error.file, "test.lua");
  EXPECT_EQ(error.line, 2);
  EXPECT_TRUE(contains(error.what(), "unexpected symbol")) << error.what();
}

TEST(FilterErrors, LeaveTheHostFitForMore) {
  FilterHost host({});
  for (const char* bad : {"x x", "error 'a'", "function Str() error 'b' end", "function Str() return 5 end",
                          "function Para(el) el:walk { Str = function() error 'c' end } end"}) {
    EXPECT_THROW(host.apply(hello(), "bad.lua", bad), FilterError) << bad;
    EXPECT_EQ(ast::stringify(host.apply(hello(), "good.lua", "function Str() return 'ok' end").blocks),
              "ok ok");
  }
}

TEST(FilterErrors, ThatTheFilterCatchesDoNoHarm) {
  EXPECT_EQ(words(R"(
    function Para(el)
      local ok, message = pcall(function() return el:walk { Str = function() error 'inside' end } end)
      local ok2 = pcall(pandoc.utils.stringify, pandoc.Para { pandoc.Str 'x' })
      local ok3 = pcall(function() el.content = { pandoc.Str 'a', 5 } return pandoc.utils.stringify(el) end)
      local ok4, m4 = pcall(error, { code = 7 })
      return { pandoc.Para(tostring(ok) .. tostring(ok2) .. tostring(ok3) .. m4.code .. message:match 'inside'), pandoc.Para 'end' }
    end)"),
            "falsetruefalse7inside end");
}

TEST(FilterErrors, NameModules) {
  const auto folder = std::filesystem::temp_directory_path() / "kancelli-filter-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "broken.lua") << "return {\n  fail = function() error 'in a module' end }";
  FilterOptions options;
  options.lua_path = {folder.string()};
  try {
    FilterHost(options).apply(hello(), "f.lua", "local b = require 'broken'\nfunction Para() b.fail() end");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_STREQ(error.what(), "in a module");
    EXPECT_TRUE(error.file.ends_with("broken.lua")) << error.file;
    EXPECT_EQ(error.line, 2);
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kancelli
