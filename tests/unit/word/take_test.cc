#include <gtest/gtest.h>

#include <cstdlib>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/valid_after.h"
#include "pipeline/word/value_edits.h"
#include "tests/unit/word/word_edits.h"

namespace kancelli::word {
namespace {

std::string told(const Proposals& proposals) {
  std::string text;
  for (const Proposal& each : proposals.list)
    text += std::to_string(static_cast<int>(each.kind)) + " [" + each.person + "] " + each.where +
            "\n  now: " + each.now + "\n  proposed: " + each.proposed + "\n  hint: " + each.hint + "\n";
  return text;
}

TEST(Take, FindsNothingInACopyThatNobodyEdited) {
  SamplePapers& sample = SamplePapers::get();
  for (const SamplePaper& paper : sample.papers())
    EXPECT_EQ(told(sample.take(paper, {paper.docx})), "") << paper.paper->id;
}

TEST(Take, FindsNothingWhereWordHasOnlySplitRunsAndTakenControlsAway) {
  SamplePapers& sample = SamplePapers::get();
  for (unsigned seed = 0; seed < 5; ++seed)
    for (const SamplePaper& paper : sample.papers()) {
      WordEdits edits(paper, seed);
      edits.noise();
      EXPECT_EQ(told(sample.take(paper, {edits.bytes()})), "") << paper.paper->id << ", seed " << seed;
    }
}

// Several people, and the source itself
// -------------------------------------------------------------------------

constexpr const char* words =
    "Nye løsninger skal have høj kvalitet og udvikles i tæt dialog med forvaltningerne";

std::string copy_of(const SamplePaper& paper, const std::string& author,
                    const std::vector<std::pair<std::string, std::string>>& changes, bool tracked = true) {
  WordEdits edits(paper, 1);
  edits.by(author);
  for (const auto& [from, to] : changes)
    if (!edits.change(from, to, tracked)) throw Error("the copy does not say " + from);
  return edits.bytes();
}

const SamplePaper& factsheet() {
  return SamplePapers::get().paper("om-koncernservice");
}

TEST(TakePeople, WhoChangeOtherWordsOfAParagraphBothGetTheirs) {
  SamplePapers& sample = SamplePapers::get();
  const Proposals found =
      sample.take(factsheet(), {copy_of(factsheet(), "Jurist", {{"høj kvalitet", "god kvalitet"}}),
                                copy_of(factsheet(), "Sekretær", {{"tæt dialog", "dialog"}})});
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  EXPECT_TRUE(found.list[0].conflicts.empty());
  const auto files = applied(sample.project(), found, {found.list[1].id, found.list[0].id});
  const std::string& text = files.at(factsheet().paper->file);
  EXPECT_NE(text.find("Nye løsninger skal have god kvalitet og udvikles i\n      dialog med"),
            std::string::npos)
      << told(found);
}

TEST(TakePeople, WhoWantTheSameAreNamedTogetherOnce) {
  const std::vector<std::pair<std::string, std::string>> same = {{"høj kvalitet", "god kvalitet"}};
  const Proposals found = SamplePapers::get().take(
      factsheet(), {copy_of(factsheet(), "Jurist", same), copy_of(factsheet(), "Sekretær", same, false)});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].person, "Jurist, Sekretær");
  EXPECT_EQ(found.list[0].copy, "kopi1.docx, kopi2.docx");
}

// "Jura, Center for" is how directories write it.
TEST(TakePeople, WhoseNamesHoldACommaAreOneEach) {
  SamplePapers& sample = SamplePapers::get();
  const std::vector<std::pair<std::string, std::string>> same = {{"høj kvalitet", "god kvalitet"}};
  Proposals found = sample.take(
      factsheet(), {copy_of(factsheet(), "Jura, Center for", same), copy_of(factsheet(), "Sekretær", same)});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].people, (std::vector<std::string>{"Jura, Center for", "Sekretær"}));
  EXPECT_EQ(found.list[0].person, "Jura, Center for; Sekretær");
  found.list[0].copies = {"rettet, 2.docx", "andre.docx"};
  const std::string page = proposals_page(found, sample.project());
  EXPECT_NE(page.find("<th scope=\"row\">Jura, Center for</th>"), std::string::npos);
  EXPECT_NE(page.find("take " + xml_escape("'rettet, 2.docx'") + " andre.docx --apply"), std::string::npos);
}

