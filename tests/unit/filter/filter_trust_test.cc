#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "pipeline/system/process.h"
#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// A folder that filters work in, with a file and a module.
class TrustedFilters : public testing::Test {
 protected:
  void SetUp() override {
    folder = fs::temp_directory_path() /
             ("kancelli-trust-" + std::to_string(::getpid()) + "-" +
              std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder);
    fs::create_directories(folder / "sub");
    std::ofstream(folder / "a.txt") << "en\nto\n3 4\n";
    std::ofstream(folder / "sub" / "part.lua") << "#!/usr/bin/lua\nreturn 'part of ' .. FORMAT";
    std::ofstream(folder / "sub" / "beside.lua") << "return { word = 'beside' }";
  }
  void TearDown() override { fs::remove_all(folder); }

  // What the text of a function gives when its filter is trusted with these words.
  std::string value(const std::string& words, const std::string& body, const char* name = "sub/t.lua") {
    FilterOptions options;
    options.format = "html";
    options.processes = &processes;
    options.folder = folder.string();
    options.time_limit = limit;
    const std::string code =
        "local function f() " + body +
        " end\nfunction Pandoc(doc) return pandoc.Pandoc { pandoc.CodeBlock(tostring((f()))) } end";
    try {
      return FilterHost(options).apply(hello(), {{name, code, Trust::of(words)}}).blocks.at(0).text;
    } catch (const FilterError& error) {
      return std::string("error: ") + error.what();
    }
  }

