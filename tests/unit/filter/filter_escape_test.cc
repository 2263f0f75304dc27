#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/system/process.h"
#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// Programs may be started here, so that a filter which gets out can show it: each attempt would make the file
// `proof`, or give a value of the real globals. A filter that nobody trusts.
class Escapes : public testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() /
             ("kancelli-escape-" + std::to_string(::getpid()) + "-" +
              std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::ofstream(folder / "secret.txt") << "secret words";
    std::ofstream(folder / "out.lua") << "function Reader() os.execute('touch " << (folder / "proof").string()
                                      << "') return pandoc.Pandoc {} end function Writer() os.execute('touch "
                                      << (folder / "proof").string() << "') return '' end";
  }
  void TearDown() override { fs::remove_all(folder); }

  std::string run(const std::string& code, const char* trusted_with = "") {
    FilterOptions options;
    options.processes = &processes;
    options.folder = folder.string();
    options.lua_path = {folder.string()};
    options.time_limit = std::chrono::seconds(10);
    const Element inner(Kind::Emph, {str("in")});
    const Document doc = document({para({str("hej"), Element(Kind::Space), inner}), para({inner})});
    try {
      return ast::stringify(
          FilterHost(options)
              .apply(doc, {{"f.lua", "local D = '" + folder.string() + "' " + code, Trust::of(trusted_with)}})
              .blocks);
    } catch (const FilterError& error) {
      return std::string("error: ") + error.what();
    }
  }

  // The attempt gives nothing away and does nothing.
  void expect_no_way_out(const std::string& code) {
    const std::string result = run(code);
    EXPECT_FALSE(contains(result, "secret words")) << code << ": " << result;
    EXPECT_FALSE(contains(result, "OUT")) << code << ": " << result;
    EXPECT_FALSE(fs::exists(folder / "proof")) << code;
  }

  fs::path folder;
  SystemProcesses processes;
};

// `x`: functions that only the real globals have do something; the others raise an error.
const std::string opener = R"(
  local function try(io, os)
    local ok, f = pcall(function() return io.open(D .. '/secret.txt') end)
    if ok and f then error('OUT ' .. f:read('*a')) end
    pcall(function() os.execute('touch ' .. D .. '/proof') end)
  end
)";

TEST_F(Escapes, ByTheGlobals) {
  for (const char* code : {
           "try(_G.io, _G.os)",
           "try(package.loaded.io, package.loaded.os)",
           "try(package.loaded._G.io, package.loaded._G.os)",
           "try(load('return io')(), load('return os')())",
           "try(load('return io', 'x', 't', setmetatable({}, { __index = _G }))(), os)",
           "local g = getmetatable(_G) if g then try(g.__index.io, g.__index.os) end",
           "local g = getmetatable(_G) assert(g == nil, 'OUT') setmetatable(_G, { __index = function(_, k) "
           "return k end })",
           "assert(getfenv == nil and setfenv == nil and newproxy == nil and jit == nil and ffi == nil, "
           "'OUT')",
           "assert(debug.getregistry == nil or not pcall(debug.getregistry), 'OUT')",
           "for _, f in pairs(debug) do local ok, r = pcall(f, 1) assert(not ok or r == 1 or r == nil, "
           "'OUT') end",
           "for name in pairs(package.loaded) do assert(name ~= 'ffi' and name ~= 'jit' and name ~= 'debug' "
           "and name ~= "
           "'io', 'OUT ' .. name) end",
       })
    expect_no_way_out(opener + code);
}