TEST(TakePeople, WhoReadInAnotherLanguageSeeTheSameIds) {
  SamplePapers& sample = SamplePapers::get();
  const std::vector<std::string> copies = {copy_of(factsheet(), "Jurist", {{"153.000", "154.000"}})};
  const Language own = language();
  set_language(Language::english);
  const Proposals english = sample.take(factsheet(), copies);
  set_language(Language::danish);
  const Proposals danish = sample.take(factsheet(), copies);
  set_language(own);
  ASSERT_EQ(english.list.size(), 1u) << told(english);
  ASSERT_EQ(danish.list.size(), 1u) << told(danish);
  EXPECT_NE(english.list[0].hint, danish.list[0].hint);
  EXPECT_EQ(english.list[0].id, danish.list[0].id);
}

TEST(TakePeople, WhoWantDifferentThingsOfTheSameWordsAreInConflict) {
  SamplePapers& sample = SamplePapers::get();
  const Proposals found =
      sample.take(factsheet(), {copy_of(factsheet(), "Jurist", {{"høj kvalitet", "god kvalitet"}}),
                                copy_of(factsheet(), "Sekretær", {{"høj kvalitet", "bedre kvalitet"}})});
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  EXPECT_EQ(found.list[0].conflicts, std::vector<std::string>{found.list[1].id});
  EXPECT_EQ(found.list[1].conflicts, std::vector<std::string>{found.list[0].id});
  EXPECT_NE(found.list[0].proposed, found.list[1].proposed);
  EXPECT_THROW(applied(sample.project(), found, {found.list[0].id, found.list[1].id}), Error);
  EXPECT_NO_THROW(applied(sample.project(), found, {found.list[0].id}));
}

TEST(TakePeople, WhoLostAConflictAreKnownByTheSameId) {
  SamplePapers& sample = SamplePapers::get();
  const std::vector<std::string> copies = {
      copy_of(factsheet(), "Jurist", {{"høj kvalitet", "god kvalitet"}}),
      copy_of(factsheet(), "Sekretær", {{"høj kvalitet", "bedre kvalitet"}})};
  const Proposals before = sample.take(factsheet(), copies);
  ASSERT_EQ(before.list.size(), 2u) << told(before);
  const Proposals after = sample.take_after(factsheet(), {{"høj kvalitet", "god kvalitet"}}, copies);
  ASSERT_EQ(after.list.size(), 1u) << told(after);
  EXPECT_EQ(after.list[0].person, "Sekretær");
  EXPECT_TRUE(after.list[0].id == before.list[0].id || after.list[0].id == before.list[1].id) << told(after);
}

TEST(TakePeople, WhoTrackedChangesInOneCopyAreToldApart) {
  WordEdits edits(factsheet(), 1);
  edits.by("Jurist");
  ASSERT_TRUE(edits.change("høj kvalitet", "god kvalitet", true));
  edits.by("Sekretær");
  ASSERT_TRUE(edits.change("tæt dialog", "dialog", true));
  const Proposals found = SamplePapers::get().take(factsheet(), {edits.bytes()});
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  EXPECT_EQ(found.list[0].person, "Jurist");
  EXPECT_EQ(found.list[0].date, "2026-02-18T09:30:00Z");
  EXPECT_EQ(found.list[1].person, "Sekretær");
}

TEST(TakePeople, WhoWroteASentenceAnewTookOutTheWordsThatItLacks) {
  const Proposals found = SamplePapers::get().take(
      factsheet(), {copy_of(factsheet(), "Jurist", {{"skal have høj kvalitet", "skal have kvalitet"}})});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].person, "Jurist");
  EXPECT_EQ(found.list[0].date, "2026-02-18T09:30:00Z");  // of the tracked change, not of the file
}

