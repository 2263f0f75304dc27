#include "pipeline/check/cpr.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

std::string found(std::string_view text) {
  std::string result;
  for (const CprHit& hit : find_cpr_numbers(text)) {
    result += result.empty() ? "" : "|";
    result += std::string(text.substr(hit.begin, hit.end - hit.begin)) + (hit.likely ? "!" : "?");
  }
  return result;
}

TEST(Cpr, IsFoundWithAHyphenASpaceOrNothingBetween) {
  EXPECT_EQ(found("070761-4285, 070761 4285 og 0707614285."), "070761-4285!|070761 4285!|0707614285!");
  EXPECT_EQ(found("070761\u00A04285 og 070761\u20114285 og 070761\u20134285"),
            "070761\u00A04285!|070761\u20114285!|070761\u20134285!");
}

TEST(Cpr, WithAWrongCheckDigitIsStillAHit) {
  EXPECT_EQ(found("070761-4286"), "070761-4286?");
  EXPECT_EQ(found("010165-1234"), "010165-1234!")
      << "numbers of 1 January are given out without a check digit";
}

TEST(Cpr, WithAReplacementDayIsAHit) {
  EXPECT_EQ(found("670761-4285 og 910761-4285"), "670761-4285?|910761-4285?");
  EXPECT_EQ(found("610165-1234"), "610165-1234!");
}

TEST(Cpr, NeedsAPossibleBirthday) {
  EXPECT_EQ(found("000161-4285 320161-4285 600161-4285 920161-4285 010061-4285 011361-4285"), "");
}

TEST(Cpr, IsNotSeenInCaseNumbersAndLongerNumbers) {
  EXPECT_EQ(found("2017-0120442 2015-0061783-1 330-2018-3619"), "");
  EXPECT_EQ(found("5798009800411 0101651234567 10101651234"), "");
  EXPECT_EQ(found("2017-010165-1234 010165-1234-01 3.010165-1234"), "");
  EXPECT_EQ(found("0101651234,50 kr. 1.010.651.234 kr. 010165 - 1234 010165-123"), "");
}

TEST(Cpr, IsFoundBesideLettersAndOtherNumbers) {
  EXPECT_EQ(found("CPR0707614285x"), "0707614285!");
  EXPECT_EQ(found("nr. 3 070761-4285"), "070761-4285!");
  EXPECT_EQ(found("070761-4285,010165-1234"), "070761-4285!|010165-1234!");
}

TEST(Cpr, IsMasked) {
  EXPECT_EQ(masked("070761-4285"), "070761-****");
  EXPECT_EQ(masked("0707614285"), "070761-****");
}

}  // namespace
}  // namespace kancelli
