#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/check/suppressions.h"
#include "pipeline/core/parallel.h"

namespace kancelli {
namespace {

bool by_code(const Rule& a, const Rule& b) {
  return a.code < b.code;
}

struct Table {
  const char* title;
  std::vector<Rule> (*rules)();
  bool statutes = false;  // They have something to say of a statute too: no other rule reads its words.
};

// tr() is not called here: the titles are msgids, and translated where they are shown.
constexpr Table tables[] = {
    {"Reading", reading_rules, true},
    {"Structure", structure_rules, true},
    {"Structure", picture_rules},
    {"Names", name_rules},
    {"Names", abbreviation_rules},
    {"Names", body_rules},
    {"Names", body_kind_rules},
    {"Names", term_rules},
    {"Counts and figures", count_rules},
    {"Counts and figures", list_rules},
    {"Counts and figures", fact_rules},
    {"Counts and figures", sum_rules},
    {"Counts and figures", table_rules},
    {"Counts and figures", table_text_rules},
    {"Votes", vote_rules},
    {"Meetings", agenda_rules},
    {"Meetings", minutes_rules},
    {"Dates", date_rules},
    {"Dates", event_rules},
    {"Dates", meeting_rules},
    {"Dates", deadline_rules},
    {"Dates", readings_rules},
    {"Dates", two_readings_rules},
    {"Quotations and references", quote_rules},
    {"Quotations and references", id_rules, true},
    {"Quotations and references", reference_rules, true},
    {"Quotations and references", plain_reference_rules},
    {"Quotations and references", law_rules, true},
    {"Quotations and references", attachment_rules},
    {"Statutes and amendments", statute_rules, true},
    {"Statutes and amendments", enumeration_rules, true},
    {"Statutes and amendments", amendment_rules},
    {"Statutes and amendments", formula_rules},
    {"Statutes and amendments", amendment_text_rules},
    {"Statutes and amendments", worked_amendment_rules},
    {"Statutes and amendments", follow_up_rules},
    {"Transfers of tasks", transfer_rules},
    {"Requirements and terms", requirement_rules},
    {"Recommendation", recommendation_rules},
    {"Recommendation", motion_rules},
    {"Recommendation", recommendation_values_rules},
    {"Values in plain text", typing_rules},
    {"Openness", access_rules, true},
    {"Openness", contact_rules, true},
    {"Openness", cpr_rules, true},
    {"Accessibility", accessibility_rules, true},
    {"Accessibility", look_alike_rules},
    {"Accessibility", perception_rules},
    {"Language", language_rules},
    {"Language", written_form_rules},
    {"Language", spelling_rules},
    {"Suppressions", suppression_rules, true},
    {"Building", build_rules, true},
    {"Publishing", release_rules, true},
    {"Publishing", sent_rules, true},
};

std::vector<RuleGroup> all_groups() {
  std::vector<RuleGroup> groups;
  for (const Table& table : tables) {
    if (groups.empty() || std::string_view(groups.back().title) != table.title)
      groups.push_back({table.title, {}});
    for (Rule& rule : table.rules()) {
      groups.back().rules.push_back(rule);
      groups.back().rules.back().statutes = table.statutes;
    }
    std::sort(groups.back().rules.begin(), groups.back().rules.end(), by_code);
  }
  return groups;
}

std::vector<Rule> all_rules() {
  std::vector<Rule> all;
  for (const RuleGroup& group : rule_groups()) all.insert(all.end(), group.rules.begin(), group.rules.end());
  std::sort(all.begin(), all.end(), by_code);
  return all;
}

Severity milder(Severity a, Severity b) {
  return std::max(a, b);
}  // error, warning, note

// Gives the finding its rule's severity, or the project's; false when the project has switched the rule off.
bool set_severity(Diagnostic& diagnostic, const Rule& rule, const Project& project) {
  const std::string_view set = severity_in_project(project, rule);
  if (set == "off") return false;
  diagnostic.severity = set == "error"     ? Severity::error
                        : set == "warning" ? Severity::warning
                        : set == "note"    ? Severity::note
                                           : milder(rule.severity, diagnostic.severity);
  return true;
}

void keep(Diagnostics&& found, const Project& project, Suppressions* suppressions, Diagnostics& diagnostics) {
  for (Diagnostic& each : found.list()) {
    const Rule* rule = find_rule(each.code);
    if (rule == nullptr) {  // a code that nothing explains: told as it is, never dropped
      diagnostics.add(std::move(each));
      continue;
    }
    const bool covered = suppressions != nullptr && rule->suppressible && suppressions->cover(each);
    if (!covered && set_severity(each, *rule, project)) diagnostics.add(std::move(each));
  }
}

void check_paper(const Paper& paper, const ProjectIndex& index, Diagnostics& diagnostics) {
  const ExaminedPaper examined(paper, index);
  Diagnostics about_suppressions, found;
  Suppressions suppressions(paper, index.project, index.context, about_suppressions);
  for (const Rule& rule : rules())
    if (rule.check != nullptr && (rule.statutes || paper.type != "statute") &&
        !(rule.on_demand && severity_in_project(index.project, rule) == "off"))
      rule.check(examined, found);
  keep(std::move(found), index.project, &suppressions, diagnostics);
  suppressions.report_unused(about_suppressions);
  keep(std::move(about_suppressions), index.project, nullptr, diagnostics);
}

// An edited statute is checked with the amendment that names it.
void add_edited_statutes(const Project& project, std::vector<const Paper*>& papers) {
  for (std::size_t i = papers.size(); i-- > 0;)
    if (const auto edited = project.edited.find(papers[i]->id);
        edited != project.edited.end() && edited->second.paper != nullptr)
      papers.push_back(edited->second.paper.get());
}

}  // namespace

const std::vector<RuleGroup>& rule_groups() {
  static const std::vector<RuleGroup> groups = all_groups();
  return groups;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> all = all_rules();
  return all;
}

const Rule* find_rule(std::string_view code) {
  const auto& all = rules();
  const auto found = std::lower_bound(all.begin(), all.end(), code,
                                      [](const Rule& rule, std::string_view c) { return rule.code < c; });
  return found != all.end() && found->code == code ? &*found : nullptr;
}

void check(const Project& project, const std::vector<const Paper*>& papers, const CheckContext& context,
           Diagnostics& diagnostics) {
  const ProjectIndex index(project, context);
  Diagnostics of_project;
  check_project_rules(project, of_project);
  for (const Rule& rule : rules())
    if (rule.check_project != nullptr) rule.check_project(index, of_project);
  keep(std::move(of_project), project, nullptr, diagnostics);
  std::vector<const Paper*> wanted = papers;
  if (wanted.empty())
    for (const auto& paper : project.papers) wanted.push_back(paper.get());
  add_edited_statutes(project, wanted);
  std::vector<Diagnostics> found(wanted.size());
  for_each_index(wanted.size(), context.jobs,
                 [&](std::size_t i) { check_paper(*wanted[i], index, found[i]); });
  for (Diagnostics& each : found) diagnostics.merge(std::move(each));
}

}  // namespace kancelli