TEST(TakePeople, WhoRemoveAParagraphAreInConflictWithWhoRewordsIt) {
  WordEdits removing(factsheet(), 1);
  ASSERT_TRUE(removing.remove(words, true));
  const Proposals found = SamplePapers::get().take(
      factsheet(), {removing.bytes(), copy_of(factsheet(), "Jurist", {{"høj kvalitet", "god kvalitet"}})});
  ASSERT_EQ(found.list.size(), 2u) << told(found);
  EXPECT_EQ(found.list[0].conflicts.size(), 1u);
}

TEST(TakeComments, AreAllThereWithTheirAnswersAlsoWhenTheirWordsAreGone) {
  WordEdits edits(factsheet(), 1);
  edits.by("Jurist");
  edits.comment(words, "Kan vi love det?");
  edits.by("Sekretær");
  edits.comment(words, "Ja, det står i aftalen", 1);
  edits.comment("disse ord står der ikke", "Uden sted");
  ASSERT_TRUE(edits.remove(words, true));
  const Proposals found = SamplePapers::get().take(factsheet(), {edits.bytes()});
  ASSERT_EQ(found.remarks.size(), 3u);
  EXPECT_EQ(found.remarks[0].person, "Jurist");
  EXPECT_EQ(found.remarks[0].text, "Kan vi love det?");
  EXPECT_NE(found.remarks[0].words.find(words), std::string::npos);
  EXPECT_FALSE(found.remarks[0].place.nowhere());
  EXPECT_EQ(found.remarks[1].answers, "Kan vi love det?");
  EXPECT_EQ(found.remarks[2].text, "Uden sted");
}

const std::pair<std::string, std::string> source_changed = {"Nye løsninger skal have høj kvalitet",
                                                            "Alle løsninger skal have høj kvalitet"};

TEST(TakeLater, WhatTheSourceChangedSinceIsNobodysProposal) {
  SamplePapers& sample = SamplePapers::get();
  const std::vector<std::pair<std::string, std::string>> changes = {
      source_changed,
      {"<item>finans</item>", ""},
      {"<p>I dag har", "<p>Et nyt afsnit, som ingen har fået sendt.</p>\n      <p>I dag har"},
      {"<cell value=\"131093\"/>", "<cell value=\"131094\"/>"},
      {"<cell>Arbejdsskadeordningen</cell>", "<cell>Ordningen for arbejdsskader</cell>"}};
  EXPECT_EQ(told(sample.take_after(factsheet(), changes, {factsheet().docx})), "");
}

TEST(TakeLater, OtherWordsOfAParagraphThatTheSourceChangedAreProposedOnWhatItSaysNow) {
  std::string text;
  const Proposals found = SamplePapers::get().take_after(
      factsheet(), {source_changed}, {copy_of(factsheet(), "Jurist", {{"tæt dialog", "dialog"}})}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::reworded);
  EXPECT_TRUE(found.list[0].stale);
  EXPECT_NE(text.find("Alle løsninger skal have høj kvalitet og udvikles i\n      dialog med"),
            std::string::npos)
      << text;
}

TEST(TakeLater, TheSameWordsChangedInTheSourceAndInTheCopyAreShownWithAllThreeTexts) {
  const Proposals found = SamplePapers::get().take_after(
      factsheet(), {source_changed},
      {copy_of(factsheet(), "Jurist", {{"Nye løsninger", "Fælles løsninger"}})});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  EXPECT_NE(found.list[0].sent.find("Nye løsninger"), std::string::npos);
  EXPECT_NE(found.list[0].now.find("Alle løsninger"), std::string::npos);
  EXPECT_NE(found.list[0].proposed.find("Fælles løsninger"), std::string::npos);
}

TEST(TakeLater, UntrackedChangesOfOtherWordsThanTheSourceChangedAreMergedByTheHashOfWhatWasSent) {
  std::string text;
  const Proposals found = SamplePapers::get().take_after(
      factsheet(), {source_changed}, {copy_of(factsheet(), "Jurist", {{"tæt dialog", "dialog"}}, false)},
      &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::reworded);
  EXPECT_TRUE(found.list[0].stale);
  EXPECT_NE(found.list[0].sent.find("Nye løsninger skal have høj kvalitet og udvikles i tæt dialog"),
            std::string::npos);
  EXPECT_NE(text.find("Alle løsninger skal have høj kvalitet og udvikles i\n      dialog med"),
            std::string::npos)
      << text;
}

