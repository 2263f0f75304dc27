// Meetings: against the adopted plan, else the weekday on which a body usually meets; and weekdays in text.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/calendar.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

// A meeting that somebody names: of which body, on which day, and where that stands.
struct NamedMeeting {
  std::string body;
  Date date;
  Span span;
  bool certain = true;  // said in metadata; in running text a plan may be beside the point
};

std::string with_weekday(const Date& date) {
  return weekday_name(date.weekday()) + " " + shown(date);
}

std::string name_of(const ExaminedPaper& examined, const std::string& id) {
  const Body* body = examined.project.registers.body(id);
  const BodyName* name = body == nullptr ? nullptr : body->name_on(examined.paper.dated);
  return name == nullptr ? id : name->name;
}

std::string nearest_meetings(const MeetingPlan& plan, const Date& date) {
  const PlannedMeeting *earlier = nullptr, *later = nullptr;
  for (const PlannedMeeting& each : plan.meetings) {
    if (before(each.date, date)) earlier = &each;
    if (later == nullptr && before(date, each.date)) later = &each;
  }
  if (earlier == nullptr || later == nullptr)
    return tr("the nearest meeting in the plan is {0}",
              {with_weekday((earlier == nullptr ? later : earlier)->date)});
  return tr("the nearest meetings in the plan are {0} and {1}",
            {with_weekday(earlier->date), with_weekday(later->date)});
}

// The weekday that the house's policy gives; 0 when it gives none.
int usual_weekday(const Project& project, std::string_view body) {
  static constexpr std::array<std::string_view, 8> days = {"",         "monday", "tuesday",  "wednesday",
                                                           "thursday", "friday", "saturday", "sunday"};
  for (const Node* node : project.policies("usual-weekday"))
    if (node->get("body") == body)
      return static_cast<int>(std::find(days.begin(), days.end(), node->get("day")) - days.begin()) %
             static_cast<int>(days.size());
  return 0;
}

// --- The meetings that a paper names

// "mødet i <body/> den ...", "<body genitive/> møde den ...", "(<body/> 29. januar 2025)": only these say
// that the body met then, and not that it was written to.
std::optional<StatedDate> meeting_after(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text(), left = text.substr(0, at);
  std::size_t next = at + RunningText::computed_mark.size();
  const auto skip = [&](std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
      if (text.substr(next).starts_with(word)) {
        next += word.size();
        return true;
      }
    return false;
  };
  bool meets = left.ends_with("møde i ") || left.ends_with("mødet i ");
  meets = skip({" møde", " ordinære møde", " ekstraordinære møde"}) || meets;
  skip({" den", " d."});
  if (!skip({" "})) return std::nullopt;
  const auto stated = examined.stated_date(next);
  if (!stated || stated->date.precision != Date::Precision::day) return std::nullopt;
  if (!meets && !(left.ends_with("(") && text.substr(stated->end).starts_with(")"))) return std::nullopt;
  return stated;
}

std::vector<NamedMeeting> named_meetings(const ExaminedPaper& examined) {
  std::vector<NamedMeeting> all;
  const auto add = [&](std::string_view body, const Attribute* attribute) {
    const auto date = attribute == nullptr ? std::nullopt : Date::parse(attribute->value);
    if (date && !body.empty() && attribute->value != placeholder_date)
      all.push_back({std::string(body), *date, attribute->value_span});
  };
  const Attribute* own = examined.meta("meeting", "date");
  add(examined.paper.committee, own);
  for (const Node* step : examined.elements("step")) {
    const bool same = own != nullptr && step->get("body") == examined.paper.committee &&
                      step->get("date") == own->value;  // told already
    if (!same) add(step->get("body"), step->find("date"));
  }
  const std::string_view text = examined.text.text();
  for (std::size_t at = text.find(RunningText::computed_mark); at != std::string_view::npos;
       at = text.find(RunningText::computed_mark, at + 1)) {
    const Node* node = examined.text.computed(at);
    if (node == nullptr || !node->is("body") || examined.text.context(at).quote) continue;
    const Body* body = examined.project.registers.body(node->get("ref"));
    if (body == nullptr || (body->kind != "council" && body->kind != "committee")) continue;
    if (const auto stated = meeting_after(examined, at))
      all.push_back({body->id, stated->date, examined.span(stated->begin, stated->end), false});
  }
  return all;
}

}  // namespace

