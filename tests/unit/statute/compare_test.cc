// What comparison makes of single edits: the formulas a lawyer would write.
#include "pipeline/statute/compare.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"
#include "pipeline/statute/formulas.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

// The items, a line each, without the frame and with ordinary spaces.
std::string items(const Unit& old, const Unit& changed, const CompareOptions& options = {}) {
  Diagnostics diagnostics;
  const Amendment amendment = compare(old, changed, options, diagnostics);
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) text += each.code + "\n";
  for (const Item& item : amendment.items)
    for (const Line& line : write(item)) text += without_typography(line.plain()) + "\n";
  return text;
}

std::string items(std::string_view old, std::string_view changed) {
  return items(statute_of(old), statute_of(changed));
}

constexpr std::string_view three = "# Vedtægt\n§ 35. Et.{a}\nStk. 2. To.{b}\nStk. 3. Tre.{c}\n";

TEST(Compare, a_new_stykke_moves_those_behind_it) {
  EXPECT_EQ(items(three, "# Vedtægt\n§ 35. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\nStk. 4. Tre.{c}\n"),
            "I § 35 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ny.«\nStk. 2 og 3 bliver herefter stk. "
            "3 og 4.\n");
}

TEST(Compare, two_new_stykker_in_stages_have_clauses_from_old_to_final_numbers) {
  EXPECT_EQ(
      items(three,
            "# Vedtægt\n§ 35. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\nStk. 4. Nyere.{m}\nStk. 5. Tre.{c}\n"),
      "I § 35 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ny.«\nStk. 2 bliver herefter stk. 3.\n"
      "I § 35 indsættes efter stk. 2, der bliver stk. 3, som nyt stykke:\n»Stk. 4. Nyere.«\n"
      "Stk. 3 bliver herefter stk. 5.\n");
}

TEST(Compare, a_new_last_stykke_moves_nothing) {
  EXPECT_EQ(items(three, "# Vedtægt\n§ 35. Et.{a}\nStk. 2. To.{b}\nStk. 3. Tre.{c}\nStk. 4. Fire.{n}\n"),
            "I § 35 indsættes som stk. 4:\n»Stk. 4. Fire.«\n");
}

TEST(Compare, a_new_first_stykke_has_no_designation) {
  EXPECT_EQ(items(three, "# Vedtægt\n§ 35. Ny.{n}\nStk. 2. Et.{a}\nStk. 3. To.{b}\nStk. 4. Tre.{c}\n"),
            "I § 35 indsættes før stk. 1 som nyt stykke:\n»Ny.«\nStk. 1-3 bliver herefter stk. 2-4.\n");
}

TEST(Compare, repealed_stykker_that_others_replace_are_one_item) {
  const std::string_view six =
      "# V\n§ 20. A.{a}\nStk. 2. B.{b}\nStk. 3. C.{c}\nStk. 4. D.{d}\nStk. 5. E.{e}\nStk. 6. F.{f}\n";
  EXPECT_EQ(items(six, "# V\n§ 20. A.{a}\nStk. 2. Ny.{n}\nStk. 3. D.{d}\nStk. 4. E.{e}\nStk. 5. F.{f}\n"),
            "§ 20, stk. 2 og 3, ophæves, og i stedet indsættes:\n»Stk. 2. Ny.«\nStk. 4-6 bliver herefter "
            "stk. 3-5.\n");
  EXPECT_EQ(items(six, "# V\n§ 20. A.{a}\nStk. 2. B.{b}\nStk. 3. D.{d}\nStk. 4. E.{e}\nStk. 5. F.{f}\n"),
            "§ 20, stk. 3, ophæves.\nStk. 4-6 bliver herefter stk. 3-5.\n");
}

TEST(Compare, the_og_of_a_list_moves_with_its_last_member) {
  EXPECT_EQ(items("# V\n§ 1. Udvalget varetager\n1) veje,{a}\n2) havne og{b}\n3) parker.{c}\n",
                  "# V\n§ 1. Udvalget varetager\n1) veje,{a}\n2) havne,{b}\n3) parker og{c}\n4) broer.{d}\n"),
            "I § 1, nr. 2, ændres »havne og« til: »havne,«.\n"
            "I § 1, nr. 3, ændres »parker.« til: »parker og«.\n"
            "I § 1 indsættes som nr. 4:\n»4) broer.«\n");
}

TEST(Compare, words_are_inserted_after_a_word_that_stands_there_once) {
  EXPECT_EQ(items("# V\n§ 1. Udvalget leder kommunen.{a}\n",
                  "# V\n§ 1. Udvalget leder kommunen, jf. dog § 2.{a}\n"),
            "I § 1 indsættes efter »kommunen«: », jf. dog § 2«.\n");
}

