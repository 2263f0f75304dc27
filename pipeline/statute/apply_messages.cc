// What is said of items that cannot be carried out.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {
namespace {

struct Nearest {
  std::string words;
  std::size_t distance = 0;
};

// The stretch of `text` that is most like `words`, if it is nearer than `best`.
void look(std::string_view text, std::string_view words, Nearest& best) {
  const std::vector<std::string_view> there = split(text);
  const std::size_t size = split(words).size();
  for (std::size_t i = 0; i < there.size(); ++i)
    for (std::size_t count = size > 1 ? size - 1 : 1; count <= size + 1 && i + count <= there.size();
         ++count) {
      const std::string_view& last = there[i + count - 1];
      std::string_view stretch(there[i].data(),
                               static_cast<std::size_t>(last.data() + last.size() - there[i].data()));
      while (!stretch.empty() && (stretch.back() == ',' || stretch.back() == '.') &&
             !words.ends_with(stretch.back()))
        stretch.remove_suffix(1);
      if (best.distance == 0) return;
      const std::size_t distance = edit_distance(stretch, words, best.distance - 1);
      if (distance < best.distance) best = {std::string(stretch), distance};
    }
}

void look_in(const Unit& unit, bool deep, std::string_view words, Nearest& best) {
  look(unit.text.words, words, best);
  if (!deep) return;
  look(unit.tail.words, words, best);
  for (const Unit& each : unit.units) look_in(each, true, words, best);
}

// Where words stand, as many places as are worth telling.
void find_elsewhere(const Unit& unit, std::string_view words, std::vector<const Unit*>& units) {
  if (units.size() > 3) return;
  if (unit.text.words.find(words) != std::string::npos || unit.tail.words.find(words) != std::string::npos)
    units.push_back(&unit);
  for (const Unit& each : unit.units) find_elsewhere(each, words, units);
}

// The earlier amendment that changed a unit, or one in it; "" when none did.
std::string changed_earlier(const Work& work, const Unit& unit, bool deep) {
  if (!work.options.changed_by || (deep && unit.kind == Kind::statute)) return {};
  std::string earlier = unit.id.empty() ? "" : work.options.changed_by(unit.id);
  for (std::size_t i = 0; i < unit.units.size() && deep && earlier.empty(); ++i)
    earlier = changed_earlier(work, unit.units[i], true);
  return earlier;
}

// The formula of an operation that changes words, for a hint.
std::string formula(Operation operation) {
  Item item;
  item.operations.push_back(std::move(operation));
  const std::vector<Line> lines = write(item);
  return lines.empty() ? "" : without_typography(lines[0].plain());
}

// The operation with one of its places put right.
Operation with_place(const Operation& operation, const Place& place, const Reference& where,
                     std::size_t times) {
  Operation right = operation;
  const std::size_t index = static_cast<std::size_t>(&place - operation.places.data());
  right.places[index].where = where;
  right.places[index].times = static_cast<int>(times);
  return right;
}

}  // namespace

Work::Work(const Unit& statute, Amendment& changes, const ApplyOptions& with, Diagnostics& to)
    : index(statute), amendment(changes), options(with), diagnostics(to) {
  wanted = with.items;
  wanted.resize(changes.items.size(), with.items.empty());
  refused.resize(changes.items.size());
}

Diagnostic& Work::report(Severity severity, std::size_t item, const Operation* operation,
                         std::string_view code, std::string message, std::vector<std::string> hints) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.span =
      operation != nullptr && !operation->span.nowhere() ? operation->span : amendment.items[item].span;
  if (diagnostic.span.nowhere()) diagnostic.place = amendment.id + ", nr. " + std::to_string(item + 1);
  diagnostic.message = std::move(message);
  diagnostic.hints = std::move(hints);
  return (wanted[item] ? diagnostics : unheard_).add(std::move(diagnostic));
}

Diagnostic& Work::refuse(std::size_t item, const Operation* operation, std::string_view code,
                         std::string message, std::vector<std::string> hints) {
  refused[item] = true;
  return report(Severity::error, item, operation, code, std::move(message), std::move(hints));
}

std::string Work::name(const Unit& unit) const {
  return to_string(index.reference(unit));
}

std::vector<bool> Work::active(bool all) const {
  std::vector<bool> active(refused.size());
  for (std::size_t i = 0; i < active.size(); ++i) active[i] = !refused[i] && (all || wanted[i]);
  return active;
}

std::string repeal_formula(const Work& work, const Unit& unit) {
  Operation repeal;
  repeal.action = Action::repeal;
  repeal.places.emplace_back();
  repeal.places[0].where = work.index.reference(unit);
  return formula(repeal);
}

void explain_missing_words(Work& work, std::size_t item, const Operation& operation, const Place& place,
                           const Target& target, std::size_t found) {
  const std::string where = place.where.empty() ? tr("the statute") : to_string(place.where);
  if (found > 0) {
    work.refuse(
        item, &operation, "amendment-text-count",
        tr("»{0}« stands {1} times in {2}, and the item says {3}",
           {operation.old_words, std::to_string(found), where, std::to_string(place.times)}),
        {tr("quote more words, or write: {0}", {formula(with_place(operation, place, place.where, found))})});
    return;
  }
  if (const std::string earlier = changed_earlier(work, *target.unit, !target.text_only); !earlier.empty()) {
    if (work.terms.bound)
      work.refuse(item, &operation, "amendments-collide",
                  tr("»{0}« does not stand in {1} yet: {2} changes it, and is not in force",
                     {operation.old_words, where, earlier}),
                  {tr("let both begin to hold on the same day, or the earlier one first")});
    else
      work.refuse(
          item, &operation, "amendments-collide",
          tr("»{0}« does not stand in {1} any more: {2} changed it", {operation.old_words, where, earlier}),
          {tr("say the change of the words as they read after {0}", {earlier})});
    return;
  }
  std::vector<std::string> hints;
  Nearest best{"", code_point_count(operation.old_words) * 2 / 5 + 1};
  look_in(*target.unit, !target.text_only, operation.old_words, best);
  if (!best.words.empty() && quotable(best.words)) {
    Operation right = operation;
    right.old_words = best.words;
    // The other places may have the words as they are quoted.
    hints.push_back(operation.places.size() > 1
                        ? tr("the nearest words there are »{0}«", {best.words})
                        : tr("the nearest words there are »{0}«: {1}", {best.words, formula(right)}));
  }
  std::vector<const Unit*> elsewhere;
  if (!place.where.empty()) find_elsewhere(work.index.statute(), operation.old_words, elsewhere);
  std::vector<std::string> names;
  for (const Unit* unit : elsewhere) names.push_back(names.size() < 3 ? work.name(*unit) : "…");
  if (elsewhere.size() == 1 && operation.places.size() == 1)
    hints.push_back(
        tr("the words stand in {0}: {1}",
           {names[0], formula(with_place(operation, place, work.index.reference(*elsewhere[0]), 1))}));
  else if (!names.empty())
    hints.push_back(tr("the words stand in {0}", {join(names, "; ")}));
  work.refuse(item, &operation, "amendment-text-missing",
              tr("»{0}« does not stand in {1}", {operation.old_words, where}), std::move(hints));
}

}  // namespace kancelli::statute
