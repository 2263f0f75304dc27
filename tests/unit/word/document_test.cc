#include "pipeline/word/document.h"

#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

const std::string tracked = R"(w:id="1" w:author="Kontorchefen" w:date="2026-02-18T09:30:00Z")";

std::string inserted(const std::string& runs) {
  return "<w:ins " + tracked + ">" + runs + "</w:ins>";
}
std::string deleted(const std::string& text) {
  return "<w:del " + tracked + "><w:r><w:delText xml:space=\"preserve\">" + text +
         "</w:delText></w:r></w:del>";
}

TEST(WordDocument, EachParagraphIsALineOfItsText) {
  const ReadFile file(WordFile(paragraph(run("Første")) + paragraph(run("Andet ") + run("afsnit"))).bytes());
  ASSERT_NE(file.document, nullptr);
  EXPECT_EQ(file.sources.text(file.document->text), "Første\nAndet afsnit\n");
  const Paragraph& second = *file.document->paragraphs()[1];
  EXPECT_EQ(file.sources.where(file.document->span(second, 6, 12)), "brev.docx:2:7");
}

TEST(WordDocument, TrackedChangesLeaveTwoTexts) {
  const ReadFile file(
      WordFile(paragraph(run("Udvalget ") + deleted("mødes") + inserted(run("samles")) + run(" mandag")))
          .bytes());
  EXPECT_EQ(file.text(View::before), "Udvalget mødes mandag");
  EXPECT_EQ(file.text(View::after), "Udvalget samles mandag");
  const word::Run& gone = file.document->paragraphs()[0]->runs[1];
  EXPECT_EQ(gone.revision.author, "Kontorchefen");
  EXPECT_EQ(gone.revision.date, "2026-02-18T09:30:00Z");
}

TEST(WordDocument, WhatOneInsertedAndAnotherDeletedIsInNeitherText) {
  const ReadFile file(WordFile(paragraph(run("a") + inserted(deleted("b")) + run("c"))).bytes());
  EXPECT_EQ(file.text(View::after), "ac");
  EXPECT_EQ(file.document->paragraphs()[0]->runs[1].revision.kind, Revision::Kind::deleted);
}

TEST(WordDocument, BothEndsOfAMoveHaveItsName) {
  const ReadFile file(
      WordFile(paragraph("<w:moveFromRangeStart w:name=\"flyt1\" " + tracked + "/><w:moveFrom " + tracked +
                         ">" + run("Afsnit") + "</w:moveFrom><w:moveFromRangeEnd w:id=\"1\"/>") +
               paragraph("<w:moveToRangeStart w:name=\"flyt1\" " + tracked + "/><w:moveTo " + tracked + ">" +
                         run("Afsnit") + "</w:moveTo><w:moveToRangeEnd w:id=\"1\"/>"))
          .bytes());
  const auto paragraphs = file.document->paragraphs();
  EXPECT_EQ(paragraphs[0]->runs[0].revision.kind, Revision::Kind::moved_away);
  EXPECT_EQ(paragraphs[1]->runs[0].revision.kind, Revision::Kind::moved_here);
  EXPECT_EQ(paragraphs[0]->runs[0].revision.move, "flyt1");
  EXPECT_EQ(paragraphs[1]->runs[0].revision.move, "flyt1");
}

TEST(WordDocument, TheEndOfAParagraphHasAHistoryOfItsOwn) {
  const ReadFile file(
      WordFile(paragraph(run("et"), "<w:rPr><w:del " + tracked + "/></w:rPr>") + paragraph(run("to")))
          .bytes());
  EXPECT_EQ(file.document->paragraphs()[0]->mark.kind, Revision::Kind::deleted);
  EXPECT_EQ(file.document->paragraphs()[1]->mark.kind, Revision::Kind::none);
}

TEST(WordDocument, RowsAndCellsHaveTheirHistory) {
  const ReadFile file(WordFile("<w:tbl><w:tr><w:trPr><w:ins " + tracked + "/><w:tblHeader/></w:trPr><w:tc>" +
                               paragraph(run("a")) +
                               "</w:tc><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/><w:cellDel " + tracked +
                               "/></w:tcPr>" + paragraph(run("b")) + "</w:tc></w:tr></w:tbl>")
                          .bytes());
  const Row& row = file.document->body[0].table()->rows[0];
  EXPECT_EQ(row.revision.kind, Revision::Kind::inserted);
  EXPECT_TRUE(row.header);
  EXPECT_EQ(row.cells[1].columns, 2);
  EXPECT_EQ(row.cells[1].revision.kind, Revision::Kind::deleted);
  EXPECT_EQ(file.text(), "a|b");
}

