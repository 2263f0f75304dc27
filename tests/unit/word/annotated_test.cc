// Comments that are put into a file: what is seen of it afterwards, and that nothing of it is gone.
#include "pipeline/word/annotated.h"

#include <regex>

#include "pipeline/system/archives.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

using Parts = std::map<std::string, std::string>;

Parts parts_of(const std::string& bytes) {
  Parts parts;
  for (auto& [name, content] : unzip(bytes)) parts[name] = content;
  return parts;
}

// The place of `words` in the file's text; of a whole paragraph when they are "".
Annotation about(const ReadFile& file, std::string_view words, const std::string& text) {
  const std::size_t at = file.sources.text(file.document->text).find(words);
  EXPECT_NE(at, std::string_view::npos) << words;
  const auto begin = static_cast<std::uint32_t>(at);
  return {{file.document->text, begin, begin + static_cast<std::uint32_t>(words.size())}, text};
}

// The words that a comment is tied to.
std::string words_of(const Document& document, const Comment& comment) {
  std::string words;
  for (const Paragraph* paragraph : document.paragraphs())
    for (std::uint32_t at = 0; at < paragraph->runs.size(); ++at)
      if (const Place place{paragraph->number, at}; place >= comment.begin && place < comment.end)
        words += shows(View::after, paragraph->runs[at].revision) ? paragraph->runs[at].text : "";
  return words;
}

