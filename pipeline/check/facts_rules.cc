// The same figure in two places: compared only where unit, scope and date are the same.
#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include "pipeline/check/examined.h"
#include "pipeline/check/grid.h"
#include "pipeline/check/plain_figures.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// --- in the register

bool agree(const Fact& a, const Fact& b) {
  return agree(a.value, a.approximate, b.value, b.approximate);
}

bool earlier(const Fact* a, const Fact* b) {
  return std::tie(a->span.source, a->span.begin) < std::tie(b->span.source, b->span.begin);
}

// What two facts must share to be the same figure. A unit such as kr. or pct. does not say what is counted,
// and then the label must be the same too.
std::string identity(const Fact& fact) {
  if (fact.scope.empty() || !says_what_is_counted(fact.unit) || fact.unit == "kr.")
    return fact.label.empty() ? std::string() : fact.unit + "\n" + fact.scope + "\n" + lower(fact.label);
  return fact.unit + "\n" + fact.scope;
}

void report_contradiction(const Project& project, const Fact& first, const Fact& fact,
                          Diagnostics& diagnostics) {
  Diagnostic& d = diagnostics.error(
      "fact-differs", value_of(project, fact),
      tr("\"{0}\" contradicts \"{1}\": unit, scope and date are the same",
         {shown_fact(fact), shown_fact(first)}),
      {tr("correct the one that is wrong; if they are two figures, give them different scopes")});
  d.related.push_back({value_of(project, first), tr("the other figure stands here")});
}

void facts_of_register(const ProjectIndex& index, Diagnostics& diagnostics) {
  std::map<std::string, std::vector<const Fact*>> same;
  for (const auto& [id, fact] : index.project.registers.facts)
    if (const std::string key = identity(fact); !key.empty()) same[key + "\n" + fact.as_of].push_back(&fact);
  for (auto& [key, facts] : same) {
    std::sort(facts.begin(), facts.end(), earlier);
    for (std::size_t i = 1; i < facts.size(); ++i)
      if (!agree(*facts[0], *facts[i]))
        report_contradiction(index.project, *facts[0], *facts[i], diagnostics);
  }
}

// --- against the source that a fact names

bool states_in_elements(const Node& node, const Fact& fact) {
  const auto is_value = [&](const std::optional<Decimal>& value) {
    return value && agree(*value, false, fact.value, fact.approximate);
  };
  if (node.is("fact") && node.get("ref") == fact.id) return true;
  if (node.is("amount") && (is_value(Decimal::parse(node.get("kr"))) || !node.get("sum").empty()))
    return true;
  if (node.is("table")) {
    const Grid grid(node);
    for (const PlacedCell& placed : grid.cells) {
      auto value = Decimal::parse(placed.cell->get("value"));
      if (!value || placed.column >= grid.columns.size()) continue;
      const std::int64_t kroner = kroner_in(grid.columns[placed.column]->get("unit"));
      if (fact.unit == "kr." && kroner > 1) value->units *= kroner;
      if (is_value(value)) return true;
    }
  }
  return std::any_of(node.children.begin(), node.children.end(),
                     [&](const Node* child) { return states_in_elements(*child, fact); });
}

bool states(const Node& node, const Fact& fact) {
  if (states_in_elements(node, fact)) return true;
  const RunningText text(node);
  const auto numbers = written_numbers(text.text());
  return std::any_of(numbers.begin(), numbers.end(), [&](const WrittenNumber& number) {
    return agrees(number, fact.value, fact.approximate);
  });
}

// Other sources than "PAPER#ID" are words ("Budget 2026"), or a whole paper, which may say it in its own way.
void compare_source(const ProjectIndex& index, const Fact& fact, Diagnostics& diagnostics) {
  const std::size_t hash = fact.source.find('#');
  if (hash == std::string::npos) return;
  const Paper* paper = index.project.paper(std::string_view(fact.source).substr(0, hash));
  if (paper == nullptr) return;
  const Span place = value_in_tag(index.project.sources, fact.span, "source");
  const Node* node = paper->by_id(std::string_view(fact.source).substr(hash + 1));
  if (node == nullptr) {
    diagnostics.error("ref-unresolved", place,
                      tr("the paper \"{0}\" has no \"{1}\"", {paper->id, fact.source.substr(hash + 1)}),
                      {tr("name an id of that paper, or the paper alone")});
    return;
  }
  if (states(*node, fact)) return;
  Diagnostic& d =
      diagnostics.error("fact-differs", place, tr("\"{0}\" is not what the source says", {shown_fact(fact)}),
                        {tr("correct the figure, or name the source it is from")});
  d.related.push_back({node->span, tr("this is the source; the figure is not in it")});
}

// --- amounts with a scope

void compare_amounts(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* amount : examined.elements("amount")) {
    const Attribute* kr = amount->find("kr");
    const auto value = kr == nullptr ? std::nullopt : Decimal::parse(kr->value);
    if (!value || amount->find("scope") == nullptr) continue;
    const ScopedAmount* first = examined.index.scoped_amount(amount->get("scope"), amount->get("as-of"));
    if (first == nullptr || first->kr == *value) continue;
    const auto kroner = [](const Decimal& number) { return without_typography(format_amount(number, "kr")); };
    Diagnostic& d = diagnostics.error(
        "fact-differs", kr->value_span,
        tr("\"{0}\" contradicts \"{1}\": unit, scope and date are the same",
           {kroner(*value), kroner(first->kr)}),
        {tr("correct the one that is wrong; if they are two figures, give them different scopes")});
    d.related.push_back({first->span, tr("the other figure stands here")});
  }
}

void fact_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  compare_amounts(examined, diagnostics);
  plain_figures(examined, true, diagnostics);
}

