#include "pipeline/statute/comparison.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

// What can be re-worded in one piece, and repealed or inserted.
bool is_large(Kind kind) {
  return kind == Kind::paragraph || kind == Kind::chapter || kind == Kind::annex;
}

bool announces(const Place& place) {
  return std::any_of(place.where.steps.begin(), place.where.steps.end(),
                     [](const Step& step) { return !step.becomes.empty(); });
}

Operation insertion(Side side, Place anchor, const std::vector<const Unit*>& come) {
  Operation operation;
  operation.action = Action::insert_units;
  operation.side = side;
  operation.anchor = std::move(anchor);
  for (const Unit* each : come) operation.content.push_back(*each);
  return operation;
}

}  // namespace

Comparison::Comparison(const Unit& old, const Unit& changed, const Matching& matching,
                       const CompareOptions& options, const Forms& forms)
    : old_(old), changed_(changed), forms_(forms), matching_(matching) {
  for (const Located& each : all_units(old)) old_ids_.emplace(each.unit->id, each.unit);
  for (const Located& each : all_units(changed)) new_ids_.emplace(each.unit->id, each.unit);
  std::set<const Unit*> whole_units;
  collect_whole(old, whole_units);
  everywhere_ = find_everywhere(old, matching_, whole_units, options.everywhere_from);
  visit(old, changed);
  gather();
}

bool Comparison::chosen(const Unit& old, CompareOptions::Form form) const {
  const Unit* other = matching_.changed(old);
  for (const Unit* each : {&old, other})
    if (each != nullptr)
      if (const auto found = forms_.find(each->id); found != forms_.end() && found->second == form)
        return true;
  return false;
}

bool Comparison::whole(const Unit& old) const {
  return chosen(old, CompareOptions::Form::whole) || everywhere_.exceptions.contains(&old);
}

// A pair that no smaller changes lead through: its lists are of another kind, or nothing of them stayed.
bool Comparison::rewords(const Unit& old) const {
  const Unit& changed = *matching_.changed(old);
  if (whole(old)) return true;
  if (old.kind != Kind::paragraph && !is_ordered(old.kind)) return false;
  if (old.tail.empty() != changed.tail.empty()) return true;
  if (old.units.empty() && changed.units.empty()) return false;
  if (old.units.empty() || changed.units.empty() || old.units[0].kind != changed.units[0].kind) return true;
  return std::none_of(old.units.begin(), old.units.end(),
                      [&](const Unit& each) { return matching_.changed(each) != nullptr; });
}

void Comparison::collect_whole(const Unit& old, std::set<const Unit*>& all) const {
  const Unit* changed = matching_.changed(old);
  if (changed == nullptr) return;
  const bool far = is_ordered(old.kind) && old.units.empty() && old.text.words != changed->text.words &&
                   tokens(old.text.words).size() > 8 &&
                   changed_share(old.text.words, changed->text.words) > 0.7;
  if (far || rewords(old)) {
    all.insert(&old);
    return;
  }
  for (const Unit& each : old.units) collect_whole(each, all);
}

void Comparison::visit(const Unit& old, const Unit& changed) {
  if (rewords(old)) return reword(old, changed);
  switch (old.kind) {
    case Kind::statute:
    case Kind::chapter:
    case Kind::annex:
    case Kind::preamble:
      heading_words(old, changed);
      if (old.kind == Kind::annex) return ordered_units(old, changed);
      large_units(old, changed, Kind::preamble);
      paragraphs(old, changed);
      large_units(old, changed, Kind::chapter);
      large_units(old, changed, Kind::annex);
      return;
    case Kind::heading:
      return heading_words(old, changed);
    case Kind::paragraph:
      return ordered_units(old, changed);
    default:
      break;
  }
  if (!provision_words(old, changed)) return reword(old, changed);
  ordered_units(old, changed);
}

void Comparison::ordered_units(const Unit& old, const Unit& changed) {
  std::size_t j = 0;
  const Unit* before = nullptr;
  std::vector<const Unit*> gone;
  const auto close = [&](const Unit* survivor) {
    std::vector<const Unit*> come;
    const Unit* until = survivor == nullptr ? nullptr : matching_.changed(*survivor);
    for (; j < changed.units.size() && &changed.units[j] != until; ++j) come.push_back(&changed.units[j]);
    ++j;
    gap(old, before, survivor, gone, come);
    gone.clear();
    before = survivor;
  };
  for (const Unit& each : old.units) {
    if (matching_.changed(each) == nullptr) {
      gone.push_back(&each);
      continue;
    }
    close(&each);
    visit(each, *matching_.changed(each));
  }
  close(nullptr);
}

