// What stands as plain text although a register or a paper holds it typed: the comparisons would not see it.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/check/untyped.h"

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

// "§ 18, stk. 2, i kommunestyrelsesloven", "kommunestyrelseslovens § 18", the short name alone. The full
// title alone introduces the law, and a short name in brackets behind it does too.
std::string law_element(const ExaminedPaper& examined, const TextMatch& match, const LawPlace* place) {
  const std::string_view text = examined.text.text(), behind = text.substr(match.end);
  if (behind.starts_with("-") || behind.starts_with(", jf. lovbek") || behind.starts_with(", jf. LBK"))
    return {};
  if (place == nullptr) {
    const bool introduced = behind.starts_with(")") && match.begin > 0 && text[match.begin - 1] == '(';
    if (match.title || match.genitive || introduced) return {};
    return "<law" + attribute("ref", match.law->id) + "/>";
  }
  if (match.title && behind.starts_with(" (")) return {};
  std::string_view at = place->form;
  if (at.ends_with(",")) at.remove_suffix(1);
  if (at.find("udvalg") != std::string_view::npos) return {};
  return "<law" + attribute("ref", match.law->id) + attribute("at", at) + "/>";
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
    case TextMatch::Kind::law:
      return law_element(examined, match, examined.place_in(match));
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
    case TextMatch::Kind::law:
      return tr("the reference \"{0}\" is plain text; the register of laws holds the law", {text});
    case TextMatch::Kind::date:
      return tr("the date \"{0}\" is plain text; elsewhere it is typed", {text});
  }
  return {};
}

void untyped_value(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  report(examined, untyped_names_and_figures(examined), diagnostics);
  report(examined, untyped_references(examined), diagnostics);
}

}  // namespace

std::vector<Untyped> untyped_names_and_figures(const ExaminedPaper& examined) {
  std::vector<Untyped> all;
  for (const TextMatch& match : examined.matches) {
    if (examined.text.in_quotation_marks(match.begin)) continue;
    const std::string element = element_for(examined, match);
    if (element.empty()) continue;
    Untyped& found = all.emplace_back();
    found.begin = match.begin;
    found.end = match.end;
    found.match = &match;
    found.element = element;
    if (const LawPlace* place = match.law == nullptr ? nullptr : examined.place_in(match)) {
      found.begin = std::min(found.begin, place->begin);
      found.end = std::max(found.end, place->end);
    }
    const std::string_view text = examined.text.text().substr(found.begin, found.end - found.begin);
    found.message = message_for(match, text);
    found.hints.push_back(match.kind == TextMatch::Kind::fact || match.kind == TextMatch::Kind::amount
                              ? tr("write {0}, if it is the same figure", {element})
                              : tr("write {0}", {element}));
    if (!match.held.nowhere()) found.related.push_back({match.held, tr("it is held here")});
  }
  return all;
}

void report(const ExaminedPaper& examined, std::vector<Untyped> found, Diagnostics& diagnostics) {
  for (Untyped& each : found)
    diagnostics
        .error("untyped-value", examined.span(each.begin, each.end), std::move(each.message),
               std::move(each.hints))
        .related = std::move(each.related);
}

std::vector<Rule> typing_rules() {
  return {
      {.code = "untyped-value",
       .severity = Severity::warning,
       .summary =
           "A name, a figure, an amount, a date or a reference stands in plain text although a register or a "
           "paper holds it typed.",
       .explanation =
           "What is typed is written once, printed alike everywhere and compared; what is "
           "plain text grows old unseen. The rule finds names "
           "and abbreviations of bodies, figures with their unit, amounts and dates that the "
           "registers, this paper or another one hold typed, laws of the register, and references to "
           "attachments, tables, figures, sections and papers, "
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
