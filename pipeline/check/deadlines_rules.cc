// The deadline for sending a case out, counted back from its meeting.
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/project/dispatch.h"

namespace kancelli {
namespace {

std::string counted_how(Counting counting) {
  switch (counting) {
    case Counting::dispatch_day_counts:
      return tr("Monday to Friday, the day of dispatch counted");
    case Counting::clear_with_saturday:
      return tr("whole weekdays between, Saturday counted");
    case Counting::clear:
      break;
  }
  return tr("whole weekdays between, Monday to Friday");
}

std::string with_weekday(const Date& date) {
  return weekday_name(date.weekday()) + " " + shown(date);
}

// Day by day, and what the other ways of counting give.
std::vector<std::string> steps(const DispatchDeadline& deadline) {
  const int days = deadline.required.days;
  const auto counted = [&](Counting counting) {
    return count_back(deadline.calendar, deadline.meeting, days, counting);
  };
  std::vector<std::string> lines = {tr("counted back from the meeting on {0} ({1}):",
                                       {with_weekday(deadline.meeting), counted_how(deadline.strictest)})};
  for (const CountedDay& each : counted(deadline.strictest).days) {
    const std::string what = each.number > 0      ? std::to_string(each.number)
                             : !each.name.empty() ? tr("not counted ({0})", {each.name})
                                                  : tr("not counted");
    lines.push_back("  " + with_weekday(each.day) + ": " + what);
  }
  for (const Counting other : {Counting::dispatch_day_counts, Counting::clear_with_saturday, Counting::clear})
    if (other != deadline.strictest)
      lines.push_back(
          tr("counted otherwise ({0}): {1}", {counted_how(other), with_weekday(counted(other).latest)}));
  return lines;
}

std::string basis(const DispatchDeadline& deadline) {
  return deadline.required.by_law ? tr("§ 8, stk. 4, of kommunestyrelsesloven") : tr("the house's policy");
}

std::optional<DispatchDeadline> deadline_of(const ExaminedPaper& examined) {
  const auto& meeting = examined.paper.meeting;
  if (!meeting || !meeting_is_planned(examined) || tells_of_meeting(examined.paper)) return std::nullopt;
  return dispatch_deadline(examined.project, examined.paper.committee, *meeting);
}

std::string urgent_hint() {
  return tr(
      "if the case cannot wait, write why: <meeting urgent=\"...\"/>; the reason is printed with the case");
}

// The reason why a case that was sent too late is dealt with all the same (§ 8, stk. 5); an agenda's
// <reason>.
bool urgent(const ExaminedPaper& examined) {
  return examined.meta("meeting", "urgent") != nullptr || examined.paper.root().child("reason") != nullptr;
}

void dispatch_late(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto& sent = examined.paper.sent;
  if (!sent || urgent(examined)) return;
  const auto deadline = deadline_of(examined);
  // After the meeting: date-order.
  if (!deadline || !before(deadline->latest, *sent) || before(deadline->meeting, *sent)) return;
  const std::string message = tr("sent on {0}; the deadline of {1} weekdays before the meeting ({2}) was {3}",
                                 {shown(*sent), std::to_string(deadline->required.days), basis(*deadline),
                                  with_weekday(deadline->latest)});
  const Span span = examined.meta("state", "sent")->value_span;
  const bool certain = before(deadline->lenient, *sent) && !deadline->required.as_far_as_possible;
  std::vector<std::string> hints = {urgent_hint()};
  if (!certain && !deadline->required.as_far_as_possible)
    hints.insert(hints.begin(),
                 tr("counted in another way, the deadline is kept; policy may say how the house counts"));
  Diagnostic& d = certain ? diagnostics.error("dispatch-late", span, message, std::move(hints))
                          : diagnostics.warning("dispatch-late", span, message, std::move(hints));
  d.trace = steps(*deadline);
  d.related.push_back({examined.meta("meeting", "date")->value_span, tr("the meeting")});
}

void dispatch_due(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  const auto& today = examined.context.today;
  if (!today || paper.sent || (paper.state != "draft" && paper.state != "in-approval")) return;
  const auto deadline = deadline_of(examined);
  // A meeting that is over is history; one before the paper's own date is a fault that is told already.
  if (!deadline || before(deadline->meeting, *today) ||
      (paper.dated && before(deadline->meeting, *paper.dated)))
    return;
  const bool past = before(deadline->latest, *today);
  if (past ? urgent(examined) : before(*today, plus_days(deadline->latest, -deadline->required.warn))) return;
  const std::string latest = with_weekday(deadline->latest);
  const std::string days = std::to_string(deadline->required.days);
  Diagnostic& d = diagnostics.error(
      "dispatch-due", examined.meta("state", "value")->value_span,
      past ? tr("not sent yet; the deadline of {0} weekdays before the meeting ({1}) was {2}",
                {days, basis(*deadline), latest})
           : tr("not sent yet; the deadline of {0} weekdays before the meeting ({1}) is {2}",
                {days, basis(*deadline), latest}),
      {past ? urgent_hint() : tr("when it is sent, write <state value=\"sent\" sent=\"YYYY-MM-DD\"/>")});
  d.trace = steps(*deadline);
  d.related.push_back({examined.meta("meeting", "date")->value_span, tr("the meeting")});
}

void sent_without_date(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.state != "sent" || examined.paper.sent || !deadline_of(examined)) return;
  diagnostics.error("sent-without-date", examined.meta("state", "value")->value_span,
                    tr("the paper is sent, but not when"),
                    {tr("write <state value=\"sent\" sent=\"YYYY-MM-DD\"/>; the deadline is counted by it")});
}

}  // namespace

