#include "pipeline/check/suppressions.h"

#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The element that an instruction stands before, past white space and other instructions; nullptr when text
// or nothing follows.
const Node* element_after(const Node& instruction, const XmlDocument& document) {
  if (instruction.parent == nullptr)
    return instruction.order < document.root->order ? document.root : nullptr;
  const auto& siblings = instruction.parent->children;
  for (auto at = std::find(siblings.begin(), siblings.end(), &instruction) + 1; at != siblings.end(); ++at) {
    if ((*at)->kind == Node::Kind::element) return *at;
    if ((*at)->kind == Node::Kind::text && !trim((*at)->text).empty()) return nullptr;
  }
  return nullptr;
}

void invalid(Span span, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.error("suppression-invalid", span, std::move(message), {std::move(hint)});
}

// False, with a diagnostic, for a code that is not known.
bool known(const std::string& code, Span span, Diagnostics& diagnostics) {
  if (find_rule(code) != nullptr) return true;
  std::vector<std::string_view> codes;
  for (const Rule& rule : rules()) codes.push_back(rule.code);
  const std::string_view meant = nearest(code, codes);
  invalid(span, tr("there is no rule \"{0}\"", {code}),
          meant.empty() ? tr("`kancelli explain` lists the rules") : tr("did you mean \"{0}\"?", {meant}),
          diagnostics);
  return false;
}

struct Parts {
  const Attribute *suppress = nullptr, *reason = nullptr, *until = nullptr;
};

// Reads the instruction's parts; false, with a diagnostic, for one that cannot be used.
bool read(const Node& instruction, const std::vector<Attribute>& attributes, Parts& parts,
          Diagnostics& diagnostics) {
  for (const Attribute& attribute : attributes) {
    if (attribute.name == "suppress")
      parts.suppress = &attribute;
    else if (attribute.name == "reason")
      parts.reason = &attribute;
    else if (attribute.name == "until")
      parts.until = &attribute;
    else {
      invalid(attribute.span, tr("a suppression has no \"{0}\"", {attribute.name}),
              tr("it has suppress, reason and, if it ends, until"), diagnostics);
      return false;
    }
  }
  const std::string form = R"(<?kancelli suppress="CODE" reason="..." until="DATE"?>)";
  if (parts.suppress == nullptr) {
    invalid(instruction.span, tr("the instruction does not say which rule it suppresses"),
            tr("write {0}", {form}), diagnostics);
    return false;
  }
  if (!known(parts.suppress->value, parts.suppress->value_span, diagnostics)) return false;
  if (!find_rule(parts.suppress->value)->suppressible) {
    invalid(parts.suppress->value_span, tr("\"{0}\" cannot be suppressed", {parts.suppress->value}),
            tr("correct what it finds, and delete this instruction"), diagnostics);
    return false;
  }
  if (parts.reason == nullptr || trim(parts.reason->value).empty()) {
    invalid(parts.reason == nullptr ? instruction.span : parts.reason->span,
            tr("the suppression has no reason"),
            tr("write reason=\"...\": why the finding is right as it stands"), diagnostics);
    return false;
  }
  if (parts.until != nullptr && !Date::parse(parts.until->value)) {
    invalid(parts.until->value_span, tr("\"{0}\" is not a date", {parts.until->value}),
            tr("write it as 2026-12-31"), diagnostics);
    return false;
  }
  return true;
}

}  // namespace

Suppressions::Suppressions(const Paper& paper, const Project& project, const CheckContext& context,
                           Diagnostics& diagnostics)
    : source_(paper.source()), project_(project) {
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::instruction || node.name != "kancelli") continue;
    const std::vector<Attribute> attributes = pseudo_attributes(node);
    if (attributes.size() == 1 && attributes[0].name == "unplaced") continue;  // not-placed tells of it
    Parts parts;
    if (!read(node, attributes, parts, diagnostics)) continue;
    const Node* element = element_after(node, *paper.xml);
    if (element == nullptr) {
      invalid(node.span, tr("the suppression stands before no element"),
              tr("put it right before the element that it is about"), diagnostics);
      continue;
    }
    const auto until = parts.until == nullptr ? std::nullopt : Date::parse(parts.until->value);
    if (until && context.today && before(until->last(), *context.today)) {
      diagnostics.error(
          "suppression-expired", parts.until->value_span,
          tr("the suppression of {0} ended on {1}", {parts.suppress->value, shown(until->last())}),
          {tr("correct what it was for and delete it, or give it a later date and a reason that still "
              "holds")});
      continue;
    }
    suppressions_.push_back(
        {parts.suppress->value, parts.suppress->value_span, element->span.begin, element->end});
  }
}