TEST_F(Escapes, ByRequire) {
  for (const char* name :
       {"io", "os_", "ffi", "jit", "jit.opt", "debug", "table.new", "string.buffer", "socket", "lfs",
        "../secret", "..secret", "/etc/passwd", "secret.txt", "x\\0", "", " "})
    expect_no_way_out("local ok, m = pcall(require, '" + std::string(name) + "') assert(not ok, 'OUT')");
  for (const char* code : {
           "package.path = D .. '/?.txt' assert(not pcall(require, 'secret'), 'OUT')",
           "package.cpath = '/usr/lib/x86_64-linux-gnu/lib?.so' assert(not pcall(require, 'c'), 'OUT')",
           "package.preload.x = function() return 'pre' end pcall(require, 'x')",
           "package.loaders = { function() return 'OUT' end } pcall(require, 'x')",
           "assert(not pcall(package.loadlib, 'libc.so.6', '*'), 'OUT')",
           "assert(not pcall(package.searchpath, 'secret', D .. '/?.txt'), 'OUT')",
           "assert(not pcall(dofile, D .. '/out.lua') and not pcall(loadfile, D .. '/out.lua'), 'OUT')",
       })
    expect_no_way_out(code);
}

TEST_F(Escapes, ByChunks) {
  for (
      const char* code : {
          R"(assert(not load('\27LJ\2\10'), 'OUT'))",
          R"(assert(not load('\27LuaQ'), 'OUT'))",
          R"(local n = 0 assert(not load(function() n = n + 1 return ({ '\27', 'LJ', '\2\2' })[n] end), 'OUT'))",
          R"(assert(not load('\27LJ\2\10', 'x', 'b') and not load('\27LJ\2\10', 'x', 'bt'), 'OUT'))",
          R"(assert(not loadstring('\27LJ\2\10'), 'OUT'))",
          "assert(not pcall(string.dump, function() end), 'OUT')",
          // An environment that is no table would be taken for one.
          "for _, e in ipairs { 'x', 5, true, print, coroutine.create(print) } do local ok, f = pcall(load, "
          "'x = 1 return "
          "y', 'n', 't', e) if ok and f then pcall(f) end end",
          "local f = load('x = 1', 'n', 't', nil) f() assert(x == 1)",
      })
    expect_no_way_out(code);
}

// A message shows the line where an error happened: not one of a file that the filter names.
TEST_F(Escapes, ByNamesOfChunks) {
  for (const char* code :
       {"load('error(\\'x\\')', '@/etc/passwd')()", "load('return nil + 1', '@/etc/passwd')()",
        "load('x x', '@/etc/passwd') error('/etc/passwd:1: x', 0)"}) {
    try {
      FilterHost({}).apply(hello(), "f.lua", code);
      ADD_FAILURE() << code;
    } catch (const FilterError& error) {
      EXPECT_EQ(error.file, "f.lua") << code;
    }
  }
}

TEST_F(Escapes, ByMetatables) {
  for (const char* code : {
           "for _, v in ipairs { pandoc.Str 'x', pandoc.Pandoc {}, pandoc.Attr(), pandoc.List {}, "
           "pandoc.Inlines {}, "
           "PANDOC_VERSION, io.stderr, 'text', print, 5, true } do local m = getmetatable(v) for k, f in "
           "pairs(m or {}) "
           "do if type(f) == 'table' then try(f.io or {}, f.os or {}) end end end",
           "assert(not pcall(setmetatable, pandoc.Str 'x', {}), 'OUT')",
           "assert(not pcall(rawset, pandoc.Str 'x', 1, 5), 'OUT')",
           "assert(not pcall(rawget, pandoc.Str 'x', 1), 'OUT')",
           "getmetatable('').__index = function(s, k) return function() return '../out.lua' end end "
           "pcall(pandoc.read, 'x', 'markdown')",
           "local t = setmetatable({}, { __gc = function() try(io, os) end }) t = nil collectgarbage() "
           "collectgarbage()",
           "local t = setmetatable({}, { __tostring = function() try(io, os) return 'x' end }) error(t)",
           "local t = setmetatable({}, { __index = function(_, k) return k end }) pcall(pandoc.Para, t)",
       })
    expect_no_way_out(opener + code);
}

