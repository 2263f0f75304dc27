// Ids that are given twice, and bodies whose parents lead back to themselves.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

void report_duplicate(const Attribute& id, Span first, Diagnostics& diagnostics) {
  Diagnostic& d =
      diagnostics.error("id-duplicate", id.value_span, tr("the id \"{0}\" is given twice", {id.value}),
                        {tr("give one of the two another id, and see to what refers to it")});
  d.related.push_back({first, tr("it is given here first")});
}

Span id_place(const Node& node) {
  const Attribute* id = node.find("id");
  return id == nullptr ? node.name_span : id->value_span;
}

// A column's id belongs to its table; every other one to the paper.
void duplicate_ids(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  std::map<std::string_view, const Node*> seen;
  std::map<std::pair<const Node*, std::string_view>, const Node*> columns;
  for (const Node& node : examined.paper.xml->nodes) {
    const Attribute* id = node.find("id");
    if (id == nullptr || id->value.empty()) continue;
    const Node* first = node.is("column") ? columns.try_emplace({node.parent, id->value}, &node).first->second
                                          : seen.try_emplace(id->value, &node).first->second;
    if (first != &node) report_duplicate(*id, id_place(*first), diagnostics);
  }
}

// Papers of one id, and ids that stand in two registers: who reads "ks" should not have to ask which.
void duplicate_ids_of_project(const ProjectIndex& index, Diagnostics& diagnostics) {
  std::map<std::string_view, Span> first;
  for (const auto& paper : index.project.papers) {
    const Attribute* id = paper->root().find("id");
    if (id == nullptr) continue;
    const auto [place, added] = first.try_emplace(paper->id, id->value_span);
    if (!added) report_duplicate(*id, place->second, diagnostics);
  }
  const Registers& registers = index.project.registers;
  first.clear();
  const auto add = [&](const std::string& id, Span tag) {
    const Span value = value_in_tag(index.project.sources, tag, "id");
    const auto [place, added] = first.try_emplace(id, value);
    if (!added) report_duplicate({"id", id, value, value}, place->second, diagnostics);
  };
  for (const auto& [id, body] : registers.bodies) add(id, body.span);
  for (const auto& [id, fact] : registers.facts) add(id, fact.span);
  for (const auto& [id, law] : registers.laws) add(id, law.span);
  for (const auto& [id, event] : registers.events) add(id, event.span);
  for (const auto& [id, task] : registers.tasks) add(id, task.span);
  for (const auto& [id, requirement] : registers.requirements) add(id, requirement.span);
}

// A body that is, by way of its parents, its own parent.
void parent_cycle(const ProjectIndex& index, Diagnostics& diagnostics) {
  const auto& bodies = index.project.registers.bodies;
  std::set<std::string_view> told;
  for (const auto& [id, body] : bodies) {
    std::vector<std::string_view> way;
    const Body* at = &body;
    while (at != nullptr && std::find(way.begin(), way.end(), at->id) == way.end()) {
      way.push_back(at->id);
      at = index.project.registers.body(at->parent);
    }
    if (at != &body || told.contains(id)) continue;
    told.insert(way.begin(), way.end());
    std::vector<std::string> names(way.begin(), way.end());
    names.push_back(id);
    diagnostics.error("parent-cycle", value_in_tag(index.project.sources, body.span, "parent"),
                      tr("the body \"{0}\" lies under itself: {1}", {id, join(names, " < ")}),
                      {tr("correct one of the parents, or leave out that of the uppermost")});
  }
}

}  // namespace

std::vector<Rule> id_rules() {
  return {{.code = "id-duplicate",
           .severity = Severity::error,
           .summary = "An id is given twice.",
           .explanation = "An id names one thing: in a paper one element, in a project one paper, in the "
                          "registers one entry. Where it is given twice, nobody "
                          "can tell which of the two a reference means. A column's id belongs to its table "
                          "and may come back in the next one.",
           .failing = R"(<p id="frist">Svar ventes i maj.</p>
<p id="frist">Svar ventes i juni.</p>
)",
           .passing = R"(<p id="frist">Svar ventes i maj.</p>
<p id="frist-ny">Svar ventes i juni.</p>
)",
           .check = duplicate_ids,
           .check_project = duplicate_ids_of_project},
          {.code = "parent-cycle",
           .severity = Severity::error,
           .summary = "A body of the register lies under itself.",
           .explanation = "`parent` says which body another belongs to. Followed upwards it must come to an "
                          "end; where it comes back, one of the bodies has the wrong parent.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="centret" kind="centre" parent="enheden"><name>Centret</name></body>
<body id="enheden" kind="unit" parent="centret"><name>Enheden</name></body>
<!-- papers/charter/kommissorium.xml -->
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="centret" kind="centre" parent="enheden"><name>Centret</name></body>
<body id="enheden" kind="unit"><name>Enheden</name></body>
<!-- papers/charter/kommissorium.xml -->
<p>Bestyrelsen mødes hvert kvartal.</p>
)",
           .check_project = parent_cycle,
           .suppressible = false}};
}

}  // namespace kancelli
