#include "pipeline/write/docx_finisher.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/write/docx_finisher_package.h"

namespace kancelli {
namespace {

// Whether `text` has `part` in it; says what it has instead.
testing::AssertionResult has(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos)
    return testing::AssertionSuccess() << "\"" << part << "\" is in\n" << text;
  return testing::AssertionFailure() << "no \"" << part << "\" in\n" << text;
}

const std::string& reference() {
  static const std::string bytes = [] {
    std::ifstream file(KANCELLI_ROOT "/styles/generated/reference.docx", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return bytes;
}

const char* const namespaces =
    " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\"";

// Lists as Pandoc defines them: 1000 has no mark, 1001 bullets, 1002 and 1003 numbers, 1004 letters that
// begin at c.
const char* const lists = R"xml(
  <w:abstractNum w:abstractNumId="990"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="991"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="992"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>
  <w:abstractNum w:abstractNumId="993"><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
  <w:num w:numId="1000"><w:abstractNumId w:val="990"/></w:num>
  <w:num w:numId="1001"><w:abstractNumId w:val="991"/></w:num>
  <w:num w:numId="1002"><w:abstractNumId w:val="992"/></w:num>
  <w:num w:numId="1003"><w:abstractNumId w:val="992"/></w:num>
  <w:num w:numId="1004"><w:abstractNumId w:val="993"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/></w:lvlOverride></w:num>)xml";

// A package with this body, as Pandoc would write it.
docx::Package pandoc_package(const std::string& body) {
  return {
      {"word/document.xml",
       "<w:document" + std::string(namespaces) + "><w:body>" + body + "<w:sectPr/></w:body></w:document>"},
      {"word/numbering.xml", "<w:numbering" + std::string(namespaces) + ">" + lists + "</w:numbering>"},
      {"word/_rels/document.xml.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
       "<Relationship Id=\"rId20\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
       "Target=\"https://www.kk.dk\" TargetMode=\"External\"/>"
       "<Relationship Id=\"rId21\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" "
       "Target=\"https://www.kk.dk\" TargetMode=\"External\"/>"
       "<Relationship Id=\"rId22\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" "
       "Target=\"media/rId22.png\"/></Relationships>"},
      {"word/media/rId22.png", "a picture"},
  };
}

docx::Package finish(const docx::Package& pandoc, const DocxProperties& properties = {}) {
  return docx::read_package(finish_docx(docx::write_package(pandoc), reference(), properties), "the result");
}

// What became of the body.
std::string finish_body(const std::string& body, const DocxProperties& properties = {}) {
  const std::string xml = finish(pandoc_package(body), properties).at("word/document.xml");
  const auto begin = xml.find("<w:body>") + 8;
  return xml.substr(begin, xml.rfind("<w:sectPr") - begin);
}

std::string p(const std::string& text, const std::string& style = "BodyText") {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t xml:space=\"preserve\">" + text +
         "</w:t></w:r></w:p>";
}

std::string item(const std::string& list, const std::string& text, const std::string& level = "0",
                 const std::string& style = "Compact") {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + level + "\"/><w:numId w:val=\"" + list +
         "\"/></w:numPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + text + "</w:t></w:r></w:p>";
}

std::string block(const std::string& id, const std::string& inside) {
  return "<?kancelli block " + id + "?>" + inside + "<?kancelli /block?>";
}

std::string mark(const std::string& name, const std::string& argument, const std::string& text) {
  return "<?kancelli " + name + " " + argument + "?><w:r><w:t>" + text + "</w:t></w:r><?kancelli /" + name +
         "?>";
}

std::string in_paragraph(const std::string& inside, const std::string& style = "BodyText") {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr>" + inside + "</w:p>";
}

std::string table(const std::string& rows, int columns) {
  std::string grid;
  for (int column = 0; column < columns; ++column) grid += "<w:gridCol w:w=\"100\"/>";
  return "<w:tbl><w:tblPr><w:tblStyle w:val=\"Table\"/></w:tblPr><w:tblGrid>" + grid + "</w:tblGrid>" + rows +
         "</w:tbl>";
}

std::string row(const std::vector<std::string>& cells, const std::string& style = "Tabeltekst") {
  std::string xml = "<w:tr>";
  for (const std::string& cell : cells)
    xml += "<w:tc><w:tcPr/><w:p><w:pPr><w:pStyle w:val=\"" + style +
           "\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:t>" + cell + "</w:t></w:r></w:p></w:tc>";
  return xml + "</w:tr>";
}

std::string head_row(const std::vector<std::string>& cells) {
  std::string xml = row(cells, "Tabelhoved");
  return xml.insert(xml.find("<w:tr>") + 6, "<w:trPr><w:tblHeader w:val=\"true\"/></w:trPr>");
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; ++at) ++found;
  return found;
}

// The text of the paragraphs, without field codes.
std::string text_of(std::string xml) {
  xml = std::regex_replace(xml, std::regex("<w:instrText.*?</w:instrText>"), "");
  xml = std::regex_replace(xml, std::regex("\\?>\n"), "?>");
  xml = std::regex_replace(xml, std::regex("</w:p>"), "\n");
  return std::regex_replace(xml, std::regex("<[^>]*>"), "");
}

// Runs and paragraphs
// ---------------------------------------------------------------------------------------------

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
  EXPECT_EQ(count(body, "<w:spacing w:after=\"160\"/>"), 1)
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
// -----------------------------------------------------------------------------------------------------------

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
  EXPECT_TRUE(std::regex_search(
      made.at("word/styles.xml"),
      std::regex(
          "w:styleId=\"Heading2\">.*?<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr>")));
  EXPECT_FALSE(std::regex_search(made.at("word/styles.xml"),
                                 std::regex("w:styleId=\"Heading1\">((?!</w:style>).)*<w:numPr>")));
}

