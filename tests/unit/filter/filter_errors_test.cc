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
      {"function Str(el) el.text = {} return el end", "string"},
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

TEST(FilterErrors, SayWhatTheElementReads) {
  EXPECT_EQ(error_of("function Str(el) if el.text == 'fejl' then error 'x' end end", placed()).element,
            "Str \"fejl\"");
  EXPECT_EQ(error_of("function Para() error 'x' end").element, "Para \"hej verden\"");
  EXPECT_EQ(error_of("function Inlines() error 'x' end").element, "Para \"hej verden\"")
      << "whose list it is";
  EXPECT_EQ(error_of("function Para(p) p:walk { Space = function() error 'x' end } end").element, "Space");
  EXPECT_EQ(error_of("function Para() return 5 end").element, "Para \"hej verden\"");
  EXPECT_EQ(error_of("function Pandoc() error 'x' end").element, "");
  const std::string longest =
      error_of(
          "function Para() error 'x' end",
          document({para({str("Dette er begyndelsen på en sætning, der er længere end det, man kan læse")})}))
          .element;
  EXPECT_EQ(longest, "Para \"Dette er begyndelsen på en sætning, der er ...\"");
}

TEST(FilterErrors, SayTheWayToTheElementWhereNoPlaceIsKnown) {
  const Element item(Kind::Item, {para({str("x")}), para({str("fejl")})});
  const Document doc = document({para({str("før")}), Element(Kind::BulletList, {item, item})});
  const char* fails = "function Para(p) if p.content[1].text == 'fejl' then error 'x' end end";
  EXPECT_EQ(error_of(fails, doc).position, "blocks[2].content[1][2]");
  EXPECT_EQ(error_of("function Str(s) if s.text == 'fejl' then error 'x' end end", doc).position,
            "blocks[2].content[1][2].content[1]");
  EXPECT_EQ(error_of(std::string("return { { traverse = 'topdown', ") +
                         "Para = function(p) if p.content[1].text == 'fejl' then error 'x' end end } }",
                     doc)
                .position,
            "blocks[2].content[1][2]");
  // Within an element the way leads to that.
  EXPECT_EQ(
      error_of("function Para(p) p:walk { Str = function(s) if s.text == 'fejl' then error 'x' end end } end",
               doc)
          .position,
      "blocks[2].content[1][2]");
  Document meta = hello();
  meta.meta.set("title", ast::Meta());
  meta.meta.entries[0].second.kind = ast::Meta::Kind::inlines;
  meta.meta.entries[0].second.content = {str("a"), str("fejl")};
  EXPECT_EQ(error_of("function Str(s) if s.text == 'fejl' then error 'x' end end", meta).position,
            "meta.title[2]");
  EXPECT_EQ(error_of("function Pandoc(doc) doc:walk { Str = function() error 'x' end } end").position,
            "blocks[1].content[1]");
}

TEST(FilterErrors, SayTheEndOfAVeryLongWay) {
  Element deep = para({str("fejl")});
  for (int i = 0; i < 20'000; ++i) {
    Element outer(Kind::Div);
    outer.content.push_back(std::move(deep));
    deep = std::move(outer);
  }
  Document doc;
  doc.blocks.push_back(std::move(deep));
  const std::string position = error_of("function Str() error 'x' end", std::move(doc)).position;
  EXPECT_TRUE(position.starts_with("blocks....content[1]")) << position;
  EXPECT_LT(position.size(), 300u);
}

TEST(FilterErrors, SayTheFunctionWhereATailCallHidesTheLine) {
  const FilterError error = error_of("\nfunction Str(el)\n  return pandoc.Str()\nend");
  EXPECT_EQ(error.line, 2);
  EXPECT_EQ(error.file, "test.lua");
}

TEST(FilterErrors, NameTheModuleOfAFunctionThatReturnedNonsense) {
  const auto folder = std::filesystem::temp_directory_path() / "kancelli-filter-module";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "wrong.lua") << "return {\n\n  Str = function() return 5 end }";
  FilterOptions options;
  options.lua_path = {folder.string()};
  try {
    FilterHost(options).apply(hello(), "f.lua", "return { require 'wrong' }");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_TRUE(error.file.ends_with("wrong.lua")) << error.file;
    EXPECT_EQ(error.line, 3);
    EXPECT_EQ(error.filter, "f.lua");
  }
  std::filesystem::remove_all(folder);
}

TEST(FilterErrors, ReadPlacesAsPandocWritesThem) {
  const auto place_of = [](const char* data_pos) {
    Element div(Kind::Div, {para({str("fejl")})});
    div.more().attr.attributes = {{"data-pos", data_pos}};
    return error_of("function Str() error 'x' end", document({div})).position;
  };
  EXPECT_EQ(place_of("tekst.md@3:5-3:8"), "tekst.md:3:5");
  EXPECT_EQ(place_of("a@b.md@3:5-4:1;6:1-6:2"), "a@b.md:3:5");
  EXPECT_EQ(place_of("12:1-2:5"), "12:1");
  EXPECT_EQ(place_of("content/a.xml:3:7"), "content/a.xml:3:7");
  EXPECT_EQ(place_of("my-file@x"), "my-file@x");
}

