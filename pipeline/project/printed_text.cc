#include "pipeline/project/printed_text.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string printed_body(const Node& node, const Paper& paper, const Project& project) {
  const Body* body = project.registers.body(node.get("ref"));
  const BodyName* name = body == nullptr ? nullptr : body->name_on(paper.date_at(node));
  if (name == nullptr) return {};
  const bool owns = node.get("genitive") == "true";
  const auto form = [&](const std::string& text) { return owns ? genitive(text) : text; };
  if (node.get("form") == "abbreviation" && !name->abbreviation.empty()) return form(name->abbreviation);
  if (node.get("form") == "both" && !name->abbreviation.empty())
    return form(name->name) + " (" + name->abbreviation + ")";
  return form(name->name);
}

// A column's unit as a power of ten of a krone: "1.000 kr." is 3.
int zeros_of(std::string_view unit) {
  if (unit.find("mia") != std::string_view::npos) return 9;
  if (unit.find("mio") != std::string_view::npos) return 6;
  return unit.find("1.000") != std::string_view::npos || unit.starts_with("t.") ? 3 : 0;
}

std::string printed_amount(const Node& node, const Paper& paper, const Project& project) {
  const std::string_view in = node.find("in") == nullptr ? "kr" : node.get("in");
  if (const auto kr = Decimal::parse(node.get("kr"))) return format_amount(*kr, in);
  const Project::Target table = project.resolve(paper, node.get("sum"));
  if (table.node == nullptr || !table.node->is("table")) return {};
  const auto sum = column_sum(*table.node, node.get("column"));
  if (!sum) return {};
  int zeros = 0;
  for (const Node* column : columns_of(*table.node))
    if (column->get("id") == node.get("column")) zeros = zeros_of(column->get("unit"));
  const Decimal whole = Decimal{sum->units, 0}.rounded(std::max(0, zeros - sum->decimals));
  // As filters/computed prints it: of a sum in millions one decimal, where it has more.
  const Decimal kr{whole.units, std::max(0, sum->decimals - zeros)};
  const std::string exact = format_amount(kr, in), rounded = format_amount(kr, in, 1);
  return (in == "mio" || in == "mia") && exact.size() > rounded.size() ? rounded : exact;
}

std::string printed_law(const Node& node, const Project& project) {
  const Law* law = project.registers.law(node.get("ref"));
  if (law == nullptr) return {};
  const std::string at(node.get("at"));
  return at.empty() ? law->short_name
                    : at + (at.find(',') == std::string::npos ? " i " : ", i ") + law->short_name;
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

std::string printed(const Node& computed, const Paper& paper, const Project& project) {
  if (computed.is("body")) return printed_body(computed, paper, project);
  if (computed.is("amount")) return printed_amount(computed, paper, project);
  if (computed.is("law")) return printed_law(computed, project);
  if (computed.is("ref")) return printed_ref(computed, paper, project);
  if (computed.is("fact")) {
    const Fact* fact = project.registers.fact(computed.get("ref"));
    return fact == nullptr ? "" : computed.get("form") == "value" ? fact->number() : fact->full();
  }
  if (computed.is("date")) {
    const auto date = Date::parse(computed.get("value"));
    return date ? format_date(*date, computed.find("form") == nullptr ? "long" : computed.get("form")) : "";
  }
  return {};
}

std::string printed_words(const Node& element, const Paper& paper, const Project& project) {
  std::string text;
  gather_words(element, paper, project, text);
  return collapse_space(text);
}

}  // namespace kancelli
