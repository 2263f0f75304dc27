#include <gtest/gtest.h>

#include <random>

#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

// What is told of a text, and what is read of it all the same.
void expect_told(const std::string& text, const std::string& found, const std::string& read) {
  const Parsed result = parsed(text);
  std::string items;
  for (const Item& item : result.amendment.items) items += without_typography(plain(item)) + "\n";
  EXPECT_EQ(result.found, found) << text;
  EXPECT_EQ(items, read) << text;
}

Item only(const std::string& text) {
  const Parsed read = parsed(text);
  EXPECT_EQ(read.found, "") << text;
  EXPECT_EQ(read.amendment.items.size(), 1u) << text;
  return read.amendment.items.empty() ? Item{} : read.amendment.items.front();
}

TEST(FormulasParse, words_and_places_become_an_operation) {
  const Item item =
      only("I § 9, stk. 2, 2. pkt., og to steder i § 10, stk. 3, der bliver stk. 4, ændres »X« til: »Y«.");
  ASSERT_EQ(item.operations.size(), 1u);
  const Operation& operation = item.operations[0];
  EXPECT_EQ(operation.action, Action::replace_words);
  ASSERT_EQ(operation.places.size(), 2u);
  EXPECT_EQ(operation.places[0].where, ref("§ 9, stk. 2, 2. pkt."));
  EXPECT_EQ(operation.places[0].times, 1);
  EXPECT_EQ(operation.places[1].where, ref("§ 10, stk. 3, der bliver stk. 4"));
  EXPECT_EQ(operation.places[1].times, 2);
  EXPECT_EQ(operation.old_words, "X");
  EXPECT_EQ(operation.new_words, "Y");
}

TEST(FormulasParse, quoted_lines_become_units_with_their_numbers) {
  const Item item = only(
      "Efter § 7 indsættes i kapitel 2:\n»Møder\n§ 7 a. Udvalget afgør:\n1) a,\n2) b om\n  a) c og\n  b) "
      "d.\n\n"
      "når det mødes.\nStk. 2. Ja.«");
  const Operation& operation = item.operations.at(0);
  EXPECT_EQ(operation.action, Action::insert_units);
  EXPECT_EQ(operation.side, Side::after);
  EXPECT_EQ(operation.anchor.where, ref("§ 7"));
  EXPECT_EQ(operation.in_chapter, "2");
  Unit first = unit(
      Kind::subsection, "1", "Udvalget afgør:",
      {unit(Kind::number, "1", "a,"),
       unit(Kind::number, "2", "b om", {unit(Kind::letter, "a", "c og"), unit(Kind::letter, "b", "d.")})});
  first.tail.words = "når det mødes.";
  const Unit paragraph = unit(Kind::paragraph, "7 a", "", {first, unit(Kind::subsection, "2", "Ja.")});
  ASSERT_EQ(operation.content.size(), 2u);
  EXPECT_EQ(difference(operation.content[0], unit(Kind::heading, "", "Møder")), "");
  EXPECT_EQ(difference(operation.content[1], paragraph), "");
}

TEST(FormulasParse, sentences_get_the_numbers_that_follow_from_the_formula) {
  const auto numbers = [](const std::string& text) {
    std::string all;
    const Item item = only(text);
    for (const Unit& one : item.operations.at(0).content) all += one.number + " " + one.text.words + "|";
    return all;
  };
  EXPECT_EQ(numbers("I § 45 indsættes efter 1. pkt. som nye punktummer:\n»Ja. Nej.«"), "2 Ja.|3 Nej.|");
  EXPECT_EQ(numbers("I § 45 indsættes før 1. pkt. som nyt punktum:\n»Ja, jf. stk. 2.«"),
            "1 Ja, jf. stk. 2.|");
  EXPECT_EQ(numbers("§ 45, 2. og 4. pkt., affattes således:\n»Ja. Nej.«"), "2 Ja.|4 Nej.|");
  EXPECT_EQ(numbers("§ 45, 2. pkt., ophæves, og i stedet indsættes:\n»Ja. Nej.«"), "2 Ja.|3 Nej.|");
}