bool Suppressions::cover(const Diagnostic& diagnostic) {
  if (diagnostic.span.source != source_) return false;
  // Nested elements begin later: the last that fits is the innermost.
  for (auto it = suppressions_.rbegin(); it != suppressions_.rend(); ++it) {
    if (it->code != diagnostic.code || diagnostic.span.begin < it->begin || diagnostic.span.begin >= it->end)
      continue;
    it->used = true;
    return true;
  }
  return false;
}

void Suppressions::report_unused(Diagnostics& diagnostics) const {
  for (const Suppression& each : suppressions_)
    if (!each.used && severity_in_project(project_, *find_rule(each.code)) != "off")
      diagnostics.error("suppression-unused", each.code_span,
                        tr("nothing is suppressed here: {0} finds nothing in the element", {each.code}),
                        {tr("delete the suppression")});
}

std::string_view severity_in_project(const Project& project, const Rule& rule) {
  for (const RuleSetting& setting : project.rules)
    if (setting.code == rule.code && (rule.suppressible || setting.severity == "error"))
      return setting.severity;
  return rule.on_demand ? std::string_view("off") : std::string_view();
}

void check_project_rules(const Project& project, Diagnostics& diagnostics) {
  for (const RuleSetting& setting : project.rules) {
    if (!known(setting.code, setting.span, diagnostics)) continue;
    if (!find_rule(setting.code)->suppressible && setting.severity != "error")
      invalid(setting.span, tr("\"{0}\" is always an error", {setting.code}), tr("delete the line"),
              diagnostics);
  }
}

std::vector<Rule> suppression_rules() {
  return {
      {.code = "suppression-expired",
       .severity = Severity::warning,
       .summary = "A suppression has ended.",
       .explanation = "A suppression may say until when it holds. After that day the finding is shown again, "
                      "and the suppression with it, so that somebody "
                      "decides anew. The day of the check is --today, else the clock's.",
       .failing = R"(<?kancelli suppress="untyped-value" reason="Navnet er et eksempel" until="2025-12-31"?>
<p>Sagen ligger i udvalget.</p>
)",
       .passing = R"(<?kancelli suppress="untyped-value" reason="Navnet er et eksempel" until="2099-12-31"?>
<p>Sagen ligger i Økonomiudvalget.</p>
)",
       .suppressible = false},
      {.code = "suppression-invalid",
       .severity = Severity::error,
       .summary = "A suppression cannot be used as it is written.",
       .explanation = "A suppression stands right before an element and names one rule and a reason. The "
                      "rule must be one that can be suppressed: cpr-number, "
                      "closed-in-open, closed-without-reason and the faults of reading cannot. The same "
                      "holds for the rules "
                      "in project.xml. A suppression that is "
                      "wrong takes nothing out.",
       .failing = R"(<?kancelli suppress="untyped-vale" reason="Navnet er et eksempel"?>
<p>Sagen ligger i udvalget.</p>
)",
       .passing = R"(<?kancelli suppress="untyped-value" reason="Navnet er et eksempel"?>
<p>Sagen ligger i Økonomiudvalget.</p>
)",
       .suppressible = false},
      {.code = "suppression-unused",
       .severity = Severity::warning,
       .summary = "A suppression takes nothing out.",
       .explanation = "When the fault is mended, its suppression must go too: it would hide the next one. "
                      "The rule shows suppressions whose rule finds nothing in "
                      "the element that follows.",
       .failing = R"(<?kancelli suppress="untyped-value" reason="Navnet er et eksempel"?>
<p>Sagen ligger i udvalget.</p>
)",
       .passing = R"(<?kancelli suppress="untyped-value" reason="Navnet er et eksempel"?>
<p>Sagen ligger i Økonomiudvalget.</p>
)",
       .suppressible = false}};
}

}  // namespace kancelli