TEST(DocxFinisherLists, AHeadingMayStandWithoutNumber) {
  DocxProperties properties;
  properties.numbered = true;
  EXPECT_TRUE(has(
      finish_body(in_paragraph("<w:r><w:t>Bilag</w:t></w:r><?kancelli unnumbered?>", "Heading2"), properties),
      "<w:numId w:val=\"0\"/>"));
}

// Tables
// ----------------------------------------------------------------------------------------------------------

std::string budget() {
  return block(
      "tabel-1",
      in_paragraph(mark("seq", "tabel", "Tabel 1") + "<w:r><w:t>. Bevillinger</w:t></w:r>", "Caption") +
          "<?kancelli table row-heads?>" +
          table(head_row({"Bevilling", "2026"}) + row({"Service", "512.062"}) + row({"Anlæg", "43.500"}), 2));
}

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
  const std::string body = finish_body(table("<w:tr>" + text + number + "</w:tr>", 2));
  std::smatch match;
  ASSERT_TRUE(
      std::regex_search(body, match, std::regex("<w:gridCol w:w=\"(\\d+)\"/><w:gridCol w:w=\"(\\d+)\"/>")));
  const int first = std::stoi(match[1]), second = std::stoi(match[2]);
  EXPECT_NEAR(first + second, 8504, 2) << "150 mm";
  EXPECT_LT(second, 1100);
  EXPECT_TRUE(has(body, "<w:tcW w:w=\"" + match[2].str() + "\" w:type=\"dxa\"/>"));
}

TEST(DocxFinisherTables, SmallOnesStayOnOnePageLargeOnesAtBothEnds) {
  EXPECT_EQ(count(finish_body(table(row({"a"}) + row({"b"}) + row({"c"}), 1)), "<w:keepNext/>"), 2);
  std::string rows;
  for (int at = 0; at < 36; ++at) rows += row({"a"});
  EXPECT_EQ(count(finish_body(table(head_row({"h"}) + rows, 1)), "<w:keepNext/>"), 3)
      << "head, first row, last row but one";
}

TEST(DocxFinisherTables, LeaveRoomBelow) {
  EXPECT_TRUE(std::regex_search(
      finish_body(table(row({"a"}), 1) + p("Efter.")),
      std::regex("<w:spacing w:before=\"[1-9]\\d\\d\"/></w:pPr><w:r><w:t xml:space=\"preserve\">Efter.")));
}

// Marks
// -----------------------------------------------------------------------------------------------------------

TEST(DocxFinisherMarks, ABlockBecomesAContentControlAndABookmark) {
  const std::string body = finish_body(block("p-1", p("Et afsnit.")));
  EXPECT_EQ(body,
            "<w:sdt><w:sdtPr><w:alias w:val=\"p-1\"/><w:tag w:val=\"p-1\"/><w:id "
            "w:val=\"100001\"/><w15:appearance w15:val=\"hidden\"/></w:sdtPr>"
            "<w:sdtContent><w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:bookmarkStart w:id=\"1\" "
            "w:name=\"p_1\"/>"
            "<w:r><w:t xml:space=\"preserve\">Et afsnit.</w:t></w:r><w:bookmarkEnd "
            "w:id=\"1\"/></w:p></w:sdtContent></w:sdt>");
}

