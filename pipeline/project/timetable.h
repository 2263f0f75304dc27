// What must happen when before and after a meeting: the dispatch, counted back by law and policy, and the
// house's own steps (policy: step).
#pragma once

#include <string>
#include <vector>

#include "pipeline/project/meeting.h"

namespace kancelli {

struct TimetableStep {
  enum class Kind { own, dispatch, meeting };
  Kind kind = Kind::own;
  std::string id;     // "udsendelse", "moede", "kvalitetssikring": the same in every run, no other has it
  std::string name;   // "Udsendelse af dagsorden"
  std::string basis;  // how the day was found: "4 hverdage før mødet (husets frist)"
  Date day;
  std::string time;  // "15:30", or "" for the whole day
};

struct Timetable {
  std::vector<TimetableStep> steps;  // by day, those of one day by time
  // Steps that could not be counted, a line each in the user's language: the body has no deadline, or no
  // later meeting is planned.
  std::vector<std::string> left_out;
};

// In Danish. A day on which nobody works (Saturday, Sunday, holiday, day off) is no day for a step: what is
// to be done at latest then is to be done on the working day before.
Timetable timetable_of(const Project& project, const Meeting& meeting);

// The meetings that the body has planned for a year, and those that papers of `papers` speak of, by date.
std::vector<Meeting> meetings_in(const Project& project, const std::vector<const Paper*>& papers,
                                 const std::string& body, int year);

}  // namespace kancelli
