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
  std::size_t from, item;
};

std::vector<Mover> movers(const Work& work, const Unit& parent, const std::vector<bool>& active) {
  std::vector<Mover> all;
  for (const Removal& removal : work.plan.removals)
    if (active[removal.item] && work.index.parent(*removal.unit) == &parent)
      all.push_back({work.index.position(*removal.unit) + 1, removal.item});
  for (const Insertion& insertion : work.plan.insertions)
    if (active[insertion.item] && insertion.parent == &parent)
      all.push_back({insertion.index, insertion.item});
  std::sort(all.begin(), all.end(), [](const Mover& a, const Mover& b) {
    return std::pair(a.from, a.item) < std::pair(b.from, b.item);
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
    const std::size_t item = all[next - 1].item;
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

}  // namespace

std::vector<std::vector<Shift>> clauses(const Work& work, const Numbers& numbers) {
  std::vector<std::vector<Shift>> all(work.amendment.items.size());
  const std::vector<bool> active = work.active(true);
  for (const Unit* parent : numbers.parents())
    if (parent->kind == Kind::paragraph || parent->kind == Kind::subsection || parent->kind == Kind::number)
      if (!numbers.removed(*parent)) add_clauses(work, numbers, *parent, active, all);
  return all;
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

std::vector<std::vector<Shift>> shift_clauses(const Unit& before, const Amendment& amendment) {
  Amendment copy = amendment;
  Diagnostics unheard;
  const ApplyOptions options;
  Work work(before, copy, options, unheard);
  for (std::size_t i = 0; i < copy.items.size(); ++i)
    for (Operation& operation : copy.items[i].operations)
      if (operation.action != Action::replace_words && operation.action != Action::delete_words &&
          operation.action != Action::insert_words)
        plan_units(work, i, operation);
  return clauses(work, Numbers(work.index, work.plan, work.active(true)));
}

}  // namespace kancelli::statute