bool meeting_is_planned(const ExaminedPaper& examined) {
  const auto& date = examined.paper.meeting;
  const MeetingPlan* plan =
      date ? examined.project.registers.plan(examined.paper.committee, date->year) : nullptr;
  return plan == nullptr || plan->on(*date) != nullptr;
}

namespace {

// --- meeting-not-in-plan

// The hour and the place; a paper may say more exactly where in the house.
void compare_details(const ExaminedPaper& examined, const PlannedMeeting& planned, Diagnostics& diagnostics) {
  const auto report = [&](const Attribute& attribute, std::string message, const std::string& other) {
    Diagnostic& d = diagnostics.error("meeting-not-in-plan", attribute.value_span, std::move(message),
                                      {tr("write {0}, or correct the plan", {other})});
    d.related.push_back({planned.span, tr("the meeting in the plan")});
  };
  const Attribute *time = examined.meta("meeting", "time"), *place = examined.meta("meeting", "place");
  if (time != nullptr && !planned.time.empty() && time->value != planned.time)
    report(*time, tr("the meeting is at {0}, but the plan has it at {1}", {time->value, planned.time}),
           planned.time);
  if (place != nullptr && !place->value.starts_with(planned.place))
    report(*place,
           tr("the meeting is held at \"{0}\", but the plan has \"{1}\"", {place->value, planned.place}),
           planned.place);
}

void meeting_not_in_plan(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const NamedMeeting& meeting : named_meetings(examined)) {
    const MeetingPlan* plan = examined.project.registers.plan(meeting.body, meeting.date.year);
    if (plan == nullptr || plan->on(meeting.date) != nullptr) continue;
    const std::string message =
        tr("{0} has no meeting on {1} in its plan for {2}",
           {name_of(examined, meeting.body), with_weekday(meeting.date), std::to_string(plan->year)});
    std::vector<std::string> hints = {nearest_meetings(*plan, meeting.date),
                                      tr("an extraordinary meeting is put into the plan")};
    Diagnostic& d = meeting.certain
                        ? diagnostics.error("meeting-not-in-plan", meeting.span, message, std::move(hints))
                        : diagnostics.warning("meeting-not-in-plan", meeting.span, message, std::move(hints));
    d.related.push_back({plan->span, tr("the meeting plan")});
  }
  const auto& date = examined.paper.meeting;
  if (!date) return;
  const MeetingPlan* plan = examined.project.registers.plan(examined.paper.committee, date->year);
  if (const PlannedMeeting* planned = plan == nullptr ? nullptr : plan->on(*date))
    compare_details(examined, *planned, diagnostics);
}

// --- meeting-weekday

void meeting_weekday(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const NamedMeeting& meeting : named_meetings(examined)) {
    if (examined.project.registers.plan(meeting.body, meeting.date.year) != nullptr) continue;
    const int usual = usual_weekday(examined.project, meeting.body);
    if (usual == 0 || meeting.date.weekday() == usual) continue;
    diagnostics.error("meeting-weekday", meeting.span,
                      tr("{0} is a {1}; {2} usually meets on a {3}",
                         {shown(meeting.date), weekday_name(meeting.date.weekday()),
                          name_of(examined, meeting.body), weekday_name(usual)}),
                      {tr("correct the date, if it is not an extraordinary meeting"),
                       tr("where the register has the meeting plan for {0}, the date is compared with it",
                          {std::to_string(meeting.date.year)})});
  }
}

// --- weekday-differs

constexpr std::array<std::string_view, 8> danish_weekdays = {"",        "mandag", "tirsdag", "onsdag",
                                                             "torsdag", "fredag", "lørdag",  "søndag"};

// The weekday whose name is the word that ends before `end` ("dag" has been found there); 0 for other words.
int weekday_before(std::string_view text, std::size_t end, std::size_t& begin) {
  for (std::size_t i = 1; i < danish_weekdays.size(); ++i) {
    const std::string_view name = danish_weekdays[i];
    if (end < name.size()) continue;
    const std::string_view word = text.substr(end - name.size(), name.size());
    if (word.substr(1) != name.substr(1) || (word[0] | 0x20) != name[0]) continue;
    begin = end - name.size();
    if (within_word(text, begin) || word_end(text, begin) != end) return 0;
    return static_cast<int>(i);
  }
  return 0;
}