// Every byte of `before` stands in `after`, in order.
bool only_adds(std::string_view before, std::string_view after) {
  std::size_t at = 0;
  for (const char c : before) {
    at = after.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

// Annotates the words, checks what must hold of every file, and gives what they are tied to, parted by |.
std::string tied(const WordFile& word_file, const std::vector<std::string>& all_words) {
  const std::string bytes = word_file.bytes();
  const ReadFile file(bytes);
  EXPECT_EQ(file.codes(), "");
  std::vector<Annotation> annotations;
  for (const std::string& words : all_words) annotations.push_back(about(file, words, "Om " + words));
  const std::string result = annotated(bytes, *file.document, annotations);
  const ReadFile again(result);
  EXPECT_EQ(again.codes(), "");
  if (again.document == nullptr) return "";
  EXPECT_EQ(again.text(View::after), file.text(View::after));
  EXPECT_EQ(again.text(View::before), file.text(View::before));
  const Parts before = parts_of(bytes), after = parts_of(result);
  for (const auto& [name, content] : before) EXPECT_TRUE(only_adds(content, after.at(name))) << name;
  std::set<std::string> ids;
  std::string words;
  for (const Comment& comment : again.document->comments) {
    EXPECT_TRUE(ids.insert(comment.id).second) << comment.id;
    EXPECT_TRUE(comment.anchored) << comment.text;
    if (comment.author == "Kancelli")
      words += (words.empty() ? "" : "|") + words_of(*again.document, comment);
  }
  return words;
}

TEST(WordAnnotated, TiesACommentToTheWords) {
  EXPECT_EQ(tied(WordFile(paragraph(run("Udvalget mødes mandag."))), {"mødes"}), "mødes");
  EXPECT_EQ(tied(WordFile(paragraph(run("Udvalget mødes mandag."))), {"Udvalget"}), "Udvalget");
  EXPECT_EQ(tied(WordFile(paragraph(run("Udvalget mødes mandag."))), {"mandag."}), "mandag.");
}

TEST(WordAnnotated, TiesSeveralToTheSameText) {
  const WordFile file(paragraph(run("Udvalget mødes mandag.")));
  EXPECT_EQ(tied(file, {"Udvalget mødes", "mødes mandag", "mødes", "Udvalget "}),
            "Udvalget mødes|mødes mandag|mødes|Udvalget ");
}

TEST(WordAnnotated, FindsWordsThatRunsCutApart) {
  const std::string bold = "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>nomi</w:t></w:r>";
  EXPECT_EQ(tied(WordFile(paragraph(run("Øko") + bold + run("udvalget mødes"))), {"Økonomiudvalget"}),
            "Økonomiudvalget");
}

TEST(WordAnnotated, ARunThatIsPartedKeepsItsLook) {
  const std::string bytes =
      WordFile(paragraph("<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>fed tekst her</w:t></w:r>"))
          .bytes();
  const ReadFile file(bytes);
  const ReadFile again(annotated(bytes, *file.document, {about(file, "tekst", "x")}));
  const Paragraph& paragraph = *again.document->paragraphs()[0];
  ASSERT_EQ(paragraph.runs.size(), 3U);
  for (const word::Run& run : paragraph.runs) {
    EXPECT_TRUE(run.bold);
    EXPECT_EQ(run.node->get("xml:space"), "preserve");  // "fed " and " her" keep their spaces
  }
}

TEST(WordAnnotated, CountsCharactersThatAreWrittenAsEntities) {
  EXPECT_EQ(tied(WordFile(paragraph(run("A &amp; B &#230;ble &lt;C&gt; d"))), {"æble", "& B", "<C>"}),
            "æble|& B|<C>");
}

TEST(WordAnnotated, TabsAndLineBreaksPartARunToo) {
  const WordFile file(paragraph("<w:r><w:t>et</w:t><w:tab/><w:t>to</w:t><w:br/><w:t>tre</w:t></w:r>"));
  EXPECT_EQ(tied(file, {"to", "et", "tre", "t to"}), "to|et|tre|t\tto");
}

TEST(WordAnnotated, TextWithoutKeptSpacesIsNotCut) {
  const WordFile file(paragraph("<w:r><w:t> mødes mandag </w:t></w:r>"));
  EXPECT_EQ(tied(file, {"mandag"}), " mødes mandag ");
}

TEST(WordAnnotated, AParagraphWithoutWordsHasItsComment) {
  for (const char* empty : {"<w:p/>", "<w:p />", "<w:p></w:p>", "<w:p><w:pPr><w:keepNext/></w:pPr></w:p>"}) {
    const std::string bytes = WordFile(empty + paragraph(run("ord"))).bytes();
    const ReadFile file(bytes);
    const ReadFile again(annotated(bytes, *file.document, {{{file.document->text, 0, 0}, "tom"}}));
    ASSERT_EQ(again.document->comments.size(), 1U) << empty;
    EXPECT_EQ(again.document->comments[0].begin, (Place{1, 0})) << empty;
    EXPECT_EQ(again.text(), "ord") << empty;
  }
}

TEST(WordAnnotated, WithoutAPlaceItIsAtTheFirstParagraph) {
  for (const char* body : {"<w:p><w:r><w:t>ord</w:t></w:r></w:p>", "", "<w:sectPr/>"}) {
    const std::string bytes = WordFile(body).bytes();
    const ReadFile file(bytes);
    const ReadFile again(annotated(bytes, *file.document, {{{}, "det hele"}}));
    ASSERT_EQ(again.document->comments.size(), 1U) << body;
    EXPECT_TRUE(again.document->comments[0].anchored) << body;
  }
}

TEST(WordAnnotated, WorksWithinLinksControlsInsertionsAndCells) {
  const std::string who = R"(w:id="4" w:author="Kontorchefen" w:date="2026-02-18T09:30:00Z")";
  const WordFile file(paragraph(run("se ") + "<w:hyperlink w:anchor=\"x\">" + run("linket her") +
                                "</w:hyperlink>" + "<w:ins " + who + ">" + run(" og indsat tekst") +
                                "</w:ins><w:del " + who +
                                "><w:r><w:delText>slettet</w:delText></w:r></w:del><w:sdt><w:sdtContent>" +
                                run(" rigt felt") + "</w:sdtContent></w:sdt>") +
                      "<w:tbl><w:tr><w:tc>" + paragraph(run("celle et")) + "</w:tc></w:tr></w:tbl>");
  EXPECT_EQ(tied(file, {"linket", "indsat", "rigt", "celle", "her og indsat"}),
            "linket|indsat|rigt|celle|her og indsat");
}

TEST(WordAnnotated, AControlOfPlainTextIsTiedAsAWhole) {
  const WordFile file(paragraph(run("Dato: ") + "<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>" +
                                run("18. februar 2026") + "</w:sdtContent></w:sdt>" + run(".")));
  EXPECT_EQ(tied(file, {"februar"}), "18. februar 2026");
}

// LibreOffice 7.4 loses the words before a comment there.
TEST(WordAnnotated, InTheFirstParagraphOfAControlItStandsInFrontAndTellsTheWords) {
  const auto control = [](const std::string& blocks) {
    return "<w:sdt><w:sdtPr/><w:sdtContent>" + blocks + "</w:sdtContent></w:sdt>";
  };
  const WordFile file(control(control(paragraph(run("Formanden er her."))) + paragraph(run("Hun blev."))) +
                      control("<w:tbl><w:tr><w:tc>" + paragraph(run("celle et")) + "</w:tc><w:tc>" +
                              paragraph(run("celle to")) + "</w:tc></w:tr></w:tbl>"));
  EXPECT_EQ(tied(file, {"er", "blev", "celle et", "to"}), "blev||to");
  const std::string bytes = file.bytes();
  const ReadFile read(bytes);
  const std::string made = annotated(bytes, *read.document, {about(read, "er", "Hvornår?")});
  EXPECT_NE(parts_of(made)["word/document.xml"].find("<w:commentReference w:id=\"0\"/></w:r>" +
                                                     run("Formanden er her.")),
            std::string::npos);
  EXPECT_EQ(ReadFile(made).document->comments[0].text, "paragraph 1: \"er\"\nHvornår?");
}

TEST(WordAnnotated, AFormulaAndASimpleFieldAreTiedAsAWhole) {
  const WordFile file(paragraph("<w:fldSimple w:instr=\"SEQ Tabel\">" + run("12") + "</w:fldSimple>" +
                                run(" er ") + "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"));
  EXPECT_EQ(tied(file, {"1", "+"}), "12|a+b");
}

TEST(WordAnnotated, WordsOfAFieldsResultAreFound) {
  const WordFile file(paragraph(
      run("se ") +
      R"(<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> REF x </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>tabel 1</w:t><w:fldChar w:fldCharType="end"/></w:r>)"));
  EXPECT_EQ(tied(file, {"tabel"}), "tabel");
}

TEST(WordAnnotated, OfANoteTheCallIsTiedAndTheWordsAreTold) {
  const std::string bytes =
      WordFile(paragraph(run("ord") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run("mere")))
          .with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("en forklaring")) + "</w:footnote>")
          .bytes();
  const ReadFile file(bytes);
  const std::string result = annotated(bytes, *file.document, {about(file, "forklaring", "Forkert.")});
  const ReadFile again(result);
  ASSERT_EQ(again.document->comments.size(), 1U);
  EXPECT_EQ(again.document->comments[0].begin.paragraph, 1U);
  EXPECT_EQ(again.document->comments[0].begin.run, 1U);
  EXPECT_EQ(again.document->comments[0].text, "footnote 1: paragraph 1: \"forklaring\"\nForkert.");
  EXPECT_EQ(parts_of(result)["word/footnotes.xml"], parts_of(bytes)["word/footnotes.xml"]);
}

