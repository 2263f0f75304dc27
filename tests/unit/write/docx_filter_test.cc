// filters/docx/docx.lua in our own host: what becomes of single elements. Its sample is tested with those of
// the other filters.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/filter_host.h"

namespace kancelli {
namespace {

const std::string folder = KANCELLI_ROOT "/filters/docx/";

std::string read(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

ast::Document filtered(const std::string& json, ast::ApiVersion& version) {
  FilterOptions options;
  options.format = "docx";
  FilterHost host(std::move(options));
  return host.apply(ast::from_json(json, version), "filters/docx/docx.lua", read("docx.lua"));
}

std::string paper(const std::string& blocks) {
  return R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[)" + blocks + "]}";
}

std::string made_of(const std::string& blocks) {
  ast::ApiVersion version;
  return ast::to_json(filtered(paper(blocks), version), version);
}

TEST(DocxFilter, LeavesAnAddressOutsideThePaperToPandoc) {
  const std::string link = R"({"t":"Link","c":[["",[],[]],[{"t":"Str","c":"ud"}],["https://www.kk.dk",""]]})";
  EXPECT_NE(made_of(R"({"t":"Para","c":[)" + link + "]}").find(link), std::string::npos);
}

TEST(DocxFilter, WritesDanishQuotationMarks) {
  const std::string made =
      made_of(R"({"t":"Para","c":[{"t":"Quoted","c":[{"t":"DoubleQuote"},[{"t":"Str","c":"ord"}]]}]})");
  EXPECT_NE(made.find(R"({"t":"Str","c":"”"},{"t":"Str","c":"ord"},{"t":"Str","c":"”"})"), std::string::npos)
      << made;
}

TEST(DocxFilter, AnIdCannotBreakOutOfItsMark) {
  const std::string made =
      made_of(R"({"t":"Div","c":[["a?><w:p/>",[],[]],[{"t":"Para","c":[{"t":"Str","c":"x"}]}]]})");
  EXPECT_NE(made.find("<?kancelli block a?&gt;&lt;w:p/&gt;?>"), std::string::npos) << made;
}

// A statute's numre: the designation is text, with a tab behind it.
TEST(DocxFilter, SetsATabBehindAnItemsDesignation) {
  const std::string words =
      R"x({"t":"Plain","c":[{"t":"Span","c":[["p1",["designation"],[]],[{"t":"Str","c":"1)"}]]},{"t":"Space"},)x"
      R"x({"t":"Str","c":"én,"}]})x";
  const std::string made =
      made_of(R"x({"t":"Div","c":[["",["designated"],[]],[{"t":"OrderedList","c":[[1,{"t":"DefaultStyle"},)x"
              R"x({"t":"DefaultDelim"}],[[)x" +
              words + R"x(]]]}]]})x");
  EXPECT_NE(made.find(R"x(["custom-style","Nummer"])x"), std::string::npos) << made;
  EXPECT_NE(made.find(R"x({"t":"RawInline","c":["openxml","<w:r><w:tab/></w:r>"]},{"t":"Str","c":"én,"})x"),
            std::string::npos)
      << made;
}

TEST(DocxFilter, AParagraphWithoutClassStaysAsItIs) {
  EXPECT_EQ(
      made_of(R"({"t":"Para","c":[{"t":"Str","c":"x"}]})"),
      R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"x"}]}]})");
}

}  // namespace
}  // namespace kancelli
