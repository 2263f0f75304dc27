#include "pipeline/statute/consolidate.h"

#include <algorithm>
#include <optional>
#include <set>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"
#include "pipeline/statute/consolidate_parts.h"

namespace kancelli::statute {
namespace {

class Consolidation {
 public:
  Consolidation(const Unit& statute, const std::vector<CommencementDecision>& decisions,
                std::string_view date, Diagnostics& diagnostics)
      : decisions_(decisions), date_(date), diagnostics_(diagnostics) {
    result_.adopted = statute;
  }

  void add(const Amendment& amendment) {
    Amendment bound = amendment;
    ApplyOptions options;
    options.changed_by = [this](const std::string& id) { return changed_by(id); };
    Work full(result_.adopted, bound, options, diagnostics_);
    plan_amendment(full);
    const auto touched = touched_ids(full);
    const std::vector<Day> days = days_of(amendment, decisions_, touched, date_, diagnostics_);
    std::vector<bool> holds = full.active(true);
    bool all = true;
    full.terms.dates.clear();
    for (std::size_t i = 0; i < days.size(); ++i) {
      full.terms.dates.push_back(days[i].date);
      if (!holds[i]) continue;
      holds[i] = !days[i].date.empty() && days[i].date <= date_;
      all = all && holds[i];
      if (!holds[i]) note_pending(full, i, days[i]);
    }
    // Until something waits, both are the same.
    if (!present_ && !all) present_ = result_.adopted;
    if (present_) carry_out_present(full, bound, holds);
    carry_out(full, result_.adopted);
    for (std::size_t i = 0; i < touched.size(); ++i)
      for (const std::string& id : touched[i]) changed_[id] = amendment.id + ", nr. " + std::to_string(i + 1);
    result_.in_force.push_back(std::move(holds));
    result_.dates.push_back(full.terms.dates);
  }

  Consolidated finish() {
    result_.statute = present_ ? std::move(*present_) : result_.adopted;
    if (!result_.pending.empty()) place_notes();
    return std::move(result_);
  }

 private:
  std::string changed_by(const std::string& id) const {
    const auto found = changed_.find(id);
    return found == changed_.end() ? "" : found->second;
  }

  void carry_out_present(const Work& full, Amendment bound, std::vector<bool>& holds) {
    ApplyOptions options;
    options.items = holds;
    options.changed_by = full.options.changed_by;
    if (std::none_of(holds.begin(), holds.end(), [](bool each) { return each; })) return;
    Work now(*present_, bound, options, diagnostics_);
    now.terms.bound = true;
    now.terms.dates = full.terms.dates;
    bind_to_present(full, now);
    plan_amendment(now);
    const std::vector<std::string> staying = moved_early(now);
    holds = now.active(false);
    if (!staying.empty()) rename(*present_, staying);
    carry_out(now, *present_);
  }

  // A provision that moves is repealed at one place and inserted at another: where only the latter is in
  // force, the old one stays for a while. These are the ids of such.
  static std::vector<std::string> moved_early(const Work& now) {
    const std::vector<bool> active = now.active(false);
    std::unordered_set<const Unit*> going;
    for (const Removal& removal : now.plan.removals)
      if (active[removal.item]) going.insert(removal.unit);
    for (const Rewording& rewording : now.plan.rewordings)
      if (active[rewording.item] && !rewording.text_only) going.insert(rewording.unit);
    std::vector<std::string> ids;
    const auto look = [&](const auto& self, const Unit& unit) -> void {
      const Unit* there = now.index.by_id(unit.id);
      for (const Unit* at = there; at != nullptr && there != nullptr; at = now.index.parent(*at))
        if (going.contains(at)) there = nullptr;
      if (there != nullptr) ids.push_back(unit.id);
      for (const Unit& each : unit.units) self(self, each);
    };
    for (const Insertion& insertion : now.plan.insertions)
      for (const Unit& unit : *insertion.content)
        if (active[insertion.item]) look(look, unit);
    for (const Rewording& rewording : now.plan.rewordings)
      if (active[rewording.item] && !rewording.text_only) look(look, *rewording.content);
    return ids;
  }

  // Later amendments mean the provision at its new place; the old one gets an id that nothing else has.
  void rename(Unit& unit, const std::vector<std::string>& ids) {
    if (std::find(ids.begin(), ids.end(), unit.id) != ids.end()) {
      const std::string old = unit.id;
      unit.id += ".0";
      for (Pending& pending : result_.pending)
        if (pending.unit == old && pending.change == Pending::Change::repeal) pending.unit = unit.id;
    }
    for (Unit& each : unit.units) rename(each, ids);
  }

