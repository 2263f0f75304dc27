// The amendment items that follow: words as apply() counts them, in the statute as it was.
#include <algorithm>
#include <map>
#include <set>

#include "pipeline/statute/apply.h"
#include "pipeline/statute/follow_up_parts.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {
namespace {

constexpr std::size_t most_words = 8;  // of context that an item quotes beside what it changes

std::vector<std::size_t> places(std::string_view text, std::string_view words) {
  std::vector<std::size_t> all;
  for (std::size_t at = text.find(words); at != std::string_view::npos;
       at = text.find(words, at + words.size()))
    all.push_back(at);
  return all;
}

// How far two texts agree around a place of each.
std::size_t agreement(std::string_view a, std::size_t at, std::string_view b, std::size_t there,
                      std::size_t size) {
  std::size_t before = 0, behind = 0;
  while (before < at && before < there && a[at - before - 1] == b[there - before - 1]) ++before;
  while (at + size + behind < a.size() && there + size + behind < b.size() &&
         a[at + size + behind] == b[there + size + behind])
    ++behind;
  return before + behind;
}

class Items {
 public:
  Items(const Unit& old, const Unit& changed)
      : old_(old), old_references_(references(old)), new_references_(references(changed)) {
    for (const Located& each : all_units(old)) {
      old_units_.emplace(each.unit->id, each.unit);
      parents_.emplace(each.unit, each.parent);
    }
    for (const Located& each : all_units(changed)) new_units_.emplace(each.unit->id, each.unit);
  }

  std::vector<FollowUp> run(std::vector<Spotted> spotted) {
    for (Spotted& each : spotted) finds_.push_back({std::move(each.follow), {}, {}});
    for (std::size_t i = 0; i < finds_.size(); ++i) locate(finds_[i], spotted[i].spot);
    std::vector<FollowUp> all;
    for (std::size_t i = 0; i < finds_.size(); ++i) {
      if (finds_[i].done) continue;
      if (finds_[i].unit != nullptr && !together(i)) quoted(i);
      const FollowUp& follow = finds_[i].follow;
      // Without an item the same is said once of a unit.
      const bool told = !follow.operation && std::any_of(all.begin(), all.end(), [&](const FollowUp& other) {
        return other.unit == follow.unit && other.words == follow.words && other.instead == follow.instead;
      });
      if (!told) all.push_back(follow);
    }
    return all;
  }

 private:
  struct Find {
    FollowUp follow;
    const Unit* unit = nullptr;  // of the old statute, and where the words stand in it; nullptr: no item
    Spot spot;
    bool done = false;  // an item covers it
  };

  void locate(Find& find, const Spot& spot) const {
    const auto unit = old_units_.find(spot.unit);
    if (find.follow.instead.empty() || spot.begin == spot.end || unit == old_units_.end()) return;
    const Unit& changed = *new_units_.at(spot.unit);
    const std::string &before = (spot.tail ? unit->second->tail : unit->second->text).words,
                      &after = (spot.tail ? changed.tail : changed.text).words;
    const std::vector<std::size_t> olds = places(before, find.follow.words),
                                   news = places(after, find.follow.words);
    if (olds.empty()) return;
    std::size_t at = olds[0];
    if (olds.size() == news.size()) {
      at = olds[static_cast<std::size_t>(std::find(news.begin(), news.end(), spot.begin) - news.begin()) %
                olds.size()];
    } else {
      const auto like = [&](std::size_t old) {
        return agreement(before, old, after, spot.begin, spot.end - spot.begin);
      };
      for (const std::size_t each : olds)
        if (like(each) > like(at)) at = each;
    }
    find.unit = unit->second;
    find.spot = {spot.unit, spot.tail, at, at + find.follow.words.size()};
  }

  bool is_within(const Unit* unit, const Unit* outer) const {
    while (unit != nullptr && unit != outer) unit = parents_.at(unit);
    return unit == outer;
  }

  // One item for all places in the unit and below it.
  bool together(std::size_t first) {
    std::vector<std::size_t> all;
    for (std::size_t i = first; i < finds_.size(); ++i)
      if (!finds_[i].done && finds_[i].unit != nullptr &&
          finds_[i].follow.words == finds_[first].follow.words &&
          finds_[i].follow.instead == finds_[first].follow.instead &&
          finds_[i].follow.why == finds_[first].follow.why && is_within(finds_[i].unit, finds_[first].unit))
        all.push_back(i);
    FollowUp& follow = finds_[first].follow;
    if (!item(finds_[first], follow.words, follow.instead, all)) return false;
    for (const std::size_t i : all) finds_[i].done = true;
    return true;
  }

