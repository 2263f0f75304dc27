// Formulas as they are written, carried out on a small statute.
#include <gtest/gtest.h>

#include "pipeline/core/text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/formulas.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

struct Carried {
  std::string said;     // "code: message | hint", a line each; ordinary spaces
  std::string statute;  // in the notation of tests
};

Carried carried(std::string_view statute, const std::string& formulas) {
  SourceMap sources;
  Diagnostics diagnostics;
  const Amendment amendment = parse(sources, sources.add("a.txt", formulas), diagnostics);
  Carried result{"", show(apply(statute_of(statute), amendment, {}, diagnostics).statute)};
  for (const Diagnostic& each : diagnostics.list()) {
    result.said += (result.said.empty() ? "" : "\n") + each.code + ": " + each.message;
    for (const std::string& hint : each.hints) result.said += " | " + hint;
  }
  result.said = without_typography(result.said);
  return result;
}

// Carried out without a word, to become that.
void expect_carried(std::string_view statute, const std::string& formulas, std::string_view result) {
  const Carried found = carried(statute, formulas);
  EXPECT_EQ(found.said, "") << formulas;
  EXPECT_EQ(found.statute, show(statute_of(result))) << formulas;
}

// Left out, for that reason.
void expect_refused(std::string_view statute, const std::string& formulas, const std::string& why) {
  const Carried found = carried(statute, formulas);
  EXPECT_EQ(found.said, why) << formulas;
  EXPECT_EQ(found.statute, show(statute_of(statute))) << formulas;
}

TEST(ApplyFormulas, everywhere_means_all_the_words_that_the_formula_has) {
  constexpr std::string_view town =
      "# V\n§ 1. Rådet og skriveren mødes i salen.\n§ 2. Rådet hører skriveren.";
  expect_carried(town, "Overalt i vedtægten ændres »Rådet« til: »Byen« og »skriveren« til: »vægteren«.",
                 "# V\n§ 1. Byen og vægteren mødes i salen.\n§ 2. Byen hører vægteren.");
  expect_carried(town, "Overalt i vedtægten udgår »og skriveren« og »i salen«.",
                 "# V\n§ 1. Rådet mødes.\n§ 2. Rådet hører skriveren.");
}

TEST(ApplyFormulas, a_range_of_paragraphs_is_all_that_stands_between_its_ends) {
  constexpr std::string_view lettered =
      "# V\n§ 3. C.\n§ 4. D.\n§ 5. E.\n§ 5 a. F.\n§ 6. G.\n§ 7. H.\n§ 7 a. I.\n§ 8. J.";
  expect_carried(lettered, "§§ 4-7 ophæves.", "# V\n§ 3. C.\n§ 7 a. I.\n§ 8. J.");
  expect_carried(lettered, "§§ 4-7 a ophæves.", "# V\n§ 3. C.\n§ 8. J.");
  expect_carried(lettered, "§§ 5-6 ophæves.", "# V\n§ 3. C.\n§ 4. D.\n§ 7. H.\n§ 7 a. I.\n§ 8. J.");
  expect_carried(lettered, "§§ 4, 5, 6 og 7 ophæves.", "# V\n§ 3. C.\n§ 5 a. F.\n§ 7 a. I.\n§ 8. J.");
  expect_carried("# V\n§ 3. C.\n§ 4. D.\n§ 5. E.\n§ 7. H.\n§ 8. J.", "§§ 4-7 ophæves.",
                 "# V\n§ 3. C.\n§ 8. J.");
  expect_carried(
      "# V\nKapitel 1: A\n§ 1. A.\nKapitel 1 a: B\n§ 2. B.\nKapitel 2: C\n§ 3. C.\nKapitel 3: D\n§ 4. D.",
      "Kapitel 1-2 ophæves.", "# V\nKapitel 3: D\n§ 4. D.");
}

TEST(ApplyFormulas, a_range_whose_ends_are_not_there_is_refused) {
  expect_refused("# V\n§ 3. C.\n§ 4. D.\n§ 5. E.", "§§ 4-7 ophæves.",
                 "amendment-unit-missing: there is no § 7");
}

TEST(ApplyFormulas, a_range_is_read_and_written_as_what_it_means) {
  SourceMap sources;
  Diagnostics diagnostics;
  for (const std::string formula :
       {"§§ 4-7 ophæves.", "§§ 4, 5, 6 og 7 ophæves.", "§§ 4-7 a og 9 ophæves."}) {
    const Amendment read = parse(sources, sources.add("a.txt", formula), diagnostics);
    ASSERT_EQ(read.items.size(), 1u);
    EXPECT_EQ(without_typography(write(read.items[0]).at(0).plain()), formula);
  }
}