TEST(FormulasParse, a_new_paragraph_before_a_heading_stands_there) {
  const Operation before =
      only("Efter § 65 indsættes før overskriften før § 66:\n»§ 65 a. Ja.«").operations.at(0);
  EXPECT_EQ(before.side, Side::before);
  EXPECT_EQ(before.anchor.where, ref("overskriften før § 66"));
}

TEST(FormulasParse, spaces_that_do_not_break_and_line_ends_are_spaces) {
  const Item plain_one = only(
      "I § 35 indsættes efter stk. 1 som nyt stykke: »Stk. 2. Udvalget afgør sagen.« Stk. 2 og 3 "
      "bliver herefter stk. 3 og 4.");
  const Item other = only(
      "1.\u00A0I\u00A0§\u00A035\u00A0indsættes efter\nstk.\u00A01 som\nnyt  stykke:\r\n»Stk.\u00A02. "
      "Udvalget "
      "afgør\u00A0sagen.«\r\nStk.\u00A02 og\n3 bliver herefter stk. 3 og\u00A04.\r\n");
  EXPECT_TRUE(same(plain_one, other));
}

TEST(FormulasParse, a_file_broken_at_its_width_is_read_as_whole_lines) {
  const Parsed read = parsed(
      "Vedtægt om ændring af styrelsesvedtægt for Københavns Kommune\n\n§ 1\n\n"
      "I styrelsesvedtægt for Københavns Kommune af 12. juni 1997, som\nsenest ændret den 5. marts 2020, "
      "foretages følgende ændringer:\n\n"
      "1. I § 9, stk. 2, nr. 3, ændres »havne,« til: »havne og«, og i nr. 4\nændres »kajer og« til: "
      "»kajer.«\n\n"
      "2. Efter § 12 indsættes:\n\n»Unge\n\n§ 12 a. Udvalget varetager den umiddelbare forvaltning af "
      "opgaver\nvedrørende\n\n"
      "1) vejledning og\n\n2) uddannelse.\n\nStk. 2. Udvalget kan henlægge opgaver til en institution, jf. § "
      "8,\nstk. 2.«\n\n"
      "§ 2\n\nStk. 1. Ændringerne træder i kraft den 1. januar 2026.\n\n"
      "Stk. 2. Borgerrepræsentationen fastsætter tidspunktet for\nikrafttræden af § 1, nr. 2, dog senest den "
      "1. august 2026.\n");
  EXPECT_EQ(read.found, "");
  EXPECT_TRUE(read.amendment.introduction.ends_with("2020, foretages følgende ændringer:"));
  ASSERT_EQ(read.amendment.items.size(), 2u);
  ASSERT_EQ(read.amendment.items[1].operations[0].content.size(), 2u);
  const Unit& paragraph = read.amendment.items[1].operations[0].content[1];
  EXPECT_EQ(paragraph.units.at(0).text.words,
            "Udvalget varetager den umiddelbare forvaltning af opgaver vedrørende");
  EXPECT_EQ(paragraph.units.at(0).units.size(), 2u);
  EXPECT_EQ(paragraph.units.at(1).text.words,
            "Udvalget kan henlægge opgaver til en institution, jf. § 8, stk. 2.");
  ASSERT_EQ(read.amendment.commencements.size(), 2u);
  EXPECT_EQ(read.amendment.commencements[1].items, std::vector<std::size_t>{1});
  EXPECT_EQ(read.amendment.commencements[1].latest, "2026-08-01");
}

TEST(FormulasParse, a_list_needs_neither_numbers_nor_lines) {
  const Parsed read = parsed(
      "I § 9 udgår »X«. § 10, stk. 2, ophæves. Stk. 3 bliver herefter stk. 2.\nEfter § 7 indsættes:\n»§ 7 a. "
      "Ja.«\n");
  EXPECT_EQ(read.found, "");
  ASSERT_EQ(read.amendment.items.size(), 3u);
  EXPECT_EQ(read.amendment.items[1].shifts.size(), 1u);
}

