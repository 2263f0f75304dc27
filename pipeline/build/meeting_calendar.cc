#include "pipeline/build/meeting_folders.h"
#include "pipeline/core/icalendar.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string name_of_body(const Project& project, const Meeting& meeting) {
  const Body* body = project.registers.body(meeting.body);
  const BodyName* name = body == nullptr ? nullptr : body->name_on(meeting.date);
  return name == nullptr ? meeting.body : name->name;
}

std::string sentence(const TimetableStep& step, const std::string& when) {
  if (step.kind == TimetableStep::Kind::meeting) return {};
  return step.basis + ". Mødet er " + when + ".";
}

}  // namespace

std::string meeting_calendar(const Project& project, const std::string& name,
                             const std::vector<Meeting>& meetings) {
  std::vector<CalendarEvent> events;
  const std::string city = city_name(project);
  for (const Meeting& meeting : meetings) {
    const std::string body = name_of_body(project, meeting);
    const std::string when = without_typography(format_date(meeting.date, "weekday"));
    for (const TimetableStep& step : timetable_of(project, meeting).steps) {
      CalendarEvent event;
      // A step of a meeting is the same event in every calendar that has it.
      event.uid = sha256(city + "\n" + meeting.name() + "\n" + step.id).substr(0, 32) + "@kancelli";
      event.summary = body + ": " + step.name;
      event.description = sentence(step, when);
      if (step.kind == TimetableStep::Kind::meeting) {
        event.summary = step.name + " i " + body;
        event.location = meeting.place;
      }
      event.day = step.day;
      event.time = step.time;
      events.push_back(std::move(event));
    }
  }
  const int year = meetings.empty() ? 2000 : meetings.front().date.year;
  return icalendar(name, events, std::to_string(year) + "0101T000000Z");
}

}  // namespace kancelli