  // An item for one place, with words beside it that stand there only.
  void quoted(std::size_t index) {
    Find& find = finds_[index];
    const std::string& text = (find.spot.tail ? find.unit->tail : find.unit->text).words;
    for (std::size_t words = 1; words <= most_words; ++words)
      for (std::size_t left = 0; left <= words; ++left) {
        const auto begin = back(text, find.spot.begin, left), end = forth(text, find.spot.end, words - left);
        if (!begin || !end || touches_others(index, *begin, *end)) continue;
        const std::string before = text.substr(*begin, find.spot.begin - *begin),
                          behind = text.substr(find.spot.end, *end - find.spot.end);
        if (!item(find, before + find.follow.words + behind, before + find.follow.instead + behind, {index}))
          continue;
        find.spot.begin = *begin;
        find.spot.end = *end;
        return;
      }
  }

  bool touches_others(std::size_t index, std::size_t begin, std::size_t end) const {
    for (std::size_t i = 0; i < finds_.size(); ++i)
      if (i != index && finds_[i].unit == finds_[index].unit &&
          finds_[i].spot.tail == finds_[index].spot.tail && finds_[i].spot.begin < end &&
          begin < finds_[i].spot.end)
        return true;
    return false;
  }

  static std::optional<std::size_t> back(const std::string& text, std::size_t at, std::size_t words) {
    for (; words > 0; --words) {
      if (at < 2) return std::nullopt;
      const std::size_t space = text.rfind(' ', at - 2);
      at = space == std::string::npos ? 0 : space + 1;
    }
    return at;
  }

  static std::optional<std::size_t> forth(const std::string& text, std::size_t at, std::size_t words) {
    for (; words > 0; --words) {
      if (at == text.size()) return std::nullopt;
      at = std::min(text.find(' ', at + 1), text.size());
    }
    return at;
  }

  // Whether apply() makes of the statute what is meant: only those places changed. Then it is the item.
  bool item(Find& find, const std::string& words, const std::string& instead,
            const std::vector<std::size_t>& meant) const {
    Operation operation;
    operation.old_words = words;
    operation.new_words = instead;
    Reference where = old_references_.at(find.unit->id);
    if (where.empty() || !quotable(words) || !quotable(instead)) return false;
    if (find.unit->kind == Kind::chapter || find.unit->kind == Kind::annex)
      where.steps.push_back({Kind::heading, "", ""});
    operation.places.push_back({where, static_cast<int>(meant.size()), ""});
    Amendment amendment;
    amendment.items.push_back({{operation}, {}, {}});
    Diagnostics faults;
    const Applied applied = apply(old_, amendment, {}, faults);
    if (faults.has_errors() || !same_text(applied.statute, wanted(meant))) return false;
    operation.places[0].id = find.unit->id;
    becomes(operation.places[0].where, new_references_.at(find.unit->id));
    find.follow.operation = std::move(operation);
    return true;
  }

  Unit wanted(const std::vector<std::size_t>& meant) const {
    Unit result = old_;
    std::map<std::string, std::vector<const Find*>> by_unit;
    for (const std::size_t i : meant) by_unit[finds_[i].follow.unit].push_back(&finds_[i]);
    replace(result, by_unit);
    return result;
  }

  static void replace(Unit& unit, std::map<std::string, std::vector<const Find*>>& by_unit) {
    for (Unit& each : unit.units) replace(each, by_unit);
    const auto found = by_unit.find(unit.id);
    if (found == by_unit.end()) return;
    std::sort(found->second.begin(), found->second.end(),
              [](const Find* a, const Find* b) { return a->spot.begin > b->spot.begin; });
    for (const Find* each : found->second)
      (each->spot.tail ? unit.tail : unit.text)
          .words.replace(each->spot.begin, each->spot.end - each->spot.begin, each->follow.instead);
  }

  static void becomes(Reference& old, const Reference& now) {
    if (old.steps.size() != now.steps.size()) return;
    for (std::size_t i = 0; i < old.steps.size(); ++i)
      if (old.steps[i].number != now.steps[i].number) old.steps[i].becomes = now.steps[i].number;
  }

  const Unit& old_;
  std::unordered_map<std::string, Reference> old_references_, new_references_;
  std::map<std::string, const Unit*> old_units_, new_units_;
  std::map<const Unit*, const Unit*> parents_;
  std::vector<Find> finds_;
};

}  // namespace

std::vector<FollowUp> with_items(const Unit& old, const Unit& changed, std::vector<Spotted> spotted) {
  return spotted.empty() ? std::vector<FollowUp>() : Items(old, changed).run(std::move(spotted));
}

}  // namespace kancelli::statute
