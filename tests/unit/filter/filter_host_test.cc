#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

TEST(FilterHost, CallsTheFunctionsOfAFile) {
  EXPECT_EQ(words("function Str(el) return pandoc.Str(el.text:upper()) end"), "HEJ VERDEN");
  EXPECT_EQ(words("return { { Str = function(el) el.text = el.text .. '1' return el end }, { Str = "
                  "function(el) el.text = el.text .. '2' return el end } }"),
            "hej12 verden12");
}

TEST(FilterHost, AcceptsASingleReturnedFilter) {
  EXPECT_EQ(words("return { Str = function() return 'x' end }"), "x x");
}

TEST(FilterHost, GivesBackWhatNoFunctionTouches) {
  const Document doc = hello();
  EXPECT_TRUE(run("", doc) == doc);
  EXPECT_TRUE(run("return {}", doc) == doc);
  EXPECT_TRUE(run("function Str() end function Para(el) return el end function Pandoc(doc) return doc end",
                  doc) == doc);
}

TEST(FilterHost, PutsTheSameElementInManyPlaces) {
  EXPECT_EQ(words("function Para(el) return { el, el, pandoc.Div { el } } end",
                  document({para({str("to"), Element(Kind::Emph, {str("gange")})})})),
            "togange togange togange");
}

// The document is loaded when the file has said what its filters are: what the file made before stays.
TEST(FilterHost, KeepsWhatTheFileMadeBeforeItsFiltersRan) {
  EXPECT_EQ(words("local made = pandoc.Para { pandoc.Emph 'a', pandoc.Str 'b' }:walk { Str = function(el) "
                  "return el.text .. '1' end } function Para() return made end"),
            "a1b1");
  EXPECT_EQ(words("local json = pandoc.json.encode(pandoc.Para 'x') local other = pandoc.json.decode(json) "
                  "function Pandoc(doc) doc.blocks:insert(other) return doc end"),
            "hej verden x");
  EXPECT_EQ(FilterHost({}).write(hello(), "w.lua",
                                 "pandoc.json.decode(pandoc.json.encode(pandoc.Para 'x')) function "
                                 "Writer(doc) return pandoc.utils.stringify(doc) end"),
            "hej verden");
}

TEST(FilterHost, MayDeleteTheDocument) {
  EXPECT_TRUE(run("function Block() return {} end").blocks.empty());
  EXPECT_TRUE(run("function Pandoc() return pandoc.Pandoc {} end").blocks.empty());
}

TEST(FilterHost, KnowsFigureOfPandoc3) {
  FilterOptions options;
  options.api_version = {1, 23};
  Element figure(Kind::Figure);
  figure.content.push_back(Element(Kind::Caption, {Element(Kind::Plain, {str("tekst")})}));
  figure.content.push_back(Element(Kind::Plain, {str("billede")}));
  const Document doc = FilterHost(options).apply(document({figure}), "f.lua", R"(
    function Figure(el)
      el.caption.long:insert(pandoc.Plain(tostring(PANDOC_API_VERSION)))
      el.content:insert(pandoc.Para 'mere')
      return { el, pandoc.Figure('indhold', { 'navn' }, 'id') }
    end)");
  EXPECT_EQ(ast::stringify(doc.blocks), "tekst 1.23 billede mere navn indhold");
}

TEST(FilterHost, ReplacesBytesThatAreNotUtf8) {
  EXPECT_EQ(words("function Str() return pandoc.Str 'a\\xffb' end"),
            "a\xEF\xBF\xBD"
            "b a\xEF\xBF\xBD"
            "b");
}

TEST(FilterHost, GoesThroughMapsInTheSameOrderEveryTime) {
  EXPECT_EQ(value_of("local s = '' for k, v in pairs { z = 1, b = 2, a = 3, [2] = 4, [10] = 5 } do s = s .. "
                     "k .. v end return s"),
            "24105a3b2z1");
  EXPECT_EQ(
      value_of(
          "return pandoc.utils.stringify(pandoc.Str(tostring(pandoc.Attr { c = '1', b = '2', a = '3' })))"),
      R"(("",[],[("a","3"),("b","2"),("c","1")]))");
}

TEST(FilterHost, HasNothingOfAnEarlierRun) {
  FilterHost host({});
  host.apply(hello(), "a.lua", R"(
    leaked = 1 string.leaked = 1 pandoc.leaked = 1 pandoc.utils.leaked = 1 pandoc.List.leaked = 1 table.insert = nil
    pandoc.Inlines {}.leaked = 1 getmetatable('').leaked = 1 getmetatable(pandoc.Inlines {}).leaked = 1 getmetatable('').__index = nil
    local el = pandoc.Str 'x' getmetatable(el).__index = nil
    math.kept = pandoc.Para 'x')");
  const Document doc = host.apply(hello(), "b.lua", R"(
    function Pandoc(doc)
      local all = { leaked, string.leaked, pandoc.leaked, pandoc.utils.leaked, pandoc.List.leaked, ('').leaked, doc.blocks.leaked, math.kept }
      for i = 1, 8 do assert(all[i] == nil, i) end
      table.insert(doc.blocks, pandoc.Para(('ok'):upper()))
      return doc
    end)");
  EXPECT_EQ(ast::stringify(doc.blocks), "hej verden OK");
}

