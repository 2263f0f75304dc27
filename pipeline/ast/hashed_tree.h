// A tree with a hash for each element and all that is in it: equal hashes, equal elements.
#pragma once

#include <cstdint>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

struct HashedTree {
  struct Node {
    const Element* element;
    std::uint64_t hash = 0;
    std::uint32_t first = 0, count = 0;  // its children
  };

  explicit HashedTree(const std::vector<Element>& elements);

  std::vector<Node> nodes;  // children stand side by side, after their parents; first the elements themselves
  std::uint32_t roots = 0;
};

}  // namespace kancelli::ast
