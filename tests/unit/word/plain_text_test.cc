#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "pipeline/core/text.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/pdf_lines.h"

namespace kancelli::word {
namespace {

struct Plain {
  SourceMap sources;
  Diagnostics diagnostics;
  std::unique_ptr<Document> document;

  explicit Plain(std::string_view file) : document(read_plain_text(sources, "brev.txt", file, diagnostics)) {}

  // "1:Formål" for a heading, "– punkt" for an item; parted by |.
  std::string text() const {
    std::string all;
    for (const Block& block : document->body) {
      all += all.empty() ? "" : "|";
      if (const Table* table = block.table()) all += "table " + std::to_string(table->rows.size());
      const Paragraph* paragraph = block.paragraph();
      if (paragraph == nullptr) continue;
      if (paragraph->heading > 0) all += std::to_string(paragraph->heading) + ":";
      if (!paragraph->numbering.text.empty()) all += paragraph->numbering.text + " ";
      all += paragraph->text();
    }
    std::ranges::replace(all, '\n', '~');
    return all;
  }
  std::string codes() const {
    std::string all;
    for (const Diagnostic& each : diagnostics.list()) all += each.code + " ";
    return all;
  }
};

std::string sorted_letters(std::string_view text) {
  std::string all;
  for (const char c : text)
    if (static_cast<unsigned char>(c) > ' ') all += c;
  std::ranges::sort(all);
  return all;
}

TEST(PlainText, LinesBecomeParagraphs) {
  const Plain plain(
      "Formål\n\nUdvalget skal følge arbejdet og holde møde hver\nanden måned.\nReferatet sendes rundt af "
      "formanden, som også\nhar nøglen.\n\nMøderne er åbne.\n");
  EXPECT_EQ(plain.text(),
            "1:Formål|Udvalget skal følge arbejdet og holde møde hver anden måned.|Referatet sendes rundt af "
            "formanden, som også har nøglen.|Møderne er åbne.");
}

TEST(PlainText, AParagraphGoesOnBehindEmptyLinesWhereItsSentenceDoes) {
  const Plain plain(
      "Udvalget skal følge arbejdet og sørge for, at alle kom-\n\nmunens medarbejdere hører om\n\ndet.\n");
  EXPECT_EQ(plain.text(),
            "Udvalget skal følge arbejdet og sørge for, at alle kom-~munens medarbejdere hører om det.");
}

// Each paragraph a line with an empty one behind it, as programs save text: that is no double spacing.
TEST(PlainText, EmptyLinesPartParagraphsThatAreALineEach) {
  const Plain plain(
      "Notat om parkering\n\nResumé\n\nUdvalget får her svar på, hvad det koster at anlægge 200 pladser.\n\n"
      "Sagsfremstilling\n\nForvaltningen har regnet på tre forslag til en ny plads ved stationen i byen.\n\n"
      "Pladsen kan stå færdig i 2028.\n");
  EXPECT_NE(plain.text().find("200 pladser.|1:Sagsfremstilling|Forvaltningen"), std::string::npos)
      << plain.text();
}

TEST(PlainText, ListsAndNumbersAreTakenOutOfTheWords) {
  const Plain plain(
      "1. Opgaver\n\nGruppen skal:\n– skrive en plan\n– holde møder,\n  hvor alle kan komme\na) først i "
      "marts\n\n"
      "2. Møder\n\nMødet er den\n1. januar 2026 klokken ti.\n\n§ 3. Udvalget har syv medlemmer og vælger "
      "selv sin "
      "formand.\n");
  EXPECT_EQ(
      plain.text(),
      "1:1. Opgaver|Gruppen skal:|– skrive en plan|– holde møder, hvor alle kan komme|a) først i marts|"
      "1:2. Møder|Mødet er den 1. januar 2026 klokken ti.|§ 3. Udvalget har syv medlemmer og vælger selv sin "
      "formand.");
  const Paragraph& item = *plain.document->body[2].paragraph();
  EXPECT_EQ(item.numbering.format, "bullet");
  EXPECT_EQ(item.style, "Normal");
  EXPECT_EQ(plain.document->body[0].paragraph()->style, "heading 1");
}

TEST(PlainText, HeadsFeetAndPageNumbersGoToTheMargins) {
  std::string file;
  for (const std::string day : {"mandag", "tirsdag", "onsdag"})
    file += "Bydelens råd\n\nDen " + day + " begynder her og går videre ned ad siden.\nTil " + day +
            " er der mere.\n\nSide " + std::to_string(day.size()) + " af 3\n\f";
  const Plain plain(file);
  EXPECT_EQ(plain.document->margins.size(), 6u);
  EXPECT_EQ(plain.text().find("Side"), std::string::npos);
  EXPECT_EQ(plain.text().find("Bydelens"), std::string::npos);
}

TEST(PlainText, CellsBelowEachOtherAreATable) {
  const Plain plain(
      "Udgifter i mio. kr.:\n\nOmråde          2025      2026\nVeje            12,5      13,0\nParker        "
      "   4,1       4,2\n\nI alt stiger de.\n");
  EXPECT_EQ(plain.text(), "Udgifter i mio. kr.:|table 3|I alt stiger de.");
  const Table& table = *plain.document->body[1].table();
  EXPECT_EQ(table.rows[1].cells[2].blocks[0].paragraph()->text(), "13,0");
}

TEST(PlainText, EveryCharacterIsInAParagraphOrAMargin) {
  static const std::vector<std::string> pieces = {
      "Udvalget", "mødes", "i",    "Vest-", "– ",  "1. ",         "a) ",         "§ 3. ",    "   ",
      "\n",       "\n",    "\n\n", "\f",    "æøå", "12",          "|",           "Side 3\n", "kr.",
      "<4>\n",    "\t",    "og",   "•",     "-\n", "2.1 Møder\n", "Kapitel 4\n", "\n\n\n"};
  std::mt19937 chance(7);
  for (int round = 0; round < 400; ++round) {
    std::string file;
    for (unsigned i = 0, all = static_cast<unsigned>(chance()) % 90; i < all; ++i) {
      file += pieces[chance() % pieces.size()];
      if (chance() % 3 > 0) file += ' ';
    }
    const Plain plain(file);
    std::string read;
    for (const Paragraph* paragraph : plain.document->paragraphs())
      read += paragraph->numbering.text + paragraph->text();
    ASSERT_EQ(sorted_letters(read), sorted_letters(file)) << file;
  }
}

TEST(PlainText, EachParagraphIsALineOfItsText) {
  const Plain plain("Formål\n\nUdvalget mødes i Vest-\nbyen.\n");
  EXPECT_EQ(plain.sources.text(plain.document->text), "Formål\nUdvalget mødes i Vest- byen.\n");
  EXPECT_EQ(plain.sources.where(plain.document->span(*plain.document->body[1].paragraph(), 9, 14)),
            "brev.txt:2:10");
}

TEST(PlainText, EncodingsAreReadAndTold) {
  EXPECT_EQ(Plain("\xEF\xBB\xBFM\xC3\xB8"
                  "de\n")
                .text(),
            "Møde");
  EXPECT_EQ(Plain(std::string_view("\xFF\xFEM\0\xF8\0d\0e\0", 10)).text(), "Møde");
  EXPECT_EQ(Plain(std::string_view("\xFE\xFF\0M\0\xF8\0d\0e", 10)).text(), "Møde");
  const Plain windows(
      "M\xF8"
      "de \x93nu\x94\n");
  EXPECT_EQ(windows.text(), "Møde “nu”");
  EXPECT_EQ(windows.codes(), "text-encoding ");
}

TEST(PlainText, WhatNoSourceCanHoldIsReplaced) {
  EXPECT_EQ(Plain("et\x1B[31m\xEF\xBF\xBEto\xEF\xBF\xBF.").text(), "et [31m\uFFFDto\uFFFD.");
}

TEST(PlainText, BytesThatAreNoTextAreRefused) {
  for (const std::string_view bytes :
       {std::string_view("a\0b", 3), std::string_view("\xFF\xFE\0\xD8", 4), std::string_view("\x81\x8D")}) {
    const Plain plain(bytes);
    EXPECT_EQ(plain.document, nullptr);
    EXPECT_EQ(plain.codes(), "text-unreadable ");
  }
}

// PDF ------------------------------------------------------------------------------------------------------

// Says what pdftotext would.
class FakePdfReader : public ProcessRunner {
 public:
  ProcessResult laid_out, plain;
  std::vector<Command> asked;
  ProcessResult run(const Command& command) override {
    asked.push_back(command);
    return command.arguments.front() == "-layout" ? laid_out : plain;
  }
  std::unique_ptr<Conversation> start(const Command&) override { return nullptr; }
};

std::string pdf_code(FakePdfReader& reader) {
  SourceMap sources;
  Diagnostics diagnostics;
  const auto text = text_of_pdf(reader, "%PDF-1.7", {sources.add("a.pdf", ""), 0, 0}, diagnostics);
  return text ? *text : diagnostics.list().front().code;
}

TEST(PdfText, AReaderThatWritesWithoutEndIsStopped) {
  FakePdfReader reader;
  reader.laid_out.too_much = true;
  EXPECT_EQ(pdf_code(reader), "pdf-unreadable");
  EXPECT_LE(reader.asked.front().output, 64u << 20);
  EXPECT_GT(reader.asked.front().memory, 0u);
}

TEST(PdfText, ThePdfIsGivenAsBytesAndNeverAsAName) {
  FakePdfReader reader;
  reader.laid_out.out = "Udvalget mødes.\n\f";
  EXPECT_EQ(pdf_code(reader), "Udvalget mødes.\n\f");
  ASSERT_EQ(reader.asked.size(), 1u);
  EXPECT_EQ(reader.asked[0].arguments, (std::vector<std::string>{"-layout", "-enc", "UTF-8", "-", "-"}));
  EXPECT_EQ(reader.asked[0].input, "%PDF-1.7");
}

TEST(PdfText, APdfWithoutWordsIsTold) {
  FakePdfReader reader;
  reader.laid_out.out = "\f\f \n\f";
  EXPECT_EQ(pdf_code(reader), "pdf-without-text");
}

TEST(PdfText, ADamagedPdfIsTold) {
  FakePdfReader reader;
  reader.laid_out.status = 1;
  reader.laid_out.err = "Syntax Error: Couldn't read xref table";
  EXPECT_EQ(pdf_code(reader), "pdf-unreadable");
  FakePdfReader slow;
  slow.laid_out.timed_out = true;
  EXPECT_EQ(pdf_code(slow), "pdf-unreadable");
}

TEST(PdfText, APageOfTwoColumnsIsReadOneColumnAfterTheOther) {
  FakePdfReader reader;
  for (int i = 0; i < 8; ++i)
    reader.laid_out.out += "Udvalget følger arbejdet med      planen og holder møde en gang om\n";
  reader.laid_out.out += "\fEn side uden spalter\n\f";
  reader.plain.out = "Udvalget følger arbejdet med planen\n\fanden side\n\f";
  EXPECT_EQ(pdf_code(reader), "Udvalget følger arbejdet med planen\n\fEn side uden spalter\n\f");
}

// As small as a PDF can be; pdftotext mends its table of objects.
TEST(PdfText, TheWordsOfARealPdfAreRead) {
  if (!find_program("pdftotext")) GTEST_SKIP() << "no pdftotext";
  const std::string page = "BT /F1 12 Tf 72 700 Td (Udvalget har syv medlemmer.) Tj ET";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
      "1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 "
      "R>>>>>>endobj\n"
      "4 0 obj<</Length " +
      std::to_string(page.size()) + ">>stream\n" + page +
      "\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
      "trailer<</Root 1 0 R>>\n%%EOF\n";
  SystemProcesses processes;
  SourceMap sources;
  Diagnostics diagnostics;
  const auto text = text_of_pdf(processes, pdf, {sources.add("a.pdf", ""), 0, 0}, diagnostics);
  ASSERT_TRUE(text) << diagnostics.list().front().message;
  EXPECT_EQ(collapse_space(*text), "Udvalget har syv medlemmer. \f");
}

}  // namespace
}  // namespace kancelli::word
