// Dates that cannot stand in this order.
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

// A date that an attribute gives.
struct Given {
  const Attribute* attribute = nullptr;
  std::optional<Date> date;
  explicit operator bool() const { return date.has_value(); }
};

Given given(const Node* node, std::string_view name) {
  Given result;
  if (node != nullptr) result.attribute = node->find(name);
  if (result.attribute != nullptr) result.date = Date::parse(result.attribute->value);
  return result;
}

bool after(const Given& a, const Given& b) {
  return a && b && before(b.date->last(), a.date->first());
}
bool not_after(const Given& a, const Given& b) {
  return a && b && !before(b.date->last(), a.date->last());
}

void report(const Given& wrong, std::string message, std::string_view hint, Span other, std::string_view note,
            Diagnostics& diagnostics) {
  Diagnostic& d =
      diagnostics.error("date-order", wrong.attribute->value_span, std::move(message), {std::string(hint)});
  if (!other.nowhere()) d.related.push_back({other, std::string(note)});
}

// Minutes are of the day of the meeting or later, and so is the day on which they are sent.
void check_minutes(const Given& meeting, const Given& dated, const Given& sent, Diagnostics& diagnostics) {
  for (const Given& day : {dated, sent})
    if (after(meeting, day) && day.attribute->value != placeholder_date)  // not-filled-in tells of that one
      report(
          day,
          tr("the minutes are of {0}, before the meeting on {1}", {shown(*day.date), shown(*meeting.date)}),
          tr("correct one of the two dates"), meeting.attribute->value_span, tr("the meeting"), diagnostics);
}

void check_meta(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Node* meta = examined.paper.root().child("meta");
  if (meta == nullptr) return;
  const Given dated = given(meta->child("dated"), "value"),
              meeting = given(meeting_is_planned(examined) && !tells_of_meeting(examined.paper)
                                  ? meta->child("meeting")
                                  : nullptr,
                              "date");
  const Given embargo = given(meta->child("embargo"), "until"), sent = given(meta->child("state"), "sent");
  const Given from = given(meta->child("about"), "from"), until = given(meta->child("about"), "until");
  if (after(dated, meeting))
    report(meeting,
           tr("the meeting on {0} is before the paper's own date, {1}",
              {shown(*meeting.date), shown(*dated.date)}),
           tr("correct the meeting's date, or the paper's"), dated.attribute->value_span,
           tr("the paper's date"), diagnostics);
  if (after(sent, meeting))
    report(
        sent,
        tr("the paper was sent on {0}, after the meeting on {1}", {shown(*sent.date), shown(*meeting.date)}),
        tr("correct the day on which it was sent, or the meeting's date"), meeting.attribute->value_span,
        tr("the meeting"), diagnostics);
  if (after(embargo, meeting))
    report(embargo,
           tr("the embargo lasts until {0}, after the meeting on {1}",
              {shown(*embargo.date), shown(*meeting.date)}),
           tr("a paper is public at the latest when it is treated; correct one of the two"),
           meeting.attribute->value_span, tr("the meeting"), diagnostics);
  if (tells_of_meeting(examined.paper))
    check_minutes(given(meta->child("meeting"), "date"), dated, sent, diagnostics);
  if (after(from, until))
    report(until, tr("the period ends on {0}, before it begins", {shown(*until.date)}),
           tr("correct from or until"), from.attribute->value_span, tr("it begins here"), diagnostics);
}

void check_transfers(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* transfer : examined.elements("transfer")) {
    const Given effective = given(transfer, "effective"), latest = given(transfer, "latest"),
                evaluate = given(transfer, "evaluate");
    if (after(effective, latest))
      report(effective,
             tr("the transfer takes effect on {0}, after the latest date, {1}",
                {shown(*effective.date), shown(*latest.date)}),
             tr("correct effective or latest"), latest.attribute->value_span, tr("the latest date"),
             diagnostics);
    if (not_after(evaluate, effective))
      report(evaluate,
             tr("the evaluation on {0} does not come after the transfer on {1}",
                {shown(*evaluate.date), shown(*effective.date)}),
             tr("correct evaluate or effective"), effective.attribute->value_span,
             tr("the transfer takes effect here"), diagnostics);
  }
}

// What a paper quotes or encloses cannot be younger than the paper.
void check_other_papers(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  if (!paper.dated) return;
  const auto check = [&](const Attribute* attribute, std::string_view message, std::string_view hint) {
    if (attribute == nullptr) return;
    const std::string id = attribute->value.substr(0, attribute->value.find('#'));
    const Paper* other = examined.project.paper(id);
    if (other == nullptr || other == &paper || !other->dated || !before(*paper.dated, *other->dated)) return;
    Diagnostic& d = diagnostics.error(
        "date-order", span_in_value(examined.project.sources, *attribute, 0, id.size()),
        fill(message, {id, shown(*other->dated), shown(*paper.dated)}), {std::string(hint)});
    const Node* meta = other->root().child("meta");
    if (const Given dated = given(meta == nullptr ? nullptr : meta->child("dated"), "value"))
      d.related.push_back({dated.attribute->value_span, tr("the date of the other paper")});
  };
  for (const Node* quote : examined.elements("quote"))
    check(quote->find("source"), tr("\"{0}\" is quoted, but it is dated {1}, after this paper of {2}"),
          tr("correct the date of one of the two papers"));
  for (const Node* attachment : examined.elements("attachment"))
    check(attachment->find("paper"), tr("\"{0}\" is attached, but it is dated {1}, after this paper of {2}"),
          tr("correct the date of one of the two papers"));
}

