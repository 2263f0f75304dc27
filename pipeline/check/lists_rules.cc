// Lists that claim to be complete, against the organisation register: compared as sets.
#include <algorithm>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// A list that shall name all bodies of `of`.
struct Claim {
  const Node* list = nullptr;
  std::string of;
  Span place;        // where it is said
  bool said = true;  // by an attribute; else the words in front of the list let one think so
};

// The first body that an item names; the items of a list in it are not looked into.
const Node* body_in(const Node& item) {
  for (const Node* child : item.children) {
    if (child->is("body")) return child;
    if (child->kind != Node::Kind::element || child->is("list") || child->is("footnote")) continue;
    if (const Node* found = body_in(*child)) return found;
  }
  return nullptr;
}

// True where the item is the body and nothing else but signs and "og".
bool is_only_body(const Node& item) {
  std::size_t bodies = 0;
  for (const Node* child : item.children) {
    if (child->is("body"))
      ++bodies;
    else if (child->kind == Node::Kind::element)
      return false;
  }
  const std::string words = collapse_space(item.content());
  return bodies == 1 && (words.find_first_not_of(".,;") == std::string::npos || words == "og" ||
                         words == ", og" || words == "samt");
}

std::string name_of(const Body& body, const std::optional<Date>& day) {
  const BodyName* name = body.name_on(day);
  return name == nullptr ? body.id : name->name;
}

const Node* next_list(const Node& block) {
  if (!block.is("p") || block.parent == nullptr) return nullptr;
  const auto siblings = block.parent->elements();
  const auto self = std::find(siblings.begin(), siblings.end(), &block);
  return self != siblings.end() && self + 1 != siblings.end() && (*(self + 1))->is("list") ? *(self + 1)
                                                                                           : nullptr;
}

// How many of the list's items name one of those bodies.
std::size_t named_of(const ExaminedPaper& examined, const Node& list,
                     const std::vector<const Body*>& bodies) {
  const auto items = list.elements("item");
  return static_cast<std::size_t>(std::count_if(items.begin(), items.end(), [&](const Node* item) {
    const Node* node = body_in(*item);
    const Body* body = node == nullptr ? nullptr : examined.project.registers.body(node->get("ref"));
    return body != nullptr && std::find(bodies.begin(), bodies.end(), body) != bodies.end();
  }));
}

// --- where such claims stand

void claims_by_attribute(const ExaminedPaper& examined, std::vector<Claim>& claims) {
  for (const Node* list : examined.elements("list"))
    if (const Attribute* all = list->find("all-of"))
      claims.push_back({list, all->value, all->value_span, true});
}

// "de <count of="bodies:administration">syv</count> forvaltninger:" right in front of a list.
void claims_by_count(const ExaminedPaper& examined, std::vector<Claim>& claims) {
  for (const Node* count : examined.elements("count")) {
    const Attribute* of = count->find("of");
    if (of == nullptr || count->parent == nullptr || of->value.find(':') == std::string::npos) continue;
    const Node* list = next_list(*count->parent);
    const auto& around = count->parent->children;
    const auto self = std::find(around.begin(), around.end(), count);
    if (list == nullptr || list->find("all-of") != nullptr || around.end() - self != 2) continue;
    const std::string rest = collapse_space((*(self + 1))->content());
    if (!rest.ends_with(":") || rest.find_first_of(" ,.(") != std::string::npos) continue;
    // "De fire enheder løser opgaver for de syv forvaltninger:" may be followed by the four.
    const auto meant = examined.project.registers.meant(of->value, examined.paper.date_at(*list));
    if (meant && named_of(examined, *list, *meant) * 2 > list->elements("item").size())
      claims.push_back({list, of->value, of->value_span, true});
  }
}

// The body whose genitive ends right before `at`: "ØKF's ", an element or plain words.
const Body* owner_before(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text();
  if (at < 2 || text[at - 1] != ' ') return nullptr;
  if (text.substr(0, at - 1).ends_with(RunningText::computed_mark)) {
    const Node* node = examined.text.computed(at - 1 - RunningText::computed_mark.size());
    return node != nullptr && node->is("body") && node->get("genitive") == "true"
               ? examined.project.registers.body(node->get("ref"))
               : nullptr;
  }
  for (const TextMatch& match : examined.matches)
    if (match.end == at - 1 && match.kind == TextMatch::Kind::name && match.genitive &&
        match.name->bearers.size() == 1)
      return match.name->bearers.front().body;
  return nullptr;
}

// "Økonomiforvaltningens fire enheder:" in front of a list of bodies, some of which are under it. What kind
// of bodies is meant is the kind of those.
void claims_by_genitive(const ExaminedPaper& examined, std::vector<Claim>& claims) {
  const std::string_view text = examined.text.text();
  for (const WrittenNumber& number : examined.numbers) {
    const std::size_t end = word_end(text, number.noun);
    if (number.noun == number.end || !text.substr(end).starts_with(":\n")) continue;
    const TextContext& context = examined.text.context(number.begin);
    const Node* list = context.block == nullptr || context.quote ? nullptr : next_list(*context.block);
    const Body* owner =
        list == nullptr || list->find("all-of") != nullptr ? nullptr : owner_before(examined, number.begin);
    if (owner == nullptr) continue;
    std::set<std::string> kinds;
    for (const Node* item : list->elements("item"))
      if (const Node* node = body_in(*item))
        if (const Body* body = examined.project.registers.body(node->get("ref"));
            body != nullptr && body->parent == owner->id)
          kinds.insert(body->kind);
    if (kinds.size() == 1)
      claims.push_back(
          {list, "children:" + owner->id + ":" + *kinds.begin(), examined.span(number.begin, end), false});
  }
}

