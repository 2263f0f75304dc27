#include "pipeline/core/file_names.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

TEST(FileName, LeavesDanishWordsAsTheyAre) {
  EXPECT_EQ(file_name("Bilag 1 - Kommissorium for ældreområdet", ".pdf"),
            "Bilag 1 - Kommissorium for ældreområdet.pdf");
}

TEST(FileName, HasNoCharacterThatWindowsRefuses) {
  EXPECT_EQ(file_name("a/b\\c:d|e"), "a-b-c-d-e");
  EXPECT_EQ(file_name("Hvad <nu>? *Stjerne* \"citat\""), "Hvad nu Stjerne ’citat’");
  EXPECT_EQ(file_name("to\nlinjer\tog\x01 mere"), "to linjer og mere");
}

TEST(FileName, EndsAndBeginsWithNoPointAndNoSpace) {
  EXPECT_EQ(file_name("  Notat om KS m.v.  "), "Notat om KS m.v");
  EXPECT_EQ(file_name("..skjult"), "skjult");
  EXPECT_EQ(file_name("Notat m.v.", ".pdf"), "Notat m.v.pdf");
}

TEST(FileName, IsNoDevice) {
  for (const char* device : {"CON", "aux", "Nul", "com1", "LPT9", "CONIN$", "COM¹", "prn "})
    EXPECT_EQ(file_name(device, ".pdf"), "_" + std::string(trim(device)) + ".pdf");
  EXPECT_EQ(file_name("con.tekst", ".pdf"), "_con.tekst.pdf");
  EXPECT_EQ(file_name("Com10", ".pdf"), "Com10.pdf");
  EXPECT_EQ(file_name("Konto", ".pdf"), "Konto.pdf");
}

TEST(FileName, IsNoLongerThanAskedAndCutBetweenWords) {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "ældreområdet ";
  const std::string name = file_name(words, ".docx", 60);
  EXPECT_LE(code_point_count(name), 60U);
  EXPECT_EQ(name, "ældreområdet ældreområdet ældreområdet ældreområdet….docx");
  EXPECT_EQ(code_point_count(file_name(std::string(300, 'x'), ".pdf", 60)), 60U);
}

TEST(FileName, CountsAsWindowsDoes) {
  std::string words;
  for (int i = 0; i < 40; ++i) words += "😀";
  EXPECT_EQ(code_point_count(file_name(words, "", 21)), 11U);  // ten of two units each, and the ellipsis
}

TEST(FileName, ComposesLettersAndDropsWhatCannotBeSeen) {
  EXPECT_EQ(file_name("A\u030Arhus caf\u0065\u0301"), "Århus café");
  EXPECT_EQ(file_name("ud\u00ADdeling\u200B\u202E af\u00A0midler\uFEFF"), "uddeling af midler");
}

TEST(FileName, IsNeverEmpty) {
  for (const char* words : {"", "???", "...", " \u00A0 ", "\u200B"}) EXPECT_EQ(file_name(words), "uden navn");
}

TEST(FileNames, TellsApartWhatIsOneForWindows) {
  FileNames names;
  EXPECT_EQ(names.add("Notat", ".pdf"), "Notat.pdf");
  EXPECT_EQ(names.add("NOTAT", ".pdf"), "NOTAT (2).pdf");
  EXPECT_EQ(names.add("Notat?", ".pdf"), "Notat (3).pdf");
  EXPECT_EQ(names.add("Notat", ".docx"), "Notat.docx");
  EXPECT_EQ(names.add("ÆBLE"), "ÆBLE");
  EXPECT_EQ(names.add("æble"), "æble (2)");
}

TEST(FileNames, StayShortEnoughWithANumber) {
  FileNames names;
  const std::string words(200, 'x');
  for (int i = 0; i < 12; ++i) EXPECT_LE(code_point_count(names.add(words, ".pdf", 30)), 30U);
}

TEST(Slug, HasLettersDigitsAndHyphensAlone) {
  EXPECT_EQ(slug("Frist for tillægsdagsorden (ØU)"), "frist-for-tillaegsdagsorden-oeu");
  EXPECT_EQ(slug("Årsmøde 2026!"), "aarsmoede-2026");
  EXPECT_EQ(slug("?"), "trin");
}

}  // namespace
}  // namespace kancelli
