// Findings that somebody has answered for: <?kancelli suppress="CODE" reason="..." until="DATE"?> before an
// element, and severities in project.xml.
#pragma once

#include "pipeline/check/rule.h"

namespace kancelli {

class Suppressions {
 public:
  // Reads those of a paper. What is wrong with them goes to the diagnostics, and they take nothing out.
  Suppressions(const Paper& paper, const Project& project, const CheckContext& context,
               Diagnostics& diagnostics);

  // True when the finding is taken out; the innermost suppression around it is then used.
  bool cover(const Diagnostic& diagnostic);
  // After all findings: suppressions that took nothing out.
  void report_unused(Diagnostics& diagnostics) const;

 private:
  struct Suppression {
    std::string code;
    Span code_span;
    std::uint32_t begin = 0, end = 0;  // of the element it stands before
    bool used = false;
  };
  std::vector<Suppression> suppressions_;
  SourceId source_;
  const Project& project_;
};

// What project.xml says of a rule's severity: "error", "warning", "note", "off"; "" where it says nothing
// that holds. A rule on demand is "off" then.
std::string_view severity_in_project(const Project& project, const Rule& rule);
// Rules in project.xml that are not known, or that cannot be made milder.
void check_project_rules(const Project& project, Diagnostics& diagnostics);

}  // namespace kancelli
