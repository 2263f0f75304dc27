#include "pipeline/statute/commencement_text.h"

#include <gtest/gtest.h>

#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

using C = Commencement::Kind;

std::string text(const std::vector<Commencement>& commencements) {
  std::string all;
  for (const std::string& one : write(commencements)) all += shown(one) + "\n";
  return all;
}

const Commencement general{C::date, {}, "2026-01-01", "", "", "", {}};

TEST(CommencementText, a_date_and_its_exception) {
  EXPECT_EQ(text({general}), "Ændringerne træder i kraft den_1._januar_2026.\n");
  EXPECT_EQ(text({general, {C::date, {6, 8}, "2026-08-01", "", "", "", {}}}),
            "Ændringerne træder i kraft den_1._januar_2026.\n§_1, nr._7 og 9, træder dog i kraft "
            "den_1._august_2026.\n");
  EXPECT_EQ(text({{C::date, {0, 1, 2}, "2026-01-01", "", "", "", {}}}),
            "§_1, nr._1-3, træder i kraft den_1._januar_2026.\n");
}

TEST(CommencementText, a_body_decides_before_a_day) {
  EXPECT_EQ(
      text({general, {C::decision, {6, 8}, "", "2026-08-01", "Borgerrepræsentationen", "", {}}}),
      "Ændringerne træder i kraft den_1._januar_2026.\nBorgerrepræsentationen fastsætter tidspunktet for "
      "ikrafttræden af §_1, nr._7 og 9, dog senest den_1._august_2026.\n");
  EXPECT_EQ(text({{C::decision, {6}, "", "", "Borgerrepræsentationen", "", {}}}),
            "Borgerrepræsentationen fastsætter tidspunktet for ikrafttræden af §_1, nr._7.\n");
}

TEST(CommencementText, a_condition_is_followed_by_who_names_the_day) {
  EXPECT_EQ(text({general,
                  {C::condition,
                   {7},
                   "",
                   "2027-08-01",
                   "Borgerrepræsentationen",
                   "beskæftigelsesreformen er indfaset",
                   {}}}),
            "Ændringerne træder i kraft den_1._januar_2026.\n§_1, nr._8, træder først i kraft, når "
            "beskæftigelsesreformen er indfaset. Borgerrepræsentationen fastsætter dagen, dog senest "
            "den_1._august_2027.\n");
}

TEST(CommencementText, reads_back_what_it_writes) {
  for (const C kind : {C::date, C::decision, C::condition})
    for (const std::vector<std::size_t>& items : {std::vector<std::size_t>{}, {0}, {6, 8}, {1, 2, 3, 5}})
      for (const char* latest : {"", "2026-08-01"})
        for (const char* body : {"", "Borgerrepræsentationen", "Klima-, Miljø- og Teknikudvalget"})
          for (const bool exception : {false, true}) {
            Commencement one{kind, items, "", "", "", "", {}};
            if (kind == C::date) one.date = "2026-02-28";
            if (kind != C::date) one.latest = latest;
            if (kind != C::date && std::string_view(body).find(',') == std::string_view::npos)
              one.body = body;
            if (kind == C::condition) one.condition = "reformen er indfaset, jf. lov nr. 5 af 1. maj 2025";
            std::vector<Commencement> all;
            if (exception) all.push_back(general);
            all.push_back(one);
            Amendment amendment;
            amendment.title = "Vedtægt om ændring";
            amendment.items.resize(1);
            amendment.items[0].operations = parsed("1. § 5 ophæves.").amendment.items.at(0).operations;
            amendment.commencements = all;
            const Parsed read = parsed(write_text(amendment));
            EXPECT_EQ(read.found, "") << write_text(amendment);
            EXPECT_EQ(read.amendment.commencements, all) << write_text(amendment);
          }
}

TEST(CommencementText, what_tells_no_day_is_told_of) {
  const Parsed read = parsed("§ 1\n\n1. § 5 ophæves.\n\n§ 2\n\nÆndringerne træder i kraft snarest muligt.\n");
  EXPECT_TRUE(read.found.starts_with("formula-unknown: Ændringerne træder i kraft snarest muligt. | "))
      << read.found;
  EXPECT_EQ(read.amendment.items.size(), 1u);
  EXPECT_TRUE(read.amendment.commencements.empty());
}

TEST(CommencementText, one_line_after_a_bare_list_is_enough) {
  const Parsed read =
      parsed("§ 5 ophæves.\nÆndringen træder ikke i kraft.\nÆndringerne træder i kraft den 1.1.2026.\n");
  ASSERT_EQ(read.amendment.commencements.size(), 1u);
  EXPECT_EQ(read.amendment.commencements[0].date, "2026-01-01");
  EXPECT_EQ(read.amendment.items.size(), 1u);
}

}  // namespace
}  // namespace kancelli::statute
