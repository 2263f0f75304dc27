#include "pipeline/statute/reference.h"

#include <gtest/gtest.h>

#include <random>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

Reference reference(std::vector<Step> steps) {
  return {std::move(steps)};
}
Step par(const std::string& number) {
  return {Kind::paragraph, number, ""};
}
Step stk(const std::string& number, const std::string& becomes = "") {
  return {Kind::subsection, number, becomes};
}
Step nr(const std::string& number) {
  return {Kind::number, number, ""};
}
Step litra(const std::string& letter) {
  return {Kind::letter, letter, ""};
}
Step pkt(const std::string& number) {
  return {Kind::sentence, number, ""};
}

// "_" where the print has a no-break space.
std::string shown(std::string text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\u00A0") == 0) {
      result += '_';
      ++i;
    } else {
      result += text[i];
    }
  }
  return result;
}

// What is read, printed one by one; then how much was left.
std::string read(std::string_view text) {
  std::vector<Reference> references;
  const std::size_t length = read_references(text, references);
  std::string result;
  for (const Reference& one : references) result += without_typography(to_string(one)) + "; ";
  return result + "|" + std::string(text.substr(length));
}

TEST(Reference, goes_down_to_the_sentence_and_does_not_break) {
  EXPECT_EQ(shown(to_string(reference({par("7 a"), stk("2"), nr("3"), litra("b"), pkt("2")}))),
            "§_7_a, stk._2, nr._3, litra_b, 2._pkt.");
  EXPECT_EQ(shown(to_string(reference({par("5"), stk("2", "3")}))), "§_5, stk._2, der bliver stk._3");
  EXPECT_EQ(shown(to_string(reference({par("5"), pkt("sidste")}))), "§_5, sidste_pkt.");
  EXPECT_EQ(shown(to_string(Step{Kind::chapter, "4 a", ""})), "kapitel_4_a");
  EXPECT_EQ(shown(to_string(Step{Kind::annex, "1", ""})), "bilag_1");
}

TEST(Reference, names_headings_title_and_introduction) {
  const Step heading{Kind::heading, "", ""};
  EXPECT_EQ(shown(to_string(reference({par("10"), heading}))), "overskriften før §_10");
  EXPECT_EQ(shown(to_string(reference({{Kind::chapter, "4", ""}, heading}))), "overskriften til kapitel_4");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("8"), heading}), reference({par("9"), heading})})),
            "overskrifterne før §§_8 og 9");
  EXPECT_EQ(to_string(reference({{Kind::statute, "", ""}})), "vedtægtens titel");
  EXPECT_EQ(to_string(reference({{Kind::preamble, "", ""}})), "indledningen");
}

TEST(Reference, designations_are_those_that_stand_before_the_text) {
  EXPECT_EQ(shown(designation(Kind::paragraph, "7 a")), "§_7_a.");
  EXPECT_EQ(shown(designation(Kind::subsection, "2")), "Stk._2.");
  EXPECT_EQ(designation(Kind::number, "3"), "3)");
  EXPECT_EQ(designation(Kind::letter, "b"), "b)");
  EXPECT_EQ(shown(designation(Kind::chapter, "4 a")), "Kapitel_4_a");
  EXPECT_EQ(shown(designation(Kind::annex, "1")), "Bilag_1");
  EXPECT_EQ(designation(Kind::heading, ""), "");
}

TEST(ReferenceList, has_the_double_sign_for_whole_paragraphs_only) {
  EXPECT_EQ(shown(to_string(std::vector{reference({par("2")}), reference({par("3")}), reference({par("5")}),
                                        reference({par("6"), stk("4")}), reference({par("7"), stk("3")})})),
            "§§_2, 3 og 5, §_6, stk._4, og §_7, stk._3");
  EXPECT_EQ(
      shown(to_string(std::vector{reference({par("10")}), reference({par("12")}), reference({par("14")}),
                                  reference({par("16"), stk("2")}), reference({par("18")})})),
      "§§_10, 12 og 14, §_16, stk._2, og §_18");
}

