// How units are numbered once a plan is carried out, and what that says of the items' numbers.
#include <algorithm>
#include <map>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

bool is_numbered(Kind kind) {
  return is_ordered(kind) || kind == Kind::paragraph || kind == Kind::chapter || kind == Kind::annex;
}

const Operation& operation_of(const Work& work, std::size_t item, std::size_t operation) {
  return work.amendment.items[item].operations[operation];
}

// The first unit in it whose number is not the one its place gives; nullptr when all are right.
const Unit* wrong_inside(const Unit& unit, std::string& right) {
  Unit counted = unit;
  renumber(counted);
  for (std::size_t i = 0; i < unit.units.size(); ++i) {
    if (!unit.units[i].number.empty() && unit.units[i].number != counted.units[i].number) {
      right = counted.units[i].number;
      return &unit.units[i];
    }
    if (const Unit* wrong = wrong_inside(unit.units[i], right)) return wrong;
  }
  return nullptr;
}

void refuse_designation(Work& work, std::size_t item, const Operation* operation, const Unit& unit,
                        const std::string& right) {
  work.refuse(item, operation, "amendment-designation",
              tr("the new provision is called {0}, but it becomes {1}",
                 {to_string(Step{unit.kind, unit.number, ""}), to_string(Step{unit.kind, right, ""})}),
              {tr("begin the quotation with \"{0}\"", {designation(unit.kind, right)})});
}

// A new § or chapter whose number is taken, or does not belong where it is put.
void check_top(Work& work, const Numbers& numbers, const Insertion& insertion,
               std::map<std::pair<Kind, std::string>, std::size_t>& taken) {
  const Operation* operation = &operation_of(work, insertion.item, insertion.operation);
  for (const Unit& unit : *insertion.content) {
    if (unit.kind != Kind::paragraph && unit.kind != Kind::chapter && unit.kind != Kind::annex) continue;
    const Unit* there = work.index.top(unit.kind, unit.number);
    const bool twice = !taken.emplace(std::pair(unit.kind, unit.number), insertion.item).second;
    const std::string name = to_string(Step{unit.kind, unit.number, ""});
    if (unit.number.empty()) {
      work.refuse(insertion.item, operation, "amendment-designation", tr("the new provision has no number"));
    } else if (twice || (there != nullptr && !numbers.removed(*there))) {
      work.refuse(insertion.item, operation, "amendment-unit-exists",
                  twice ? tr("{0} is inserted twice", {name}) : tr("there is a {0} already", {name}),
                  {tr("give the new provision a number with a letter, or write \"affattes således:\"")});
    }
  }
}

const Unit* neighbour(const Numbers& numbers, const Insertion& insertion, bool before) {
  const std::vector<Unit>& units = insertion.parent->units;
  if (before) {
    for (std::size_t i = insertion.index; i-- > 0;)
      if (units[i].kind == Kind::paragraph && !numbers.removed(units[i])) return &units[i];
  } else {
    for (std::size_t i = insertion.index; i < units.size(); ++i)
      if (units[i].kind == Kind::paragraph && !numbers.removed(units[i])) return &units[i];
  }
  return nullptr;
}

void check_order(Work& work, const Numbers& numbers, const Insertion& insertion) {
  const Unit* before = neighbour(numbers, insertion, true);
  const Unit* after = neighbour(numbers, insertion, false);
  for (const Unit& unit : *insertion.content) {
    if (unit.kind != Kind::paragraph) continue;
    const Unit* wrong = before != nullptr && !number_less(before->number, unit.number) ? before
                        : after != nullptr && !number_less(unit.number, after->number) ? after
                                                                                       : nullptr;
    if (wrong == nullptr) continue;
    work.report(Severity::warning, insertion.item, &operation_of(work, insertion.item, insertion.operation),
                "amendment-designation",
                wrong == before ? tr("§ {0} comes to stand after {1}", {unit.number, work.name(*wrong)})
                                : tr("§ {0} comes to stand before {1}", {unit.number, work.name(*wrong)}));
    return;
  }
}

