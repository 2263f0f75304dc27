// The way of a case through the bodies: two readings, the finance committee's statement, what follows an
// adopted statute.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

struct Step {
  const Node* node = nullptr;
  std::string_view kind;
  std::optional<Date> date;
  Span span;  // of the date
};

std::string kind_name(std::string_view kind) {
  if (kind == "first-reading") return tr("1st reading");
  if (kind == "referral") return tr("referral");
  if (kind == "second-reading") return tr("2nd reading");
  if (kind == "notice") return tr("notice to Ankestyrelsen");
  if (kind == "publication") return tr("publication");
  if (kind == "in-force") return tr("entry into force");
  return tr("committee's treatment");
}

// What is read twice, and how: the statute and what is adopted like it with days between, the rules of
// procedure at two meetings.
struct Treatment {
  const Node* node = nullptr;
  std::string_view changes;
  std::vector<Step> steps;

  const Step* find(std::string_view kind) const {
    const auto found =
        std::find_if(steps.begin(), steps.end(), [&](const Step& step) { return step.kind == kind; });
    return found == steps.end() ? nullptr : &*found;
  }
};

Treatment treatment_of(const ExaminedPaper& examined) {
  Treatment result;
  for (const Node* node : examined.elements("treatment")) {
    result.node = node;
    result.changes = node->get("changes");
    for (const Node* step : node->elements("step")) {
      const Attribute* date = step->find("date");
      const bool known = step->get("date") != placeholder_date;  // else not-filled-in tells
      result.steps.push_back({step, step->get("kind"), known ? Date::parse(step->get("date")) : std::nullopt,
                              date == nullptr ? step->name_span : date->value_span});
    }
    break;
  }
  return result;
}

const Body* body_of_kind(const Project& project, std::string_view id, std::string_view kind) {
  const Body* body = project.registers.body(id);
  return body != nullptr && body->kind == kind ? body : nullptr;
}

// --- readings-missing

// A case whose title says that it changes the statute, although its metadata does not.
void untold_change(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string title = lower(examined.paper.title);
  const bool change = title.find("ændring af") != std::string::npos || title.starts_with("ny ") ||
                      title.starts_with("revision af");
  if (!change || title.find("styrelsesvedtægt") == std::string::npos ||
      title.find("orientering") != std::string::npos)
    return;
  const auto& recommendations = examined.elements("recommendation");
  if (recommendations.empty()) return;
  const Node& recommendation = *recommendations.front();
  if (body_of_kind(examined.project, recommendation.get("to"), "council") == nullptr &&
      body_of_kind(examined.project, recommendation.get("via"), "council") == nullptr)
    return;
  const Node* meta = examined.paper.root().child("meta");
  const Node* place = meta == nullptr ? nullptr : meta->child("title");
  if (place == nullptr) return;
  diagnostics.warning(
      "readings-missing", place->name_span,
      tr("the title tells of a change of the statute, but the two readings are not given"),
      {tr("write <treatment changes=\"statute\"> with a step for each reading after the meeting")});
}

void readings_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Treatment treatment = treatment_of(examined);
  if (treatment.changes.empty()) return untold_change(examined, diagnostics);
  for (const char* kind : {"first-reading", "second-reading"}) {
    if (treatment.find(kind) != nullptr) continue;
    diagnostics.error(
        "readings-missing", treatment.node->find("changes")->value_span,
        tr("the {0} is missing: what the case changes is read twice", {kind_name(kind)}),
        {tr("write {0}", {"<step kind=\"" + std::string(kind) + "\" body=\"br\" date=\"YYYY-MM-DD\"/>"})});
  }
}

// --- readings-too-close

// Kommunestyrelsesloven § 2, stk. 2: "at least six days between"; counted as whole days, which is the
// house's reading and its choice.
int days_between_readings(const ExaminedPaper& examined, std::string_view changes) {
  constexpr int six_whole_days = 7;
  if (changes == "rules") return 1;  // two meetings
  for (const Node* policy : examined.project.policies("between-readings"))
    if (const auto days = read_count(policy->get("days"))) return static_cast<int>(*days);
  return six_whole_days;
}

