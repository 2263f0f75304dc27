#include <gtest/gtest.h>

#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

// A formula as a text has it is read without a word, and written again as it stood.
void expect_formula(const std::string& text) {
  const Parsed read = parsed("1. " + text + "\n");
  EXPECT_EQ(read.found, "") << text;
  ASSERT_EQ(read.amendment.items.size(), 1u) << text;
  EXPECT_EQ(without_typography(plain(read.amendment.items.front())), text);
}

std::string lines(const Operation& operation, std::vector<Shift> shifts = {}) {
  return shown(plain(Item{{operation}, std::move(shifts), {}}));
}

Operation insertion(std::string_view anchor, Side side, std::vector<Unit> content) {
  Operation operation;
  operation.action = Action::insert_units;
  operation.side = side;
  operation.anchor.where = ref(anchor);
  operation.content = std::move(content);
  return operation;
}

TEST(FormulasWrite, a_new_stykke_moves_those_behind_it) {
  EXPECT_EQ(
      lines(insertion("§ 35, stk. 1", Side::after, {unit(Kind::subsection, "2", "Udvalget afgør sagen.")}),
            {{Kind::subsection, {"2", "3"}, {"3", "4"}}}),
      "I §_35 indsættes efter stk._1 som nyt stykke:\n»Stk._2. Udvalget afgør sagen.«\n"
      "Stk._2 og 3 bliver herefter stk._3 og 4.");
}

TEST(FormulasWrite, a_repeal_and_its_shift_clause_stand_on_two_lines) {
  Operation operation;
  operation.action = Action::repeal;
  operation.places = places("§ 12, stk. 3");
  EXPECT_EQ(lines(operation, {{Kind::subsection, {"4", "5", "6"}, {"3", "4", "5"}}}),
            "§_12, stk._3, ophæves.\nStk._4-6 bliver herefter stk._3-5.");
}

TEST(FormulasWrite, two_stykker_give_way_to_one) {
  Operation operation;
  operation.action = Action::replace_units;
  operation.places = places("§ 20, stk. 2 og 3");
  operation.content = {unit(Kind::subsection, "2", "Formålet fastsættes af udvalget.")};
  EXPECT_EQ(lines(operation, {{Kind::subsection, {"4", "5", "6"}, {"3", "4", "5"}}}),
            "§_20, stk._2 og 3, ophæves, og i stedet indsættes:\n»Stk._2. Formålet fastsættes af udvalget.«\n"
            "Stk._4-6 bliver herefter stk._3-5.");
}

TEST(FormulasWrite, a_stykke_behind_the_last_moves_none) {
  EXPECT_EQ(lines(insertion("§ 31", Side::last, {unit(Kind::subsection, "4", "Afgørelsen er endelig.")})),
            "I §_31 indsættes som stk._4:\n»Stk._4. Afgørelsen er endelig.«");
}

TEST(FormulasWrite, a_new_number_is_called_by_its_noun_and_quoted_with_its_bracket) {
  EXPECT_EQ(lines(insertion("§ 15, nr. 3", Side::after, {unit(Kind::number, "4", "havne,")}),
                  {{Kind::number, {"4"}, {"5"}}}),
            "I §_15 indsættes efter nr._3 som nyt nummer:\n»4) havne,«\nNr._4 bliver herefter nr._5.");
}

TEST(FormulasWrite, a_name_is_changed_everywhere) {
  Operation operation;
  operation.old_words = "Teknik- og Miljøudvalget";
  operation.new_words = "Klima-, Miljø- og Teknikudvalget";
  EXPECT_EQ(lines(operation),
            "Overalt i vedtægten ændres »Teknik- og Miljøudvalget« til: »Klima-, Miljø- og Teknikudvalget«.");
}

TEST(FormulasWrite, no_break_spaces_stand_in_references_and_designations_only) {
  Operation operation;
  operation.places = places("§ 7 a, stk. 1, 2. pkt.");
  operation.old_words = "§ 5, stk. 2";
  operation.new_words = "§ 6";
  EXPECT_EQ(lines(operation), "I §_7_a, stk._1, 2._pkt., ændres »§ 5, stk. 2« til: »§ 6«.");
}

