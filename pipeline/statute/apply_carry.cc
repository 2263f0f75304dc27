// The statute is changed as planned.
#include <algorithm>

#include "pipeline/statute/apply_plan.h"

namespace kancelli::statute {
namespace {

class Carrier {
 public:
  explicit Carrier(Work& work)
      : work_(work), active_(work.active(false)), numbers_(work.index, work.plan, active_) {
    for (const WordsEdit& edit : work.plan.words)
      if (active_[edit.item]) {
        (edit.tail ? tails_ : texts_)[edit.unit].push_back(&edit);
        mark(edit.unit);
      }
    for (auto* edits : {&texts_, &tails_})
      for (auto& [unit, all] : *edits)
        std::stable_sort(all.begin(), all.end(), [](const WordsEdit* a, const WordsEdit* b) {
          return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
        });
    for (const Rewording& rewording : work.plan.rewordings)
      if (active_[rewording.item]) {
        rewordings_.emplace(rewording.unit, &rewording);
        mark(rewording.unit);
      }
    for (const Removal& removal : work.plan.removals)
      if (active_[removal.item]) {
        mark(work.index.parent(*removal.unit));
      }
    for (const Insertion& insertion : work.plan.insertions)
      if (active_[insertion.item]) mark(insertion.parent);
  }

  void change(Unit& unit) {
    if (!dirty_.contains(&unit)) return;
    const auto rewording = rewordings_.find(&unit);
    if (rewording != rewordings_.end() && !rewording->second->text_only)
      return reword(unit, *rewording->second->content, rewording->second->item);
    for (Unit& each : unit.units)
      if (!numbers_.removed(each)) change(each);
    change_words(texts_, unit, unit.text);
    change_words(tails_, unit, unit.tail);
    if (rewording != rewordings_.end()) {
      reword_text(unit.text, rewording->second->content->text);
      stamp(unit, rewording->second->item);
    }
    if (numbers_.rearranged(unit)) rearrange(unit);
  }

 private:
  using Edits = std::unordered_map<const Unit*, std::vector<const WordsEdit*>>;

  // The unit and all that hold it lie on the way to a change.
  void mark(const Unit* unit) {
    while (unit != nullptr && dirty_.insert(unit).second) unit = work_.index.parent(*unit);
  }

  void stamp(Unit& unit, std::size_t item) const {
    unit.since = item < work_.terms.dates.size() ? work_.terms.dates[item] : work_.options.date;
    unit.origin = work_.amendment.id + ", nr. " + std::to_string(item + 1);
  }

  void stamp_all(Unit& unit, std::size_t item) const {
    stamp(unit, item);
    for (Unit& each : unit.units) stamp_all(each, item);
  }

  void change_words(const Edits& edits, Unit& unit, Text& text) {
    const auto found = edits.find(&unit);
    if (found == edits.end()) return;
    text = edited(text, found->second);
    for (const WordsEdit* edit : found->second) stamp(unit, edit->item);
  }

  // New words; where they bring no marks, those of what stays at the beginning and the end are kept.
  static void reword_text(Text& text, const Text& words) {
    if (text.words == words.words && words.marks.empty()) return;
    if (!words.marks.empty() || !words.own_sentences.empty()) {
      text = words;
      return;
    }
    const std::string &a = text.words, &b = words.words;
    std::size_t first = 0, last = 0;
    const std::size_t least = std::min(a.size(), b.size());
    while (first < least && a[first] == b[first]) ++first;
    while (last < least - first && a[a.size() - 1 - last] == b[b.size() - 1 - last]) ++last;
    const auto inside = [&](std::size_t begin, std::size_t end) {
      return end <= first || begin >= a.size() - last;
    };
    Text result;
    result.words = b;
    for (Mark mark : text.marks) {
      if (!inside(mark.begin, mark.end)) continue;
      if (mark.end > first) {
        mark.begin += b.size() - a.size();
        mark.end += b.size() - a.size();
      }
      result.marks.push_back(std::move(mark));
    }
    text = std::move(result);
  }

