#include "pipeline/statute/apply.h"

#include <algorithm>
#include <set>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

// Words and units that two items claim.
class Overlaps {
 public:
  explicit Overlaps(Work& work) : work_(work) {}

  void run() {
    for (const Rewording& each : work_.plan.rewordings)
      if (claims(each.item) && !each.text_only) close(*each.unit, each.item);
    for (const Removal& each : work_.plan.removals)
      if (claims(each.item) && !each.implied) close(*each.unit, each.item);
    for (const Rewording& each : work_.plan.rewordings)
      if (claims(each.item)) inside(each.text_only ? each.unit : work_.index.parent(*each.unit), each.item);
    for (const Removal& each : work_.plan.removals)
      if (claims(each.item) && !each.implied) inside(work_.index.parent(*each.unit), each.item);
    for (const Insertion& each : work_.plan.insertions)
      if (claims(each.item)) inside(each.parent, each.item);
    words();
    for (const auto& [item, others] : found_)
      for (const auto& [other, unit] : others) tell(item, other, *unit);
  }

 private:
  bool claims(std::size_t item) const { return work_.wanted[item] && !work_.refused[item]; }

  void close(const Unit& unit, std::size_t item) {
    const auto [there, first] = closed_.emplace(&unit, item);
    if (!first) clash(item, there->second, unit);
  }

  // Something changes at or below `unit`: it must not be re-worded whole or repealed.
  void inside(const Unit* unit, std::size_t item) {
    if (const auto other = closed_by(unit)) clash(item, *other, *unit);
  }

  std::optional<std::size_t> closed_by(const Unit* unit) const {
    for (; unit != nullptr; unit = work_.index.parent(*unit))
      if (const auto found = closed_.find(unit); found != closed_.end()) return found->second;
    return std::nullopt;
  }

  void words() {
    std::map<std::pair<const Unit*, bool>, std::vector<WordsEdit>> texts;
    std::vector<std::pair<const Unit*, bool>> order;
    for (const Rewording& each : work_.plan.rewordings)
      if (each.text_only && claims(each.item))
        texts[{each.unit, false}].push_back(
            {each.item, each.unit, false, 0, each.unit->text.words.size() + 1, "", false, 0});
    const std::map<std::pair<const Unit*, bool>, std::vector<WordsEdit>> reworded = texts;
    for (WordsEdit& edit : work_.plan.words) {
      const auto key = std::pair(edit.unit, edit.tail);
      if (!claims(edit.item)) continue;
      if (edit.everywhere && closed_by(edit.unit)) continue;
      if (!edit.everywhere) inside(edit.unit, edit.item);
      if (!texts.contains(key) || (reworded.contains(key) && texts[key].size() == reworded.at(key).size()))
        order.push_back(key);
      texts[key].push_back(std::move(edit));
    }
    for (const auto& [key, edits] : reworded)
      if (edits.size() > 1) clash(edits[0].item, edits[1].item, *key.first);
    work_.plan.words.clear();
    for (const auto& key : order) one_text(texts[key], reworded.contains(key) ? reworded.at(key).size() : 0);
  }

  static bool overlap(const WordsEdit& a, const WordsEdit& b) {
    if (a.begin == a.end && b.begin == b.end) return a.begin == b.begin;
    return a.begin < b.end && b.begin < a.end;
  }

  // The first `reworded` of the edits stand for a title that is re-worded.
  void one_text(std::vector<WordsEdit>& edits, std::size_t reworded) {
    // What is said of one place goes before what is said of all; of those the longest words.
    std::stable_sort(edits.begin() + static_cast<std::ptrdiff_t>(reworded), edits.end(),
                     [](const WordsEdit& a, const WordsEdit& b) {
                       if (a.everywhere != b.everywhere) return b.everywhere;
                       return a.everywhere && a.end - a.begin > b.end - b.begin;
                     });
    std::vector<WordsEdit> kept(edits.begin(), edits.begin() + static_cast<std::ptrdiff_t>(reworded));
    for (std::size_t i = reworded; i < edits.size(); ++i) {
      const auto other = std::find_if(kept.begin(), kept.end(),
                                      [&](const WordsEdit& each) { return overlap(each, edits[i]); });
      if (other != kept.end() && !edits[i].everywhere) clash(edits[i].item, other->item, *edits[i].unit);
      if (other == kept.end()) kept.push_back(edits[i]);
    }
    work_.plan.words.insert(work_.plan.words.end(), kept.begin() + static_cast<std::ptrdiff_t>(reworded),
                            kept.end());
  }

  void clash(std::size_t item, std::size_t other, const Unit& unit) {
    found_[item].emplace(other, &unit);
    found_[other].emplace(item, &unit);
  }

  void tell(std::size_t item, std::size_t other, const Unit& unit) {
    if (item == other) {
      work_.refuse(item, nullptr, "amendment-overlap",
                   tr("the item changes the same words of {0} twice", {work_.name(unit)}),
                   {tr("say it in one change")});
      return;
    }
    if (rewords_repealed(item, other, unit)) {
      work_.refuse(item, nullptr, "amendment-unit-repealed",
                   tr("item {0} repeals {1}: a § that was repealed is not re-worded, but inserted",
                      {std::to_string(other + 1), work_.name(unit)}),
                   {tr("leave out item {0}, or say it in one item: {1}",
                       {std::to_string(other + 1), work_.name(unit) + " ophæves, og i stedet indsættes:"})});
      return;
    }
    Diagnostic& refused = work_.refuse(
        item, nullptr, "amendment-overlap",
        tr("item {0} changes the same words of {1}", {std::to_string(other + 1), work_.name(unit)}),
        {tr("bring both changes together in one item, or leave out one of them")});
    if (const Span span = work_.amendment.items[other].span; !span.nowhere())
      refused.related.push_back({span, tr("the other change")});
  }