TEST(FormulasWrite, the_reference_to_what_is_changed_or_new_is_italic) {
  const auto marked = [](const Item& item) {
    std::string text;
    const std::vector<Line> written = write(item);
    for (const statute::Run& run : written.front().runs) text += run.italic ? "*" + run.text + "*" : run.text;
    return without_typography(text);
  };
  const auto first = [&](const std::string& text) {
    return marked(parsed("1. " + text).amendment.items.at(0));
  };
  EXPECT_EQ(first("I § 43, stk. 2, indsættes før 1. pkt. som nyt punktum:\n»Udvalget beslutter.«"),
            "I *§ 43, stk. 2,* indsættes før 1. pkt. som *nyt punktum:*");
  EXPECT_EQ(first("§ 12, stk. 2 og 3, ophæves."), "*§ 12, stk. 2* og *3,* ophæves.");
  EXPECT_EQ(first("I § 9, stk. 2, og to steder i § 10 ændres »X« til: »Y«."),
            "I *§ 9, stk. 2,* og to steder i *§ 10* ændres »X« til: »Y«.");
  EXPECT_EQ(first("I § 10, stk. 3, der bliver stk. 4, udgår »X«."),
            "I *§ 10, stk. 3,* der bliver stk. 4, udgår »X«.");
  EXPECT_EQ(first("I § 31 indsættes som stk. 4:\n»Stk. 4. Ja.«"), "I *§ 31* indsættes som *stk. 4:*");
  EXPECT_EQ(first("Efter § 7 indsættes i kapitel 2:\n»§ 7 a. Ja.«"), "Efter § 7 indsættes i *kapitel 2:*");
  EXPECT_EQ(first("Overskriften før § 10 ophæves."), "*Overskriften før § 10* ophæves.");
  EXPECT_EQ(first("Overalt i vedtægten udgår »X«."), "Overalt i *vedtægten* udgår »X«.");
}

TEST(FormulasWrite, a_line_tells_what_it_is) {
  const std::vector<Line> written =
      write(parsed("1. I § 5 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Udvalget:\n1) a,\n2) b.«\n"
                   "Stk. 2 bliver herefter stk. 3.")
                .amendment.items.at(0));
  ASSERT_EQ(written.size(), 5u);
  EXPECT_EQ(written[0].role, Line::Role::formula);
  EXPECT_EQ(written[1].role, Line::Role::quoted);
  EXPECT_EQ(written[1].kind, Kind::subsection);
  EXPECT_EQ(written[2].kind, Kind::number);
  EXPECT_EQ(written[4].role, Line::Role::shift);
}

// The catalogue of the guide, F1 to F14: forward and back.
TEST(FormulaCatalogue, words_are_changed) {
  expect_formula("I § 5, stk. 1, 1. pkt., ændres »kommunen« til: »byen«.");
  expect_formula("I § 9, stk. 2, 2. pkt., og to steder i § 10, stk. 3, ændres »X« til: »Y«.");
  expect_formula("I §§ 9 og 11 og § 12 a, nr. 3, ændres »X« til: »Y«.");
  expect_formula("To steder i § 62, stk. 3, 1. pkt., ændres »X« til: »Y«.");
  expect_formula("Tre steder i § 62 og i § 63 ændres »X« til: »Y«.");
  expect_formula("I § 15, nr. 3, ændres »A« til: »B«, og »C« ændres til: »D«.");
  expect_formula("I § 15, nr. 3, ændres »A« til: »B«, »C« ændres til: »D«, og »E« udgår.");
  expect_formula("Overalt i vedtægten ændres »X« til: »Y«.");
  expect_formula("I § 5 ændres »1.000 kr.« til: »2.000 kr.«");
  expect_formula("I § 5 ændres »det »store« udvalg« til: »udvalget«.");
}

TEST(FormulaCatalogue, words_are_deleted_and_inserted) {
  expect_formula("I § 8, stk. 1, udgår »på kommunens vegne«.");
  expect_formula("Overalt i vedtægten udgår »X«.");
  expect_formula("I § 1, stk. 2, indsættes efter »udvalget«: », jf. dog § 1 a, nr. 1«.");
  expect_formula("I § 1 indsættes før »udvalget«: »stående«.");
  expect_formula("I indledningen indsættes efter »af 12. juni 1997«: »med senere ændringer«.");
}