  void note_pending(const Work& full, std::size_t item, const Day& day) {
    Pending pending;
    pending.amendment = full.amendment.id;
    pending.item = item;
    pending.from = day.date;
    if (day.commencement != nullptr) {
      pending.latest = day.commencement->latest;
      pending.body = day.commencement->body;
      pending.condition = day.commencement->condition;
    }
    std::set<std::string> said;
    const auto add = [&](Pending::Change change, const std::string& id) {
      if (!said.insert(id).second) return;
      pending.change = change;
      pending.unit = id;
      result_.pending.push_back(pending);
    };
    for (const Removal& each : full.plan.removals)
      if (each.item == item) add(Pending::Change::repeal, each.unit->id);
    for (const Insertion& each : full.plan.insertions)
      for (const Unit& unit : *each.content)
        if (each.item == item && unit.kind != Kind::heading) add(Pending::Change::insertion, unit.id);
    for (const Rewording& each : full.plan.rewordings)
      if (each.item == item) add(Pending::Change::words, each.unit->id);
    for (const WordsEdit& each : full.plan.words)
      if (each.item == item) add(Pending::Change::words, each.unit->id);
  }

  // A note stands at the unit it is about, or where that will come.
  void place_notes() {
    const Index now(result_.statute), full(result_.adopted);
    std::vector<Pending> kept;
    for (Pending& pending : result_.pending) {
      const Unit* unit = full.by_id(pending.unit);
      const Unit* at = now.by_id(pending.unit);
      // What another item has done away with before it came.
      if (at == nullptr && unit == nullptr) continue;
      while (at == nullptr && unit != nullptr) {
        const Unit* parent = full.parent(*unit);
        for (std::size_t i = parent == nullptr ? 0 : full.position(*unit); at == nullptr && i-- > 0;)
          if (parent->units[i].kind != Kind::heading) at = now.by_id(parent->units[i].id);
        if (at == nullptr && parent != nullptr) at = now.by_id(parent->id);
        unit = parent;
      }
      pending.beside = at == nullptr ? result_.statute.id : at->id;
      kept.push_back(std::move(pending));
    }
    std::unordered_map<std::string_view, std::size_t> order;
    for (const Located& each : all_units(result_.statute)) order.emplace(each.unit->id, order.size());
    std::stable_sort(kept.begin(), kept.end(),
                     [&](const Pending& a, const Pending& b) { return order[a.beside] < order[b.beside]; });
    result_.pending = std::move(kept);
  }

  const std::vector<CommencementDecision>& decisions_;
  std::string date_;
  Diagnostics& diagnostics_;
  Consolidated result_;
  std::optional<Unit> present_;  // as of the day, where it is not all that is adopted
  std::unordered_map<std::string, std::string> changed_;
};

// "den 1. august 2026", "på et tidspunkt, som ... fastsætter, dog senest ... (ikke fastsat)".
std::string when(const Pending& pending) {
  if (!pending.from.empty()) return "den " + long_date(pending.from);
  std::string text =
      pending.condition.empty() ? "på et tidspunkt" : "når " + pending.condition + ", på et tidspunkt";
  if (!pending.body.empty()) text += ", som " + pending.body + " fastsætter";
  if (!pending.latest.empty()) text += ", dog senest den " + long_date(pending.latest);
  return text + " (ikke fastsat)";
}

}  // namespace

Consolidated consolidate(const Unit& statute, const std::vector<Amendment>& amendments,
                         const std::vector<CommencementDecision>& decisions, std::string_view date,
                         Diagnostics& diagnostics) {
  Consolidation consolidation(statute, decisions, date, diagnostics);
  check_decisions(amendments, decisions, diagnostics);
  for (const Amendment& amendment : amendments) consolidation.add(amendment);
  return consolidation.finish();
}

std::string note(const Pending& pending, const Consolidated& consolidated) {
  const bool comes = pending.change == Pending::Change::insertion;
  const auto reference = reference_to(comes ? consolidated.adopted : consolidated.statute, pending.unit);
  std::string name = reference ? to_string(*reference) : pending.unit;
  if (reference && reference->steps.size() > 1) name += ",";
  const std::string verb = pending.change == Pending::Change::repeal ? " ophæves "
                           : comes                                   ? " indsættes "
                                                                     : " ændres ";
  const std::string item = "§ 1, nr. " + std::to_string(pending.item + 1);
  // With several amendments the note names its own.
  return name + verb + when(pending) + ", jf. " +
         (consolidated.in_force.size() > 1 ? item + ", i " + pending.amendment : "ændringens " + item) + ".";
}

}  // namespace kancelli::statute
