// What a computed element (body, fact, amount, date, ref, law) says on paper, as far as words are compared.
#pragma once

#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// Plain text, with ordinary or no-break spaces; "" for what cannot be resolved (ref-unresolved tells).
std::string printed(const Node& computed, const Paper& paper, const Project& project);

}  // namespace kancelli