TEST(TakeLater, UntrackedChangesOfTheSameWordsAreAConflictWithBothTexts) {
  SamplePapers& sample = SamplePapers::get();
  const std::vector<std::string> copies = {
      copy_of(factsheet(), "Jurist", {{"Nye løsninger", "Fælles løsninger"}}, false)};
  const Proposals found = sample.take_after(factsheet(), {source_changed}, copies);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  EXPECT_EQ(found.list[0].sent, "");
  EXPECT_NE(found.list[0].now.find("Alle løsninger"), std::string::npos);
  EXPECT_NE(found.list[0].proposed.find("Fælles løsninger"), std::string::npos);
}

TEST(TakeLater, AVersionThatWasSentAndIsKeptTellsWhatTheTextWas) {
  SamplePapers& sample = SamplePapers::get();
  SentTexts texts;
  add_sent_texts(factsheet().printed, texts);
  const Proposals found = sample.take_after(
      factsheet(), {source_changed},
      {copy_of(factsheet(), "Jurist", {{"Nye løsninger", "Fælles løsninger"}}, false)}, nullptr, texts);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  EXPECT_NE(found.list[0].sent.find("Nye løsninger"), std::string::npos);
}

// Values
// -----------------------------------------------------------------------------------------------------------

// An element as an author might write it in the sample project, and what a copy prints instead.
class TakeValues : public testing::Test {
 protected:
  TakeValues() : project_(load_project(files_, KANCELLI_ROOT, faults_)) {}

  ValueChange changed(const std::string& element, const std::string& after) {
    const SourceId source = project_->sources.add("content/proof.xml", "<p>" + element + "</p>");
    read_.push_back(read_xml(project_->sources, source, faults_));
    return value_change(*project_, *project_->paper("om-koncernservice"),
                        *read_.back()->root->children.front(), "", after);
  }

  DiskFiles files_;
  Diagnostics faults_;
  std::unique_ptr<Project> project_;
  std::vector<std::unique_ptr<XmlDocument>> read_;
};

TEST_F(TakeValues, ThatChangeNothingAreNotOffered) {
  const ValueChange day =
      changed("<date value=\"2026-03-04\" form=\"weekday\"/>", "mandag den 4. marts 2026");
  EXPECT_TRUE(day.edits.empty());
  EXPECT_NE(day.hint.find("onsdag den 4. marts 2026"), std::string::npos) << day.hint;
  const ValueChange other =
      changed("<date value=\"2026-03-04\" form=\"weekday\"/>", "torsdag den 5. marts 2026");
  ASSERT_EQ(other.edits.size(), 1u);
  EXPECT_EQ(other.edits[0].text, "2026-03-05");
  EXPECT_EQ(other.hint, "");
  const ValueChange capital = changed("<body ref=\"oeu\"/>", "økonomiudvalget");
  EXPECT_TRUE(capital.edits.empty());
  EXPECT_NE(capital.hint, "");
}

TEST_F(TakeValues, OfANameThatSeveralBodiesHaveAreTheElementsOwnOrByHand) {
  Body twin = *project_->registers.body("oeu");
  twin.id = "aaa";
  project_->registers.bodies["aaa"] = twin;
  const ValueChange own = changed("<body ref=\"oeu\" form=\"abbreviation\"/>", "Økonomiudvalget");
  ASSERT_EQ(own.edits.size(), 1u) << own.hint;
  EXPECT_EQ(own.edits[0].text, "name");
  const ValueChange either = changed("<body ref=\"br\"/>", "Økonomiudvalget");
  EXPECT_TRUE(either.edits.empty());
  EXPECT_NE(either.hint.find("aaa, oeu"), std::string::npos) << either.hint;
}

TEST_F(TakeValues, ThatAddAFaultOfAKindThatWasThereAreSeen) {
  const Paper& paper = *project_->paper("om-koncernservice");
  std::string text(project_->sources.text(paper.source()));
  const auto spoil = [&](const std::string& behind) {
    const std::size_t at = text.find(behind);
    ASSERT_NE(at, std::string::npos);
    text.insert(at + behind.size(), "<mangler/>");
  };
  spoil("<item>finans");
  const SourceId source = project_->sources.add("content/spoilt.xml", text);
  EXPECT_EQ(fault_in(*project_, source, text), "");
  spoil("<item>HR og support");
  EXPECT_NE(fault_in(*project_, source, text), "");
}