TEST_F(Escapes, ByErrorHandlersAndCoroutines) {
  for (const char* code : {
           "xpcall(error, function(e) try(io, os) end)",
           "xpcall(function() local function f() return f() + 1 end f() end, function() try(io, os) end)",
           "coroutine.wrap(function() try(io, os) try(_G.io, _G.os) end)()",
           "local c = coroutine.create(function() coroutine.yield() end) coroutine.resume(c) try(io, os)",
           "local ok, e = pcall(pandoc.Str) assert(type(e) == 'string', 'OUT')",
       })
    expect_no_way_out(opener + code);
}

// The formats of pandoc.read and pandoc.write: a path is a reader or writer in Lua, which Pandoc runs
// unconfined.
TEST_F(Escapes, ByFormats) {
  for (const std::string& name :
       {std::string("../out.lua"), std::string("out.lua"), (folder / "out.lua").string(),
        std::string("./out"), std::string("out.lua+smart"), std::string("-x"),
        std::string("markdown --lua-filter=out.lua"), std::string("markdown\\n--lua-filter=out.lua"),
        std::string("markdown=x"), std::string("html\\0.lua"), std::string("")}) {
    for (const char* call :
         {"pandoc.read('x', '%')", "pandoc.write(pandoc.Pandoc {}, '%')",
          "pandoc.read('x', { format = '%' })", "pandoc.write(pandoc.Pandoc {}, { format = '%' })",
          "pandoc.read('x', { format = 'markdown', extensions = { '%' } })"}) {
      std::string code = call;
      code.replace(code.find('%'), 1, name);
      const std::string result = run(code);
      EXPECT_TRUE(result.starts_with("error: ")) << code << ": " << result;
      expect_no_way_out(code);
      // Also when the filter has changed what a check in Lua would use.
      expect_no_way_out(
          "string.match = function() return true end string.find = string.match string.gsub = string.match "
          "getmetatable('').__index = string " +
          code);
    }
  }
}

// For a PDF Pandoc starts TeX, whose documents can name files.
TEST_F(Escapes, ByProgramsThatPandocStarts) {
  const std::string path = std::getenv("PATH");
  for (const char* program : {"pdflatex", "xelatex", "lualatex", "tectonic", "wkhtmltopdf", "weasyprint",
                              "prince", "context", "pdfroff", "typst", "latexmk", "rsvg-convert"}) {
    std::ofstream(folder / program) << "#!/bin/sh\ntouch " << (folder / "proof").string() << "\n";
    fs::permissions(folder / program, fs::perms::owner_all);
  }
  ::setenv("PATH", (folder.string() + ":" + path).c_str(), 1);
  for (const char* format : {"pdf", "PDF", "Pdf", "pdf+smart", "pdf-smart", "docx", "odt", "pptx", "epub",
                             "beamer", "context", "ms", "html"})
    expect_no_way_out(std::string("local svg = pandoc.Image('x', 'data:image/svg+xml;base64,PHN2Zy8+') "
                                  "pcall(pandoc.write, pandoc.Pandoc { pandoc.Para { svg } }, '") +
                      format + "')");
  ::setenv("PATH", path.c_str(), 1);
}

TEST_F(Escapes, ByOptionsOfPandoc) {
  for (const char* options : {
           "{ ['lua-filter'] = 'out.lua' }",
           "{ identifier_prefix = 'x\\0--lua-filter=out.lua' }",
           "{ columns = '72 --lua-filter=out.lua' }",
           "{ wrap_text = 'auto\\n--lua-filter=out.lua' }",
           "{ cite_method = 'lua-filter=' .. D .. '/out.lua' }",
           "{ cite_method = 'citeproc --bibliography=x' }",
           "{ cite_method = 'metadata-file=' .. D .. '/secret.txt' }",
           "{ html_math_method = 'lua-filter=' .. D .. '/out.lua' }",
           "{ html_math_method = { method = 'lua-filter', url = D .. '/out.lua' } }",
           "{ html_math_method = { method = 'include-before-body', url = D .. '/secret.txt' } }",
           "{ highlight_style = D .. '/secret.txt' }",
           "{ highlight_method = 'x.theme' }",
           "{ template = D .. '/secret.txt' }",
           "{ reference_doc = D .. '/secret.txt' }",
           "{ email_obfuscation = 'none\\0x' }",
           "{ number_offset = { '1 --lua-filter=out.lua' } }",
       })
    expect_no_way_out(std::string("local t = pandoc.write(pandoc.Pandoc { pandoc.Para 'x' }, 'html', ") +
                      options + ") return { { Para = function() return pandoc.Para(t) end } }");
  for (const char* options :
       {"{ default_image_extension = 'x --lua-filter=out.lua' }",
        "{ indented_code_classes = { 'x', '--lua-filter=out.lua' } }",
        "{ track_changes = 'x --lua-filter=out.lua' }", "{ tab_stop = '4 -L out.lua' }"})
    expect_no_way_out(std::string("pandoc.read('x', 'markdown', ") + options + ")");
}

