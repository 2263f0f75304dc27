#include "pipeline/check/text_matches.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

std::string amount(std::string_view text) {
  const WrittenAmount found = read_amount(text);
  return found.length == 0 ? ""
                           : std::string(text.substr(0, found.length)) + "=" + found.kr.plain() + " " +
                                 std::string(found.in);
}

TEST(WrittenAmounts, AreReadExactly) {
  EXPECT_EQ(amount("25 mio. kr. til drift"), "25 mio. kr.=25000000 mio");
  EXPECT_EQ(amount("4,1 mio. kr."), "4,1 mio. kr.=4100000 mio");
  EXPECT_EQ(amount("1,25 mia. kroner"), "1,25 mia. kroner=1250000000 mia");
  EXPECT_EQ(amount("1.457.819 kr."), "1.457.819 kr.=1457819 kr");
  EXPECT_EQ(amount("1.457,50 kroner"), "1.457,50 kroner=1457.50 kr");
  EXPECT_EQ(amount("512 t.kr."), "512 t.kr.=512000 t");
  EXPECT_EQ(amount("50 mio.kr."), "50 mio.kr.=50000000 mio");
  EXPECT_EQ(amount("2 millioner kroner"), "2 millioner kroner=2000000 mio");
}

TEST(WrittenAmounts, NeedAUnitAndAPossibleNumber) {
  for (const char* text : {"25", "25 mio.", "25 medarbejdere", "25 kronerne", "kr. 25", "1.45 x", "",
                           "999999999999999999 kr.", "12345678901 mia. kr."})
    EXPECT_EQ(amount(text), "") << text;
}

TEST(Lexicon, FindsTheLongestPhraseThatEndsWithAWord) {
  Lexicon lexicon;
  lexicon.add("Koncern IT", Phrase::Kind::name, 1);
  lexicon.add("Koncern IT og Service", Phrase::Kind::name, 2);
  lexicon.add("Koncernservice", Phrase::Kind::name, 3);
  lexicon.add("780 ansatte", Phrase::Kind::fact, 4);
  lexicon.add("ØU", Phrase::Kind::name, 5);
  const auto at = [&](std::string_view text) {
    std::size_t length = 0;
    const Phrase* found = lexicon.longest(text, 0, length);
    return found == nullptr ? std::string()
                            : std::to_string(found->index) + ":" + std::string(text.substr(0, length));
  };
  EXPECT_EQ(at("Koncern IT er"), "1:Koncern IT");
  EXPECT_EQ(at("Koncern IT og Service."), "2:Koncern IT og Service");
  EXPECT_EQ(at("Koncern ITs"), "1:Koncern ITs");
  EXPECT_EQ(at("Koncern ITer"), "");
  EXPECT_EQ(at("Koncernservices mål"), "3:Koncernservices");
  EXPECT_EQ(at("Koncernservicet"), "");
  EXPECT_EQ(at("780 ansatte"), "4:780 ansatte");
  EXPECT_EQ(at("780 ansattes"), "");
  EXPECT_EQ(at("ØU’s"), "5:ØU’s");
  EXPECT_EQ(at("ØUs"), "5:ØUs");
  EXPECT_EQ(at("ØUF"), "");
  EXPECT_EQ(at("øu"), "");
}

TEST(Words, EndWithTheirLettersAndDigits) {
  EXPECT_EQ(word_end("ært-x", 0), 4u);
  EXPECT_EQ(word_end("a§", 0), 1u);
  EXPECT_EQ(word_end("–", 0), 0u);
  EXPECT_TRUE(within_word("æb", 2));
  EXPECT_FALSE(within_word("–b", 3));
  EXPECT_FALSE(within_word("b", 0));
}

}  // namespace
}  // namespace kancelli
