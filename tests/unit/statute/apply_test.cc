#include "pipeline/statute/apply.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

constexpr std::string_view town = R"(
  # Vedtægt for Byen
  ~ Byrådet fastsætter, hvordan byen styres:
  Kapitel 1: Rådet
  == Møder
  § 1. Rådet mødes hver måned. Møderne er åbne. Enhver må høre på.
  Stk. 2. Rådet vælger
  1) en forperson,
  2) en næstforperson og
  3) to skrivere
  | for et år ad gangen.
  § 2. Rådet fastsætter sin forretningsorden.
  Kapitel 2: Udvalg
  == Havneudvalget
  § 3. Havneudvalget forvalter havnen og kajerne.
  == Skoleudvalget
  § 4. Skoleudvalget forvalter skolerne, jf. [§ 3|p3].
  Stk. 2. Skoleudvalget hører forældrene.
  Stk. 3. Skoleudvalget høres om havnen.
  Bilag 1: Oversigt
  - Byen har to udvalg.
)";

std::string messages(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) text += each.code + ": " + each.message + "\n";
  return text;
}

// The statute afterwards; every item must be carried out without a word said.
Unit after(const Unit& statute, std::vector<Item> items) {
  Diagnostics diagnostics;
  ApplyOptions options;
  options.date = "2026-01-01";
  const Applied applied = apply(statute, amendment_of(std::move(items)), options, diagnostics);
  EXPECT_EQ(messages(diagnostics), "");
  for (const bool done : applied.done) EXPECT_TRUE(done);
  return applied.statute;
}

// A line of the statute afterwards that begins so.
std::string line(const Unit& statute, std::string_view begin) {
  const std::string text = "\n" + show(statute);
  const std::size_t at = text.find("\n" + std::string(begin));
  return at == std::string::npos ? "" : text.substr(at + 1, text.find('\n', at + 1) - at - 1);
}

const Unit& unit(const Unit& statute, std::string_view id) {
  for (const Located& each : all_units(statute))
    if (each.unit->id == id) return *each.unit;
  ADD_FAILURE() << "no unit " << id;
  return statute;
}

Item words(std::string_view places, std::string_view from, std::string_view to) {
  return item_of({replace_words(places, from, to)});
}

TEST(ApplyWords, are_replaced_where_they_stand) {
  const Unit changed = after(statute_of(town), {words("§ 2", "forretningsorden", "dagsorden")});
  EXPECT_EQ(line(changed, "§ 2."), "§ 2. Rådet fastsætter sin dagsorden.");
}

TEST(ApplyWords, are_found_in_lists_titles_headings_preamble_tail_and_annex) {
  const Unit changed = after(
      statute_of(town),
      {words("titlen", "Byen", "Landsbyen"), words("indledningen", "hvordan", "således som"),
       words("overskriften til kapitel 1", "Rådet", "Byrådet"),
       words("overskriften før § 3", "Havneudvalget", "Havnenævnet"), words("§ 1, stk. 2", "et år", "to år"),
       words("§ 1, stk. 2, nr. 3", "to", "tre"), words("bilag 1", "to udvalg", "tre udvalg")});
  const std::string text = show(changed);
  for (const std::string_view wanted :
       {"# Vedtægt for Landsbyen", "~ Byrådet fastsætter, således som byen", "Kapitel 1: Byrådet",
        "== Havnenævnet", "| for to år ad gangen.", "3) tre skrivere", "- Byen har tre udvalg."})
    EXPECT_NE(text.find(wanted), std::string::npos) << wanted;
}

TEST(ApplyWords, that_go_take_the_space_before_them_along) {
  const Unit statute = statute_of("# V\n§ 1. Rådet kan dog, hvis det vil, mødes oftere.");
  EXPECT_EQ(line(after(statute, {item_of({delete_words("§ 1", "dog")})}), "§ 1."),
            "§ 1. Rådet kan, hvis det vil, mødes oftere.");
  EXPECT_EQ(line(after(statute, {item_of({delete_words("§ 1", "Rådet")})}), "§ 1."),
            "§ 1. kan dog, hvis det vil, mødes oftere.");
  EXPECT_EQ(line(after(statute, {item_of({delete_words("§ 1", "mødes oftere")})}), "§ 1."),
            "§ 1. Rådet kan dog, hvis det vil,.");
}