TEST(WordDocument, WordsAreReadThroughSmartTagsControlsAndBrokenRuns) {
  const ReadFile file(
      WordFile(paragraph("<w:proofErr w:type=\"spellStart\"/>" + run("Øko") + "<w:smartTag w:element=\"x\">" +
                         run("nomi") +
                         "</w:smartTag><w:sdt><w:sdtPr><w:alias w:val=\"navn\"/></w:sdtPr><w:sdtContent>" +
                         run("udvalget") + "</w:sdtContent></w:sdt>"))
          .bytes());
  EXPECT_EQ(file.text(), "Økonomiudvalget");
  EXPECT_EQ(file.document->paragraphs()[0]->runs[2].controls, std::vector<std::string>{"navn"});
}

TEST(WordDocument, AFieldIsItsResult) {
  const ReadFile file(
      WordFile(
          paragraph(
              run("se ") +
              R"(<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF tabel_1 \h </w:instrText></w:r>)"
              R"(<w:r><w:fldChar w:fldCharType="separate"/></w:r>)" +
              run("tabel 1") + R"(<w:r><w:fldChar w:fldCharType="end"/></w:r>)" + run(".")))
          .bytes());
  EXPECT_EQ(file.text(), "se tabel 1.");
  EXPECT_EQ(file.document->paragraphs()[0]->runs[1].field, "REF tabel_1 \\h");
  EXPECT_EQ(file.document->paragraphs()[0]->runs[2].field, "");
}

TEST(WordDocument, ATextBoxIsReadOnceAndBesideTheText) {
  const std::string box = "<w:txbxContent>" + paragraph(run("i boksen")) + "</w:txbxContent>";
  const ReadFile file(
      WordFile(paragraph("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>" + box +
                         "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                         "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("ved siden af")))
          .bytes());
  EXPECT_EQ(file.text(), "ved siden af|i boksen");
  EXPECT_TRUE(file.document->paragraphs()[1]->boxed);
}