void fact_differs_in_project(const ProjectIndex& index, Diagnostics& diagnostics) {
  facts_of_register(index, diagnostics);
  for (const auto& [id, fact] : index.project.registers.facts) compare_source(index, fact, diagnostics);
}

// --- fact-not-compared

std::string_view last_word(std::string_view unit) {
  const std::size_t space = unit.rfind(' ');
  return space == std::string_view::npos ? unit : unit.substr(space + 1);
}

// "fuldtidsmedarbejdere" and "medarbejdere", "ordinært ansatte" and "ansatte": kinds of one thing.
bool related(std::string_view a, std::string_view b) {
  const std::string_view one = last_word(a), other = last_word(b);
  return std::min(one.size(), other.size()) >= 5 && (one.ends_with(other) || other.ends_with(one));
}

void not_compared_in_register(const ProjectIndex& index, Diagnostics& diagnostics) {
  std::map<std::string_view, std::vector<const Fact*>> by_scope;
  for (const auto& [id, fact] : index.project.registers.facts)
    if (!fact.scope.empty() && says_what_is_counted(fact.unit) && fact.unit != "kr.")
      by_scope[fact.scope].push_back(&fact);
  for (auto& [scope, facts] : by_scope) {
    std::sort(facts.begin(), facts.end(), earlier);
    for (std::size_t i = 1; i < facts.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        const Fact &first = *facts[j], &fact = *facts[i];
        const bool units = first.unit != fact.unit;
        if (agree(first, fact) || (units && !related(first.unit, fact.unit))) continue;
        const bool one_dated = first.as_of.empty() != fact.as_of.empty();
        if (units ? first.as_of != fact.as_of && !one_dated : !one_dated) continue;
        Diagnostic& d = diagnostics.error(
            "fact-not-compared", value_of(index.project, fact),
            units ? tr("\"{0}\" is not compared with \"{1}\": the units differ",
                       {shown_fact(fact), shown_fact(first)})
                  : tr("\"{0}\" is not compared with \"{1}\": only one of them has a date",
                       {shown_fact(fact), shown_fact(first)}),
            {units ? tr("say in the text what each of them counts") : tr("write as-of=\"...\" at both")});
        d.related.push_back({value_of(index.project, first), tr("the other figure stands here")});
        break;
      }
  }
}

void fact_not_compared(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  plain_figures(examined, false, diagnostics);
}

}  // namespace

std::vector<Rule> fact_rules() {
  return {
      {.code = "fact-differs",
       .severity = Severity::error,
       .summary = "The same figure is given in two ways.",
       .explanation =
           "Compared are: two facts of the register with the same unit, scope and date; "
           "amounts with the same scope "
           "and as-of in papers and in the register; a fact with the element of a paper that "
           "is its source (PAPER#ID); "
           "and, as a warning, a figure in plain text that has a fact's unit, in a sentence that names its "
           "scope and, where the fact "
           "has one, its time. Each is taken as exactly as it is meant: after ca., over, "
           "næsten, godt and the like, "
           "and where the register says that it is approximate. Left alone: figures of other "
           "units, scopes and times, "
           "parts, plans and changes (heraf, yderligere, skal have, steg med), sentences that "
           "name several bodies, "
           "quotations.",
       .failing = R"(<!-- registers/facts.xml -->
<fact id="ansatte" value="780" unit="ansatte" scope="Koncernservice" as-of="2025" source="Personalesystemet">Ansatte</fact>
<fact id="personale" value="870" unit="ansatte" scope="Koncernservice" as-of="2025" source="Notatet">Personale</fact>
<!-- papers/charter/eksempel.xml -->
<p>Koncernservice har <fact ref="ansatte"/>.</p>
)",
       .passing = R"(<!-- registers/facts.xml -->
<fact id="ansatte" value="780" unit="ansatte" scope="Koncernservice" as-of="2025" source="Personalesystemet">Ansatte</fact>
<fact id="personale" value="650" unit="ansatte" scope="Koncernservice" as-of="2019" source="Notatet">Personale</fact>
<!-- papers/charter/eksempel.xml -->
<p>Koncernservice har <fact ref="ansatte"/>. I 2019 var der <fact ref="personale"/>.</p>
)",
       .check = fact_differs,
       .check_project = fact_differs_in_project},
      {.code = "fact-not-compared",
       .severity = Severity::note,
       .summary = "Two figures look alike and differ, but cannot be compared.",
       .explanation = "A note, so that nobody takes silence for agreement: two facts of one scope whose "
                      "units are kinds of one "
                      "thing (medarbejdere, fuldtidsmedarbejdere) or of which only one has a date; and a "
                      "figure in plain text "
                      "that differs from a fact with a date, in a sentence that names no time. Figures "
                      "of different dates or "
                      "scopes are expected to differ, and nothing is said.",
       .failing = R"(<!-- registers/facts.xml -->
<fact id="medarbejdere" value="45000" unit="medarbejdere" scope="Københavns Kommune" source="Notatet">Medarbejdere</fact>
<fact id="fuldtid" value="39900" unit="fuldtidsmedarbejdere" scope="Københavns Kommune" as-of="2024-03" source="Status">Fuldtid</fact>
<!-- papers/charter/eksempel.xml -->
<p>Tekst.</p>
)",
       .passing = R"(<!-- registers/facts.xml -->
<fact id="medarbejdere" value="45000" unit="medarbejdere" scope="Københavns Kommune" source="Notatet">Medarbejdere</fact>
<fact id="fuldtid" value="39900" unit="fuldtidsmedarbejdere" scope="Uden selvejende" as-of="2024-03" source="Status">Fuldtid</fact>
<!-- papers/charter/eksempel.xml -->
<p>Tekst.</p>
)",
       .check = fact_not_compared,
       .check_project = not_compared_in_register}};
}

}  // namespace kancelli