void readings_too_close(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Treatment treatment = treatment_of(examined);
  const Step *first = treatment.find("first-reading"), *second = treatment.find("second-reading");
  if (treatment.changes.empty() || first == nullptr || second == nullptr || !first->date || !second->date)
    return;
  const std::int64_t days = second->date->day_number() - first->date->day_number();
  const int wanted = days_between_readings(examined, treatment.changes);
  if (days < 0 || days >= wanted) return;  // turned round: date-order
  Diagnostic& d = diagnostics.error(
      "readings-too-close", second->span,
      tr("the 2nd reading is {0} days after the 1st; it must be at least {1}",
         {std::to_string(days), std::to_string(wanted)}),
      {treatment.changes == "rules"
           ? tr("the two readings are held at two meetings")
           : tr("six whole days must lie between the two (kommunestyrelsesloven § 2, stk. 2)")});
  d.related.push_back({first->span, tr("the 1st reading")});
}

// --- date-order: the steps

// Committees and referrals may come at any time before the second reading.
int rank(std::string_view kind) {
  static constexpr auto order =
      std::to_array<std::string_view>({"first-reading", "referral", "second-reading"});
  if (kind == "committee") return -1;
  return static_cast<int>(std::find(order.begin(), order.end(), kind) - order.begin());
}

}  // namespace

void check_order_of_steps(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Treatment treatment = treatment_of(examined);
  for (const Step& late : treatment.steps) {
    const Step* wrong = nullptr;
    for (const Step& early : treatment.steps)
      if (late.date && early.date && rank(early.kind) >= 0 && rank(early.kind) < rank(late.kind) &&
          before(*late.date, *early.date) && (wrong == nullptr || before(*wrong->date, *early.date)))
        wrong = &early;
    if (wrong == nullptr) continue;
    Diagnostic& d = diagnostics.error(
        "date-order", late.span,
        tr("{0} on {1} comes before {2} on {3}",
           {kind_name(late.kind), shown(*late.date), kind_name(wrong->kind), shown(*wrong->date)}),
        {tr("correct one of the two dates")});
    d.related.push_back({wrong->span, kind_name(wrong->kind)});
  }
}

namespace {

// --- treatment-differs

void treatment_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto& meeting = examined.paper.meeting;
  const Treatment treatment = treatment_of(examined);
  if (!meeting || treatment.node == nullptr) return;
  const Step* other = nullptr;
  for (const Step& step : treatment.steps) {
    if (step.node->get("body") != examined.paper.committee || !step.date) continue;
    if (*step.date == *meeting) return;
    other = &step;
  }
  if (other == nullptr) return;
  // Another body's meeting: then it is the body that is wrong.
  for (const Step& step : treatment.steps) {
    const Body* body = examined.project.registers.body(step.node->get("body"));
    const BodyName* name = body == nullptr ? nullptr : body->name_on(examined.paper.dated);
    if (name == nullptr || !step.date || *step.date != *meeting) continue;
    Diagnostic& d =
        diagnostics.error("treatment-differs", examined.meta("organ", "committee")->value_span,
                          tr("the meeting on {0} is that of {1}", {shown(*meeting), name->name}),
                          {tr("write committee=\"{0}\", or correct the meeting's date", {body->id})});
    d.related.push_back({step.span, tr("the body treats the case on {0}", {shown(*meeting)})});
    return;
  }
  Diagnostic& d =
      diagnostics.error("treatment-differs", examined.meta("meeting", "date")->value_span,
                        tr("the meeting on {0} is no step of the case's treatment", {shown(*meeting)}),
                        {tr("correct the meeting's date or the step's, or add the step")});
  d.related.push_back({other->span, tr("the body treats the case on {0}", {shown(*other->date)})});
}

// --- statement-missing

// The committee that the law calls økonomiudvalg; nullptr when the register has none of that name.
const Body* finance_committee(const ExaminedPaper& examined) {
  for (const auto& [id, body] : examined.project.registers.bodies) {
    const BodyName* name = body.kind == "committee" ? body.name_on(examined.paper.dated) : nullptr;
    if (name != nullptr && name->name == "Økonomiudvalget") return &body;
  }
  return nullptr;
}

