// What stands as plain text although a register or a paper holds it typed: the comparisons would not see it.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {
namespace {

// The body whose name it is on the paper's date; nothing for a name that does not hold then (name-outdated)
// or that several bear.
const Body* bearer_today(const NamePhrase& phrase, const Paper& paper) {
  const Body* found = nullptr;
  for (const NamePhrase::Bearer& bearer : phrase.bearers) {
    if (bearer.body->name_on(paper.dated) != bearer.name) continue;
    if (found != nullptr && found != bearer.body) return nullptr;
    found = bearer.body;
  }
  return found;
}

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

// The element to write; "" where there is none that prints it.
std::string element_for(const ExaminedPaper& examined, const TextMatch& match) {
  switch (match.kind) {
    case TextMatch::Kind::name: {
      const Body* body = bearer_today(*match.name, examined.paper);
      if (body == nullptr || match.name->indefinite) return {};
      return "<body" + attribute("ref", body->id) +
             (match.name->abbreviation ? attribute("form", "abbreviation") : "") +
             (match.genitive ? attribute("genitive", "true") : "") + "/>";
    }
    case TextMatch::Kind::fact:
      return "<fact" + attribute("ref", match.fact->id) + "/>";
    case TextMatch::Kind::amount:
      if (match.fact != nullptr) return "<fact" + attribute("ref", match.fact->id) + "/>";
      return "<amount" + attribute("kr", match.kr.plain()) + attribute("in", match.in) + "/>";
    case TextMatch::Kind::date:
      return "<date" + attribute("value", match.date.iso()) +
             (match.form == "long" ? "" : attribute("form", match.form)) + "/>";
  }
  return {};
}

std::string message_for(const TextMatch& match, std::string_view text) {
  switch (match.kind) {
    case TextMatch::Kind::name:
      return tr("the name \"{0}\" is plain text; the organisation register holds it", {text});
    case TextMatch::Kind::fact:
      return tr("the figure \"{0}\" is plain text; the register of facts holds it", {text});
    case TextMatch::Kind::amount:
      return match.fact != nullptr
                 ? tr("the amount \"{0}\" is plain text; the register of facts holds it", {text})
                 : tr("the amount \"{0}\" is plain text; elsewhere it is typed", {text});
    case TextMatch::Kind::date:
      return tr("the date \"{0}\" is plain text; elsewhere it is typed", {text});
  }
  return {};
}

void untyped_value(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const TextMatch& match : examined.matches) {
    if (examined.text.in_quotation_marks(match.begin)) continue;
    const std::string element = element_for(examined, match);
    if (element.empty()) continue;
    const std::string_view text = examined.text.text().substr(match.begin, match.end - match.begin);
    const std::string hint = match.kind == TextMatch::Kind::fact || match.kind == TextMatch::Kind::amount
                                 ? tr("write {0}, if it is the same figure", {element})
                                 : tr("write {0}", {element});
    Diagnostic& d = diagnostics.error("untyped-value", examined.span(match.begin, match.end),
                                      message_for(match, text), {hint});
    if (!match.held.nowhere()) d.related.push_back({match.held, tr("it is held here")});
  }
}

}  // namespace

std::vector<Rule> typing_rules() {
  return {{.code = "untyped-value",
           .severity = Severity::warning,
           .summary = "A name, a figure, an amount or a date stands in plain text although a register or a "
                      "paper holds it typed.",
           .explanation = "What is typed is written once, printed alike everywhere and compared; what is "
                          "plain text grows old unseen. The rule finds names "
                          "and abbreviations of bodies, figures with their unit, amounts and dates that the "
                          "registers, this paper or another one hold typed, "
                          "and gives the element to write instead. It leaves alone quotations, words in "
                          "other languages, links, years alone, and figures of "
                          "time and percent, which say too little about what they count.",
           .failing = R"(<!-- registers/facts.xml -->
<fact id="cykelstier" value="25000000" unit="kr." in="mio" source="Budget 2026">Afsat til cykelstier</fact>
<!-- papers/charter/kommissorium.xml -->
<p>Der er afsat 25 mio. kr. til cykelstier.</p>
)",
           .passing = R"(<!-- registers/facts.xml -->
<fact id="cykelstier" value="25000000" unit="kr." in="mio" source="Budget 2026">Afsat til cykelstier</fact>
<!-- papers/charter/kommissorium.xml -->
<p>Der er afsat <fact ref="cykelstier"/> til cykelstier.</p>
)",
           .check = untyped_value}};
}

}  // namespace kancelli