TEST(DocxFinisherMarks, BlocksMayStandInBlocks) {
  const std::string body = finish_body(block("ydre", p("a") + block("indre", p("b"))));
  EXPECT_LT(body.find("<w:tag w:val=\"ydre\"/>"), body.find("<w:tag w:val=\"indre\"/>"));
  EXPECT_TRUE(has(body, "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>"));
}

TEST(DocxFinisherMarks, ACellHasABookmarkOnly) {
  const std::string body =
      finish_body(table("<w:tr><w:tc><w:tcPr/>" + block("c-1", p("a")) + "</w:tc></w:tr>", 1));
  EXPECT_TRUE(has(body, "w:name=\"c_1\""));
  EXPECT_FALSE(has(body, "<w:sdt>"));
}

TEST(DocxFinisherMarks, BookmarksHaveNamesThatWordTakes) {
  const std::string many(60, 'x');
  const std::string body =
      finish_body(block(many + "1", p("a")) + block(many + "2", p("b")) + block("1-tal", p("c")) +
                  block("Ab", p("d")) + block("aB", p("e")) + block("område-å", p("f")));
  const std::regex names("<w:bookmarkStart w:id=\"\\d+\" w:name=\"([^\"]*)\"/>");
  std::set<std::string> lower;
  for (auto it = std::sregex_iterator(body.begin(), body.end(), names); it != std::sregex_iterator(); ++it) {
    std::string name = (*it)[1];
    EXPECT_LE(name.size(), 42u) << name << " (å is two bytes)";
    EXPECT_TRUE(std::regex_match(name, std::regex("[A-Za-z][A-Za-z0-9_åÅ]*"))) << name;
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    EXPECT_TRUE(lower.insert(name).second) << name << " is there twice";
  }
  EXPECT_EQ(lower.size(), 6u);
  EXPECT_TRUE(has(body, "w:name=\"område_å\""));
}

TEST(DocxFinisherMarks, ALongIdIsCutForTheTag) {
  const std::string body = finish_body(block(std::string(80, 'x'), p("a")));
  std::smatch match;
  ASSERT_TRUE(std::regex_search(body, match, std::regex("<w:tag w:val=\"([^\"]*)\"")));
  EXPECT_EQ(match[1].length(), 64);
}

TEST(DocxFinisherMarks, TheFirstParagraphDecidesWhatKindOfControl) {
  const std::string plain = finish_body(block("a", p("b")));
  const std::string noted =
      finish_body(block("a", in_paragraph("<w:r><w:footnoteReference w:id=\"20\"/></w:r>")));
  EXPECT_FALSE(has(plain, "docPartObj"));
  EXPECT_TRUE(has(noted, "<w:docPartObj>"));
}

TEST(DocxFinisherMarks, CaptionAndReferenceAreFields) {
  const std::string body = finish_body(
      in_paragraph("<w:r><w:t xml:space=\"preserve\">Se </w:t></w:r>" + mark("ref", "tabel-1", "tabel 1")) +
      budget());
  EXPECT_TRUE(has(body, "> SEQ Tabel \\* ARABIC <"));
  EXPECT_TRUE(has(body, "> REF _Ref_tabel_1 \\h <"));
  EXPECT_TRUE(has(body, "w:name=\"_Ref_tabel_1\""));
  EXPECT_TRUE(has(text_of(body), "Se tabel 1\nTabel 1. Bevillinger\n"));
}

TEST(DocxFinisherMarks, AnItemIsReferredToByItsNumber) {
  const std::string body = finish_body(in_paragraph(mark("ref", "bilag-b", "bilag\u00a02")) +
                                       block("bilag-a", item("1002", "A", "0", "Bilagsliste")) +
                                       block("bilag-b", item("1002", "B", "0", "Bilagsliste")));
  EXPECT_TRUE(has(body, "> REF bilag_b \\r \\h <"));
  EXPECT_TRUE(has(text_of(body), "bilag\u00a02\nA\nB\n"));
}

TEST(DocxFinisherMarks, AHeadingIsReferredToByItsWords) {
  const std::string body =
      finish_body(in_paragraph(mark("ref", "formaal", "Formål")) + block("formaal", p("Formål", "Heading2")));
  EXPECT_TRUE(has(body, "> REF formaal \\h <"));
}

