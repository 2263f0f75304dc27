#include <gtest/gtest.h>

#include "pipeline/core/text.h"
#include "pipeline/statute/apply.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

// What is said of list endings: "message | hint" a line each.
std::string endings(std::string_view statute, std::vector<Item> items) {
  Diagnostics diagnostics;
  apply(statute_of(statute), amendment_of(std::move(items)), {}, diagnostics);
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) {
    text += each.code == "enumeration-ending" ? each.message : each.code;
    for (const std::string& hint : each.hints) text += " | " + hint;
    text += "\n";
  }
  return without_typography(text);
}

constexpr std::string_view ports =
    "# V\n§ 1. Udvalget forvalter\n1) havne,\n2) veje,\n3) broer og\n4) skoler.";

TEST(ListEndings, move_when_a_member_comes_last) {
  EXPECT_EQ(
      endings(ports, {item_of({insert_units(Side::last, "§ 1", "5) parker.")})}),
      "§ 1, nr. 3, must end with »,« in place of »og« once the list is changed | add the item: I § 1, nr. 3, "
      "ændres »broer og« til: »broer,«.\n"
      "§ 1, nr. 4, must end with »og« in place of ».« once the list is changed | add the item: I § 1, nr. 4, "
      "ændres »skoler.« til: »skoler og«.\n");
}

TEST(ListEndings, are_right_once_the_items_say_so) {
  EXPECT_EQ(endings(ports, {item_of({replace_words("§ 1, nr. 3", "broer og", "broer,")}),
                            item_of({replace_words("§ 1, nr. 4", "skoler.", "skoler og")}),
                            item_of({insert_units(Side::last, "§ 1", "5) parker.")})}),
            "");
  EXPECT_EQ(endings(ports, {item_of({repeal("§ 1, nr. 1")}, {shift_of("nr. 2,3,4 > 1,2,3")})}), "");
}

TEST(ListEndings, move_when_the_last_member_goes) {
  EXPECT_EQ(
      endings(ports, {item_of({repeal("§ 1, nr. 4")})}),
      "§ 1, nr. 2, must end with »og« in place of »,« once the list is changed | add the item: I § 1, nr. 2, "
      "ændres »veje,« til: »veje og«.\n"
      "§ 1, nr. 3, must end with ».« in place of »og« once the list is changed | add the item: I § 1, nr. 3, "
      "ændres »broer og« til: »broer.«\n");
}

TEST(ListEndings, name_the_new_number_of_a_member_that_shifts) {
  EXPECT_EQ(
      endings(ports, {item_of({repeal("§ 1, nr. 1"), repeal("§ 1, nr. 4")}, {shift_of("nr. 2,3 > 1,2")})}),
      "§ 1, nr. 1, must end with »og« in place of »,« once the list is changed | add the item: I § 1, nr. 2, "
      "der "
      "bliver nr. 1, ændres »veje,« til: »veje og«.\n"
      "§ 1, nr. 2, must end with ».« in place of »og« once the list is changed | add the item: I § 1, nr. 3, "
      "der "
      "bliver nr. 2, ændres »broer og« til: »broer.«\n");
}

TEST(ListEndings, of_new_members_are_told_in_their_own_words) {
  EXPECT_EQ(endings(ports, {item_of({insert_units(Side::after, "§ 1, nr. 1", "2) små parker")},
                                    {shift_of("nr. 2,3,4 > 3,4,5")})}),
            "§ 1, nr. 2, must end with »,« once the list is changed | let its words end so: »små parker,«\n");
}

TEST(ListEndings, are_no_matter_of_lists_of_whole_sentences_or_with_other_ways) {
  EXPECT_EQ(endings("# V\n§ 1. Udvalget skal:\n1) Bygge.\n2) Male.",
                    {item_of({insert_units(Side::last, "§ 1", "3) Rive ned.")})}),
            "");
  EXPECT_EQ(endings("# V\n§ 1. Udvalget forvalter\n1) havne;\n2) veje;",
                    {item_of({insert_units(Side::last, "§ 1", "3) broer;")})}),
            "");
}

TEST(ListEndings, keep_the_word_that_the_list_has) {
  EXPECT_EQ(endings("# V\n§ 1. Det sker, når\n1) rådet eller\n2) udvalget\n| vil det.",
                    {item_of({insert_units(Side::last, "§ 1", "3) byen")})}),
            "§ 1, nr. 1, must end with »,« in place of »eller« once the list is changed | add the item: I § "
            "1, nr. 1, "
            "ændres »rådet eller« til: »rådet,«.\n"
            "§ 1, nr. 2, must end with »eller« once the list is changed | add the item: I § 1, nr. 2, ændres "
            "»udvalget« til: »udvalget eller«.\n");
}

}  // namespace
}  // namespace kancelli::statute
