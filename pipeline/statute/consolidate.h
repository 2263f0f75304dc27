// The statute as it reads on a day: amendments in the order of their adoption, each item from the day it
// begins to hold. What is adopted and not yet in force is told beside it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

// A row of the register of commencements: the day that a body fixed.
struct CommencementDecision {
  std::string amendment;           // its id
  std::vector<std::size_t> items;  // indexes from 0; with `units` both empty: all that wait for a decision
  std::vector<std::string> units;  // ids of provisions: the items that change them
  std::string date;                // ISO: from when they hold
  std::string decision;            // by whom and when it was decided, as it is shown
  Span span;
};

// An item that is adopted and not yet in force, where it will be seen.
struct Pending {
  enum class Change { words, repeal, insertion };
  Change change = Change::words;
  std::string unit;    // id; of a new unit the one it will have
  std::string beside;  // the unit of the statute as it reads on the day, where the note belongs: `unit`, or
                       // what the new unit comes after or into
  std::string amendment;  // id
  std::size_t item = 0;
  std::string from;    // ISO; "" when it is not fixed
  std::string latest;  // ISO or ""
  std::string body, condition;
};

struct Consolidated {
  Unit statute;                                 // as of the day
  Unit adopted;                                 // with every item, in force or not
  std::vector<Pending> pending;                 // in document order of `beside`
  std::vector<std::vector<bool>> in_force;      // by amendment and item
  std::vector<std::vector<std::string>> dates;  // from when, by amendment and item; "" when it is not fixed
};

// Each amendment refers to the statute with all earlier ones, in force or not. Its references are bound to
// units there, and what is in force on `date` (ISO) is carried out on the statute as it reads on that day.
// Items that apply() would refuse are left out, with its errors.
//
// Further codes: amendments-collide (an earlier amendment changed the same words, or they are still to be
// changed); commencement-unknown (the register names what is not there), commencement-late (a day after the
// latest one), commencement-fixed (the amendment itself fixes the day); warnings commencement-missing (an
// item of which nothing says when it begins to hold) and commencement-overdue (the latest day has passed and
// no day is in the register).
Consolidated consolidate(const Unit& statute, const std::vector<Amendment>& amendments,
                         const std::vector<CommencementDecision>& decisions, std::string_view date,
                         Diagnostics& diagnostics);

// As a paper says it, whatever language the program speaks: "§ 5, stk. 2, ændres den 1. august 2026, jf.
// ændringens § 1, nr. 3."
std::string note(const Pending& pending, const Consolidated& consolidated);

}  // namespace kancelli::statute
