// Modules beside pandoc's elements: what they must not bring in, and what only one version of Pandoc has.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

FilterOptions pandoc_3() {
  FilterOptions options;
  options.pandoc_version = {3, 9};
  options.api_version = {1, 23, 1};
  return options;
}

std::string value_in_3(const std::string& body) {
  const std::string code =
      "function Pandoc(doc) return pandoc.Pandoc(tostring((function() " + body + " end)())) end";
  return ast::stringify(FilterHost(pandoc_3()).apply(hello(), "test.lua", code).blocks);
}

std::string message_in_3(const std::string& code) {
  try {
    FilterHost(pandoc_3()).apply(hello(), "test.lua", code);
  } catch (const FilterError& error) {
    return error.what();
  }
  return "no error";
}

TEST(FilterLpeg, MatchesAndCaptures) {
  EXPECT_EQ(value_of("local p = lpeg.C(lpeg.R '09' ^ 1) * ',' * lpeg.C(1) return table.concat({ p:match "
                     "'12,x' }, ' ')"),
            "12 x");
  EXPECT_EQ(value_of("return re.match('2026-02-24', '{%d^4} \"-\" {%d^2}') .. require 're'.gsub('aba', "
                     "'\"b\"', 'c') .. tostring(require 'lpeg' == lpeg)"),
            "2026acatrue");
}

TEST(FilterLpeg, HasNothingOfAnEarlierRun) {
  FilterHost host({});
  host.apply(hello(), "a.lua",
             "lpeg.leaked, re.leaked, lpeg.P = 1, 1, nil lpeg.setmaxstack(3) "
             "assert(not getmetatable(lpeg.R 'az'))");
  host.apply(
      hello(), "b.lua",
      "assert(not lpeg.leaked and not re.leaked) assert(lpeg.P { 'a' * lpeg.V(1) + 'b' }:match 'aaaaaab')");
}

// The library is C, on a stack that ends sooner than Lua's.
TEST(FilterLpeg, EndsWhatWouldOverflow) {
  EXPECT_TRUE(
      contains(message_of("local p = lpeg.P 'a' for i = 1, 1e6 do p = -p end"), "pattern is too large"));
  EXPECT_TRUE(contains(message_of("local p = lpeg.P 'a' for i = 1, 60 do p = p * p end"), "too large"));
  EXPECT_TRUE(contains(message_of("lpeg.setmaxstack(1e9) local p = lpeg.P { lpeg.Cs('a' * lpeg.V(1)) + 'b' "
                                  "} p:match(('a'):rep(1e6) .. 'b')"),
                       "stack overflow"));
  EXPECT_TRUE(
      contains(message_of("local p p = lpeg.P(1) / function() return p:match 'x' end p:match 'x'"), "stack"));
  EXPECT_TRUE(contains(message_of("re.compile(('('):rep(1000))"), "nested too deeply"));
  EXPECT_TRUE(contains(message_of("re.compile(('!'):rep(1e6) .. 'a')"), "stack"));
}

TEST(FilterLpeg, SaysWhereAPatternIsWrong) {
  const FilterError error = error_of("local p = lpeg.P 'a'\nlocal q = lpeg.P '' ^ 0");
  EXPECT_EQ(error.line, 2);
  EXPECT_STREQ(error.what(), "loop body may accept empty string");
  EXPECT_STREQ(error_of("re.compile 'a <- (b'").what(), "pattern error near ''");
  EXPECT_STREQ(error_of("re.compile '%q'").what(), "name 'q' undefined");
}

TEST(FilterLpeg, CountsItsMemory) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  try {
    FilterHost(options).apply(hello(), "m.lua",
                              "local kept = {} for i = 1, 1e9 do kept[i] = lpeg.P('a') ^ 3 end");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_TRUE(contains(error.what(), "memory")) << error.what();
  }
}