TEST(DocxFinisherMarks, OtherWordsBecomeALink) {
  const std::string body = finish_body(in_paragraph(mark("ref", "formaal", "afsnittet om formål")) +
                                       block("formaal", p("Formål", "Heading2")));
  EXPECT_TRUE(has(body, "<w:hyperlink w:anchor=\"formaal\" w:history=\"1\"><w:r><w:t>afsnittet om formål"));
  EXPECT_FALSE(has(body, "REF"));
}

TEST(DocxFinisherMarks, ALinkToNowhereKeepsItsWords) {
  EXPECT_EQ(
      text_of(finish_body(in_paragraph(mark("ref", "mangler", "tabel 9") + mark("link", "mangler", " her")))),
      "tabel 9 her\n");
}

TEST(DocxFinisherMarks, ForeignWordsSayTheirLanguage) {
  const std::string link = "<w:hyperlink r:id=\"rId20\"><w:r><w:t>link</w:t></w:r></w:hyperlink>";
  const std::string body = finish_body(in_paragraph("<?kancelli lang en?><w:r><w:t>shared</w:t></w:r>" +
                                                    link + "<?kancelli /lang?><w:r><w:t>dansk</w:t></w:r>"));
  EXPECT_EQ(count(body, "<w:rPr><w:lang w:val=\"en-GB\"/></w:rPr>"), 2);
  EXPECT_TRUE(has(body, "<w:r><w:t>dansk"));
}

TEST(DocxFinisherMarks, NothingOfThemIsLeft) {
  EXPECT_FALSE(has(finish_body(budget() + in_paragraph(mark("ref", "tabel-1", "tabel 1"))), "<?kancelli"));
}

TEST(DocxFinisherMarks, AMarkWithoutEndIsAnError) {
  EXPECT_THROW(finish_body("<?kancelli block a?>" + p("b")), Error);
}

TEST(DocxFinisherChanges, ParagraphEndsAreChangedTooAndIdsDiffer) {
  const std::string change = " w:id=\"7\" w:author=\"Kancelli\" w:date=\"2026-01-01T00:00:00Z\"";
  const std::string body = finish_body(
      in_paragraph("<w:ins" + change + "><w:r><w:t>ny</w:t></w:r></w:ins><w:del" + change +
                   "><w:r><w:delText>gammel</w:delText></w:r></w:del><?kancelli paragraph ins?>"));
  EXPECT_TRUE(std::regex_search(
      body,
      std::regex("<w:pPr><w:pStyle w:val=\"BodyText\"/><w:rPr><w:ins w:id=\"\\d+\" w:author=\"Kancelli\" "
                 "w:date=\"2026-01-01T00:00:00Z\"/></w:rPr></w:pPr>")));
  std::set<std::string> ids;
  const std::regex pattern("<w:(?:ins|del) w:id=\"(\\d+)\"");
  for (auto it = std::sregex_iterator(body.begin(), body.end(), pattern); it != std::sregex_iterator(); ++it)
    ids.insert((*it)[1]);
  EXPECT_EQ(ids.size(), 3u);
}

// Pictures, links, contents
// ---------------------------------------------------------------------------------------

std::string picture(const std::string& description, const std::string& width = "5080000") {
  return "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"" + width +
         "\" cy=\"2540000\"/><wp:docPr descr=\"" + description +
         "\" title=\"\" id=\"24\" "
         "name=\"Picture\"/><a:graphic><a:graphicData><pic:pic><pic:nvPicPr><pic:cNvPr "
         "descr=\"hemmelig/x.png\" id=\"25\" "
         "name=\"Picture\"/></pic:nvPicPr><pic:blipFill><a:blip "
         "r:embed=\"rId22\"/></pic:blipFill><pic:spPr><a:xfrm><a:ext cx=\"" +
         width +
         "\" "
         "cy=\"2540000\"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></"
         "w:drawing></w:r></w:p>";
}

TEST(DocxFinisherPictures, SayWhatTheyShowAndNotTheirFile) {
  const docx::Package made = finish(pandoc_package(picture("Diagram over fire enheder")));
  const std::string& body = made.at("word/document.xml");
  EXPECT_TRUE(has(body, "descr=\"Diagram over fire enheder\""));
  EXPECT_FALSE(has(body, "x.png"));
  EXPECT_EQ(made.at("word/media/billede1.png"), "a picture");
  EXPECT_FALSE(made.contains("word/media/rId22.png"));
  EXPECT_TRUE(has(made.at("[Content_Types].xml"), "Extension=\"png\""));
}