TEST(ApplyWords, that_come_stand_apart_from_others_but_for_marks) {
  const Unit statute = statute_of("# V\n§ 1. Rådet mødes.");
  EXPECT_EQ(
      line(after(statute, {item_of({insert_words("§ 1", Side::after, "Rådet", "og udvalget")})}), "§ 1."),
      "§ 1. Rådet og udvalget mødes.");
  EXPECT_EQ(
      line(after(statute, {item_of({insert_words("§ 1", Side::after, "Rådet", ", jf. § 2,")})}), "§ 1."),
      "§ 1. Rådet, jf. § 2, mødes.");
  EXPECT_EQ(line(after(statute, {item_of({insert_words("§ 1", Side::before, "mødes", "skal")})}), "§ 1."),
            "§ 1. Rådet skal mødes.");
}

TEST(ApplyWords, refer_to_the_text_before_the_amendment) {
  const Unit changed = after(statute_of("# V\n§ 1. A og B.\n§ 2. B."),
                             {words("§ 1", "A", "B"), words("§ 1", "B", "C"), words("§ 2", "B", "A")});
  EXPECT_EQ(show(changed), "# V\n§ 1. B og C.\n§ 2. A.\n");
}

TEST(ApplyWords, counted_in_one_place_are_all_replaced) {
  const Unit changed = after(statute_of(town), {words("3*§ 4", "Skoleudvalget", "Børneudvalget")});
  EXPECT_EQ(show(changed).find("Skoleudvalget "), std::string::npos);
}

TEST(ApplyWords, of_a_sentence_are_looked_for_in_it_alone) {
  const Unit statute = statute_of("# V\n§ 1. Rådet mødes. Rådet taler. Rådet går.");
  EXPECT_EQ(line(after(statute, {words("§ 1, 2. pkt.", "Rådet", "Byrådet")}), "§ 1."),
            "§ 1. Rådet mødes. Byrådet taler. Rådet går.");
  EXPECT_EQ(line(after(statute, {words("§ 1, sidste pkt.", "Rådet", "Byrådet")}), "§ 1."),
            "§ 1. Rådet mødes. Rådet taler. Byrådet går.");
}

TEST(ApplyWords, that_stand_inside_longer_ones_are_not_counted_when_the_item_did_not) {
  const Unit statute = statute_of("# V\n§ 1. Overborgmesteren og borgmesteren mødes.");
  EXPECT_EQ(line(after(statute, {words("§ 1", "borgmesteren", "rådmanden")}), "§ 1."),
            "§ 1. Overborgmesteren og rådmanden mødes.");
}

TEST(ApplyEverywhere, leaves_alone_what_another_item_rewords_repeals_or_replaces) {
  const Unit changed =
      after(statute_of(town), {words("", "Skoleudvalget", "Børneudvalget"),
                               item_of({reword("§ 4, stk. 2", "Stk. 2. Skoleudvalget tier.")}),
                               words("§ 4, stk. 3", "Skoleudvalget høres", "Alle høres")});
  EXPECT_EQ(line(changed, "== B"), "== Børneudvalget");
  EXPECT_EQ(line(changed, "§ 4."), "§ 4. Børneudvalget forvalter skolerne, jf. § 3.");
  EXPECT_EQ(line(changed, "Stk. 2. Skole"), "Stk. 2. Skoleudvalget tier.");
  EXPECT_EQ(line(changed, "Stk. 3."), "Stk. 3. Alle høres om havnen.");
}

TEST(ApplyEverywhere, changes_the_genitive_too_but_no_longer_name) {
  const Unit statute =
      statute_of("# V\n§ 1. Når borgmesteren går, tager overborgmesteren borgmesterens plads.");
  EXPECT_EQ(line(after(statute, {words("", "borgmesteren", "rådmanden")}), "§ 1."),
            "§ 1. Når rådmanden går, tager overborgmesteren rådmandens plads.");
}

TEST(ApplyEverywhere, prefers_the_longest_of_words_that_overlap) {
  const Unit statute = statute_of("# V\n§ 1. Udvalg. Udvalget.");
  EXPECT_EQ(line(after(statute, {words("", "Udvalg", "Komité"), words("", "Udvalget", "Komiteen")}), "§ 1."),
            "§ 1. Komité. Komiteen.");
}

