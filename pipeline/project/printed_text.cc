#include "pipeline/project/printed_text.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string_view get(const Attributes& attributes, std::string_view name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : std::string_view(found->second);
}

std::optional<std::string> printed_body(const Attributes& attributes, const Paper& paper,
                                        const Project& project) {
  const Body* body = project.registers.body(get(attributes, "ref"));
  const auto date = Date::parse(get(attributes, "as-of"));
  const BodyName* name =
      body == nullptr ? nullptr : body->name_on(date ? std::optional(date->first()) : paper.dated);
  if (name == nullptr) return std::nullopt;
  const bool owns = get(attributes, "genitive") == "true";
  const std::string_view form = name->abbreviation.empty() ? "name" : get(attributes, "form");
  const auto own = [&](const std::string& text) { return owns ? genitive(text) : text; };
  if (form == "abbreviation") return own(name->abbreviation);
  if (form == "both") return own(name->name) + " (" + name->abbreviation + ")";
  return own(name->name);
}

std::optional<std::string> printed_amount(const Attributes& attributes, const Paper& paper,
                                          const Project& project) {
  const std::string_view in = get(attributes, "in").empty() ? "kr" : get(attributes, "in");
  if (const auto kr = Decimal::parse(get(attributes, "kr"))) return format_amount(*kr, in);
  const Project::Target table = project.resolve(paper, get(attributes, "sum"));
  if (table.node == nullptr || !table.node->is("table")) return std::nullopt;
  const auto kr = sum_in_kroner(*table.node, get(attributes, "column"));
  if (!kr) return std::nullopt;
  const std::string exact = format_amount(*kr, in), rounded = format_amount(*kr, in, 1);
  return (in == "mio" || in == "mia") && exact.size() > rounded.size() ? rounded : exact;
}

// "§ 18, stk. 2, i kommunestyrelsesloven"; "§ 18 i kommunestyrelsesloven".
std::optional<std::string> printed_law(const Attributes& attributes, const Project& project) {
  const Law* law = project.registers.law(get(attributes, "ref"));
  if (law == nullptr) return std::nullopt;
  const std::string at(get(attributes, "at")), &name = law->short_name.empty() ? law->title : law->short_name;
  return at.empty() ? name : at + (at.find(',') == std::string::npos ? " i " : ", i ") + name;
}

// "tabel 2": its number among those of its kind in the paper that have a caption, or that are attachments.
std::string numbered(const Paper& paper, const Node& node, std::string_view word) {
  int number = 0;
  for (const Node& each : paper.xml->nodes) {
    if (each.is(node.name) && (each.is("attachment") || each.child("caption") != nullptr)) ++number;
    if (&each == &node) break;
  }
  return std::string(word) + " " + std::to_string(number);
}

std::string printed_ref(const Node& node, const Paper& paper, const Project& project) {
  const Project::Target target = project.resolve(paper, node.get("to"));
  if (target.node == nullptr) return {};
  if (target.node == &target.paper->root()) return target.paper->title;
  if (target.node->is("table")) return numbered(*target.paper, *target.node, "tabel");
  if (target.node->is("figure")) return numbered(*target.paper, *target.node, "figur");
  if (target.node->is("attachment")) return numbered(*target.paper, *target.node, "bilag");
  if (const Node* title = target.node->child("title")) return collapse_space(title->content());
  return std::string(project.heading(target.paper->type, target.node->name));
}

void gather_words(const Node& element, const Paper& paper, const Project& project, std::string& text) {
  for (const Node* child : element.children) {
    if (child->kind == Node::Kind::text) text += child->text;
    if (child->kind != Node::Kind::element) continue;
    text += printed(*child, paper, project);
    gather_words(*child, paper, project, text);
  }
}

}  // namespace

std::optional<Decimal> sum_in_kroner(const Node& table, std::string_view column) {
  const auto sum = column_sum(table, column);
  if (!sum) return std::nullopt;
  int zeros = 0;
  for (const Node* each : columns_of(table))
    if (each->get("id") == column)
      for (std::int64_t kroner = kroner_in(each->get("unit")); kroner >= 10; kroner /= 10) ++zeros;
  const Decimal whole = Decimal{sum->units, 0}.rounded(std::max(0, zeros - sum->decimals));
  return Decimal{whole.units, std::max(0, sum->decimals - zeros)};
}

std::optional<std::string> printed(std::string_view element, const Attributes& attributes, const Paper& paper,
                                   const Project& project) {
  if (element == "body") return printed_body(attributes, paper, project);
  if (element == "amount") return printed_amount(attributes, paper, project);
  if (element == "law") return printed_law(attributes, project);
  if (element == "fact") {
    const Fact* fact = project.registers.fact(get(attributes, "ref"));
    if (fact == nullptr) return std::nullopt;
    return get(attributes, "form") == "value" ? fact->number() : fact->full();
  }
  if (element == "date") {
    const auto date = Date::parse(get(attributes, "value"));
    if (!date) return std::nullopt;
    const std::string_view form = get(attributes, "form");
    return format_date(*date, form.empty() ? "long" : form);
  }
  return std::nullopt;
}

std::string printed(const Node& computed, const Paper& paper, const Project& project) {
  if (computed.is("ref")) return printed_ref(computed, paper, project);
  Attributes attributes;
  for (const Attribute& attribute : computed.attributes) attributes[attribute.name] = attribute.value;
  if (const auto date = paper.date_at(computed); date && computed.is("body"))
    attributes["as-of"] = date->iso();
  return printed(computed.name, attributes, paper, project).value_or("");
}

std::string printed_words(const Node& element, const Paper& paper, const Project& project) {
  std::string text;
  gather_words(element, paper, project, text);
  return collapse_space(text);
}

}  // namespace kancelli