// "som stk. 4" where there is one that keeps its number.
bool refuse_taken(Work& work, const Numbers& numbers, const Insertion& insertion, const Unit& unit) {
  if (insertion.order != Insertion::Order::last) return false;
  for (const Unit& there : insertion.parent->units) {
    if (there.kind != unit.kind || there.number != unit.number || numbers.removed(there)) continue;
    const std::string name = to_string(Step{unit.kind, unit.number, ""});
    const Unit& last = insertion.parent->units.back();
    work.refuse(insertion.item, &operation_of(work, insertion.item, insertion.operation),
                "amendment-unit-exists",
                tr("there is a {0} already: \"som {1}\" could mean before it, after it or instead of it",
                   {work.name(there), name}),
                {tr("write \"indsættes efter {0} som ...\" or \"før {0} som ...\"", {name}),
                 tr("the next free one is {0}",
                    {to_string(Step{unit.kind, ordinal(unit.kind, work.index.position(last) + 1), ""})})});
    return true;
  }
  return false;
}

void check_insertion(Work& work, const Numbers& numbers, const Insertion& insertion) {
  const Operation* operation = &operation_of(work, insertion.item, insertion.operation);
  for (const Unit& unit : *insertion.content) {
    if (work.refused[insertion.item]) return;
    std::string right;
    if (is_ordered(unit.kind) && !unit.number.empty() && numbers.number(unit) != unit.number) {
      if (!refuse_taken(work, numbers, insertion, unit))
        refuse_designation(work, insertion.item, operation, unit, numbers.number(unit));
    } else if (const Unit* wrong = wrong_inside(unit, right)) {
      refuse_designation(work, insertion.item, operation, *wrong, right);
    }
  }
}

void check_rewording(Work& work, const Numbers& numbers, const Rewording& rewording) {
  const Unit& unit = *rewording.content;
  if (!is_numbered(unit.kind)) return;
  const std::string& right = numbers.number(*rewording.unit);
  std::string inside;
  if (!unit.number.empty() && unit.number != right) {
    refuse_designation(work, rewording.item, nullptr, unit, right);
  } else if (const Unit* wrong = wrong_inside(unit, inside); wrong != nullptr && !rewording.text_only) {
    refuse_designation(work, rewording.item, nullptr, *wrong, inside);
  }
}

// What the items make of the punktum with that index: its index afterwards.
std::size_t sentence_afterwards(const Work& work, const Unit& unit, std::size_t index) {
  std::ptrdiff_t moved = 0;
  const auto beside = [&](const Place& place) -> std::optional<std::size_t> {
    const Target target = work.index.find(place.where);
    return target.unit == &unit ? target.sentence : std::nullopt;
  };
  for (std::size_t i = 0; i < work.amendment.items.size(); ++i)
    for (const Operation& operation : work.amendment.items[i].operations) {
      if (work.refused[i]) continue;
      const auto count = static_cast<std::ptrdiff_t>(operation.content.size());
      if (operation.action == Action::insert_units && operation.side != Side::last) {
        const auto at = beside(operation.anchor);
        if (at && (operation.side == Side::after ? *at < index : *at <= index)) moved += count;
      }
      if (operation.action != Action::repeal && operation.action != Action::replace_units) continue;
      for (std::size_t k = 0; k < operation.places.size(); ++k)
        if (const auto at = beside(operation.places[k]); at && *at < index)
          moved += (k == 0 && operation.action == Action::replace_units ? count : 0) - 1;
    }
  return static_cast<std::size_t>(static_cast<std::ptrdiff_t>(index) + moved);
}

void check_sentence(Work& work, const Target& target, Cause cause, const Reference& upto) {
  const Step& step = upto.steps.back();
  const std::string right = std::to_string(sentence_afterwards(work, *target.unit, *target.sentence) + 1);
  if (step.becomes.empty() || step.becomes == right) return;
  Reference plain = upto;
  for (Step& each : plain.steps) each.becomes.clear();
  const std::string name = to_string(plain), wrong = to_string(Step{Kind::sentence, step.becomes, ""});
  const bool keeps = right == std::to_string(*target.sentence + 1);
  work.report(Severity::error, cause.item, &operation_of(work, cause.item, cause.operation),
              "amendment-becomes-wrong",
              keeps ? tr("{0} keeps its number; it does not become {1}", {name, wrong})
                    : tr("{0} does not become {1}, but {2}",
                         {name, wrong, to_string(Step{Kind::sentence, right, ""})}));
}