TEST(WordAnnotated, ATextBoxIsTiedFromOutside) {
  const std::string box = "<w:txbxContent>" + paragraph(run("i boksen")) + "</w:txbxContent>";
  const std::string bytes =
      WordFile(paragraph("<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing>" + box +
                         "</w:drawing></mc:Choice><mc:Fallback><w:pict>" + box +
                         "</w:pict></mc:Fallback></mc:AlternateContent></w:r>" + run("ved siden af")))
          .bytes();
  const ReadFile file(bytes);
  const std::string result = annotated(bytes, *file.document, {about(file, "boksen", "Forkert.")});
  const std::string text = parts_of(result)["word/document.xml"];
  EXPECT_NE(text.find("<w:commentRangeStart w:id=\"0\"/><w:r><mc:AlternateContent>"), std::string::npos);
  EXPECT_EQ(ReadFile(result).document->comments[0].text, "text box: \"boksen\"\nForkert.");
}

TEST(WordAnnotated, CommentsThatWereThereStay) {
  const WordFile file =
      WordFile(paragraph(run("Udvalget ") + "<w:commentRangeStart w:id=\"0\"/>" + run("mødes") +
                         "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"))
          .with("comments", "<w:comment w:id=\"0\" w:author=\"Direktøren\">" + paragraph(run("Hvornår?")) +
                                "</w:comment>");
  EXPECT_EQ(tied(file, {"get", "mø"}), "get|mø");
  const std::string bytes = file.bytes();
  const ReadFile read(bytes);
  const ReadFile again(annotated(bytes, *read.document, {about(read, "mødes", "Dagen mangler.")}));
  ASSERT_EQ(again.document->comments.size(), 2U);
  EXPECT_EQ(again.document->comments[0].id, "0");
  EXPECT_EQ(again.document->comments[0].text, "Hvornår?");
  EXPECT_EQ(again.document->comments[1].id, "1");
}