// Structure
// --------------------------------------------------------------------------------------------------------

using Changes = std::vector<std::pair<std::string, std::string>>;

// The copy's body with other XML in it.
std::string copy_with(const std::string& copy, const Changes& changes,
                      const std::string& part = "word/document.xml") {
  docx::Package parts = docx::read_package(copy, "copy");
  std::string& xml = parts.at(part);
  for (const auto& [from, to] : changes) {
    const std::size_t at = xml.find(from);
    if (at == std::string::npos) throw Error("the copy does not hold " + from);
    xml.replace(at, from.size(), to);
  }
  return docx::write_package(parts);
}

std::string paragraph_of(const std::string& style, const std::string& said) {
  return "<w:p><w:pPr><w:pStyle w:val=\"" + style + "\"/></w:pPr><w:r><w:t>" + said + "</w:t></w:r></w:p>";
}

// The beginning of the paragraph of the charter that these words begin.
std::string start_of(const std::string& copy, const std::string& said) {
  const std::string xml = docx::read_package(copy, "copy").at("word/document.xml");
  const std::size_t at = xml.find(said);
  if (at == std::string::npos) throw Error("the copy does not say " + said);
  const std::size_t begin = xml.rfind("<w:p>", at);
  return xml.substr(begin, at - begin) + said;
}

const SamplePaper& charter() {
  return SamplePapers::get().paper("kommissorium-koncernbestyrelse");
}

TEST(TakeSections, ANewHeadingInTheMiddlePartsItsSectionAndWhatTheSectionSaysOfItselfHoldsForBoth) {
  SamplePapers& sample = SamplePapers::get();
  const std::string below = start_of(charter().docx, "Koncernenhedernes direktører");
  const std::string copy = copy_with(
      charter().docx,
      {{below, paragraph_of("Heading3", "Deltagere") + paragraph_of("BodyText", "Her nyt.") + below}});
  for (const std::string more : {"", " as-of=\"2026-02-10\""}) {
    const std::string tag = "<section id=\"sammensaetning\"";
    std::string text;
    const Proposals found = sample.take_after(charter(), {{tag, tag + more}}, {copy}, &text);
    ASSERT_EQ(found.list.size(), 1u) << told(found);
    EXPECT_EQ(found.list[0].kind, Proposal::Kind::added) << told(found);
    EXPECT_EQ(found.list[0].proposed, "Deltagere ¶ Her nyt.");
    EXPECT_NE(text.find("      </list>\n    </section>\n    <section" + more +
                        ">\n      <title>Deltagere</title>\n      <p>Her nyt.</p>\n      "
                        "<p>Koncernenhedernes direktører"),
              std::string::npos)
        << text;
  }
}

TEST(TakeSections, ADeeperHeadingTakesTheBlocksBelowIt) {
  SamplePapers& sample = SamplePapers::get();
  const std::string below = start_of(charter().docx, "Bestyrelsen har til formål");
  const std::string copy =
      copy_with(charter().docx, {{below, paragraph_of("Heading3", "Hvad den skal") + below}});
  std::string text;
  const Proposals found = sample.take_after(charter(), {}, {copy}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::added) << told(found);
  EXPECT_NE(
      text.find("    </list>\n    <section>\n      <title>Hvad den skal</title>\n    <p>Bestyrelsen har til"),
      std::string::npos)
      << text;
  EXPECT_NE(text.find("deres arbejde.</item>\n    </list>\n    </section>\n  </purpose>"), std::string::npos)
      << text;
}

