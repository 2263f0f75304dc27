#include "pipeline/core/icalendar.h"

#include <cstdio>

#include "pipeline/core/calendar.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::size_t longest_line = 75;  // octets, without the line end

// A property, folded: a line that goes on begins with a space. No character is parted.
std::string line(std::string_view name, std::string_view value) {
  const std::string whole = std::string(name) + ":" + std::string(value);
  std::string out;
  std::size_t used = 0;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t begin = at;
    static_cast<void>(next_code_point(whole, at));
    if (used + (at - begin) > longest_line) {
      out += "\r\n ";
      used = 1;
    }
    out.append(whole, begin, at - begin);
    used += at - begin;
  }
  return out + "\r\n";
}

// Of a TEXT value. Controls have no place in one.
std::string text(std::string_view words) {
  std::string out;
  const std::string plain = without_typography(words);
  for (const char c : plain) {
    if (c == '\\' || c == ';' || c == ',')
      out += std::string("\\") + c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out += c;
  }
  return out;
}

std::string compact(const Date& day) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "%04d%02d%02d", day.year, day.month, day.day);
  return buffer;
}

// "15:30" -> "153000"
std::string compact(std::string_view time) {
  return std::string(time.substr(0, 2)) + std::string(time.substr(3, 2)) + "00";
}

// The rules of the European Union since 1996.
constexpr std::string_view danish_time =
    "BEGIN:VTIMEZONE\r\n"
    "TZID:Europe/Copenhagen\r\n"
    "BEGIN:DAYLIGHT\r\n"
    "DTSTART:19960331T020000\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0100\r\n"
    "TZOFFSETTO:+0200\r\n"
    "TZNAME:CEST\r\n"
    "END:DAYLIGHT\r\n"
    "BEGIN:STANDARD\r\n"
    "DTSTART:19961027T030000\r\n"
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n"
    "TZOFFSETFROM:+0200\r\n"
    "TZOFFSETTO:+0100\r\n"
    "TZNAME:CET\r\n"
    "END:STANDARD\r\n"
    "END:VTIMEZONE\r\n";

// What fills no hours must not show its readers as busy.
std::string event(const CalendarEvent& each, std::string_view stamp) {
  std::string out = "BEGIN:VEVENT\r\n" + line("UID", each.uid) + line("DTSTAMP", stamp);
  if (each.time.empty()) {
    out += line("DTSTART;VALUE=DATE", compact(each.day));
    out += line("DTEND;VALUE=DATE", compact(plus_days(each.day, 1)));
    out += line("TRANSP", "TRANSPARENT");
  } else {
    out += line("DTSTART;TZID=Europe/Copenhagen", compact(each.day) + "T" + compact(each.time));
  }
  out += line("SUMMARY", text(each.summary));
  if (!each.description.empty()) out += line("DESCRIPTION", text(each.description));
  if (!each.location.empty()) out += line("LOCATION", text(each.location));
  return out + "END:VEVENT\r\n";
}

}  // namespace

std::string icalendar(std::string_view name, const std::vector<CalendarEvent>& events,
                      std::string_view stamp) {
  std::string out =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Kancelli//Moedekalender//DA\r\nCALSCALE:GREGORIAN\r\n"
      "METHOD:PUBLISH\r\n";
  out += line("X-WR-CALNAME", text(name));
  bool timed = false;
  for (const CalendarEvent& each : events) timed = timed || !each.time.empty();
  if (timed) out += danish_time;
  for (const CalendarEvent& each : events) out += event(each, stamp);
  return out + "END:VCALENDAR\r\n";
}

}  // namespace kancelli
