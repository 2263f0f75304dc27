#include "pipeline/statute/consolidate.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

constexpr std::string_view town = R"(
  # Vedtægt for Byen
  § 1. Rådet mødes hver måned.
  Stk. 2. Rådet vælger en forperson.
  Stk. 3. Rådet aflønner skriveren.
  § 2. Havneudvalget forvalter havnen og kajerne.
  § 3. Skoleudvalget forvalter skolerne.
)";

Item words(std::string_view places, std::string_view from, std::string_view to) {
  return item_of({replace_words(places, from, to)});
}

Commencement on(std::string date, std::vector<std::size_t> items = {}) {
  Commencement commencement;
  commencement.date = std::move(date);
  commencement.items = std::move(items);
  return commencement;
}

Commencement decided(std::string latest, std::vector<std::size_t> items = {}) {
  Commencement commencement;
  commencement.kind = Commencement::Kind::decision;
  commencement.latest = std::move(latest);
  commencement.body = "Byrådet";
  commencement.items = std::move(items);
  return commencement;
}

Amendment adopted(std::string id, std::vector<Item> items, std::vector<Commencement> commencements) {
  Amendment amendment = amendment_of(std::move(items));
  amendment.id = std::move(id);
  amendment.commencements = std::move(commencements);
  return amendment;
}

struct Result {
  std::string statute, adopted, notes, said;
  Consolidated all;
};

Result as_of(std::string_view date, const std::vector<Amendment>& amendments,
             const std::vector<CommencementDecision>& decisions = {}, std::string_view statute = town) {
  Diagnostics diagnostics;
  Result result;
  result.all = consolidate(statute_of(statute), amendments, decisions, date, diagnostics);
  result.statute = show(result.all.statute);
  result.adopted = show(result.all.adopted);
  for (const Pending& pending : result.all.pending)
    result.notes += pending.beside + ": " + without_typography(note(pending, result.all)) + "\n";
  for (const Diagnostic& each : diagnostics.list()) {
    result.said += each.code + ": " + each.message + "\n";
  }
  result.said = without_typography(result.said);
  return result;
}

std::string line(const std::string& text, std::string_view begin) {
  const std::string all = "\n" + text;
  const std::size_t at = all.find("\n" + std::string(begin));
  return at == std::string::npos ? "" : all.substr(at + 1, all.find('\n', at + 1) - at - 1);
}

TEST(Consolidate, takes_in_what_holds_on_the_day_and_notes_the_rest) {
  const std::vector<Amendment> amendments = {
      adopted("a1",
              {words("§ 2", "havnen", "vandet"), words("§ 3", "skolerne", "skolevejene"),
               item_of({repeal("§ 1, stk. 3")})},
              {on("2026-01-01"), on("2026-08-01", {1}), decided("2026-08-01", {2})})};
  const Result before = as_of("2025-12-31", amendments);
  EXPECT_EQ(before.statute, show(statute_of(town)));
  const Result first = as_of("2026-01-01", amendments);
  EXPECT_EQ(first.said, "");
  EXPECT_EQ(line(first.statute, "§ 2."), "§ 2. Havneudvalget forvalter vandet og kajerne.");
  EXPECT_EQ(line(first.statute, "§ 3."), "§ 3. Skoleudvalget forvalter skolerne.");
  EXPECT_EQ(line(first.adopted, "§ 3."), "§ 3. Skoleudvalget forvalter skolevejene.");
  EXPECT_EQ(first.notes,
            "p1-s3: § 1, stk. 3, ophæves på et tidspunkt, som Byrådet fastsætter, dog senest den 1. august "
            "2026 (ikke fastsat), "
            "jf. ændringens § 1, nr. 3.\n"
            "p3-s1: § 3 ændres den 1. august 2026, jf. ændringens § 1, nr. 2.\n");
  EXPECT_EQ(first.all.in_force[0], (std::vector<bool>{true, false, false}));
  const Result second = as_of("2026-08-01", amendments);
  EXPECT_EQ(line(second.statute, "§ 3."), "§ 3. Skoleudvalget forvalter skolevejene.");
  EXPECT_EQ(line(second.statute, "Stk. 3."), "Stk. 3. Rådet aflønner skriveren.");
}

TEST(Consolidate, takes_days_from_the_register) {
  const std::vector<Amendment> amendments = {
      adopted("a1", {words("§ 2", "havnen", "vandet"), item_of({repeal("§ 1, stk. 3")})},
              {on("2026-01-01", {0}), decided("2026-08-01", {1})})};
  const auto row = [](std::vector<std::size_t> items, std::vector<std::string> units, std::string date) {
    return CommencementDecision{"a1", std::move(items), std::move(units), std::move(date), "", {}};
  };
  EXPECT_EQ(line(as_of("2026-03-01", amendments, {row({1}, {}, "2026-03-01")}).statute, "Stk. 3."), "");
  EXPECT_EQ(line(as_of("2026-03-01", amendments, {row({}, {"p1-s3"}, "2026-03-01")}).statute, "Stk. 3."), "");
  EXPECT_EQ(line(as_of("2026-03-01", amendments, {row({}, {}, "2026-03-01")}).statute, "Stk. 3."), "");
  EXPECT_EQ(as_of("2026-02-28", amendments, {row({1}, {}, "2026-03-01")}).notes,
            "p1-s3: § 1, stk. 3, ophæves den 1. marts 2026, jf. ændringens § 1, nr. 2.\n");
}

