// Between consolidate.h and its parts only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/apply_plan.h"
#include "pipeline/statute/consolidate.h"

namespace kancelli::statute {

// When an item begins to hold, and why not yet.
struct Day {
  std::string date;  // "" when it is not fixed
  const Commencement* commencement = nullptr;
};

// By item. `touched`: the ids that each item changes, for rows of the register that name provisions.
std::vector<Day> days_of(const Amendment& amendment, const std::vector<CommencementDecision>& decisions,
                         const std::vector<std::vector<std::string>>& touched, std::string_view as_of,
                         Diagnostics& diagnostics);
// Rows that name an amendment or item that is not there.
void check_decisions(const std::vector<Amendment>& amendments,
                     const std::vector<CommencementDecision>& decisions, Diagnostics& diagnostics);

// `now.amendment`, whose items are bound to units of the statute with all that is adopted (`full`), for the
// statute as it reads now: words where they stand there, new units beside one that is there, and nothing for
// units that are not there yet.
void bind_to_present(const Work& full, Work& now);

}  // namespace kancelli::statute
