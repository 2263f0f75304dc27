#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/formulas.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

constexpr std::string_view town = R"(
  # Vedtægt for Byen
  § 1. Rådet mødes hver måned.
  Stk. 2. Rådet vælger en forperson.
  Stk. 3. Rådet aflønner skriveren.
  § 2. Havneudvalget forvalter havnen og kajerne.
  § 4. Skoleudvalget forvalter skolerne og skolevejene.
)";

struct Refused {
  std::string said;  // "code: message | hint | hint" a line each; ordinary spaces
  std::string statute;
  std::vector<bool> done;
};

Refused refused(std::vector<Item> items, ApplyOptions options = {}, std::string_view statute = town) {
  Diagnostics diagnostics;
  const Applied applied = apply(statute_of(statute), amendment_of(std::move(items)), options, diagnostics);
  Refused result{"", show(applied.statute), applied.done};
  for (const Diagnostic& each : diagnostics.list()) {
    if (!result.said.empty()) result.said += "\n";
    result.said += each.code + ": " + each.message;
    for (const std::string& hint : each.hints) result.said += " | " + hint;
  }
  result.said = without_typography(result.said);
  return result;
}

Item words(std::string_view places, std::string_view from, std::string_view to) {
  return item_of({replace_words(places, from, to)});
}

TEST(ApplyRefuses, words_that_are_missing_and_shows_the_nearest) {
  const Refused result = refused({words("§ 2", "havnen og kajene", "vandet")});
  EXPECT_EQ(result.said,
            "amendment-text-missing: »havnen og kajene« does not stand in § 2 | the nearest words there are "
            "»havnen og kajerne«: I § 2 ændres »havnen og kajerne« til: »vandet«.");
  EXPECT_EQ(result.statute, show(statute_of(town)));
  EXPECT_EQ(result.done, std::vector<bool>{false});
}

TEST(ApplyRefuses, words_that_stand_elsewhere_and_says_where) {
  EXPECT_EQ(
      refused({words("§ 2", "en forperson", "en leder")}).said,
      "amendment-text-missing: »en forperson« does not stand in § 2 | the words stand in § 1, stk. 2: I § 1, "
      "stk. 2, ændres »en forperson« til: »en leder«.");
}

TEST(ApplyRefuses, words_that_stand_nowhere_though_they_are_said_to_stand_everywhere) {
  EXPECT_EQ(refused({words("", "Kirkekontoret", "Naturkontoret")}).said,
            "amendment-text-missing: »Kirkekontoret« does not stand in the statute");
}

TEST(ApplyRefuses, another_count_than_the_text_has) {
  EXPECT_EQ(refused({words("§ 1", "Rådet", "Byrådet")}).said,
            "amendment-text-count: »Rådet« stands 3 times in § 1, and the item says 1 | quote more words, or "
            "write: "
            "Tre steder i § 1 ændres »Rådet« til: »Byrådet«.");
}

TEST(ApplyRefuses, units_that_are_not_there) {
  EXPECT_EQ(refused({item_of({repeal("§ 1, stk. 5")})}).said,
            "amendment-unit-missing: there is no § 1, stk. 5 | § 1 ends with stk. 3");
  EXPECT_EQ(refused({item_of({repeal("§ 2, nr. 1")})}).said,
            "amendment-unit-missing: there is no § 2, nr. 1 | § 2 has none");
  EXPECT_EQ(refused({item_of({repeal("§ 2, 4. pkt.")})}).said,
            "amendment-unit-missing: there is no § 2, 4. pkt. | § 2 has one punktum");
}

TEST(ApplyRefuses, to_reword_what_has_been_repealed) {
  EXPECT_EQ(refused({item_of({reword("§ 3", "§ 3. Ny.")})}).said,
            "amendment-unit-repealed: there is no § 3: a § that was repealed is not re-worded, but inserted "
            "| insert it: \"Efter § 2 indsættes: »§ 3. …«\"");
  EXPECT_EQ(refused({item_of({reword("§ 9", "§ 9. Ny.")})}).said, "amendment-unit-missing: there is no § 9");
}