TEST(FormulaCatalogue, units_are_reworded_with_their_designation) {
  expect_formula(
      "§ 1 affattes således:\n»§ 1. Byen styres af Borgerrepræsentationen.\nStk. 2. Udvalgene bistår.«");
  expect_formula("§ 13, stk. 2, affattes således:\n»Stk. 2. Udvalget afgør sagen.«");
  expect_formula("§ 4, nr. 3, affattes således:\n»3) havne og«.");
  expect_formula("§ 10, stk. 1, affattes således:\n»Udvalget har syv medlemmer.«");
  expect_formula(
      "§ 42, stk. 1 og 2, affattes således:\n»Udvalget har syv medlemmer.\nStk. 2. Forpersonen leder "
      "møderne.«");
  expect_formula("Overskriften til kapitel 4 affattes således:\n»Kapitel 4\nUdvalgene«.");
  expect_formula("Overskriften før § 10 affattes således:\n»Møder«.");
  expect_formula("Vedtægtens titel affattes således:\n»Styrelsesvedtægt for Københavns Kommune«.");
  expect_formula("Bilag 1 affattes således:\n»Bilag 1\nUdvalgenes forvaltninger«.");
  expect_formula("§ 5, stk. 1, 1. og 2. pkt., affattes således:\n»Udvalget mødes. Det afgør sagen.«");
}

TEST(FormulaCatalogue, units_are_repealed_and_replaced) {
  expect_formula("§ 12, stk. 3, ophæves.\nStk. 4-6 bliver herefter stk. 3-5.");
  expect_formula("§§ 2, 3 og 5, § 6, stk. 4, og § 7, stk. 3, ophæves.");
  expect_formula("Overskriften før § 10 ophæves.");
  expect_formula("Kapitel 4 ophæves.");
  expect_formula("§ 5, stk. 2, 3. pkt., ophæves.");
  expect_formula(
      "§ 25, stk. 1, ophæves, og i stedet indsættes:\n»Udvalget mødes.\nStk. 2. Møderne er lukkede.«\nStk. 2 "
      "bliver herefter stk. 3.");
}

TEST(FormulaCatalogue, paragraphs_headings_and_chapters_are_new) {
  expect_formula("Efter § 7 indsættes:\n»§ 7 a. Udvalget mødes.«");
  expect_formula(
      "Efter § 7 indsættes i kapitel 2:\n»§ 7 a. Udvalget mødes.\nStk. 2. Møderne er lukkede.\n§ 7 b. Ja.«");
  expect_formula("Efter § 65 indsættes før overskriften før § 66:\n»§ 65 a. Udvalget mødes.«");
  expect_formula("Efter § 65 indsættes efter overskriften før § 66:\n»§ 65 a. Udvalget mødes.«");
  expect_formula("Før § 1 indsættes:\n»§ 1 a. Ja.«");
  expect_formula("Efter § 7 indsættes:\n»Møder\n§ 7 a. Udvalget mødes.«");
  expect_formula("Før § 10 indsættes som overskrift:\n»Møder«.");
  expect_formula(
      "Efter kapitel 4 indsættes:\n»Kapitel 4 a\nBorgerrådgiveren\n§ 16 a. Borgerrådgiveren vejleder.\n1) Om "
      "klager.\n"
      "2) Om svar.«");
}