// An element that a module keeps from one run must not mean something else in the next.
TEST(FilterHost, RunsManyDocuments) {
  FilterHost host({});
  for (int i = 0; i < 50; ++i) {
    const Document doc = host.apply(document({para({str(std::to_string(i).c_str())})}), "f.lua",
                                    "function Str(el) el.text = el.text .. '!' return el end");
    EXPECT_EQ(ast::stringify(doc.blocks), std::to_string(i) + "!");
  }
}

FilterOptions with_answers(std::vector<std::string>& asked) {
  FilterOptions options;
  options.answers = [&asked](std::string_view question,
                             const std::vector<std::string>& arguments) -> std::string {
    std::string all(question);
    for (const std::string& argument : arguments) all += "|" + argument;
    asked.push_back(all);
    if (question == "body")
      return R"({"name":"Økonomiudvalget \u00e6\ud83d\ude00","list":["a",1.5,true,null],"of":{}})";
    if (question == "sum") return "1234567.25";
    if (question == "target") return "\"pdf\"";
    if (question == "fails") throw Error("det gik galt");
    return "null";
  };
  return options;
}

TEST(KancelliModule, AsksTheProject) {
  std::vector<std::string> asked;
  FilterHost host(with_answers(asked));
  const Document doc = host.apply(hello(), "k.lua", R"(
    local kancelli = require 'kancelli'
    function Pandoc(doc)
      local body = kancelli.body('oeu', '2026-01-01')
      local again = kancelli.body('oeu', '2026-01-01')
      assert(body.list[2] == 1.5 and body.list[3] == true and next(body.of) == nil and #body.list == 4)
      assert(kancelli.law 'ksl' == nil)
      assert(kancelli.sum('p', 't', 3) == 1234567.25)
      return pandoc.Pandoc { pandoc.Para { pandoc.Str(again.name .. kancelli.target()) } }
    end)");
  EXPECT_EQ(ast::stringify(doc.blocks), "Økonomiudvalget æ😀pdf");
  EXPECT_EQ(asked, (std::vector<std::string>{"body|oeu|2026-01-01", "law|ksl", "sum|p|t|3", "target"}));
  host.apply(hello(), "k.lua", "require 'kancelli'.target()");
  EXPECT_EQ(asked.back(), "target");
  EXPECT_EQ(asked.size(), 5u);
}

TEST(KancelliModule, PassesOnAnError) {
  std::vector<std::string> asked;
  FilterHost host(with_answers(asked));
  try {
    host.apply(placed(), "k.lua", "local k = require 'kancelli'\nfunction Str(el)\n  k.fails(el.text)\nend");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_STREQ(error.what(), "det gik galt");
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.position, "content/papers/a.xml:1:1");
  }
  EXPECT_TRUE(contains(message_of("require 'kancelli'.target()"), "kancelli"));
}

TEST(FilterModules, HaveTheGlobalsOfTheFilterThatAsks) {
  const auto folder = std::filesystem::temp_directory_path() / "kancelli-module-test";
  std::filesystem::create_directories(folder / "sub");
  std::ofstream(folder / "counter.lua") << "local m = { n = 0 } shared = (shared or 0) + 1 function m.next() "
                                           "m.n = m.n + 1 return m.n end return m";
  std::ofstream(folder / "sub/inner.lua")
      << "return function(x) return pandoc.Emph(x .. PANDOC_VERSION[1]) end";
  FilterOptions options;
  options.lua_path = {(folder / "none").string(), folder.string()};
  FilterHost host(options);
  const std::string code = R"(
    local a, b, inner = require 'counter', require 'counter', require 'sub.inner'
    a.next()
    function Str(el) return { inner(el.text), pandoc.Str(b.next() .. '/' .. shared) } end)";
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(ast::stringify(host.apply(hello(), "f.lua", code).blocks), "hej22/1 verden23/1");
  std::filesystem::remove_all(folder);
}

TEST(FilterWriter, GivesTheTextOfAWriter) {
  FilterOptions options;
  options.format = "typst";
  FilterHost host(options);
  Document doc = hello();
  doc.meta.set("title", ast::Meta::of("Titel"));
  const std::string code = R"(
    function Writer(doc, options)
      local out = { FORMAT, doc.meta.title, type(options) }
      for _, block in ipairs(doc.blocks) do out[#out + 1] = block.t .. ':' .. pandoc.utils.stringify(block) end
      return table.concat(out, '\n')
    end)";
  EXPECT_EQ(host.write(doc, "w.lua", code), "typst\nTitel\nuserdata\nPara:hej verden");
  host.set_format("html");
  EXPECT_EQ(host.write(doc, "w.lua", code).substr(0, 5), "html\n");
  EXPECT_THROW(host.write(doc, "w.lua", "function Writer() return 5 end"), FilterError);
  EXPECT_THROW(host.write(doc, "w.lua", "x = 1"), FilterError);
}

}  // namespace
}  // namespace kancelli
