// The deadline for sending papers out before a meeting: by law for the council, else by the house's policy.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/core/calendar.h"
#include "pipeline/project/project.h"

namespace kancelli {

// What is required for a meeting of a body, by law or by the house.
struct DispatchRequirement {
  int days = 0;  // weekdays before the meeting
  bool by_law = false, as_far_as_possible = false;
  std::optional<Counting> counting;  // nothing: the stricter of the first two
  int warn = 2;                      // days before the deadline
};

// The deadline, and how it was counted.
struct DispatchDeadline {
  DispatchRequirement required;
  Date meeting, latest;  // latest: the last day that keeps the deadline however it is counted
  Date lenient;          // the last day that keeps it by any of the ways that may be used
  Counting strictest = Counting::dispatch_day_counts;
  Calendar calendar;
};

// The calendar with the house's days off (policy: day-off).
Calendar calendar_of(const Project& project);

// Nothing for a body that neither law nor policy gives a deadline.
std::optional<DispatchDeadline> dispatch_deadline(const Project& project, const std::string& body,
                                                  const Date& meeting);

}  // namespace kancelli