TEST(FormulasParse, a_verb_may_be_said_once_for_several_words) {
  expect_told("I § 8 ændres »a« til: »b«, »c« til: »d« og »e »f«« til: »g«.", "",
              "I § 8 ændres »a« til: »b«, »c« ændres til: »d«, og »e »f«« ændres til: »g«.\n");
  expect_told("I § 8 udgår »X«, »Y« og »Z«, og »C« ændres til: »D«.", "",
              "I § 8 udgår »X«, »Y« udgår, »Z« udgår, og »C« ændres til: »D«.\n");
}

TEST(FormulasParse, an_item_knows_where_it_stands) {
  SourceMap sources;
  Diagnostics diagnostics;
  const std::string text = "1. § 5 ophæves.\n2. I § 6 udgår »X«.\n";
  const Amendment amendment = parse(sources, sources.add("a.txt", text), diagnostics);
  const Span span = amendment.items.at(1).operations.at(0).span;
  EXPECT_EQ(text.substr(span.begin, span.end - span.begin), "I § 6 udgår »X«");
  EXPECT_EQ(sources.where(amendment.items.at(1).span), "a.txt:2:4");
}

TEST(FormulasParse, two_formulas_that_are_mixed_are_taken_apart) {
  expect_told("Efter § 9 indsættes som nyt stykke:\n»Stk. 3. Ja.«",
              "formula-mixed: som nyt stykke | two formulas are mixed: a new unit within § 9 is inserted in "
              "it, not after it | "
              "for a unit within it write: I § 9 indsættes efter stk. 2 som nyt stykke: | "
              "for a new provision after it write: Efter § 9 indsættes:\n",
              "");
  expect_told("Efter § 9, stk. 2, indsættes som nyt stykke:\n»Stk. 3. Ja.«",
              "formula-mixed: Efter § 9, stk. 2, indsættes som nyt stykke | a new unit within a § is "
              "inserted in the §, not "
              "after it | write: I § 9 indsættes efter stk. 2 som nyt stykke:\n",
              "I § 9 indsættes efter stk. 2 som nyt stykke:\n»Stk. 3. Ja.«\n");
}

TEST(FormulasParse, a_new_unit_with_a_number_that_may_be_taken_is_ambiguous) {
  expect_told("I § 35 indsættes som nyt stk. 2:\n»Stk. 2. Ja.«\nStk. 2 bliver herefter stk. 3.",
              "formula-ambiguous: som nyt stk. 2 | ambiguous: whether there is a stk. 2 already, and moves, "
              "is not said | "
              "between others write: I § 35 indsættes efter stk. 1 som nyt stykke: | "
              "behind the last write: I § 35 indsættes som stk. 2:\n",
              "");
}

TEST(FormulasParse, a_reference_written_wrongly_is_put_right) {
  expect_told(
      "§§ 16, stk. 2, ophæves.",
      "formula-reference: §§ 16 | the double sign §§ is for several whole paragraphs | write: § 16, stk. 2\n",
      "§ 16, stk. 2, ophæves.\n");
  expect_told("§ 2 og 3 ophæves.",
              "formula-reference: § 2 og 3 | several paragraphs take the double sign §§ | write: §§ 2 og 3\n",
              "§§ 2 og 3 ophæves.\n");
  expect_told(
      "I § 5 stk. 2, ændres »X« til: »Y«.",
      "formula-reference:   | a comma is missing between the parts of the reference | write: § 5, stk. 2\n",
      "I § 5, stk. 2, ændres »X« til: »Y«.\n");
  expect_told("I § 5, 2. led, ændres »X« til: »Y«.",
              "formula-word: 2. led | a reference goes down to the sentence (pkt.), never to a \"led\" | "
              "name the sentence, and quote the words that are changed\n",
              "");
}