TEST(ApplyRefuses, a_number_that_is_taken) {
  EXPECT_EQ(refused({item_of({insert_units(Side::after, "§ 1", "§ 2. Ny.")})}).said,
            "amendment-unit-exists: there is a § 2 already | give the new provision a number with a letter, "
            "or write "
            "\"affattes således:\"");
  EXPECT_EQ(refused({item_of({insert_units(Side::last, "§ 1", "Stk. 2. Ny.")})}).said,
            "amendment-unit-exists: there is a § 1, stk. 2 already: \"som stk. 2\" could mean before it, "
            "after it or "
            "instead of it | write \"indsættes efter stk. 2 som ...\" or \"før stk. 2 som ...\" | the next "
            "free one is "
            "stk. 4");
}

TEST(ApplyRefuses, a_sentence_that_does_not_come_last) {
  EXPECT_EQ(refused({item_of({insert_units(Side::last, "§ 2", "1. pkt. Ny.")})}).said,
            "amendment-unit-exists: there is a 1. pkt. in § 2 already | the next free one is 2. pkt.");
  EXPECT_EQ(refused({item_of({insert_units(Side::last, "§ 2", "3. pkt. Ny.")})}).said,
            "amendment-designation: § 2 has one punktum, and 3. pkt. is to come last | the next free one is "
            "2. pkt.");
}

TEST(ApplyRefuses, a_designation_that_the_unit_does_not_get) {
  EXPECT_EQ(refused({item_of({insert_units(Side::after, "§ 1, stk. 1", "Stk. 3. Ny.")},
                             {shift_of("stk. 2,3 > 3,4")})})
                .said,
            "amendment-designation: the new provision is called stk. 3, but it becomes stk. 2 | begin the "
            "quotation "
            "with \"Stk. 2.\"");
  EXPECT_EQ(
      refused({item_of({reword("§ 2", "§ 5. Ny.")})}).said,
      "amendment-designation: the new provision is called § 5, but it becomes § 2 | begin the quotation with "
      "\"§ 2.\"");
}

TEST(ApplyRefuses, both_items_that_touch_the_same_words) {
  const Refused result =
      refused({words("§ 2", "havnen og", "vandet og"), words("§ 2", "og kajerne", "og broerne"),
               words("§ 4", "skolerne", "gymnasierne")});
  EXPECT_EQ(
      result.said,
      "amendment-overlap: item 2 changes the same words of § 2 | bring both changes together in one item, or "
      "leave out one of them\n"
      "amendment-overlap: item 1 changes the same words of § 2 | bring both changes together in one item, or "
      "leave out one of them");
  EXPECT_EQ(result.done, (std::vector<bool>{false, false, true}));
}

TEST(ApplyRefuses, changes_within_what_another_item_repeals_or_rewords) {
  EXPECT_EQ(refused({item_of({repeal("§ 2")}), words("§ 2", "havnen", "vandet")}).done,
            (std::vector<bool>{false, false}));
  EXPECT_EQ(refused({item_of({reword("§ 1", "§ 1. Ny.")}),
                     item_of({insert_units(Side::last, "§ 1", "Stk. 4. Ny.")})})
                .done,
            (std::vector<bool>{false, false}));
  EXPECT_EQ(refused({item_of({repeal("§ 1, stk. 2")}), item_of({reword("§ 1, stk. 2", "Stk. 2. Ny.")})}).done,
            (std::vector<bool>{false, false}));
}

TEST(ApplyRefuses, to_leave_nothing_of_a_provision) {
  EXPECT_EQ(refused({item_of({repeal("§ 2, stk. 1")})}).said,
            "amendment-empty: nothing would be left of § 2 | repeal the provision itself: § 2 ophæves.");
}

TEST(ApplyRefuses, a_stykke_that_is_not_said) {
  EXPECT_EQ(refused({item_of({repeal("§ 1, nr. 1")})}).said,
            "amendment-ambiguous: § 1, nr. 1: § 1 has several stykker | say in which stykke");
}

TEST(ApplyTells, of_a_clause_that_is_missing_and_shifts_all_the_same) {
  const Refused result = refused({item_of({repeal("§ 1, stk. 1")})});
  EXPECT_EQ(result.said,
            "amendment-shift-missing: the clause that tells which numbers change is missing | add the line: "
            "Stk. 2 og "
            "3 bliver herefter stk. 1 og 2.");
  EXPECT_EQ(result.done, std::vector<bool>{true});
  EXPECT_NE(result.statute.find("§ 1. Rådet vælger en forperson.\nStk. 2. Rådet aflønner"),
            std::string::npos);
}