// --- comparison

void report_missing(const Claim& claim, const std::vector<const Body*>& missing,
                    const std::optional<Date>& day, Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const Body* body : missing) names.push_back(name_of(*body, day));
  const std::string all = join(names, ", ");
  Diagnostic& d =
      claim.said
          ? diagnostics.error("list-differs", claim.list->name_span, tr("the list lacks {0}", {all}),
                              {tr("add what is missing, or do not say that the list is complete")})
          : diagnostics.warning("list-differs", claim.list->name_span, tr("the register has {0} too", {all}),
                                {tr("add what is missing, or say that these are some of them")});
  d.related.push_back({claim.place, tr("here the list is called complete")});
}

void compare(const ExaminedPaper& examined, const Claim& claim, Diagnostics& diagnostics) {
  const std::optional<Date> day = examined.paper.date_at(*claim.list);
  const auto meant = examined.project.registers.meant(claim.of, day);
  if (!meant) return;  // ref-unresolved tells
  std::vector<const Body*> missing = *meant;
  std::vector<const Node*> items = claim.list->elements("item");
  for (const Node* item : items) {
    const Node* node = body_in(*item);
    const Body* body = node == nullptr ? nullptr : examined.project.registers.body(node->get("ref"));
    if (node != nullptr && body == nullptr) return;  // ref-unresolved tells
    if (body != nullptr && !body->parent.empty() && examined.project.registers.body(body->parent) == nullptr)
      return;
    if (body != nullptr) std::erase(missing, body);
    if (!claim.said || (body != nullptr && std::find(meant->begin(), meant->end(), body) != meant->end()))
      continue;
    Diagnostic& d = diagnostics.error(
        "list-differs", node == nullptr ? item->name_span : node->find("ref")->value_span,
        node == nullptr ? tr("this item names no body of the register")
                        : tr("{0} is not one of those that the list shall name", {name_of(*body, day)}),
        {tr("correct the list, or the register")});
    d.related.push_back({claim.place, tr("here the list is called complete")});
  }
  if (!missing.empty()) report_missing(claim, missing, day, diagnostics);
}

// A body that stands twice in a list whose items are bodies and nothing else.
std::set<const Node*> find_twice(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  std::set<const Node*> found;
  for (const Node* list : examined.elements("list")) {
    const auto items = list->elements("item");
    if (!std::all_of(items.begin(), items.end(), [](const Node* item) { return is_only_body(*item); }))
      continue;
    std::vector<const Attribute*> seen;
    for (const Node* item : items) {
      const Attribute* ref = body_in(*item)->find("ref");
      if (ref == nullptr) continue;
      const auto first = std::find_if(seen.begin(), seen.end(),
                                      [&](const Attribute* other) { return other->value == ref->value; });
      if (first == seen.end()) {
        seen.push_back(ref);
        continue;
      }
      found.insert(list);
      Diagnostic& d = diagnostics.error("list-differs", ref->value_span,
                                        tr("\"{0}\" stands twice in this list", {ref->value}),
                                        {tr("take one of the two out, or name the one that is missing")});
      d.related.push_back({(*first)->value_span, tr("it stands here first")});
    }
  }
  return found;
}

void list_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto faulty = find_twice(examined, diagnostics);
  if (examined.project.is_unread("organisation")) return;
  std::vector<Claim> claims;
  claims_by_attribute(examined, claims);
  claims_by_count(examined, claims);
  claims_by_genitive(examined, claims);
  for (const Claim& claim : claims)
    if (faulty.count(claim.list) == 0) compare(examined, claim, diagnostics);
}

}  // namespace

std::vector<Rule> list_rules() {
  return {{.code = "list-differs",
           .severity = Severity::error,
           .summary = "A list that claims to be complete is not the organisation register's.",
           .explanation =
               "A list with all-of=\"bodies:KIND\" or all-of=\"children:BODY\" names every such body that "
               "the register "
               "has on the paper's date, and no other. So does a list right behind a typed count of bodies "
               "(\"de <count "
               "of='bodies:administration'>syv</count> forvaltninger:\"). After a genitive and a number "
               "(\"Økonomiforvaltningens fire enheder:\") it is only a warning, and only of what is missing. "
               "A list of "
               "nothing but bodies names none twice. Other lists are left alone.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="oekf" kind="administration"><name>Økonomiforvaltningen</name></body>
<body id="ks" kind="unit" parent="oekf"><name>Koncernservice</name></body>
<body id="kejd" kind="unit" parent="oekf"><name>Københavns Ejendomme</name></body>
<!-- papers/charter/eksempel.xml -->
<p>Enhederne er:</p>
<list kind="bullet" all-of="children:oekf">
  <item><body ref="ks"/></item>
</list>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="oekf" kind="administration"><name>Økonomiforvaltningen</name></body>
<body id="ks" kind="unit" parent="oekf"><name>Koncernservice</name></body>
<body id="kejd" kind="unit" parent="oekf"><name>Københavns Ejendomme</name></body>
<!-- papers/charter/eksempel.xml -->
<p>Enhederne er:</p>
<list kind="bullet" all-of="children:oekf">
  <item><body ref="kejd"/></item>
  <item><body ref="ks"/>.</item>
</list>
)",
           .check = list_differs}};
}

}  // namespace kancelli
