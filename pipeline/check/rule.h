// The rules: each reads a paper in its project and changes nothing. Rows of tables, not classes
// (docs/how-to/add-a-rule.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/messages.h"
#include "pipeline/project/project.h"

namespace kancelli {

struct CheckContext {
  const Files& files;         // attachments are looked up
  std::optional<Date> today;  // --today; without it no suppression has expired
  int jobs = 1;               // threads
};

class ExaminedPaper;  // examined.h
class ProjectIndex;   // project_index.h

// The examples are small projects in one text; example.h tells how they are written.
struct Rule {
  std::string_view code;  // Also the code of every diagnostic it makes.
  Severity
      severity;  // Where project.xml does not say otherwise. A rule reports errors; this makes them milder.
  const char* summary;       // One sentence; msgid.
  const char* explanation;   // A few sentences: what for, what it compares, what it leaves alone; msgid.
  std::string_view failing;  // Gives exactly one diagnostic of this code, and no other.
  std::string_view passing;  // Gives none.
  void (*check)(const ExaminedPaper& paper, Diagnostics& diagnostics) = nullptr;  // for each paper, or
  void (*check_project)(const ProjectIndex& project,
                        Diagnostics& diagnostics) = nullptr;  // once a run, or
                                                              // neither: others make it
  bool suppressible = true;                                   // false: no suppression and no milder severity
  bool on_demand = false;         // true: off until project.xml gives it a severity
  const char* made_by = nullptr;  // the command that finds it, where check does not; its examples may be ""
  bool statutes = false;          // Also over a statute, whose words are the law's; set by its table's row.
};

// Rules of one theme, as `kancelli explain` lists them.
struct RuleGroup {
  const char* title;  // msgid
  std::vector<Rule> rules;
};
// In the order in which they are listed; the rules of a group by code.
const std::vector<RuleGroup>& rule_groups();

// All rules, by code. "schema" and "xml" are among them; reading makes those.
const std::vector<Rule>& rules();
const Rule* find_rule(std::string_view code);

// Runs every rule over the papers named (all when empty), sets severities as project.xml says, takes
// suppressed findings out and checks the suppressions themselves (suppression-unused, suppression-expired,
// suppression-invalid).
void check(const Project& project, const std::vector<const Paper*>& papers, const CheckContext& context,
           Diagnostics& diagnostics);

// What a rule is for, with text that fails and text that passes, for a terminal; in the language of the run.
std::string explain(const Rule& rule);
// All codes with their summaries, a line each, by group.
std::string list_of_rules();
// All of them as Markdown: docs/diagnostics.md. Leaves the language of the run as it was.
std::string explain_all(Language language);

}  // namespace kancelli
