#include "pipeline/check/quotation.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

const std::string source =
    "Overskrift\nBestyrelsen skal hvert år behandle budgettet, og følge det op. Den mødes fire gange om "
    "året.\nat den hører udvalget, og\nat den svarer.\n";

// "quoted/source" of the first difference, with what kind it is; "" when there is none.
std::string difference(std::string_view quotation, std::string_view from = source) {
  const auto words = tokens_of(quotation, true), source_words = tokens_of(from, false);
  const auto found = compare(words, source_words);
  if (!found) return {};
  static constexpr const char* kinds[] = {"", " added", " begins within", " ends within"};
  return words[found->quoted].text + "/" + (found->source ? source_words[*found->source].text : "") +
         kinds[static_cast<int>(found->kind)];
}

TEST(Quotation, OfWholeSentencesAndBlocksIsRight) {
  EXPECT_EQ(difference("Den mødes fire gange om året."), "");
  EXPECT_EQ(difference("Overskrift\nBestyrelsen skal hvert år behandle budgettet, og følge det op."), "");
  EXPECT_EQ(difference("Den mødes fire gange om året. at den hører udvalget, og"), "");
  EXPECT_EQ(difference(source), "");
  EXPECT_EQ(difference(""), "");
}

TEST(Quotation, DiffersAtTheFirstOtherWord) {
  EXPECT_EQ(difference("Den mødes to gange om året."), "to/fire");
  EXPECT_EQ(difference("Den mødes ikke fire gange om året."), "ikke/fire");
  EXPECT_EQ(difference("Den mødes gange om året."), "gange/fire");
  EXPECT_EQ(difference("den mødes fire gange om året."), "den/Den");
  EXPECT_EQ(difference("Bestyrelsen skal hvert år behandle budgettet og følge det op."),
            "budgettet/budgettet,");
}

TEST(Quotation, MustNotCutASentenceUnseen) {
  EXPECT_EQ(difference("behandle budgettet, og følge det op."), "behandle/behandle begins within");
  EXPECT_EQ(difference("Den mødes fire gange"), "gange/om ends within");
  EXPECT_EQ(difference("at den svarer. Altid."), "Altid./ added");
}

TEST(Quotation, MayLeaveOutWhatItMarks) {
  EXPECT_EQ(difference("[…] behandle budgettet, og følge det op."), "");
  EXPECT_EQ(difference("Bestyrelsen skal […] behandle budgettet […]"), "");
  EXPECT_EQ(difference("Bestyrelsen skal [...] behandle budgettet [...]."), "");
  EXPECT_EQ(difference("Bestyrelsen skal […] svarer."), "");
  EXPECT_EQ(difference("[…]"), "");
  EXPECT_EQ(difference("Den mødes […] Bestyrelsen skal hvert år […]"), "Bestyrelsen/fire")
      << "parts stand in the source's order";
  EXPECT_EQ(difference("Bestyrelsen skal […] godkende budgettet […]"), "godkende/behandle");
}

TEST(Quotation, MayChangeWhatItMarks) {
  EXPECT_EQ(difference("Bestyrelsen skal hvert år [drøfte] budgettet, og følge det op."), "");
  EXPECT_EQ(difference("Bestyrelsen skal [drøfte og følge] budgettet, og følge det op."), "");
  EXPECT_EQ(difference("Den [bestyrelsen] mødes fire [sic] gange om året."), "");
  EXPECT_EQ(difference("[d]en mødes fire gange om året."), "");
  EXPECT_EQ(difference("[Den] mødes otte gange om året."), "otte/fire");
  EXPECT_EQ(difference("[Helt andre ord]"), "") << "nothing is quoted";
}

TEST(Quotation, DoesNotMindTypography) {
  EXPECT_EQ(difference("Han sagde \"ja\" - og \u2018nej\u2019...", "Han sagde »ja« – og ’nej’…\n"), "");
  EXPECT_EQ(difference("Han sagde ”ja”", "Han sagde »ja«\n"), "");
  EXPECT_EQ(difference("Han sagde ja", "Han sagde »ja«\n"), "ja/\"ja\"");
}

TEST(Quotation, WithManyChangesIsComparedInNoTime) {
  std::string quotation, words;
  for (int i = 0; i < 60; ++i) {
    quotation += "[x] ord ";
    words += "ord et to tre ";
  }
  EXPECT_NE(difference(quotation + "slut", words + "\n"), "");
}

}  // namespace
}  // namespace kancelli