void check_becomes(Work& work, const Numbers& numbers, const std::unordered_map<const Unit*, Cause>& causes,
                   Cause cause, const Place& place) {
  const std::size_t item = cause.item;
  const Operation& operation = operation_of(work, item, cause.operation);
  for (std::size_t i = 0; i < place.where.steps.size(); ++i) {
    const Step& step = place.where.steps[i];
    Reference upto;
    upto.steps.assign(place.where.steps.begin(),
                      place.where.steps.begin() + static_cast<std::ptrdiff_t>(i) + 1);
    const Target target = work.index.find(upto);
    if (target.sentence && step.kind == Kind::sentence) check_sentence(work, target, cause, upto);
    if (target.unit == nullptr || target.unit->kind != step.kind ||
        numbers.number(*target.unit) == step.becomes)
      continue;
    if (step.becomes.empty()) {
      if (const std::string wanted = becomes(numbers, causes, *target.unit, cause); !wanted.empty())
        work.report(Severity::warning, item, &operation, "amendment-becomes-missing",
                    tr("{0} gets another number by an earlier item", {work.name(*target.unit)}),
                    {tr("write \"{0}\"", {to_string(Reference{{{step.kind, step.number, wanted}}})})});
      continue;
    }
    const std::string& right = numbers.number(*target.unit);
    const std::string wrong = to_string(Step{step.kind, step.becomes, ""});
    if (right == step.number) {
      work.report(
          Severity::error, item, &operation, "amendment-becomes-wrong",
          tr("{0} keeps its number; it does not become {1}", {before_words(work.name(*target.unit)), wrong}));
    } else {
      work.report(Severity::error, item, &operation, "amendment-becomes-wrong",
                  tr("{0} does not become {1}, but {2}",
                     {before_words(work.name(*target.unit)), wrong, to_string(Step{step.kind, right, ""})}),
                  {tr("write \"{0}\"", {to_string(Reference{{{step.kind, step.number, right}}})})});
    }
  }
}

}  // namespace

Numbers::Numbers(const Index& index, const Plan& plan, std::vector<bool> active) {
  const auto touch = [&](const Unit* parent) {
    if (children_.emplace(parent, std::vector<const Unit*>()).second) parents_.push_back(parent);
  };
  // Parents in the order of the items.
  std::vector<std::pair<std::size_t, const Unit*>> order;
  for (const Removal& removal : plan.removals) {
    if (!active[removal.item]) continue;
    removed_.insert(removal.unit);
    order.emplace_back(removal.item, index.parent(*removal.unit));
  }
  for (const Insertion& insertion : plan.insertions) {
    if (!active[insertion.item]) continue;
    insertions_[insertion.parent].push_back(&insertion);
    order.emplace_back(insertion.item, insertion.parent);
    for (const Unit& unit : *insertion.content) items_.emplace(&unit, insertion.item);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [item, parent] : order) touch(parent);
  for (auto& [parent, insertions] : insertions_)
    std::stable_sort(insertions.begin(), insertions.end(), [](const Insertion* a, const Insertion* b) {
      return std::tuple(a->index, a->order, a->item) < std::tuple(b->index, b->order, b->item);
    });
  for (const Unit* parent : parents_) arrange(*parent);
}

void Numbers::arrange(const Unit& parent) {
  std::vector<const Unit*>& all = children_[&parent];
  const auto found = insertions_.find(&parent);
  std::size_t next = 0;
  for (std::size_t i = 0; i <= parent.units.size(); ++i) {
    for (; found != insertions_.end() && next < found->second.size() && found->second[next]->index == i;
         ++next)
      for (const Unit& unit : *found->second[next]->content) all.push_back(&unit);
    if (i < parent.units.size() && !removed(parent.units[i])) all.push_back(&parent.units[i]);
  }
  std::map<Kind, std::size_t> counts;
  for (const Unit* unit : all)
    if (is_ordered(unit->kind)) numbers_[unit] = ordinal(unit->kind, counts[unit->kind]++);
}

