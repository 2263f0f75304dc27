#include "pipeline/filter/filter_host.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace kancelli {
namespace {

using ast::Document;
using ast::Element;
using ast::Kind;

Element str(const char* text) {
  return {Kind::Str, text};
}

Element para(std::vector<Element> content) {
  return {Kind::Para, std::move(content)};
}

Document document(std::vector<Element> blocks) {
  Document doc;
  doc.blocks = std::move(blocks);
  return doc;
}

Document hello() {
  return document({para({str("hej"), Element(Kind::Space), str("verden")})});
}

Document run(const std::string& code, Document doc = hello()) {
  return FilterHost({}).apply(std::move(doc), "test.lua", code);
}

std::string words(const std::string& code, Document doc = hello()) {
  return ast::stringify(run(code, std::move(doc)).blocks);
}

// What a function that makes a text gives.
std::string value_of(const std::string& body) {
  return words("function Pandoc(doc) return pandoc.Pandoc(tostring((function() " + body + " end)())) end");
}

FilterError error_of(const std::string& code, Document doc = hello()) {
  try {
    run(code, std::move(doc));
  } catch (const FilterError& error) {
    return error;
  }
  return {"no error", "", 0, "", ""};
}

std::string message_of(const std::string& code) {
  return error_of(code).what();
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

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

// Errors

Document placed() {
  Element inner = para({str("fejl")});
  Element div(Kind::Div, {inner});
  div.more().attr.attributes = {{"data-pos", "content/papers/a.xml:3:7"}};
  Element outer(Kind::Div, {para({str("før")}), div});
  outer.more().attr.attributes = {{"data-pos", "content/papers/a.xml:1:1"}};
  return document({outer});
}

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

// Stability

Document nested(int depth) {
  Element element = str("bund");
  for (int i = 0; i < depth; ++i) {
    Element outer(Kind::Emph);
    outer.content.push_back(std::move(element));
    element = std::move(outer);
  }
  Document doc;
  doc.blocks.emplace_back(Kind::Para).content.push_back(std::move(element));
  return doc;
}

TEST(FilterStability, WalksTwentyThousandElementsWithinEachOther) {
  constexpr int deep = 20'000;
  EXPECT_EQ(words("function Str(el) return pandoc.Str(el.text .. '!') end", nested(deep)), "bund!");
  EXPECT_EQ(words("function Emph(el) return el.content end", nested(deep)), "bund");
  EXPECT_EQ(words("function Emph(el) el.content:insert(pandoc.Str '.') return el end", nested(deep)),
            "bund" + std::string(deep, '.'));
  EXPECT_EQ(words("return { { traverse = 'topdown', Emph = function(el) return pandoc.Strong(el.content) "
                  "end, Str = function() return 'x' end } }",
                  nested(deep)),
            "x");
  EXPECT_EQ(words("function Para(el) return pandoc.Para(pandoc.utils.stringify(el) .. #tostring(el)) end",
                  nested(100)),
            "bund" + std::to_string(std::string("Para [Str \"bund\"]").size() + 100 * 7));
  EXPECT_EQ(
      words("function Para(el) if el == el:clone() then return pandoc.Para 'ens' end end", nested(deep)),
      "ens");
}

TEST(FilterStability, EndsAFilterThatRecursesForEver) {
  EXPECT_TRUE(contains(message_of("local function f() return 1 + f() end f()"), "stack overflow"));
  EXPECT_TRUE(contains(message_of("function Para(el) local function f(e) return e:walk { Str = function(s) "
                                  "return f(e) end } end return f(el) end"),
                       "overflow"));
  EXPECT_NE(message_of("local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] "
                       "end local x = t.y"),
            "no error");
  EXPECT_NE(message_of("local function f() return pcall(f) end while true do f() error 'done' end"),
            "no error");
}

TEST(FilterStability, AnswersElementsThatContainThemselves) {
  EXPECT_NE(
      message_of("function Para(el) local e = pandoc.Emph {} e.content[1] = e return pandoc.Para { e } end"),
      "no error");
  EXPECT_NE(message_of("function Para(el) el.content[1] = pandoc.Span {} el.content[1].content = el.content "
                       "return el end"),
            "no error");
  EXPECT_NE(message_of("function Para(el) local t = {} t[1] = t return t end"), "no error");
  EXPECT_NE(message_of("function Meta(meta) meta.a = meta return meta end"), "no error");
  EXPECT_NE(message_of("local t = {} t[1] = t error(t)"), "no error");
}

TEST(FilterStability, StopsAtTheMemoryLimit) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  FilterHost host(options);
  const auto message = [&](const std::string& code) -> std::string {
    try {
      host.apply(hello(), "m.lua", code);
    } catch (const FilterError& error) {
      return error.what();
    }
    return "no error";
  };
  EXPECT_TRUE(contains(message("local t = {} for i = 1, 1e9 do t[i] = { i } end"), "memory"));
  EXPECT_TRUE(contains(message("local s = 'x' while true do s = s .. s end"), "memory"));
  EXPECT_TRUE(contains(
      message(
          "return { { traverse = 'topdown', Para = function() return pandoc.Div { pandoc.Para 'x' } end } }"),
      "memory"));
  EXPECT_EQ(message("function Str() return 'x' end"), "no error");
}

TEST(FilterStability, StopsAtTheTimeLimit) {
  FilterOptions options;
  options.time_limit = std::chrono::milliseconds(100);
  FilterHost host(options);
  for (const char* code :
       {"while true do end", "local n = 0 for i = 1, 1e15 do n = n + i end",
        "while true do pcall(function() while true do end end) end",
        "function Str(el) while true do xpcall(function() while true do end end, function() return 'caught' "
        "end) end end",
        "coroutine.wrap(function() while true do end end)()",
        "local mt = {} mt.__tostring = function() return tostring(setmetatable({}, mt)) end "
        "tostring(setmetatable({}, mt))",
        "while true do coroutine.resume(coroutine.create(function() while true do end end)) end",
        "while true do xpcall(error, function() while true do end end) end",
        "function Para(el) while true do pcall(el.walk, el, { Str = function() while true do end end }) end "
        "end"}) {
    try {
      host.apply(hello(), "f.lua", code);
      ADD_FAILURE() << code;
    } catch (const FilterError& error) {
      EXPECT_TRUE(contains(error.what(), "longer")) << code << ": " << error.what();
    }
    EXPECT_EQ(ast::stringify(host.apply(hello(), "f.lua", "function Str() return 'x' end").blocks), "x x");
  }
}

TEST(FilterStability, IsNotFooledByForgedElements) {
  for (const char* code : {
           "function Para(el) el[1] = 1e15 return el end",
           "function Para(el) el[1] = 'x' return el end",
           "function Para(el) el[1] = -1 return el end",
           "function Para(el) el[2] = 5 return el end",
           "function Str(el) el[1], el[2] = 0, {} return el end",
           "function Para(el) local s = pandoc.Str 'x' s[1] = el[1] return pandoc.Para { s } end",
           "function Para(el) return setmetatable({ 5 }, { 1 }) end",
           "function Para(el) return setmetatable({ 5 }, { 21 }) end",
           "function Pandoc(doc) doc[1] = 1e9 return doc end",
           "function Pandoc(doc) doc[2] = 'x' return doc end",
           "function Para(el) el.attr = nil return el end",
           "function Para(el) el.content = setmetatable({}, { __index = function() error 'x' end }) return "
           "el end",
       }) {
    try {
      run(code);
    } catch (const FilterError&) {
    }
  }
}

// Confinement

TEST(FilterConfinement, LeavesOutWhatReachesOutside) {
  const struct {
    const char *code, *named;
  } cases[] = {
      {"io.open 'x'", "io.open"},
      {"io.popen 'x'", "io.popen"},
      {"io.lines 'x'", "io.lines"},
      {"os.execute 'x'", "os.execute"},
      {"os.getenv 'HOME'", "os.getenv"},
      {"os.remove 'x'", "os.remove"},
      {"os.time()", "os.time"},
      {"os.exit()", "os.exit"},
      {"dofile 'x'", "dofile"},
      {"loadfile 'x'", "loadfile"},
      {"package.loadlib('x', 'y')", "package.loadlib"},
      {"debug.getregistry()", "debug.getregistry"},
      {"debug.setmetatable(1, {})", "debug.setmetatable"},
      {"require 'ffi'", "ffi"},
      {"require 'jit'", "jit"},
      {"require 'io'", "io"},
      {"pandoc.pipe('ls', {}, '')", "pandoc.pipe"},
      {"pandoc.read 'x'", "pandoc.read"},
      {"pandoc.system.get_working_directory()", "get_working_directory"},
      {"pandoc.mediabag.fetch 'x'", "mediabag.fetch"},
      {"pandoc.utils.run_json_filter()", "run_json_filter"},
      {"pandoc.template.default()", "template.default"},
  };
  for (const auto& c : cases)
    EXPECT_TRUE(contains(message_of(c.code), c.named)) << c.code << ": " << message_of(c.code);
  EXPECT_EQ(value_of("return tostring(jit) .. tostring(ffi) .. tostring(getfenv) .. tostring(setfenv) .. "
                     "tostring(newproxy) .. tostring(string.dump) .. tostring(module)"),
            "nilnilnilnilnilnilnil");
}

TEST(FilterConfinement, FindsModulesOnlyWhereTheyMayBe) {
  for (const char* name : {"/etc/passwd", "../x", "..etc", "a/b", "nothing", "", "socket"})
    EXPECT_TRUE(contains(message_of(std::string("require '") + name + "'"), "not found")) << name;
}

TEST(FilterConfinement, LoadsNoBytecode) {
  EXPECT_EQ(value_of("return tostring(load('\\27LJ\\2\\2'))"), "nil");
  EXPECT_EQ(value_of("return tostring(load('return 1', 'x', 'b'))"), "nil");
  EXPECT_EQ(value_of("return load('return 1 + 1')() .. tostring(load('return pandoc ~= nil')()) .. "
                     "tostring(load('return pandoc', 'x', 't', {})())"),
            "2truenil");
  EXPECT_THROW(run(std::string("\033LJ\002\002", 5)), FilterError);
}

TEST(FilterConfinement, KeepsTheRealGlobalsOutOfReach) {
  EXPECT_EQ(value_of("return tostring(_G.io.open == nil) .. tostring(_G == _G._G) .. tostring(rawequal(_G, "
                     "load('return _G')()))"),
            "falsetruetrue");
  EXPECT_EQ(
      value_of(
          "local mt = getmetatable(pandoc.Str 'x') return tostring(mt.__index) .. tostring(mt.__newindex)"),
      "nilnil");
  EXPECT_EQ(value_of("return tostring(pcall(string.rep, 'x', -1)) .. tostring(getmetatable(print)) .. "
                     "tostring(package.loaded.io) .. tostring(package.loaded.ffi)"),
            "truenilnilnil");
}

// Questions and modules

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
  EXPECT_EQ(host.write(doc, "w.lua", code), "typst\nTitel\ntable\nPara:hej verden");
  host.set_format("html");
  EXPECT_EQ(host.write(doc, "w.lua", code).substr(0, 5), "html\n");
  EXPECT_THROW(host.write(doc, "w.lua", "function Writer() return 5 end"), FilterError);
  EXPECT_THROW(host.write(doc, "w.lua", "x = 1"), FilterError);
}

}  // namespace
}  // namespace kancelli