  bool rewords_repealed(std::size_t item, std::size_t other, const Unit& unit) const {
    const auto of = [&](std::size_t by) {
      return [&unit, by](const auto& each) { return each.item == by && each.unit == &unit; };
    };
    const Plan& plan = work_.plan;
    return unit.kind == Kind::paragraph &&
           std::any_of(plan.rewordings.begin(), plan.rewordings.end(), of(item)) &&
           std::any_of(plan.removals.begin(), plan.removals.end(), of(other));
  }

  Work& work_;
  std::unordered_map<const Unit*, std::size_t> closed_;
  std::map<std::size_t, std::map<std::size_t, const Unit*>> found_;
};

std::string id_part(const Unit& unit, const std::string& number) {
  std::string part;
  switch (unit.kind) {
    case Kind::preamble:
      part = "indledning";
      break;
    case Kind::chapter:
      part = "k";
      break;
    case Kind::heading:
      part = "h";
      break;
    case Kind::paragraph:
      part = "p";
      break;
    case Kind::subsection:
      part = "s";
      break;
    case Kind::number:
      part = "n";
      break;
    case Kind::letter:
      part = "l";
      break;
    case Kind::annex:
      part = "b";
      break;
    default:
      break;
  }
  part += number;
  std::erase(part, ' ');
  return part;
}

// Ids of units that have none, from amendment, item and place.
class NewIds {
 public:
  NewIds(Work& work, const Numbers& numbers) : work_(work), numbers_(numbers) {}

  void inserted(const Insertion& insertion) {
    const std::string prefix = prefix_of(insertion.item);
    for (Unit& unit : *insertion.content) {
      unit.number = numbers_.number(unit);
      renumber(unit);
      const bool top = insertion.parent->kind == Kind::statute || insertion.parent->kind == Kind::chapter;
      fill(unit, prefix + (top ? "" : insertion.parent->id + "-"), prefix);
    }
  }

  // A re-worded unit keeps its id, its units theirs by number.
  void reworded(Unit& content, const Unit& old, std::size_t item) {
    if (content.id.empty()) content.id = old.id;
    const std::string prefix = prefix_of(item);
    std::set<std::string_view> used;
    for (const Unit& each : content.units) used.insert(each.id);
    for (Unit& each : content.units) {
      const auto same = std::find_if(old.units.begin(), old.units.end(), [&](const Unit& there) {
        if (!each.id.empty()) return there.id == each.id;
        return there.kind == each.kind && there.number == each.number && !used.contains(there.id);
      });
      if (same != old.units.end()) {
        used.insert(same->id);
        reworded(each, *same, item);
      } else {
        const bool top = content.kind == Kind::chapter;
        fill(each, prefix + (top ? "" : content.id + "-"), prefix);
      }
    }
  }

 private:
  std::string prefix_of(std::size_t item) const {
    return (work_.amendment.id.empty() ? std::string("ny") : work_.amendment.id) + "-" +
           std::to_string(item + 1) + "-";
  }

  void fill(Unit& unit, const std::string& before, const std::string& prefix) {
    if (unit.id.empty()) {
      const std::string wanted = before + id_part(unit, unit.number);
      unit.id = wanted;
      for (int n = 2; work_.index.by_id(unit.id) != nullptr || !given_.insert(unit.id).second; ++n)
        unit.id = wanted + "." + std::to_string(n);
    }
    for (Unit& each : unit.units) fill(each, unit.kind == Kind::chapter ? prefix : unit.id + "-", prefix);
  }

  Work& work_;
  const Numbers& numbers_;
  std::set<std::string> given_;
};

}  // namespace

void refuse_overlaps(Work& work) {
  Overlaps(work).run();
}

void give_new_ids(Work& work, const Numbers& numbers) {
  NewIds ids(work, numbers);
  for (const Insertion& insertion : work.plan.insertions)
    if (!work.refused[insertion.item]) ids.inserted(insertion);
  for (const Rewording& rewording : work.plan.rewordings)
    if (!work.refused[rewording.item] && !rewording.text_only) {
      renumber(*rewording.content);
      ids.reworded(*rewording.content, *rewording.unit, rewording.item);
    }
}

void plan_amendment(Work& work) {
  spread_ranges(work.index.statute(), work.amendment);
  for (std::size_t i = 0; i < work.amendment.items.size(); ++i)
    for (Operation& operation : work.amendment.items[i].operations) {
      if (work.terms.bound && !work.wanted[i]) continue;
      if (!changes_words(operation.action))
        plan_units(work, i, operation);
      else if (work.wanted[i])
        plan_words(work, i, operation);
    }
  refuse_overlaps(work);
  check_designations(work, Numbers(work.index, work.plan, work.active(true)));
  const Numbers numbers(work.index, work.plan, work.active(true));
  if (!work.terms.bound) check_clauses(work, numbers);
  give_new_ids(work, numbers);
}

Applied apply(const Unit& statute, const Amendment& amendment, const ApplyOptions& options,
              Diagnostics& diagnostics) {
  Applied applied;
  for (const auto& [id, reference] : references(statute)) applied.was.emplace(id, to_string(reference));
  applied.statute = statute;
  Amendment bound = amendment;
  Work work(applied.statute, bound, options, diagnostics);
  plan_amendment(work);
  applied.done = work.active(false);
  applied.touched = touched_ids(work);
  carry_out(work, applied.statute);
  check_list_endings(work, statute, applied);
  return applied;
}

}  // namespace kancelli::statute
