#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/ast/ast_json.h"
#include "pipeline/system/process.h"
#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

// Notes what is started, and answers what it is told to.
class FakePandoc : public ProcessRunner {
 public:
  ProcessResult run(const Command& command) override {
    commands.push_back(command);
    return result;
  }
  std::unique_ptr<Conversation> start(const Command&) override { return nullptr; }

  std::vector<Command> commands;
  ProcessResult result;
};

std::string value(ProcessRunner* processes, const std::string& body,
                  const std::vector<int>& version = {2, 17}) {
  FilterOptions options;
  options.processes = processes;
  options.pandoc_version = version;
  if (version.front() >= 3) options.api_version = {1, 23, 1};
  const std::string code = "local function f() " + body +
                           " end\nfunction Pandoc(doc) d = doc return pandoc.Pandoc { "
                           "pandoc.CodeBlock(tostring((f()))) } end";
  try {
    return FilterHost(options).apply(hello(), "t.lua", code).blocks.at(0).text;
  } catch (const FilterError& error) {
    return std::string("error: ") + error.what();
  }
}

std::string with_pandoc(const std::string& body) {
  SystemProcesses processes;
  return value(&processes, body);
}

// The options that Pandoc got besides those it always gets.
std::string options_of(const std::string& body) {
  FakePandoc pandoc;
  pandoc.result.out = R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[]})";
  const std::string result = value(&pandoc, body + " return ''");
  if (pandoc.commands.empty()) return result;
  std::string all;
  const auto& arguments = pandoc.commands.at(0).arguments;
  EXPECT_EQ(arguments.at(0), "--sandbox");
  for (std::size_t i = 2; i < arguments.size(); ++i)
    if (arguments[i] != "--preserve-tabs" && arguments[i] != "--output=-")
      all += (all.empty() ? "" : " ") + arguments[i];
  return all;
}

TEST(PandocRead, GivesADocument) {
  EXPECT_EQ(with_pandoc("local doc = pandoc.read('# A *b*\\n\\ntext') return doc.blocks[1].t .. "
                        "pandoc.utils.stringify(doc) .. tostring(doc.blocks[1].content[3].t)"),
            "HeaderA btextEmph");
  EXPECT_EQ(
      with_pandoc("local doc = pandoc.read('<p>a</p>', 'html') doc.blocks[1].content:insert(pandoc.Str 'b') "
                  "return tostring(doc.blocks)"),
      "[Para [Str \"a\",Str \"b\"]]");
  EXPECT_EQ(with_pandoc("return pandoc.read('---\\ntitle: T *e*\\n---\\n').meta.title[3].t"), "Emph");
  EXPECT_EQ(with_pandoc("return pandoc.read('\"a\"', 'markdown-smart').blocks[1].content[1].t .. "
                        "pandoc.read('\"a\"', { format = 'markdown', extensions = { smart = true } })"
                        ".blocks[1].content[1].t"),
            "StrQuoted");
  EXPECT_EQ(with_pandoc("return pandoc.read('\\tx\\ty').blocks[1].text"), "x\ty");
}

// What was read stays whatever else happens to the tree.
TEST(PandocRead, MayBeCalledForEveryElement) {
  SystemProcesses processes;
  FilterOptions options;
  options.processes = &processes;
  const Document doc = FilterHost(options).apply(
      document({para({str("a"), Element(Kind::Space), str("b")}), para({str("c")})}), "r.lua", R"(
    local kept
    function Str(el)
      kept = kept or pandoc.read('*kept*').blocks[1]
      return pandoc.utils.blocks_to_inlines(pandoc.read('**' .. el.text .. '** x').blocks)
    end
    function Pandoc(doc)
      doc.blocks:insert(kept)
      doc.blocks:extend(pandoc.read('last'):walk { Str = function(el) return pandoc.Str(el.text:upper()) end }.blocks)
      return doc
    end)");
  EXPECT_EQ(ast::stringify(doc.blocks), "a x b x c x kept LAST");
  EXPECT_EQ(doc.blocks.at(0).content.at(0).kind, Kind::Strong);
}