TEST(FormulasParse, another_word_than_the_formulas_is_named) {
  expect_told(
      "§ 5, stk. 2, udgår.",
      "formula-word: udgår | units are repealed (\"ophæves\"); only words that are quoted \"udgår\" | "
      "write: § 5, stk. 2, ophæves.\n",
      "§ 5, stk. 2, ophæves.\n");
  expect_told(
      "I § 5 udgår stk. 2.",
      "formula-word: I § 5 udgår | units are repealed (\"ophæves\"); only words that are quoted \"udgår\" | "
      "write: § 5, stk. 2, ophæves.\n",
      "");
  expect_told("I § 5, stk. 2, ophæves »X«.",
              "formula-word: ophæves | the formula has \"udgår\" here, not \"ophæves\" | write: I § 5, stk. "
              "2, udgår »X«.\n",
              "I § 5, stk. 2, udgår »X«.\n");
  expect_told(
      "I § 5 erstattes »X« med »Y«, og stk. 2 slettes.",
      "formula-word: erstattes | the formula has \"ændres\" here, not \"erstattes\" | write: I § 5 ændres "
      "»X« til: »Y«.\n"
      "formula-word: slettes | units are repealed (\"ophæves\"); only words that are quoted \"udgår\" | "
      "write: § 5, stk. 2, ophæves.\n",
      "I § 5 ændres »X« til: »Y«, og stk. 2 ophæves.\n");
  expect_told("I § 35 indsættes efter stk. 1 som nyt nummer:\n»2) Ja.«",
              "formula-word: som nyt nummer | what is inserted beside \"stk. 1\" is of the same kind | "
              "write: I § 35 indsættes efter stk. 1 som nyt stykke:\n",
              "");
}

TEST(FormulasParse, the_place_of_a_new_unit_is_said_once) {
  const std::string read = "I § 9 indsættes efter stk. 2 som nyt stykke:\n»Stk. 3. Ja.«\n";
  expect_told("I § 9 indsættes efter stk. 2 som stk. 3:\n»Stk. 3. Ja.«",
              "formula-word: som stk. 3 | the place is given already; the new unit has no number here | "
              "write: I § 9 indsættes efter stk. 2 som nyt stykke:\n",
              read);
  expect_told("I § 9 indsættes efter stk. 2:\n»Stk. 3. Ja.«",
              "formula-unknown: : | what is inserted is not said here | write: I § 9 indsættes efter stk. 2 "
              "som nyt stykke:\n",
              read);
}

TEST(FormulasParse, quotation_marks_are_those_of_the_law_and_close) {
  expect_told("1. I § 5 ændres »X til: »Y«.\n2. § 6 ophæves.\n",
              "formula-quote: » | the quotation is not closed | put « where it ends\n", "§ 6 ophæves.\n");
  expect_told("I § 5 ændres »X til: »Y«.\nI § 6 udgår »Z«.\n",
              "formula-quote: » | the quotation is not closed | put « where it ends\n", "I § 6 udgår »Z«.\n");
  expect_told("I § 5 ændres „X“ til: ”Y”.",
              "formula-quote: „X“ | an amendment quotes between » and «, whatever the text around it uses\n"
              "formula-quote: ”Y” | an amendment quotes between » and «, whatever the text around it uses\n",
              "I § 5 ændres »X« til: »Y«.\n");
  expect_told("I § 5 ændres »X« til: »Y«", "formula-quote: « | a full stop is missing here\n",
              "I § 5 ændres »X« til: »Y«.\n");
  expect_told("I § 5 ændres »X« til: »2.000 kr.«.",
              "formula-quote: . | the quotation ends with a full stop already\n",
              "I § 5 ændres »X« til: »2.000 kr.«\n");
  expect_told("I § 5 ændres »« til: »Y«.", "formula-quote: »« | nothing stands between the quotation marks\n",
              "");
}

TEST(FormulasParse, the_quotation_is_of_what_the_formula_announces) {
  expect_told("§ 5, stk. 2, affattes således:\n»Stk. 3. Ja.«",
              "formula-quote: Stk. 3. Ja. | the quotation has Stk. 3. where the formula announces stk. 2 | "
              "write: »Stk. 2. ...«\n",
              "§ 5, stk. 2, affattes således:\n»Stk. 2. Ja.«\n");
  expect_told("§ 5, stk. 1, affattes således:\n»§ 5. Ja.«",
              "formula-quote: § 5. Ja. | \"§ 5.\" is not what the formula announces | "
              "the first stykke has no designation: write the text only\n",
              "");
  expect_told("§ 5 affattes således:\n»Udvalget mødes.«",
              "formula-quote: Udvalget mødes. | nothing is quoted of what the formula announces | write: »§ "
              "5. ...«\n",
              "");
  expect_told("§ 5, stk. 1 og 2, affattes således:\n»Udvalget mødes.«",
              "formula-quote: Udvalget mødes. | the quotation lacks stk. 2, which the formula announces\n",
              "");
  expect_told("I § 5 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ja:\n1) a,\n3) b.«",
              "formula-quote: 3) b. | \"3)\" stands where \"2)\" comes next\n",
              "I § 5 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ja:\n1) a,\n3) b.«\n");
  expect_told("I § 5 indsættes efter stk. 1 som nyt stykke:\n",
              "formula-quote:  | the new text, between » and «, is expected here\n", "");
}

