// The proof of an amendment: that it holds, and that each of its claims can fail.
#include "pipeline/statute/proof.h"

#include <gtest/gtest.h>

#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/formulas.h"
#include "tests/support/random_statutes.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

struct Made {
  Unit old, changed;
  Amendment amendment;
  std::vector<std::vector<std::string>> touched;
  std::string marked, parallel;
};

Made made(Unit old, Unit changed) {
  Made result{std::move(old), std::move(changed), {}, {}, {}, {}};
  Diagnostics diagnostics;
  result.amendment = compare(result.old, result.changed, {}, diagnostics);
  result.amendment.introduction = "I vedtægt for byen foretages følgende ændringer:";
  result.touched = apply(result.old, result.amendment, {}, diagnostics).touched;
  result.marked = marked_text({"x", "X", "", "", ""}, result.old, result.changed);
  result.parallel = parallel_text({"y", "Y", "", "", ""}, result.old, result.amendment);
  return result;
}

// The claims that fail, by their number.
std::string failing(const Made& made) {
  SourceMap sources;
  Diagnostics faults;
  const auto marked = read_xml(sources, sources.add("marked", made.marked), faults);
  const auto parallel = read_xml(sources, sources.add("parallel", made.parallel), faults);
  std::string text;
  for (const Finding& finding :
       prove(made.old, made.changed, made.amendment, made.touched, *marked->root, *parallel->root))
    if (!finding.holds)
      text += std::to_string(static_cast<int>(finding.claim)) + ": " + finding.difference + "\n";
  return text;
}

Made example() {
  return made(
      statute_of(
          "# Vedtægt for byen\n§ 1. Rådet leder byen.{a}\nStk. 2. Det mødes ofte.{b}\n§ 2. Slut.{c}\n"),
      statute_of("# Vedtægt for byen\n§ 1. Rådet styrer byen.{a}\nStk. 2. Det vælger en leder.{n}\nStk. 3. "
                 "Det mødes "
                 "ofte.{b}\n§ 2. Slut.{c}\n"));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string plain(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text.compare(at, 2, "\u00A0") == 0)
      result += ' ', ++at;
    else
      result += text[at];
  return result;
}

TEST(Proof, holds_for_an_amendment_that_was_compared) {
  EXPECT_EQ(failing(example()), "");
}

TEST(Proof, fails_when_the_new_text_is_another) {
  Made spoilt = example();
  spoilt.changed.units[1].units[0].text.words = "Forbi.";
  EXPECT_NE(failing(spoilt), "");
}

TEST(Proof, fails_when_a_permanent_name_is_lost) {
  Made spoilt = example();
  spoilt.amendment.items[1].operations[0].content[0].id = "other";
  EXPECT_EQ(failing(spoilt).substr(0, 1), std::to_string(static_cast<int>(Claim::operations_give_ids)));
}

TEST(Proof, fails_when_the_marked_text_leaves_a_word_out) {
  Made spoilt = example();
  spoilt.marked = replaced(spoilt.marked, "ofte", "aldrig");
  EXPECT_EQ(failing(spoilt).substr(0, 1), std::to_string(static_cast<int>(Claim::marked_text_holds_both)));
}

TEST(Proof, fails_when_the_left_column_is_not_the_text_in_force) {
  Made spoilt = example();
  spoilt.parallel = replaced(spoilt.parallel, "§\u00A01. Rådet leder", "§\u00A01. Rådet ledte");
  EXPECT_EQ(failing(spoilt).substr(0, 1), std::to_string(static_cast<int>(Claim::parallel_left_is_old)));
}

TEST(Proof, fails_when_the_right_column_says_something_else) {
  Made spoilt = example();
  spoilt.parallel = replaced(spoilt.parallel, "»styrer«", "»styrede«");
  EXPECT_EQ(failing(spoilt).substr(0, 1), std::to_string(static_cast<int>(Claim::parallel_right_is_new)));
}

