#include "pipeline/statute/provision.h"

#include <gtest/gtest.h>

namespace kancelli::statute {
namespace {

TEST(Provision, letters_go_on_after_z_with_the_danish_ones) {
  EXPECT_EQ(ordinal(Kind::letter, 0), "a");
  EXPECT_EQ(ordinal(Kind::letter, 25), "z");
  EXPECT_EQ(ordinal(Kind::letter, 28), "å");
  EXPECT_EQ(ordinal(Kind::letter, 29), "aa");
  EXPECT_EQ(ordinal(Kind::subsection, 11), "12");
}

TEST(Provision, a_number_with_a_letter_stands_between_two_numbers) {
  EXPECT_TRUE(number_less("7", "7 a"));
  EXPECT_TRUE(number_less("7 a", "7 b"));
  EXPECT_TRUE(number_less("7 b", "8"));
  EXPECT_TRUE(number_less("9", "10"));
  EXPECT_FALSE(number_less("10", "9 a"));
}

}  // namespace
}  // namespace kancelli::statute
