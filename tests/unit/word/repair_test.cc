#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/imported.h"
#include "tests/unit/word/damaged_text.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

// The dictionary takes some tenths of a second.
Speller& speller() {
  static Speller one;
  return one;
}

struct Mended {
  Project project;
  SourceMap sources;
  Diagnostics diagnostics;
  std::unique_ptr<Document> document;
  std::vector<Finding> findings;

  explicit Mended(const std::string& file) {
    document = read_plain_text(sources, "notat.txt", file, diagnostics);
    findings = repair(sources, *document, speller(), project);
  }
  std::string text() const {
    std::string all;
    for (const Paragraph* paragraph : document->paragraphs()) {
      if (!paragraph->numbering.text.empty()) all += paragraph->numbering.text + " ";
      all += paragraph->text() + " ";
    }
    std::ranges::replace(all, '\n', ' ');
    return all;
  }
  const Finding* finding(const std::string& before) const {
    for (const Finding& each : findings)
      if (each.before == before) return &each;
    return nullptr;
  }
};

// Enough damage for the text to count as damaged, whatever else is in it.
const std::string damaged_around =
    "Det er ngdvendigt, at udvalget drgfter de stgrste forslag, og at veesentlige sendringer bliver "
    "foreleegges "
    "pé et mgde. Der er ogsa behov for gkonomi, hgring og hjeelp til kgrsel.\n\n";

struct Tally {
  std::size_t damaged = 0, restored = 0, wrong = 0;
  std::string left;
};

Tally tally(const Mended& mended, const std::vector<DamagedWord>& words) {
  Tally made;
  const std::string text = mended.text();
  std::size_t at = 0;
  for (const DamagedWord& word : words) {
    const auto stands = [&](const std::string& reading) {
      return text.compare(at, reading.size(), reading) == 0 && text[at + reading.size()] == ' ';
    };
    made.damaged += word.is_damaged();
    if (stands(word.meant)) {
      made.restored += word.is_damaged();
      at += word.meant.size() + 1;
    } else {
      const bool untouched = stands(word.read);
      made.wrong += !untouched;
      if (made.left.size() < 900)
        made.left += word.meant + " (" + word.read + (untouched ? ") " : ": " + text.substr(at, 30) + ") ");
      at = untouched ? at + word.read.size() + 1 : text.find(' ', at) + 1;
    }
  }
  return made;
}

TEST(WordRepair, NearlyAllDamagedWordsAreRestoredAndNoneIsMadeWrong) {
  std::size_t damaged = 0, restored = 0;
  std::string left;
  for (const unsigned seed : {1u, 2u, 3u, 4u, 5u, 6u, 7u, 8u}) {
    Machine machine(seed);
    const Mended mended(machine.read(sound_text()));
    const Tally result = tally(mended, machine.words());
    EXPECT_EQ(result.wrong, 0u) << "seed " << seed << ": " << result.left;
    EXPECT_GT(result.damaged, 100u);
    damaged += result.damaged;
    restored += result.restored;
    left += result.left;
  }
  EXPECT_GE(restored * 100, damaged * 98) << restored << " of " << damaged << ": " << left;
}

TEST(WordRepair, ASoundTextStaysAsItIs) {
  std::string file;
  for (const std::string& paragraph : sound_text()) file += paragraph + "\n\n";
  const Mended mended(file);
  EXPECT_TRUE(mended.findings.empty()) << mended.findings[0].before << " " << mended.findings[0].after;
}

TEST(WordRepair, EachMendIsToldWithItsPlace) {
  const Mended mended(damaged_around);
  ASSERT_GT(mended.findings.size(), 8u);
  for (const Finding& finding : mended.findings) {
    const std::string_view text = mended.sources.text(finding.place.source);
    EXPECT_EQ(text.substr(finding.place.begin, finding.place.end - finding.place.begin), finding.after);
    EXPECT_EQ(finding.place.source, mended.document->text);
    EXPECT_FALSE(finding.why.empty());
    EXPECT_FALSE(finding.where.empty());
  }
}

TEST(WordRepair, AHyphenStaysWhereTwoWordsShareIt) {
  const Mended mended(
      "Kommunen samler sin løn-\nog personaleadministration i ét cen-\nter med IT-\nudvikling.\n");
  EXPECT_EQ(mended.text(),
            "Kommunen samler sin løn- og personaleadministration i ét center med IT-udvikling. ");
  ASSERT_NE(mended.finding("cen- ter"), nullptr);
  EXPECT_EQ(mended.finding("cen- ter")->certainty, Finding::Certainty::certain);
}

TEST(WordRepair, AWordThatNoDictionaryHasKeepsItsHyphen) {
  const Mended mended("Det nye system hedder Kvadro-\nplexin og er købt i år.\n");
  EXPECT_EQ(mended.text(), "Det nye system hedder Kvadro- plexin og er købt i år. ");
  ASSERT_NE(mended.finding("Kvadro- plexin"), nullptr);
  EXPECT_EQ(mended.finding("Kvadro- plexin")->certainty, Finding::Certainty::unsure);
}

// Another column stood between the two halves.
TEST(WordRepair, TwoWordsThatAHyphenPartsAreNoBrokenWord) {
  const Mended mended(damaged_around + "Det er en rapport med af-\ndirekter i spidsen.\n");
  ASSERT_NE(mended.finding("af- direkter"), nullptr) << mended.text();
  EXPECT_EQ(mended.finding("af- direkter")->certainty, Finding::Certainty::unsure);
  EXPECT_NE(mended.text().find("med af- direkter i"), std::string::npos) << mended.text();
}