void date_order(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  check_meta(examined, diagnostics);
  check_transfers(examined, diagnostics);
  check_other_papers(examined, diagnostics);
  check_order_of_steps(examined, diagnostics);
}

// The law of the same short name that is in force on the day.
const Law* law_in_force(const Registers& registers, const Law& law, const Date& day) {
  for (const auto& [id, other] : registers.laws)
    if (other.short_name == law.short_name && other.from && !before(day, *other.from) &&
        !(other.until && before(*other.until, day)))
      return &other;
  return nullptr;
}

void law_not_in_force(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Registers& registers = examined.project.registers;
  for (const Node* node : examined.elements("law")) {
    const Law* law = registers.law(node->get("ref"));
    const auto day = examined.paper.date_at(*node);
    if (law == nullptr || !day) continue;
    const bool early = law->from && before(*day, *law->from), late = law->until && before(*law->until, *day);
    if (!early && !late) continue;
    const Law* other = law_in_force(registers, *law, *day);
    Diagnostic& d = diagnostics.error(
        "law-not-in-force", node->find("ref")->value_span,
        early
            ? tr("{0} is in force from {1}; the text is of {2}", {law->title, shown(*law->from), shown(*day)})
            : tr("{0} was in force until {1}; the text is of {2}",
                 {law->title, shown(*law->until), shown(*day)}),
        {other != nullptr
             ? tr("write ref=\"{0}\"", {other->id})
             : tr("name the law that was in force then, or say of which time the text speaks: as-of")});
    d.related.push_back({law->span, tr("the law in the register")});
  }
}

// A body's names: each period in order, and never two at once.
void date_order_in_registers(const ProjectIndex& index, Diagnostics& diagnostics) {
  const SourceMap& sources = index.project.sources;
  const auto overlap = [](const BodyName& a, const BodyName& b) {
    return !(a.until && b.from && before(*a.until, *b.from)) &&
           !(b.until && a.from && before(*b.until, *a.from));
  };
  for (const auto& [id, body] : index.project.registers.bodies)
    for (std::size_t i = 0; i < body.names.size(); ++i) {
      const BodyName& name = body.names[i];
      if (name.from && name.until && before(*name.until, *name.from)) {
        Diagnostic& d = diagnostics.error(
            "date-order", value_in_tag(sources, name.span, "until"),
            tr("the name \"{0}\" ends on {1}, before it begins", {name.name, shown(*name.until)}),
            {tr("correct from or until")});
        d.related.push_back({value_in_tag(sources, name.span, "from"), tr("it begins here")});
        continue;
      }
      for (std::size_t j = 0; j < i; ++j) {
        const BodyName& earlier = body.names[j];
        if (!overlap(earlier, name) ||
            (earlier.from && earlier.until && before(*earlier.until, *earlier.from)))
          continue;
        Diagnostic& d = diagnostics.error(
            "date-order", value_in_tag(sources, name.span, name.from ? "from" : "until"),
            tr("the body \"{0}\" has two names at once: \"{1}\" and \"{2}\"", {id, earlier.name, name.name}),
            {tr("end the one on the day before the other begins")});
        d.related.push_back({earlier.span, tr("the other name")});
      }
    }
}

}  // namespace

std::vector<Rule> date_rules() {
  return {
      {.code = "date-order",
       .severity = Severity::error,
       .summary = "Two dates stand in an order that cannot be.",
       .explanation = "Compared are: a meeting and the paper's own date, an embargo and the meeting, the "
                      "beginning and the end of a period, the day a "
                      "transfer takes effect with its latest day and its evaluation, the day a paper is "
                      "sent and its meeting, the steps of a case's treatment, the events of the register, a "
                      "paper and the "
                      "papers that it quotes or encloses, and in the "
                      "organisation register the periods of a body's names, which may not overlap.",
       .failing = R"(<dated value="2026-02-10"/>
<meeting date="2026-02-03"/>
<p>Mødet holdes på Rådhuset.</p>
)",
       .passing = R"(<dated value="2026-02-10"/>
<meeting date="2026-02-24"/>
<p>Mødet holdes på Rådhuset.</p>
)",
       .check = date_order,
       .check_project = date_order_in_registers},
      {.code = "law-not-in-force",
       .severity = Severity::warning,
       .summary = "A law is named that was not in force on the paper's date.",
       .explanation = "The register of laws may say from when until when a law is in force (from, until). A "
                      "law that a paper names is looked up as of the paper's date, or of the time that the "
                      "passage speaks of (as-of). Laws without dates and papers without a date are left "
                      "alone.",
       .failing = R"(<!-- registers/laws.xml -->
<law id="lov-gammel" short="loven" until="2025-12-31">lov om pladser</law>
<!-- papers/charter/plan.xml -->
<dated value="2026-02-10"/>
<p>Det følger af <law ref="lov-gammel"/>.</p>
)",
       .passing = R"(<!-- registers/laws.xml -->
<law id="lov-gammel" short="loven" until="2025-12-31">lov om pladser</law>
<!-- papers/charter/plan.xml -->
<dated value="2026-02-10"/>
<p as-of="2025-06-01">Det fulgte af <law ref="lov-gammel"/>.</p>
)",
       .check = law_not_in_force}};
}

}  // namespace kancelli