TEST(FilterVersion, TellsTheTruthWhereItDecides) {
  EXPECT_EQ(value_of("return tostring(pandoc.Figure) .. tostring(pandoc.Caption) .. tostring(pandoc.layout) "
                     ".. tostring(pandoc.Null ~= nil) .. _VERSION"),
            "nilnilniltrueLua 5.3");
  EXPECT_EQ(value_in_3("return tostring(pandoc.Null) .. tostring(pandoc.Figure ~= nil) .. "
                       "tostring(pandoc.Caption ~= nil) .. _VERSION .. tostring(PANDOC_VERSION >= '3.0')"),
            "niltruetrueLua 5.4true");
  EXPECT_EQ(value_of("return pandoc.utils.type(pandoc.Cell 'x')"), "pandoc Cell");
  EXPECT_EQ(value_in_3("return pandoc.utils.type(pandoc.Cell 'x')"), "Cell");
}

TEST(FilterVersion, NamesWhatIsLeftOutOfPandoc3) {
  const struct {
    const char *code, *named;
  } cases[] = {
      {"pandoc.layout.concat({})", "pandoc.layout.concat: build the text with table.concat"},
      {"local blank = pandoc.layout.blankline", "pandoc.layout.blankline: "},
      {"require 'pandoc.layout'.nest('x', 2)", "pandoc.layout.nest: "},
      {"pandoc.scaffolding.Writer.Block.Para = 1", "pandoc.scaffolding.Writer: define Writer"},
      {"pandoc.zip.zip({})", "pandoc.zip.zip: "},
      {"pandoc.image.size('')", "pandoc.image.size: "},
      {"pandoc.cli.parse_options({})", "pandoc.cli.parse_options: "},
      {"pandoc.template.compile('x')", "pandoc.template.compile: "},
      {"pandoc.structure.split_into_chunks(1)",
       "pandoc.structure.split_into_chunks: pandoc.structure.make_sections"},
      {"pandoc.format.extensions('html')", "pandoc.format.extensions: `pandoc --list-extensions"},
      {"pandoc.text.toencoding('x', 'y')", "pandoc.text.toencoding: "},
      {"pandoc.write_classic(1)", "pandoc.write_classic: "},
      {"string.pack('<i4', 5)", "string.pack: use string.byte"},
  };
  for (const auto& c : cases)
    EXPECT_TRUE(contains(message_in_3(c.code), "filters may not use " + std::string(c.named)))
        << c.code << ": " << message_in_3(c.code);
}

TEST(FilterStructure, MakesIdentifiersOfEveryLetterAndSpace) {
  EXPECT_EQ(value_in_3("return pandoc.structure.unique_identifier('§ 5 Om\u00a0æbler')"), "om-æbler");
  EXPECT_EQ(value_in_3("return pandoc.structure.unique_identifier('日本')"), "日本");
}

TEST(FilterLog, CollectsWhatItSilences) {
  EXPECT_EQ(value_in_3("local messages, a, b = pandoc.log.silence(function(x) pandoc.log.warn 'w' "
                       "pandoc.log.info 'i' return x, 2 end, 1) return #messages .. a .. b .. "
                       "tostring(messages[1]):match 'w$' .. tostring(messages[1]):match 'test.lua'"),
            "212wtest.lua");
  EXPECT_TRUE(contains(message_in_3("pandoc.log.silence(error, 'x')"), "x"));
  testing::internal::CaptureStderr();
  message_in_3("\npandoc.log.warn 'se her' pandoc.log.info 'intet' warn('a', 'b') warn '@off'");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "[WARNING] test.lua line 2: se her\n[WARNING] test.lua line 2: ab\n");
}

