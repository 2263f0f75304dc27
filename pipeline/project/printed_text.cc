#include "pipeline/project/printed_text.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference.h"
#include "pipeline/statute/statute_xml.h"

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

std::string printed_ref(std::string_view to, const Paper& paper, const Project& project) {
  const Project::Target target = project.resolve(paper, to);
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
    const std::string said = printed(*child, paper, project);
    text += said;
    if (said.empty()) gather_words(*child, paper, project, text);
  }
}

// "styrelsesvedtægten", where no other statute is called so; else its title.
std::string definite_title(const Paper& paper, const Project& project) {
  struct Ending {
    std::string_view word, definite;
  };
  static constexpr Ending endings[] = {
      {"vedtægt", "en"}, {"forretningsorden", "en"}, {"regulativ", "et"}, {"reglement", "et"}};
  const auto first_word = [](std::string_view title) { return lower(title.substr(0, title.find(' '))); };
  const std::string word = first_word(paper.title);
  const auto others = std::count_if(project.papers.begin(), project.papers.end(), [&](const auto& each) {
    return each.get() != &paper && each->type == paper.type && first_word(each->title) == word;
  });
  for (const Ending& ending : endings)
    if (word.ends_with(ending.word) && others == 0) return word + std::string(ending.definite);
  return "»" + paper.title + "«";
}

}  // namespace

std::optional<PrintedProvision> printed_provision(const Attributes& ref, std::string_view from,
                                                  const Paper& paper, const Project& project) {
  const Project::Target target = project.resolve(paper, get(ref, "to"));
  if (target.node == nullptr || target.node == &target.paper->root()) return std::nullopt;
  const statute::Unit* statute = project.statute_of(*target.paper);
  const std::string id(target.node->get("id"));
  const auto place = statute == nullptr ? std::nullopt : statute::reference_to(*statute, id);
  if (!place) return std::nullopt;
  PrintedProvision text;
  const bool own = target.paper == &paper;
  text.place = statute::printed_reference(*statute, {id}, own ? from : "");
  if (get(ref, "form") == "number" && !place->empty()) text.place = place->steps.back().number;
  text.whole = text.place;
  if (own) return text;
  const bool annex = !place->empty() && place->steps[0].kind == statute::Kind::annex;
  text.whole += (place->steps.size() > 1 ? ", " : " ") + std::string(annex ? "til " : "i ") +
                definite_title(*target.paper, project);
  return text;
}

std::string_view provision_around(const Node& node) {
  for (const Node* at = &node; at->parent != nullptr; at = at->parent)
    if (at->find("id") != nullptr) return at->get("id");
  return {};
}

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
  if (element != "ref") return std::nullopt;
  const auto provision = printed_provision(attributes, "", paper, project);
  return provision ? provision->whole : printed_ref(get(attributes, "to"), paper, project);
}

std::string printed(const Node& computed, const Paper& paper, const Project& project) {
  Attributes attributes;
  for (const Attribute& attribute : computed.attributes) attributes[attribute.name] = attribute.value;
  if (computed.is("ref") || computed.is("law"))
    if (std::string words = collapse_space(computed.content()); !words.empty()) return words;
  if (computed.is("ref"))
    if (const auto provision = printed_provision(attributes, provision_around(computed), paper, project))
      return provision->whole;
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