TEST(PandocRead, TellsWhatIsWrong) {
  EXPECT_TRUE(
      contains(with_pandoc("return pandoc.read('x', 'nosuch')"), "pandoc.read: Unknown input format nosuch"));
  EXPECT_TRUE(contains(with_pandoc("return pandoc.read('x', 'markdown+nosuch')"), "nosuch"));
  EXPECT_TRUE(contains(value(nullptr, "return pandoc.read('x')"), "pandoc.read: it needs Pandoc"));
  EXPECT_TRUE(contains(value(nullptr, "return pandoc.write(d)"), "pandoc.write: it needs Pandoc"));
}

TEST(PandocRead, ReadsNoFile) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("kancelli-read-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "secret.rst") << "secret words";
  const std::string path = (folder / "secret.rst").string();
  EXPECT_FALSE(contains(
      with_pandoc("return pandoc.utils.stringify(pandoc.read('.. include:: " + path + "\\n', 'rst'))"),
      "secret words"));
  EXPECT_FALSE(
      contains(with_pandoc("return pandoc.utils.stringify(pandoc.read('\\\\input{" + path + "}', 'latex'))"),
               "secret words"));
  EXPECT_FALSE(contains(
      with_pandoc("return pandoc.utils.stringify(pandoc.read('#+INCLUDE: \"" + path + "\"', 'org'))"),
      "secret words"));
  std::filesystem::remove_all(folder);
}

TEST(PandocRead, PassesOnOptions) {
  EXPECT_EQ(options_of("pandoc.read('x')"), "--from=markdown --to=json --columns=80");
  EXPECT_EQ(
      options_of(
          "pandoc.read('x', 'rst', { columns = 20, tab_stop = 8, standalone = true, strip_comments = true, "
          "default_image_extension = 'svg', indented_code_classes = { 'lua', 'x' }, track_changes = "
          "'all-changes' })"),
      "--from=rst --to=json --columns=20 --default-image-extension=svg --indented-code-classes=lua,x "
      "--standalone --strip-comments --tab-stop=8 --track-changes=all");
  EXPECT_EQ(options_of("pandoc.read('x', 'markdown', pandoc.ReaderOptions {})"),
            "--from=markdown --to=json --columns=80");
  EXPECT_EQ(options_of("pandoc.read('x', 'markdown', PANDOC_READER_OPTIONS)"),
            "--from=markdown --to=json --columns=80");
  EXPECT_TRUE(contains(options_of("pandoc.read('x', 'markdown', { abbreviations = { 'bl.a.' } })"),
                       "cannot give Pandoc the option 'abbreviations'"));
  EXPECT_TRUE(
      contains(options_of("pandoc.read('x', 'markdown', { nosuch = 1 })"), "knows no option 'nosuch'"));
}

TEST(PandocWrite, GivesAText) {
  EXPECT_EQ(with_pandoc("return pandoc.write(d, 'html')"), "<p>hej verden</p>");
  EXPECT_EQ(
      with_pandoc("return pandoc.write(pandoc.Pandoc { pandoc.Header(1, { pandoc.Emph 'æ' }) }, 'markdown')"),
      "# *æ*\n");
  EXPECT_EQ(with_pandoc("return pandoc.write(pandoc.Pandoc {}, 'plain')"), "");
  EXPECT_EQ(with_pandoc("return pandoc.write(d, 'latex') .. '.'"), "hej verden.");
  EXPECT_EQ(
      with_pandoc("return pandoc.write(pandoc.Pandoc { pandoc.Para 'et to' }, 'plain', { columns = 3 })"),
      "et\nto\n");
}

TEST(PandocWrite, LeavesTheDocumentAsItIs) {
  EXPECT_EQ(with_pandoc("d.blocks[1].content:insert(pandoc.Str '!') local a = pandoc.write(d, 'plain') "
                        "return a .. pandoc.utils.stringify(d)"),
            "hej verden!\nhej verden!");
}