TEST(WordRepair, NumbersAbbreviationsAddressesAndRightWordsAreNotTouched) {
  const std::string kept =
      "Den 4. marts 2026 er der 0,4 mio. kr. vedr. p-pladser, jf. BIF og KEJD, og kontoret i gade 2a har "
      "adressen post@kommune.dk og siden www.kommune.dk/gaelder. En god mode er at bade i havet.\n";
  const Mended mended(damaged_around + kept);
  EXPECT_NE(mended.text().find(kept.substr(0, kept.size() - 1)), std::string::npos) << mended.text();
}

TEST(WordRepair, WordsThatWereGluedArePartedAndABarIsI) {
  const Mended mended(damaged_around + "| udvalget er man enig om, atder skal holdes atdeto mgder.\n");
  EXPECT_NE(mended.text().find("I udvalget er man enig om, at der skal holdes at de to møder."),
            std::string::npos)
      << mended.text();
}

TEST(WordRepair, AWordThatIsOneItselfIsMendedByItsNeighboursAlone) {
  const Mended mended(damaged_around +
                      "Der er i mange ar talt bade om veje og stier. Der er et ar pa huden.\n");
  EXPECT_NE(mended.text().find("i mange år talt både om veje og stier."), std::string::npos) << mended.text();
  const Mended sound("Lad os bade i aften, og lad os se, om vi kan finde et sted ved vandet.\n");
  EXPECT_TRUE(sound.findings.empty());
}

TEST(WordRepair, WhereTwoWordsMayBeMeantTheTextStays) {
  const Mended mended(damaged_around + "Arbejdet gar ved en port.\n");
  const Finding* finding = mended.finding("gar");
  ASSERT_NE(finding, nullptr) << mended.text();
  EXPECT_EQ(finding->after, "gar");
  EXPECT_NE(finding->certainty, Finding::Certainty::certain);
  EXPECT_NE(finding->why.find("går"), std::string::npos) << finding->why;
  EXPECT_NE(finding->why.find("gør"), std::string::npos) << finding->why;
}

TEST(WordRepair, RunsKeepTheirLookAndForeignOnesTheirWords) {
  const std::string bold = "<w:r><w:rPr><w:b/></w:rPr><w:t>leegges</w:t></w:r>";
  const std::string english =
      "<w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\"> ggod mgde</w:t></w:r>";
  ReadFile file(
      WordFile(paragraph(run(damaged_around)) + paragraph(run("Det fore") + bold + english)).bytes());
  const Project project;
  repair(file.sources, *file.document, speller(), project);
  const Paragraph& mended = *file.document->paragraphs()[1];
  EXPECT_EQ(mended.text(), "Det forelægges ggod mgde");
  EXPECT_EQ(mended.runs[0].text, "Det forelægges");
  EXPECT_TRUE(mended.runs[1].bold);
  EXPECT_EQ(file.sources.text(file.document->text).substr(file.document->lines[1]),
            "Det forelægges ggod mgde\n");
}

// A Word file that was made of a scan: line ends are breaks, paragraphs, or gone, and their hyphens stay.
TEST(Repair, MendsTheHyphensOfAWordFileMadeOfAScan) {
  Project project;
  ReadFile file(
      WordFile(paragraph(run("Gruppen skal have et over-")) + paragraph(run("blik over opgaverne i for-")) +
               paragraph(run("valtningerne og de kom-munale institutioner, der har en løn- og")) +
               paragraph(run("personaleafdeling, en it-afdeling og en ad-")) + paragraph(run("Hoc")))
          .bytes());
  const std::vector<Finding> findings = repair(file.sources, *file.document, speller(), project);
  std::string text;
  for (const Paragraph* each : file.document->paragraphs()) text += each->text() + "|";
  EXPECT_EQ(
      text,
      "Gruppen skal have et overblik over opgaverne i forvaltningerne og de kommunale institutioner, der har "
      "en løn- og|personaleafdeling, en it-afdeling og en ad-|Hoc|");
  ASSERT_EQ(findings.size(), 3u);
  for (const Finding& each : findings) EXPECT_EQ(each.certainty, Finding::Certainty::certain) << each.before;
  EXPECT_EQ(findings[2].before + " " + findings[2].after, "kom-munale kommunale");
  const std::string_view now = file.sources.text(file.document->text);
  EXPECT_EQ(now.substr(findings[2].place.begin, findings[2].place.end - findings[2].place.begin),
            "kommunale");
}

TEST(WordRepair, CapitalsNumbersAndShortWordsOfTheirOwnAreNoDamage) {
  const std::string sound =
      "Forhandlingerne mellem FA, PA, MA og SA er afsluttet. Kommunen har fået en orientering om "
      "resultatet.\n";
  EXPECT_EQ(Mended(sound).findings.size(), 0u);
  // Neither are they in a text that is damaged, and what is a word in its own right is not certain.
  const Mended mended(damaged_around +
                      "Det gælder bla. huslejen, som FA og PA har drøftet. Toget P4 og linje S4 kører, og "
                      "barnet er født i Sa. Aben sad i træet. Skovbrug kaldes forst. De kan fa svar.");
  for (const std::string words : {"bla. huslejen", "FA og PA", "Toget P4", "linje S4", "i Sa.", "Aben sad",
                                  "kaldes forst", "kan få svar"})
    EXPECT_NE(mended.text().find(words), std::string::npos) << words << ": " << mended.text();
  ASSERT_NE(mended.finding("Aben"), nullptr);
  EXPECT_EQ(mended.finding("Aben")->certainty, Finding::Certainty::likely);
}

}  // namespace
}  // namespace kancelli::word
