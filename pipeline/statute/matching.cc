#include "pipeline/statute/matching.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

#include "pipeline/statute/word_diff.h"

namespace kancelli::statute {
namespace {

bool is_numbered_by_source(Kind kind) {
  return kind == Kind::chapter || kind == Kind::paragraph || kind == Kind::annex || kind == Kind::preamble ||
         kind == Kind::statute;
}

std::string all_words(const Unit& unit) {
  std::string words = unit.text.words;
  for (const Unit& each : unit.units) words += " " + all_words(each);
  return words + " " + unit.tail.words;
}

// Indexes into `values` of the longest run, in order, of rising values.
std::vector<std::size_t> rising(const std::vector<std::size_t>& values) {
  std::vector<std::size_t> tails, before(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto place = std::lower_bound(tails.begin(), tails.end(), i,
                                        [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    before[i] = place == tails.begin() ? values.size() : *(place - 1);
    if (place == tails.end())
      tails.push_back(i);
    else
      *place = i;
  }
  std::vector<std::size_t> run;
  for (std::size_t at = tails.empty() ? values.size() : tails.back(); at < values.size(); at = before[at])
    run.push_back(at);
  std::reverse(run.begin(), run.end());
  return run;
}

}  // namespace

Matching::Matching(const Unit& old, const Unit& changed, bool by_id) {
  index(old, nullptr, true);
  index(changed, nullptr, false);
  pair(old, changed);
  if (by_id) match_ids(old, changed);
  match_rest(old, changed);
  settle(old);
}

void Matching::index(const Unit& unit, const Unit* parent, bool old) {
  parents_[&unit] = parent;
  const std::size_t begin = counted_++;
  for (const Unit& each : unit.units) index(each, &unit, old);
  if (old) extents_[&unit] = {begin, counted_};
}

void Matching::pair(const Unit& old, const Unit& changed) {
  to_new_[&old] = &changed;
  to_old_[&changed] = &old;
}

void Matching::unpair(const Unit& old) {
  if (const Unit* was = changed(old)) to_old_.erase(was);
  to_new_.erase(&old);
}

void Matching::match_ids(const Unit& old, const Unit& changed) {
  std::unordered_map<std::string, const Unit*> news;
  for (const Located& each : all_units(changed))
    if (!each.unit->id.empty()) news.emplace(each.unit->id, each.unit);
  for (const Located& each : all_units(old)) {
    const auto found = news.find(each.unit->id);
    if (each.parent == nullptr || found == news.end() || found->second->kind != each.unit->kind) continue;
    // Paragraphs, chapters and annexes never change their numbers.
    if (is_numbered_by_source(each.unit->kind) && found->second->number != each.unit->number) continue;
    pair(*each.unit, *found->second);
  }
}

// Below a pair: what is left, by number where the source gives it, else by words.
void Matching::match_rest(const Unit& old, const Unit& changed) {
  std::map<std::pair<Kind, std::string>, const Unit*> numbered;
  std::map<Kind, std::pair<std::vector<const Unit*>, std::vector<const Unit*>>> left;
  for (const Unit& each : changed.units)
    if (this->old(each) == nullptr) {
      if (is_numbered_by_source(each.kind))
        numbered.emplace(std::pair(each.kind, each.number), &each);
      else
        left[each.kind].second.push_back(&each);
    }
  for (const Unit& each : old.units) {
    if (this->changed(each) != nullptr) continue;
    const auto found = numbered.find({each.kind, each.number});
    if (found != numbered.end())
      pair(each, *found->second);
    else if (!is_numbered_by_source(each.kind))
      left[each.kind].first.push_back(&each);
  }
  for (const auto& [kind, lists] : left) match_by_words(lists.first, lists.second);
  for (const Unit& each : old.units)
    if (const Unit* other = this->changed(each)) match_rest(each, *other);
}

// The same words first; then what is alike, in order between those.
void Matching::match_by_words(const std::vector<const Unit*>& olds, const std::vector<const Unit*>& news) {
  std::map<std::string, std::vector<const Unit*>> same;
  for (auto each = news.rbegin(); each != news.rend(); ++each) same[all_words(**each)].push_back(*each);
  for (const Unit* each : olds)
    if (auto found = same.find(all_words(*each)); found != same.end() && !found->second.empty()) {
      pair(*each, *found->second.back());
      found->second.pop_back();
    }
  std::size_t next = 0;
  for (const Unit* each : olds) {
    if (changed(*each) != nullptr) {
      const auto at = std::find(news.begin(), news.end(), changed(*each));
      next = std::max(next, static_cast<std::size_t>(at - news.begin()) + 1);
      continue;
    }
    for (std::size_t i = next; i < news.size() && old(*news[i]) == nullptr; ++i)
      if (changed_share(all_words(*each), all_words(*news[i])) < 0.5) {
        pair(*each, *news[i]);
        next = i + 1;
        break;
      }
  }
}

// Parents first: what has gone elsewhere, or changed its order, is no pair any more.
void Matching::settle(const Unit& old) {
  const Unit* changed = this->changed(old);
  for (const Unit& each : old.units)
    if (const Unit* other = this->changed(each);
        other != nullptr && (changed == nullptr || parent(*other) != changed))
      unpair(each);
  std::map<Kind, std::vector<const Unit*>> kept;
  for (const Unit& each : old.units)
    if (this->changed(each) != nullptr) kept[each.kind].push_back(&each);
  for (const auto& [kind, units] : kept) {
    std::vector<std::size_t> places;
    for (const Unit* each : units)
      places.push_back(static_cast<std::size_t>(this->changed(*each) - changed->units.data()));
    std::vector<bool> in_order(units.size());
    for (const std::size_t i : rising(places)) in_order[i] = true;
    for (std::size_t i = 0; i < units.size(); ++i)
      if (!in_order[i]) unpair(*units[i]);
  }
  for (const Unit& each : old.units) settle(each);
}

const Unit* Matching::changed(const Unit& old) const {
  const auto found = to_new_.find(&old);
  return found == to_new_.end() ? nullptr : found->second;
}

const Unit* Matching::old(const Unit& changed) const {
  const auto found = to_old_.find(&changed);
  return found == to_old_.end() ? nullptr : found->second;
}

const Unit* Matching::parent(const Unit& unit) const {
  return parents_.at(&unit);
}

std::pair<std::size_t, std::size_t> Matching::extent(const Unit& old) const {
  return extents_.at(&old);
}

}  // namespace kancelli::statute