TEST(Consolidate, finds_fault_with_rows_that_cannot_be) {
  const std::vector<Amendment> amendments = {
      adopted("a1", {words("§ 2", "havnen", "vandet"), item_of({repeal("§ 1, stk. 3")})},
              {on("2026-01-01", {0}), decided("2026-08-01", {1})})};
  EXPECT_EQ(as_of("2026-01-01", amendments, {{"a2", {}, {}, "2026-03-01", "", {}}}).said,
            "commencement-unknown: the register names a2, and there is no such amendment\n");
  EXPECT_EQ(as_of("2026-01-01", amendments, {{"a1", {1}, {}, "2026-09-01", "", {}}}).said,
            "commencement-late: item 2 of a1 holds from 1. september 2026, but must begin no later than 1. "
            "august 2026\n");
  EXPECT_EQ(as_of("2026-01-01", amendments, {{"a1", {0}, {}, "2026-09-01", "", {}}}).said,
            "commencement-fixed: the register says 1. september 2026 of item 1 of a1, which itself says 1. "
            "januar 2026\n");
  EXPECT_EQ(as_of("2026-01-01", amendments, {{"a1", {}, {"p3"}, "2026-05-01", "", {}}}).said,
            "commencement-unknown: no item of a1 changes what the register names\n");
  EXPECT_EQ(as_of("2026-01-01", amendments, {{"a1", {7}, {"p1-s3"}, "2026-05-01", "", {}}}).said,
            "commencement-unknown: a1 has 2 items; the register names item 8\n");
  EXPECT_EQ(
      as_of("2026-09-01", amendments).said,
      "commencement-overdue: item 2 of a1 was to hold by 1. august 2026 at the latest, and no day is in the "
      "register\n");
  EXPECT_EQ(as_of("2026-09-01",
                  {adopted("a1", {words("§ 2", "havnen", "vandet"), words("§ 3", "skolerne", "x")}, {})})
                .said,
            "commencement-missing: nothing says from when a1 holds\n");
  EXPECT_EQ(
      as_of("2026-09-01", {adopted("a1", {words("§ 2", "havnen", "vandet"), words("§ 3", "skolerne", "x")},
                                   {on("2026-01-01", {0})})})
          .said,
      "commencement-missing: nothing says from when item 2 of a1 holds\n");
}

TEST(Consolidate, later_references_mean_the_statute_with_all_that_is_adopted) {
  const std::vector<Amendment> amendments = {
      adopted("a1",
              {item_of({insert_units(Side::before, "§ 1, stk. 1", "Stk. 1. Byen har et råd.")},
                       {shift_of("stk. 1,2,3 > 2,3,4")})},
              {on("2027-01-01")}),
      adopted("a2",
              {words("§ 1, stk. 3", "forperson", "leder"),
               item_of({insert_units(Side::after, "§ 1, stk. 1", "Stk. 2. Rådet har fem medlemmer.")},
                       {shift_of("stk. 2,3,4 > 3,4,5")})},
              {on("2026-01-01")})};
  const Result now = as_of("2026-06-01", amendments);
  EXPECT_EQ(now.said, "");
  EXPECT_EQ(now.statute.substr(now.statute.find("§ 1."))
                .substr(0, now.statute.find("§ 2.") - now.statute.find("§ 1.")),
            "§ 1. Rådet har fem medlemmer.\n"
            "Stk. 2. Rådet mødes hver måned.\n"
            "Stk. 3. Rådet vælger en leder.\n"
            "Stk. 4. Rådet aflønner skriveren.\n");
  EXPECT_EQ(now.notes, "p1: § 1, stk. 1, indsættes den 1. januar 2027, jf. § 1, nr. 1, i a1.\n");
  const Result later = as_of("2027-01-01", amendments);
  EXPECT_EQ(later.statute, later.adopted);
  EXPECT_EQ(line(later.statute, "§ 1."), "§ 1. Byen har et råd.");
  EXPECT_EQ(line(later.statute, "Stk. 2."), "Stk. 2. Rådet har fem medlemmer.");
}