TEST(Proof, fails_when_no_item_accounts_for_a_provision) {
  Made spoilt = example();
  spoilt.touched[0].clear();
  EXPECT_EQ(failing(spoilt).substr(0, 1), std::to_string(static_cast<int>(Claim::provisions_accounted)));
}

TEST(Proof, holds_for_random_edits) {
  for (unsigned seed = 7001; seed <= 7300; ++seed) {
    RandomStatutes random(seed);
    Unit old = random.statute(12), changed = old;
    const std::string done = random.edit(changed, 3);
    ASSERT_EQ(failing(made(std::move(old), std::move(changed))), "") << seed << ": " << done;
  }
}

std::string left(std::string_view old, std::string_view changed) {
  const Made both = made(statute_of(old), statute_of(changed));
  EXPECT_EQ(failing(both), "");
  std::string text;
  for (const ParallelRow& row : parallel_rows(both.old, both.amendment)) {
    if (row.current.empty()) text += "-\n";
    for (const std::string& line : row.current) text += line + "\n";
  }
  EXPECT_EQ(both.parallel.find("Bestemmelsen er ny") == std::string::npos, text != "-\n");
  return plain(text);
}

TEST(ParallelText, shows_the_provision_that_something_comes_last_into) {
  EXPECT_EQ(left("# V\n§ 1. Et.{a}\n", "# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n"), "§ 1. – – –\n");
  EXPECT_EQ(left("# V\n§ 1. Vi går.{a}\n", "# V\n§ 1. Vi går. De kommer.{a}\n"), "§ 1. Vi går.\n");
  EXPECT_EQ(left("# V\n§ 1. Vi går.{a}\n", "# V\n§ 1. Vi går.{a}\n§ 2. De kommer.{b}\n"), "-\n");
}

// --- what follows elsewhere

std::string follow(std::string_view old, std::string_view changed, const Names& names = {}) {
  std::string text;
  for (const FollowUp& each : follow_up(statute_of(old), statute_of(changed), names))
    text += each.unit + ": " + each.words + " -> " + each.instead + "\n";
  return text;
}

TEST(FollowUp, finds_a_plain_reference_that_a_shift_breaks) {
  EXPECT_EQ(
      follow(
          "# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Som sagt i § 1, stk. 2, er det så.{c}\n",
          "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n§ 2. Som sagt i § 1, stk. 2, er det så.{c}\n"),
      "c-s1: § 1, stk. 2 -> § 1, stk. 3\n");
}

TEST(FollowUp, finds_a_reference_element_whose_words_stayed) {
  EXPECT_EQ(follow("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Se [§ 1, stk. 2|b].{c}\n",
                   "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n§ 2. Se [§ 1, stk. 2|b].{c}\n"),
            "c-s1: § 1, stk. 2 -> § 1, stk. 3\n");
}

TEST(FollowUp, finds_a_reference_to_what_is_repealed) {
  EXPECT_EQ(follow("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Se § 1, stk. 2.{c}\n",
                   "# V\n§ 1. Et.{a}\n§ 2. Se § 1, stk. 2.{c}\n"),
            "c-s1: § 1, stk. 2 -> \n");
}

TEST(FollowUp, leaves_references_to_other_laws_alone) {
  EXPECT_EQ(
      follow("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Se § 1, stk. 2, i kommunestyrelsesloven og lovens § 1, "
             "stk. 2.{c}\n",
             "# V\n§ 1. To.{b}\n§ 2. Se § 1, stk. 2, i kommunestyrelsesloven og lovens § 1, stk. 2.{c}\n"),
      "");
}

TEST(FollowUp, leaves_what_the_amendment_wrote_itself) {
  EXPECT_EQ(follow("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Se § 1.{c}\n",
                   "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n§ 2. Se § 1, stk. 2.{c}\n"),
            "");
}

TEST(FollowUp, finds_a_name_that_was_left) {
  EXPECT_EQ(follow("# V\n§ 1. Miljøudvalget.{a}\n", "# V\n§ 1. Miljøudvalget.{a}\n",
                   {{"Miljøudvalget", "Klimaudvalget"}}),
            "a-s1: Miljøudvalget -> Klimaudvalget\n");
}