TEST(ApplyMarks, keep_their_places_and_those_of_references_their_words) {
  const Unit statute = statute_of("# V\n§ 1. Rådet, jf. [§ 2|p2], mødes i [sal 3|x].\n§ 2. Ja.");
  const Unit changed = after(statute, {words("§ 1", "Rådet", "Byrådet"), words("§ 1", "§ 2", "§ 2, stk. 1")});
  const Text& text = unit(changed, "p1-s1").text;
  ASSERT_EQ(text.marks.size(), 2U);
  EXPECT_EQ(text.words.substr(text.marks[0].begin, text.marks[0].end - text.marks[0].begin), "§ 2, stk. 1");
  EXPECT_EQ(text.words.substr(text.marks[1].begin, text.marks[1].end - text.marks[1].begin), "sal 3");
  const Unit crossed = after(statute, {words("§ 1", "jf. § 2", "se § 2"), words("§ 1", "3", "4")});
  const Text& less = unit(crossed, "p1-s1").text;
  ASSERT_EQ(less.marks.size(), 1U);
  EXPECT_EQ(less.words.substr(less.marks[0].begin, less.marks[0].end - less.marks[0].begin), "sal 4");
}

TEST(ApplyMarks, other_than_references_fall_with_their_words) {
  Unit statute = statute_of("# V\n§ 1. Rådet følger [loven|x].");
  statute.units[0].units[0].text.marks[0].element = "law";
  const Unit changed = after(statute, {words("§ 1", "loven", "reglerne")});
  EXPECT_TRUE(unit(changed, "p1-s1").text.marks.empty());
}

TEST(ApplyMarks, corrections_of_sentences_fall_where_the_sentence_is_touched) {
  Unit statute = statute_of("# V\n§ 1. A mødes. B taler.");
  statute.units[0].units[0].text.own_sentences = {{0, 8}, {9, 17}};
  const Unit changed = after(statute, {words("§ 1", "B taler", "Byen taler")});
  EXPECT_EQ(unit(changed, "p1-s1").text.own_sentences,
            (std::vector<std::pair<std::size_t, std::size_t>>{{0, 8}}));
}

TEST(ApplySentences, are_inserted_repealed_and_reworded_without_a_shift) {
  const Unit statute = statute_of(town);
  const auto first = [&](std::vector<Item> items) { return line(after(statute, std::move(items)), "§ 1."); };
  EXPECT_EQ(
      first({item_of({insert_units(Side::after, "§ 1, stk. 1, 1. pkt.", "2. pkt. Det sker om aftenen.")})}),
      "§ 1. Rådet mødes hver måned. Det sker om aftenen. Møderne er åbne. Enhver må høre på.");
  EXPECT_EQ(
      first({item_of({insert_units(Side::before, "§ 1, stk. 1, 1. pkt.", "1. pkt. Byen har et råd.")})}),
      "§ 1. Byen har et råd. Rådet mødes hver måned. Møderne er åbne. Enhver må høre på.");
  EXPECT_EQ(first({item_of({insert_units(Side::last, "§ 1, stk. 1", "4. pkt. Ingen må tale.")})}),
            "§ 1. Rådet mødes hver måned. Møderne er åbne. Enhver må høre på. Ingen må tale.");
  EXPECT_EQ(first({item_of({repeal("§ 1, stk. 1, 2. pkt.; § 1, stk. 1, 3. pkt.")})}),
            "§ 1. Rådet mødes hver måned.");
  EXPECT_EQ(first({item_of({repeal("§ 1, stk. 1, 1. pkt.")})}), "§ 1. Møderne er åbne. Enhver må høre på.");
  EXPECT_EQ(first({item_of({reword("§ 1, stk. 1, 2. pkt.", "2. pkt. Møderne er lukkede.")})}),
            "§ 1. Rådet mødes hver måned. Møderne er lukkede. Enhver må høre på.");
  EXPECT_EQ(first({item_of(
                {replace_units("§ 1, stk. 1, 2. pkt.; § 1, stk. 1, 3. pkt.", "2. pkt. Alle må komme.")})}),
            "§ 1. Rådet mødes hver måned. Alle må komme.");
}

