// The finished package: paragraphs, lists, tables, heads, properties. Marks, pictures and contents are in
// docx_finisher_marks_test.cc.
#include "pipeline/write/docx_finisher.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "tests/support/docx_pieces.h"

namespace kancelli {
namespace {

// Runs and paragraphs

TEST(DocxFinisherRuns, PutsPropertiesInTheOrderOfTheSchema) {
  const std::string body = finish_body(
      "<w:p><w:pPr><w:jc w:val=\"right\"/><w:keepNext/><w:pStyle w:val=\"BodyText\"/></w:pPr>"
      "<w:r><w:rPr><w:bCs/><w:b/><w:rStyle w:val=\"Strong\"/></w:rPr><w:t>fed</w:t></w:r></w:p>");
  EXPECT_TRUE(has(body, "<w:pPr><w:pStyle w:val=\"BodyText\"/><w:keepNext/><w:jc w:val=\"right\"/></w:pPr>"));
  EXPECT_TRUE(has(body, "<w:rPr><w:rStyle w:val=\"Strong\"/><w:b/><w:bCs/></w:rPr>"));
}

TEST(DocxFinisherRuns, MergesNeighboursThatAreAlike) {
  const std::string run = "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">";
  const std::string body = finish_body("<w:p>" + run + "et</w:t></w:r>" + run + " </w:t></w:r>" + run +
                                       "ord</w:t></w:r><w:r><w:t>andet</w:t></w:r></w:p>");
  EXPECT_TRUE(has(body,
                  "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">et "
                  "ord</w:t></w:r><w:r><w:t>andet</w:t></w:r>"));
}

TEST(DocxFinisherRuns, WritesHyphensAsWordDoes) {
  EXPECT_TRUE(
      has(finish_body(p("stk. 4\u20116")),
          "<w:t xml:space=\"preserve\">stk. 4</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">6</w:t>"));
  EXPECT_TRUE(has(finish_body(p("bin\u00addestreg")), "bin</w:t><w:softHyphen/><w:t"));
}

TEST(DocxFinisherParagraphs, GiveTheHousesStyleForPandocsOwn) {
  const std::string body =
      finish_body(p("a", "FirstParagraph") + p("b", "Compact") + "<w:p><w:r><w:t>c</w:t></w:r></w:p>");
  EXPECT_EQ(count(body, "<w:pStyle w:val=\"BodyText\"/>"), 3);
}

TEST(DocxFinisherParagraphs, KeepWithTheListTheyLeadTo) {
  const std::string body = finish_body(p("Det er:") + item("1001", "et") + item("1001", "to") + p("Slut."));
  EXPECT_EQ(count(body, "<w:keepNext/>"), 1);
  EXPECT_LT(body.find("<w:keepNext/>"), body.find("Det er:"));
  EXPECT_EQ(count(body, "<w:spacing w:after="), 1)
      << "the last item is as far from the text as a paragraph is";
}

TEST(DocxFinisherParagraphs, RefuseAStyleThatTheReferenceDocumentLacks) {
  try {
    finish_body(p("a", "Ukendt"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "the reference document has no style Ukendt");
  }
}

// Lists

TEST(DocxFinisherLists, EveryNumberedListBeginsAnewOnTheHousesDefinition) {
  const docx::Package made =
      finish(pandoc_package(item("1002", "a") + item("1002", "b") + p("x") + item("1003", "c")));
  const std::string& body = made.at("word/document.xml");
  EXPECT_EQ(count(body, "<w:pStyle w:val=\"ListNumber\"/>"), 3);
  EXPECT_EQ(count(body, "<w:numId w:val=\"10\"/>"), 2);
  EXPECT_EQ(count(body, "<w:numId w:val=\"11\"/>"), 1);
  for (const char* id : {"10", "11"})
    EXPECT_TRUE(has(made.at("word/numbering.xml"),
                    "<w:num w:numId=\"" + std::string(id) +
                        "\"><w:abstractNumId w:val=\"2\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride "
                        "w:val=\"1\"/></w:lvlOverride></w:num>"));
  EXPECT_FALSE(has(made.at("word/numbering.xml"), "\"1002\""));
}

TEST(DocxFinisherLists, BulletsShareOneNumber) {
  const std::string body = finish_body(item("1001", "a") + p("x") + item("1001", "b"));
  EXPECT_EQ(count(body, "<w:pStyle w:val=\"ListBullet\"/>"), 2);
  EXPECT_EQ(count(body, "<w:numId w:val=\"1\"/>"), 2);
}

TEST(DocxFinisherLists, AFurtherParagraphOfAnItemBearsNoNumber) {
  const std::string body = finish_body(item("1002", "a") + item("1000", "mere"));
  EXPECT_EQ(count(body, "<w:numPr>"), 1);
  EXPECT_TRUE(has(body, "<w:pStyle w:val=\"ListContinue\"/>"));
}

TEST(DocxFinisherLists, KeepsAnotherLookAndStartOfTheNumbers) {
  const docx::Package made = finish(pandoc_package(item("1002", "a") + item("1004", "c", "1")));
  EXPECT_TRUE(has(made.at("word/document.xml"), "<w:pStyle w:val=\"ListNumber2\"/>"));
  EXPECT_TRUE(has(made.at("word/numbering.xml"),
                  "<w:lvlOverride w:ilvl=\"1\"><w:startOverride w:val=\"3\"/><w:lvl "
                  "w:ilvl=\"1\"><w:start w:val=\"3\"/>"
                  "<w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/>"));
}

TEST(DocxFinisherLists, AttachmentsHaveTheirOwnStyleAndDefinition) {
  const docx::Package made = finish(pandoc_package(item("1002", "Tidsplan", "0", "Bilagsliste")));
  EXPECT_TRUE(has(made.at("word/document.xml"), "<w:pStyle w:val=\"Bilagsliste\"/>"));
  EXPECT_TRUE(has(made.at("word/numbering.xml"), "<w:num w:numId=\"10\"><w:abstractNumId w:val=\"4\"/>"));
}

TEST(DocxFinisherLists, HeadingsAreNumberedOnlyWhereThePaperIs) {
  const std::string body = p("Titel", "Heading1") + p("Formål", "Heading2");
  DocxProperties properties;
  EXPECT_FALSE(has(finish(pandoc_package(body), properties).at("word/numbering.xml"), "Heading2"));
  properties.numbered = true;
  const docx::Package made = finish(pandoc_package(body), properties);
  EXPECT_TRUE(has(made.at("word/numbering.xml"), "<w:pStyle w:val=\"Heading2\"/>"));
  const std::string styles = made.at("word/styles.xml");
  EXPECT_TRUE(has(all_between(styles, "w:styleId=\"Heading2\">", "</w:style>").at(0),
                  "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>"));
  EXPECT_FALSE(has(all_between(styles, "w:styleId=\"Heading1\">", "</w:style>").at(0), "<w:numPr>"));
}

TEST(DocxFinisherLists, AHeadingMayStandWithoutNumber) {
  DocxProperties properties;
  properties.numbered = true;
  EXPECT_TRUE(has(
      finish_body(in_paragraph("<w:r><w:t>Bilag</w:t></w:r><?kancelli unnumbered?>", "Heading2"), properties),
      "<w:numId w:val=\"0\"/>"));
}

// Tables

TEST(DocxFinisherTables, HaveStyleHeadAndCaption) {
  const std::string body = finish_body(budget());
  EXPECT_TRUE(has(body, "<w:tblStyle w:val=\"Kommunetabel\"/>"));
  EXPECT_TRUE(has(body, "w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\""));
  EXPECT_TRUE(has(body, "<w:tblCaption w:val=\"Tabel 1. Bevillinger\"/>"));
  EXPECT_TRUE(has(body, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"));
  EXPECT_EQ(count(body, "<w:cantSplit/>"), 3);
  EXPECT_TRUE(has(body, "<w:pStyle w:val=\"Caption\"/><w:keepNext/>"));
  EXPECT_FALSE(has(body, "<w:jc ")) << "the styles align";
}

TEST(DocxFinisherTables, DrawALineAboveASum) {
  const std::string sum =
      "<w:tr><w:tc><w:tcPr/><?kancelli row sum?>" + p("I alt", "Tabeltotal") + "</w:tc></w:tr>";
  const std::string body = finish_body(table(row({"a"}) + sum, 1));
  EXPECT_EQ(count(body, "<w:tcBorders><w:top "), 1);
  EXPECT_LT(body.find("<w:t>a</w:t>"), body.find("<w:tcBorders>"));
}

TEST(DocxFinisherTables, ColumnsFillTheTextAndNumbersTakeWhatTheyNeed) {
  const std::string text = "<w:tc><w:tcPr/>" + p("En lang linje med mange ord om bevillingen") + "</w:tc>";
  const std::string number = "<w:tc><w:tcPr/>" + p("512.062", "Tabeltal") + "</w:tc>";
  const std::string body =
      finish(pandoc_package(table("<w:tr>" + text + number + "</w:tr>", 2))).at("word/document.xml");
  const std::vector<std::string> widths = all_between(body, "<w:gridCol w:w=\"", "\"");
  ASSERT_EQ(widths.size(), 2u);
  const int first = std::stoi(widths[0]), second = std::stoi(widths[1]);
  EXPECT_NEAR(first + second, text_width(body), 2);
  EXPECT_LT(second, 1100);
  EXPECT_TRUE(has(body, "<w:tcW w:w=\"" + widths[1] + "\" w:type=\"dxa\"/>"));
}

TEST(DocxFinisherTables, SmallOnesStayOnOnePageLargeOnesAtBothEnds) {
  EXPECT_EQ(count(finish_body(table(row({"a"}) + row({"b"}) + row({"c"}), 1)), "<w:keepNext/>"), 2);
  std::string rows;
  for (int at = 0; at < 36; ++at) rows += row({"a"});
  EXPECT_EQ(count(finish_body(table(head_row({"h"}) + rows, 1)), "<w:keepNext/>"), 3)
      << "head, first row, last row but one";
}

TEST(DocxFinisherTables, HyphenateOnlyWhereAWordHasNoRoom) {
  const std::string wide(60, 'x');
  const std::string body = finish_body(table(row({"kort", wide, wide, wide}), 4));
  EXPECT_EQ(count(body, "<w:suppressAutoHyphens w:val=\"0\"/>"), 3);
  EXPECT_FALSE(has(finish_body(table(row({"kort", "Beskæftigelses- og Integrationsudvalget"}), 2)),
                   "suppressAutoHyphens"));
}

TEST(DocxFinisherTables, ParagraphsOfACellStandApart) {
  const std::string cell = "<w:tc><w:tcPr/>" + p("et") + p("to") + "</w:tc>";
  EXPECT_EQ(count(finish_body(table("<w:tr>" + cell + "</w:tr>", 1)), "<w:spacing w:before=\"60\"/>"), 1);
}

TEST(DocxFinisherTables, LeaveRoomBelow) {
  const std::string after =
      all_between(finish_body(table(row({"a"}), 1) + p("Efter.")), "</w:tbl>", "Efter.").at(0);
  EXPECT_GT(std::stoi(all_between(after, "<w:spacing w:before=\"", "\"").at(0)), 200);
}

// The whole

DocxProperties draft() {
  DocxProperties properties;
  properties.id = "sag-1";
  properties.title = "Kommissorium & mere";
  properties.author = "Økonomiforvaltningen";
  properties.date = "2026-02-10";
  properties.committee = "Økonomiudvalget";
  properties.date_text = "10. februar 2026";
  properties.draft = true;
  return properties;
}

TEST(DocxFinisherHeads, SayTheCommitteeFromPageTwoAndDraftOnEveryPage) {
  const docx::Package made = finish(pandoc_package(p("a")), draft());
  EXPECT_EQ(text_of(made.at("word/header1.xml")), "Økonomiudvalget  ·  10. februar 2026UDKAST\n")
      << "no case number, no gap";
  EXPECT_EQ(text_of(made.at("word/header2.xml")), "UDKAST\n");
  EXPECT_TRUE(has(made.at("word/header1.xml"), "> DOCPROPERTY Udvalg <"));
  EXPECT_EQ(text_of(made.at("word/footer1.xml")), "Side\u00a01\u00a0af\u00a01\n");
  EXPECT_TRUE(has(made.at("word/footer1.xml"), "> NUMPAGES <"));
  EXPECT_TRUE(has(made.at("docProps/custom.xml"), "name=\"Udvalg\"><vt:lpwstr>Økonomiudvalget</vt:lpwstr>"));
}

TEST(DocxFinisherHeads, AreEmptyWhereThereIsNothingToSay) {
  const docx::Package made = finish(pandoc_package(p("a")));
  EXPECT_EQ(text_of(made.at("word/header1.xml")), "\n");
  EXPECT_FALSE(made.contains("docProps/custom.xml"));
}

TEST(DocxFinisherProperties, ComeFromThePaperAndNoClock) {
  const std::string core = finish(pandoc_package(p("a")), draft()).at("docProps/core.xml");
  EXPECT_TRUE(
      has(core, "<dc:title>Kommissorium &amp; mere</dc:title><dc:creator>Økonomiforvaltningen</dc:creator>"));
  EXPECT_TRUE(has(core, "<dc:language>da-DK</dc:language>"));
  EXPECT_TRUE(
      has(core, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">2026-02-10T00:00:00Z</dcterms:created>"));
  EXPECT_FALSE(has(finish(pandoc_package(p("a"))).at("docProps/core.xml"), "dcterms:created"));
  EXPECT_TRUE(
      has(finish(pandoc_package(p("a"))).at("docProps/app.xml"), "<Application>Kancelli</Application>"));
}

TEST(DocxFinisherProperties, AreReadFromTheMetadata) {
  ast::Meta meta;
  meta.set("title", ast::Meta::of("Titel"));
  meta.set("header-committee", ast::Meta::of("Økonomiudvalget"));
  meta.set("draft", ast::Meta::of(true));
  meta.set("layout", ast::Meta::of("notat"));
  const DocxProperties properties = docx_properties(meta);
  EXPECT_EQ(properties.title, "Titel");
  EXPECT_EQ(properties.committee, "Økonomiudvalget");
  EXPECT_TRUE(properties.draft);
  EXPECT_FALSE(properties.numbered);
  EXPECT_EQ(properties.layout, "notat");
  EXPECT_EQ(properties.language, "da");
}

TEST(DocxFinisherLayout, TheNotatHasAMarginColumn) {
  DocxProperties properties;
  const std::string plain = finish(pandoc_package(p("Tekst")), properties).at("word/document.xml");
  properties.layout = "notat";
  const std::string made =
      finish(pandoc_package(p("Dato", "Sidekolonne") + p("Tekst")), properties).at("word/document.xml");
  EXPECT_TRUE(has(made, "<w:pStyle w:val=\"Sidekolonne\"/><w:framePr "));
  EXPECT_LT(text_width(made), text_width(plain));
  EXPECT_GT(attribute(made, "framePr", "x"), attribute(made, "pgMar", "left") + text_width(made));
  properties.layout = "plakat";
  EXPECT_THROW(finish(pandoc_package(p("a")), properties), Error);
}

TEST(DocxFinisherPackage, StandsInOrderWithoutFoldersAndIsTheSameTwice) {
  const std::string docx = docx::write_package(pandoc_package(budget() + picture("a")));
  const std::string once = finish_docx(docx, reference(), draft());
  EXPECT_EQ(once, finish_docx(docx, reference(), draft()));
  EXPECT_EQ(once.substr(30, 19), "[Content_Types].xml");
  for (const auto& [name, bytes] : docx::read_package(once, "it")) EXPECT_FALSE(name.ends_with("/")) << name;
}

TEST(DocxFinisherPackage, LeavesOutCommentsWhereThereAreNone) {
  docx::Package pandoc = pandoc_package(p("a"));
  pandoc["word/comments.xml"] = "<w:comments" + std::string(namespaces) + "/>";
  EXPECT_FALSE(finish(pandoc).contains("word/comments.xml"));
  pandoc["word/document.xml"].insert(pandoc["word/document.xml"].find("</w:p>"),
                                     "<w:r><w:commentReference w:id=\"1\"/></w:r>");
  const docx::Package made = finish(pandoc);
  EXPECT_TRUE(made.contains("word/comments.xml"));
  EXPECT_TRUE(has(made.at("[Content_Types].xml"), "/word/comments.xml"));
}

TEST(DocxFinisherPackage, WhatIsNoDocxIsAnError) {
  EXPECT_THROW(finish_docx("not a ZIP", reference(), {}), Error);
  EXPECT_THROW(finish_docx(docx::write_package({{"a.txt", "b"}}), reference(), {}), Error);
  docx::Package broken = pandoc_package(p("a"));
  broken["word/document.xml"] = "<w:document";
  EXPECT_THROW(finish(broken), Error);
  broken = pandoc_package(picture("a"));
  broken.erase("word/media/rId22.png");
  EXPECT_THROW(finish(broken), Error);
}

}  // namespace
}  // namespace kancelli
