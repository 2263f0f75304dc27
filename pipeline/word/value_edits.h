// What the program writes for an element, changed in a copy: proposed for the attribute or the register that
// says it.
#pragma once

#include <string>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli::word {

struct ValueChange {
  std::vector<Edit> edits;  // none: by hand
  std::string hint;         // what else it touches; what to do by hand
};

// `element`: body, fact, amount, date, law, ref, or a cell with a value. `before`, `after`: compared texts.
ValueChange value_change(const Project& project, const Paper& paper, const Node& element,
                         const std::string& before, const std::string& after);

// A number as people write it in Danish: "25.736", "−43.500", "4,1", "26000". Nothing for anything else.
std::optional<Decimal> danish_number(std::string_view text);

}  // namespace kancelli::word