TEST(ApplyUnits, are_inserted_before_between_and_last) {
  const Unit statute = statute_of("# V\n§ 1. A.\nStk. 2. B.");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::before, "§ 1, stk. 1", "Stk. 1. Ny.")},
                                         {shift_of("stk. 1,2 > 2,3")})})),
            "# V\n§ 1. Ny.\nStk. 2. A.\nStk. 3. B.\n");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::after, "§ 1, stk. 1", "Stk. 2. Ny.")},
                                         {shift_of("stk. 2 > 3")})})),
            "# V\n§ 1. A.\nStk. 2. Ny.\nStk. 3. B.\n");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::last, "§ 1", "Stk. 3. Ny.\n1) a,\na) b")})})),
            "# V\n§ 1. A.\nStk. 2. B.\nStk. 3. Ny.\n1) a,\na) b\n");
}

TEST(ApplyUnits, of_lists_are_inserted_in_the_only_stykke_without_its_number) {
  const Unit statute = statute_of("# V\n§ 1. Udvalget har\n1) havne,\n2) skoler.");
  EXPECT_EQ(
      show(after(statute, {item_of({insert_units(Side::after, "§ 1, nr. 1", "2) veje,\na) store,\nb) små,")},
                                   {shift_of("nr. 2 > 3")})})),
      "# V\n§ 1. Udvalget har\n1) havne,\n2) veje,\na) store,\nb) små,\n3) skoler.\n");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::last, "§ 1", "3) veje.")})})),
            "# V\n§ 1. Udvalget har\n1) havne,\n2) skoler.\n3) veje.\n");
}

TEST(ApplyUnits, paragraphs_keep_their_numbers) {
  const Unit changed = after(
      statute_of(town),
      {item_of({repeal("§ 2")}), item_of({insert_units(Side::after, "§ 3", "§ 3 a. Ny.\nStk. 2. To.")})});
  EXPECT_EQ(line(changed, "§ 2."), "");
  EXPECT_EQ(show(changed).find(
                "§ 3. Havneudvalget forvalter havnen og kajerne.\n§ 3 a. Ny.\nStk. 2. To.\n== Skole") !=
                std::string::npos,
            true)
      << show(changed);
}

TEST(ApplyUnits, a_repealed_paragraph_can_come_again) {
  const Unit statute = statute_of("# V\n§ 1. A.\n§ 3. C.");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::after, "§ 1", "§ 2. B.")})})),
            "# V\n§ 1. A.\n§ 2. B.\n§ 3. C.\n");
  EXPECT_EQ(show(after(statute, {item_of({replace_units("§ 3", "§ 3. D.\n§ 4. E.")})})),
            "# V\n§ 1. A.\n§ 3. D.\n§ 4. E.\n");
}

TEST(ApplyUnits, stand_before_or_after_a_heading_as_the_item_says) {
  const Unit statute = statute_of("# V\n== Et\n§ 1. A.\n== To\n§ 2. B.");
  EXPECT_EQ(
      show(after(statute, {item_of({insert_units(Side::before, "overskriften før § 2", "§ 1 a. N.")})})),
      "# V\n== Et\n§ 1. A.\n§ 1 a. N.\n== To\n§ 2. B.\n");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::after, "overskriften før § 2", "§ 1 a. N.")})})),
            "# V\n== Et\n§ 1. A.\n== To\n§ 1 a. N.\n§ 2. B.\n");
  EXPECT_EQ(show(after(statute, {item_of({insert_units(Side::after, "§ 1", "== Ny\n§ 1 a. N.")})})),
            "# V\n== Et\n§ 1. A.\n== Ny\n§ 1 a. N.\n== To\n§ 2. B.\n");
}

TEST(ApplyUnits, headings_between_paragraphs_that_go_go_too) {
  const Unit statute =
      statute_of("# V\n§ 1. A.\n== To\n§ 2. B.\n== Tre\n§ 3. C.\n== Fire\n§ 4. D.\n== Fem\n§ 5. E.");
  EXPECT_EQ(show(after(statute, {item_of({repeal("§ 2; § 3; § 4")})})),
            "# V\n§ 1. A.\n== To\n== Fem\n§ 5. E.\n");
  EXPECT_EQ(show(after(statute, {item_of({repeal("overskriften før § 3")})})),
            "# V\n§ 1. A.\n== To\n§ 2. B.\n§ 3. C.\n== Fire\n§ 4. D.\n== Fem\n§ 5. E.\n");
}

