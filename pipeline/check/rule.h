// The rules: each reads a paper in its project and changes nothing. Rows of a table, not classes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

struct CheckContext {
  const Files& files;          // attachments are looked up
  std::optional<Date> today;   // --today
};

// A small project in one text, for `kancelli explain` and its tests: papers and registers as docs/how-to/add-a-rule.md tells.
struct Rule {
  std::string_view code;          // Also the code of every diagnostic it makes.
  Severity severity;              // Where project.xml does not say otherwise.
  const char* summary;            // One sentence; msgid.
  const char* explanation;        // A few sentences: what for, what it compares, what it leaves alone; msgid.
  std::string_view failing;       // A paper's XML (or a fragment of blocks, put into a paper) that gives exactly one diagnostic.
  std::string_view passing;       // ... and one that gives none.
  void (*check)(const Paper& paper, const Project& project, const CheckContext& context, Diagnostics& diagnostics);
};

// All rules, by code. "schema" and "xml" are in it with a check that is null: reading makes those.
const std::vector<Rule>& rules();
const Rule* find_rule(std::string_view code);

// Runs every rule over the papers named (all when empty), sets severities as project.xml says, takes suppressed findings out and checks the
// suppressions themselves (suppression-unused, suppression-expired, suppression-invalid).
void check(const Project& project, const std::vector<const Paper*>& papers, const CheckContext& context, Diagnostics& diagnostics);

}  // namespace kancelli