TEST(TakeSections, AHeadingThatGoesJoinsItsSectionToTheOneAboveButNotWhenItSaysMoreOfItself) {
  SamplePapers& sample = SamplePapers::get();
  const std::string heading = "<section id=\"moeder-og-sekretariat\">";
  for (const bool says_more : {false, true}) {
    WordEdits edits(charter(), 1);
    ASSERT_TRUE(edits.remove("Møder og sekretariat", true));
    const std::string bytes = edits.bytes();
    std::string text;
    const Proposals found = sample.take_after(
        charter(),
        says_more ? Changes{{heading, "<section id=\"moeder-og-sekretariat\" as-of=\"2026-01-01\">"}}
                  : Changes(),
        {bytes}, &text);
    ASSERT_EQ(found.list.size(), 1u) << told(found);
    EXPECT_EQ(found.list[0].kind, says_more ? Proposal::Kind::by_hand : Proposal::Kind::removed)
        << told(found);
    EXPECT_EQ(text.find("</figure>\n      <p id=\"moeder\">") != std::string::npos, !says_more) << text;
  }
}

TEST(TakeLists, ParagraphsThatBecomePointsKeepTheirBytesAndOneThatSaysMoreOfItselfIsLeftToAnAuthor) {
  SamplePapers& sample = SamplePapers::get();
  const std::string like = start_of(charter().docx, "at understøtte");
  const std::string paragraph = start_of(charter().docx, "Koncernenhedernes direktører");
  std::string item = paragraph;
  const std::size_t begin = item.find("<w:pPr>"), end = item.find("</w:pPr>");
  const std::size_t own = like.find("<w:pPr>"), own_end = like.find("</w:pPr>");
  item.replace(begin, end - begin, like.substr(own, own_end - own));
  const std::string copy = copy_with(charter().docx, {{paragraph, item}});
  std::string text;
  Proposals found = sample.take_after(charter(), {}, {copy}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::moved) << told(found);
  EXPECT_NE(text.find("<list kind=\"bullet\">\n        <item>Koncernenhedernes direktører og byggechefen i "
                      "<body ref=\"byk\"/> deltager"),
            std::string::npos)
      << text;
  found = sample.take_after(charter(),
                            {{"<p>Koncernenhedernes", "<p as-of=\"2026-02-10\">Koncernenhedernes"}}, {copy});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand) << told(found);
}

TEST(TakeLinks, AnotherAddressOfALinkIsProposedForItAndOneThatIsGoneUnwrapsItsWords) {
  SamplePapers& sample = SamplePapers::get();
  const Changes changes = {{"<item>personalejura</item>",
                            "<item><link href=\"https://www.example.dk/a\">personalejura</link></item>"}};
  const std::string copy = sample.copy_after(factsheet(), changes);
  EXPECT_EQ(told(sample.take_after(factsheet(), changes, {copy})), "");
  std::string text;
  const std::string other = copy_with(copy, {{"https://www.example.dk/a", "https://www.example.dk/b"}},
                                      "word/_rels/document.xml.rels");
  Proposals found = sample.take_after(factsheet(), changes, {other}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::look);
  EXPECT_NE(text.find("<item><link href=\"https://www.example.dk/b\">personalejura</link></item>"),
            std::string::npos);
  const std::string unsafe = copy_with(copy, {{"https://www.example.dk/a", "http://www.example.dk/b"}},
                                       "word/_rels/document.xml.rels");
  found = sample.take_after(factsheet(), changes, {unsafe});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
  const std::string xml = docx::read_package(copy, "copy").at("word/document.xml");
  const std::size_t begin = xml.find("<w:hyperlink r:id"), end = xml.find(">", begin) + 1;
  ASSERT_NE(begin, std::string::npos);
  const std::size_t close = xml.find("</w:hyperlink>", end);
  const std::string plain =
      copy_with(copy, {{xml.substr(begin, close + 14 - begin), xml.substr(end, close - end)}});
  found = sample.take_after(factsheet(), changes, {plain}, &text);
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_NE(text.find("<item>personalejura</item>"), std::string::npos) << told(found);
}

TEST(TakeHeads, AreToldWhenTheyAreEmptied) {
  const std::string xml = docx::read_package(charter().docx, "copy").at("word/header2.xml");
  const std::size_t begin = xml.find("<w:r>"), end = xml.rfind("</w:p>");
  const std::string copy =
      copy_with(charter().docx, {{xml.substr(begin, end - begin), ""}}, "word/header2.xml");
  const Proposals found = SamplePapers::get().take(charter(), {copy});
  ASSERT_EQ(found.list.size(), 1u) << told(found);
  EXPECT_EQ(found.list[0].kind, Proposal::Kind::by_hand);
}