TEST(ApplyFormulas, a_comparison_writes_a_range_only_where_nothing_stands_between) {
  const auto written = [](std::string_view from, std::string_view to) {
    Diagnostics diagnostics;
    const Amendment made = compare(statute_of(from), statute_of(to), {}, diagnostics);
    std::string text;
    for (const Item& item : made.items) text += without_typography(write(item).at(0).plain()) + "\n";
    return text;
  };
  EXPECT_EQ(written("# V\n§ 3. C.\n§ 4. D.\n§ 5. E.\n§ 5 a. F.\n§ 6. G.\n§ 7. H.\n§ 8. J.",
                    "# V\n§ 3. C.\n§ 5 a. F.\n§ 8. J."),
            "§§ 4 og 5 ophæves.\n§§ 6 og 7 ophæves.\n");
  EXPECT_EQ(written("# V\n§ 3. Ko.\n§ 4. So.\n§ 4 a. Ko.\n§ 5. So.\n§ 6. So.\n§ 7. So.",
                    "# V\n§ 3. Ko.\n§ 4. Ta.\n§ 4 a. Ko.\n§ 5. Ta.\n§ 6. Ta.\n§ 7. So."),
            "I §§ 4, 5 og 6 ændres »So« til: »Ta«.\n");
  EXPECT_EQ(written("# V\n§ 3. C.\n§ 4. D.\n§ 5. E.\n§ 6. G.\n§ 7. H.", "# V\n§ 3. C.\n§ 7. H."),
            "§§ 4-6 ophæves.\n");
}

TEST(ApplyFormulas, nothing_is_left_empty_by_words_that_go) {
  constexpr std::string_view town =
      "# V\nKapitel 1: Rådet\n§ 1. Rådet mødes.\nStk. 2. Salen lejes.\n§ 2. Rådet forvalter\n1) havne,\n2) "
      "veje og\n3) "
      "skove.";
  expect_refused(town, "I § 1, stk. 2, udgår »Salen lejes.«.",
                 "formula-quote: the quotation ends with a full stop already\n"
                 "amendment-empty: nothing would be left of § 1, stk. 2 | repeal the provision itself: § 1, "
                 "stk. 2, ophæves.");
  expect_refused(town, "I § 1, stk. 2, udgår »Salen« og »lejes«.",
                 "amendment-empty: nothing would be left of § 1, stk. 2 | repeal the provision itself: § 1, "
                 "stk. 2, ophæves.");
  expect_refused(town, "I § 2, nr. 2, udgår »veje og«.",
                 "amendment-empty: nothing would be left of § 2, nr. 2 | repeal the provision itself: § 2, "
                 "nr. 2, ophæves.");
  expect_refused(
      town, "Overskriften til kapitel 1 ophæves.",
      "amendment-empty: nothing would be left of overskriften til kapitel 1 | repeal the provision "
      "itself: Kapitel 1 ophæves.");
}

TEST(ApplyFormulas, nothing_is_left_empty_by_units_that_go) {
  expect_refused("# V\n§ 2. Rådet forvalter\n1) havne og\n2) veje.", "§ 2, nr. 1 og 2, ophæves.",
                 "amendment-empty: nothing would be left of the list in § 2 | repeal the provision itself: § "
                 "2 ophæves.");
  expect_refused("# V\n§ 2. Rådet forvalter\n1) havne for\na) både og\nb) skibe og\n2) veje.",
                 "§ 2, nr. 1, litra a og b, ophæves.",
                 "amendment-empty: nothing would be left of the list in § 2, nr. 1 | repeal the provision "
                 "itself: § 2, nr. 1, ophæves.");
  expect_refused("# V\n§ 2. Rådet mødes.\nBilag 1: Oversigt\n- Rådet har fem medlemmer.",
                 "Bilag 1, stk. 1, ophæves.",
                 "amendment-empty: nothing would be left of bilag 1 | repeal the provision itself: Bilag 1 "
                 "ophæves.");
  expect_carried("# V\n§ 2. Rådet forvalter\n1) havne og\n2) veje.",
                 "1. I § 2 ændres »forvalter« til: »forvalter intet.«\n\n2. § 2, nr. 1 og 2, ophæves.",
                 "# V\n§ 2. Rådet forvalter intet.");
}

