// Clauses that tell which numbers change (rykningsklausuler): Vejledning om lovkvalitet (2023), 3.4.5, on
// staged shifts. Each states the number before the amendment and the one after all of it.
#include <algorithm>
#include <set>

#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

// From the parent's unit `from` on, an item moves what stands there.
struct Mover {
  std::size_t from;
  Cause cause;
};

std::vector<Mover> movers(const Work& work, const Unit& parent, const std::vector<bool>& active) {
  std::vector<Mover> all;
  for (const Removal& removal : work.plan.removals)
    if (active[removal.item] && work.index.parent(*removal.unit) == &parent)
      all.push_back({work.index.position(*removal.unit) + 1, {removal.item, removal.operation}});
  for (const Insertion& insertion : work.plan.insertions)
    if (active[insertion.item] && insertion.parent == &parent)
      all.push_back({insertion.index, {insertion.item, insertion.operation}});
  std::sort(all.begin(), all.end(), [](const Mover& a, const Mover& b) {
    return std::pair(a.from, a.cause) < std::pair(b.from, b.cause);
  });
  return all;
}

// Units whose new number the item itself says ("i stk. 3, der bliver stk. 2, udgår ...").
std::set<const Unit*> announced(const Work& work, const Item& item) {
  std::set<const Unit*> all;
  for (const Operation& operation : item.operations)
    for (const Place& place : operation.places) {
      Reference upto;
      for (const Step& step : place.where.steps) {
        upto.steps.push_back(step);
        if (step.becomes.empty()) continue;
        if (const Target target = work.index.find(upto); target.unit != nullptr) all.insert(target.unit);
      }
    }
  return all;
}

void add_clauses(const Work& work, const Numbers& numbers, const Unit& parent,
                 const std::vector<bool>& active, std::vector<std::vector<Shift>>& clauses) {
  const std::vector<Mover> all = movers(work, parent, active);
  std::vector<std::optional<std::set<const Unit*>>> spoken(clauses.size());
  const std::vector<const Unit*>& after = numbers.children(parent);
  std::size_t next = 0, place = 0;
  // The run that goes on: its item, and how far it moves.
  const std::size_t none = clauses.size();
  std::size_t run = none;
  std::ptrdiff_t offset = 0;
  for (std::size_t i = 0; i < parent.units.size(); ++i) {
    while (next < all.size() && all[next].from <= i) ++next;
    const Unit& unit = parent.units[i];
    if (numbers.removed(unit) || next == 0 || numbers.number(unit) == unit.number) {
      run = none;
      continue;
    }
    const std::size_t item = all[next - 1].cause.item;
    if (!spoken[item]) spoken[item] = announced(work, work.amendment.items[item]);
    if (spoken[item]->contains(&unit)) {
      run = none;
      continue;
    }
    while (place < after.size() && after[place] != &unit) ++place;
    const std::ptrdiff_t moved = static_cast<std::ptrdiff_t>(place) - static_cast<std::ptrdiff_t>(i);
    if (run != item || moved != offset || clauses[item].back().kind != unit.kind)
      clauses[item].push_back({unit.kind, {}, {}});
    run = item;
    offset = moved;
    clauses[item].back().from.push_back(unit.number);
    clauses[item].back().to.push_back(numbers.number(unit));
  }
}

// Only stykker, numre and litraer shift.
bool shifts(const Numbers& numbers, const Unit& parent) {
  return (parent.kind == Kind::paragraph || parent.kind == Kind::subsection || parent.kind == Kind::number) &&
         !numbers.removed(parent);
}

}  // namespace

std::vector<std::vector<Shift>> clauses(const Work& work, const Numbers& numbers) {
  std::vector<std::vector<Shift>> all(work.amendment.items.size());
  const std::vector<bool> active = work.active(true);
  for (const Unit* parent : numbers.parents())
    if (shifts(numbers, *parent)) add_clauses(work, numbers, *parent, active, all);
  return all;
}

std::unordered_map<const Unit*, Cause> first_causes(const Work& work, const Numbers& numbers) {
  std::unordered_map<const Unit*, Cause> causes;
  const std::vector<bool> active = work.active(true);
  for (const Unit* parent : numbers.parents()) {
    if (!shifts(numbers, *parent)) continue;
    const std::vector<Mover> all = movers(work, *parent, active);
    std::optional<Cause> first;
    std::size_t next = 0;
    for (std::size_t i = 0; i < parent->units.size(); ++i) {
      for (; next < all.size() && all[next].from <= i; ++next)
        first = first ? std::min(*first, all[next].cause) : all[next].cause;
      const Unit& unit = parent->units[i];
      if (first && !numbers.removed(unit) && numbers.number(unit) != unit.number)
        causes.emplace(&unit, *first);
    }
  }
  return causes;
}

std::string becomes(const Numbers& numbers, const std::unordered_map<const Unit*, Cause>& causes,
                    const Unit& unit, Cause place) {
  const auto found = causes.find(&unit);
  return found == causes.end() || found->second >= place ? "" : numbers.number(unit);
}

std::string clause(const Shift& shift) {
  const auto references = [&](const std::vector<std::string>& numbers) {
    std::vector<Reference> all;
    for (const std::string& number : numbers) all.push_back({{{shift.kind, number, ""}}});
    return to_string(all);
  };
  std::string text = references(shift.from) + " bliver herefter " + references(shift.to) + ".";
  text[0] = static_cast<char>(text[0] - 'a' + 'A');  // stk., nr., litra
  return text;
}

namespace {

// What the items do to units; nothing is said of what cannot be carried out.
void plan_structure(Work& work) {
  spread_ranges(work.index.statute(), work.amendment);
  for (std::size_t i = 0; i < work.amendment.items.size(); ++i)
    for (Operation& operation : work.amendment.items[i].operations)
      if (operation.action != Action::replace_words && operation.action != Action::delete_words &&
          operation.action != Action::insert_words)
        plan_units(work, i, operation);
}

}  // namespace

std::vector<std::vector<Shift>> shift_clauses(const Unit& before, const Amendment& amendment) {
  Amendment copy = amendment;
  Diagnostics unheard;
  const ApplyOptions options;
  Work work(before, copy, options, unheard);
  plan_structure(work);
  return clauses(work, Numbers(work.index, work.plan, work.active(true)));
}

void announce_numbers(const Unit& before, Amendment& amendment) {
  Amendment copy = amendment;
  Diagnostics unheard;
  const ApplyOptions options;
  Work work(before, copy, options, unheard);
  plan_structure(work);
  const Numbers numbers(work.index, work.plan, work.active(true));
  const auto causes = first_causes(work, numbers);
  const auto announce = [&](Place& place, Cause cause) {
    Reference upto;
    for (Step& step : place.where.steps) {
      upto.steps.push_back(step);
      if (const Target target = work.index.find(upto);
          target.unit != nullptr && target.unit->kind == step.kind)
        step.becomes = becomes(numbers, causes, *target.unit, cause);
    }
  };
  for (std::size_t i = 0; i < amendment.items.size(); ++i)
    for (std::size_t k = 0; k < amendment.items[i].operations.size(); ++k) {
      Operation& operation = amendment.items[i].operations[k];
      for (Place& place : operation.places) announce(place, {i, k});
      announce(operation.anchor, {i, k});
    }
}

}  // namespace kancelli::statute
