// Writes calendars (RFC 5545): days and hours in Danish time, the same bytes for the same events.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"

namespace kancelli {

struct CalendarEvent {
  std::string uid;  // of no other event in the world, and the same every time
  std::string summary, description, location;
  Date day;
  std::string time;  // "15:30", or "" for the whole day
};

// `stamp`: the DTSTAMP of all events, which is not the clock's: "20260101T000000Z".
std::string icalendar(std::string_view name, const std::vector<CalendarEvent>& events,
                      std::string_view stamp);

}  // namespace kancelli