TEST(ApplyFormulas, words_are_no_part_of_a_number_and_begin_where_a_word_does) {
  constexpr std::string_view town = "# V\n§ 2. De 55 medlemmer mødes til mødet for 1.500 kr.";
  const auto part = [](const std::string& words) {
    return "amendment-text-missing: »" + words +
           "« stands in § 2 only as a part of a longer word or number | quote whole words";
  };
  expect_refused(town, "I § 2 indsættes efter »5«: »0«.", part("5"));
  expect_refused(town, "I § 2 ændres »5« til: »6«.", part("5"));
  expect_refused(town, "I § 2 ændres »500« til: »600«.", part("500"));
  expect_refused(town, "I § 2 indsættes efter »medlem«: »skab«.", part("medlem"));
  expect_refused(town, "I § 2 ændres »ødet« til: »arkedet«.", part("ødet"));
  expect_carried(town, "I § 2 indsættes før »mødes«: »altid«.",
                 "# V\n§ 2. De 55 medlemmer altid mødes til mødet for 1.500 kr.");
  expect_carried("# V\n§ 2. Teknik- og Miljøudvalgets møder.",
                 "I § 2 ændres »Teknik- og Miljøudvalget« til: »Klimaudvalget«.",
                 "# V\n§ 2. Klimaudvalgets møder.");
}

TEST(ApplyFormulas, the_number_that_a_punktum_becomes_is_checked) {
  constexpr std::string_view town = "# V\n§ 2. En ko. To køer. Tre svin.";
  const auto words = [](const std::string& place) {
    return "1. § 2, 1. pkt., ophæves.\n\n2. I § 2, " + place + " ændres »svin« til: »får«.";
  };
  expect_carried(town, words("3. pkt., der bliver 2. pkt.,"), "# V\n§ 2. To køer. Tre får.");
  EXPECT_EQ(carried(town, words("3. pkt., der bliver 4. pkt.,")).said,
            "amendment-becomes-wrong: § 2, 3. pkt. does not become 4. pkt., but 2. pkt.");
  EXPECT_EQ(carried(town, "I § 2, 3. pkt., der bliver 4. pkt., ændres »svin« til: »får«.").said,
            "amendment-becomes-wrong: § 2, 3. pkt. keeps its number; it does not become 4. pkt.");
}

TEST(ApplyFormulas, a_hint_has_a_formula_only_for_a_single_place) {
  EXPECT_EQ(carried("# V\n§ 1. Havnen og kajerne.\n§ 2. Havnen og kajene.",
                    "I §§ 1 og 2 ændres »og kajerne« til: »her«.")
                .said,
            "amendment-text-missing: »og kajerne« does not stand in § 2 | the nearest words there are »og "
            "kajene« | the words stand in § 1");
}

TEST(ApplyFormulas, a_clause_that_repeats_what_the_item_says_is_too_much) {
  EXPECT_EQ(
      carried("# V\n§ 1. A.\nStk. 2. Ko.\nStk. 3. So.",
              "§ 1, stk. 2, ophæves, og i stk. 3, der bliver stk. 2, ændres »So« til: »Får«.\nStk. 3 bliver "
              "herefter stk. 2.")
          .said,
      "amendment-shift-wrong: the item says already, by \"der bliver\", which numbers change | leave out "
      "the clause");
}

TEST(ApplyFormulas, a_list_may_go_from_og_to_eller) {
  constexpr std::string_view town = "# V\n§ 1. Rådet forvalter\n1) havne,\n2) veje og\n3) skove.";
  expect_carried(town, "I § 1, nr. 2, ændres »og« til: »eller«.",
                 "# V\n§ 1. Rådet forvalter\n1) havne,\n2) veje eller\n3) skove.");
  EXPECT_EQ(carried(town, "I § 1, nr. 1, ændres »havne,« til: »havne eller«.").said.substr(0, 19),
            "enumeration-ending:");
}

TEST(ApplyFormulas, a_paragraph_is_not_repealed_and_reworded) {
  EXPECT_EQ(
      carried("# V\n§ 4. A.\n§ 5. B.\n§ 6. C.", "1. § 5 ophæves.\n\n2. § 5 affattes således:\n»§ 5. Ny.«")
          .said,
      "amendment-overlap: item 2 changes the same words of § 5 | bring both changes together in one item, or "
      "leave out one of them\n"
      "amendment-unit-repealed: item 1 repeals § 5: a § that was repealed is not re-worded, but inserted | "
      "leave out item 1, or say it in one item: § 5 ophæves, og i stedet indsættes:");
}

TEST(ApplyFormulas, two_stykker_are_no_range) {
  const Carried found = carried("# V\n§ 1. A.\nStk. 2. Ko.\nStk. 3. So.", "§ 1, stk. 2-3, ophæves.");
  EXPECT_EQ(
      found.said,
      "formula-reference: two are joined by \"og\"; a range has three or more | write: § 1, stk. 2 og 3");
  EXPECT_EQ(found.statute, "# V\n§ 1. A.\n");
}

}  // namespace
}  // namespace kancelli::statute
