#include "pipeline/core/calendar.h"

#include <gtest/gtest.h>

#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

Date day(const char* iso) {
  return *Date::parse(iso);
}

TEST(Easter, FallsWhereTheAlmanacHasIt) {
  EXPECT_EQ(easter(1818).iso(), "1818-03-22");  // the earliest there is
  EXPECT_EQ(easter(1943).iso(), "1943-04-25");  // the latest
  EXPECT_EQ(easter(2000).iso(), "2000-04-23");
  EXPECT_EQ(easter(2024).iso(), "2024-03-31");
  EXPECT_EQ(easter(2025).iso(), "2025-04-20");
  EXPECT_EQ(easter(2026).iso(), "2026-04-05");
  EXPECT_EQ(easter(2027).iso(), "2027-03-28");
  EXPECT_EQ(easter(2038).iso(), "2038-04-25");
}

TEST(PlusDays, GoesOverMonthsYearsAndLeapDays) {
  EXPECT_EQ(plus_days(day("2024-02-28"), 2).iso(), "2024-03-01");
  EXPECT_EQ(plus_days(day("2026-01-01"), -1).iso(), "2025-12-31");
  EXPECT_EQ(plus_days(day("1969-12-31"), 1).iso(), "1970-01-01");
  for (int i = -80000; i < 80000; i += 7)
    ASSERT_EQ(plus_days(day("2026-06-15"), i).day_number(), day("2026-06-15").day_number() + i);
}

TEST(PublicHoliday, NamesTheTenDaysAndNoOther) {
  int count = 0;
  for (Date each = day("2026-01-01"); each.year == 2026; each = plus_days(each, 1))
    if (!public_holiday(each).empty()) ++count;
  EXPECT_EQ(count, 10);
  EXPECT_EQ(public_holiday(day("2026-04-03")), "Good Friday");
  EXPECT_EQ(public_holiday(day("2026-05-14")), "Ascension Day");
  EXPECT_EQ(public_holiday(day("2025-05-29")), "Ascension Day");
  EXPECT_EQ(public_holiday(day("2026-05-25")), "Whit Monday");
  EXPECT_EQ(public_holiday(day("2026-12-26")), "Boxing Day");
  EXPECT_EQ(public_holiday(day("2026-06-05")), "");
  EXPECT_EQ(public_holiday(day("2026-12-24")), "");
}

TEST(PublicHoliday, KnowsStoreBededagUntil2023) {
  EXPECT_EQ(public_holiday(day("2023-05-05")), "Great Prayer Day");
  EXPECT_EQ(public_holiday(day("2022-05-13")), "Great Prayer Day");
  EXPECT_EQ(public_holiday(day("2024-04-26")), "");
}

TEST(PublicHoliday, IsNamedInTheLanguageOfTheRun) {
  set_language(Language::danish);
  EXPECT_EQ(public_holiday(day("2026-04-02")), "skærtorsdag");
  set_language(Language::english);
}

TEST(Calendar, KnowsTheHousesDaysOff) {
  Calendar calendar;
  calendar.add_day_off("06-05", "grundlovsdag");
  calendar.add_day_off("2026-10-16", "lukket");
  calendar.add_day_off("ascension-friday", "dagen efter Kristi himmelfartsdag");
  EXPECT_EQ(calendar.day_off(day("2026-06-05")), "grundlovsdag");
  EXPECT_EQ(calendar.day_off(day("2031-06-05")), "grundlovsdag");
  EXPECT_EQ(calendar.day_off(day("2026-10-16")), "lukket");
  EXPECT_EQ(calendar.day_off(day("2027-10-16")), "");
  EXPECT_EQ(calendar.day_off(day("2026-05-15")), "dagen efter Kristi himmelfartsdag");
  EXPECT_EQ(calendar.day_off(day("2026-05-14")), "Ascension Day");
  EXPECT_EQ(calendar.day_off(day("2026-05-16")), "");
}

struct Deadline {
  const char *meeting, *dispatch_day_counts, *clear_with_saturday, *clear;
};

// Four weekdays before meetings on ordinary weeks, after Easter and after Ascension Day.
TEST(CountBack, FindsTheDayForEachWayOfCounting) {
  const Deadline table[] = {{"2026-01-15", "2026-01-09", "2026-01-09", "2026-01-08"},
                            {"2026-01-27", "2026-01-21", "2026-01-21", "2026-01-20"},
                            {"2026-04-07", "2026-03-27", "2026-03-28", "2026-03-26"},
                            {"2026-05-19", "2026-05-12", "2026-05-12", "2026-05-11"},
                            {"2025-06-03", "2025-05-27", "2025-05-27", "2025-05-26"}};
  for (const Deadline& row : table) {
    const auto latest = [&](Counting counting) {
      return count_back({}, day(row.meeting), 4, counting).latest.iso();
    };
    EXPECT_EQ(latest(Counting::dispatch_day_counts), row.dispatch_day_counts) << row.meeting;
    EXPECT_EQ(latest(Counting::clear_with_saturday), row.clear_with_saturday) << row.meeting;
    EXPECT_EQ(latest(Counting::clear), row.clear) << row.meeting;
  }
}

TEST(CountBack, ShowsEveryDay) {
  const Countdown count = count_back({}, day("2026-04-07"), 4, Counting::dispatch_day_counts);
  std::string shown;
  for (const CountedDay& each : count.days)
    shown += each.day.iso() + " " + (each.number > 0 ? std::to_string(each.number) : each.name) + "\n";
  EXPECT_EQ(shown,
            "2026-04-06 Easter Monday\n2026-04-05 Easter Sunday\n2026-04-04 \n2026-04-03 Good Friday\n"
            "2026-04-02 Maundy Thursday\n2026-04-01 1\n2026-03-31 2\n2026-03-30 3\n2026-03-29 \n2026-03-28 \n"
            "2026-03-27 4\n");
}

TEST(CountBack, LeavesOutTheHousesDaysOff) {
  Calendar calendar;
  calendar.add_day_off("ascension-friday", "lukket");
  EXPECT_EQ(count_back(calendar, day("2026-05-19"), 4, Counting::dispatch_day_counts).latest.iso(),
            "2026-05-11");
}

TEST(DanishOffset, ChangesAtThreeOnTheLastSundaysOfMarchAndOctober) {
  EXPECT_EQ(danish_offset(day("2026-02-24"), "15:30"), "+01:00");
  EXPECT_EQ(danish_offset(day("2026-03-29"), "00:00"), "+01:00");
  EXPECT_EQ(danish_offset(day("2026-03-29"), "03:00"), "+02:00");
  EXPECT_EQ(danish_offset(day("2026-10-25"), "00:00"), "+02:00");
  EXPECT_EQ(danish_offset(day("2026-10-25"), "15:30"), "+01:00");
}

}  // namespace
}  // namespace kancelli