// "torsdag den 29. januar 2025", "torsdag aften d. ...", "29. januar 2025 (torsdag)".
std::optional<StatedDate> date_of_weekday(const ExaminedPaper& examined, std::size_t begin, std::size_t end) {
  const std::string_view text = examined.text.text();
  if (begin >= 2 && text.substr(begin - 2, 2) == " (" && text.substr(end).starts_with(")")) {
    constexpr std::size_t longest_date = 20;
    const std::size_t stop = begin - 2;
    for (std::size_t at = stop > longest_date ? stop - longest_date : 0; at < stop; ++at)
      if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
        if (const auto found = examined.stated_date(at); found && found->end == stop) return found;
    return std::nullopt;
  }
  std::size_t next = end;
  for (const auto& words :
       {std::initializer_list<std::string_view>{" morgen", " formiddag", " eftermiddag", " aften"},
        {","},
        {" den", " d."}})
    for (const std::string_view word : words)
      if (text.substr(next).starts_with(word)) {
        next += word.size();
        break;
      }
  return text.substr(next).starts_with(" ") ? examined.stated_date(next + 1) : std::nullopt;
}

void weekday_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (std::size_t at = text.find("dag"); at != std::string_view::npos; at = text.find("dag", at + 1)) {
    std::size_t begin = 0;
    const std::size_t end = at + 3;
    const int weekday = weekday_before(text, end, begin);
    if (weekday == 0) continue;
    const auto stated = date_of_weekday(examined, begin, end);
    if (!stated || stated->date.precision != Date::Precision::day || stated->date.weekday() == weekday)
      continue;
    // What is quoted is told of where it was written.
    const TextContext& context = examined.text.context(begin);
    if (context.quote || context.foreign || examined.text.in_quotation_marks(begin)) continue;
    const std::string right(danish_weekdays[static_cast<std::size_t>(stated->date.weekday())]);
    Diagnostic& d = diagnostics.error(
        "weekday-differs", examined.span(begin, end),
        tr("the text says {0}, but {1} is a {2}",
           {text.substr(begin, end - begin), shown(stated->date), weekday_name(stated->date.weekday())}),
        {tr("write {0}, or correct the date", {right})});
    d.related.push_back({examined.span(stated->begin, stated->end), tr("the date")});
  }
}

}  // namespace

std::vector<Rule> meeting_rules() {
  return {
      {.code = "meeting-not-in-plan",
       .severity = Severity::error,
       .summary = "A meeting is not in the meeting plan that its body has adopted.",
       .explanation =
           "Where the register of meetings has a body's plan for the year, the meeting of a paper, the "
           "steps of its treatment and the meetings that its text names ('the meeting of the committee on "
           "...') are looked up in it, and the hour and the place of the paper's own meeting are compared. "
           "A text is a warning, since it may speak of something else. A body without a plan for the year "
           "is left alone (meeting-weekday). An extraordinary meeting is put into the plan as one.",
       .failing = R"(<!-- registers/meetings.xml -->
<plan body="oeu" year="2026"><meeting date="2026-02-24"/></plan>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-23"/>
)",
       .passing = R"(<!-- registers/meetings.xml -->
<plan body="oeu" year="2026"><meeting date="2026-02-24"/></plan>
<!-- papers/case/sag.xml -->
<meeting date="2026-02-24"/>
)",
       .check = meeting_not_in_plan},
      {.code = "meeting-weekday",
       .severity = Severity::note,
       .summary = "A meeting is on another weekday than the body's usual one.",
       .explanation =
           "Where no plan is known, policy in project.xml may say on which weekday a body usually meets "
           "(usual-weekday). A meeting on another day is often a slip of the pen, and sometimes an "
           "extraordinary meeting: a note, nothing more. Once the meeting plan of the year is in the "
           "register, that decides.",
       .failing = R"(<!-- project.xml -->
<usual-weekday body="oeu" day="tuesday"/>
<!-- papers/case/sag.xml -->
<meeting date="2025-02-26"/>
)",
       .passing = R"(<!-- project.xml -->
<usual-weekday body="oeu" day="tuesday"/>
<!-- papers/case/sag.xml -->
<meeting date="2025-02-25"/>
)",
       .check = meeting_weekday},
      {.code = "weekday-differs",
       .severity = Severity::error,
       .summary = "A weekday and the date beside it do not agree.",
       .explanation =
           "A weekday right before a date, or in brackets behind it, is compared with the calendar. One of "
           "the two is wrong; which, only a person can know. Quotations and dates without a year are left "
           "alone.",
       .failing = R"(<p>Mødet holdes torsdag den 29. januar 2025.</p>
)",
       .passing = R"(<p>Mødet holdes onsdag den 29. januar 2025.</p>
)",
       .check = weekday_differs}};
}

}  // namespace kancelli