TEST(ApplyUnits, chapters_come_and_go_with_all_they_hold) {
  const Unit statute = statute_of("# V\nKapitel 1: Et\n§ 1. A.\nKapitel 2: To\n§ 2. B.\nBilag 1: X\n- Y.");
  EXPECT_EQ(
      show(after(statute, {item_of({insert_units(Side::after, "kapitel 1", "Kapitel 1 a: Ny\n§ 1 a. N.")}),
                           item_of({repeal("kapitel 2")})})),
      "# V\nKapitel 1: Et\n§ 1. A.\nKapitel 1 a: Ny\n§ 1 a. N.\nBilag 1: X\n- Y.\n");
  EXPECT_EQ(
      show(after(statute, {item_of({insert_units(Side::last, "titlen", "Kapitel 3: Ny\n§ 3. N.")})})),
      "# V\nKapitel 1: Et\n§ 1. A.\nKapitel 2: To\n§ 2. B.\nKapitel 3: Ny\n§ 3. N.\nBilag 1: X\n- Y.\n");
  Operation into = insert_units(Side::after, "§ 1", "§ 1 a. N.");
  into.in_chapter = "2";
  EXPECT_EQ(show(after(statute, {item_of({into})})),
            "# V\nKapitel 1: Et\n§ 1. A.\nKapitel 2: To\n§ 1 a. N.\n§ 2. B.\nBilag 1: X\n- Y.\n");
}

TEST(ApplyUnits, are_reworded_with_another_number_of_units) {
  const Unit changed =
      after(statute_of(town),
            {item_of({reword("§ 1, stk. 2", "Stk. 2. Rådet vælger\n1) en forperson og\n2) en skriver.")}),
             item_of({reword("§ 2", "§ 2. Rådet bestemmer.\nStk. 2. Også det.")}),
             item_of({reword("§ 4, stk. 1", "Stk. 1. Skoler.")})});
  EXPECT_NE(show(changed).find("Stk. 2. Rådet vælger\n1) en forperson og\n2) en skriver.\n"
                               "§ 2. Rådet bestemmer.\nStk. 2. Også det.\n"),
            std::string::npos);
  EXPECT_EQ(line(changed, "§ 4."), "§ 4. Skoler.");
}

TEST(ApplyUnits, titles_and_headings_are_reworded_alone) {
  const Unit changed =
      after(statute_of(town), {item_of({reword("titlen", "# Ny titel")}),
                               item_of({reword("overskriften til kapitel 2", "Kapitel 2: Nævn")}),
                               item_of({reword("overskriften før § 3", "== Havnen")})});
  EXPECT_EQ(changed.text.words, "Ny titel");
  EXPECT_EQ(line(changed, "Kapitel 2:"), "Kapitel 2: Nævn");
  EXPECT_NE(show(changed).find("== Havnen\n§ 3."), std::string::npos);
}

TEST(ApplyUnits, fewer_or_more_come_instead_of_what_goes) {
  const Unit statute =
      statute_of("# V\n§ 20. A.\nStk. 2. B.\nStk. 3. C.\nStk. 4. D.\nStk. 5. E.\nStk. 6. F.");
  EXPECT_EQ(show(after(statute, {item_of({replace_units("§ 20, stk. 2; § 20, stk. 3", "Stk. 2. Ny.")},
                                         {shift_of("stk. 4,5,6 > 3,4,5")})})),
            "# V\n§ 20. A.\nStk. 2. Ny.\nStk. 3. D.\nStk. 4. E.\nStk. 5. F.\n");
}

TEST(ApplyIds, stay_with_their_units_and_new_units_get_new_ones) {
  const Unit statute = statute_of("# V\n§ 1. A.\nStk. 2. B.\n1) b,\n2) c.");
  const Unit changed =
      after(statute, {item_of({insert_units(Side::before, "§ 1, stk. 1", "Stk. 1. Ny.\n1) n.")},
                              {shift_of("stk. 1,2 > 2,3")}),
                      item_of({insert_units(Side::after, "§ 1", "§ 1 a. Ny.")})});
  EXPECT_EQ(unit(changed, "p1-s1").number, "2");
  EXPECT_EQ(unit(changed, "p1-s2").number, "3");
  EXPECT_EQ(unit(changed, "aendring-1-1-p1-s1").text.words, "Ny.");
  EXPECT_EQ(unit(changed, "aendring-1-1-p1-s1-n1").text.words, "n.");
  EXPECT_EQ(unit(changed, "aendring-1-2-p1a-s1").text.words, "Ny.");
}