TEST(FilterNumbers, AreWrittenAsCWritesThem) {
  EXPECT_EQ(value_of("return string.format('%.1f|%.0f|%+6.2f|%g|%5.1s|%d%%', 1.25, 2.5, 0.125, 1e20, 'xyz', "
                     "'7')"),
            "1.2|2| +0.12|1e+20| x|7%");
  EXPECT_TRUE(contains(message_of("string.format('%d', 3.5)"), "no integer representation"));
  for (const char* pattern : {"%999f", "%.999f", "%5.5.5f", "%--------f", "%1$f"})
    EXPECT_TRUE(contains(message_of("string.format('" + std::string(pattern) + "', 1)"), "format"))
        << pattern << message_of("string.format('" + std::string(pattern) + "', 1)");
}

TEST(FilterLog, SpeaksAgainAfterAFilterThatRanTooLong) {
  FilterOptions options;
  options.time_limit = std::chrono::milliseconds(50);
  FilterHost host(options);
  EXPECT_THROW(host.apply(hello(), "a.lua", "pandoc.log.silence(function() repeat until false end)"),
               FilterError);
  testing::internal::CaptureStderr();
  host.apply(hello(), "b.lua", "pandoc.log.warn 'se her'");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "[WARNING] b.lua line 1: se her\n");
}

TEST(FilterSyntax, ReadsWhatLua53Writes) {
  EXPECT_EQ(value_of("local a = 7//2 -- 1//2\nreturn a .. '//' .. [[//]] .. -7 // 2 .. 2^2//3"), "3////-41");
  EXPECT_EQ(value_of("local a <const>, b < const > = 1, 2 return a + b"), "3");
  EXPECT_EQ(value_of("local t, const = { a = 1 }, 5 return tostring(t.a < const)"), "true");
  EXPECT_EQ(words("#!/usr/bin/env lua\nfunction Str() return 'x' end"), "x x");
  EXPECT_EQ(words("\xEF\xBB\xBF"
                  "function Str() return 'x' end"),
            "x x");
  const FilterError error = error_of("local a = 1\nlocal b = a // 0");
  EXPECT_EQ(error.line, 2);
  EXPECT_STREQ(error.what(), "attempt to perform 'n//0'");
}

TEST(FilterSyntax, ExplainsWhatLuaJitDoesNotRead) {
  const struct {
    const char* code;
    int line;
    const char* hint;
  } cases[] = {
      {"local a = 1\n-- a & b\nlocal b = a & 3", 3, "write bit32.band(a, b)"},
      {"local a = 1 | 2", 1, "write bit32.bor(a, b)"},
      {"\nlocal a = ~5", 2, "bit32.bnot(a)"},
      {"local a = 1 << 2", 1, "write bit32.lshift(a, n)"},
      {"local a = 1 >> 2", 1, "write bit32.rshift(a, n)"},
      {"local f <close> = x", 1, "<close> is of Lua 5.4"},
  };
  for (const auto& c : cases) {
    const FilterError error = error_of(c.code);
    EXPECT_EQ(error.file, "test.lua");
    EXPECT_EQ(error.line, c.line) << c.code;
    EXPECT_TRUE(contains(error.what(), c.hint)) << c.code << ": " << error.what();
  }
  EXPECT_STREQ(error_of("local s = '&'\nlocal x = = 1").what(), "unexpected symbol near '='");
  EXPECT_TRUE(contains(value_of("return select(2, load 'return 1 & 2')"), "bit32.band"));
}

TEST(FilterSyntax, IsTheSameInModules) {
  const auto folder = std::filesystem::temp_directory_path() / "kancelli-syntax-test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "later.lua") << "local n <const> = 9 return { half = function() return n // 2 end }";
  std::ofstream(folder / "bits.lua") << "\nreturn 1 & 2";
  FilterOptions options;
  options.lua_path = {folder.string()};
  FilterHost host(options);
  EXPECT_EQ(
      ast::stringify(
          host.apply(hello(), "f.lua", "function Str() return tostring(require 'later'.half()) end").blocks),
      "4 4");
  try {
    host.apply(hello(), "f.lua", "require 'bits'");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_TRUE(contains(error.what(), "bits.lua:2: ")) << error.what();
    EXPECT_TRUE(contains(error.what(), "bit32.band")) << error.what();
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kancelli
