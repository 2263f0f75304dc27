// What a computed element (body, fact, amount, date, ref, law) says on paper, as far as words are compared.
#pragma once

#include <string>

#include "pipeline/project/project.h"

namespace kancelli {

// Plain text, with ordinary or no-break spaces; "" for what cannot be resolved (ref-unresolved tells).
std::string printed(const Node& computed, const Paper& paper, const Project& project);

// The words of an element, computed ones among them, on one line: a title or heading as it is printed.
std::string printed_words(const Node& element, const Paper& paper, const Project& project);

}  // namespace kancelli
