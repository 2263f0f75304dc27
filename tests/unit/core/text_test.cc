#include "pipeline/core/text.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

TEST(Utf8, FindsTheFirstMalformedByte) {
  EXPECT_EQ(find_invalid_utf8("æøå €"), std::string_view::npos);
  EXPECT_EQ(find_invalid_utf8("k\xF8"
                              "benhavn"),
            1u);
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0u) << "overlong";
  EXPECT_EQ(find_invalid_utf8("a\xED\xA0\x80"), 1u) << "a surrogate";
  EXPECT_EQ(find_invalid_utf8("ab\xE2\x82"), 2u) << "cut off";
}

TEST(Lower, KnowsDanishLetters) {
  EXPECT_EQ(lower("ÆØÅ ØKONOMI É"), "æøå økonomi é");
}

TEST(WithoutTypography, MakesBreakingFormsOfSpacesAndHyphens) {
  EXPECT_EQ(without_typography("1.\u00A0januar\u202F2026 stk.\u20114 Bor\u00ADger"),
            "1. januar 2026 stk.-4 Borger");
}

TEST(EditDistance, CountsCodePointsAndStopsAtTheLimit) {
  EXPECT_EQ(edit_distance("formål", "formal", 3), 1u);
  EXPECT_EQ(edit_distance("abc", "xyzuvw", 2), 3u);
}

TEST(Nearest, LeavesOutWhatIsTooFar) {
  EXPECT_EQ(nearest("organisaton", {"organisation", "tasks"}), "organisation");
  EXPECT_EQ(nearest("xyz", {"organisation", "tasks"}), "");
}

TEST(Sha256, IsThePublishedValueOfAbc) {
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(CollapseSpace, TrimsAndJoins) {
  EXPECT_EQ(collapse_space(" \n a\t\r\n b "), "a b");
}

TEST(AsSentence, AddsAFullStopToWordsThatEndAsNoSentence) {
  EXPECT_EQ(as_sentence("Et tal var forkert"), "Et tal var forkert.");
  EXPECT_EQ(as_sentence(" Et tal (i afsnit 2.)\n"), "Et tal (i afsnit 2.).");
  EXPECT_EQ(as_sentence("Ordet hedder »plan«"), "Ordet hedder »plan«.");
  EXPECT_EQ(as_sentence("Tallet var 5%"), "Tallet var 5%.");
}

TEST(AsSentence, LeavesAloneWhatEndsAsOneAndNothing) {
  for (const char* ended :
       {"Rettet.", "Er det rettet?", "Nu!", "Og så videre …", "Det lyder »Sådan er det.«", ""})
    EXPECT_EQ(as_sentence(ended), ended);
  EXPECT_EQ(as_sentence(" \n"), "");
}

TEST(Base64, GoesThereAndBack) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("æ"), "w6Y=");
  std::string bytes;
  for (int i = 0; i < 1000; ++i) bytes += static_cast<char>(i * 7);
  EXPECT_EQ(from_base64(base64(bytes)), bytes);
  EXPECT_EQ(base64(bytes).find('\n'), std::string::npos);
  EXPECT_THROW(from_base64("æ!"), Error);
}

}  // namespace
}  // namespace kancelli
