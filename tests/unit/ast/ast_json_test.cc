#include "pipeline/ast/ast_json.h"

#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "pipeline/core/error.h"

namespace kancelli::ast {
namespace {

// Made by Pandoc 2.17 from every-element.md and table-with-spans.html, with a Null, a MetaString, an
// intermediate head and a short caption added, which its readers do not make.
std::string every_element() {
  std::ifstream file(KANCELLI_TEST_DATA "/unit/ast/data/every-element.json");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

bool same_json(const std::string& a, const std::string& b) {
  constexpr unsigned flags = rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag;
  rapidjson::Document left, right;
  left.Parse<flags>(a.c_str());
  right.Parse<flags>(b.c_str());
  return !left.HasParseError() && !right.HasParseError() && left == right;
}

Document read(const std::string& json) {
  ApiVersion version;
  return from_json(json, version);
}

std::string tree(const std::string& blocks, const std::string& version = "1,22") {
  return R"({"pandoc-api-version":[)" + version + R"(],"meta":{},"blocks":[)" + blocks + "]}";
}

std::string error_of(const std::string& json) {
  try {
    read(json);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(AstJson, GivesBackWhatPandocWrote) {
  const std::string json = every_element();
  ASSERT_GT(json.size(), 10'000u);
  ApiVersion version;
  const Document document = from_json(json, version);
  EXPECT_EQ(version, (ApiVersion{1, 22, 2, 1}));
  EXPECT_TRUE(same_json(to_json(document, version), json));
  EXPECT_TRUE(read(to_json(document, version)) == document);
}

TEST(AstJson, ReadsKeysInAnyOrder) {
  const Document document =
      read(R"({"blocks":[{"c":[{"c":"x","t":"Str"}],"t":"Para"}],"meta":{},"pandoc-api-version":[1,22]})");
  EXPECT_EQ(stringify(document.blocks), "x");
}

TEST(AstJson, KeepsNumbersToTheLastDigit) {
  const std::string table =
      R"({"t":"Table","c":[["",[],[]],[null,[]],[[{"t":"AlignLeft"},{"t":"ColWidth","c":0.12345678901234568}]],)"
      R"([["",[],[]],[]],[],[["",[],[]],[]]]})";
  const std::string json = to_json(read(tree(table)), {1, 22});
  EXPECT_NE(json.find("0.12345678901234568"), std::string::npos) << json;
}

TEST(AstJson, KeepsControlCharactersAndOtherPlanes) {
  const Document document =
      read(tree(R"({"t":"Para","c":[{"t":"Str","c":"\u0000\u001f\"\\\/ æ \ud83d\ude00"}]})"));
  EXPECT_EQ(document.blocks[0].content[0].text, std::string("\0\x1f\"\\/ æ 😀", 13));
  EXPECT_TRUE(read(to_json(document, {1, 22})) == document);
}

TEST(AstJson, SurvivesADeepTree) {
  constexpr int depth = 100'000;
  std::string json = R"({"t":"Str","c":"bund"})";
  std::string open, close;
  for (int i = 0; i < depth; ++i) {
    open += R"({"t":"Emph","c":[)";
    close += "]}";
  }
  json = tree(R"({"t":"Para","c":[)" + open + json + close + "]}");
  const Document document = read(json);
  EXPECT_EQ(stringify(document.blocks), "bund");
  EXPECT_EQ(to_json(document, {1, 22}), json);
}

const char figure[] =
    R"({"t":"Figure","c":[["f",["x"],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"tekst"}]}]],[{"t":"Plain","c":[]}]]})";

TEST(AstJson, ReadsAndWritesPandoc3) {
  const std::string json = tree(figure, "1,23,1");
  ApiVersion version;
  const Document document = from_json(json, version);
  EXPECT_EQ(version, (ApiVersion{1, 23, 1}));
  EXPECT_EQ(to_json(document, version), json);
}

TEST(AstJson, MakesAFigureADivForPandoc2) {
  EXPECT_EQ(
      to_json(read(tree(figure, "1,23")), {1, 22}),
      tree(R"({"t":"Div","c":[["f",["figure","x"],[]],[{"t":"Plain","c":[]},)"
           R"({"t":"Div","c":[["",["caption"],[]],[{"t":"Plain","c":[{"t":"Str","c":"tekst"}]}]]}]]})"));
}

TEST(AstJson, LeavesNullOutForPandoc3) {
  const char rule[] = R"({"t":"HorizontalRule"})";
  const std::string null = R"({"t":"Null"})";
  EXPECT_EQ(to_json(read(tree(null + "," + rule + "," + null + "," + rule)), {1, 23}),
            tree(std::string(rule) + "," + rule, "1,23"));
}

TEST(AstJson, WritesTreesWhosePartsAreLeftOut) {
  Document document;
  document.blocks.emplace_back(Kind::Table);
  document.blocks.emplace_back(Kind::Table).content.emplace_back(Kind::TableBody);
  document.blocks.emplace_back(Kind::Figure);
  document.blocks.emplace_back(Kind::OrderedList);
  Element cite(Kind::Cite);
  cite.content.emplace_back(Kind::Citation, "a");
  document.blocks.emplace_back(Kind::Para).content.push_back(cite);
  EXPECT_EQ(read(to_json(document, {1, 23})).blocks.size(), 5u);
}

TEST(AstJson, RefusesOtherVersionsByName) {
  const std::string error = error_of(tree("", "1,21,3"));
  EXPECT_NE(error.find("1.21.3"), std::string::npos) << error;
  EXPECT_NE(error.find("1.22"), std::string::npos) << error;
}

TEST(AstJson, SaysWhereTheTextIsNotJson) {
  EXPECT_NE(error_of(R"({"meta": )").find("(byte 9)"), std::string::npos) << error_of(R"({"meta": )");
  EXPECT_NE(error_of("").find("JSON"), std::string::npos);
  EXPECT_NE(error_of(tree(R"({"t":"Para","c":[{"t":"Str","c":")"
                          "\xff"
                          R"("}]})"))
                .find("JSON"),
            std::string::npos);
}

TEST(AstJson, RefusesOtherVersionsAndNamesThoseItKnows) {
  for (const char* version : {"1,17", "1,21", "1,24", "2,0", "1", "0,22"}) {
    std::string dotted = version;
    std::replace(dotted.begin(), dotted.end(), ',', '.');
    const std::string message = error_of(tree("", version));
    EXPECT_NE(message.find("API version " + dotted + ";"), std::string::npos) << message;
    EXPECT_NE(message.find("1.22 (Pandoc 2.17) and 1.23 (Pandoc 3)"), std::string::npos) << message;
  }
  for (const char* version : {"\"1\",\"22\"", "1.22", "null", "1,99999999999"})
    EXPECT_NE(error_of(tree("", version)).find("pandoc-api-version["), std::string::npos) << version;
}

TEST(AstJson, SaysWhereTheTreeIsNotPandocs) {
  EXPECT_NE(error_of("[]").find("the top"), std::string::npos);
  EXPECT_NE(error_of("{}").find("pandoc-api-version"), std::string::npos);
  const struct {
    const char *blocks, *message, *path;
  } cases[] = {
      {R"({"t":"Para","c":[{"t":"Str","c":5}]})", "a string", "blocks[0].c[0].c"},
      {R"({"t":"Null"},{"t":"Paragraph","c":[]})", "\"Paragraph\"", "blocks[1].t"},
      {R"({"t":"Para","c":[{"t":"Para","c":[]}]})", "block", "blocks[0].c[0]"},
      {R"({"t":"Para"})", "\"c\"", "blocks[0]"},
      {R"({"t":"Header","c":[1.5,["",[],[]],[]]})", "whole number", "blocks[0].c[0]"},
      {R"({"t":"Para","c":[{"t":"Link","c":[["",[],[]],[],["u"]]}]})", "list of 2", "blocks[0].c[0].c[2]"},
      {R"(7)", "object", "blocks[0]"},
      {R"({"t":"Div","c":[["",[],[["k"]]],[]]})", "list of 2", "blocks[0].c[0][2][0]"},
  };
  for (const auto& c : cases) {
    const std::string error = error_of(tree(c.blocks));
    EXPECT_NE(error.find(c.message), std::string::npos) << error;
    EXPECT_NE(error.find(std::string("(at ") + c.path + ")"), std::string::npos) << error;
  }
}

TEST(AstJson, RefusesMetadataWithoutEnd) {
  std::string open, close;
  for (int i = 0; i < 10'000; ++i) {
    open += R"({"t":"MetaList","c":[)";
    close += "]}";
  }
  const std::string json =
      R"({"pandoc-api-version":[1,22],"meta":{"a":)" + open + close + R"(},"blocks":[]})";
  EXPECT_NE(error_of(json).find("deep"), std::string::npos);
}

}  // namespace
}  // namespace kancelli::ast
