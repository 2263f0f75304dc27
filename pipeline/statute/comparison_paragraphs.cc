// Comparison of the §§ below a chapter or statute, with the headings before them.
#include <algorithm>

#include "pipeline/statute/comparison.h"

namespace kancelli::statute {

void Comparison::paragraphs(const Unit& old, const Unit& changed) {
  const auto groups_of = [](const Unit& unit) {
    std::vector<Group> groups;
    std::vector<const Unit*> headings;
    for (const Unit& each : unit.units) {
      if (each.kind == Kind::heading) headings.push_back(&each);
      if (each.kind != Kind::paragraph) continue;
      groups.push_back({std::move(headings), &each});
      headings.clear();
    }
    return groups;
  };
  const std::vector<Group> olds = groups_of(old), news = groups_of(changed);
  if (olds.empty() && news.empty()) return;
  std::size_t j = 0;
  const Group* before = nullptr;
  std::vector<const Group*> gone;
  std::vector<const Unit*> pending;  // headings that will stand before the next § that stays
  const auto close = [&](const Group* survivor) {
    std::vector<const Group*> come;
    const Unit* until = survivor == nullptr ? nullptr : matching_.changed(*survivor->paragraph);
    for (; j < news.size() && news[j].paragraph != until; ++j) come.push_back(&news[j]);
    paragraph_gap(old, before, survivor, gone, come, pending);
    gone.clear();
    if (survivor == nullptr) return;
    pending.insert(pending.end(), survivor->headings.begin(), survivor->headings.end());
    headings(*survivor, news[j], pending);
    pending.clear();
    visit(*survivor->paragraph, *until);
    before = survivor;
    ++j;
  };
  for (const Group& each : olds) {
    if (matching_.changed(*each.paragraph) == nullptr)
      gone.push_back(&each);
    else
      close(&each);
  }
  close(nullptr);
}

void Comparison::paragraph_gap(const Unit& parent, const Group* before, const Group* after,
                               std::vector<const Group*> gone, const std::vector<const Group*>& come,
                               std::vector<const Unit*>& pending) {
  const auto has_headings = [](const Group* group) { return !group->headings.empty(); };
  Operation operation;
  for (const Group* each : come) {
    for (const Unit* heading : each->headings) operation.content.push_back(*heading);
    operation.content.push_back(*each->paragraph);
  }
  if (!gone.empty()) {
    // Repealing §§ 7-9 repeals the headings between them, not the one before § 7.
    for (const Group* each : gone) operation.places.push_back(place_of(*each->paragraph));
    pending = gone[0]->headings;
    const bool in_stead =
        !come.empty() && std::none_of(gone.begin(), gone.end(), has_headings) && !has_headings(come[0]);
    operation.action = come.empty() ? Action::repeal : Action::replace_units;
    if (come.empty() || in_stead)
      return add(2 * matching_.extent(*gone[0]->paragraph).first, std::move(operation), *gone[0]->paragraph);
    Operation repeal;
    repeal.action = Action::repeal;
    repeal.places = std::move(operation.places);
    add(2 * matching_.extent(*gone[0]->paragraph).first, std::move(repeal), *gone[0]->paragraph);
    operation.places.clear();
  }
  if (come.empty()) return;
  operation.action = Action::insert_units;
  if (before != nullptr) {
    operation.anchor = place_of(*before->paragraph);
    if (after == nullptr && parent.kind == Kind::chapter) operation.in_chapter = parent.number;
    add(2 * matching_.extent(*before->paragraph).second - 1, std::move(operation), *before->paragraph);
  } else if (after != nullptr) {
    operation.side = Side::before;
    operation.anchor = place_of(*after->paragraph);
    add(2 * matching_.extent(*after->paragraph).first - 1, std::move(operation), *after->paragraph);
  } else {
    operation.side = Side::last;
    operation.anchor = place_of(parent);
    add(2 * matching_.extent(parent).second - 1, std::move(operation), parent);
  }
}

// The headings before a § that stays: `expected` would stand there, once §§ have gone and come.
void Comparison::headings(const Group& old, const Group& changed, const std::vector<const Unit*>& expected) {
  const Unit* wanted = changed.headings.empty() ? nullptr : changed.headings[0];
  const Unit* kept = nullptr;
  for (const Unit* each : expected)
    if (wanted != nullptr && (kept == nullptr || matching_.changed(*each) == wanted)) kept = each;
  for (const Unit* each : expected) {
    if (each == kept) continue;
    Operation repeal;
    repeal.action = Action::repeal;
    repeal.places.push_back(place_of(*each));
    add(2 * matching_.extent(*each).first, std::move(repeal), *old.paragraph);
  }
  if (kept != nullptr) return heading_words(*kept, *wanted);
  if (wanted == nullptr) return;
  Operation insert;
  insert.action = Action::insert_units;
  insert.side = Side::before;
  insert.anchor = place_of(*old.paragraph);
  insert.content.push_back(*wanted);
  add(2 * matching_.extent(*old.paragraph).first - 1, std::move(insert), *old.paragraph);
}

}  // namespace kancelli::statute