TEST(FollowUp, finds_in_other_papers_what_names_the_statute) {
  const Unit old = statute_of("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n"),
             changed = statute_of("# V\n§ 1. Ny.{n}\nStk. 2. Et.{a}\nStk. 3. To.{b}\n");
  const std::string text =
      "Efter styrelsesvedtægtens § 1, stk. 2, er det så. Det følger også af § 1, stk. 2, i budgetloven.";
  const auto found = follow_up_in_text(text, {"styrelsesvedtægten"}, old, changed);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(text.substr(found[0].begin, found[0].end - found[0].begin), "§ 1, stk. 2");
  EXPECT_EQ(found[0].instead, "§ 1, stk. 3");
}

TEST(FollowUp, takes_a_punktum_of_the_only_stykke_to_where_that_went) {
  const std::string behind = "§ 2. Se § 1, 1. pkt. Efter § 1 er det så.{c}\n";
  EXPECT_EQ(follow("# V\n§ 1. Et.{a}\n" + behind, "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\n" + behind),
            "c-s1: § 1, 1. pkt. -> § 1, stk. 1, 1. pkt.\n");
  const Unit old = statute_of("# V\n§ 1. Et.{a}\n" + behind);
  Unit changed = statute_of("# V\n§ 1. Ny.{a}\nStk. 2. Et.{b}\n" + behind);
  changed.units[0].units[0].id = "n";
  changed.units[0].units[1].id = "a-s1";
  const auto found = follow_up(old, changed, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].words + " -> " + found[0].instead, "§ 1, 1. pkt. -> § 1, stk. 2, 1. pkt.");
}

TEST(FollowUp, lets_a_spelled_out_only_stykke_stay) {
  const std::string behind = "\n§ 2. Se § 1, stk. 1, nr. 2.{c}\n";
  EXPECT_EQ(
      follow("# V\n§ 1. Her:{a}\n1) et og\n2) to." + behind, "# V\n§ 1. Her:{a}\n1) et og\n2) to." + behind),
      "");
}

TEST(FollowUp, finds_a_punktum_that_moves_or_goes) {
  const std::string behind = "\n§ 2. Se § 1, 2. pkt.{c}\n";
  EXPECT_EQ(follow("# V\n§ 1. Vi går. De kommer.{a}" + behind,
                   "# V\n§ 1. Vi går. Ny sætning. De kommer.{a}" + behind),
            "c-s1: § 1, 2. pkt. -> § 1, 3. pkt.\n");
  EXPECT_EQ(follow("# V\n§ 1. Vi går. De kommer.{a}" + behind, "# V\n§ 1. Vi går.{a}" + behind),
            "c-s1: § 1, 2. pkt. -> \n");
  EXPECT_EQ(follow("# V\n§ 1. Vi går. De kommer.{a}" + behind, "# V\n§ 1. Vi går. De bliver.{a}" + behind),
            "");
}

TEST(FollowUp, finds_a_punktum_of_its_own_stykke) {
  EXPECT_EQ(follow("# V\n§ 1. Vi går. De kommer, jf. 1. pkt.{a}\n",
                   "# V\n§ 1. Ny sætning. Vi går. De kommer, jf. 1. pkt.{a}\n"),
            "a-s1: 1. pkt. -> 2. pkt.\n");
}

TEST(FollowUp, says_eller_where_it_was_said) {
  const std::string behind = "§ 2. Se § 1, stk. 1 eller 2.{c}\n";
  EXPECT_EQ(follow("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n" + behind,
                   "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n" + behind),
            "c-s1: § 1, stk. 1 eller 2 -> § 1, stk. 1 eller 3\n");
}

