#include "pipeline/project/registers.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::optional<Date> day_of(const Node& node, std::string_view attribute, bool end) {
  const auto date = Date::parse(node.get(attribute));
  if (!date) return std::nullopt;
  return end ? date->last() : date->first();
}

// False, with a diagnostic, when the id is taken.
template <typename Map>
bool is_new(const Map& map, const Node& node, Diagnostics& diagnostics) {
  const auto found = map.find(node.get("id"));
  if (found == map.end()) return true;
  const Attribute* id = node.find("id");
  Diagnostic& d = diagnostics.error("id-duplicate", id == nullptr ? node.name_span : id->value_span,
                                    tr("the id \"{0}\" is used twice in this register", {node.get("id")}),
                                    {tr("give one of the two another id")});
  d.related.push_back({found->second.span, tr("it stands here first")});
  return false;
}

void read_body(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.bodies, node, diagnostics)) return;
  Body body{std::string(node.get("id")),
            std::string(node.get("kind")),
            std::string(node.get("parent")),
            {},
            read_count(node.get("members")).value_or(0),
            node.name_span};
  for (const Node* name : node.elements("name"))
    body.names.push_back({collapse_space(name->content()), std::string(name->get("abbreviation")),
                          std::string(name->get("letter")), day_of(*name, "from", false),
                          day_of(*name, "until", true), name->name_span});
  registers.bodies.emplace(body.id, std::move(body));
}

void read_fact(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.facts, node, diagnostics)) return;
  Fact fact;
  fact.id = node.get("id");
  fact.unit = node.get("unit");
  fact.in = node.get("in");
  fact.scope = node.get("scope");
  fact.as_of = node.get("as-of");
  fact.source = node.get("source");
  fact.label = collapse_space(node.content());
  fact.approximate = node.get("approximate") == "true";
  fact.span = node.name_span;
  const auto value = Decimal::parse(node.get("value"));
  if (!value) {
    const Attribute* written = node.find("value");
    diagnostics.error("schema", written == nullptr ? node.name_span : written->value_span,
                      tr("\"{0}\" is not a number", {node.get("value")}),
                      {tr("write digits, with a point before decimals: 4.1, -43500")});
    return;
  }
  fact.value = *value;
  registers.facts.emplace(fact.id, std::move(fact));
}

void read_law(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.laws, node, diagnostics)) return;
  Law law;
  law.id = node.get("id");
  law.short_name = node.get("short");
  law.title = collapse_space(node.content());
  law.year = node.get("year");
  law.number = node.get("number");
  law.span = node.name_span;
  law.from = day_of(node, "from", false);
  law.until = day_of(node, "until", true);
  registers.laws.emplace(law.id, std::move(law));
}

void read_event(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.events, node, diagnostics)) return;
  Event event;
  event.id = node.get("id");
  event.label = node.get("label");
  event.paper = node.get("paper");
  event.date = Date::parse(node.get("date"));
  event.latest = node.get("bound") == "latest";
  for (const std::string_view id : split(node.get("after"))) event.after.emplace_back(id);
  for (const Node* phrase : node.elements("phrase"))
    event.phrases.push_back(collapse_space(phrase->content()));
  event.span = node.name_span;
  registers.events.emplace(event.id, std::move(event));
}

// Two plans of a body for a year are one.
void read_plan(const Node& node, Registers& registers) {
  const auto year = Date::parse(node.get("year"));
  if (!year) return;
  const std::string body(node.get("body"));
  MeetingPlan& plan = registers.plans[{body, year->year}];
  if (plan.span.nowhere()) plan = {body, year->year, {}, node.name_span};
  for (const Node* each : node.elements("meeting")) {
    const auto date = day_of(*each, "date", false);
    if (!date) continue;
    const auto own = [&](std::string_view name) {
      return std::string(each->find(name) != nullptr ? each->get(name) : node.get(name));
    };
    plan.meetings.push_back(
        {*date, own("time"), own("place"), each->get("extraordinary") == "true", each->name_span});
  }
  std::stable_sort(plan.meetings.begin(), plan.meetings.end(),
                   [](const PlannedMeeting& a, const PlannedMeeting& b) { return before(a.date, b.date); });
}

void read_task(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.tasks, node, diagnostics)) return;
  Task task{std::string(node.get("id")),    std::string(node.get("body")), std::string(node.get("part-of")),
            collapse_space(node.content()), registers.tasks.size(),        node.name_span};
  registers.tasks.emplace(task.id, std::move(task));
}

RequiredContent read_content(const Node& node) {
  RequiredContent content{{}, "", collapse_space(node.content()), node.name_span};
  using Kind = RequiredContent::Kind;
  for (const auto& [attribute, kind] :
       {std::pair("element", Kind::element), std::pair("ref", Kind::ref), std::pair("term", Kind::term)})
    if (const Attribute* name = node.find(attribute)) {
      content.kind = kind;
      content.name = name->value;
    }
  return content;
}