bool holds_money(const Node& node) {
  if (node.is("amount") || (node.is("column") && node.get("type") == "amount")) return true;
  return std::any_of(node.children.begin(), node.children.end(),
                     [](const Node* child) { return holds_money(*child); });
}

// A case with money in its section on economy that does not say "ingen ... konsekvenser".
bool costs_money(const ExaminedPaper& examined) {
  for (const Node* economy : examined.elements("economy")) {
    const std::string text = lower(economy->content());
    if (text.find("konsekvenser") != std::string::npos &&
        (text.find("ingen ") != std::string::npos || text.find("ikke ") != std::string::npos))
      return false;
    if (holds_money(*economy)) return true;
    for (const Node* fact : examined.elements("fact"))
      if (const Fact* known = examined.project.registers.fact(fact->get("ref"));
          known != nullptr && known->unit == "kr.")
        for (const Node* at = fact->parent; at != nullptr; at = at->parent)
          if (at == economy) return true;
  }
  return false;
}

void statement_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto& recommendations = examined.elements("recommendation");
  const Body* finance = finance_committee(examined);
  if (recommendations.empty() || finance == nullptr) return;
  const Node& recommendation = *recommendations.front();
  const Attribute* by = recommendation.find("by");
  if (by == nullptr || by->value == finance->id ||
      body_of_kind(examined.project, recommendation.get("to"), "council") == nullptr)
    return;
  const Treatment treatment = treatment_of(examined);
  const bool motion = body_of_kind(examined.project, by->value, "party") != nullptr ||
                      (treatment.node != nullptr && treatment.node->get("motion") == "members");
  if (motion || (treatment.changes != "statute" && !costs_money(examined))) return;
  const auto& meeting = examined.paper.meeting;
  for (const Step& step : treatment.steps)
    if (step.node->get("body") == finance->id && (!meeting || !step.date || before(*step.date, *meeting)))
      return;
  diagnostics.error("statement-missing", by->value_span,
                    tr("the case goes to the council without the statement of {0}",
                       {finance->name_on(examined.paper.dated)->name}),
                    {tr("write {0} in treatment (kommunestyrelsesloven § 18, stk. 2)",
                        {"<step kind=\"committee\" body=\"" + finance->id + "\" date=\"YYYY-MM-DD\"/>"}),
                     tr("if members have moved it, write <treatment motion=\"members\">")});
}

// --- statute-follow-up

void statute_follow_up(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto& today = examined.context.today;
  const Treatment treatment = treatment_of(examined);
  const Step* second = treatment.find("second-reading");
  const std::string& state = examined.paper.state;
  if (!today || treatment.changes != "statute" || second == nullptr || !second->date ||
      !before(*second->date, *today) || state == "withdrawn" || state == "superseded")
    return;
  const std::string unless = tr("if the change was not adopted, set the case's state to withdrawn");
  if (treatment.find("notice") == nullptr)
    diagnostics.error(
        "statute-follow-up", second->span,
        tr("the statute was read for the 2nd time on {0}; notice to Ankestyrelsen is not noted",
           {shown(*second->date)}),
        {tr("write {0} (kommunestyrelsesloven § 2, stk. 3)", {"<step kind=\"notice\" date=\"YYYY-MM-DD\"/>"}),
         unless});
  const Step* publication = treatment.find("publication");
  if (publication == nullptr)
    diagnostics.error("statute-follow-up", second->span,
                      tr("the statute was read for the 2nd time on {0}; publication of the consolidated "
                         "statute is not noted",
                         {shown(*second->date)}),
                      {tr("write {0} (kommunestyrelsesloven § 2, stk. 3)",
                          {"<step kind=\"publication\" date=\"YYYY-MM-DD\" href=\"https://...\"/>"}),
                       unless});
  else if (publication->node->find("href") == nullptr)
    diagnostics.error("statute-follow-up", publication->span,
                      tr("the consolidated statute is published, but not where"),
                      {tr("give the page's address in href")});
}

}  // namespace

