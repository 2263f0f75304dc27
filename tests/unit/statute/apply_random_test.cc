// Statutes and edits at random: what holds for every amendment that leads from one version to another.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "pipeline/statute/apply.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/consolidate.h"
#include "tests/support/random_statutes.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

struct NewNumber {
  Kind kind;
  std::string from, to;
  friend auto operator<=>(const NewNumber&, const NewNumber&) = default;
};

bool is_heading(const Reference& where) {
  return where.steps.back().kind == Kind::heading || where.steps.back().kind == Kind::statute;
}

// By id, the number of every stykke, nummer and litra, and the id of what holds it.
std::map<std::string, std::pair<const Unit*, std::string>> ordered_units(const Unit& statute) {
  std::map<std::string, std::pair<const Unit*, std::string>> all;
  for (const Located& each : all_units(statute))
    if (is_ordered(each.unit->kind) && each.parent->kind != Kind::annex)
      all.emplace(each.unit->id, std::pair(each.unit, each.parent->id));
  return all;
}

// Which numbers change, worked out from the two versions alone. What is re-worded takes a new id along.
std::vector<NewNumber> changed_numbers(const Unit& old, const Unit& changed, const Amendment& amendment) {
  std::map<std::string, std::string> becomes;  // ids
  std::set<std::string> within;                // units that are re-worded or go, and all in them
  for (const Item& item : amendment.items)
    for (const Operation& operation : item.operations) {
      if (operation.action == Action::repeal || operation.action == Action::replace_units)
        for (const Place& place : operation.places)
          if (place.where.steps.back().kind != Kind::sentence && !is_heading(place.where))
            within.insert(place.id);
      if (operation.action == Action::reword)
        for (std::size_t i = 0; i < operation.places.size(); ++i)
          if (!is_heading(operation.places[i].where))
            becomes[operation.places[i].id] = operation.content[i].id;
    }
  for (const Located& each : all_units(old))
    if (becomes.contains(each.unit->id) || (each.parent != nullptr && within.contains(each.parent->id)))
      within.insert(each.unit->id);
  const auto after = ordered_units(changed);
  std::vector<NewNumber> all;
  for (const auto& [id, unit] : ordered_units(old)) {
    if (within.contains(unit.second)) continue;
    const auto there = after.find(becomes.contains(id) ? becomes.at(id) : id);
    if (there == after.end() || there->second.second != unit.second) continue;
    if (there->second.first->number != unit.first->number)
      all.push_back({unit.first->kind, unit.first->number, there->second.first->number});
  }
  std::sort(all.begin(), all.end());
  return all;
}

TEST(ShiftClausesAtRandom, are_those_numbers_that_change_and_no_others) {
  for (unsigned seed = 1; seed <= 300; ++seed) {
    RandomStatutes random(seed);
    const Unit old = random.statute(12);
    Unit changed = old;
    const std::string what = random.edit(changed, 1 + seed % 6);
    Diagnostics diagnostics;
    Amendment amendment = compare(old, changed, {}, diagnostics);
    std::vector<NewNumber> said;
    for (const std::vector<Shift>& item : shift_clauses(old, amendment))
      for (const Shift& shift : item) {
        ASSERT_EQ(shift.from.size(), shift.to.size());
        for (std::size_t i = 0; i < shift.from.size(); ++i)
          said.push_back({shift.kind, shift.from[i], shift.to[i]});
      }
    std::sort(said.begin(), said.end());
    const std::vector<NewNumber> right = changed_numbers(old, changed, amendment);
    EXPECT_EQ(said.size(), right.size()) << "seed " << seed << ": " << what;
    EXPECT_TRUE(said == right) << "seed " << seed << ": " << what;
  }
}

std::string errors(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list())
    if (each.severity == Severity::error) text += each.code + " " + each.message + "\n";
  return text;
}

// Amendments one after the other, about a third of their items from a year later. References are as they are
// read.
std::vector<Amendment> adopted_amendments(RandomStatutes& random, unsigned seed, Unit& now) {
  std::mt19937 dice(seed);
  std::vector<Amendment> all;
  for (int k = 0; k < 3; ++k) {
    Unit next = now;
    random.edit(next, 1 + seed % 5);
    Diagnostics unheard;
    Amendment amendment = compare(now, next, {}, unheard);
    amendment.id = "a" + std::to_string(k);
    amendment.commencements.resize(2);
    amendment.commencements[0].date = "2026-01-01";
    amendment.commencements[1].date = "2027-01-01";
    for (std::size_t i = 0; i < amendment.items.size(); ++i) {
      if (dice() % 3 == 0) amendment.commencements[1].items.push_back(i);
      for (Operation& operation : amendment.items[i].operations) {
        operation.anchor.id.clear();
        for (Place& place : operation.places) place.id.clear();
      }
    }
    if (amendment.commencements[1].items.empty()) amendment.commencements.pop_back();
    all.push_back(std::move(amendment));
    now = std::move(next);
  }
  return all;
}

TEST(ConsolidateAtRandom, comes_to_the_last_version_whatever_began_to_hold_first) {
  std::size_t pending = 0, collided = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    RandomStatutes random(seed);
    const Unit base = random.statute(10);
    Unit last = base;
    const std::vector<Amendment> amendments = adopted_amendments(random, seed, last);
    Diagnostics late;
    const Consolidated all = consolidate(base, amendments, {}, "2027-01-01", late);
    EXPECT_EQ(errors(late), "") << "seed " << seed;
    EXPECT_EQ(difference(all.statute, last), "") << "seed " << seed;
    EXPECT_TRUE(all.pending.empty());
    Diagnostics early;
    const Consolidated some = consolidate(base, amendments, {}, "2026-06-01", early);
    EXPECT_EQ(difference(some.adopted, last), "") << "seed " << seed;
    pending += some.pending.size();
    // Only what an item that is not in force has still to bring can be missing.
    for (const Diagnostic& each : early.list()) {
      if (each.severity != Severity::error) continue;
      EXPECT_TRUE(each.code == "amendments-collide" || each.code == "amendment-empty")
          << seed << " " << each.code << " " << each.place << " " << each.message;
      ++collided;
    }
    std::set<std::string> ids;
    for (const Located& each : all_units(some.statute))
      EXPECT_TRUE(ids.insert(each.unit->id).second) << "seed " << seed << ": twice " << each.unit->id;
    for (const Pending& each : some.pending)
      EXPECT_TRUE(ids.contains(each.beside)) << "seed " << seed << ": no " << each.beside;
  }
  EXPECT_GT(pending, 300U);
  EXPECT_LT(collided, 10U);
}

}  // namespace
}  // namespace kancelli::statute