TEST(FollowUp, names_of_several_what_is_gone_and_no_more) {
  const Unit old = statute_of(
                 "# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Tre.{d}\n§ 3. Se § 1, stk. 2, og § 2.{c}\n"),
             changed = statute_of(
                 "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n§ 3. Se § 1, stk. 2, og § 2.{c}\n");
  std::string text;
  for (const FollowUp& each : follow_up(old, changed, {})) text += each.words + " -> " + each.instead + "\n";
  EXPECT_EQ(text, "§ 2 -> \n§ 1, stk. 2 -> § 1, stk. 3\n");
  const auto found =
      follow_up_in_text("Efter vedtægtens § 1, stk. 2, og § 2 er det så.", {"vedtægten"}, old, changed);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].words, "§ 2");
}

TEST(FollowUp, says_what_a_printed_reference_was_called) {
  Unit old = statute_of("# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n§ 2. Se [§ 1, stk. 2|b].{c}\n"),
       changed = statute_of("# V\n§ 1. Et.{a}\n§ 2. Se [§ 1, stk. 2|b].{c}\n");
  Text& text = changed.units[1].units[0].text;
  text.words = "Se .";
  text.marks.at(0).end = text.marks[0].begin;
  const auto found = follow_up(old, changed, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].words, "§ 1, stk. 2");
}

// The items, and what the statute's words are once they are carried out.
std::string items(std::string_view old_text, std::string_view changed, const Names& names = {}) {
  const Unit old = statute_of(old_text);
  Amendment amendment;
  std::string text;
  for (const FollowUp& each : follow_up(old, statute_of(changed), names)) {
    if (!each.operation) {
      text += "-\n";
      continue;
    }
    Operation operation = *each.operation;
    for (Step& step : operation.places[0].where.steps) step.becomes.clear();
    operation.places[0].id.clear();
    amendment.items.push_back({{operation}, {}, {}});
    text += write(amendment.items.back())[0].plain() + "\n";
  }
  Diagnostics faults;
  apply(old, amendment, {}, faults);
  for (const Diagnostic& each : faults.list()) text += each.code + "\n";
  return plain(text);
}

constexpr std::string_view stk_2_moves = "# V\n§ 1. Et.{a}\nStk. 2. Ny.{n}\nStk. 3. To.{b}\n",
                           before_it = "# V\n§ 1. Et.{a}\nStk. 2. To.{b}\n";

std::string after_a_shift(const std::string& behind) {
  return items(std::string(before_it) + behind, std::string(stk_2_moves) + behind);
}

TEST(FollowUp, counts_the_words_of_its_item_with_all_below) {
  EXPECT_EQ(after_a_shift("§ 2. Se § 1, stk. 2. Jf. § 1, stk. 2.{c}\n"),
            "To steder i § 2 ændres »§ 1, stk. 2« til: »§ 1, stk. 3«.\n");
  EXPECT_EQ(after_a_shift("§ 2. Efter § 1, stk. 2, er det:{c}\n1) et, jf. § 1, stk. 2, og\n2) to.\n"),
            "To steder i § 2 ændres »§ 1, stk. 2« til: »§ 1, stk. 3«.\n");
}

TEST(FollowUp, quotes_more_where_its_words_stand_in_others_too) {
  EXPECT_EQ(after_a_shift("§ 2. Se § 1, stk. 2, her, men § 1, stk. 2, i lov om byer.{c}\n"),
            "I § 2 ændres »Se § 1, stk. 2« til: »Se § 1, stk. 3«.\n");
}

TEST(FollowUp, has_no_two_items_for_the_same_words) {
  EXPECT_EQ(items("# V\n§ 1. Klima- og Miljøudvalget og Miljøudvalget.{a}\n",
                  "# V\n§ 1. Klima- og Miljøudvalget og Miljøudvalget.{a}\n",
                  {{"Klima- og Miljøudvalget", "Naturudvalget"}, {"Miljøudvalget", "Klimaudvalget"}}),
            "I § 1 ændres »Klima- og Miljøudvalget« til: »Naturudvalget«.\n"
            "I § 1 ændres »Miljøudvalget.« til: »Klimaudvalget.«\n");
}

}  // namespace
}  // namespace kancelli::statute