TEST(ReferenceList, a_comma_closes_only_what_has_several_parts) {
  EXPECT_EQ(shown(to_string(
                std::vector{reference({par("9")}), reference({par("11")}), reference({par("12"), nr("3")})})),
            "§§_9 og 11 og §_12, nr._3");
}

TEST(ReferenceList, three_in_a_row_are_a_range_and_two_are_joined) {
  EXPECT_EQ(shown(to_string(std::vector{reference({par("12"), stk("2")}), reference({par("12"), stk("3")}),
                                        reference({par("12"), stk("4")})})),
            "§_12, stk._2-4");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("5"), stk("2")}), reference({par("5"), stk("3")})})),
            "§_5, stk._2 og 3");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("5"), stk("2")}), reference({par("5"), stk("4")}),
                                        reference({par("5"), stk("5")})})),
            "§_5, stk._2, 4 og 5");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("5"), pkt("1")}), reference({par("5"), pkt("2")}),
                                        reference({par("5"), pkt("3")})})),
            "§_5, 1.-3._pkt.");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("5"), nr("1"), litra("c")}),
                                        reference({par("5"), nr("1"), litra("d")}),
                                        reference({par("5"), nr("1"), litra("e")})})),
            "§_5, nr._1, litra_c-e");
}

TEST(ReferenceList, the_paragraph_is_not_repeated_for_its_own_parts) {
  EXPECT_EQ(shown(to_string(
                std::vector{reference({par("9"), stk("2"), pkt("1")}), reference({par("9"), stk("3")})})),
            "§_9, stk._2, 1._pkt., og stk._3");
  EXPECT_EQ(shown(to_string(std::vector{reference({par("9"), stk("2")}), reference({par("9"), nr("3")})})),
            "§_9, stk._2, og §_9, nr._3");
  EXPECT_EQ(shown(to_string(
                std::vector{reference({par("9"), stk("2", "3")}), reference({par("9"), stk("3", "4")})})),
            "§_9, stk._2 og 3, der bliver stk._3 og 4");
}

TEST(ReferenceRead, takes_lists_and_ranges_apart) {
  EXPECT_EQ(read("stk. 2-4"), "stk. 2; stk. 3; stk. 4; |");
  EXPECT_EQ(read("§ 12, stk. 2, 4 og 5, ophæves"), "§ 12, stk. 2; § 12, stk. 4; § 12, stk. 5; |, ophæves");
  EXPECT_EQ(read("§§ 10, 12 og 14, § 16, stk. 2, og § 18"), "§ 10; § 12; § 14; § 16, stk. 2; § 18; |");
  EXPECT_EQ(read("§ 5, stk. 1, 1. og 3. pkt., og stk. 2"),
            "§ 5, stk. 1, 1. pkt.; § 5, stk. 1, 3. pkt.; § 5, stk. 2; |");
  EXPECT_EQ(read("§ 5, stk. 2 og 3, der bliver stk. 3 og 4, ændres"),
            "§ 5, stk. 2, der bliver stk. 3; § 5, stk. 3, der bliver stk. 4; |, ændres");
  EXPECT_EQ(read("litra a-c"), "litra a; litra b; litra c; |");
  EXPECT_EQ(read("§§ 7 a-7 c"), "§ 7 a; § 7 b; § 7 c; |");
}

TEST(ReferenceRead, stops_where_the_sentence_goes_on) {
  EXPECT_EQ(read("§ 5, stk. 2, i lov om kommunernes styrelse"),
            "§ 5, stk. 2; |, i lov om kommunernes styrelse");
  EXPECT_EQ(read("§ 16 i vedtægten"), "§ 16; | i vedtægten");
  EXPECT_EQ(read("§ 16 i, stk. 2"), "§ 16 i, stk. 2; |");
  EXPECT_EQ(read("§ 16 i ændres"), "§ 16 i; | ændres");
  EXPECT_EQ(read("§ 5, og udvalget"), "§ 5; |, og udvalget");
  EXPECT_EQ(read("§ 5, stk. 2. Udvalget"), "§ 5, stk. 2; |. Udvalget");
  EXPECT_EQ(read("(§ 7 a)"), "|(§ 7 a)");
  EXPECT_EQ(read("§ 7 a)"), "§ 7 a; |)");
  EXPECT_EQ(read("stk. 2 og 3.000 kr."), "stk. 2; | og 3.000 kr.");
  EXPECT_EQ(read("§ 5, stk. 2, og i stk. 3"), "§ 5, stk. 2; |, og i stk. 3");
  EXPECT_EQ(read("§ to"), "|§ to");
  EXPECT_EQ(read(""), "|");
}

