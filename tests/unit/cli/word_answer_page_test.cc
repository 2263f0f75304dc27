#include "pipeline/cli/word_answer_page.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

WordAnswer some_answer() {
  WordAnswer answer;
  answer.file = "Notat <b> & \"x\".docx";
  answer.type = "Notat";
  answer.findings = {{Severity::error,
                      "der står »fem«",
                      "count-mismatch",
                      "Formål: 2. afsnit",
                      "de ",
                      "fem",
                      " centre",
                      {"skriv fire"}},
                     {Severity::note, "<script>alert(1)</script>", "word-guess", "", "", "", "", {}}};
  return answer;
}

bool has(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

TEST(WordAnswerPage, TellsWhatWasFoundAndWhere) {
  const std::string page = answer_page(some_answer());
  EXPECT_TRUE(has(page, "Kontrollen fandt 1 fejl, 0 advarsler og 1 bemærkning."));
  EXPECT_TRUE(has(page, "Fejl: der står »fem«"));
  EXPECT_TRUE(has(page, "Sted: Formål: 2. afsnit"));
  EXPECT_TRUE(has(page, "de <mark>fem</mark> centre"));
  EXPECT_TRUE(has(page, "<li>skriv fire</li>"));
}

TEST(WordAnswerPage, ShowsMarkupAsWordsAndFetchesNothing) {
  const std::string page = with_files(answer_page(some_answer()), {{"a b%\"<i>.pdf", "PDF", ""}}, {"<u>"});
  for (const char* markup : {"<b>", "<script", "<i>", "<u>", "http://", "https://", "src="})
    EXPECT_FALSE(has(page, markup)) << markup;
  EXPECT_TRUE(has(page, "<h1>Svar: Notat &lt;b&gt; &amp;"));
  EXPECT_TRUE(has(page, "href=\"a%20b%25%22%3Ci%3E.pdf\""));
  EXPECT_TRUE(has(page, "<p>&lt;u&gt;</p>"));
}

TEST(WordAnswerPage, ANameOfAnyBytesIsShownInUtf8) {
  EXPECT_EQ(valid_utf8("ærø\xE6.docx"), "ærø\xEF\xBF\xBD.docx");
}

TEST(WordAnswerPage, SaysOfItselfWhatTheLogTells) {
  WordAnswer answer = some_answer();
  auto facts = facts_of_page(answer_page(answer));
  EXPECT_EQ(facts, (std::map<std::string, std::string>{{"errors", "1"}, {"warnings", "0"}, {"notes", "1"}}));
  answer.paper = "om-koncernservice";
  EXPECT_EQ(facts_of_page(answer_page(answer)).at("paper"), "om-koncernservice");
  answer.trouble = "den er tom";
  EXPECT_EQ(facts_of_page(answer_page(answer)).at("not-checked"), "yes");
  EXPECT_TRUE(facts_of_page("<p>en anden side</p>").empty());
}

TEST(WordAnswerPage, TellsWhyThereIsNoPdfAndWhatToDoAboutAFileThatIsNotRead) {
  WordAnswer answer = some_answer();
  answer.pdf = true;
  answer.no_pdf = {"afsnittet Formål mangler"};
  EXPECT_TRUE(has(answer_page(answer), "<li>afsnittet Formål mangler</li>"));
  answer.trouble = "den er tom";
  answer.what_to_do = "skriv i den";
  const std::string page = answer_page(answer);
  EXPECT_TRUE(has(page, "Filen er ikke kontrolleret:</strong> den er tom."));
  EXPECT_TRUE(has(page, "Det kan du gøre: skriv i den."));
  EXPECT_FALSE(has(page, "Formål mangler"));
}

TEST(WordAnswerPage, SpeaksOfTheSourceOnlyBesideTheCode) {
  WordAnswer answer = some_answer();
  answer.pdf = true;
  answer.findings[0].message = "<organ> mangler attributten committee";
  answer.findings[0].hints = {"Det udvalg, dokumentet hører under.", "det skrives sådan: tabel-1"};
  answer.no_pdf = {"<organ> mangler attributten committee", "afsnittet »Formål« mangler"};
  const std::string page = answer_page(answer);
  EXPECT_TRUE(has(page, "<h3>Fejl: noget mangler eller står et sted, hvor det ikke kan stå</h3>"));
  EXPECT_TRUE(has(page, "<li>Det udvalg, dokumentet hører under.</li>"));
  EXPECT_FALSE(has(page, "tabel-1"));
  EXPECT_TRUE(has(page, "<code>count-mismatch</code>: &lt;organ&gt; mangler attributten committee"));
  EXPECT_FALSE(has(page, "<li>&lt;organ&gt;"));
  EXPECT_TRUE(has(page, "<li>afsnittet »Formål« mangler</li>"));
}

TEST(WordAnswerPage, AnotherListOfFilesTakesTheFirstOnesPlace) {
  const std::string page = with_files(answer_page(some_answer()), {{"gammel.pdf", "PDF", ""}}, {});
  const std::string again = with_files(page, {{"ny.pdf", "PDF", "den gamle var åben"}}, {});
  EXPECT_FALSE(has(again, "gammel.pdf"));
  EXPECT_TRUE(has(again, "ny.pdf</a>: PDF. den gamle var åben</li>"));
}

}  // namespace
}  // namespace kancelli
