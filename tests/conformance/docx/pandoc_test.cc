// Pandoc as a process that stays, against Pandoc as a command: the same bytes, whatever it wrote before.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "pipeline/ast/ast_json.h"
#include "pipeline/core/error.h"
#include "pipeline/write/pandoc.h"

namespace kancelli {
namespace {

const std::string root = KANCELLI_ROOT;
const PandocHouse house = {root + "/styles/generated/pandoc.docx", root + "/styles/web/page.html", "p {}\n",
                           root + "/content"};

// One of everything, as the DOCX and HTML writers get it, with a picture.
ast::Document sample() {
  std::ifstream file(root + "/filters/docx/sample.json", std::ios::binary);
  ast::ApiVersion version;
  return ast::from_json(std::string(std::istreambuf_iterator<char>(file), {}), version);
}

ast::Document short_text(const std::string& picture = {}) {
  ast::Document document;
  document.meta.set("pagetitle", ast::Meta::of("Kort"));
  document.blocks.emplace_back(ast::Kind::Para, std::vector{ast::Element(ast::Kind::Str, "\\n\\\\n")});
  if (!picture.empty()) document.blocks.back().content.emplace_back(ast::Kind::Image, picture);
  return document;
}

std::string by_command(const ast::Document& document, const ast::ApiVersion& version,
                       std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"-f", "json", "--resource-path=" + house.pictures, "-o", "-"});
  const ProcessResult result = SystemProcesses().run(
      {"pandoc", std::move(arguments), ast::to_json(document, version), {{"SOURCE_DATE_EPOCH", "0"}}});
  EXPECT_EQ(result.status, 0) << result.err;
  return result.out;
}

class StayingPandoc : public testing::Test {
 protected:
  StayingPandoc() : pandoc(processes, house, 1) { pandoc.learn_version(); }

  SystemProcesses processes;
  Pandoc pandoc;
};

TEST_F(StayingPandoc, WritesTheSameWordFileAsTheCommand) {
  const std::string expected =
      by_command(sample(), pandoc.api_version(), {"-t", "docx", "--reference-doc=" + house.reference_docx});
  ASSERT_GT(expected.size(), 5000u);
  EXPECT_EQ(pandoc.docx(sample()), expected);
  pandoc.html(short_text());
  pandoc.docx(short_text());
  EXPECT_EQ(pandoc.docx(sample()), expected);
}

TEST_F(StayingPandoc, WritesTheSamePageAsTheCommand) {
  const auto expected = [&](const ast::Document& document) {
    std::vector<std::string> arguments = {"-t",
                                          "html5",
                                          "--template=" + house.page_template,
                                          "--wrap=none",
                                          "--section-divs",
                                          "-V",
                                          "style=" + house.page_style};
    std::string page = by_command(document, pandoc.api_version(), arguments);
    const std::string role = " role=\"doc-endnote\"";
    for (std::size_t at = 0; (at = page.find(role, at)) != std::string::npos;) page.erase(at, role.size());
    return page;
  };
  EXPECT_EQ(pandoc.html(short_text()), expected(short_text()));
  EXPECT_EQ(pandoc.html(sample()), expected(sample()));
}

TEST_F(StayingPandoc, FailsWhenItWarnsAndGoesOn) {
  try {
    pandoc.docx(short_text("figures/findes-ikke.png"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("findes-ikke.png"), std::string::npos) << error.what();
  }
  EXPECT_FALSE(pandoc.docx(short_text()).empty());
}

}  // namespace
}  // namespace kancelli
