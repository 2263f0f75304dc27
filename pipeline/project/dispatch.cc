#include "pipeline/project/dispatch.h"

namespace kancelli {
namespace {

// Kommunestyrelsesloven § 8, stk. 4, about the council. The older wording (lov af 29. december 1997, in force
// from 1998) asked for the material three weekdays before "så vidt muligt"; the present one, four days for
// agenda and material, is in use at the latest from 2018. Where the change lies between, we ask for the less.
struct LawPeriod {
  int year, days;
  bool as_far_as_possible;
};
constexpr LawPeriod law_periods[] = {{2018, 4, false}, {1998, 3, true}};

std::optional<Counting> counting_of(std::string_view name) {
  if (name == "dispatch-day-counts") return Counting::dispatch_day_counts;
  if (name == "clear-with-saturday") return Counting::clear_with_saturday;
  if (name == "clear") return Counting::clear;
  return std::nullopt;
}

int number(std::string_view text, int otherwise) {
  const auto value = read_count(text);
  return value ? static_cast<int>(*value) : otherwise;
}

std::optional<DispatchRequirement> requirement(const Project& project, const std::string& body_id,
                                               const Date& meeting) {
  DispatchRequirement result;
  const Body* body = project.registers.body(body_id);
  if (body != nullptr && body->kind == "council")
    for (const LawPeriod& period : law_periods)
      if (meeting.year >= period.year) {
        result.days = period.days;
        result.by_law = true;
        result.as_far_as_possible = period.as_far_as_possible;
        break;
      }
  for (const Node* policy : project.policies("dispatch")) {
    const auto from = Date::parse(policy->get("from")), until = Date::parse(policy->get("until"));
    if (policy->get("body") != body_id || (from && before(meeting, *from)) ||
        (until && before(*until, meeting)))
      continue;
    // A house may ask for more than the law, not for less.
    if (const int days = number(policy->get("days"), 0); days > result.days) {
      result.days = days;
      result.by_law = result.as_far_as_possible = false;
    }
    result.counting = counting_of(policy->get("counting"));
    result.warn = number(policy->get("warn"), result.warn);
    break;
  }
  return result.days == 0 ? std::nullopt : std::optional(result);
}

}  // namespace

Calendar calendar_of(const Project& project) {
  Calendar calendar;
  for (const Node* off : project.policies("day-off")) calendar.add_day_off(off->get("on"), off->get("name"));
  return calendar;
}

std::optional<DispatchDeadline> dispatch_deadline(const Project& project, const std::string& body,
                                                  const Date& meeting) {
  const auto required = requirement(project, body, meeting);
  if (!required) return std::nullopt;
  DispatchDeadline deadline{*required, meeting, {}, {}, {}, calendar_of(project)};
  const auto latest = [&](Counting counting) {
    return count_back(deadline.calendar, meeting, required->days, counting).latest;
  };
  if (required->counting) {
    deadline.strictest = *required->counting;
    deadline.latest = deadline.lenient = latest(*required->counting);
    return deadline;
  }
  const Date a = latest(Counting::dispatch_day_counts), b = latest(Counting::clear_with_saturday);
  deadline.strictest = before(b, a) ? Counting::clear_with_saturday : Counting::dispatch_day_counts;
  deadline.latest = before(b, a) ? b : a;
  deadline.lenient = before(b, a) ? a : b;
  return deadline;
}

}  // namespace kancelli
