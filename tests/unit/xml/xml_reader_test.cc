#include "pipeline/xml/xml_reader.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

class XmlReader : public ::testing::Test {
 protected:
  const XmlDocument* read(std::string text) {
    id_ = sources_.add("x.xml", std::move(text));
    document_ = read_xml(sources_, id_, diagnostics_);
    return document_.get();
  }
  std::string at(Span span) const {
    return std::string(sources_.text(span.source).substr(span.begin, span.end - span.begin));
  }
  // The only finding, as "line:column message".
  std::string finding() const {
    if (diagnostics_.list().size() != 1) return std::to_string(diagnostics_.list().size()) + " findings";
    return sources_.where(diagnostics_.list()[0].span) + " " + diagnostics_.list()[0].message;
  }
  SourceMap sources_;
  Diagnostics diagnostics_;
  SourceId id_ = SourceId::none;
  std::unique_ptr<XmlDocument> document_;
};

TEST_F(XmlReader, GivesEveryNodeItsPlace) {
  const auto* doc = read(
      "<?xml version=\"1.0\"?>\n<?xml-model href=\"a.rng\"?>\n<!-- <b> -->\n<a x='1>2' xml:lang = "
      "\"da\">tekst <![CDATA[<c>]]> her<b/><?k data?></a>\n");
  ASSERT_NE(doc, nullptr) << finding();
  const Node& root = *doc->root;
  EXPECT_EQ(at(root.span), "<a x='1>2' xml:lang = \"da\">");
  EXPECT_EQ(at(root.find("x")->value_span), "1>2");
  EXPECT_EQ(root.get("xml:lang"), "da");
  ASSERT_EQ(root.children.size(), 3u);
  EXPECT_EQ(root.children[0]->text, "tekst <c> her");
  EXPECT_EQ(at(root.children[0]->span), "tekst <![CDATA[<c>]]> her");
  EXPECT_EQ(at(root.children[1]->span), "<b/>");
  EXPECT_EQ(at(root.children[2]->span), "<?k data?>");
  EXPECT_EQ(sources_.text(id_).substr(root.end), "\n");
}

TEST_F(XmlReader, FindsCharactersPastReferencesAndLineEnds) {
  const auto* doc = read("<a>x &amp; y\r\n&#xE6;&#230;<![CDATA[<]]>slut</a>");
  const Node& text = *doc->root->children[0];
  EXPECT_EQ(text.text, "x & y\nææ<slut");
  const auto place = [&](std::string_view what) {
    const std::size_t begin = text.text.find(what);
    return at(span_in_text(sources_, text, begin, begin + what.size()));
  };
  EXPECT_EQ(place("y"), "y");
  EXPECT_EQ(place("ææ"), "&#xE6;&#230;");
  EXPECT_EQ(place("slut"), "slut");
  EXPECT_EQ(place("& y"), "&amp; y");
}

TEST_F(XmlReader, KnowsPlacesPastLine65535) {
  std::string text = "<a>";
  for (int i = 0; i < 70000; ++i) text += "\n";
  const auto* doc = read(text + "  <æ b='1'/></a>");
  ASSERT_NE(doc, nullptr);
  const Position position = sources_.position(id_, doc->root->children[1]->find("b")->span.begin);
  EXPECT_EQ(position.line, 70001u);
  EXPECT_EQ(position.column, 6u);
}

TEST_F(XmlReader, RefusesADocumentTypeDeclaration) {
  EXPECT_EQ(read("<?xml version='1.0'?>\n<!-- x -->\n<!DOCTYPE a [<!ENTITY b SYSTEM "
                 "'file:///etc/passwd'>]>\n<a>&b;</a>"),
            nullptr);
  EXPECT_EQ(finding(), "x.xml:3:1 a document type declaration (DOCTYPE) is not allowed");
}

TEST_F(XmlReader, LeavesADoctypeInAComment) {
  EXPECT_NE(read("<!-- <!DOCTYPE a> --><a>&lt;!DOCTYPE</a>"), nullptr);
}

TEST_F(XmlReader, NamesTheElementThatIsOpen) {
  EXPECT_EQ(read("<a>\n  <b>x</c>\n</a>"), nullptr);
  EXPECT_EQ(finding(), "x.xml:2:7 the end tag does not belong to the element that is open, <b>");
}

TEST_F(XmlReader, PointsAtAnUnknownEntity) {
  EXPECT_EQ(read("<a>\n x&nbsp;y</a>"), nullptr);
  EXPECT_EQ(finding(), "x.xml:2:3 the name &nbsp; is not known here");
}

TEST_F(XmlReader, PointsAtALoneAmpersand) {
  EXPECT_EQ(read("<a>\n x & y</a>"), nullptr);
  EXPECT_EQ(finding(), "x.xml:2:4 a & or < stands here as itself");
}

TEST_F(XmlReader, TellsACutFileAnEmptyOneAndOtherEncodings) {
  read("<a>\n  <b>x</b>\n  <c>");
  EXPECT_EQ(finding(), "x.xml:3:5 the file ends before the last element is closed");
  diagnostics_ = {};
  read(" \n");
  EXPECT_EQ(finding(), "x.xml:1:1 the file is empty");
  diagnostics_ = {};
  read(
      "<a>k\xF8"
      "b</a>");
  EXPECT_EQ(finding(), "x.xml:1:5 the text is not UTF-8");
  diagnostics_ = {};
  read("PK\x03\x04");
  EXPECT_EQ(finding(), "x.xml:1:1 this is not XML: it does not begin with <");
}

TEST_F(XmlReader, StopsAtTheLimits) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  EXPECT_EQ(read(deep), nullptr);
  EXPECT_NE(finding().find("the elements are nested too deep"), std::string::npos) << finding();
  diagnostics_ = {};
  EXPECT_EQ(read("<a>" + std::string((16u << 20) + 1, 'x') + "</a>"), nullptr);
  EXPECT_NE(finding().find("the file is too large"), std::string::npos) << finding();
}

TEST_F(XmlReader, ReadsAnInstructionAsAttributes) {
  const auto* doc = read("<a><?kancelli suppress=\"x\"  reason='fordi'?></a>");
  const auto attributes = pseudo_attributes(*doc->root->children[0]);
  ASSERT_EQ(attributes.size(), 2u);
  EXPECT_EQ(attributes[1].value, "fordi");
  EXPECT_EQ(at(attributes[1].value_span), "fordi");
}

}  // namespace
}  // namespace kancelli