// What a document says may not make Pandoc read files either.
TEST_F(Escapes, ByDocuments) {
  for (const char* code : {
           "local d = pandoc.read('.. include:: ' .. D .. '/secret.txt\\n', 'rst')",
           "local d = pandoc.read('\\\\include{' .. D .. '/secret.txt}', 'latex')",
           "local d = pandoc.read('include::' .. D .. '/secret.txt[]', 'org')",
           "local d = pandoc.read(pandoc.write(pandoc.Pandoc { pandoc.Para { pandoc.Image('x', D .. "
           "'/secret.txt') } }, "
           "'rtf'), 'rtf')",
           "local d = pandoc.Pandoc(pandoc.write(pandoc.Pandoc { pandoc.Para { pandoc.Image('x', D .. "
           "'/secret.txt') } }, "
           "'fb2'))",
           "local d = pandoc.Pandoc(pandoc.write(pandoc.Pandoc({}, { bibliography = D .. '/secret.txt' }), "
           "'html'))",
       })
    expect_no_way_out(std::string(code) + " function Pandoc() return d end");
}

TEST_F(Escapes, ByTheMediaBag) {
  for (const char* code : {
           "pandoc.mediabag.fetch(D .. '/secret.txt')",
           "pandoc.mediabag.fetch('file://' .. D .. '/secret.txt')",
           "pandoc.mediabag.fetch('secret.txt')",
           "pandoc.mediabag.fetch('http://localhost:1/')",
           "pandoc.mediabag.fill(pandoc.Pandoc { pandoc.Para { pandoc.Image('x', D .. '/secret.txt') } })",
           "pandoc.mediabag.insert('x', 'text/plain', 'y') pandoc.mediabag.write(D)",
           "pandoc.mediabag.insert(D .. '/proof', 'text/plain', 'y') pandoc.mediabag.write(D)",
       })
    expect_no_way_out(std::string("local kind, bytes = ") + code +
                      " if bytes then function Para() return pandoc.Para(bytes) end end");
  EXPECT_FALSE(fs::exists(folder / "x"));
}