TEST(WordAnnotated, WhatWasSaidBeforeIsNotSaidAgain) {
  const std::string bytes = WordFile(paragraph(run("Udvalget mødes."))).bytes();
  const ReadFile file(bytes);
  const std::string once = annotated(bytes, *file.document, {about(file, "mødes", "Hvornår?")});
  const ReadFile read(once);
  EXPECT_EQ(annotated(once, *read.document, {about(read, "mødes", "Hvornår?")}), once);
}

TEST(WordAnnotated, WithoutFindingsTheFileIsTheSame) {
  const std::string bytes = WordFile(paragraph(run("Udvalget mødes."))).bytes();
  EXPECT_EQ(annotated(bytes, *ReadFile(bytes).document, {}), bytes);
}

TEST(WordAnnotated, TakingOutWhatWasAddedGivesTheSamePart) {
  const std::string bytes = WordFile(paragraph(run("Udvalget mødes mandag.")) + "<w:p/>").bytes();
  const ReadFile file(bytes);
  const std::string result =
      annotated(bytes, *file.document,
                {about(file, "mødes", "a"), about(file, "Udvalget", "b"), about(file, "mandag", "c")});
  std::string text = parts_of(result)["word/document.xml"];
  for (const char* added :
       {R"(<w:commentRange(Start|End) w:id="\d+"/>)", R"(<w:r><w:commentReference w:id="\d+"/></w:r>)",
        R"(</w:t></w:r><w:r><w:t xml:space="preserve">)"})
    text = std::regex_replace(text, std::regex(added), "");
  EXPECT_EQ(text, parts_of(bytes)["word/document.xml"]);
}

TEST(WordAnnotated, PartsThatNeedNotChangeStayAsTheyArePacked) {
  WordFile word_file = WordFile(paragraph(run("Udvalget mødes.")))
                           .with("styles", "<w:style w:styleId=\"A\" w:type=\"paragraph\"/>");
  word_file.parts["word/media/a.png"] = std::string(3000, 'x');
  const std::string bytes = word_file.bytes();
  const ReadFile file(bytes);
  const std::string result = annotated(bytes, *file.document, {about(file, "mødes", "a")});
  for (const char* name : {"word/styles.xml", "word/media/a.png", "_rels/.rels"}) {
    // Its header, from its first byte to the next entry's.
    const auto packed = [&](const std::string& archive) {
      const std::size_t at = archive.find(name) - 30;
      return archive.substr(at, archive.find("PK", at + 4) - at);
    };
    EXPECT_EQ(packed(result), packed(bytes)) << name;
  }
}

TEST(WordAnnotated, OtherPrefixesAndTheNamespaceOfAllAreMet) {
  for (const char* prefix : {"", "ns0:"}) {
    WordFile word_file(paragraph(run("Udvalget mødes.")) + "<w:p/>");
    std::string& text = word_file.parts["word/document.xml"];
    text = std::regex_replace(text, std::regex("(</?)w:"), std::string("$1") + prefix);
    const std::string name = *prefix == '\0' ? "xmlns" : "xmlns:ns0";
    text.insert(text.find("xmlns:w"),
                name + "=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ");
    EXPECT_EQ(tied(word_file, {"mødes"}), "mødes") << prefix;
  }
}

TEST(WordAnnotated, ATrackedChangeOfALookGetsANumberOfItsOwnWhereItsRunIsParted) {
  const std::string bytes =
      WordFile(
          paragraph("<w:r><w:rPr><w:b/><w:rPrChange w:id=\"3\" w:author=\"K\"><w:rPr/></w:rPrChange></w:rPr>"
                    "<w:t>et to</w:t></w:r>"))
          .bytes();
  const ReadFile file(bytes);
  const std::string text =
      parts_of(annotated(bytes, *file.document, {about(file, "to", "a")}))["word/document.xml"];
  const std::regex change("<w:rPrChange w:id=\"(\\d+)\"");
  std::set<std::string> ids;
  for (std::sregex_iterator at(text.begin(), text.end(), change), end; at != end; ++at) ids.insert((*at)[1]);
  EXPECT_EQ(ids.size(), 2U);
}

}  // namespace
}  // namespace kancelli::word