TEST(DocxFinisherPictures, WithoutWordsAreDecoration) {
  const std::string body = finish_body(picture(""));
  EXPECT_TRUE(has(body, "decorative"));
  EXPECT_FALSE(has(body, "descr="));
}

TEST(DocxFinisherPictures, AreNoWiderThanTheText) {
  const std::string body = finish_body(picture("a", "10800080"));  // twice the text
  EXPECT_EQ(count(body, "cx=\"5400040\" cy=\"1270000\""), 2) << "in both places";
}

TEST(DocxFinisherPictures, OfLinesNeedDotsToo) {
  docx::Package pandoc = pandoc_package(picture("a"));
  std::string& relations = pandoc["word/_rels/document.xml.rels"];
  relations.replace(relations.find("rId22.png"), 9, "rId22.svg");
  pandoc["word/media/rId22.svg"] = "<svg/>";
  EXPECT_THROW(finish(pandoc), Error);
}

TEST(DocxFinisherLinks, OneAddressIsOneRelation) {
  const docx::Package made = finish(
      pandoc_package(in_paragraph("<w:hyperlink r:id=\"rId20\"><w:r><w:t>a</w:t></w:r></w:hyperlink>"
                                  "<w:hyperlink r:id=\"rId21\"><w:r><w:t>b</w:t></w:r></w:hyperlink>")));
  EXPECT_EQ(count(made.at("word/_rels/document.xml.rels"), "https://www.kk.dk"), 1);
  EXPECT_EQ(count(made.at("word/document.xml"), "r:id=\"rId101\""), 2);
}

std::string sections() {
  return "<?kancelli toc?>" + block("formaal", p("Formål", "Heading2")) +
         block("maal", p("Mål", "Heading3")) + block("dybt", p("Dybt", "Heading4"));
}

TEST(DocxFinisherContents, StandThereWithoutUpdating) {
  DocxProperties properties;
  properties.numbered = true;
  const std::string body = finish_body(sections(), properties);
  EXPECT_TRUE(has(body, "> TOC \\o \"2-3\" \\n \\h \\z \\u <"));
  EXPECT_TRUE(has(body, "<w:docPartGallery w:val=\"Table of Contents\"/>"));
  EXPECT_TRUE(has(body,
                  "<w:hyperlink w:anchor=\"_Toc000000002\" w:history=\"1\"><w:r><w:t "
                  "xml:space=\"preserve\">1.1</w:t></w:r>"));
  EXPECT_EQ(count(body, "w:name=\"_Toc"), 2) << "to level 3";
  EXPECT_EQ(text_of(body), "Indhold\n1Formål\n1.1Mål\nFormål\nMål\nDybt\n");
}

TEST(DocxFinisherContents, HavePagesWhereEveryHeadingsIsKnown) {
  DocxProperties properties;
  properties.pages = {{"formaal", 2}, {"maal", 3}};
  const std::string body = finish_body(sections(), properties);
  EXPECT_TRUE(has(body, "> TOC \\o \"2-3\" \\h \\z \\u <"));
  EXPECT_TRUE(has(body, "> PAGEREF _Toc000000002 \\h <"));
  EXPECT_TRUE(has(text_of(body), "Formål2\nMål3\n"));
  properties.pages.erase("maal");
  EXPECT_FALSE(has(finish_body(sections(), properties), "PAGEREF"));
}

// The whole
// -------------------------------------------------------------------------------------------------------

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
  EXPECT_EQ(text_of(made.at("word/header1.xml")), "Økonomiudvalget  ·  10. februar 2026\u00a0UDKAST\u00a0\n")
      << "no case number, no gap";
  EXPECT_EQ(text_of(made.at("word/header2.xml")), "\u00a0UDKAST\u00a0\n");
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
  properties.layout = "notat";
  const std::string made =
      finish(pandoc_package(p("Dato", "Sidekolonne") + p("Tekst")), properties).at("word/document.xml");
  EXPECT_TRUE(has(made, "<w:pStyle w:val=\"Sidekolonne\"/><w:framePr w:w=\"2381\""));
  EXPECT_TRUE(has(made, "<w:pgMar w:top=\"1701\" w:right=\"3798\""));
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
