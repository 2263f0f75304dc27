// The sample of filters/docx, which has one of everything, in every layout: through the installed Pandoc and
// the finisher. The words are all there, and the Open XML SDK finds nothing.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/write/docx_finisher.h"
#include "pipeline/write/pandoc.h"
#include "pipeline/write/read_back.h"

namespace kancelli {
namespace {

const std::string root = KANCELLI_ROOT;

std::string read(const std::string& name) {
  std::ifstream file(root + "/" + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

ast::Document sample(const std::string& layout) {
  ast::ApiVersion version;
  ast::Document document = ast::from_json(read("filters/docx/sample.json"), version);
  document.meta.set("layout", ast::Meta::of(layout));
  return document;
}

ast::Document filtered(ast::Document document) {
  FilterOptions options;
  options.format = "docx";
  FilterHost host(std::move(options));
  return host.apply(std::move(document), "filters/docx/docx.lua", read("filters/docx/docx.lua"));
}

std::string finished(const std::string& layout) {
  SystemProcesses processes;
  const ast::Document document = sample(layout);
  const std::string styles = root + "/styles/";
  Pandoc pandoc(processes,
                {styles + "generated/pandoc.docx", styles + "web/page.html", "", root + "/content"}, 1);
  pandoc.learn_version();
  return finish_docx(pandoc.docx(filtered(document)), read("styles/generated/reference.docx"),
                     docx_properties(document.meta));
}

std::string joined(const std::vector<WordBlock>& blocks) {
  std::string text;
  for (const WordBlock& block : blocks)
    for (const Word& word : block) text += word.text + " ";
  return text;
}

// Both from a little before the first difference; the same text when there is none.
testing::AssertionResult same(const std::string& found, const std::string& expected) {
  std::size_t at = 0;
  while (at < found.size() && at < expected.size() && found[at] == expected[at]) ++at;
  if (found == expected) return testing::AssertionSuccess();
  const std::size_t from = at < 60 ? 0 : at - 60;
  return testing::AssertionFailure() << "found    " << found.substr(from, 160) << "\nexpected "
                                     << expected.substr(from, 160);
}

class DocxSampleLayout : public testing::TestWithParam<const char*> {};

TEST_P(DocxSampleLayout, KeepsEveryWord) {
  const Reading expected = reading_of(sample(GetParam())), found = read_docx(finished(GetParam()));
  EXPECT_GT(expected.body.size(), 40u);
  EXPECT_TRUE(same(joined(found.body), joined(expected.body)));
  EXPECT_TRUE(same(joined(found.notes), joined(expected.notes)));
}

TEST_P(DocxSampleLayout, PleasesTheOpenXmlSdk) {
  std::string folder = (std::filesystem::temp_directory_path() / "kancelli-docx-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  const std::string file = folder + "/sample.docx";
  std::ofstream(file, std::ios::binary) << finished(GetParam());
  SystemProcesses processes;
  Command command;
  command.program = "node";
  command.arguments = {root + "/tests/conformance/ooxml.mjs", file};
  const ProcessResult result = processes.run(command);
  std::filesystem::remove_all(folder);
  EXPECT_EQ(result.status, 0) << result.out << result.err;
}

TEST_P(DocxSampleLayout, IsTheSameTwice) {
  EXPECT_EQ(finished(GetParam()), finished(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Layouts, DocxSampleLayout, testing::Values("case", "notat", "document"));

}  // namespace
}  // namespace kancelli
