// Reads calendars as strictly as RFC 5545 writes them: for tests of what we write.
#pragma once

#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// The events, each property with its parameters -> value; of TEXT properties without escapes. Throws for what
// is not as the standard wants it: ends of lines, folding, nesting, what every component must have, UIDs
// that are there twice, a time zone that is used and not defined.
inline std::vector<std::map<std::string, std::string>> read_icalendar(std::string_view text) {
  const auto fail = [](const std::string& what) { throw std::runtime_error(what); };
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) fail("a line has no CRLF");
    const std::string_view line = text.substr(0, end);
    if (line.find_first_of("\r\n") != std::string_view::npos) fail("a bare CR or LF");
    if (line.size() > 75) fail("a line of more than 75 octets");
    if (line.empty()) fail("an empty line");
    if (line[0] == ' ') {
      if (lines.empty()) fail("the first line goes on");
      lines.back() += line.substr(1);
    } else {
      lines.emplace_back(line);
    }
    text.remove_prefix(end + 2);
  }
  std::vector<std::string> open;
  std::vector<std::map<std::string, std::string>> events;
  std::map<std::string, int> uids;
  std::map<std::string, std::string> calendar;
  std::vector<std::string> zones, used;
  for (const std::string& line : lines) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos) fail("no property: " + line);
    const std::string name = line.substr(0, colon);
    std::string value = line.substr(colon + 1);
    if (name == "BEGIN") {
      if (open.empty() != (value == "VCALENDAR")) fail("BEGIN:" + value + " where it may not stand");
      open.push_back(value);
      if (value == "VEVENT") events.emplace_back();
      continue;
    }
    if (open.empty()) fail("a property outside the calendar");
    if (name == "END") {
      if (open.back() != value) fail("END:" + value + " ends nothing");
      open.pop_back();
      continue;
    }
    if (const std::size_t zone = name.find(";TZID="); zone != std::string::npos)
      used.push_back(name.substr(zone + 6));
    if (open.back() == "VTIMEZONE" && name == "TZID") zones.push_back(value);
    if (open.back() == "VCALENDAR") calendar[name] = value;
    if (open.back() != "VEVENT") continue;
    if (name == "SUMMARY" || name == "DESCRIPTION" || name == "LOCATION") {
      std::string plain;
      for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] == ',' || value[i] == ';') fail("not escaped: " + value);
        if (value[i] != '\\') {
          plain += value[i];
          continue;
        }
        if (++i == value.size()) fail("an escape at the end");
        if (std::string_view("\\;,nN").find(value[i]) == std::string_view::npos) fail("an unknown escape");
        plain += value[i] == 'n' || value[i] == 'N' ? '\n' : value[i];
      }
      value = plain;
    }
    if (!events.back().emplace(name, value).second) fail(name + " is there twice");
  }
  if (!open.empty()) fail(open.back() + " does not end");
  if (calendar["VERSION"] != "2.0" || calendar["PRODID"].empty()) fail("no version or no program");
  if (events.empty()) fail("no event");
  for (const auto& event : events) {
    bool starts = false;
    for (const auto& [name, value] : event) starts = starts || name.starts_with("DTSTART");
    if (!event.contains("UID") || !event.contains("DTSTAMP") || !starts) fail("an event lacks what it needs");
    if (++uids[event.at("UID")] > 1) fail("a UID is there twice");
  }
  for (const std::string& zone : used) {
    bool defined = false;
    for (const std::string& each : zones) defined = defined || each == zone;
    if (!defined) fail("the time zone " + zone + " is not defined");
  }
  return events;
}

}  // namespace kancelli