TEST(FormulaCatalogue, stykker_numbers_letters_and_sentences_are_new) {
  expect_formula(
      "I § 67 indsættes før stk. 1 som nyt stykke:\n»Udvalget mødes.«\nStk. 1 og 2 bliver herefter stk. 2 og "
      "3.");
  expect_formula(
      "I § 35 indsættes efter stk. 1 som nye stykker:\n»Stk. 2. Ja.\nStk. 3. Nej.«\nStk. 2 bliver herefter "
      "stk. 4.");
  expect_formula("I § 31 indsættes som stk. 4 og 5:\n»Stk. 4. Ja.\nStk. 5. Nej.«");
  expect_formula("I § 15 indsættes efter nr. 3 som nyt nummer:\n»4) havne,«\nNr. 4 bliver herefter nr. 5.");
  expect_formula("I § 15, stk. 2, indsættes som nr. 6:\n»6) havne.«");
  expect_formula(
      "I § 15, stk. 2, nr. 1, indsættes efter litra b som nyt litra:\n»c) havne.«\nLitra c bliver herefter "
      "litra d.");
  expect_formula("I § 45, stk. 1, indsættes efter 1. pkt. som nyt punktum:\n»Udvalget mødes.«");
  expect_formula(
      "I § 45, stk. 1, indsættes før 1. pkt. som nye punktummer:\n»Udvalget mødes. Det afgør sagen.«");
  expect_formula("I § 42 indsættes som 4. pkt.:\n»Udvalget mødes.«");
  expect_formula("I bilag 1 indsættes efter stk. 1 som nyt stykke:\n»Økonomiforvaltningen.«");
  expect_formula("I vedtægten indsættes som bilag 2:\n»Bilag 2\nUdvalgenes forvaltninger«.");
}

TEST(FormulaCatalogue, shifts_are_woven_into_the_sentence) {
  expect_formula("§ 35, stk. 2, ophæves, og i stk. 3, der bliver stk. 2, udgår »straks«.");
  expect_formula("I § 10, stk. 3, der bliver stk. 4, ændres »X« til: »Y«.");
  expect_formula(
      "I § 35 indsættes efter stk. 2, der bliver stk. 3, som nyt stykke:\n»Stk. 4. Ja.«\nStk. 3 bliver "
      "herefter stk. 5.");
  expect_formula(
      "§ 35, stk. 2, ophæves, og efter stk. 3, der bliver stk. 2, indsættes som nyt stykke:\n»Stk. 3. Ja.«");
}

TEST(FormulaCatalogue, changes_of_one_paragraph_are_one_item) {
  expect_formula("I § 8, stk. 1, udgår »75 pct.«, og stk. 2 ophæves.");
  expect_formula("I § 8, stk. 1, udgår »75 pct.«, og stk. 2 affattes således:\n»Stk. 2. Ja.«");
  expect_formula("I § 8, stk. 1, 1. pkt., udgår »X«, i 2. pkt. ændres »Y« til: »Z«, og stk. 2 ophæves.");
}

TEST(FormulasWrite, a_text_file_has_title_items_and_commencement) {
  Amendment amendment;
  amendment.title = "Vedtægt om ændring af styrelsesvedtægt for Københavns Kommune";
  amendment.introduction = "I styrelsesvedtægt for Københavns Kommune foretages følgende ændringer:";
  amendment.items =
      parsed("1. § 5 ophæves.\n2. I § 6 indsættes som nr. 1 og 2:\n»1) havne og\n2) kajer.«").amendment.items;
  amendment.commencements = {{Commencement::Kind::date, {}, "2026-01-01", "", "", "", {}},
                             {Commencement::Kind::date, {1}, "2026-08-01", "", "", "", {}}};
  EXPECT_EQ(write_text(amendment),
            "Vedtægt om ændring af styrelsesvedtægt for Københavns Kommune\n\n§ 1\n\n"
            "I styrelsesvedtægt for Københavns Kommune foretages følgende ændringer:\n\n"
            "1. § 5 ophæves.\n\n"
            "2. I § 6 indsættes som nr. 1 og 2:\n»1) havne og\n2) kajer.«\n\n"
            "§ 2\n\n"
            "Ændringerne træder i kraft den 1. januar 2026.\n"
            "Stk. 2. § 1, nr. 2, træder dog i kraft den 1. august 2026.\n");
  const Parsed read = parsed(write_text(amendment));
  EXPECT_EQ(read.found, "");
  EXPECT_EQ(read.amendment.title, amendment.title);
  EXPECT_EQ(read.amendment.introduction, amendment.introduction);
  EXPECT_EQ(difference(read.amendment, amendment), "");
}

TEST(FormulasWrite, words_can_be_quoted_when_each_mark_has_its_other) {
  EXPECT_TRUE(quotable("udvalget"));
  EXPECT_TRUE(quotable("det »store« udvalg"));
  EXPECT_FALSE(quotable("det »store udvalg"));
  EXPECT_FALSE(quotable("« og »"));
  EXPECT_FALSE(quotable(""));
}

}  // namespace
}  // namespace kancelli::statute