// The host's own functions work on the stack of the coroutine that calls them.
TEST_F(Escapes, ByCoroutinesInTheHost) {
  EXPECT_EQ(run(R"(
    function Para(el)
      local go = coroutine.wrap(function(a, b, c)
        local junk = { 1, 2, 3 }
        assert(el.content[1].t and pandoc.utils.stringify(el) ~= '')
        local loud = el:walk { Str = function(s) return pandoc.Str(s.text:upper()) end }
        coroutine.yield(#el.content)
        pcall(el.walk, el, { Str = function() error 'x' end })
        return loud
      end)
      assert(go(1, 2, 3) == #el.content)
      return go()
    end)"),
            "HEJ IN IN");
  for (const char* code : {
           "function Para(el) return coroutine.wrap(function() return el:walk { Str = function() error 'no' "
           "end } end)() end",
           "function Para(el) local c = coroutine.create(function() el:walk { Str = function() error({}) end "
           "} end) "
           "coroutine.resume(c) c = nil return el.content end",
           "function Para(el) local c = coroutine.wrap(function() return el:walk { Str = function() "
           "coroutine.yield(1) end } "
           "end) return pandoc.Para(tostring(pcall(c))) end",
           "function Str(el) coroutine.yield() end",
           "function Para(el) for i = 1, 100 do coroutine.wrap(function() pcall(el.walk, el, { Str = "
           "function() "
           "return 5 end }) end)() end return el end",
           "local kept function Para(el) kept = coroutine.wrap(function() while true do "
           "coroutine.yield(el.content[1]) end end) "
           "return pandoc.Para { kept(), kept() } end",
       })
    run(code);
}

// A document that a filter makes while the host looks at a value stays whole.
TEST_F(Escapes, ByCodeThatRunsWhileTheHostLooks) {
  EXPECT_EQ(run(R"(
    local kept
    local trap = setmetatable({ nil, pandoc.Str "y" }, { __index = function(_, i)
      if i ~= 1 then return nil end
      kept = kept or pandoc.Pandoc { pandoc.Para 'fanget her' }:walk { Str = function(s) return pandoc.Str(s.text .. '!') end }
      return pandoc.Str 'x'
    end })
    function Pandoc(doc)
      pcall(pandoc.utils.stringify, pandoc.Para(trap))
      local para = pandoc.Para {}
      para.content = trap
      pcall(pandoc.utils.stringify, para)
      pcall(tostring, para)
      pcall(function() return para == pandoc.Para(trap) end)
      for i = 1, 200 do pandoc.utils.stringify(pandoc.Para('a b c ' .. i)) end
      return kept or pandoc.Pandoc { pandoc.Para 'intet' }
    end)")
                .substr(0, 6),
            "fanget");
}

// What one filter leaves behind does not run in the next one's place.
TEST_F(Escapes, ByWhatIsLeftForATrustedFilter) {
  FilterOptions options;
  options.folder = folder.string();
  FilterHost host(options);
  const std::string trap = R"(
    local function steal() error 'OUT' end
    for _, t in ipairs { string, table, math, utf8, text, pandoc, pandoc.utils, pandoc.path, pandoc.system, pandoc.mediabag,
        pandoc.List, io, os, package, coroutine, debug, getmetatable(''), getmetatable(pandoc.List {}),
        getmetatable(pandoc.Inlines {}), getmetatable(pandoc.Blocks {}) } do
      for _, name in ipairs { 'open', 'read', 'write', 'gsub', 'find', 'match', 'sub', 'rep', 'insert', 'concat', 'map', 'filter',
          '__index', '__call', '__newindex', '__tostring', '__concat', 'List', 'Str', 'stringify', 'directory', 'lookup' } do
        pcall(function() t[name] = steal end)
      end
    end)";
  const std::string trusted = R"(
    function Pandoc(doc)
      local text = io.open('secret.txt'):read('a'):gsub('secret', 'own')
      pandoc.mediabag.insert('a', 'text/plain', text)
      doc.blocks:insert(pandoc.Para(text .. #pandoc.List({ 1, 2 }):map(tostring)))
      return doc
    end)";
  const Document doc = host.apply(document({}), {{"a.lua", trap}, {"b.lua", trusted, Trust::of("files")}});
  EXPECT_EQ(ast::stringify(doc.blocks), "own words2");
}

// Nor in a later document of the same host; metatables of metatables, which forbid to be changed, included.
TEST_F(Escapes, ByWhatAllFiltersShare) {
  std::ofstream(folder / "shared.lua") << "local M = { version = PANDOC_VERSION > { 1 } } "
                                          "function M.name() return 'secret' .. '.txt' end return M";
  const std::string trusted = R"(
    function Pandoc(doc)
      local log = pandoc.log.silence(function() pandoc.log.warn('x') end)
      local names = pandoc.List({ require('shared').name() }):map(function(n) return n end)
      local words = pandoc.Inlines { pandoc.Str((io.open(names[1]):read('a'):gsub('secret', 'own'))) }
      words:insert(pandoc.Str(7 // 2 .. #log))
      doc.blocks:insert(pandoc.Para(words))
      assert(pandoc.json.null.x == nil, 'OUT')
      return doc
    end)";
  for (const char* trap : {
           // What is made of a module here is not kept for others.
           "string.find = function() return true end string.gsub = function() return [[local M = {} "
           "function M.name() error 'OUT' end return M]] end pcall(require, 'shared')",
           "getmetatable('').__index = function() return function() return [[error 'OUT']] end end "
           "pcall(require, 'shared')",
           "local half = 1 / __floor_division local m = getmetatable(half) if m then m.__div = function() "
           "error "
           "'OUT' end end",
           "local function steal() error 'OUT' end for _, t in ipairs { pandoc.List, "
           "getmetatable(pandoc.Inlines {}), getmetatable(pandoc.Blocks {}), getmetatable('') } do "
           "for k in pairs(t) do t[k] = nil end setmetatable(t, { __metatable = 'closed', __index = steal, "
           "__newindex = function(t, k) rawset(t, k, steal) end }) end",
           "getmetatable('').__metatable = 'closed' pandoc.List.__metatable = 'closed'",
           "pcall(function() pandoc.json.null.x = pandoc.Str 'kept' end)",
       }) {
    FilterOptions options;
    options.folder = folder.string();
    options.lua_path = {folder.string()};
    FilterHost host(options);
    const std::vector<FilterFile> both = {{"a.lua", trap}, {"b.lua", trusted, Trust::of("files")}};
    for (int i = 0; i < 2; ++i) {
      try {
        EXPECT_EQ(ast::stringify(host.apply(document({}), both).blocks), "own words31") << trap;
      } catch (const FilterError& error) {
        ADD_FAILURE() << trap << ": " << error.what();
      }
    }
  }
}

// A coroutine that nobody goes on with stays in the middle of a function of ours.
TEST_F(Escapes, BySilenceThatDoesNotEnd) {
  testing::internal::CaptureStderr();
  FilterHost({}).apply(
      document({}),
      {{"a.lua", "coroutine.wrap(function() pandoc.log.silence(function() coroutine.yield() end) end)()"},
       {"b.lua", "pandoc.log.warn 'heard'"}});
  EXPECT_TRUE(contains(testing::internal::GetCapturedStderr(), "heard"));
}

// What is rewritten for LuaJIT is the code of a filter, not its texts.
TEST(FilterSyntax, LeavesTextsAsTheyAre) {
  EXPECT_EQ(
      value_of("return 'a // b' .. \"<const>\" .. [[ 1 // 2 ]] .. [==[ local x <const> = 3 ]==] .. 7 // 2"),
      "a // b<const> 1 // 2 local x <const> = 3 3");
  EXPECT_EQ(value_of("local v = \"PANDOC_VERSION < \"..\"3\" return v .. 'PANDOC_VERSION >= {2,17}' .. "
                     "[[PANDOC_VERSION > '2.1']] .. 1 // 1"),
            "PANDOC_VERSION < 3PANDOC_VERSION >= {2,17}PANDOC_VERSION > '2.1'1");
  EXPECT_EQ(value_of("--[[ PANDOC_VERSION < { ]] local t = {} -- PANDOC_VERSION > {\n"
                     "return tostring(PANDOC_VERSION > { 2, 1 }) .. tostring(PANDOC_VERSION<'2.1') .. "
                     "tostring(PANDOC_API_VERSION >= \"1.20\" and _G.PANDOC_VERSION >= {2}) .. #t"),
            "truefalsetrue0");
  EXPECT_EQ(
      value_of("local s = 'it\\'s \\\\' local a = 9 --[==[ ]] // ]==] // 2 return s .. a .. #[[--]] // 1"),
      "it's \\42");
}

}  // namespace
}  // namespace kancelli
