#include "pipeline/statute/amendment.h"

#include <algorithm>

#include "pipeline/core/text.h"

namespace kancelli::statute {

bool same(const Operation& a, const Operation& b) {
  const bool sided = a.action == Action::insert_words || a.action == Action::insert_units;
  return a.action == b.action && a.places == b.places && a.old_words == b.old_words &&
         a.new_words == b.new_words && (!sided || a.side == b.side) && a.anchor == b.anchor &&
         a.in_chapter == b.in_chapter &&
         std::equal(a.content.begin(), a.content.end(), b.content.begin(), b.content.end(), same_text);
}

bool same(const Item& a, const Item& b) {
  return std::equal(a.operations.begin(), a.operations.end(), b.operations.begin(), b.operations.end(),
                    [](const Operation& x, const Operation& y) { return same(x, y); }) &&
         a.shifts == b.shifts;
}

namespace {

// What a formula does not tell: the day that a register holds.
Commencement as_written(Commencement commencement) {
  if (commencement.kind != Commencement::Kind::date) commencement.date.clear();
  std::sort(commencement.items.begin(), commencement.items.end());
  return commencement;
}

std::string difference(const Operation& a, const Operation& b) {
  if (a.action != b.action) return "another action";
  if (!(a.places == b.places)) return "other places";
  if (a.old_words != b.old_words) return "\"" + a.old_words + "\" and \"" + b.old_words + "\"";
  if (a.new_words != b.new_words) return "\"" + a.new_words + "\" and \"" + b.new_words + "\"";
  if (!(a.anchor == b.anchor) || a.side != b.side || a.in_chapter != b.in_chapter)
    return "inserted elsewhere";
  if (a.content.size() != b.content.size()) return "another number of units";
  for (std::size_t i = 0; i < a.content.size(); ++i)
    if (!same_text(a.content[i], b.content[i])) return difference(a.content[i], b.content[i]);
  return "";
}

std::string difference(const Item& a, const Item& b) {
  if (a.operations.size() != b.operations.size())
    return std::to_string(a.operations.size()) + " and " + std::to_string(b.operations.size()) +
           " operations";
  for (std::size_t i = 0; i < a.operations.size(); ++i)
    if (!same(a.operations[i], b.operations[i])) return difference(a.operations[i], b.operations[i]);
  return "other shift clauses";
}

}  // namespace

std::string difference(const Amendment& a, const Amendment& b) {
  for (std::size_t i = 0; i < std::max(a.items.size(), b.items.size()); ++i) {
    const std::string item = "item " + std::to_string(i + 1) + ": ";
    if (i >= a.items.size()) return item + "only in the second";
    if (i >= b.items.size()) return item + "only in the first";
    if (!same(a.items[i], b.items[i])) return item + difference(a.items[i], b.items[i]);
  }
  const bool commencements = std::equal(
      a.commencements.begin(), a.commencements.end(), b.commencements.begin(), b.commencements.end(),
      [](const Commencement& x, const Commencement& y) { return as_written(x) == as_written(y); });
  return commencements ? "" : "the commencement differs";
}

}  // namespace kancelli::statute
