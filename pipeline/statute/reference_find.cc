#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

bool is_top(Kind kind) {
  return kind == Kind::chapter || kind == Kind::paragraph || kind == Kind::annex;
}

bool holds_subsections(const Unit& unit) {
  return unit.kind == Kind::paragraph || unit.kind == Kind::annex;
}

// A chapter, § or annex, wherever it stands.
const Unit* find_top(const Unit& unit, const Step& step, const Unit** parent) {
  for (const Unit& each : unit.units) {
    if (each.kind == step.kind && each.number == step.number) {
      if (parent != nullptr) *parent = &unit;
      return &each;
    }
    if (each.kind == Kind::chapter && step.kind == Kind::paragraph)
      if (const Unit* found = find_top(each, step, parent)) return found;
  }
  return nullptr;
}

const Unit* child(const Unit& unit, Kind kind, std::string_view number) {
  const auto found = std::find_if(unit.units.begin(), unit.units.end(), [&](const Unit& each) {
    return each.kind == kind && each.number == number;
  });
  return found == unit.units.end() ? nullptr : &*found;
}

// A § or annex with one stykke is called by its number alone.
bool is_only_subsection(const Unit& unit, const Unit& parent) {
  return unit.kind == Kind::subsection && parent.units.size() == 1;
}

// The units from the statute down to the one with that id, the statute first.
bool path_to(const Unit& unit, std::string_view id, std::vector<const Unit*>& path) {
  path.push_back(&unit);
  if (unit.id == id) return true;
  for (const Unit& each : unit.units)
    if (path_to(each, id, path)) return true;
  path.pop_back();
  return false;
}

Reference reference_of(const std::vector<const Unit*>& path) {
  const Unit& last = *path.back();
  if (last.kind == Kind::statute || last.kind == Kind::preamble) return {{{last.kind, "", ""}}};
  if (last.kind == Kind::heading) {
    const auto& siblings = path[path.size() - 2]->units;
    for (std::size_t i = 0; i + 1 < siblings.size(); ++i)
      if (&siblings[i] == &last && siblings[i + 1].kind == Kind::paragraph)
        return {{{Kind::paragraph, siblings[i + 1].number, ""}, {Kind::heading, "", ""}}};
    return {};
  }
  Reference reference;
  for (std::size_t i = 1; i < path.size(); ++i) {
    if (path[i]->kind == Kind::chapter && i + 1 < path.size()) continue;
    if (is_only_subsection(*path[i], *path[i - 1])) continue;
    reference.steps.push_back({path[i]->kind, path[i]->number, ""});
  }
  return reference;
}

void collect(const Unit& unit, std::vector<const Unit*>& path,
             std::unordered_map<std::string, Reference>& all) {
  path.push_back(&unit);
  if (!unit.id.empty()) all.emplace(unit.id, reference_of(path));
  for (const Unit& each : unit.units) collect(each, path, all);
  path.pop_back();
}

// What both share from the outside in is understood, but never the whole of what is referred to.
Reference seen_from(const Reference& there, const Reference* here) {
  std::size_t shared = 0;
  while (here != nullptr && shared < here->steps.size() && shared + 1 < there.steps.size() &&
         here->steps[shared] == there.steps[shared])
    ++shared;
  return {{there.steps.begin() + static_cast<std::ptrdiff_t>(shared), there.steps.end()}};
}

}  // namespace

const Unit* find(const Unit& statute, const Reference& reference) {
  if (reference.empty()) return nullptr;
  const Step& first = reference.steps.front();
  if (first.kind == Kind::statute) return &statute;
  if (first.kind == Kind::preamble) {
    const Unit* found = child(statute, Kind::preamble, "");
    return found;
  }
  if (!is_top(first.kind)) return nullptr;
  const Unit* parent = nullptr;
  const Unit* at = find_top(statute, first, &parent);
  for (std::size_t i = 1; i < reference.steps.size() && at != nullptr; ++i) {
    const Step& step = reference.steps[i];
    if (step.kind == Kind::sentence)
      return holds_subsections(*at) && at->units.size() == 1 ? &at->units[0] : at;
    if (step.kind == Kind::heading) {
      if (at->kind != Kind::paragraph) return at;
      return at == parent->units.data() || (at - 1)->kind != Kind::heading ? nullptr : at - 1;
    }
    // "§ 31, nr. 2": the number of the only stykke.
    if (holds_subsections(*at) && step.kind != Kind::subsection)
      at = at->units.size() == 1 ? &at->units[0] : nullptr;
    if (at != nullptr) at = child(*at, step.kind, step.number);
  }
  return at;
}

std::optional<Reference> reference_to(const Unit& statute, std::string_view id) {
  std::vector<const Unit*> path;
  if (id.empty() || !path_to(statute, id, path)) return std::nullopt;
  return reference_of(path);
}

std::unordered_map<std::string, Reference> references(const Unit& statute) {
  std::unordered_map<std::string, Reference> all;
  std::vector<const Unit*> path;
  collect(statute, path, all);
  return all;
}

std::string printed_reference(const Unit& statute, const std::vector<std::string>& ids,
                              std::string_view from) {
  std::vector<Reference> references;
  const auto here = reference_to(statute, from);
  for (const std::string& id : ids) {
    const auto there = reference_to(statute, id);
    if (!there) return {};
    references.push_back(seen_from(*there, here ? &*here : nullptr));
  }
  std::vector<Reference*> all;
  for (Reference& each : references) all.push_back(&each);
  mark_ranges(statute, all);
  return to_string(references);
}

std::string printed_reference(const Reference& there, const Reference* here) {
  return to_string(std::vector<Reference>{seen_from(there, here)});
}

}  // namespace kancelli::statute