TEST(PandocWrite, PassesOnOptions) {
  EXPECT_EQ(options_of("pandoc.write(d)"), "--from=json --to=html");
  EXPECT_EQ(options_of("pandoc.write(d, 'html', PANDOC_WRITER_OPTIONS)"), "--from=json --to=html");
  EXPECT_EQ(options_of("pandoc.write(d, 'html', pandoc.WriterOptions {})"), "--from=json --to=html");
  EXPECT_EQ(
      options_of(
          "pandoc.write(d, 'html', { wrap_text = 'wrap-none', html_math_method = 'mathml', number_sections "
          "= true, reference_location = 'end-of-block', top_level_division = 'top-level-chapter', "
          "cite_method = 'natbib', identifier_prefix = 'a b', number_offset = { 1, 2 } })"),
      "--from=json --to=html --natbib --mathml --id-prefix=a b --number-offset=1,2 --number-sections "
      "--reference-location=block --top-level-division=chapter --wrap=none");
  for (const char* name : {"template", "reference_doc", "epub_metadata"})
    EXPECT_TRUE(
        contains(options_of(std::string("pandoc.write(d, 'html', { ") + name + " = '/etc/passwd' })"), name));
}

TEST(PandocWrite, HasTheDefaultOfItsPandoc) {
  FakePandoc pandoc;
  value(&pandoc, "return pandoc.write(d)", {3, 1});
  EXPECT_EQ(pandoc.commands.at(0).arguments.at(3), "--to=markdown");
}

TEST(PandocWrite, EndsWithTheTime) {
  FakePandoc pandoc;
  pandoc.result.timed_out = true;
  EXPECT_TRUE(contains(value(&pandoc, "return pandoc.write(d)"), "time"));
  EXPECT_LE(pandoc.commands.at(0).limit, std::chrono::seconds(60));
}

TEST(MediaBag, KeepsWhatAFilterMakes) {
  FilterHost host({});
  host.apply(hello(), "m.lua", R"(
    local bag = pandoc.mediabag
    bag.insert('b/y.svg', 'image/svg+xml', '<svg/>')
    bag.insert('a.png', nil, 'PNG\0x')
    bag.insert('./b/../c', nil, 'c')
    bag.insert('gone', 'text/plain', 'x')
    bag.delete('gone')
    bag.delete('never')
    local kind, bytes = bag.lookup('./b/y.svg')
    assert(kind == 'image/svg+xml' and bytes == '<svg/>')
    assert(bag.lookup('.\\b\\y.svg') == 'image/svg+xml')
    assert(bag.lookup('nothing') == nil)
    local names = ''
    for _, item in ipairs(bag.list()) do names = names .. item.path .. ' ' .. item.type .. ' ' .. item.length .. ';' end
    assert(names == 'a.png image/png 5;b/y.svg image/svg+xml 6;c application/octet-stream 1;', names)
    local all = ''
    for path, kind, bytes in bag.items() do all = all .. path .. #bytes end
    assert(all == 'a.png5b/y.svg6c1', all)
    assert(select(2, bag.fetch('a.png')) == 'PNG\0x'))");
  const auto media = host.take_media();
  ASSERT_EQ(media.size(), 3u);
  EXPECT_EQ(media[0].name, "a.png");
  EXPECT_EQ(media[0].bytes, std::string("PNG\0x", 5));
  EXPECT_EQ(media[1].path, "b/y.svg");
  EXPECT_EQ(media[1].mime_type, "image/svg+xml");
  EXPECT_TRUE(host.take_media().empty());
}

// As Pandoc does: what may be written is named by its content.
TEST(MediaBag, LeadsOutOfNoFolder) {
  FilterHost host({});
  host.apply(hello(), "m.lua", R"(
    for _, name in ipairs { '../x.svg', '/abs/x.svg', 'a/../../x.svg', 'http://a.dk/x.png?y=1', 'C:\\x.svg', '..\\x.svg',
                           'x/', '.', '' } do
      pandoc.mediabag.insert(name, 'image/svg+xml', '<svg/>')
      assert(pandoc.mediabag.lookup(name) == 'image/svg+xml')
    end)");
  for (const MediaFile& file : host.take_media()) {
    EXPECT_TRUE(file.path.starts_with("1c3ba3b813e1080e9721846f23a21c09e5c3fd27."))
        << file.name << ": " << file.path;
    EXPECT_EQ(file.path.find('/'), std::string::npos) << file.path;
  }
}