void read_requirement(const Node& node, Registers& registers, Diagnostics& diagnostics) {
  if (!is_new(registers.requirements, node, diagnostics)) return;
  Requirement requirement;
  requirement.id = node.get("id");
  if (const Node* demand = node.child("demand")) requirement.demand = collapse_space(demand->content());
  requirement.source = node.get("source");
  requirement.paper = node.get("paper");
  requirement.type = node.get("type");
  for (const std::string_view body : split(node.get("to"))) requirement.to.emplace_back(body);
  requirement.deadline = Date::parse(node.get("deadline"));
  requirement.since = day_of(node, "since", false);
  for (const Node* content : node.elements("content")) requirement.contents.push_back(read_content(*content));
  if (const Node* met = node.child("met")) {
    requirement.met = true;
    requirement.met_on = day_of(*met, "on", false);
    requirement.met_where = collapse_space(met->content());
  }
  requirement.order = registers.requirements.size();
  requirement.span = node.name_span;
  registers.requirements.emplace(requirement.id, std::move(requirement));
}

void read_commencement(const Node& node, Registers& registers) {
  const auto date = day_of(node, "date", false);
  if (!date) return;
  CommencementDay commencement{
      std::string(node.get("amendment")), {}, *date, std::string(node.get("decision")), node.name_span};
  for (const std::string_view id : split(node.get("of"))) commencement.of.emplace_back(id);
  registers.commencements.push_back(std::move(commencement));
}

template <typename Map>
auto find_in(const Map& map, const auto& id) -> const typename Map::mapped_type* {
  const auto found = map.find(id);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const BodyName* Body::name_on(const std::optional<Date>& day) const {
  const BodyName* found = nullptr;
  for (const BodyName& name : names) {
    if (day && ((name.from && before(*day, *name.from)) || (name.until && before(*name.until, *day))))
      continue;
    // Without a date the latest: an open end is later than any, then the later beginning.
    const bool later =
        found == nullptr || (found->until && (!name.until || before(*found->until, *name.until)));
    if (later) found = &name;
  }
  return found;
}

const PlannedMeeting* MeetingPlan::on(const Date& day) const {
  const auto found = std::find_if(meetings.begin(), meetings.end(),
                                  [&](const PlannedMeeting& each) { return each.date == day; });
  return found == meetings.end() ? nullptr : &*found;
}

std::string Fact::number() const {
  const std::string number =
      unit == "kr." ? format_amount(value, in.empty() ? "kr" : in) : format_number(value);
  return (approximate ? "ca.\u00A0" : "") + number;
}

std::string Fact::full() const {
  return unit.empty() || unit == "kr." ? number() : number() + "\u00A0" + unit;
}

std::string Law::address() const {
  return year.empty() || number.empty() ? ""
                                        : "https://www.retsinformation.dk/eli/lta/" + year + "/" + number;
}

const Body* Registers::body(std::string_view id) const {
  return find_in(bodies, id);
}
const Fact* Registers::fact(std::string_view id) const {
  return find_in(facts, id);
}
const Law* Registers::law(std::string_view id) const {
  return find_in(laws, id);
}
const Event* Registers::event(std::string_view id) const {
  return find_in(events, id);
}
const MeetingPlan* Registers::plan(std::string_view body, int year) const {
  return find_in(plans, std::pair(std::string(body), year));
}
const Task* Registers::task(std::string_view id) const {
  return find_in(tasks, id);
}

std::vector<const Body*> Registers::bodies_of(std::string_view kind, const std::optional<Date>& day) const {
  std::vector<const Body*> found;
  for (const auto& [id, body] : bodies)
    if (body.kind == kind && body.name_on(day) != nullptr) found.push_back(&body);
  return found;
}

std::optional<std::vector<const Body*>> Registers::meant(std::string_view of,
                                                         const std::optional<Date>& day) const {
  const auto parts = split(of, ':');
  if (parts.size() == 2 && parts[0] == "bodies") return bodies_of(parts[1], day);
  if (parts.size() < 2 || parts.size() > 3 || parts[0] != "children" || body(parts[1]) == nullptr)
    return std::nullopt;
  std::vector<const Body*> found;
  for (const auto& [id, child] : bodies)
    if (child.parent == parts[1] && (parts.size() == 2 || child.kind == parts[2]) &&
        child.name_on(day) != nullptr)
      found.push_back(&child);
  return found;
}

void read_register(const XmlDocument& document, Registers& registers, Diagnostics& diagnostics) {
  for (const Node* node : document.root->elements()) {
    if (node->name == "body") read_body(*node, registers, diagnostics);
    if (node->name == "fact") read_fact(*node, registers, diagnostics);
    if (node->name == "law") read_law(*node, registers, diagnostics);
    if (node->name == "event") read_event(*node, registers, diagnostics);
    if (node->name == "plan") read_plan(*node, registers);
    if (node->name == "task") read_task(*node, registers, diagnostics);
    if (node->name == "requirement") read_requirement(*node, registers, diagnostics);
    if (node->name == "commencement") read_commencement(*node, registers);
    if (node->name == "word")
      registers.words.push_back({collapse_space(node->content()), std::string(node->get("like"))});
  }
}

}  // namespace kancelli
