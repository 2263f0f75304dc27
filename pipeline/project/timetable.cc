#include "pipeline/project/timetable.h"

#include <algorithm>
#include <set>

#include "pipeline/core/file_names.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/dispatch.h"

namespace kancelli {
namespace {

std::string weekdays(int days) {
  return std::to_string(days) + (days == 1 ? " hverdag" : " hverdage");
}

std::string basis_of(const DispatchDeadline& deadline) {
  const std::string days = "Senest " + weekdays(deadline.required.days) + " før mødet";
  return days + (deadline.required.by_law ? " (lov om kommunernes styrelse § 8, stk. 4)" : " (husets frist)");
}

// The first meeting that the body has planned after the day.
std::optional<Date> next_meeting(const Registers& registers, const std::string& body, const Date& day) {
  for (int year = day.year; year <= day.year + 1; ++year) {
    const MeetingPlan* plan = registers.plan(body, year);
    if (plan == nullptr) continue;
    for (const PlannedMeeting& planned : plan->meetings)
      if (before(day, planned.date)) return planned.date;
  }
  return std::nullopt;
}

class Table {
 public:
  Table(const Project& project, const Meeting& meeting)
      : project_(project),
        meeting_(meeting),
        calendar_(calendar_of(project)),
        deadline_(dispatch_deadline(project, meeting.body, meeting.date)) {}

  Timetable make() {
    if (deadline_) {
      dispatch_ = working_day_by(calendar_, deadline_->latest);
      add({TimetableStep::Kind::dispatch, "udsendelse", "Udsendelse af dagsorden", basis_of(*deadline_),
           *dispatch_, ""});
    }
    add({TimetableStep::Kind::meeting, "moede", meeting_.extraordinary ? "Ekstraordinært møde" : "Møde", "",
         meeting_.date, meeting_.time});
    for (const Node* policy : project_.policies("step"))
      if (policy->get("body").empty() || policy->get("body") == meeting_.body) add_own(*policy);
    std::stable_sort(result_.steps.begin(), result_.steps.end(),
                     [](const TimetableStep& a, const TimetableStep& b) {
                       return a.day == b.day ? a.time < b.time : before(a.day, b.day);
                     });
    return std::move(result_);
  }

 private:
  void add(TimetableStep step) {
    std::string id = step.id;
    for (int i = 2; !ids_.insert(id).second; ++i) id = step.id + "-" + std::to_string(i);
    step.id = id;
    result_.steps.push_back(std::move(step));
  }

  void leave_out(const Node& policy, const std::string& why) {
    result_.left_out.push_back(
        tr("{0}: the step \"{1}\" is left out: {2}", {meeting_.name(), policy.get("name"), why}));
  }

  void add_own(const Node& policy) {
    TimetableStep step;
    step.name = policy.get("name");
    step.id = slug(step.name);
    step.time = policy.get("time");
    const auto count = [&](std::string_view attribute) {
      const auto value = read_count(policy.get(attribute));
      return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
    };
    if (const auto days = count("weekdays-before-dispatch")) {
      if (!dispatch_) return leave_out(policy, tr("the body has no deadline for sending papers out"));
      step.day = working_days_from(calendar_, *dispatch_, -*days);
      step.basis = weekdays(*days) + " før udsendelsen";
    } else if (const auto earlier = count("weekdays-before-meeting")) {
      step.day = working_days_from(calendar_, meeting_.date, -*earlier);
      step.basis = weekdays(*earlier) + " før mødet";
    } else if (const auto later = count("weekdays-after-meeting")) {
      step.day = working_days_from(calendar_, meeting_.date, *later);
      step.basis = weekdays(*later) + " efter mødet";
    } else {
      const auto next = next_meeting(project_.registers, meeting_.body, meeting_.date);
      if (!next) return leave_out(policy, tr("no later meeting of the body is planned"));
      step.day = *next;
      step.basis = "På det næste møde";
    }
    add(std::move(step));
  }

  const Project& project_;
  const Meeting& meeting_;
  const Calendar calendar_;
  const std::optional<DispatchDeadline> deadline_;
  std::optional<Date> dispatch_;
  std::set<std::string> ids_;
  Timetable result_;
};

}  // namespace

Timetable timetable_of(const Project& project, const Meeting& meeting) {
  return Table(project, meeting).make();
}

std::vector<Meeting> meetings_in(const Project& project, const std::vector<const Paper*>& papers,
                                 const std::string& body, int year) {
  std::vector<Meeting> result;
  for (Meeting& meeting : meetings_of(project, papers))
    if (meeting.body == body && meeting.date.year == year) result.push_back(std::move(meeting));
  if (const MeetingPlan* plan = project.registers.plan(body, year))
    for (const PlannedMeeting& planned : plan->meetings) {
      if (std::any_of(result.begin(), result.end(), [&](const Meeting& m) { return m.date == planned.date; }))
        continue;
      Meeting meeting;
      meeting.body = body;
      meeting.date = planned.date;
      meeting.time = planned.time;
      meeting.place = planned.place;
      meeting.extraordinary = planned.extraordinary;
      result.push_back(std::move(meeting));
    }
  std::stable_sort(result.begin(), result.end(),
                   [](const Meeting& a, const Meeting& b) { return before(a.date, b.date); });
  return result;
}

}  // namespace kancelli