TEST(WordDocument, NotesAreReadWhereTheyAreCalled) {
  const ReadFile file(WordFile(paragraph(run("ord") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"))
                          .with("footnotes", "<w:footnote w:type=\"separator\" w:id=\"0\">" +
                                                 paragraph(run("---")) +
                                                 "</w:footnote><w:footnote w:id=\"2\">" +
                                                 paragraph(run("forklaring")) + "</w:footnote>")
                          .bytes());
  EXPECT_EQ(file.text(), "ord|forklaring");
  const word::Run& call = file.document->paragraphs()[0]->runs[1];
  EXPECT_EQ(call.kind, Run::Kind::note);
  ASSERT_TRUE(file.document->notes.contains(call.target));
}

TEST(WordDocument, CommentsHaveTheirWordsAndWhatTheyAnswer) {
  const ReadFile file(
      WordFile(paragraph(run("Udvalget ") + "<w:commentRangeStart w:id=\"7\"/>" + run("mødes") +
                         "<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>"))
          .with("comments",
                "<w:comment w:id=\"7\" w:author=\"Direktøren\" w:initials=\"D\" "
                "w:date=\"2026-02-19T10:00:00Z\">" +
                    paragraph(run("Hvornår?")) + paragraph(run("Skriv dagen.")) + "</w:comment>")
          .bytes());
  ASSERT_EQ(file.document->comments.size(), 1U);
  const Comment& comment = file.document->comments[0];
  EXPECT_EQ(comment.author, "Direktøren");
  EXPECT_EQ(comment.text, "Hvornår?\nSkriv dagen.");
  EXPECT_EQ(comment.begin, (Place{1, 1}));
  EXPECT_EQ(comment.end, (Place{1, 2}));
  EXPECT_EQ(file.text(), "Udvalget mødes");  // what it says is no text of the paper
}

TEST(WordDocument, BookmarksReachOverParagraphs) {
  const ReadFile file(WordFile(paragraph("<w:bookmarkStart w:id=\"1\" w:name=\"_k12\"/>" + run("a")) +
                               paragraph(run("b") + "<w:bookmarkEnd w:id=\"1\"/>" + run("c")))
                          .bytes());
  ASSERT_EQ(file.document->bookmarks.size(), 1U);
  EXPECT_EQ(file.document->bookmarks[0].begin, (Place{1, 0}));
  EXPECT_EQ(file.document->bookmarks[0].end, (Place{2, 1}));
}

TEST(WordDocument, StylesSayWhatAHeadingIsAndListsAreCounted) {
  const std::string in_list = "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>";
  const ReadFile file(
      WordFile(paragraph(run("Formål"), "<w:pStyle w:val=\"Overskrift2\"/>") + paragraph(run("a"), in_list) +
               paragraph(run("b"), in_list + "<w:rPr><w:del " + tracked + "/></w:rPr>") +
               paragraph(run("c"), in_list))
          .with("styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"Rod\"><w:name w:val=\"rod\"/><w:pPr><w:outlineLvl "
                "w:val=\"1\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style><w:style w:type=\"paragraph\" "
                "w:styleId=\"Overskrift2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Rod\"/></w:style>")
          .with("numbering",
                "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
                "w:val=\"lowerLetter\"/><w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum><w:num "
                "w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>")
          .bytes());
  const auto paragraphs = file.document->paragraphs();
  EXPECT_EQ(paragraphs[0]->heading, 2);
  EXPECT_EQ(paragraphs[0]->style, "heading 2");
  EXPECT_EQ(paragraphs[1]->numbering.text, "a)");
  EXPECT_EQ(paragraphs[3]->numbering.text, "b)");  // the struck one does not count
}

TEST(WordDocument, OnlyWhatStandsOutFromItsStyleIsBold) {
  const ReadFile file(
      WordFile(
          paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t>fed</w:t></w:r><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr>"
                    "<w:t>mager</w:t></w:r>") +
          paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t>fed som alt</w:t></w:r>", "<w:pStyle w:val=\"F\"/>"))
          .with("styles",
                "<w:style w:type=\"paragraph\" w:styleId=\"F\"><w:name w:val=\"Fed\"/><w:rPr><w:b/></w:rPr>"
                "</w:style>")
          .bytes());
  const auto paragraphs = file.document->paragraphs();
  EXPECT_TRUE(paragraphs[0]->runs[0].bold);
  EXPECT_FALSE(paragraphs[0]->runs[1].bold);
  EXPECT_FALSE(paragraphs[1]->runs[0].bold);
}

TEST(WordDocument, APlaceIsToldInWords) {
  const std::string heading = "<w:outlineLvl w:val=\"1\"/>";
  const ReadFile file(WordFile(paragraph(run("Formål"), heading) + paragraph(run("et")) +
                               paragraph(run("to")) + "<w:tbl><w:tr><w:tc>" + paragraph(run("celle")) +
                               "</w:tc></w:tr></w:tbl>")
                          .bytes());
  const auto paragraphs = file.document->paragraphs();
  EXPECT_EQ(file.document->place(*paragraphs[2]), "Formål: paragraph 2");
  EXPECT_EQ(file.document->place(*paragraphs[3]), "Formål: table 1, row 1, cell 1");
}

TEST(WordDocument, ANoteIsToldByTheNumberThatIsPrinted) {
  const auto call = [](const std::string& kind, const std::string& id, const std::string& more = {}) {
    return "<w:r><w:" + kind + "Reference w:id=\"" + id + "\"" + more + "/></w:r>";
  };
  const auto note = [](const std::string& kind, const std::string& id) {
    return "<w:" + kind + " w:id=\"" + id + "\">" + paragraph(run("note " + id)) + "</w:" + kind + ">";
  };
  const ReadFile file(
      WordFile(paragraph(run("ord") + call("footnote", "7", " w:customMarkFollows=\"1\"") +
                         call("footnote", "5") + call("endnote", "3") + call("footnote", "2")))
          .with("footnotes", note("footnote", "2") + note("footnote", "5") + note("footnote", "7"))
          .with("endnotes", note("endnote", "3"))
          .bytes());
  std::string places;
  for (const Paragraph* paragraph : file.document->paragraphs())
    places += file.document->place(*paragraph) + "|";
  EXPECT_EQ(places,
            "paragraph 1|footnote 2: paragraph 1|footnote 1: paragraph 1|footnote 7: paragraph 1|endnote i: "
            "paragraph 1|");
}

}  // namespace
}  // namespace kancelli::word
