#include <gtest/gtest.h>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/nodes.h"
#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

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

TEST(FilterStability, TakesATreeOfFiftyMegabytes) {
  std::string words;
  for (int i = 0; i < 30; ++i) words += R"({"t":"Str","c":"forvaltning"},{"t":"Space"},)";
  const std::string paragraph = R"({"t":"Para","c":[)" + words + R"({"t":"Str","c":"sidst"}]})";
  std::string json = R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[)" + paragraph;
  std::size_t paragraphs = 1;
  for (; json.size() < 50'000'000; ++paragraphs) json += "," + paragraph;
  json += "]}";
  ast::ApiVersion version;
  const Document made = run("function Str(el) if el.text == 'sidst' then return pandoc.Emph { el } end end",
                            ast::from_json(json, version));
  ASSERT_EQ(made.blocks.size(), paragraphs);
  for (const Element& block : made.blocks) ASSERT_EQ(block.content.back().kind, Kind::Emph);
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

// However many of our own functions lie between.
TEST(FilterStability, SaysOnWhichLineTheStackOverflowed) {
  for (const char* call : {"pandoc.utils.stringify(e)", "pandoc.json.encode(e)"}) {
    const FilterError error = error_of(
        "local e, e2 = pandoc.List {}, pandoc.List {}\nfor i = 1, 50000 do e, e2 = pandoc.List { e }, "
        "pandoc.List { e2 } end\n" +
        std::string(call));
    EXPECT_EQ(error.line, 3) << call << ": " << error.what();
    EXPECT_EQ(error.file, "test.lua") << call;
  }
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

// Filters load documents, too: pandoc.read, pandoc.json.decode.
TEST(FilterStability, CountsTheDocumentsThatAreLoaded) {
  const std::string text(400'000, 'x');
  filter::NodeStore store;
  store.set_limit(1u << 20);
  store.load(document({para({str(text.c_str())})}));
  store.load(document({para({str(text.c_str())})}));
  EXPECT_THROW(store.load(document({para({str(text.c_str())})})), Error);
  store.load(hello());  // what was refused takes no memory
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
        "while true do xpcall(function() while true do end end, function() while true do end end) end",
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

// A tree whose branches are one node takes little memory and would be walked, and written, for ever.
TEST(FilterStability, StopsAtATreeThatGrowsWithoutTakingMemory) {
  FilterOptions options;
  options.memory_limit = 64u << 20;
  for (const char* code : {
           "function Pandoc(doc) local d = doc.blocks[1] for i = 1, 60 do d = pandoc.Div { d, d }:walk { Str "
           "= "
           "function() end } end return pandoc.Pandoc { d } end",
           "local filters = {} for i = 1, 60 do filters[i] = { Para = function(el) return { el, el } end } "
           "end "
           "return filters",
           "function Pandoc(doc) local all = doc.blocks for i = 1, 60 do all = pandoc.Pandoc { "
           "pandoc.Div(all), "
           "pandoc.Div(all) }:walk { Header = function() end }.blocks end return pandoc.Pandoc(all) end",
           "function Pandoc(doc) local list = pandoc.Blocks(doc.blocks) for i = 1, 60 do local div = "
           "pandoc.Div {} "
           "div.content[1], div.content[2] = list[1], list[1] list = pandoc.Blocks { div } end return "
           "pandoc.Pandoc(list) end",
           "function Meta(meta) local m = pandoc.MetaMap { x = 'y' } for i = 1, 60 do local n = {} n.a = m "
           "n.b = "
           "m m = n end meta.x = m return meta end",
           "function Pandoc(doc) local text = ('x'):rep(1e6) while true do doc = doc:walk { Str = function() "
           "return pandoc.Str(text .. #text) end } end end",
           "function Pandoc(doc) for i = 1, 1e4 do doc.blocks[#doc.blocks + 1] = pandoc.Para 'x' doc = "
           "doc:walk "
           "{ Str = function() end } end while true do doc = doc:walk { Str = function() end } end end",
           "local filters, text = {}, ('x'):rep(1e6) for i = 1, 100 do filters[i] = { Pandoc = function(doc) "
           "doc.meta['m' .. i] = pandoc.Inlines { pandoc.Str(text) } return doc end } end return filters",
       }) {
    FilterHost host(options);
    try {
      host.apply(hello(), "m.lua", code);
      ADD_FAILURE() << code;
    } catch (const FilterError& error) {
      EXPECT_TRUE(contains(error.what(), "memory")) << code << ": " << error.what();
    }
  }
}

// The library counts its memory in 32 bits.
TEST(FilterStability, MakesNoPatternWhoseSizeCannotBeCounted) {
  for (const char* code :
       {"return lpeg.P'a' ^ (2^31 - 1)", "return lpeg.P'a' ^ '2147483647'", "return lpeg.C'a' ^ -(2^30)",
        "return lpeg.P(-2^31)", "return lpeg.P(0/0)", "return lpeg.match(-2^31, 'x')",
        "return lpeg.P'a' * -2^31", "return -2^31 + lpeg.P'a'", "return lpeg.Ct(-2^31)",
        "return re.compile \"'a'^2147483647\""})
    EXPECT_TRUE(contains(message_of(std::string("local p = (function() ") + code + " end)()"), "too large"))
        << code << ": " << message_of(std::string("local p = (function() ") + code + " end)()");
  EXPECT_EQ(value_of("return lpeg.match(lpeg.C(lpeg.P(2) ^ 3) * lpeg.Cc(1e12), 'abcdefgh')"), "abcdefgh");
}

TEST(FilterStability, PutsNothingFarBeforeAList) {
  for (const char* code : {"table.insert({ 1, 2 }, -2^31, 5)", "table.insert({ 1, 2 }, 0/0, 5)",
                           "table.remove({ 1, 2 }, -2^31)", "pandoc.List({ 1, 2 }):insert(0/0, 5)",
                           "pandoc.List({ 1, 2 }):remove(-2^31)", "table.insert({}, 2, 5)"})
    EXPECT_TRUE(contains(message_of(code), "out of bounds")) << code << ": " << message_of(code);
  EXPECT_EQ(value_of("local t = { 1 } table.insert(t, 2) table.insert(t, 1, 0) table.insert(t, 4, 9) "
                     "table.remove(t, 5) table.remove({}, 0) return table.concat(t) .. table.remove(t) .. "
                     "table.remove(t, 1)"),
            "012990");
}

TEST(FilterStability, SaysWhereTheMemoryEnded) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  FilterHost host(options);
  for (int i = 0; i < 3; ++i) {
    try {
      host.apply(placed(), "m.lua",
                 "\n\nfunction Para(el) local t = {} while true do t[#t + 1] = { #t } end end");
      ADD_FAILURE();
    } catch (const FilterError& error) {
      EXPECT_TRUE(contains(error.what(), "32 MB")) << error.what();
      EXPECT_EQ(error.file, "m.lua");
      EXPECT_EQ(error.line, 3);
      EXPECT_EQ(error.element, "Para \"før\"");
      EXPECT_EQ(error.position, "content/papers/a.xml:1:1");
    }
  }
}

// What one filter throws away is no reason to end the next one.
TEST(FilterStability, BeginsEachFilterWithoutTheGarbageOfOthers) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  FilterHost host(options);
  const std::string wasteful = "kept = {} for i = 1, 2e5 do kept[i] = { i } end";
  for (int i = 0; i < 5; ++i)
    EXPECT_NO_THROW(host.apply(hello(), {{"a.lua", wasteful}, {"b.lua", wasteful}, {"c.lua", wasteful}}));
}

// Names and kinds lie outside Lua's memory as the bytes do.
TEST(FilterStability, CountsAllThatIsPutIntoTheMediaBag) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  for (const char* code : {"for i = 1, 100 do pandoc.mediabag.insert(('x'):rep(1e6) .. i, '', '') end",
                           "for i = 1, 100 do pandoc.mediabag.insert('x' .. i, ('x'):rep(1e6), '') end",
                           "for i = 1, 100 do pandoc.mediabag.insert('x' .. i, '', ('x'):rep(1e6)) end"}) {
    try {
      FilterHost(options).apply(hello(), "m.lua", code);
      ADD_FAILURE() << code;
    } catch (const FilterError& error) {
      EXPECT_TRUE(contains(error.what(), "memory limit")) << code << ": " << error.what();
    }
  }
}

// Lua calls these, and cannot interrupt them.
TEST(FilterStabilityDeathTest, EndsTheProgramWhereAFunctionOfCDoesNotEnd) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        FilterOptions options;
        options.time_limit = std::chrono::milliseconds(100);
        FilterHost(options).apply(hello(), "f.lua", "('a'):rep(40):find(('a*'):rep(40) .. 'b')");
      },
      testing::ExitedWithCode(2), "f.lua: error: .*cannot be stopped");
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

