#include "pipeline/check/written_numbers.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

// The numbers of a text, each as "value[~|>|<]noun".
std::string seen(std::string_view text) {
  std::string out;
  for (const WrittenNumber& number : written_numbers(text)) {
    const char* hedges[] = {"", "~", ">", "<"};
    if (!out.empty()) out += " ";
    out += hedges[static_cast<int>(number.hedge)] + number.value.plain();
  }
  return out;
}

TEST(WrittenNumbers, AreWordsAndDigits) {
  EXPECT_EQ(seen("Syv udvalg, 11 områder, 45.000 ansatte og 4,1 mio. kr."), "7 11 45000 4100000");
  EXPECT_EQ(seen("2 mia. kr. og 3 millioner kroner"), "2000000000 3000000");
}

TEST(WrittenNumbers, AreNoArticlesDatesRangesOrPartsOfWords) {
  EXPECT_EQ(seen("en opgave og et mål"), "");
  EXPECT_EQ(seen("2025-2028, 65-årige, 1.1.2026, 2017-0120442, 15:30, 4a, 0-5"), "");
  EXPECT_EQ(seen("2. behandling den 1. januar"), "");
  EXPECT_EQ(seen("firehjulet, tre-delt, Tivoli, tidens to"), "2");
}

TEST(WrittenNumbers, SayHowExactlyTheyAreMeant) {
  EXPECT_EQ(seen("ca. 780 og omkring 3.000"), "~780 ~3000");
  EXPECT_EQ(seen("Over 280, mere end 5, mindst fire, godt 20"), ">280 >5 >4 >20");
  EXPECT_EQ(seen("næsten 400, op til 90, færre end ti, knap 3"), "<400 <90 <10 <3");
  EXPECT_EQ(seen("en plan til 2 af os"), "2");
}

TEST(WrittenNumbers, KnowTheirNoun) {
  const std::string_view text = "ca. 780 ordinært ansatte";
  const auto numbers = written_numbers(text);
  ASSERT_EQ(numbers.size(), 1u);
  EXPECT_EQ(text.substr(numbers[0].noun), "ordinært ansatte");
  EXPECT_EQ(numbers[0].hedge_begin, 0u);
  const auto last = written_numbers("der er 12.");
  ASSERT_EQ(last.size(), 1u);
  EXPECT_EQ(last[0].noun, last[0].end);
}

bool said(std::string_view text, std::int64_t known, bool approximate = false) {
  return agrees(written_numbers(text).at(0), {known, 0}, approximate);
}

TEST(WrittenNumbers, AgreeAsExactlyAsTheyAreMeant) {
  EXPECT_TRUE(said("780", 780));
  EXPECT_FALSE(said("780", 783));
  EXPECT_TRUE(said("783", 780, true));
  EXPECT_FALSE(said("870", 780, true));
  EXPECT_TRUE(said("ca. 45.000", 44612));
  EXPECT_FALSE(said("ca. 45.000", 39900));
  EXPECT_TRUE(said("over 280", 400));
  EXPECT_FALSE(said("over 280", 250));
  EXPECT_TRUE(said("næsten 400", 390));
  EXPECT_FALSE(said("næsten 400", 450));
}

TEST(WrittenNumbers, RoundToThePlaceTheyStandIn) {
  EXPECT_TRUE(rounds_to({16494, 1}, {1649422, 3}));
  EXPECT_FALSE(rounds_to({16493, 1}, {1649422, 3}));
  EXPECT_TRUE(rounds_to({4700000, 0}, {4712000, 0}));
  EXPECT_FALSE(rounds_to({4900000, 0}, {4712000, 0}));
}

std::string_view sentence(std::string_view text, std::string_view word) {
  const Stretch found = sentence_around(text, text.find(word));
  return text.substr(found.begin, found.end - found.begin);
}

TEST(Sentences, EndBeforeCapitalsAndElementsButNotAfterAbbreviations) {
  EXPECT_EQ(sentence("Et. To ord. Tre.\n", "ord"), " To ord");
  EXPECT_EQ(sentence("Se jf. Økonomiudvalget og ca. 780 ord.\n", "ord"),
            "Se jf. Økonomiudvalget og ca. 780 ord");
  EXPECT_EQ(sentence("Den 1. \uFFFC er ord.\n", "ord"), "Den 1. \uFFFC er ord");
  EXPECT_EQ(sentence("Et. \uFFFC har ord.\n", "ord"), " \uFFFC har ord");
  EXPECT_EQ(sentence("Et\nto ord\ntre", "ord"), "to ord");
}

}  // namespace
}  // namespace kancelli
