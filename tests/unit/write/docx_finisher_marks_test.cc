#include "pipeline/write/docx_finisher.h"

#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <string>
#include <vector>

#include "pipeline/core/error.h"
#include "tests/support/docx_pieces.h"

namespace kancelli {
namespace {

// Marks

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
  std::set<std::string> lower;
  for (std::string name : all_between(body, "w:name=\"", "\"")) {
    EXPECT_LE(name.size(), 42u) << name << " (å is two bytes)";
    EXPECT_TRUE(std::isalpha(name.at(0))) << name;
    EXPECT_EQ(name.find_first_of("-. "), std::string::npos) << name;
    for (char& c : name) c = static_cast<char>(std::tolower(c));
    EXPECT_TRUE(lower.insert(name).second) << name << " is there twice";
  }
  EXPECT_EQ(lower.size(), 6u);
  EXPECT_TRUE(has(body, "w:name=\"område_å\""));
}

TEST(DocxFinisherMarks, ALongIdIsCutForTheTag) {
  const std::string body = finish_body(block(std::string(80, 'x'), p("a")));
  EXPECT_EQ(all_between(body, "<w:tag w:val=\"", "\"").at(0).size(), 64u);
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
  const std::string end =
      all_between(body, "<w:pPr><w:pStyle w:val=\"BodyText\"/><w:rPr><w:ins ", "/></w:rPr></w:pPr>").at(0);
  EXPECT_TRUE(has(end, "w:author=\"Kancelli\" w:date=\"2026-01-01T00:00:00Z\""));
  std::set<std::string> ids;
  for (const char* kind : {"<w:ins w:id=\"", "<w:del w:id=\""})
    for (const std::string& id : all_between(body, kind, "\"")) ids.insert(id);
  EXPECT_EQ(ids.size(), 3u);
}

// Labels and references that came with a change come as one: the words are lost to whoever refuses it.
TEST(DocxFinisherChanges, FieldsOfWhatIsNewAreNewToo) {
  const std::string change = " w:id=\"7\" w:author=\"Kancelli\" w:date=\"2026-01-01T00:00:00Z\"";
  const auto inserted = [&](const std::string& text) {
    return "<w:ins" + change + "><w:r><w:t>" + text + "</w:t></w:r></w:ins>";
  };
  const auto marked = [](const std::string& name, const std::string& id, const std::string& inside) {
    return "<?kancelli " + name + " " + id + "?>" + inside + "<?kancelli /" + name + "?>";
  };
  const std::string body =
      finish_body(block("tabel-1", in_paragraph(marked("seq", "tabel", inserted("Tabel 1")))) +
                  block("formaal", p("Formål", "Heading2")) +
                  in_paragraph(marked("ref", "tabel-1", inserted("tabel 1")) +
                               marked("ref", "formaal", inserted("Formål"))));
  EXPECT_TRUE(has(body, " SEQ Tabel "));
  EXPECT_TRUE(has(body, "> REF _Ref_tabel_1 \\h <"));
  EXPECT_TRUE(has(body, "> REF formaal \\h <"));
  std::string outside = body;
  for (std::size_t at = 0; (at = outside.find("<w:ins ")) != std::string::npos;)
    outside.erase(at, outside.find("</w:ins>", at) + 8 - at);
  for (const char* word : {"Tabel ", "tabel ", "fldChar", "instrText", ">1<"})
    EXPECT_FALSE(has(outside, word)) << word;
  EXPECT_EQ(text_of(body), "Tabel 1\nFormål\ntabel 1Formål\n");
}

TEST(DocxFinisherChanges, OfAReferenceThatIsNewInPartTheChangeStays) {
  const std::string change = " w:id=\"7\" w:author=\"Kancelli\" w:date=\"2026-01-01T00:00:00Z\"";
  const std::string body =
      finish_body(budget() + in_paragraph("<?kancelli ref tabel-1?><w:r><w:t>tabel </w:t></w:r><w:ins" +
                                          change + "><w:r><w:t>1</w:t></w:r></w:ins><?kancelli /ref?>"));
  EXPECT_FALSE(has(body, " REF "));
  EXPECT_TRUE(has(body, "<w:r><w:t>1</w:t></w:r></w:ins></w:hyperlink>"));
}

// Pictures, links, contents

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
  const std::string body = finish(pandoc_package(picture("a", "25400000"))).at("word/document.xml");
  const long long width = text_width(body) * 635LL;
  const std::string size = "cx=\"" + std::to_string(width) + "\" cy=\"" + std::to_string(width / 10) + "\"";
  EXPECT_EQ(count(body, size), 2) << size << " in both places of\n" << body;
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
  EXPECT_TRUE(has(body, "> TOC \\o \"2-3\" \\h \\z \\u <"));
  EXPECT_TRUE(has(body, "<w:docPartGallery w:val=\"Table of Contents\"/>"));
  EXPECT_TRUE(has(body,
                  "<w:hyperlink w:anchor=\"_Toc000000002\" w:history=\"1\"><w:r><w:t "
                  "xml:space=\"preserve\">1.1</w:t></w:r>"));
  EXPECT_EQ(count(body, "w:name=\"_Toc"), 2) << "to level 3";
  EXPECT_EQ(text_of(body), "Indhold\n1Formål\n1.1Mål\nFormål\nMål\nDybt\n");
}

TEST(DocxFinisherContents, ClaimNoPageThatWordHasNotCounted) {
  const std::string body = finish_body(sections());
  EXPECT_FALSE(has(body, "PAGEREF"));
  EXPECT_TRUE(has(text_of(body), "Indhold\nFormål\nMål\n"));
}

}  // namespace
}  // namespace kancelli