TEST(FormulasParse, a_shift_clause_gives_each_unit_its_number) {
  expect_told(
      "§ 5, stk. 2, ophæves.\nStk. 3 og 4 bliver herefter stk. 2.",
      "formula-shift: Stk. 3 og 4 bliver herefter stk. 2 | the clause has 2 old numbers and 1 new ones | "
      "write: Stk. 3 og 4 bliver herefter stk. 2 og 3.\n",
      "§ 5, stk. 2, ophæves.\n");
  expect_told("§ 5, stk. 2, ophæves.\nStk. 3 bliver stk. 2.",
              "formula-shift: bliver | \"herefter\" is missing in the shift clause\n",
              "§ 5, stk. 2, ophæves.\nStk. 3 bliver herefter stk. 2.\n");
  expect_told("§ 5 ophæves.\n§ 6 bliver herefter § 5.",
              "formula-shift: § 6 bliver herefter § 5 | paragraphs, chapters and annexes keep their numbers "
              "| leave the clause out\n",
              "§ 5 ophæves.\n");
  expect_told(
      "I § 5 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ja.\nStk. 2 bliver herefter stk. 3.«",
      "formula-shift: Stk. 2 bliver herefter stk. 3. | the shift clause stands within the quotation: it "
      "comes on a line of "
      "its own after «\n",
      "I § 5 indsættes efter stk. 1 som nyt stykke:\n»Stk. 2. Ja.«\nStk. 2 bliver herefter stk. 3.\n");
  expect_told("Stk. 3 bliver herefter stk. 2.",
              "formula-shift: Stk. 3 bliver herefter stk. 2. | the shift clause follows upon no item\n", "");
}

TEST(FormulasParse, what_is_no_formula_does_not_stop_the_rest) {
  expect_told("1. Udvalget nedlægges.\n2. § 6 ophæves.\n3. I § 7 ændres X til: »Y«.\n4. § 8 ophæves.\n",
              "formula-unknown: Udvalget nedlægges. | this is no formula that amends a statute | a formula "
              "changes, deletes, "
              "inserts, re-words or repeals: I § 9, stk. 2, ændres »X« til: »Y«.\n"
              "formula-unknown: X til: »Y«. | from here on this is no formula | words are changed so: I § 9, "
              "stk. 2, ændres »X« "
              "til: »Y«.\n",
              "§ 6 ophæves.\n§ 8 ophæves.\n");
  expect_told("§ 5 ændres »X« til: »Y«.",
              "formula-unknown: § 5 | what is changed within a unit begins with \"I\" | write: I § 5 ændres "
              "»X« til: »Y«.\n",
              "I § 5 ændres »X« til: »Y«.\n");
  expect_told("Efter § 7 indsættes i afsnit I:\n»§ 7 a. Ja.«\n§ 9 ophæves.",
              "formula-unknown: i afsnit I: | from here on this is no formula | words are inserted so: I § 9 "
              "indsættes efter »X«: "
              "»Y«.; units so: Efter § 9 indsættes: or I § 9 indsættes efter stk. 2 som nyt stykke:\n",
              "§ 9 ophæves.\n");
  expect_told(
      "Bilag 1 affattes som bilag 1 til denne vedtægt.",
      "formula-unknown: Bilag 1 affattes som bilag | the new text of an annex stands in the item itself | "
      "write \"Bilag 1 affattes således:\", and behind it the whole new text between » and «\n",
      "");
}