struct Edited {
  const char* name;
  MadeEdit (WordEdits::*make)(bool tracked);
};
void PrintTo(const Edited& edited, std::ostream* out) {
  *out << edited.name;
}

class TakeEdits : public testing::TestWithParam<Edited> {};

bool near(const Project& project, const Proposal& found, const Node& element) {
  (void)project;
  if (!found.edits.empty() && found.kind == Proposal::Kind::value) return true;
  return found.place.source == element.span.source && found.place.begin <= element.end + 1 &&
         found.place.end + 1 >= element.span.begin;
}

// One proposal, where the edit was made, that says what it says.
std::string judged(const Project& project, const Proposals& found, const MadeEdit& edit) {
  if (found.list.size() != 1) return std::to_string(found.list.size()) + " proposals";
  const Proposal& only = found.list[0];
  if (std::find(edit.kinds.begin(), edit.kinds.end(), only.kind) == edit.kinds.end()) return "another kind";
  if (only.person != "Redaktør A") return "somebody else";
  if (only.stale) return "stale";
  if (edit.element != nullptr && !near(project, only, *edit.element)) return "another place";
  if (!edit.now.empty() && only.now != edit.now) return "another text before";
  if (!edit.proposed.empty() && only.proposed != edit.proposed)
    return "another text after: wanted " + edit.proposed;
  return "";
}

bool is_letter_at(const std::string& text, std::size_t at) {
  return at < text.size() && is_letter(next_code_point(text, at));
}

// "Tabel 2. ...", "3. Meddelelser": the program counts them, and writes a sentence's first letter large.
std::string without_number(std::string line) {
  if (const std::size_t dot = line.find_first_not_of("0123456789");
      dot > 0 && dot != std::string::npos && line.compare(dot, 2, ". ") == 0)
    line.erase(0, dot + 2);
  if (!line.empty()) line[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(line[0])));
  for (const char* word : {"Tabel ", "tabel "})
    for (std::size_t at = 0; (at = line.find(word, at)) != std::string::npos;) {
      at += std::string_view(word).size();
      while (at < line.size() && is_digit(static_cast<unsigned char>(line[at]))) line.erase(at, 1);
    }
  return line;
}

// When it is applied, the paper prints what the copy says. Values are printed as the house writes them, and
// sums follow them: of these only that it prints is asked.
std::string applied_says(SamplePapers& sample, const SamplePaper& paper, const Proposals& found,
                         const std::string& bytes) {
  const Proposal& only = found.list[0];
  // The items of a statute get their numbers anew where one of them went or came.
  const bool words_only = only.kind == Proposal::Kind::reworded || only.kind == Proposal::Kind::title;
  if (only.edits.empty() || (!words_only && paper.paper->type == "statute")) return "";
  const auto files = applied(sample.project(), found, {only.id});
  std::vector<std::string> printed = sample.printed_with(paper.paper->id, files);
  for (const char* other : {"is referred to elsewhere", "some of it the program writes"})
    if (only.hint.find(other) != std::string::npos) return "";
  if (only.hint.find("where the quotation is from goes with it") != std::string::npos) return "";
  if (only.kind == Proposal::Kind::value || only.where.find("table") != std::string::npos)
    return printed.size() < 2 ? printed.at(0) : "";
  std::vector<std::string> wanted = lines_of_copy(bytes);
  // A reference prints what the heading says.
  if (only.kind == Proposal::Kind::title)
    for (std::string& line : wanted)
      if (const std::size_t at = line.find(only.now);
          at != std::string::npos && !is_letter_at(line, at + only.now.size()))
        line.replace(at, only.now.size(), only.proposed);
  // An overview that the program makes follows the sections.
  if (only.kind == Proposal::Kind::moved || only.kind == Proposal::Kind::removed)
    for (std::vector<std::string>* lines : {&printed, &wanted})
      std::erase_if(*lines, [](const std::string& line) { return line.find('\t') != std::string::npos; });
  for (std::size_t k = 0; k < std::max(printed.size(), wanted.size()); ++k) {
    const std::string is = k < printed.size() ? without_number(printed[k]) : "",
                      should = k < wanted.size() ? without_number(wanted[k]) : "";
    if (is != should && !is.starts_with("I alt"))
      return "applied it prints\n  " + is + "\nand not\n  " + should;
  }
  return "";
}