TEST(Consolidate, what_is_changed_in_a_provision_that_is_not_there_yet_comes_with_it) {
  const std::vector<Amendment> amendments = {
      adopted("a1", {item_of({insert_units(Side::after, "§ 3", "§ 3 a. Parkudvalget forvalter parkerne.")})},
              {on("2027-01-01")}),
      adopted("a2", {words("§ 3 a", "parkerne", "haverne"), words("§ 2; § 3 a", "forvalter", "passer")},
              {on("2026-01-01")})};
  const Result now = as_of("2026-06-01", amendments);
  EXPECT_EQ(now.said, "");
  EXPECT_EQ(line(now.statute, "§ 2."), "§ 2. Havneudvalget passer havnen og kajerne.");
  EXPECT_EQ(line(now.statute, "§ 3 a."), "");
  EXPECT_EQ(now.notes, "p3: § 3 a indsættes den 1. januar 2027, jf. § 1, nr. 1, i a1.\n");
  EXPECT_EQ(line(as_of("2027-01-01", amendments).statute, "§ 3 a."), "§ 3 a. Parkudvalget passer haverne.");
}

TEST(Consolidate, a_sentence_is_known_by_its_words_where_another_is_not_there_yet) {
  const std::string_view statute = "# V\n§ 1. Rådet mødes. Rådet taler.";
  const std::vector<Amendment> amendments = {
      adopted("a1", {item_of({insert_units(Side::before, "§ 1, 1. pkt.", "1. pkt. Byen har et råd.")})},
              {on("2027-01-01")}),
      adopted("a2", {words("§ 1, 3. pkt.", "taler", "tier")}, {on("2026-01-01")})};
  EXPECT_EQ(as_of("2026-06-01", amendments, {}, statute).statute, "# V\n§ 1. Rådet mødes. Rådet tier.\n");
  EXPECT_EQ(as_of("2027-06-01", amendments, {}, statute).statute,
            "# V\n§ 1. Byen har et råd. Rådet mødes. Rådet tier.\n");
}

TEST(Consolidate, refuses_words_that_an_earlier_amendment_changed_and_names_it) {
  const Result result =
      as_of("2026-06-01", {adopted("a1", {words("§ 2", "havnen", "vandet")}, {on("2026-01-01")}),
                           adopted("a2", {words("§ 2", "havnen", "søen")}, {on("2026-02-01")})});
  EXPECT_EQ(result.said,
            "amendments-collide: »havnen« does not stand in § 2 any more: a1, nr. 1 changed it\n");
  EXPECT_EQ(line(result.statute, "§ 2."), "§ 2. Havneudvalget forvalter vandet og kajerne.");
  EXPECT_EQ(result.all.in_force[1], std::vector<bool>{false});
}

TEST(Consolidate, refuses_words_that_an_earlier_amendment_has_still_to_bring) {
  const Result result =
      as_of("2026-06-01", {adopted("a1", {words("§ 2", "havnen", "vandet")}, {on("2027-01-01")}),
                           adopted("a2", {words("§ 2", "vandet", "søen")}, {on("2026-02-01")})});
  EXPECT_EQ(
      result.said,
      "amendments-collide: »vandet« does not stand in § 2 yet: a1, nr. 1 changes it, and is not in force\n");
}

TEST(Consolidate, a_provision_that_moves_in_two_steps_has_an_id_at_each_place) {
  const std::vector<Amendment> amendments = {
      adopted("a1",
              {item_of({repeal("§ 1, stk. 3")}),
               item_of({insert_units(Side::last, "§ 2", "Stk. 2. Rådet aflønner skriveren. {p1-s3}")})},
              {on("2026-01-01"), on("2027-01-01", {0})}),
      adopted("a2", {words("§ 2, stk. 2", "skriveren", "vægteren")}, {on("2026-02-01")})};
  const Result now = as_of("2026-06-01", amendments);
  EXPECT_EQ(now.said, "");
  EXPECT_EQ(line(now.statute, "Stk. 3."), "Stk. 3. Rådet aflønner skriveren.");
  EXPECT_NE(now.statute.find("Stk. 2. Rådet aflønner vægteren."), std::string::npos);
  EXPECT_EQ(now.notes, "p1-s3.0: § 1, stk. 3, ophæves den 1. januar 2027, jf. § 1, nr. 1, i a1.\n");
}

TEST(Consolidate, dates_each_provision_from_the_day_its_item_holds) {
  const Result result =
      as_of("2026-09-01", {adopted("a1", {words("§ 2", "havnen", "vandet"), words("§ 3", "skolerne", "x")},
                                   {on("2026-01-01"), on("2026-08-01", {1})})});
  std::string dates;
  for (const Located& each : all_units(result.all.statute))
    if (!each.unit->since.empty())
      dates += each.unit->id + ": " + each.unit->since + " " + each.unit->origin + "\n";
  EXPECT_EQ(dates, "p2-s1: 2026-01-01 a1, nr. 1\np3-s1: 2026-08-01 a1, nr. 2\n");
}

}  // namespace
}  // namespace kancelli::statute
