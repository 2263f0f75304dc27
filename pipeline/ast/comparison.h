// What differs between two lists of elements, and in them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/changes.h"

namespace kancelli::ast {

// In the order of the document. `top` is what the lists are called where a place is the way in the tree.
std::vector<Change> compare(const std::vector<Element>& before, const std::vector<Element>& after,
                            std::string top);

}  // namespace kancelli::ast