TEST_P(TakeEdits, ComeBackAsOneProposalEach) {
  SamplePapers& sample = SamplePapers::get();
  const char* asked = std::getenv("KANCELLI_EDITS");
  const unsigned wanted = asked == nullptr ? 40 : static_cast<unsigned>(std::atoi(asked));
  std::map<Proposal::Kind, int> kinds;
  std::map<const Paper*, int> vain;
  unsigned made = 0, wrong = 0;
  for (unsigned seed = 1; made < wanted && seed < 20 * wanted; ++seed) {
    const SamplePaper& paper = sample.papers()[seed % sample.papers().size()];
    // A paper that has nothing to do it to: it is not tried for ever.
    int& in_vain = vain[paper.paper];
    if (in_vain >= 8) continue;
    WordEdits edits(paper, seed);
    if (seed % 3 != 0) edits.noise();
    const MadeEdit edit = (edits.*GetParam().make)(seed % 2 == 0);
    if (!edit.made) {
      if (in_vain >= 0) ++in_vain;
      continue;
    }
    in_vain = -1;
    ++made;
    const Proposals found = sample.take(paper, {edits.bytes()});
    std::string fault = judged(sample.project(), found, edit);
    if (fault.empty() && made % 8 == 0) fault = applied_says(sample, paper, found, edits.bytes());
    if (!found.list.empty()) ++kinds[found.list[0].kind];
    if (fault.empty()) continue;
    if (++wrong <= 6)
      ADD_FAILURE() << fault << ": " << paper.paper->id << ", seed " << seed << ": " << edit.told << "\n"
                    << told(found);
  }
  EXPECT_EQ(made, wanted);
  EXPECT_EQ(wrong, 0u);
  std::cout << GetParam().name << ": " << made << " edits, " << wrong << " wrong; kinds:";
  for (const auto& [kind, count] : kinds) std::cout << " " << static_cast<int>(kind) << "=" << count;
  std::cout << "\n";
}

INSTANTIATE_TEST_SUITE_P(
    OfEachKind, TakeEdits,
    testing::Values(
        Edited{"reword", &WordEdits::reword}, Edited{"insert", &WordEdits::insert_words},
        Edited{"delete", &WordEdits::delete_words}, Edited{"title", &WordEdits::reword_title},
        Edited{"value", &WordEdits::change_value}, Edited{"add", &WordEdits::add_paragraph},
        Edited{"remove", &WordEdits::remove_paragraph}, Edited{"move", &WordEdits::move_paragraph},
        Edited{"split", &WordEdits::split}, Edited{"join", &WordEdits::join},
        Edited{"look", &WordEdits::look}, Edited{"row", &WordEdits::add_row},
        Edited{"row_gone", &WordEdits::remove_row}, Edited{"cell", &WordEdits::change_cell},
        Edited{"note", &WordEdits::add_note}, Edited{"note_gone", &WordEdits::remove_note},
        Edited{"note_words", &WordEdits::change_note}, Edited{"generated", &WordEdits::change_generated},
        Edited{"section", &WordEdits::add_section}, Edited{"section_gone", &WordEdits::remove_section},
        Edited{"section_moved", &WordEdits::move_section}, Edited{"heading_gone", &WordEdits::remove_heading},
        Edited{"table", &WordEdits::add_table}, Edited{"table_gone", &WordEdits::remove_table},
        Edited{"column", &WordEdits::add_column}, Edited{"column_gone", &WordEdits::remove_column},
        Edited{"into_list", &WordEdits::into_list}, Edited{"out_of_list", &WordEdits::out_of_list},
        Edited{"picture", &WordEdits::add_picture}, Edited{"picture_gone", &WordEdits::remove_picture},
        Edited{"picture_other", &WordEdits::change_picture}, Edited{"link", &WordEdits::add_link},
        Edited{"head", &WordEdits::change_head}, Edited{"controls", &WordEdits::reword_without_controls}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace kancelli::word
