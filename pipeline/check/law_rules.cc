// References to laws: the prescribed form.
#include <algorithm>
#include <array>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool has(const LawPlace& place, FormFault::Kind kind) {
  return std::any_of(place.faults.begin(), place.faults.end(),
                     [&](const FormFault& f) { return f.kind == kind; });
}

// Faults that only a drafter of laws would mend.
bool is_fine_point(const LawPlace& place) {
  return std::all_of(place.faults.begin(), place.faults.end(), [](const FormFault& f) {
    return f.kind == FormFault::Kind::pair || f.kind == FormFault::Kind::closing_comma;
  });
}

bool is_certain(const LawPlace& place) {
  return std::all_of(place.faults.begin(), place.faults.end(), [](const FormFault& f) { return f.certain; });
}

std::string message_for(const LawPlace& place, std::string_view written) {
  if (has(place, FormFault::Kind::mixed))
    return tr("\"{0}\" uses §§, which stands for whole paragraphs only", {written});
  if (has(place, FormFault::Kind::led))
    return tr("\"{0}\" names a led; laws are not divided into those", {written});
  return tr("the reference \"{0}\" is not in the prescribed form", {written});
}

std::vector<std::string> hints_for(const LawPlace& place) {
  if (has(place, FormFault::Kind::mixed)) return {tr("write § before each paragraph: § 10 and § 12, stk. 2")};
  if (has(place, FormFault::Kind::led)) return {tr("name the pkt., the nr. or the litra")};
  return {tr("write \"{0}\"", {place.form})};
}

void report(const ExaminedPaper& examined, const LawPlace& place, Diagnostics& diagnostics) {
  const std::string_view written = examined.text.text().substr(place.begin, place.end - place.begin);
  const Span span = examined.span(place.begin, place.end);
  Diagnostic& d = is_fine_point(place)
                      ? diagnostics.note("law-form", span, message_for(place, written), hints_for(place))
                      : diagnostics.error("law-form", span, message_for(place, written), hints_for(place));
  if (!is_certain(place)) return;
  for (const FormFault& fault : place.faults) {
    auto edit = examined.edit(fault.begin, fault.end, fault.text);
    if (!edit) return d.fix.clear();
    d.fix.push_back(std::move(*edit));
  }
}

// What may stand in `at` and is no paragraph: another part of a law.
bool is_other_part(std::string_view at) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"kapitel ", "kap. ", "afsnit ", "artikel ", "art. ", "bilag ", "stk. ", "nr. "});
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return at.starts_with(word); });
}

void check_attribute(const Attribute& at, Diagnostics& diagnostics) {
  const std::string value = without_typography(at.value);
  if (is_other_part(value)) return;
  const LawPlace place = value.starts_with("§") ? read_law_place(value, 0) : LawPlace{};
  // Several places joined, "§§ 10 og 12, § 16, stk. 2, og § 18", are read one after another.
  std::size_t end = place.end;
  std::string form = place.form;
  bool certain = is_certain(place), faults = !place.faults.empty();
  for (std::size_t next = 0; end < value.size() && (next = value.find("§", end)) != std::string::npos;) {
    const std::string_view between = std::string_view(value).substr(end, next - end);
    if (between != ", " && between != " og " && between != ", og " && between != " eller ") break;
    const LawPlace more = read_law_place(value, next);
    if (more.form.empty()) break;
    form += std::string(between) + more.form;
    certain = certain && is_certain(more);
    faults = faults || !more.faults.empty();
    end = more.end;
  }
  const bool read = !place.form.empty() && end == value.size();
  if (read && !faults) return;
  Diagnostic& d = diagnostics.error(
      "law-form", at.value_span, tr("the reference \"{0}\" is not in the prescribed form", {at.value}),
      {read && certain ? tr("write \"{0}\"", {form}) : tr("write it as \"§ 18, stk. 2\" or \"§§ 7-9\"")});
  if (read && certain) d.fix.push_back({at.value_span, form});
}

void law_form(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  // Where the register holds the law, untyped-value gives the element to write.
  std::set<const LawPlace*> untyped;
  for (const TextMatch& match : examined.matches)
    if (match.law != nullptr) untyped.insert(examined.place_in(match));
  for (const LawPlace& place : examined.references.laws)
    if (!place.faults.empty() && untyped.count(&place) == 0) report(examined, place, diagnostics);
  for (const Node* law : examined.elements("law"))
    if (const Attribute* at = law->find("at")) check_attribute(*at, diagnostics);
}

}  // namespace

std::vector<Rule> law_rules() {
  return {
      {.code = "law-form",
       .severity = Severity::warning,
       .summary = "A reference to a law is not in the prescribed form.",
       .explanation =
           "Places in laws are written as the Ministry of Justice's guide prescribes: \"§ 17, stk. 4\", with "
           "a "
           "space behind § and a comma before each part; §§ for several whole paragraphs only; a hyphen in "
           "\"§ 17, stk. 4-udvalg\"; no \"led\". That two neighbours are joined by \"og\", and that a comma "
           "closes the reference before \"i loven\", gives a note. Quotations, links and words in other "
           "languages are left alone.",
       .failing = R"(<p>Udvalget er nedsat efter §17 stk. 4.</p>
)",
       .passing = R"(<p>Udvalget er nedsat efter § 17, stk. 4.</p>
)",
       .check = law_form}};
}

}  // namespace kancelli