// Between two units that stay, or at an end: what went and what came.
void Comparison::gap(const Unit& parent, const Unit* before, const Unit* after,
                     const std::vector<const Unit*>& gone, const std::vector<const Unit*>& come) {
  if (gone.empty() && come.empty()) return;
  if (!gone.empty()) {
    Operation operation;
    operation.action = come.empty()                 ? Action::repeal
                       : come.size() == gone.size() ? Action::reword
                                                    : Action::replace_units;
    for (const Unit* each : gone) operation.places.push_back(place_of(*each));
    for (const Unit* each : come) operation.content.push_back(*each);
    return add(2 * matching_.extent(*gone[0]).first, std::move(operation), *gone[0]);
  }
  if (before == nullptr)
    return add(2 * matching_.extent(*after).first - 1, insertion(Side::before, place_of(*after), come),
               parent);
  const std::size_t behind = 2 * matching_.extent(*before).second - 1;
  // "som stk. 4" would be taken for the old stk. 4 where numbers shift.
  if (after == nullptr && matching_.changed(*before)->number == before->number)
    return add(behind, insertion(Side::last, place_of(parent), come), parent);
  add(behind, insertion(Side::after, place_of(*before), come), parent);
}

void Comparison::large_units(const Unit& old, const Unit& changed, Kind kind) {
  const Unit* before = nullptr;
  std::vector<const Unit*> waiting;  // new ones before the first that stayed
  for (const Unit& each : old.units) {
    if (each.kind != kind) continue;
    if (const Unit* other = matching_.changed(each)) {
      visit(each, *other);
    } else {
      Operation repeal;
      repeal.action = Action::repeal;
      repeal.places.push_back(place_of(each));
      add(2 * matching_.extent(each).first, std::move(repeal), each);
    }
  }
  const auto insert = [&](const Unit* after) {
    if (waiting.empty()) return;
    if (before != nullptr)
      add(2 * matching_.extent(*before).second - 1, insertion(Side::after, place_of(*before), waiting),
          *before);
    else if (after != nullptr)
      add(2 * matching_.extent(*after).first - 1, insertion(Side::before, place_of(*after), waiting), *after);
    else
      add(2 * matching_.extent(old).second - 1,
          insertion(Side::last, old.kind == Kind::statute ? Place{} : place_of(old), waiting), old);
    waiting.clear();
  };
  for (const Unit& each : changed.units) {
    if (each.kind != kind) continue;
    if (const Unit* other = matching_.old(each)) {
      insert(other);
      before = other;
    } else {
      waiting.push_back(&each);
    }
  }
  insert(nullptr);
}

void Comparison::reword(const Unit& old, const Unit& changed) {
  Operation operation;
  operation.action = Action::reword;
  operation.places.push_back(place_of(old));
  operation.content.push_back(changed);
  add(2 * matching_.extent(old).first, std::move(operation), old);
}

void Comparison::add(std::size_t place, Operation operation, const Unit& near) {
  const Unit* top = &near;
  while (top != nullptr && !is_large(top->kind)) top = matching_.parent(*top);
  Item item;
  item.operations.push_back(std::move(operation));
  entries_.push_back({place, std::move(item), top == nullptr ? "" : top->id});
}

// Stykker, numre or litraer beside each other that are re-worded are one item ("nr. 2 og 3 affattes
// således").
bool Comparison::joins(const Entry& entry, const Operation& next) const {
  const Operation& last = entry.item.operations.back();
  if (entry.item.operations.size() > 1 || last.action != Action::reword || next.action != Action::reword)
    return false;
  const auto one = old_ids_.find(last.places.back().id), two = old_ids_.find(next.places[0].id);
  if (one == old_ids_.end() || two == old_ids_.end() || one->second + 1 != two->second) return false;
  const Unit &a = *one->second, &b = *two->second;
  const auto whole = [](const Place& place) { return place.where.steps.back().kind != Kind::sentence; };
  return is_ordered(a.kind) && a.kind == b.kind && matching_.parent(a) == matching_.parent(b) &&
         last.places.size() == last.content.size() && next.places.size() == 1 && next.content.size() == 1 &&
         whole(last.places.back()) && whole(next.places[0]) && !announces(last.places.back()) &&
         !announces(next.places[0]);
}