  std::string read(const char* name) {
    std::ifstream file(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  fs::path folder;
  SystemProcesses processes;
  std::chrono::milliseconds limit{20'000};
};

struct Capability {
  const char *word, *body, *named;
};

const Capability capabilities[] = {
    {"files", "return io.open('a.txt'):read('a')", "io.open"},
    {"files", "return io.lines('a.txt')()", "io.lines"},
    {"files", "return io.tmpfile()", "io.tmpfile"},
    {"files", "return io.read()", "io.read"},
    {"files", "return io.write('')", "io.write"},
    {"files", "return io.input()", "io.input"},
    {"files", "return io.flush()", "io.flush"},
    {"files", "return pandoc.system.times('a.txt')", "pandoc.system.times"},
    {"environment", "return pandoc.system.xdg('config', 'x')", "pandoc.system.xdg"},
    {"files", "return io.output()", "io.output"},
    {"files", "return os.remove('nothing')", "os.remove"},
    {"files", "return os.rename('nothing', 'x')", "os.rename"},
    {"files", "local n = os.tmpname() os.remove(n) return n", "os.tmpname"},
    {"files", "return dofile('sub/part.lua')", "dofile"},
    {"files", "return loadfile('sub/part.lua')", "loadfile"},
    {"files", "return package.searchpath('part', 'sub/?.lua')", "package.searchpath"},
    {"files", "return pandoc.path.exists('a.txt')", "pandoc.path.exists"},
    {"files", "return pandoc.system.get_working_directory()", "get_working_directory"},
    {"files", "return pandoc.system.list_directory('.')", "list_directory"},
    {"files", "return pandoc.system.make_directory('m')", "make_directory"},
    {"files", "return pandoc.system.remove_directory('sub', true)", "remove_directory"},
    {"files", "return pandoc.system.with_working_directory('sub', function() end)", "with_working_directory"},
    {"files", "return pandoc.system.with_temporary_directory('x', function() end)",
     "with_temporary_directory"},
    {"files", "return pandoc.system.read_file('a.txt')", "read_file"},
    {"files", "return pandoc.system.write_file('b.txt', 'x')", "write_file"},
    {"files", "return pandoc.system.copy('a.txt', 'b.txt')", "pandoc.system.copy"},
    {"files", "return pandoc.system.rename('a.txt', 'b.txt')", "pandoc.system.rename"},
    {"files", "return pandoc.system.remove('a.txt')", "pandoc.system.remove"},
    {"files", "return pandoc.mediabag.fetch('a.txt')", "pandoc.mediabag.fetch"},
    {"files", "return pandoc.mediabag.write('.')", "pandoc.mediabag.write"},
    {"files", "return pandoc.utils.citeproc(pandoc.Pandoc {})", "pandoc.utils.citeproc"},
    {"processes", "return io.popen('true'):close()", "io.popen"},
    {"processes", "return os.execute('true')", "os.execute"},
    {"processes", "return pandoc.pipe('true', {}, '')", "pandoc.pipe"},
    {"processes", "return pandoc.system.command('true', {})", "pandoc.system.command"},
    {"processes", "return pandoc.utils.run_json_filter(pandoc.Pandoc {}, 'cat', {})", "run_json_filter"},
    {"environment", "return os.getenv('PATH')", "os.getenv"},
    {"environment", "return os.time()", "os.time"},
    {"environment", "return os.date()", "os.date"},
    {"environment", "return os.clock()", "os.clock"},
    {"environment", "return os.difftime(2, 1)", "os.difftime"},
    {"environment", "return pandoc.system.environment().PATH", "pandoc.system.environment"},
    {"environment", "return pandoc.system.with_environment({}, function() end)", "with_environment"},
    {"environment", "return pandoc.system.cputime()", "pandoc.system.cputime"},
    {"environment", "return pandoc.system.os", "pandoc.system.os"},
    {"environment", "return pandoc.system.arch", "pandoc.system.arch"},
};

TEST_F(TrustedFilters, HaveWhatTheyAreTrustedWithAndNothingElse) {
  for (const Capability& each : capabilities) {
    std::string others;
    for (const char* word : {"files", "processes", "network", "environment"})
      if (std::string(word) != each.word) others += std::string(word) + " ";
    for (const std::string& words : {std::string(), others}) {
      const std::string refused = value(words, each.body);
      EXPECT_TRUE(contains(refused, "filters may not use ")) << each.body << ": " << refused;
      EXPECT_TRUE(contains(refused, each.named)) << each.body << ": " << refused;
      EXPECT_TRUE(contains(refused, std::string("this one is not trusted with ") + each.word)) << refused;
    }
    const std::string given = value(each.word, each.body);
    EXPECT_FALSE(contains(given, "error: ")) << each.body << ": " << given;
    SetUp();
  }
}

TEST_F(TrustedFilters, FetchFromTheWeb) {
  const std::string body = "return pandoc.mediabag.fetch('http://127.0.0.1:1/a.png')";
  for (const char* words : {"", "files processes environment"})
    EXPECT_TRUE(contains(value(words, body), "pandoc.mediabag.fetch: this one is not trusted with network"));
  EXPECT_TRUE(contains(value("network", body), "http://127.0.0.1:1/a.png cannot be fetched"));
}

TEST_F(TrustedFilters, NeverHaveWhatBreaksTheHost) {
  const std::string all = "files processes network environment";
  for (const char* body : {"return os.exit()", "return os.setlocale('C')", "return debug.getregistry()",
                           "return debug.sethook()", "return package.loadlib('x', 'y')",
                           "return require 'ffi'", "return require 'jit'"})
    EXPECT_TRUE(contains(value(all, body), "filters may not use ")) << body << ": " << value(all, body);
  std::ofstream(folder / "bytes.lua", std::ios::binary) << "\033LJ\002\002";
  EXPECT_TRUE(contains(value(all, "return select(2, loadfile('bytes.lua'))"), "mode"));
  EXPECT_TRUE(contains(value(all, "return dofile('bytes.lua')"), "error: "));
  EXPECT_TRUE(contains(value(all, "return require 'bytes'"), "error: "));
  EXPECT_EQ(value(all, "return tostring(getmetatable(io.open('a.txt')).__gc)"), "nil");
}

TEST_F(TrustedFilters, ShareNothingWithTheOthersOfARun) {
  FilterOptions options;
  options.folder = folder.string();
  FilterHost host(options);
  const std::string trusted =
      "shared = io.open string.kept = io.open pandoc.List.kept = io.open "
      "require 'beside' package.loaded.kept = io.open";
  const std::string other =
      "assert(not shared and not string.kept and not pandoc.List.kept and not "
      "package.loaded.kept) require 'beside'";
  try {
    host.apply(hello(), {{"sub/a.lua", trusted, Trust::of("files")}, {"sub/b.lua", other}});
    ADD_FAILURE() << "the other found the module";
  } catch (const FilterError& error) {
    EXPECT_TRUE(contains(error.what(), "module 'beside' not found")) << error.what();
    EXPECT_EQ(error.filter, "sub/b.lua");
  }
}

TEST_F(TrustedFilters, MayBeWriters) {
  FilterOptions options;
  options.folder = folder.string();
  FilterHost host(options);
  const std::string code = "function Writer() return io.open('a.txt'):read('a') end";
  EXPECT_EQ(host.write(hello(), {"w.lua", code, Trust::of("files")}), "en\nto\n3 4\n");
  EXPECT_THROW(host.write(hello(), "w.lua", code), FilterError);
}

TEST_F(TrustedFilters, ReadAndWriteFilesAsInLua53) {
  EXPECT_EQ(value("files",
                  "local f = io.open('a.txt') local a, b, c = f:read('l', 'L', 'n') f:close() "
                  "return a .. b .. c .. io.type(f) .. type(f)"),
            "ento\n3closed fileuserdata");
  EXPECT_EQ(value("files", "local s = '' for line in io.lines('a.txt') do s = s .. line .. ';' end return s"),
            "en;to;3 4;");
  EXPECT_EQ(value("files",
                  "local f = assert(io.open('b.txt', 'w')) f:write('x', 1):write('y') f:close() "
                  "return io.open('b.txt'):read('a')"),
            "x1y");
  EXPECT_EQ(value("files", "local f = io.open('a.txt') f:seek('set', 3) return f:read(2)"), "to");
  EXPECT_EQ(value("files", "return select(2, io.open('none/x'))"), "none/x: No such file or directory");
  EXPECT_EQ(value("files", "return select(2, os.remove('none'))"), "none: No such file or directory");
  EXPECT_TRUE(
      contains(value("files", "local f = io.open('a.txt') f:close() return f:read()"), "closed file"));
  EXPECT_EQ(value("files", "io.input('a.txt') return io.read() .. io.read()"), "ento");
  EXPECT_EQ(
      value("files", "io.output('b.txt') io.write('x', 2) io.close() return io.open('b.txt'):read('a')"),
      "x2");
}

TEST_F(TrustedFilters, LoadLuaBesideThem) {
  EXPECT_EQ(value("files", "return dofile('sub/part.lua')"), "part of html");
  EXPECT_EQ(value("files", "return require('beside').word"), "beside");
  EXPECT_EQ(value("files", "package.path = 'sub/?.lua' return require('beside').word", "t.lua"), "beside");
  EXPECT_TRUE(contains(value("files", "return require('beside').word", "t.lua"), "not found"));
}

TEST_F(TrustedFilters, HaveAWorkingFolderOfTheirOwn) {
  const fs::path before = fs::current_path();
  EXPECT_EQ(value("files", "return pandoc.system.get_working_directory()"), folder.string());
  EXPECT_EQ(value("files",
                  "return pandoc.system.with_working_directory('sub', function() return "
                  "pandoc.system.get_working_directory() .. #pandoc.system.list_directory('.') end)"),
            (folder / "sub").string() + "2");
  EXPECT_EQ(value("files",
                  "pcall(pandoc.system.with_working_directory, 'sub', error) "
                  "return pandoc.system.get_working_directory()"),
            folder.string());
  EXPECT_EQ(value("files processes",
                  "return pandoc.system.with_working_directory('sub', function() return "
                  "pandoc.pipe('ls', {}, '') end)"),
            "beside.lua\npart.lua\n");
  EXPECT_EQ(fs::current_path(), before);
}

TEST_F(TrustedFilters, HaveTemporaryFoldersThatGoAway) {
  const std::string used = value("files", R"(
    local seen
    pcall(pandoc.system.with_temporary_directory, 'x', function(path)
      seen = path
      pandoc.system.write_file(path .. '/a', 'b')
      error 'wrong'
    end)
    return seen .. tostring(pandoc.path.exists(seen)))");
  EXPECT_TRUE(used.ends_with("false")) << used;
  EXPECT_TRUE(contains(used, "/x-")) << used;
}

TEST_F(TrustedFilters, StartPrograms) {
  EXPECT_EQ(value("processes", "return pandoc.pipe('cat', {}, 'x\\0y'):byte(2)"), "0");
  EXPECT_EQ(value("processes", "return pandoc.pipe('printf', {'%s', '$HOME; ls'}, '')"), "$HOME; ls");
  EXPECT_EQ(value("processes",
                  "local ok, e = pcall(pandoc.pipe, 'sh', {'-c', 'cat; exit 3'}, 'hi') "
                  "return e.command .. e.error_code .. e.output .. tostring(e) .. type(e)"),
            "sh3hiError running sh (error code 3): hitable");
  EXPECT_TRUE(
      contains(value("processes", "return pandoc.pipe('no-such-program', {}, '')"), "no-such-program"));
  EXPECT_EQ(value("processes",
                  "local f = io.popen('echo en; echo to; exit 4') local a = f:read('l') "
                  "local ok, how, code = f:close() return a .. tostring(ok) .. how .. code"),
            "ennilexit4");
  EXPECT_EQ(value("processes", "local f = io.popen('cat > b.txt', 'w') f:write('til b') return f:close()"),
            "true");
  EXPECT_EQ(read("b.txt"), "til b");
  EXPECT_EQ(value("processes", "return select(3, os.execute('exit 5'))"), "5");
  EXPECT_EQ(value("processes",
                  "return pandoc.utils.stringify(pandoc.utils.run_json_filter(pandoc.Pandoc "
                  "{ pandoc.Para 'et to' }, 'sed', { 's/to/tre/' }))"),
            "et tre");
}

TEST_F(TrustedFilters, EndTheirProgramsWithTheirTime) {
  limit = std::chrono::milliseconds(300);
  const auto start = std::chrono::steady_clock::now();
  EXPECT_TRUE(
      contains(value("processes", "while true do pcall(pandoc.pipe, 'sleep', {'30'}, '') end"), "longer"));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
}

TEST_F(TrustedFilters, GiveProgramsAnEnvironment) {
  EXPECT_EQ(
      value(
          "environment processes",
          "return pandoc.system.with_environment({ AB = 'c' }, function() return tostring(os.getenv 'AB') .. "
          "tostring(os.getenv 'PATH') .. pandoc.pipe('/usr/bin/env', {}, '') end)"),
      "cnilAB=c\n");
  EXPECT_EQ(
      value("environment", "pandoc.system.with_environment({}, function() end) return os.getenv 'PATH'"),
      std::getenv("PATH"));
}

TEST_F(TrustedFilters, AreRefusedPathsWithAZero) {
  EXPECT_TRUE(contains(value("files", "return io.open('a.txt\\0.png'):read('a')"), "zero byte"));
  EXPECT_TRUE(contains(value("files", "return pandoc.system.read_file('a.txt\\0.png')"), "zero byte"));
}

TEST(Trust, NamesWhatItDoesNotKnow) {
  EXPECT_TRUE(Trust::of("files, network").files);
  EXPECT_TRUE(Trust::of("files, network").network);
  EXPECT_FALSE(Trust::of("files, network").processes);
  EXPECT_THROW(Trust::of("everything"), Error);
}

}  // namespace
}  // namespace kancelli
