#include "pipeline/core/icalendar.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"
#include "tests/support/icalendar_reader.h"

namespace kancelli {
namespace {

CalendarEvent event(const char* uid, const char* day, const char* time = "") {
  return {uid, "Møde", "", "", *Date::parse(day), time};
}

TEST(ICalendar, IsReadByAStrictReader) {
  const std::string text =
      icalendar("Møder", {event("a", "2026-02-24", "15:30"), event("b", "2026-02-18")}, "20260101T000000Z");
  const auto events = read_icalendar(text);
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].at("DTSTART;TZID=Europe/Copenhagen"), "20260224T153000");
  EXPECT_EQ(events[1].at("DTSTART;VALUE=DATE"), "20260218");
  EXPECT_EQ(events[1].at("DTEND;VALUE=DATE"), "20260219");
  EXPECT_EQ(events[1].at("TRANSP"), "TRANSPARENT");
}

TEST(ICalendar, KeepsWordsThatMustBeEscaped) {
  CalendarEvent each = event("a", "2026-12-31");
  each.summary = "Frist, 1; del\\to";
  each.description = "linje\nlinje";
  const auto events = read_icalendar(icalendar("x", {each}, "20260101T000000Z"));
  EXPECT_EQ(events[0].at("SUMMARY"), each.summary);
  EXPECT_EQ(events[0].at("DESCRIPTION"), each.description);
  EXPECT_EQ(events[0].at("DTEND;VALUE=DATE"), "20270101");
}

TEST(ICalendar, FoldsLinesBetweenLetters) {
  CalendarEvent each = event("a", "2026-02-24");
  for (int i = 0; i < 60; ++i) each.summary += "æøå€😀";
  const std::string text = icalendar("x", {each}, "20260101T000000Z");
  bool folded = false;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t end = rest.find("\r\n");
    ASSERT_NE(end, std::string_view::npos);
    EXPECT_LE(end, 75U);
    EXPECT_EQ(find_invalid_utf8(rest.substr(0, end)), std::string_view::npos);
    folded = folded || rest.starts_with(' ');
    rest.remove_prefix(end + 2);
  }
  EXPECT_TRUE(folded);
  EXPECT_EQ(read_icalendar(text)[0].at("SUMMARY"), each.summary);
}

TEST(ICalendar, HasDanishTimeOnlyWhereItIsUsed) {
  EXPECT_NE(icalendar("x", {event("a", "2026-02-24", "09:00")}, "20260101T000000Z").find("VTIMEZONE"),
            std::string::npos);
  EXPECT_EQ(icalendar("x", {event("a", "2026-02-24")}, "20260101T000000Z").find("VTIMEZONE"),
            std::string::npos);
}

}  // namespace
}  // namespace kancelli