TEST(FormulasParse, a_missing_colon_is_put_in) {
  SourceMap sources;
  Diagnostics diagnostics;
  const std::string text = "I § 5 ændres »X« til »Y«.";
  parse(sources, sources.add("a.txt", text), diagnostics);
  ASSERT_EQ(diagnostics.list().size(), 1u);
  const Diagnostic& told = diagnostics.list()[0];
  EXPECT_EQ(told.message, "a colon is missing here");
  ASSERT_EQ(told.fix.size(), 1u);
  std::string mended = text;
  mended.replace(told.fix[0].span.begin, told.fix[0].span.end - told.fix[0].span.begin, told.fix[0].text);
  EXPECT_EQ(mended, "I § 5 ændres »X« til: »Y«.");
}

// A text spoilt by chance: nothing breaks, each diagnostic has its place in the text, and what is read can be
// written and read again.
TEST(FormulasParse, a_spoilt_text_is_told_of_and_breaks_nothing) {
  const std::string whole =
      "Vedtægt om ændring\n\n§ 1\n\nI vedtægten foretages følgende ændringer:\n\n"
      "1. Overalt i vedtægten ændres »Teknik- og Miljøudvalget« til: »Klimaudvalget«.\n\n"
      "2. I § 9, stk. 2, 2. pkt., og to steder i § 10, stk. 3, ændres »X« til: »Y«, og »Z« udgår.\n\n"
      "3. § 35, stk. 2, ophæves, og i stk. 3, der bliver stk. 2, udgår »straks«.\nStk. 4-6 bliver herefter "
      "stk. 3-5.\n\n"
      "4. Efter kapitel 4 indsættes:\n»Kapitel 4 a\nBorgere\n\nMøder\n§ 16 a. Udvalget:\n  1) a om\n    a) b "
      "og\n    b) c.\n"
      "  2) d.\n\nnår det mødes.\nStk. 2. Ja.«\n\n"
      "5. I § 45, stk. 1, indsættes efter 1. pkt. som nye punktummer:\n»Ja. Nej.«\n\n"
      "6. §§ 2, 3 og 5, § 6, stk. 4, og § 7, stk. 3, ophæves, og i stedet indsættes:\n»§ 2. Ja.«\n\n"
      "§ 2\n\nÆndringerne træder i kraft den 1. januar 2026.\nStk. 2. § 1, nr. 2, træder først i kraft, når "
      "det er sket. "
      "Borgerrepræsentationen fastsætter dagen, dog senest den 1. maj 2027.\n";
  std::mt19937 random(7);
  for (int round = 0; round < 6000; ++round) {
    std::string text = whole;
    for (std::size_t changes = 1 + random() % 6; changes > 0; --changes) {
      const std::size_t at = random() % (text.size() + 1), from = random() % text.size(),
                        length = random() % 12;
      switch (random() % 4) {
        case 0:
          text.erase(at, length);
          break;
        case 1:
          text.insert(at, whole.substr(from % whole.size(), length));
          break;
        case 2:
          text.insert(at, 1, static_cast<char>(random() % 256));
          break;
        default:
          text.erase(at, random() % 200);
      }
      if (text.empty()) break;
    }
    SourceMap sources;
    Diagnostics diagnostics;
    const SourceId source = sources.add("a.txt", text);
    Amendment read = parse(sources, source, diagnostics);
    for (const Diagnostic& one : diagnostics.list()) {
      ASSERT_TRUE(one.code.starts_with("formula-")) << one.code;
      ASSERT_FALSE(one.message.empty());
      ASSERT_EQ(one.span.source, source);
      ASSERT_LE(one.span.begin, one.span.end) << one.message << "\n" << text;
      ASSERT_LE(one.span.end, text.size()) << one.message << "\n" << text;
    }
    for (const Item& item : read.items) ASSERT_FALSE(item.operations.empty());
    const std::string again = write_text(read);
    if (diagnostics.list().empty()) {
      ASSERT_EQ(difference(read, parsed(again).amendment), "") << text << "\n" << again;
    }
  }
}

}  // namespace
}  // namespace kancelli::statute
