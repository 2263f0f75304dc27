#include "pipeline/cli/filter_command.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "pipeline/core/error.h"
#include "tests/support/memory_files.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;
using ast::Document;
using ast::Element;
using ast::Kind;

// Answers as Pandoc would; notes what was started.
struct FakePandoc : ProcessRunner {
  std::string out;
  int status = 0, starts = 0;
  ProcessResult run(const Command&) override {
    ++starts;
    return {status, false, false, out, status == 0 ? "" : "wrong\nYAML"};
  }
  std::unique_ptr<Conversation> start(const Command&) override { return nullptr; }
};

Document with_images(const std::vector<std::string>& sources) {
  Element para(Kind::Para);
  for (const std::string& source : sources) para.content.emplace_back(Kind::Image, source);
  Document document;
  document.blocks = {Element(Kind::Div, {para})};
  return document;
}

std::string source(const Document& document, std::size_t i) {
  return document.blocks[0].content[0].content[i].text;
}

TEST(FormatName, IsWithoutExtensions) {
  EXPECT_EQ(format_name("html5"), "html5");
  EXPECT_EQ(format_name("docx+styles"), "docx");
  EXPECT_EQ(format_name("markdown-smart+pipe_tables"), "markdown");
  EXPECT_EQ(format_name("my-own.lua"), "my-own.lua");
}

MediaFile media_file(const std::string& path, const std::string& bytes, const std::string& name = {}) {
  return {path, "", bytes, name.empty() ? path : name};
}

TEST(WriteMedia, PutsFilesBelowTheFolderAndPointsImagesThere) {
  MemoryFiles files;
  Document document = with_images({"./pictures/a.png", "other.png", "http://host/b.svg"});
  ast::Meta cover;
  cover.kind = ast::Meta::Kind::inlines;
  cover.content = {Element(Kind::Image, "pictures/a.png")};
  document.meta.set("cover", cover);
  const auto written =
      write_media({media_file("pictures/a.png", "A"), media_file("hash.svg", "B", "http://host/b.svg"),
                   media_file("unused", "C")},
                  "out", files, document);
  EXPECT_EQ(written, (std::vector<std::string>{"out/pictures/a.png", "out/hash.svg", "out/unused"}));
  EXPECT_EQ(files.files.at("out/pictures/a.png"), "A");
  EXPECT_EQ(files.files.at("out/unused"), "C");
  EXPECT_EQ(source(document, 0), "out/pictures/a.png");
  EXPECT_EQ(source(document, 1), "other.png");
  EXPECT_EQ(source(document, 2), "out/hash.svg");
  EXPECT_EQ(document.meta.find("cover")->content[0].text, "out/pictures/a.png");
}

TEST(WriteMedia, LeadsNeverOutOfTheFolder) {
  for (const char* path : {"../a.png", "/etc/a.png", "x/../../a.png", ".."}) {
    MemoryFiles files;
    Document document;
    EXPECT_THROW(write_media({media_file("good.png", "A"), media_file(path, "B")}, "out", files, document),
                 Error)
        << path;
    EXPECT_TRUE(files.files.empty()) << "all or nothing";
  }
}

TEST(WriteMedia, FollowsNoLinkOut) {
  const fs::path folder = fs::temp_directory_path() / "kancelli-media-test";
  fs::remove_all(folder);
  fs::create_directories(folder / "outside");
  fs::create_directories(folder / "media");
  fs::create_directory_symlink(folder / "outside", folder / "media" / "link");
  DiskFiles files;
  Document document;
  EXPECT_THROW(write_media({media_file("a.png", "A"), media_file("link/b.png", "B")},
                           (folder / "media").string(), files, document),
               Error);
  EXPECT_TRUE(fs::is_empty(folder / "outside"));
  EXPECT_FALSE(fs::exists(folder / "media" / "a.png")) << "all or nothing";
  write_media({media_file("new/a.png", "A")}, (folder / "media").string(), files, document);
  EXPECT_EQ(files.read((folder / "media/new/a.png").string()), "A");
  write_media({media_file("c.png", "C")}, (folder / "new").string() + "/", files, document);
  EXPECT_EQ(files.read((folder / "new/c.png").string()), "C");
  fs::remove_all(folder);
}

TEST(Metadata, OfTheDocumentGoesBeforeThatOfFiles) {
  FakePandoc pandoc;
  pandoc.out = R"({"pandoc-api-version":[1,22],"meta":{"a":{"t":"MetaString","c":"file"},)"
               R"("b":{"t":"MetaBool","c":true}},"blocks":[]})";
  MemoryFiles files;
  files.files["m.yaml"] = "a: file";
  Document document;
  document.meta.set("a", ast::Meta::of("document"));
  Diagnostics diagnostics;
  add_metadata(document, {"m.yaml"}, files, pandoc, diagnostics);
  EXPECT_EQ(document.meta.find("a")->string, "document");
  EXPECT_TRUE(document.meta.find("b")->boolean);
  EXPECT_TRUE(diagnostics.list().empty());
}

TEST(Metadata, ThatPandocRefusesIsAFindingInTheFile) {
  FakePandoc pandoc;
  pandoc.status = 64;
  MemoryFiles files;
  files.files["m.yaml"] = "a: [";
  Document document;
  Diagnostics diagnostics;
  add_metadata(document, {"m.yaml"}, files, pandoc, diagnostics);
  ASSERT_EQ(diagnostics.list().size(), 1u);
  EXPECT_EQ(diagnostics.list()[0].place, "m.yaml");
  EXPECT_NE(diagnostics.list()[0].message.find("wrong YAML"), std::string::npos)
      << diagnostics.list()[0].message;
  EXPECT_THROW(add_metadata(document, {"none.yaml"}, files, pandoc, diagnostics), Error);
}

TEST(PandocVersion, IsTheInstalledOnesWhereItsApiIsTheDocuments) {
  FakePandoc pandoc;
  pandoc.out = "pandoc 2.19.2\nCompiled with pandoc-types 1.22.2.1\n";
  EXPECT_EQ(pandoc_version({1, 22, 2, 1}, pandoc), (std::vector<int>{2, 19, 2}));
  EXPECT_EQ(pandoc_version({1, 23}, pandoc), (std::vector<int>{3, 0}));
  pandoc.out = "pandoc 3.9\nFeatures: +server +lua\n";
  EXPECT_EQ(pandoc_version({1, 23, 1}, pandoc), (std::vector<int>{3, 9}));
  EXPECT_EQ(pandoc_version({1, 22}, pandoc), (std::vector<int>{2, 17}));
  pandoc.status = 1;
  EXPECT_EQ(pandoc_version({1, 23}, pandoc), (std::vector<int>{3, 0}));
}

}  // namespace
}  // namespace kancelli