TEST(ApplyIds, of_a_reworded_unit_stay_and_those_in_it_by_number) {
  const Unit statute = statute_of("# V\n§ 1. A.\nStk. 2. B.\n1) b,\n2) c.");
  const Unit changed =
      after(statute, {item_of({reword("§ 1", "§ 1. A.\nStk. 2. Z.\n1) b,\n2) d,\n3) e.\nStk. 3. F.")})});
  EXPECT_EQ(unit(changed, "p1").origin, "");
  EXPECT_EQ(unit(changed, "p1-s1").origin, "");
  EXPECT_EQ(unit(changed, "p1-s2").origin, "aendring-1, nr. 1");
  EXPECT_EQ(unit(changed, "p1-s2-n1").since, "");
  EXPECT_EQ(unit(changed, "p1-s2-n2").since, "2026-01-01");
  EXPECT_EQ(unit(changed, "aendring-1-1-p1-s2-n3").text.words, "e.");
  EXPECT_EQ(unit(changed, "aendring-1-1-p1-s3").number, "3");
}

TEST(ApplyIds, that_the_content_brings_are_kept) {
  const Unit changed =
      after(statute_of("# V\n§ 1. A."), {item_of({insert_units(Side::last, "§ 1", "Stk. 2. B. {min}")})});
  EXPECT_EQ(unit(changed, "min").number, "2");
}

TEST(ApplyIds, are_what_a_place_means_when_it_has_one) {
  Operation change = replace_words("§ 2", "B", "C");
  change.places[0].id = "p1-s2";
  Diagnostics diagnostics;
  const Applied applied = apply(statute_of("# V\n§ 1. A.\nStk. 2. B.\n§ 2. B."),
                                amendment_of({item_of({change})}), {}, diagnostics);
  EXPECT_EQ(show(applied.statute), "# V\n§ 1. A.\nStk. 2. C.\n§ 2. B.\n");
  EXPECT_EQ(messages(diagnostics),
            "amendment-number: the item says §\u00A02, the provision is §\u00A01, stk.\u00A02\n");
}

TEST(Applied, tells_what_each_item_touched_and_what_units_were_called) {
  Diagnostics diagnostics;
  const Applied applied = apply(statute_of("# V\n§ 1. A.\nStk. 2. B.\n§ 2. C."),
                                amendment_of({item_of({repeal("§ 1, stk. 1")}, {shift_of("stk. 2 > 1")}),
                                              words("§ 2", "C", "D"), words("§ 2", "X", "Y")}),
                                {}, diagnostics);
  EXPECT_EQ(applied.done, (std::vector<bool>{true, true, false}));
  EXPECT_EQ(applied.touched[0], std::vector<std::string>{"p1-s1"});
  EXPECT_EQ(applied.touched[1], std::vector<std::string>{"p2-s1"});
  EXPECT_TRUE(applied.touched[2].empty());
  EXPECT_EQ(applied.was.at("p1-s2"), "§\u00A01, stk.\u00A02");
}

TEST(Applied, leaves_out_items_that_are_not_asked_for_and_keeps_their_numbering) {
  Diagnostics diagnostics;
  ApplyOptions options;
  options.items = {false, true};
  const Applied applied = apply(
      statute_of("# V\n§ 1. A.\nStk. 2. B."),
      amendment_of(
          {item_of({insert_units(Side::before, "§ 1, stk. 1", "Stk. 1. N.")}, {shift_of("stk. 1,2 > 2,3")}),
           words("§ 1, stk. 2, der bliver stk. 3", "B", "C")}),
      options, diagnostics);
  EXPECT_EQ(messages(diagnostics), "");
  EXPECT_EQ(show(applied.statute), "# V\n§ 1. A.\nStk. 2. C.\n");
}

}  // namespace
}  // namespace kancelli::statute