  // What stays word for word keeps its date.
  void reword(Unit& unit, const Unit& content, std::size_t item) {
    const bool changed = unit.text.words != content.text.words || unit.tail.words != content.tail.words ||
                         unit.id != content.id;
    reword_text(unit.text, content.text);
    reword_text(unit.tail, content.tail);
    std::vector<Unit> units;
    for (const Unit& each : content.units) {
      const auto old = std::find_if(unit.units.begin(), unit.units.end(), [&](const Unit& there) {
        return there.id == each.id && there.kind == each.kind && !there.id.empty();
      });
      if (old == unit.units.end()) {
        units.push_back(each);
        stamp_all(units.back(), item);
      } else {
        units.push_back(*old);
        reword(units.back(), each, item);
      }
      units.back().number = each.number;
    }
    unit.units = std::move(units);
    unit.id = content.id;
    if (changed) stamp(unit, item);
  }

  void rearrange(Unit& unit) {
    std::vector<Unit> units;
    for (const Unit* each : numbers_.children(unit)) {
      const auto item = numbers_.item_of(*each);
      if (!item) {
        units.push_back(std::move(unit.units[static_cast<std::size_t>(each - unit.units.data())]));
        continue;
      }
      units.push_back(*each);
      stamp_all(units.back(), *item);
    }
    unit.units = std::move(units);
    for (Unit& each : unit.units)
      if (each.kind == Kind::subsection || each.kind == Kind::number || each.kind == Kind::letter)
        return renumber(unit);
  }

  Work& work_;
  std::vector<bool> active_;
  Numbers numbers_;
  Edits texts_, tails_;
  std::unordered_map<const Unit*, const Rewording*> rewordings_;
  std::unordered_set<const Unit*> dirty_;
};

void add_ids(const Unit& unit, std::vector<std::string>& ids) {
  ids.push_back(unit.id);
  for (const Unit& each : unit.units) add_ids(each, ids);
}

// What of a re-worded unit reads otherwise, is new or is gone.
void add_reworded(const Unit& old, const Unit& content, std::vector<std::string>& ids) {
  const auto with_id = [](const Unit& unit, const Unit& like) {
    return std::find_if(unit.units.begin(), unit.units.end(),
                        [&](const Unit& each) { return each.id == like.id && each.kind == like.kind; });
  };
  if (old.id != content.id) ids.push_back(old.id);
  if (old.id != content.id || old.text.words != content.text.words || old.tail.words != content.tail.words)
    ids.push_back(content.id);
  for (const Unit& each : content.units)
    if (const auto there = with_id(old, each); there != old.units.end())
      add_reworded(*there, each, ids);
    else
      add_ids(each, ids);
  for (const Unit& each : old.units)
    if (with_id(content, each) == content.units.end()) add_ids(each, ids);
}

}  // namespace

std::vector<std::vector<std::string>> touched_ids(const Work& work) {
  std::vector<std::vector<std::string>> touched(work.amendment.items.size());
  const std::vector<bool> active = work.active(false);
  for (const WordsEdit& edit : work.plan.words)
    if (active[edit.item]) touched[edit.item].push_back(edit.unit->id);
  for (const Removal& removal : work.plan.removals)
    if (active[removal.item]) add_ids(*removal.unit, touched[removal.item]);
  for (const Insertion& insertion : work.plan.insertions)
    for (const Unit& unit : *insertion.content)
      if (active[insertion.item]) add_ids(unit, touched[insertion.item]);
  for (const Rewording& rewording : work.plan.rewordings) {
    if (!active[rewording.item]) continue;
    std::vector<std::string>& ids = touched[rewording.item];
    ids.push_back(rewording.unit->id);
    if (!rewording.text_only) add_reworded(*rewording.unit, *rewording.content, ids);
  }
  for (std::vector<std::string>& ids : touched) {
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  }
  return touched;
}

void carry_out(Work& work, Unit& statute) {
  Carrier(work).change(statute);
}

}  // namespace kancelli::statute
