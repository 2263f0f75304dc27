#include <gtest/gtest.h>

#include "pipeline/statute/apply.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

// The clauses by item, with "/" between items.
std::string shifts(const Unit& statute, std::vector<Item> items) {
  std::string text;
  for (const std::vector<Shift>& each : shift_clauses(statute, amendment_of(std::move(items)))) {
    if (!text.empty()) text += " / ";
    text += each.empty() ? "-" : show(each);
  }
  return text;
}

Unit stykker(std::size_t count) {
  std::string text = "# V\n§ 35. Et.\n";
  for (std::size_t i = 2; i <= count; ++i) text += "Stk. " + std::to_string(i) + ". Ord.\n";
  return statute_of(text);
}

TEST(ShiftClauses, an_inserted_stykke_moves_those_after_it) {
  EXPECT_EQ(shifts(stykker(3), {item_of({insert_units(Side::after, "§ 35, stk. 1", "Stk. 2. N.")})}),
            "stk. 2,3 > 3,4");
  EXPECT_EQ(shifts(stykker(2), {item_of({insert_units(Side::before, "§ 35, stk. 1", "Stk. 1. N.")})}),
            "stk. 1,2 > 2,3");
}

TEST(ShiftClauses, one_that_comes_last_moves_none) {
  EXPECT_EQ(shifts(stykker(3), {item_of({insert_units(Side::last, "§ 35", "Stk. 4. N.")})}), "-");
}

TEST(ShiftClauses, a_repealed_stykke_moves_those_after_it_back) {
  EXPECT_EQ(shifts(stykker(6), {item_of({repeal("§ 35, stk. 3")})}), "stk. 4,5,6 > 3,4,5");
}

TEST(ShiftClauses, count_what_goes_and_what_comes_instead) {
  EXPECT_EQ(shifts(stykker(6), {item_of({replace_units("§ 35, stk. 2; § 35, stk. 3", "Stk. 2. N.")})}),
            "stk. 4,5,6 > 3,4,5");
  EXPECT_EQ(shifts(stykker(3), {item_of({replace_units("§ 35, stk. 2", "Stk. 2. N.")})}), "-");
}

TEST(ShiftClauses, in_stages_each_states_the_old_number_and_the_last) {
  EXPECT_EQ(shifts(stykker(3),
                   {item_of({insert_units(Side::after, "§ 35, stk. 1", "Stk. 2. N.")}),
                    item_of({insert_units(Side::after, "§ 35, stk. 2, der bliver stk. 3", "Stk. 4. N.")})}),
            "stk. 2 > 3 / stk. 3 > 5");
}

TEST(ShiftClauses, in_stages_that_cancel_out_leave_the_rest_alone) {
  EXPECT_EQ(shifts(stykker(5),
                   {item_of({repeal("§ 35, stk. 2")}),
                    item_of({insert_units(Side::after, "§ 35, stk. 4, der bliver stk. 3", "Stk. 4. N.")})}),
            "stk. 3,4 > 2,3 / -");
}

TEST(ShiftClauses, one_item_at_two_places_has_a_clause_for_each_run) {
  EXPECT_EQ(shifts(stykker(6), {item_of({repeal("§ 35, stk. 2; § 35, stk. 4")})}),
            "stk. 3 > 2; stk. 5,6 > 3,4");
}

TEST(ShiftClauses, what_the_item_says_becomes_of_a_unit_needs_none) {
  EXPECT_EQ(
      shifts(stykker(5),
             {item_of({repeal("§ 35, stk. 2"), delete_words("§ 35, stk. 3, der bliver stk. 2", "Ord")})}),
      "stk. 4,5 > 3,4");
}

TEST(ShiftClauses, are_for_numre_and_litraer_but_not_for_paragraphs_sentences_and_annexes) {
  const Unit statute = statute_of("# V\n§ 1. A. B.\n1) a\na) x\nb) y\n2) b\n§ 2. C.\nBilag 1: X\n- D.\n- E.");
  EXPECT_EQ(shifts(statute, {item_of({insert_units(Side::before, "§ 1, nr. 1, litra a", "a) n")}),
                             item_of({insert_units(Side::after, "§ 1, nr. 1", "2) n")}),
                             item_of({insert_units(Side::before, "§ 1, 1. pkt.", "1. pkt. N.")}),
                             item_of({repeal("§ 2")}), item_of({repeal("bilag 1, stk. 1")})}),
            "litra a,b > b,c / nr. 2 > 3 / - / - / -");
}

TEST(ShiftClauses, of_a_reworded_unit_are_none) {
  EXPECT_EQ(shifts(stykker(3), {item_of({reword("§ 35", "§ 35. A.\nStk. 2. B.")})}), "-");
}

TEST(AnnounceNumbers, says_what_a_unit_becomes_by_an_earlier_item_only) {
  Amendment amendment = amendment_of({item_of({insert_units(Side::before, "§ 35, stk. 1", "Stk. 1. N.")}),
                                      item_of({insert_units(Side::after, "§ 35, stk. 2", "Stk. 4. N.")}),
                                      item_of({delete_words("§ 35, stk. 3, der bliver stk. 9", "Ord")})});
  announce_numbers(stykker(3), amendment);
  EXPECT_EQ(amendment.items[0].operations[0].anchor.where, reference_of("§ 35, stk. 1"));
  EXPECT_EQ(amendment.items[1].operations[0].anchor.where, reference_of("§ 35, stk. 2, der bliver stk. 3"));
  EXPECT_EQ(amendment.items[2].operations[0].places[0].where,
            reference_of("§ 35, stk. 3, der bliver stk. 5"));
}

TEST(AnnounceNumbers, says_it_within_an_item_that_moves_the_unit_itself) {
  Amendment amendment =
      amendment_of({item_of({repeal("§ 35, stk. 2"), delete_words("§ 35, stk. 3", "Ord")})});
  announce_numbers(stykker(4), amendment);
  EXPECT_EQ(amendment.items[0].operations[1].places[0].where,
            reference_of("§ 35, stk. 3, der bliver stk. 2"));
  EXPECT_EQ(shifts(stykker(4), amendment.items), "stk. 4 > 3");
}

}  // namespace
}  // namespace kancelli::statute
