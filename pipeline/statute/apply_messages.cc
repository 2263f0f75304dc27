// What is said of items that cannot be carried out.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"

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
void find_elsewhere(const Work& work, const Unit& unit, std::string_view words,
                    std::vector<std::string>& names) {
  if (names.size() > 3) return;
  if (unit.text.words.find(words) != std::string::npos || unit.tail.words.find(words) != std::string::npos)
    names.push_back(work.name(unit));
  for (const Unit& each : unit.units) find_elsewhere(work, each, words, names);
}

// The earlier amendment that changed a unit, or one in it; "" when none did.
std::string changed_earlier(const Work& work, const Unit& unit) {
  if (!work.options.changed_by || unit.kind == Kind::statute) return {};
  std::string earlier = unit.id.empty() ? "" : work.options.changed_by(unit.id);
  for (std::size_t i = 0; i < unit.units.size() && earlier.empty(); ++i)
    earlier = changed_earlier(work, unit.units[i]);
  return earlier;
}

std::string in_words(std::size_t count) {
  static constexpr std::array<const char*, 13> words = {"nul", "ét",   "to", "tre", "fire",   "fem", "seks",
                                                        "syv", "otte", "ni", "ti",  "elleve", "tolv"};
  return count < words.size() ? words[count] : std::to_string(count);
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

void explain_missing_words(Work& work, std::size_t item, const Operation& operation, const Place& place,
                           const Target& target, std::size_t found) {
  const std::string where = place.where.empty() ? tr("the statute") : to_string(place.where);
  if (found > 0) {
    work.refuse(item, &operation, "amendment-text-count",
                tr("»{0}« stands {1} times in {2}, and the item says {3}",
                   {operation.old_words, std::to_string(found), where, std::to_string(place.times)}),
                {tr("write \"{0} steder i {1}\", or quote more words", {in_words(found), where})});
    return;
  }
  if (const std::string earlier = changed_earlier(work, *target.unit); !earlier.empty()) {
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
  if (!best.words.empty()) hints.push_back(tr("the nearest words there are »{0}«", {best.words}));
  std::vector<std::string> names;
  if (!place.where.empty()) find_elsewhere(work, work.index.statute(), operation.old_words, names);
  if (names.size() > 3) names.back() = "…";
  if (!names.empty()) hints.push_back(tr("the words stand in {0}", {join(names, "; ")}));
  work.refuse(item, &operation, "amendment-text-missing",
              tr("»{0}« does not stand in {1}", {operation.old_words, where}), std::move(hints));
}

}  // namespace kancelli::statute
