// What is found in the source, told of the file that it was made from.
#include "pipeline/word/led_back.h"

#include <gtest/gtest.h>

namespace kancelli::word {
namespace {

// A source and the file's text that it became; each line of the text stands in the source as `made` has it.
struct Made {
  SourceMap sources;
  Imported imported;
  Paper paper;
  SourceId file = SourceId::none;

  Made(const std::string& xml, const std::string& text,
       const std::vector<std::pair<std::string, std::string>>& made) {
    imported.xml = xml;
    file = sources.add("brev.docx", text);
    for (const auto& [source, words] : made)
      imported.origins.push_back({at(xml, source),
                                  at(xml, source) + size(source),
                                  {file, at(text, words), at(text, words) + size(words)}});
    Diagnostics faults;
    paper.xml = read_xml(sources, sources.add("brev.xml", xml), faults);
  }
  static std::uint32_t at(const std::string& text, const std::string& words) {
    return static_cast<std::uint32_t>(text.find(words));
  }
  static std::uint32_t size(const std::string& words) { return static_cast<std::uint32_t>(words.size()); }

  // The words of the file that a stretch of the source is led back to.
  std::string led_back(const std::string& words) const {
    const LedBack back(imported, paper, file, sources.text(file));
    const std::uint32_t begin = at(imported.xml, words);
    const Span place = back.place({paper.source(), begin, begin + size(words)});
    return std::string(sources.text(file).substr(place.begin, place.end - place.begin));
  }
};

TEST(WordLedBack, WordsAreLedBackToThemselves) {
  const Made made("<p>Udvalget mødes her.</p>\n", "Udvalget mødes her.\n",
                  {{"Udvalget mødes her.", "Udvalget mødes her."}});
  EXPECT_EQ(made.led_back("mødes"), "mødes");
  EXPECT_EQ(made.led_back("her."), "her.");
}

TEST(WordLedBack, EntitiesAndLineEndsOfTheSourceDoNotShiftTheWords) {
  const Made made("<p>A &amp; B\n    mødes &#230; her</p>\n", "A & B mødes æ her\n",
                  {{"A &amp; B\n    mødes &#230; her", "A & B mødes æ her"}});
  EXPECT_EQ(made.led_back("mødes"), "mødes");
  EXPECT_EQ(made.led_back("her"), "her");
}

TEST(WordLedBack, WhatHasOtherWordsInTheFileIsAllOfThem) {
  const Made made(
      "<p>den <date value=\"2026-02-10\"/> mødes</p>\n", "den 10. februar 2026 mødes\n",
      {{"den ", "den "}, {"<date value=\"2026-02-10\"/>", "10. februar 2026"}, {" mødes", " mødes"}});
  EXPECT_EQ(made.led_back("2026-02-10"), "10. februar 2026");
  EXPECT_EQ(made.led_back("den <date value=\"2026-02-10\"/> mødes"), "den 10. februar 2026 mødes");
}

TEST(WordLedBack, AnElementIsItsFirstWords) {
  const Made made("<s><p>et</p><list><item>to</item></list></s>\n", "et\nto\n", {{"et", "et"}, {"to", "to"}});
  EXPECT_EQ(made.led_back("<list>"), "to");
  EXPECT_EQ(made.led_back("<s>"), "et");
}

// "<organ> lacks the attribute": the title beside it has nothing to do with it.
TEST(WordLedBack, WhatIsMissingAmongThePapersOwnWordsIsToldAtTheBeginning) {
  const Made made("<s><meta><title>et</title><organ/></meta><p>to</p></s>\n", "øverst\net\nto\n",
                  {{"et</title>", "et"}, {"to</p>", "to"}});
  EXPECT_EQ(made.led_back("<organ/>"), "");
  EXPECT_EQ(made.led_back("<title>et"), "et");
}

TEST(WordLedBack, AnElementWithoutWordsIsTheParagraphBefore) {
  const Made made("<s><meta/><p>et to</p><tail/></s>\n", "et to\n", {{"to", "to"}});
  EXPECT_EQ(made.led_back("<tail/>"), "et to");
  EXPECT_EQ(made.led_back("<meta/>"), "");  // nothing is before it: the file's beginning
}

TEST(WordLedBack, AnInstructionIsAboutWhatFollowsIt) {
  const Made made("<s><p>et</p><?kancelli x?><p>to</p></s>\n", "et\nto\n", {{"et", "et"}, {"to", "to"}});
  EXPECT_EQ(made.led_back("<?kancelli x?>"), "to");
}

}  // namespace
}  // namespace kancelli::word