const std::string& Numbers::number(const Unit& unit) const {
  const auto found = numbers_.find(&unit);
  return found == numbers_.end() ? unit.number : found->second;
}

std::optional<std::size_t> Numbers::item_of(const Unit& unit) const {
  const auto found = items_.find(&unit);
  if (found == items_.end()) return std::nullopt;
  return found->second;
}

void check_designations(Work& work, const Numbers& numbers) {
  std::map<std::pair<Kind, std::string>, std::size_t> taken;
  for (const Insertion& insertion : work.plan.insertions) {
    if (work.refused[insertion.item]) continue;
    check_top(work, numbers, insertion, taken);
    if (work.terms.bound || work.refused[insertion.item]) continue;
    check_insertion(work, numbers, insertion);
    if (!work.refused[insertion.item]) check_order(work, numbers, insertion);
  }
  if (!work.terms.bound)
    for (const Rewording& rewording : work.plan.rewordings)
      if (!work.refused[rewording.item]) check_rewording(work, numbers, rewording);
  check_empty(work, numbers);
}

namespace {

// Whether all that the item's clauses tell is told by "der bliver" in it.
bool says_itself(const Item& item) {
  const auto told = [&](Kind kind, const std::string& from, const std::string& to) {
    return std::any_of(item.operations.begin(), item.operations.end(), [&](const Operation& operation) {
      return std::any_of(operation.places.begin(), operation.places.end(), [&](const Place& place) {
        const auto& steps = place.where.steps;
        return std::find(steps.begin(), steps.end(), Step{kind, from, to}) != steps.end();
      });
    });
  };
  return std::all_of(item.shifts.begin(), item.shifts.end(), [&](const Shift& shift) {
    for (std::size_t i = 0; i < std::min(shift.from.size(), shift.to.size()); ++i)
      if (!told(shift.kind, shift.from[i], shift.to[i])) return false;
    return true;
  });
}

}  // namespace

void check_clauses(Work& work, const Numbers& numbers) {
  const std::vector<std::vector<Shift>> right = clauses(work, numbers);
  const auto causes = first_causes(work, numbers);
  const auto flat = [](const std::vector<Shift>& shifts) {
    std::vector<std::tuple<Kind, std::string, std::string>> all;
    for (const Shift& shift : shifts)
      for (std::size_t i = 0; i < std::min(shift.from.size(), shift.to.size()); ++i)
        all.emplace_back(shift.kind, shift.from[i], shift.to[i]);
    std::sort(all.begin(), all.end());
    return all;
  };
  for (std::size_t i = 0; i < work.amendment.items.size(); ++i) {
    const Item& item = work.amendment.items[i];
    if (work.refused[i] || !work.wanted[i]) continue;
    for (std::size_t k = 0; k < item.operations.size(); ++k) {
      for (const Place& place : item.operations[k].places)
        check_becomes(work, numbers, causes, {i, k}, place);
      check_becomes(work, numbers, causes, {i, k}, item.operations[k].anchor);
    }
    if (flat(item.shifts) == flat(right[i])) continue;
    std::vector<std::string> lines;
    for (const Shift& shift : right[i]) lines.push_back(clause(shift));
    if (right[i].empty() && says_itself(item)) {
      work.report(Severity::error, i, nullptr, "amendment-shift-wrong",
                  tr("the item says already, by \"der bliver\", which numbers change"),
                  {tr("leave out the clause")});
    } else if (right[i].empty()) {
      work.report(Severity::error, i, nullptr, "amendment-shift-wrong", tr("no number changes by this item"),
                  {tr("leave out the clause")});
    } else if (item.shifts.empty()) {
      work.report(Severity::error, i, nullptr, "amendment-shift-missing",
                  tr("the clause that tells which numbers change is missing"),
                  {tr("add the line: {0}", {join(lines, " ")})});
    } else {
      work.report(Severity::error, i, nullptr, "amendment-shift-wrong",
                  tr("the clause does not tell how the numbers change"),
                  {tr("write: {0}", {join(lines, " ")})});
    }
  }
}

}  // namespace kancelli::statute