// An identical change in several provisions is one item, at the first of them; not where a provision shifts,
// whose item must follow the one that shifts it.
void Comparison::gather() {
  std::stable_sort(entries_.begin(), entries_.end(),
                   [](const Entry& a, const Entry& b) { return a.place < b.place; });
  std::map<std::string, std::size_t> first;
  std::vector<Entry> gathered;
  for (Entry& entry : entries_) {
    Operation& operation = entry.item.operations[0];
    if (!changes_words(operation.action) || entry.item.operations.size() > 1 ||
        announces(operation.places[0])) {
      if (!gathered.empty() && entry.item.operations.size() == 1 && joins(gathered.back(), operation)) {
        Operation& before = gathered.back().item.operations.back();
        before.places.push_back(operation.places[0]);
        before.content.push_back(std::move(operation.content[0]));
      } else {
        gathered.push_back(std::move(entry));
      }
      continue;
    }
    const std::string key = std::to_string(static_cast<int>(operation.action)) +
                            std::to_string(static_cast<int>(operation.side)) + "\n" + operation.old_words +
                            "\n" + operation.new_words;
    const auto [found, is_first] = first.emplace(key, gathered.size());
    if (is_first)
      gathered.push_back(std::move(entry));
    else
      for (const Place& place : operation.places)
        gathered[found->second].item.operations[0].places.push_back(place);
  }
  entries_ = std::move(gathered);
  // The title comes first, then what is changed everywhere (3.4.5, the order of items).
  const auto behind_title =
      std::find_if(entries_.begin(), entries_.end(), [](const Entry& entry) { return entry.place > 0; });
  std::vector<Entry> everywhere;
  for (const Everywhere::Change& change : everywhere_.changes) {
    Operation operation;
    operation.action = change.new_words.empty() ? Action::delete_words : Action::replace_words;
    operation.old_words = change.old_words;
    operation.new_words = change.new_words;
    everywhere.push_back({0, {{std::move(operation)}, {}, {}}, ""});
  }
  entries_.insert(behind_title, everywhere.begin(), everywhere.end());
}

Place Comparison::place_of(const Unit& old) const {
  std::vector<const Unit*> path;
  for (const Unit* at = &old; at != nullptr; at = matching_.parent(*at)) path.insert(path.begin(), at);
  Place place;
  place.id = old.id;
  auto& steps = place.where.steps;
  if (old.kind == Kind::statute || old.kind == Kind::preamble) {
    steps.push_back({old.kind, "", ""});
    return place;
  }
  if (old.kind == Kind::heading) {
    const auto& siblings = path[path.size() - 2]->units;
    for (std::size_t i = static_cast<std::size_t>(&old - siblings.data()); i < siblings.size(); ++i)
      if (siblings[i].kind == Kind::paragraph) {
        steps = {{Kind::paragraph, siblings[i].number, ""}, {Kind::heading, "", ""}};
        break;
      }
    return place;
  }
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Unit& unit = *path[i];
    if (unit.kind == Kind::chapter && i + 1 < path.size()) continue;
    const Unit* other = matching_.changed(unit);
    const std::string becomes = other == nullptr || other->number == unit.number ? "" : other->number;
    const bool only = unit.kind == Kind::subsection && path[i - 1]->units.size() == 1;
    // The only stykke of a § or annex has no name of its own, unless it gets another number.
    if (!only || !becomes.empty()) steps.push_back({unit.kind, unit.number, becomes});
  }
  return place;
}

std::string Comparison::name(const std::string& old_id) const {
  const auto found = old_ids_.find(old_id);
  if (found == old_ids_.end()) return old_id;
  Reference reference = place_of(*found->second).where;
  for (Step& step : reference.steps) step.becomes.clear();
  return to_string(reference);
}

std::string Comparison::top_of(std::size_t item) const {
  return entries_.at(item).top;
}

std::string Comparison::wider(const std::string& id, const std::set<std::string>& tried) const {
  const Unit* at = nullptr;
  if (const auto found = new_ids_.find(id); found != new_ids_.end())
    for (at = found->second; at != nullptr && matching_.old(*at) == nullptr;) at = matching_.parent(*at);
  if (at != nullptr) at = matching_.old(*at);
  if (const auto found = old_ids_.find(id); at == nullptr && found != old_ids_.end()) at = found->second;
  while (at != nullptr &&
         (!is_large(at->kind) || tried.contains(at->id) || matching_.changed(*at) == nullptr))
    at = matching_.parent(*at);
  return at == nullptr ? "" : at->id;
}

Amendment Comparison::amendment() const {
  Amendment amendment;
  for (const Entry& entry : entries_) amendment.items.push_back(entry.item);
  return amendment;
}

}  // namespace kancelli::statute
