// What the source changed since a copy was sent, and what the copy changed, told apart.
#include <gtest/gtest.h>

#include <set>

#include "pipeline/core/text.h"
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

TEST(TakeApplied, AWordThatSourceAndCopyBothPutInAtDifferentPlacesIsMergedWhereverItIsReadAsNew) {
  const std::vector<std::string> words = {"Nye", "løsninger", "skal", "have", "høj", "kvalitet", "og"};
  const std::string sentence = join(words, " ");
  const auto with = [&](std::size_t at, std::size_t count, const std::string& word) {
    std::vector<std::string> all = words;
    all.insert(all.begin() + static_cast<std::ptrdiff_t>(at), count, word);
    return join(all, " ");
  };
  for (const std::size_t of_source : {1u, 3u, 5u})
    for (const std::size_t of_copy : {1u, 2u, 3u, 4u, 5u, 6u})
      for (const std::size_t count : {1u, 2u}) {
        if (of_source == of_copy) continue;
        const Proposals found = SamplePapers::get().take_after(
            factsheet(), {{sentence, with(of_source, count, "løsninger")}},
            {copy_of(factsheet(), {{sentence, with(of_copy, 3 - count, "løsninger skal")}}, true)});
        EXPECT_FALSE(found.list.empty()) << of_source << " " << of_copy;
      }
}

// What Word's own markup says
// ----------------------------------------------------------------------------------------------------------

constexpr const char* body_part = "word/document.xml";

// The w:p around the words: where it begins and ends.
std::pair<std::size_t, std::size_t> paragraph_around(const std::string& xml, const std::string& words) {
  const std::size_t at = xml.find(words);
  if (at == std::string::npos) throw Error("the copy does not say " + words);
  return {xml.rfind("<w:p>", at), xml.find("</w:p>", at) + 6};
}

template <class Change>
std::string with_xml(const SamplePaper& paper, Change change) {
  docx::Package parts = docx::read_package(paper.docx, paper.paper->id);
  change(parts.at(body_part));
  return docx::write_package(parts);
}

// The run that begins with the words looks so.
std::string looking(const std::string& words, const std::string& properties) {
  return with_xml(factsheet(), [&](std::string& xml) {
    const std::size_t run = xml.rfind("<w:r>", xml.find(words)) + 5;
    xml.insert(run, "<w:rPr>" + properties + "</w:rPr>");
  });
}

Proposals taken(const std::string& copy) {
  return SamplePapers::get().take(factsheet(), {copy});
}

TEST(TakeMarkup, WordsThatBecomeBoldAndItalicAtOnceAreOneElementInTheOther) {
  SamplePapers& sample = SamplePapers::get();
  const Proposals found = taken(looking(" er desuden organisatorisk", "<w:b/><w:i/>"));
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  ASSERT_EQ(found.list[0].kind, Proposal::Kind::look) << told(found);
  const std::string text = applied(sample.project(), found, {found.list[0].id}).at(factsheet().paper->file);
  EXPECT_NE(text.find("<strong><em>er desuden organisatorisk placeret i enheden.</em></strong>"),
            std::string::npos)
      << text;
}

TEST(TakeMarkup, WordsStruckThroughByHandAreToldAndNotDeleted) {
  const Proposals found = taken(looking(" er desuden organisatorisk", "<w:strike/>"));
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  EXPECT_NE(found.list[0].hint.find("er desuden organisatorisk placeret i enheden."), std::string::npos);
  EXPECT_TRUE(taken(looking(" er desuden organisatorisk", "<w:strike w:val=\"0\"/>")).list.empty());
}

TEST(TakeMarkup, AParagraphThatBecameAHeadingIsTold) {
  const Proposals found = taken(with_xml(factsheet(), [](std::string& xml) {
    const auto [begin, end] = paragraph_around(xml, "I dag har ");
    const std::size_t style = xml.find("BodyText", begin);
    xml.replace(style, 8, "Heading2");
  }));
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  EXPECT_FALSE(found.list[0].hint.empty());
}

TEST(TakeMarkup, AValueThatChangedInAParagraphThatMovedIsAProposalOfItsOwn) {
  const Proposals found = taken(with_xml(factsheet(), [](std::string& xml) {
    const auto [begin, end] = paragraph_around(xml, "I dag har ");
    std::string moved = xml.substr(begin, end - begin);
    xml.erase(begin, end - begin);
    moved.replace(moved.find("780"), 3, "790");
    xml.insert(paragraph_around(xml, "Den interne ").first, moved);
  }));
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  std::set<Proposal::Kind> kinds;
  for (const Proposal& each : found.list) {
    kinds.insert(each.kind);
    EXPECT_FALSE(each.edits.empty()) << told(found);
    EXPECT_TRUE(each.conflicts.empty()) << told(found);
  }
  EXPECT_EQ(kinds, (std::set<Proposal::Kind>{Proposal::Kind::moved, Proposal::Kind::value}));
}

TEST(TakeMarkup, AParagraphBehindANewPointOfAListIsNoPointOfIt) {
  SamplePapers& sample = SamplePapers::get();
  const Proposals found = taken(with_xml(factsheet(), [](std::string& xml) {
    xml.insert(paragraph_around(xml, "Den interne ").first,
               "<w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/>"
               "</w:numPr></w:pPr><w:r><w:t>regnskab</w:t></w:r></w:p>"
               "<w:p><w:pPr><w:pStyle w:val=\"BodyText\"/></w:pPr><w:r><w:t>Det er alt.</w:t></w:r></w:p>");
  }));
  std::vector<std::string> ids;
  for (const Proposal& each : found.list) ids.push_back(each.id);
  const std::string text = applied(sample.project(), found, ids).at(factsheet().paper->file);
  EXPECT_NE(text.find("<item>regnskab</item>\n      </list>\n      <p>Det er alt.</p>"), std::string::npos)
      << text.substr(text.find("regnskab"), 200);
}

TEST(TakeMarkup, OneNameChangedInTwoParagraphsIsNoConflictWithItself) {
  const Proposals found = taken(
      copy_of(factsheet(), {{"Koncernservice udvikler", "Koncernhuset udvikler"},
                            {"Koncernservice arbejder", "Koncernhuset arbejder"}}));
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  for (const Proposal& each : found.list) {
    EXPECT_FALSE(each.edits.empty()) << told(found);
    EXPECT_TRUE(each.conflicts.empty()) << told(found);
  }
}

}  // namespace
}  // namespace kancelli::word
