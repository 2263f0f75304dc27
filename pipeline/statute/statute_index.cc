#include "pipeline/statute/statute_index.h"

#include <algorithm>
#include <functional>

namespace kancelli::statute {
namespace {

const Unit* child(const Unit& unit, Kind kind, std::string_view number) {
  for (const Unit& each : unit.units)
    if (each.kind == kind && each.number == number) return &each;
  return nullptr;
}

bool is_only_subsection(const Unit& unit, const Unit& parent) {
  return unit.kind == Kind::subsection && parent.units.size() == 1;
}

// "2" is the second, "sidste" the last.
std::optional<std::size_t> sentence_index(const Unit& unit, std::string_view number) {
  const std::size_t all = sentence_places(unit).size();
  for (std::size_t i = 0; i < all; ++i)
    if (number == std::to_string(i + 1)) return i;
  if (number == "sidste" && all > 0) return all - 1;
  return std::nullopt;
}

}  // namespace

std::vector<SentencePlace> sentence_places(const Unit& unit) {
  std::vector<SentencePlace> all;
  for (const auto& [begin, end] : sentences(unit.text)) all.push_back({false, begin, end});
  for (const auto& [begin, end] : sentences(unit.tail)) all.push_back({true, begin, end});
  return all;
}

Index::Index(const Unit& statute) : statute_(statute) {
  add(statute);
  std::sort(parents_.begin(), parents_.end());
}

void Index::add(const Unit& unit) {
  ++count_;
  if (unit.kind == Kind::chapter) chapters_.emplace(unit.number, &unit);
  if (unit.kind == Kind::annex) annexes_.emplace(unit.number, &unit);
  if (unit.kind == Kind::paragraph) {
    paragraphs_.emplace(unit.number, &unit);
    if (last_paragraph_.empty() || number_less(last_paragraph_, unit.number)) last_paragraph_ = unit.number;
  }
  if (!unit.units.empty()) parents_.emplace_back(unit.units.data(), &unit);
  for (const Unit& each : unit.units) add(each);
}

void Index::add_ids(const Unit& unit) const {
  if (!unit.id.empty()) {
    std::size_t at = std::hash<std::string_view>()(unit.id) % ids_.size();
    while (ids_[at] != nullptr && ids_[at]->id != unit.id) at = (at + 1) % ids_.size();
    if (ids_[at] == nullptr) ids_[at] = &unit;
  }
  for (const Unit& each : unit.units) add_ids(each);
}

const Unit* Index::by_id(std::string_view id) const {
  if (ids_.empty()) {
    ids_.resize(2 * count_ + 1);
    add_ids(statute_);
  }
  std::size_t at = std::hash<std::string_view>()(id) % ids_.size();
  while (ids_[at] != nullptr && ids_[at]->id != id) at = (at + 1) % ids_.size();
  return ids_[at];
}

const Unit* Index::top(Kind kind, std::string_view number) const {
  const auto& all = kind == Kind::chapter ? chapters_ : kind == Kind::paragraph ? paragraphs_ : annexes_;
  const auto found = all.find(number);
  return found == all.end() ? nullptr : found->second;
}

const Unit* Index::parent(const Unit& unit) const {
  const auto after = std::upper_bound(parents_.begin(), parents_.end(), &unit,
                                      [](const Unit* at, const auto& each) { return at < each.first; });
  if (after == parents_.begin()) return nullptr;
  const Unit* holder = (after - 1)->second;
  return &unit < holder->units.data() + holder->units.size() ? holder : nullptr;
}

std::size_t Index::position(const Unit& unit) const {
  return static_cast<std::size_t>(&unit - parent(unit)->units.data());
}

const Unit* Index::before(std::string_view number) const {
  const Unit* nearest = nullptr;
  for (const auto& [each, unit] : paragraphs_)
    if (number_less(each, number) && (nearest == nullptr || number_less(nearest->number, each)))
      nearest = unit;
  return nearest;
}

bool Index::has_later(std::string_view number) const {
  return !last_paragraph_.empty() && number_less(number, last_paragraph_);
}

// Goes one step down; false where there is nothing.
bool Index::enter(Target& target, const Step& step) const {
  const Unit* at = target.unit;
  switch (step.kind) {
    case Kind::statute:
      target.text_only = true;
      return true;
    case Kind::preamble:
      target.unit = child(statute_, Kind::preamble, "");
      return target.unit != nullptr;
    case Kind::chapter:
    case Kind::paragraph:
    case Kind::annex:
      target.unit = top(step.kind, step.number);
      return target.unit != nullptr && (at == &statute_ || parent(*target.unit) == at);
    case Kind::heading:
      target.text_only = at->kind == Kind::chapter || at->kind == Kind::annex;
      if (at->kind != Kind::paragraph) return target.text_only;
      if (position(*at) == 0 || (at - 1)->kind != Kind::heading) return false;
      target.unit = at - 1;
      return true;
    default:
      break;
  }
  if ((at->kind == Kind::paragraph || at->kind == Kind::annex) && step.kind != Kind::subsection) {
    target.ambiguous = at->units.size() > 1;
    if (at->units.size() != 1) return false;
    target.unit = at = &at->units[0];
  }
  if (step.kind == Kind::sentence) {
    target.sentence = sentence_index(*at, step.number);
    return target.sentence.has_value();
  }
  target.unit = child(*at, step.kind, step.number);
  return target.unit != nullptr;
}

Target Index::find(const Reference& reference) const {
  Target target;
  if (reference.empty()) return target;
  target.unit = &statute_;
  for (std::size_t i = 0; i < reference.steps.size(); ++i) {
    const Unit* within = target.unit;
    if (enter(target, reference.steps[i])) continue;
    target.unit = nullptr;
    target.step = i;
    target.within = within;
    return target;
  }
  return target;
}

Target Index::find(const Place& place) const {
  const Unit* unit = place.id.empty() ? nullptr : by_id(place.id);
  if (unit == nullptr) return find(place.where);
  Target target;
  target.unit = unit;
  if (place.where.empty()) return target;
  const Step& last = place.where.steps.back();
  const bool part = last.kind == Kind::sentence || last.kind == Kind::heading || last.kind == Kind::statute;
  if (!part || unit->kind == Kind::heading) return target;
  if (enter(target, last)) return target;
  target.unit = nullptr;
  target.step = place.where.steps.size() - 1;
  target.within = unit;
  return target;
}

Reference Index::reference(const Unit& unit) const {
  if (unit.kind == Kind::statute || unit.kind == Kind::preamble) return {{{unit.kind, "", ""}}};
  if (unit.kind == Kind::heading) {
    const auto& siblings = parent(unit)->units;
    const std::size_t next = position(unit) + 1;
    if (next < siblings.size() && siblings[next].kind == Kind::paragraph)
      return {{{Kind::paragraph, siblings[next].number, ""}, {Kind::heading, "", ""}}};
    return {};
  }
  Reference reference;
  for (const Unit* at = &unit; at != nullptr && at->kind != Kind::statute; at = parent(*at)) {
    if (at->kind == Kind::chapter && at != &unit) break;
    if (!is_only_subsection(*at, *parent(*at))) reference.steps.push_back({at->kind, at->number, ""});
  }
  std::reverse(reference.steps.begin(), reference.steps.end());
  return reference;
}

}  // namespace kancelli::statute
