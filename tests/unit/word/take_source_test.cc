// What the source changed since a copy was sent, and what the copy changed, told apart.
#include <gtest/gtest.h>

#include "tests/unit/word/word_edits.h"

namespace kancelli::word {
namespace {

using Changes = std::vector<std::pair<std::string, std::string>>;

std::string told(const Proposals& proposals) {
  std::string text;
  for (const Proposal& each : proposals.list)
    text += std::to_string(static_cast<int>(each.kind)) + " " + each.where + "\n  sent: " + each.sent +
            "\n  now: " + each.now + "\n  proposed: " + each.proposed + "\n  hint: " + each.hint + "\n";
  return text;
}

const SamplePaper& factsheet() {
  return SamplePapers::get().paper("om-koncernservice");
}

std::string copy_of(const SamplePaper& paper, const Changes& changes, bool tracked = false) {
  WordEdits edits(paper, 1);
  for (const auto& [from, to] : changes)
    if (!edits.change(from, to, tracked)) throw Error("the copy does not say " + from);
  return edits.bytes();
}

std::string after(const Changes& changes, const std::string& copy) {
  return told(SamplePapers::get().take_after(factsheet(), changes, {copy}));
}

struct Later {
  const char* name;
  Changes changes;
};
void PrintTo(const Later& later, std::ostream* out) {
  *out << later.name;
}

class UntouchedCopy : public testing::TestWithParam<Later> {};

TEST_P(UntouchedCopy, UndoesNothingThatTheSourceChanged) {
  EXPECT_EQ(after(GetParam().changes, factsheet().docx), "");
}

const char* const maternity_row =
    "<row>\n            <cell>Barselsfonden</cell>\n            <cell value=\"364910\"/>\n"
    "            <cell>Kommunens fond til udgifter ved barsel.</cell>\n          </row>\n          ";

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, UntouchedCopy,
    testing::Values(
        Later{"value_that_stands_elsewhere", {{"<cell value=\"131093\"/>", "<cell value=\"364910\"/>"}}},
        Later{"words_that_stand_elsewhere", {{"<item>finans</item>", "<item>personalejura</item>"}}},
        Later{"note", {{"<item>finans</item>", "<item>finans<footnote>Også regnskab.</footnote></item>"}}},
        Later{"bold", {{"skal have høj kvalitet", "skal have <strong>høj kvalitet</strong>"}}},
        Later{"italic_gone", {{"<em>Fremtidens Indkøb</em>", "Fremtidens Indkøb"}}},
        Later{"link", {{"Servicekataloget", "<link href=\"https://kommune.example/\">Servicekataloget</link>"}}},
        Later{"cell_emptied", {{"<cell>Kommunens ordning for arbejdsskader.</cell>", "<cell/>"}}},
        Later{"cell_filled",
              {{"<cell value=\"1470\"/>\n          <cell/>",
                "<cell value=\"1470\"/>\n          <cell>personalejura</cell>"}}},
        Later{"row_moved",
              {{maternity_row, ""},
               {"<row>\n            <cell>Fællessystemer",
                std::string(maternity_row) + "<row>\n            <cell>Fællessystemer"}}}),
    [](const auto& each) { return std::string(each.param.name); });

TEST(TakeSource, AWordThatTheCopyChangedIsProposedWhereTheSourceGotANoteAndBoldWords) {
  std::string text;
  const Proposals found = SamplePapers::get().take_after(
      factsheet(),
      {{"skal have høj kvalitet", "skal have <strong>høj kvalitet</strong><footnote>Målt årligt.</footnote>"}},
      {copy_of(factsheet(), {{"bedre og billigere", "bedre og enklere"}})}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::reworded);
  EXPECT_NE(text.find("bedre og enklere. Enheden"), std::string::npos);
  EXPECT_NE(text.find("<strong>høj kvalitet</strong><footnote>Målt årligt.</footnote>"), std::string::npos);
}

// Applied before
// ----------------------------------------------------------------------------------------------------------

TEST(TakeApplied, WhatIsLeftOfAParagraphIsProposedWhereTheSourceHasOneOfItsChanges) {
  std::string text;
  const Proposals found = SamplePapers::get().take_after(
      factsheet(), {{"skal have høj kvalitet", "skal have god kvalitet"}},
      {copy_of(factsheet(), {{"høj kvalitet", "god kvalitet"}, {"tæt dialog", "dialog"}}, true)}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::reworded);
  EXPECT_FALSE(found.list[0].stale);
  EXPECT_NE(text.find("skal have god kvalitet og udvikles i\n      dialog med"), std::string::npos) << text;
}

TEST(TakeApplied, NothingIsLeftWhereTheSourceHasTheChangesOfTwoCopies) {
  for (const bool tracked : {true, false})
    EXPECT_EQ(told(SamplePapers::get().take_after(
                  factsheet(),
                  {{"skal have høj kvalitet", "skal have god kvalitet"}, {"tæt dialog", "dialog"}},
                  {copy_of(factsheet(), {{"høj kvalitet", "god kvalitet"}}, tracked),
                   copy_of(factsheet(), {{"tæt dialog", "dialog"}}, tracked)})),
              "")
        << tracked;
}

// Changed here, gone there
// ----------------------------------------------------------------------------------------------------------

const char* const solutions = "Nye løsninger skal have høj kvalitet";

TEST(TakeGone, AParagraphThatTheCopyTakesOutAndTheSourceChangedIsSettledByHand) {
  for (const bool tracked : {true, false}) {
    WordEdits edits(factsheet(), 1);
    ASSERT_TRUE(edits.remove(solutions, tracked));
    const Proposals found = SamplePapers::get().take_after(
        factsheet(), {{"skal have høj kvalitet", "skal have god kvalitet"}}, {edits.bytes()});
    ASSERT_EQ(found.list.size(), 1u) << tracked << told(found);
    EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
    EXPECT_TRUE(found.list[0].stale);
  }
}

TEST(TakeGone, AParagraphThatTheSourceTookOutAndTheCopyChangedIsSettledByHand) {
  for (const bool tracked : {true, false}) {
    const Proposals found = SamplePapers::get().take_after(
        factsheet(), {{"<item>indkøb</item>", ""}},
        {copy_of(factsheet(), {{"indkøb", "indkøb og udbud"}}, tracked)});
    ASSERT_EQ(found.list.size(), 1u) << tracked << told(found);
    EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
    EXPECT_TRUE(found.list[0].stale);
  }
}

}  // namespace
}  // namespace kancelli::word