TEST(MediaBag, IsSharedByTheFilesOfARun) {
  FilterHost host({});
  host.apply(hello(),
             {{"a.lua", "pandoc.mediabag.insert('a', 'text/plain', 'x')"},
              {"b.lua", "assert(pandoc.mediabag.lookup('a') == 'text/plain') pandoc.mediabag.empty()"}});
  EXPECT_TRUE(host.take_media().empty());
}

TEST(MediaBag, HasALimit) {
  FilterOptions options;
  options.memory_limit = 32u << 20;
  FilterHost host(options);
  try {
    host.apply(
        hello(), "m.lua",
        "local x = ('x'):rep(1e6) for i = 1, 1e3 do pandoc.mediabag.insert('a' .. i, 'text/plain', x) end");
    ADD_FAILURE();
  } catch (const FilterError& error) {
    EXPECT_TRUE(contains(error.what(), "memory")) << error.what();
  }
  try {
    host.apply(
        hello(), "m.lua",
        "local x = ('x'):rep(1e5) for i = 1, 1e3 do pandoc.mediabag.insert(x .. i, 'text/plain', '') end");
    ADD_FAILURE() << "names take memory, too";
  } catch (const FilterError& error) {
    EXPECT_TRUE(contains(error.what(), "media bag")) << error.what();
  }
  host.take_media();
  host.apply(hello(), "m.lua", R"(
    local x = ('x'):rep(5e6)
    for i = 1, 6 do pandoc.mediabag.insert('a' .. i, 'text/plain', x) end
    pandoc.mediabag.insert('a1', 'text/plain', x))");
  EXPECT_EQ(host.take_media().size(), 6u);
}

TEST(MediaBag, MakesAndReadsDataAddresses) {
  EXPECT_EQ(value_of("return pandoc.mediabag.make_data_uri('image/png', 'abc') .. "
                     "pandoc.mediabag.make_data_uri('text/plain', 'a b')"),
            "data:image/png;base64,YWJjdata:text/plain,a%20b");
  EXPECT_EQ(
      value(nullptr,
            "local kind, bytes = pandoc.mediabag.fetch('data:image/png;base64,YWJj') return kind .. bytes"),
      "image/pngabc");
  EXPECT_EQ(value(nullptr,
                  "local kind, bytes = pandoc.mediabag.fetch('data:text/plain,a%20b') return kind .. bytes"),
            "text/plaina b");
}

TEST(MediaBag, FillsItselfWithThePicturesOfADocument) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("kancelli-fill-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.png") << "PNG";
  FilterOptions options;
  options.folder = folder.string();
  FilterHost host(options);
  const std::string code = R"(
    function Pandoc(doc)
      local made = pandoc.Pandoc { pandoc.Para { pandoc.Image('alt', 'a.png'), pandoc.Image('none', 'none.png', 'title') } }
      return pandoc.mediabag.fill(made)
    end)";
  const Document doc = host.apply(hello(), {{"f.lua", code, Trust::of("files")}});
  const auto& content = doc.blocks.at(0).content;
  EXPECT_EQ(content.at(0).kind, Kind::Image);
  EXPECT_EQ(content.at(1).kind, Kind::Span);
  EXPECT_TRUE(content.at(1).attr().has_class("image"));
  EXPECT_EQ(*content.at(1).attr().find("original-image-src"), "none.png");
  const auto media = host.take_media();
  ASSERT_EQ(media.size(), 1u);
  EXPECT_EQ(media[0].name + media[0].mime_type + media[0].bytes, "a.pngimage/pngPNG");
  EXPECT_THROW(host.apply(hello(), "f.lua", code), FilterError);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kancelli