// Pandoc could not read them.
TEST(FilterStability, RefusesWordsThatStandInNoTree) {
  for (const char* code :
       {"function Para() local l = pandoc.OrderedList({ 'x' }) l.style = 'Bogus' return l end",
        "function Para() local l = pandoc.OrderedList({ 'x' }) l.listAttributes.delimiter = 'Bogus' return l "
        "end",
        "function Para() return pandoc.OrderedList({ 'x' }, { 1, 'Bogus' }) end",
        "function Para() return pandoc.Table({ long = {} }, { { 'Bogus' } }, pandoc.TableHead(), {}, "
        "pandoc.TableFoot()) end",
        "function Para() local t = pandoc.utils.from_simple_table(pandoc.SimpleTable('', { 'AlignLeft' }, { "
        "0 }, "
        "{}, {})) t.colspecs[1][1] = 'Bogus' return t end",
        "function Para() return pandoc.Plain { pandoc.Cite('x', { pandoc.Citation('a', 'Bogus') }) } end"})
    EXPECT_TRUE(contains(message_of(code), "Bogus")) << code << ": " << message_of(code);
}

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
      {"require 'io'", "filters may not use io: this one is not trusted with files"},
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
                     "tostring(newproxy) .. tostring(module)"),
            "nilnilnilnilnilnil");
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

}  // namespace
}  // namespace kancelli
