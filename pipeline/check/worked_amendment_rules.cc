// What comes to light when an amendment is worked out: in its formulas and operations, and in what follows of it
// elsewhere.
#include <algorithm>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/formulas.h"

namespace kancelli {
namespace {

const ProjectIndex::Amendment* amendment_of(const ExaminedPaper& examined) {
  for (const auto& each : examined.index.amendments())
    if (each.paper == &examined.paper) return &each;
  return nullptr;
}

// --- the codes of pipeline/statute

void worked_out(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = amendment_of(examined);
  if (amendment == nullptr) return;
  for (const Diagnostic& each : amendment->found.list()) diagnostics.add(each);
  if (amendment->worked == nullptr) return;
  // Days that nobody has fixed in time, and a register that fixes what it may not.
  const std::string today = examined.context.today ? examined.context.today->iso() : "";
  Diagnostics days;
  statute::consolidate(amendment->worked->old, {amendment->worked->amendment},
                       decisions_about(examined.project, examined.paper.id), today, days);
  for (Diagnostic& each : days.list()) {
    if (!each.code.starts_with("commencement-")) continue;
    if (each.span.nowhere()) each.span = examined.paper.root().name_span;
    diagnostics.add(std::move(each));
  }
}

// --- reference-shifted, old-name-left

// Names that bodies have until the amendment begins to hold, and have no more then.
statute::Names replaced_names(const Project& project, const std::string& date) {
  statute::Names names;
  if (date.empty()) return names;
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& before : body.names) {
      if (!before.until || before.until->iso() >= date) continue;
      for (const BodyName& after : body.names)
        if (after.from && after.from->iso() > before.until->iso() && after.from->iso() <= date && after.name != before.name)
          names.emplace_back(before.name, after.name);
    }
  // A longer name first: it may hold a shorter one.
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return names;
}

std::string formula_of(const statute::Operation& operation) {
  statute::Item item;
  item.operations.push_back(operation);
  std::string text;
  for (const statute::Line& line : statute::write(item)) text += (text.empty() ? "" : " ") + line.plain();
  return without_typography(text);
}

std::string place_of(const statute::Unit& statute, const std::string& id) {
  const auto reference = statute::reference_to(statute, id);
  return reference ? statute::to_string(*reference) : id;
}

void follow_up(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = amendment_of(examined);
  if (amendment == nullptr || amendment->worked == nullptr) return;
  const WorkedAmendment& worked = *amendment->worked;
  const Node* change = examined.paper.root().child("change");
  const auto edited = examined.project.edited.find(examined.paper.id);
  const Paper* text = edited == examined.project.edited.end() ? nullptr : edited->second.paper.get();
  for (const statute::FollowUp& each :
       statute::follow_up(worked.old, worked.changed, replaced_names(examined.project, worked.source.date))) {
    const Node* node = text == nullptr ? nullptr : text->by_id(each.unit);
    const Span span = node == nullptr ? change->name_span : node->name_span;
    const std::string place = place_of(worked.changed, each.unit);
    std::vector<std::string> hints;
    if (each.operation) hints.push_back(tr("the item would be: {0}", {formula_of(*each.operation)}));
    if (each.why == statute::FollowUp::Why::old_name)
      diagnostics.error("old-name-left", span, tr("{0} still says \"{1}\"", {place, each.words}), std::move(hints));
    else if (each.why == statute::FollowUp::Why::shifted)
      diagnostics.error("reference-shifted", span,
                        tr("{0} refers to \"{1}\", which is called \"{2}\" after the change", {place, each.words, each.instead}),
                        std::move(hints));
    else
      diagnostics.error("reference-shifted", span,
                        tr("{0} refers to \"{1}\", which the change repeals", {place, each.words}),
                        {tr("change or repeal what refers to it")});
  }
}

// --- reference-outlived

// What a statute is called in running text, in lower case: "styrelsesvedtægten".
std::vector<std::string> short_names(const Paper& statute) {
  const std::string word = lower(statute.title.substr(0, statute.title.find(' ')));
  std::vector<std::string> names = {word + "en"};
  if (word.ends_with("vedtægt") && word != "vedtægt") names.emplace_back("vedtægten");
  return names;
}

// A paper that speaks of the time after an amendment refers to provisions as they are called then.
void outlived(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  if (paper.type == "statute" || paper.type == "amendment") return;
  for (const auto& each : examined.index.amendments()) {
    if (each.worked == nullptr || each.worked->source.date.empty()) continue;
    const std::optional<Date> speaks_of = paper.about_from ? paper.about_from : paper.meeting ? paper.meeting : paper.dated;
    if (speaks_of && speaks_of->iso() < each.worked->source.date) continue;
    for (const statute::TextFollowUp& found :
         statute::follow_up_in_text(examined.text.text(), short_names(*each.worked->statute_paper), each.worked->old,
                                    each.worked->changed)) {
      const std::string words(examined.text.text().substr(found.begin, found.end - found.begin));
      Diagnostic& d = diagnostics.error(
          "reference-outlived", examined.span(found.begin, found.end),
          found.instead.empty()
              ? tr("{0} of the statute is repealed from {1}", {words, each.worked->source.date})
              : tr("{0} of the statute is called {1} from {2}", {words, found.instead, each.worked->source.date}),
          {found.instead.empty() ? tr("say what holds instead") : tr("write {0}", {found.instead})});
      if (found.instead.empty()) continue;
      if (auto edit = examined.edit(found.begin, found.end, found.instead)) d.fix.push_back(std::move(*edit));
    }
  }
}

}  // namespace

std::vector<Rule> worked_amendment_rules() {
  return {
      {"amendment-impossible", Severity::error, "", "", "", "", worked_out},
      {"old-name-left", Severity::warning, "", "", "", ""},
      {"reference-outlived", Severity::warning, "", "", "", "", outlived},
      {"reference-shifted", Severity::warning, "", "", "", "", follow_up},
  };
}

}  // namespace kancelli
