// What would be left without a word, a stykke or a member.
#include <algorithm>
#include <map>

#include "pipeline/core/messages.h"
#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

bool says_its_words(const Work& work, const Unit& unit) {
  const auto of_unit = [&](const auto& each) { return each.unit == &unit && !work.refused[each.item]; };
  return std::any_of(work.plan.words.begin(), work.plan.words.end(), of_unit) ||
         std::any_of(work.plan.rewordings.begin(), work.plan.rewordings.end(), of_unit);
}

// A § or annex of which no stykke would be left, or a list without a member; one whose own words change too
// may end as a list.
void check_removals(Work& work, const Numbers& numbers) {
  for (const Removal& removal : work.plan.removals) {
    const Unit& parent = *work.index.parent(*removal.unit);
    const bool list = parent.kind == Kind::subsection || parent.kind == Kind::number;
    const bool holds = parent.kind == Kind::paragraph || (parent.kind == Kind::annex && !work.terms.bound);
    if (work.refused[removal.item] || numbers.removed(parent) || !numbers.children(parent).empty()) continue;
    if (!holds && (!list || work.terms.bound || says_its_words(work, parent))) continue;
    work.refuse(removal.item, nullptr, "amendment-empty",
                list ? tr("nothing would be left of the list in {0}", {work.name(parent)})
                     : tr("nothing would be left of {0}", {work.name(parent)}),
                {tr("repeal the provision itself: {0}", {repeal_formula(work, parent)})});
  }
}

bool is_titled(Kind kind) {
  return kind == Kind::statute || kind == Kind::chapter || kind == Kind::annex;
}

void refuse_wordless(Work& work, std::size_t item, const Unit& unit) {
  if (unit.kind == Kind::statute) {
    work.refuse(item, nullptr, "amendment-empty", tr("the title cannot be repealed"));
    return;
  }
  const Reference heading{{{unit.kind, unit.number, ""}, {Kind::heading, "", ""}}};
  work.refuse(
      item, nullptr, "amendment-empty",
      tr("nothing would be left of {0}", {is_titled(unit.kind) ? to_string(heading) : work.name(unit)}),
      {tr("repeal the provision itself: {0}", {repeal_formula(work, unit)})});
}

// A unit, or the heading of a chapter, that would be left without a word.
void check_wordless(Work& work, const Numbers& numbers) {
  std::map<const Unit*, std::vector<const WordsEdit*>> texts, tails;
  std::vector<const Unit*> units;
  for (const WordsEdit& edit : work.plan.words) {
    if (work.refused[edit.item] || !work.wanted[edit.item] || numbers.removed(*edit.unit)) continue;
    if (!texts.contains(edit.unit) && !tails.contains(edit.unit)) units.push_back(edit.unit);
    (edit.tail ? tails : texts)[edit.unit].push_back(&edit);
  }
  const auto blank = [](const Text& text, std::vector<const WordsEdit*> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const WordsEdit* a, const WordsEdit* b) {
      return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
    });
    const std::string words = edited(text, edits).words;
    // A full stop alone is none.
    return words.find_first_not_of(" .,;:") == std::string::npos;
  };
  for (const Unit* unit : units) {
    const bool holds = numbers.rearranged(*unit) ? !numbers.children(*unit).empty() : !unit->units.empty();
    const bool within = !is_titled(unit->kind) && (holds || !blank(unit->tail, tails[unit]));
    if (within || unit->text.empty() || !blank(unit->text, texts[unit])) continue;
    for (const WordsEdit* edit : texts[unit])
      if (!work.refused[edit->item]) refuse_wordless(work, edit->item, *unit);
  }
}

}  // namespace

void check_empty(Work& work, const Numbers& numbers) {
  check_removals(work, numbers);
  if (!work.terms.bound) check_wordless(work, numbers);
}

}  // namespace kancelli::statute