std::vector<Rule> deadline_rules() {
  return {
      {.code = "dispatch-due",
       .severity = Severity::warning,
       .summary = "A case is not sent, and its deadline is near or past.",
       .explanation =
           "For papers that are drafts or in approval: from two days before the deadline (policy: warn) "
           "until the meeting is over. How the deadline is counted is told under dispatch-late. Today is "
           "--today, else the clock's.",
       .failing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-03-06"/>
)",
       .passing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-03-24"/>
)",
       .check = dispatch_due},
      {.code = "dispatch-late",
       .severity = Severity::error,
       .summary = "A case was sent after the deadline for its meeting.",
       .explanation =
           "Agenda and papers of the council go out at the latest four weekdays before the meeting "
           "(kommunestyrelsesloven § 8, stk. 4); for a committee the house decides (policy: dispatch). The "
           "law does not say how to count. Two ways are in use: Monday to Friday with the day of dispatch "
           "counted, and whole weekdays between with Saturday among them. Without a decision the stricter "
           "is the deadline: later than that is a warning, later than both an error. Public holidays are "
           "not counted, nor the house's days off (policy: day-off). The count is shown day by day. A case "
           "that cannot wait may be sent later (§ 8, stk. 5): the reason, urgent on meeting, is printed "
           "with it.",
       .failing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-24"/>
<state value="sent" sent="2026-02-20"/>
)",
       .passing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-24" urgent="Tilskuddet skal søges inden månedens udgang."/>
<state value="sent" sent="2026-02-20"/>
)",
       .check = dispatch_late},
      {.code = "sent-without-date",
       .severity = Severity::warning,
       .summary = "A case is sent, but not when.",
       .explanation =
           "Whether the deadline was kept can only be seen by the day on which the case was sent. Asked of "
           "cases whose body has a deadline, and of no other paper.",
       .failing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-24"/>
<state value="sent"/>
)",
       .passing = R"(<!-- project.xml -->
<dispatch body="oeu" days="4"/>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-24"/>
<state value="sent" sent="2026-02-18"/>
)",
       .check = sent_without_date}};
}

}  // namespace kancelli