TEST(Compare, a_number_is_quoted_with_what_it_numbers) {
  EXPECT_EQ(items("# V\n§ 1. Det følger af reglen i stk. 2.{a}\nStk. 2. Nej.{b}\n",
                  "# V\n§ 1. Det følger af reglen i stk. 3.{a}\nStk. 2. Nej.{b}\n"),
            "I § 1, stk. 1, ændres »stk. 2« til: »stk. 3«.\n");
}

TEST(Compare, the_same_change_in_a_few_places_is_one_item) {
  EXPECT_EQ(items("# V\n§ 1. Byrådet mødes ofte i salen.{a}\n§ 2. Her vælger Byrådet en leder af salen.{b}\n",
                  "# V\n§ 1. Rådet mødes ofte i salen.{a}\n§ 2. Her vælger Rådet en leder af salen.{b}\n"),
            "I §§ 1 og 2 ændres »Byrådet« til: »Rådet«.\n");
}

TEST(Compare, a_name_in_more_than_five_places_is_changed_everywhere) {
  std::string old = "# V\n", changed = "# V\n";
  for (int i = 1; i <= 6; ++i) {
    const std::string tail =
        " fører tilsyn med byens anlæg nummer " + std::to_string(i) + ".{p" + std::to_string(i) + "}\n";
    old += "§ " + std::to_string(i) + ". Teknik- og Miljøudvalget" + tail;
    changed += "§ " + std::to_string(i) + ". Klima-, Miljø- og Teknikudvalget" + tail;
  }
  EXPECT_EQ(
      items(old, changed),
      "Overalt i vedtægten ændres »Teknik- og Miljøudvalget« til: »Klima-, Miljø- og Teknikudvalget«.\n");
}

TEST(Compare, a_new_paragraph_takes_a_letter_and_moves_nothing) {
  EXPECT_EQ(items("# V\nKapitel 2: Rådet\n§ 7. Et.{a}\nKapitel 3: Andet\n§ 8. To.{b}\n",
                  "# V\nKapitel 2: Rådet\n§ 7. Et.{a}\n§ 7 a. Ny.{n}\nKapitel 3: Andet\n§ 8. To.{b}\n"),
            "Efter § 7 indsættes i kapitel 2:\n»§ 7 a. Ny.«\n");
}

TEST(Compare, a_sentence_is_inserted_and_repealed_without_a_clause) {
  EXPECT_EQ(items("# V\n§ 1. Rådet mødes. Det er åbent.{a}\n",
                  "# V\n§ 1. Rådet mødes. Det kan lukkes. Det er åbent.{a}\n"),
            "I § 1 indsættes efter 1. pkt. som nyt punktum:\n»Det kan lukkes.«\n");
  EXPECT_EQ(items("# V\n§ 1. Rådet mødes. Det er åbent.{a}\n", "# V\n§ 1. Rådet mødes.{a}\n"),
            "§ 1, 2. pkt., ophæves.\n");
}

TEST(Compare, the_author_may_want_the_whole_provision_re_worded) {
  const Unit old = statute_of("# V\n§ 1. Udvalget leder kommunen hver dag.{a}\nStk. 2. Ja.{b}\n");
  const Unit changed = statute_of("# V\n§ 1. Udvalget styrer kommunen hver dag.{a}\nStk. 2. Ja.{b}\n");
  EXPECT_EQ(items(old, changed), "I § 1, stk. 1, ændres »leder« til: »styrer«.\n");
  CompareOptions options;
  options.forms["a-s1"] = CompareOptions::Form::whole;
  EXPECT_EQ(items(old, changed, options),
            "§ 1, stk. 1, affattes således:\n»Udvalget styrer kommunen hver dag.«\n");
}

TEST(Compare, a_provision_that_moved_is_repealed_and_inserted) {
  EXPECT_EQ(items("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Tre.{c}\n",
                  "# V\n§ 1. Et.{a}\n§ 2. Tre.{c}\nStk. 2. To.{b}\n"),
            "§ 1, stk. 2, ophæves.\nI § 2 indsættes som stk. 2:\n»Stk. 2. To.«\n");
}

TEST(Compare, versions_that_say_the_same_need_no_item) {
  EXPECT_EQ(items(three, three), "");
}

TEST(Compare, a_changed_title_comes_first) {
  EXPECT_EQ(items("# Vedtægt for byen og havnen\n§ 1. Et hus står her.{a}\n",
                  "# Vedtægt for byen og øen\n§ 1. To hus står her.{a}\n"),
            "I vedtægtens titel ændres »havnen« til: »øen«.\nI § 1 ændres »Et« til: »To«.\n");
}

}  // namespace
}  // namespace kancelli::statute