TEST(ApplyTells, of_a_clause_that_is_wrong_or_too_much) {
  EXPECT_EQ(
      refused({item_of({repeal("§ 1, stk. 1")}, {shift_of("stk. 2 > 1")})}).said,
      "amendment-shift-wrong: the clause does not tell how the numbers change | write: Stk. 2 og 3 bliver "
      "herefter stk. 1 og 2.");
  EXPECT_EQ(refused({item_of({repeal("§ 1, stk. 3")}, {shift_of("stk. 2 > 1")})}).said,
            "amendment-shift-wrong: no number changes by this item | leave out the clause");
}

TEST(ApplyTells, of_a_number_that_a_unit_does_not_get) {
  EXPECT_EQ(refused({item_of({repeal("§ 1, stk. 1")}, {shift_of("stk. 2,3 > 1,2")}),
                     words("§ 1, stk. 3, der bliver stk. 4", "skriveren", "vægteren")})
                .said,
            "amendment-becomes-wrong: § 1, stk. 3, does not become stk. 4, but stk. 2 | write \"stk. 3, der "
            "bliver stk. "
            "2\"");
}

TEST(ApplyTells, of_a_number_that_is_not_announced) {
  EXPECT_EQ(
      refused({item_of({repeal("§ 1, stk. 1")}, {shift_of("stk. 2,3 > 1,2")}),
               words("§ 1, stk. 3", "skriveren", "vægteren")})
          .said,
      "amendment-becomes-missing: § 1, stk. 3 gets another number by an earlier item | write \"stk. 3, der "
      "bliver stk. 2\"");
}

TEST(ApplyTells, which_earlier_amendment_changed_the_words) {
  ApplyOptions options;
  options.changed_by = [](const std::string& id) {
    return id == "p2" ? std::string("aendring-0, nr. 3") : "";
  };
  EXPECT_EQ(
      refused({words("§ 2", "broerne", "kajerne")}, options).said,
      "amendments-collide: »broerne« does not stand in § 2 any more: aendring-0, nr. 3 changed it | say the "
      "change of the words as they read after aendring-0, nr. 3");
}

TEST(ApplyTells, where_an_item_stands_that_was_read_from_a_text) {
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("aendring.txt",
                                      "1. I § 2 ændres »havnen og« til: »vandet og«.\n"
                                      "2. I § 4 ændres »skolerne« til: »gymnasierne«.\n"
                                      "3. I § 2 udgår »og kajerne«.\n"
                                      "4. § 1, stk. 7, ophæves.\n");
  const Amendment amendment = parse(sources, source, diagnostics);
  apply(statute_of(town), amendment, {}, diagnostics);
  diagnostics.sort(sources);
  PrintOptions options;
  options.format = DiagnosticFormat::brief;
  EXPECT_EQ(without_typography(print(diagnostics, sources, options)),
            "aendring.txt:1:4: error: item 3 changes the same words of § 2 [amendment-overlap]\n"
            "aendring.txt:3:4: error: item 1 changes the same words of § 2 [amendment-overlap]\n"
            "aendring.txt:4:4: error: there is no § 1, stk. 7 [amendment-unit-missing]\n");
}

TEST(ApplyTells, it_in_danish) {
  set_language(Language::danish);
  const std::string said =
      refused({words("§ 2", "havnen og kajene", "vandet"), item_of({repeal("§ 1, stk. 1")})}).said;
  set_language(Language::english);
  EXPECT_EQ(said,
            "amendment-text-missing: »havnen og kajene« står ikke i § 2 | det nærmeste der er »havnen og "
            "kajerne«: I § 2 "
            "ændres »havnen og kajerne« til: »vandet«.\n"
            "amendment-shift-missing: rykningsklausulen mangler | tilføj linjen: Stk. 2 og 3 bliver herefter "
            "stk. 1 og "
            "2.");
}

}  // namespace
}  // namespace kancelli::statute
