#include "pipeline/statute/amendment.h"

#include <gtest/gtest.h>

#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

const char* const items =
    "1. I § 5 ændres »X« til: »Y«.\n2. § 6, stk. 2, ophæves.\nStk. 3 bliver herefter stk. 2.\n"
    "3. Efter § 7 indsættes:\n»§ 7 a. Ja.«\n";

TEST(Amendment, ids_and_places_in_the_source_make_no_difference) {
  Amendment a = parsed(items).amendment, b = a;
  ASSERT_EQ(a.items.size(), 3u);
  b.id = "other";
  b.items[0].span.begin += 1;
  b.items[0].operations[0].span = {};
  b.items[0].operations[0].places[0].id = "p5";
  b.items[2].operations[0].content[0].id = "p7a";
  EXPECT_EQ(difference(a, b), "");
}

TEST(Amendment, the_first_item_that_differs_is_named) {
  const Amendment a = parsed(items).amendment;
  Amendment b = a;
  b.items[0].operations[0].new_words = "Z";
  EXPECT_EQ(difference(a, b), "item 1: \"Y\" and \"Z\"");
  b = a;
  b.items[1].shifts.clear();
  EXPECT_EQ(difference(a, b), "item 2: other shift clauses");
  b = a;
  b.items[2].operations[0].side = Side::before;
  EXPECT_EQ(difference(a, b), "item 3: inserted elsewhere");
  b = a;
  b.items.pop_back();
  EXPECT_EQ(difference(a, b), "item 3: only in the first");
  EXPECT_EQ(difference(b, a), "item 3: only in the second");
}

TEST(Amendment, a_day_that_only_the_register_holds_makes_no_difference) {
  Amendment a, b;
  a.commencements = {
      {Commencement::Kind::decision, {0, 1}, "2026-05-01", "2026-08-01", "Borgerrepræsentationen", "", {}}};
  b.commencements = {
      {Commencement::Kind::decision, {1, 0}, "", "2026-08-01", "Borgerrepræsentationen", "", {}}};
  EXPECT_EQ(difference(a, b), "");
  b.commencements[0].latest = "2026-09-01";
  EXPECT_EQ(difference(a, b), "the commencement differs");
}

}  // namespace
}  // namespace kancelli::statute