TEST(ReferenceRead, a_line_end_or_a_no_break_space_is_a_space) {
  EXPECT_EQ(read("§\u00A07\u00A0a,\nstk.\u00A02"), "§ 7 a, stk. 2; |");
  EXPECT_EQ(read("Overskriften før\n§ 10 affattes"), "overskriften før § 10; | affattes");
  EXPECT_EQ(read("Vedtægtens titel affattes"), "vedtægtens titel; | affattes");
}

TEST(ReferenceRead, tells_what_is_written_wrongly_and_reads_it) {
  const auto faults = [](std::string_view text) {
    std::vector<Reference> references;
    std::vector<ReferenceFault> found;
    read_references(text, {}, references, &found);
    std::string result = without_typography(to_string(references)) + ":";
    for (const ReferenceFault& fault : found)
      result += " " + std::to_string(static_cast<int>(fault.kind)) + " " +
                std::string(text.substr(fault.begin, fault.end - fault.begin));
    return result;
  };
  EXPECT_EQ(faults("§§ 16, stk. 2"), "§ 16, stk. 2: 0 §§ 16");
  EXPECT_EQ(faults("§ 2 og 3"), "§§ 2 og 3: 1 § 2 og 3");
  EXPECT_EQ(faults("§ 5 stk. 2"), "§ 5, stk. 2: 2  ");
  EXPECT_EQ(faults("§5"), "§ 5: 3 §");
  EXPECT_EQ(faults("§ 5, stk 2"), "§ 5, stk. 2: 4 stk");
  EXPECT_EQ(faults("§ 5, 2. led"), "§ 5, 2. pkt.: 5 2. led");
  EXPECT_EQ(faults("§ 5, stk. 2 og 3, 1. pkt."), "§ 5, stk. 2, 1. pkt., og stk. 3, 1. pkt.: 6 1. pkt.");
  EXPECT_EQ(faults("§ 5, stk. 2 og 3, der bliver stk. 4"), "§ 5, stk. 2 og 3: 7 , der bliver stk. 4");
  EXPECT_EQ(faults("§§ 10, 12 og 14, § 16, stk. 2, og § 18"), "§§ 10, 12 og 14, § 16, stk. 2, og § 18:");
}

// Every list of references reads back as itself.
TEST(ReferenceRead, reads_back_what_is_printed) {
  std::mt19937 random(20260101);
  const auto up_to = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
  const auto digits = [&] { return std::to_string(1 + up_to(9)); };
  for (int round = 0; round < 5000; ++round) {
    std::vector<Reference> references;
    for (unsigned count = 1 + up_to(5); count > 0; --count) {
      Reference one;
      one.steps.push_back(
          par(digits() + (up_to(3) == 0 ? std::string(" ") + static_cast<char>('a' + up_to(12)) : "")));
      if (up_to(8) == 0) {
        one.steps.push_back({Kind::heading, "", ""});
      } else {
        if (up_to(2) == 0) one.steps.push_back(stk(digits(), up_to(4) == 0 ? digits() : ""));
        if (up_to(3) == 0) one.steps.push_back(nr(digits()));
        if (up_to(4) == 0) one.steps.push_back(litra(std::string(1, static_cast<char>('a' + up_to(12)))));
        if (up_to(4) == 0) one.steps.push_back(pkt(up_to(5) == 0 ? "sidste" : digits()));
      }
      references.push_back(one);
    }
    const std::string printed = to_string(references);
    for (const std::string& text : {printed, without_typography(printed)}) {
      std::vector<Reference> read_back;
      EXPECT_EQ(read_references(text, read_back), text.size()) << text;
      ASSERT_EQ(read_back, references) << text << "\n" << to_string(read_back);
    }
  }
}

}  // namespace
}  // namespace kancelli::statute