std::vector<Rule> readings_rules() {
  return {
      {.code = "readings-missing",
       .severity = Severity::error,
       .summary = "A case changes what must be read twice, and a reading is missing.",
       .explanation =
           "The statute and changes of it are read twice in the council (kommunestyrelsesloven § 2, stk. "
           "2), and so are the regulation on local committees and the rules of procedure. A case says so "
           "in its treatment (changes), with a step for each reading. A case to the council whose title "
           "tells of a change of the statute, but which has no such treatment, is a warning.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-05"/>
</treatment>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-05"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
)",
       .check = readings_missing},
      {.code = "readings-too-close",
       .severity = Severity::error,
       .summary = "Fewer than six whole days lie between the two readings.",
       .explanation =
           "A change of the statute is read twice with at least six days between (kommunestyrelsesloven § "
           "2, stk. 2). Six whole days are counted, so that the dates are seven days apart; policy "
           "(between-readings) may say otherwise. The rules of procedure want two meetings, no more.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-05"/>
  <step kind="second-reading" body="br" date="2026-03-11"/>
</treatment>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-05"/>
  <step kind="second-reading" body="br" date="2026-03-12"/>
</treatment>
)",
       .check = readings_too_close},
      {.code = "statement-missing",
       .severity = Severity::warning,
       .summary = "A case about money goes to the council without the finance committee's statement.",
       .explanation =
           "The statement of Økonomiudvalget is obtained on every case about the municipality's finances "
           "and general administration before the council decides it (kommunestyrelsesloven § 18, stk. 2). "
           "Looked at are cases to the council that change the statute, or that have amounts in the "
           "section on economy and do not say there that they have no consequences. The committee's own "
           "recommendations and the members' motions are left alone.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<body id="kff" kind="administration"><name>Kulturforvaltningen</name></body>
<!-- papers/case/sag.xml -->
<organ committee="br"/>
<recommendation by="kff" to="br"><item>at bevillingen gives.</item></recommendation>
<economy><p>Der søges om <amount kr="500000"/></p></economy>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<body id="kff" kind="administration"><name>Kulturforvaltningen</name></body>
<!-- papers/case/sag.xml -->
<organ committee="br"/>
<treatment><step kind="committee" body="oeu" date="2026-02-24"/></treatment>
<recommendation by="kff" to="br"><item>at bevillingen gives.</item></recommendation>
<economy><p>Der søges om <amount kr="500000"/></p></economy>
)",
       .check = statement_missing},
      {.code = "statute-follow-up",
       .severity = Severity::warning,
       .summary = "A statute has been read twice, and what follows is not noted.",
       .explanation =
           "The council notifies Ankestyrelsen of an adopted statute and of changes of it, and the statute "
           "as it then reads is available to the residents (kommunestyrelsesloven § 2, stk. 3). From the "
           "day after the second reading the case's treatment has a step for each, with the date and the "
           "page's address.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-01-15"/>
  <step kind="second-reading" body="br" date="2026-01-29"/>
  <step kind="publication" date="2026-02-05" href="https://www.kk.dk/styrelsesvedtaegt"/>
</treatment>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/sag.xml -->
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-01-15"/>
  <step kind="second-reading" body="br" date="2026-01-29"/>
  <step kind="notice" date="2026-02-02"/>
  <step kind="publication" date="2026-02-05" href="https://www.kk.dk/styrelsesvedtaegt"/>
</treatment>
)",
       .check = statute_follow_up},
      {.code = "treatment-differs",
       .severity = Severity::error,
       .summary = "A case's meeting is no step of its treatment.",
       .explanation =
           "Where the treatment has steps of the body that the paper is for, one of them is on the day of "
           "the paper's meeting. A treatment that says nothing of that body is left alone.",
       .failing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-03"/>
<treatment><step kind="committee" body="oeu" date="2026-03-10"/></treatment>
)",
       .passing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<treatment><step kind="committee" body="oeu" date="2026-03-10"/></treatment>
)",
       .check = treatment_differs}};
}

}  // namespace kancelli
