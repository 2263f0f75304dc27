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
  read("tekst");
  EXPECT_EQ(finding(), "x.xml:1:1 this is not XML: it does not begin with <");
  diagnostics_ = {};
  read("\xEF\xBB\xBF \n");
  EXPECT_EQ(finding(), "x.xml:1:2 this is not XML: it does not begin with <");
}

TEST_F(XmlReader, KnowsWhatIsNoText) {
  const auto said = [&](std::string text) {
    diagnostics_ = {};
    read(std::move(text));
    return finding();
  };
  EXPECT_EQ(said("PK\x03\x04\xFF"), "x.xml:1:1 this is a Word file or another packed one, not XML");
  EXPECT_EQ(said("%PDF-1.7\n\xFF"), "x.xml:1:1 this is a PDF, not XML");
  EXPECT_EQ(said("\xD0\xCF\x11\xE0"), "x.xml:1:1 this is an old Word or Excel file, not XML");
  EXPECT_EQ(said(std::string("<a\0/>", 5)), "x.xml:1:1 this is not a text file");
  EXPECT_EQ(said(std::string("\xFF\xFE<\0a\0", 6)), "x.xml:1:1 the text is UTF-16");
  EXPECT_EQ(said(std::string("<\0?\0x\0", 6)), "x.xml:1:1 the text is UTF-16");
}

// libxml2 counts in pieces of 32,000 bytes when it is told the encoding, and then tells places from the end.
TEST_F(XmlReader, FindsAFaultInALongText) {
  EXPECT_EQ(read("<a>\n  <b>x</c>\n" + std::string(200'000, 'x') + "</a>"), nullptr);
  EXPECT_EQ(finding(), "x.xml:2:7 the end tag does not belong to the element that is open, <b>");
}

TEST_F(XmlReader, SaysInItsOwnWordsWhatIsNotWellFormed) {
  const auto said = [&](std::string text) {
    diagnostics_ = {};
    read(std::move(text));
    return finding();
  };
  EXPECT_EQ(said("<a b='1' b='2'/>"), "x.xml:1:15 the attribute b is written twice");
  EXPECT_EQ(said("<a b=1/>"), "x.xml:1:6 the value of an attribute stands in quotation marks");
  EXPECT_EQ(said("<a b/>"), "x.xml:1:5 the attribute b has no value");
  EXPECT_EQ(said("<a b='x<c/></a>"), "x.xml:1:8 the value of an attribute does not end");
  EXPECT_EQ(said("<a><b</a>"), "x.xml:1:4 a tag does not end");
  EXPECT_EQ(said("<a>x]]>y</a>"), "x.xml:1:5 ]]> stands in the text");
  EXPECT_EQ(said("<a>\x01</a>"), "x.xml:1:4 a character stands here that XML does not allow");
  EXPECT_EQ(said("<a>&#1;</a>"), "x.xml:1:4 a character stands here that XML does not allow");
  EXPECT_EQ(said("<a><k:b/></a>"), "x.xml:1:8 the prefix k: is not known here");
  EXPECT_EQ(said("<a><!-- x</a>"), "x.xml:1:13 a comment does not end");
  EXPECT_EQ(said("<a><!-- x -- y --></a>"), "x.xml:1:11 two hyphens stand in a comment");
  EXPECT_EQ(said("<a><![CDATA[x</a>"), "x.xml:1:17 a CDATA section does not end");
  EXPECT_EQ(said("\n<?xml version='1.0'?><a/>"), "x.xml:2:6 the XML declaration must stand first");
  EXPECT_EQ(said("<a/><b/>"), "x.xml:1:5 something stands behind the end of the document");
}

// Whatever the declaration says: a text that is UTF-8 is read as UTF-8.
TEST_F(XmlReader, DoesNotMindADeclaredEncoding) {
  const auto* doc = read("<?xml version='1.0' encoding='ISO-8859-1'?><a>å</a>");
  ASSERT_NE(doc, nullptr) << finding();
  EXPECT_EQ(doc->root->content(), "å");
}

// Cut anywhere, a text gives one finding in our own words.
TEST_F(XmlReader, SaysOfEveryCutFileThatItEnds) {
  const std::string text =
      "<?xml version=\"1.0\"?>\n<?m x?>\n<!-- c --><a b=\"1\">x &amp; <c d='2'/><![CDATA[y]]></a>";
  for (std::size_t length = 1; length < text.size(); ++length) {
    diagnostics_ = {};
    EXPECT_EQ(read(text.substr(0, length)), nullptr);
    EXPECT_EQ(diagnostics_.list().size(), 1u);
    EXPECT_EQ(finding().find("not well-formed"), std::string::npos) << length << ": " << finding();
  }
}

TEST_F(XmlReader, StopsAtTheLimits) {
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "<a>";
  EXPECT_EQ(read(deep), nullptr);
  EXPECT_NE(finding().find("the elements are nested too deep"), std::string::npos) << finding();
  diagnostics_ = {};
  std::string within;
  for (int i = 0; i < 201; ++i) within += "<a>";
  for (int i = 0; i < 201; ++i) within += "</a>";
  EXPECT_EQ(read(within), nullptr);
  EXPECT_EQ(finding(), "x.xml:1:194 the elements are nested too deep");
  diagnostics_ = {};
  EXPECT_EQ(read("<a>" + std::string((8u << 20) + 1, 'x') + "</a>"), nullptr);
  EXPECT_NE(finding().find("the file is too large"), std::string::npos) << finding();
}

// Only what stands as an attribute counts, and a tag that is cut off has as many as it has.
TEST_F(XmlReader, CountsAttributesOfEachElement) {
  const auto attributes = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += " a" + std::to_string(i) + " = '=>'";
    return text;
  };
  const std::string most = attributes(200), signs(300, '=');
  EXPECT_NE(read("<a" + most + "><!-- <x " + signs + " --><?x <x " + signs + "?><![CDATA[<x " + signs +
                 "]]>" + signs + "<b" + most + "/></a>"),
            nullptr)
      << finding();
  EXPECT_EQ(read("<a>\n<b" + attributes(201) + "/></a>"), nullptr);
  EXPECT_EQ(finding(), "x.xml:2:1 an element has more than 200 attributes");
  diagnostics_ = {};
  EXPECT_EQ(read("<a><b" + attributes(500)), nullptr);
  EXPECT_EQ(finding(), "x.xml:1:4 an element has more than 200 attributes");
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
