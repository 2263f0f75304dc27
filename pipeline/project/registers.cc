#include "pipeline/project/registers.h"

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
            node.name_span};
  for (const Node* name : node.elements("name"))
    body.names.push_back({collapse_space(name->content()), std::string(name->get("abbreviation")),
                          day_of(*name, "from", false), day_of(*name, "until", true), name->name_span});
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
  Law law{std::string(node.get("id")),   std::string(node.get("short")),  collapse_space(node.content()),
          std::string(node.get("year")), std::string(node.get("number")), node.name_span};
  registers.laws.emplace(law.id, std::move(law));
}

template <typename Map>
auto find_in(const Map& map, std::string_view id) -> const typename Map::mapped_type* {
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

std::vector<const Body*> Registers::bodies_of(std::string_view kind, const std::optional<Date>& day) const {
  std::vector<const Body*> found;
  for (const auto& [id, body] : bodies)
    if (body.kind == kind && body.name_on(day) != nullptr) found.push_back(&body);
  return found;
}

void read_register(const XmlDocument& document, Registers& registers, Diagnostics& diagnostics) {
  for (const Node* node : document.root->elements()) {
    if (node->name == "body") read_body(*node, registers, diagnostics);
    if (node->name == "fact") read_fact(*node, registers, diagnostics);
    if (node->name == "law") read_law(*node, registers, diagnostics);
  }
}

}  // namespace kancelli