TEST(FilterErrors, PrintTablesOfAnyKind) {
  EXPECT_TRUE(contains(message_of("error { at = pandoc.Str 'x' }"), R"(at = Str "x")"));
  EXPECT_TRUE(
      contains(message_of("error { meta = pandoc.Meta { a = { b = pandoc.Inlines 'x' } } }"), R"(Str "x")"));
  EXPECT_EQ(message_of("error(setmetatable({ code = 1 }, { __tostring = function() error 'no' end }))"),
            "{code = 1}");
  EXPECT_EQ(message_of("error(setmetatable({ code = 2 }, { __tostring = function() return {} end }))"),
            "{code = 2}");
  EXPECT_EQ(message_of("local t = {} t.self = t error(t)"), "{self = {self = {self = {self = {...}}}}}");
  EXPECT_TRUE(contains(message_of("local t = {} for i = 1, 1000 do t[i] = i end error(t)"), "20, ...}"));
  EXPECT_TRUE(contains(message_of("error(print)"), "function"));
}

std::string hint_of(const std::string& code) {
  return error_of(code).hint;
}

TEST(FilterErrors, HintAtWhatWasMeant) {
  const struct {
    const char *code, *meant;
  } cases[] = {
      {"function Para(el) return pandoc.utils.stringfy(el) end", "pandoc.utils.stringify"},
      {"function Para(el) return stringify(el) end", "pandoc.utils.stringify"},
      {"function Para(el) return pandoc.stringify(el) end", "pandoc.utils.stringify"},
      {"function Para(el) return pandco.Str('x') end", "pandoc"},
      {"function Para(el) return pandoc.Parra('x') end", "pandoc.Para"},
      {"local utils = pandoc.utils\nfunction Para(el) return utils.stringfy(el) end", "utils.stringify"},
      {"function Para(el) return el.contnt[1] end", "el.content"},
      {"function Para(el) return #el.contents.x end", "el.content"},
      {"function Str(el) return el.txt:upper() end", "el.text"},
      {"function Para(el) return el.content:mapp(print) end", "el.content:map"},
      {"function Para(el) local c = el.content return c:mapp(print) end", "c:map"},
      {"function Pandoc(doc) return doc.blocs[1] end", "doc.blocks"},
      {"function Str(el) return el.text:uper() end", "el.text:upper"},
      {"function Para(el) el.contnt = {} return el end", "content"},
      {"function Meta(m) if FORMATT:match 'x' then return m end end", "FORMAT"},
      {"local t = { number = 5 }\nfunction Para() return 1 + t.nunber end", "t.number"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(hint_of(c.code), "did you mean " + std::string(c.meant) + "?") << c.code;
  EXPECT_EQ(hint_of("function Str(el) return el.attributes.x end"), "a Str has: text, tag");
}

TEST(FilterErrors, HintAtWhatAFunctionMayReturn) {
  EXPECT_TRUE(contains(hint_of("function Str() return 5 end"), "an Inline, a list of Inlines ({}: it goes)"));
  EXPECT_TRUE(contains(hint_of("function Block() return 5 end"), "a function Block returns a Block"));
  EXPECT_TRUE(contains(hint_of("function Blocks() return 5 end"), "a list of Blocks"));
  EXPECT_TRUE(contains(hint_of("function Meta() return 5 end"), "a table of metadata"));
  EXPECT_TRUE(contains(hint_of("function Pandoc() return 5 end"), "a Pandoc document"));
}

TEST(FilterErrors, HintAtHowAFilterIsTrusted) {
  const std::string hint = hint_of("function Para() io.open 'x' end");
  EXPECT_TRUE(contains(hint, "<filters><trust filter=\"test.lua\" with=\"files\"/></filters>")) << hint;
  EXPECT_TRUE(contains(hint, "--trust files")) << hint;
  EXPECT_EQ(hint_of("pcall(io.open, 'x') error 'other'"), "");
}

TEST(FilterErrors, HintAtNothingThatIsNotCertain) {
  for (const char* code : {
           "local x\nfunction Para() return x.y end",
           "function Para(el) local t = {} return t.something.else_ end",
           "function Para(el) return (el).contnt[1] end",
           "local a, b = { name = 1 }, { other = 2 }\nfunction Para() return a.nam + b.nam end",
           "error 'my own words'",
           "error \"attempt to call field 'stringfy' (a nil value)\"",
           "function Para(el) return 1 < nil end",
       })
    EXPECT_EQ(hint_of(code), "") << code;
}

TEST(FilterErrors, AskForPandocsVersionOnlyWhenAFilterLooks) {
  int asked = 0;
  FilterOptions options;
  options.learn_pandoc_version = [&] {
    ++asked;
    return std::vector<int>{3, 1, 2};
  };
  FilterHost host(options);
  host.apply(hello(), "a.lua", "function Str() end\nif getmetatable(_G) ~= nil then error 'no' end");
  EXPECT_EQ(asked, 0);
  const char* looks = "local v = PANDOC_VERSION\nfunction Str() return tostring(v) end";
  EXPECT_EQ(ast::stringify(host.apply(hello(), "b.lua", looks).blocks), "3.1.2 3.1.2");
  // A filter that forbids unknown names.
  const char* strict =
      "setmetatable(_G, { __index = function(_, name) error('unknown ' .. name) end })\n"
      "function Str() return tostring(PANDOC_VERSION) end\nPara, Inlines = false, false";
  EXPECT_EQ(
      ast::stringify(host.apply(hello(), "b.lua",
                                "return { { Str = function() return tostring(_G.PANDOC_VERSION) end } }")
                         .blocks),
      "3.1.2 3.1.2");
  EXPECT_TRUE(contains(error_of(strict).what(), "unknown ")) << error_of(strict).what();
  EXPECT_EQ(asked, 1);
}

}  // namespace
}  // namespace kancelli
