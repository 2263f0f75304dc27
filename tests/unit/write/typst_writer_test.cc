// filters/typst/writer.lua in our own host: the sample's markup, and what it refuses.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "pipeline/ast/ast_json.h"
#include "pipeline/filter/filter_host.h"

namespace kancelli {
namespace {

const std::string folder = std::string(KANCELLI_TEST_DATA) + "/../filters/typst/";

std::string read(const std::string& name) {
  std::ifstream file(folder + name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

FilterHost host() {
  FilterOptions options;
  options.format = "typst";
  options.lua_path = {folder};
  return FilterHost(std::move(options));
}

std::string written(const std::string& json) {
  ast::ApiVersion version;
  return host().write(ast::from_json(json, version), "filters/typst/writer.lua", read("writer.lua"));
}

// A paper of these blocks, as Pandoc writes JSON.
std::string paper(const std::string& blocks) {
  return R"({"pandoc-api-version":[1,22,2,1],"meta":{},"blocks":[)" + blocks + "]}";
}

std::string refusal(const std::string& blocks) {
  try {
    written(paper(blocks));
  } catch (const FilterError& error) {
    return error.what();
  }
  return "no error";
}

// With KANCELLI_ACCEPT set, what is written now becomes what is expected: read the difference before it is
// committed.
TEST(TypstWriter, WritesTheSampleAsExpected) {
  const std::string markup = written(read("sample.json"));
  if (std::getenv("KANCELLI_ACCEPT") != nullptr)
    std::ofstream(folder + "expected.typ", std::ios::binary) << markup;
  EXPECT_EQ(markup, read("expected.typ"));
}

TEST(TypstWriter, KeepsNothingOfThePaperBefore) {
  FilterHost one = host();
  ast::ApiVersion version;
  const ast::Document sample = ast::from_json(read("sample.json"), version);
  const std::string code = read("writer.lua");
  one.write(sample, "writer.lua", code);
  EXPECT_EQ(one.write(sample, "writer.lua", code), read("expected.typ"));
}

std::string item(const std::string& text) {
  return R"([{"t":"Plain","c":[{"t":"Str","c":")" + text + R"("}]}])";
}

TEST(TypstWriter, TiesTheLastItemsOfAListThatIsNotShort) {
  std::string items = item("a");
  for (int at = 0; at < 5; ++at) items += "," + item("b");
  const std::string list = R"({"t":"BulletList","c":[)" + items;
  EXPECT_NE(written(paper(list + "]}")).find("bullets(tied: 2, "), std::string::npos);
  const std::string nested = R"([{"t":"Plain","c":[]},{"t":"BulletList","c":[)" + item("c") + "]}]";
  EXPECT_EQ(written(paper(list + "," + nested + "]}")).find("tied"), std::string::npos)
      << "may be taller than a page";
}

TEST(TypstWriter, BreaksALongWordOfATableBetweenItsParts) {
  const std::string cell = R"([["",[],[]],{"t":"AlignDefault"},1,1,)";
  const std::string row = R"([["",[],[]],[)" + cell + item("Miljøforvaltningen,") + "]," + cell +
                          item("Forskerskatteordningsloven") + "]," + cell + item("Beskæftigelsesindsatsen") +
                          "]]]";
  const std::string column = R"([{"t":"AlignDefault"},{"t":"ColWidthDefault"}])";
  const std::string markup =
      written(paper(R"({"t":"Table","c":[["",[],[]],[null,[]],[)" + column + "," + column + "," + column +
                    R"(],[["",[],[]],[]],[[["",[],[]],0,[],[)" + row + R"(]]],[["",[],[]],[]]]})"));
  EXPECT_NE(markup.find("body-cell(\"Miljø\u00adforvaltningen,\")"), std::string::npos);
  EXPECT_NE(markup.find("body-cell(\"Forskerskatte\u00adordningsloven\")"), std::string::npos);
  EXPECT_NE(markup.find("body-cell(long(\"Beskæftigelsesindsatsen\"))"), std::string::npos);
}

// A statute's numre, in a marked-up text: the designation is the label, and struck out with its words.
TEST(TypstWriter, MakesAnItemsDesignationItsLabel) {
  const auto list = [](const std::string& words) {
    return paper(
        R"x({"t":"Div","c":[["",["designated"],[]],[{"t":"OrderedList","c":[[1,{"t":"DefaultStyle"},)x"
        R"x({"t":"DefaultDelim"}],[[)x" +
        words + "]]]}]]}");
  };
  const std::string words =
      R"x({"t":"Plain","c":[{"t":"Span","c":[["",["designation"],[]],[{"t":"Str","c":"1)"}]]},{"t":"Space"},)x"
      R"x({"t":"Str","c":"én,"}]})x";
  EXPECT_NE(written(list(words)).find(R"x(designated(("1)", "én,")))x"), std::string::npos)
      << written(list(words));
  const std::string struck = written(list(R"x({"t":"Div","c":[["",["deletion"],[]],[)x" + words + "]]}"));
  EXPECT_NE(struck.find(R"x(designated((deleted("1)"), par(deleted("én,")))))x"), std::string::npos)
      << struck;
}

TEST(TypstWriter, RefusesALinkThatLeadsNowhere) {
  EXPECT_NE(
      refusal(R"({"t":"Para","c":[{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"her"}],["#borte",""]]}]})")
          .find("the link to #borte leads nowhere"),
      std::string::npos);
}

TEST(TypstWriter, RefusesAPictureWithoutATextAlternative) {
  EXPECT_NE(refusal(R"({"t":"Para","c":[{"t":"Image","c":[["",[],[]],[],["kort.svg",""]]}]})")
                .find("the picture kort.svg has no text alternative"),
            std::string::npos);
}

TEST(TypstWriter, RefusesAFormula) {
  EXPECT_NE(refusal(R"({"t":"Para","c":[{"t":"Math","c":[{"t":"InlineMath"},"x^2"]}]})")
                .find("formulas cannot be set yet: x^2"),
            std::string::npos);
}

TEST(TypstWriter, LeavesOutRawTextOfOtherFormats) {
  const std::string markup =
      written(paper(R"({"t":"RawBlock","c":["html","<hr>"]},{"t":"Para","c":[{"t":"Str","c":"Ord"}]})"));
  EXPECT_NE(markup.find("#par(\"Ord\")"), std::string::npos) << markup;
}

}  // namespace
}  // namespace kancelli
