#include "pipeline/project/amendments.h"

#include <algorithm>
#include <set>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/statute_xml.h"

namespace kancelli {
namespace {

// Diagnostics of the engine know no place in a paper: they stand at the element that names the text.
void take(Diagnostics engine, const Node& change, Diagnostics& diagnostics) {
  for (Diagnostic& each : engine.list())
    if (each.span.nowhere()) each.span = change.span;
  diagnostics.merge(std::move(engine));
}

bool about(const std::vector<std::string>& touched, const std::vector<std::string>& provisions) {
  return std::any_of(provisions.begin(), provisions.end(), [&](const std::string& id) {
    return std::find(touched.begin(), touched.end(), id) != touched.end();
  });
}

bool is_everywhere(const statute::Item& item) {
  return std::any_of(item.operations.begin(), item.operations.end(), [](const statute::Operation& operation) {
    return operation.places.empty() && operation.action != statute::Action::insert_units;
  });
}

class Working {
 public:
  Working(const Project& project, const Paper& paper, Diagnostics& diagnostics)
      : project_(project), paper_(paper), diagnostics_(diagnostics) {}

  std::unique_ptr<WorkedAmendment> run() {
    auto worked = std::make_unique<WorkedAmendment>();
    worked_ = worked.get();
    worked->paper = &paper_;
    worked->source = statute::read_amendment_source(paper_.root());
    worked->statute_paper = project_.paper(worked->source.statute);
    const Node* change = paper_.root().child("change");
    const auto statute = project_.statutes.find(worked->source.statute);
    const auto edited = project_.edited.find(paper_.id);
    if (change == nullptr || worked->statute_paper == nullptr || statute == project_.statutes.end() ||
        edited == project_.edited.end() || edited->second.source == SourceId::none)
      return nullptr;
    worked->old = statute->second;
    Diagnostics engine;
    const bool good =
        worked->source.formulas ? from_formulas(edited->second, engine) : from_text(edited->second, engine);
    take(std::move(engine), *change, diagnostics_);
    if (!good) return nullptr;
    worked->amendment.id = paper_.id;
    worked->amendment.title = paper_.title;
    const auto head = statute::read_statute_head(project_.sources, worked->statute_paper->root());
    worked->amendment.introduction =
        introduction(worked->old.text.words, head.enacted, head.amended, worked->amendment.items.size());
    if (!worked->source.date.empty()) commencements();
    return worked;
  }

 private:
  bool from_text(const EditedStatute& edited, Diagnostics& engine) {
    if (edited.paper == nullptr || !edited.paper->valid) return false;
    worked_->changed = edited.statute;
    statute::CompareOptions options;
    options.forms = worked_->source.forms;
    worked_->amendment = statute::compare(worked_->old, worked_->changed, options, engine);
    if (engine.has_errors()) return false;
    touch(engine);
    return !engine.has_errors();
  }

  bool from_formulas(const EditedStatute& edited, Diagnostics& engine) {
    worked_->amendment = statute::parse(project_.sources, edited.source, engine);
    if (engine.has_errors()) return false;
    worked_->changed = touch(engine);
    return !engine.has_errors();
  }

  statute::Unit touch(Diagnostics& engine) {
    statute::Amendment named = worked_->amendment;
    named.id = paper_.id;
    statute::Applied applied = statute::apply(worked_->old, named, {}, engine);
    worked_->touched = std::move(applied.touched);
    return std::move(applied.statute);
  }

  // What the source says of provisions, said of items.
  void commencements() {
    statute::Commencement general;
    general.date = worked_->source.date;
    worked_->amendment.commencements = {general};
    std::set<std::size_t> taken;
    for (const auto& exception : worked_->source.exceptions) {
      statute::Commencement commencement;
      commencement.items = items_about(*worked_, exception.of);
      for (const std::size_t item : commencement.items)
        if (!taken.insert(item).second)
          diagnostics_.error(
              "commencement-twice", exception.node->span,
              tr("two exceptions name a day for item {0}", {std::to_string(item + 1)}),
              {tr("write both provisions in one exception, or change them in items of their own")});
      if (commencement.items.empty()) continue;
      commencement.kind = exception.by.empty()          ? statute::Commencement::Kind::date
                          : exception.condition.empty() ? statute::Commencement::Kind::decision
                                                        : statute::Commencement::Kind::condition;
      commencement.date = exception.date;
      commencement.latest = exception.latest;
      commencement.condition = exception.condition;
      if (!exception.by.empty())
        commencement.body = printed("body", {{"ref", exception.by}}, paper_, project_).value_or(exception.by);
      worked_->amendment.commencements.push_back(std::move(commencement));
    }
  }

  const Project& project_;
  const Paper& paper_;
  Diagnostics& diagnostics_;
  WorkedAmendment* worked_ = nullptr;
};

}  // namespace

std::unique_ptr<WorkedAmendment> work_out(const Project& project, const Paper& paper,
                                          Diagnostics& diagnostics) {
  return Working(project, paper, diagnostics).run();
}

std::vector<std::size_t> items_about(const WorkedAmendment& worked,
                                     const std::vector<std::string>& provisions) {
  std::set<std::size_t> items;
  for (const std::string& provision : provisions) {
    std::set<std::size_t> own, everywhere;
    for (std::size_t i = 0; i < worked.touched.size(); ++i)
      if (about(worked.touched[i], {provision}))
        (is_everywhere(worked.amendment.items[i]) ? everywhere : own).insert(i);
    items.merge(own.empty() ? everywhere : own);
  }
  return {items.begin(), items.end()};
}

std::vector<statute::CommencementDecision> decisions_about(const Project& project,
                                                           const std::string& amendment) {
  std::vector<statute::CommencementDecision> decisions;
  for (const CommencementDay& day : project.registers.commencements)
    if (day.amendment == amendment)
      decisions.push_back({amendment, {}, day.of, day.date.iso(), day.decision, day.span});
  return decisions;
}

std::string within_sentence(const std::string& title) {
  if (title.empty()) return title;
  std::size_t first = 0;
  const char32_t letter = next_code_point(title, first);
  std::string name;
  append_utf8(name, lower(letter));
  return name + title.substr(first);
}

std::string introduction(const std::string& title, const std::string& enacted, const std::string& amended,
                         std::size_t items) {
  std::string text = "I " + within_sentence(title);
  if (!enacted.empty()) text += " af " + long_date(enacted);
  if (!amended.empty()) text += ", som senest ændret den " + long_date(amended) + ",";
  return text + (items == 1 ? " foretages følgende ændring:" : " foretages følgende ændringer:");
}

}  // namespace kancelli
