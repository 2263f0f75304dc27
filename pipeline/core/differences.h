// Where two sequences differ, in a time that grows with their length and not with their product.
#pragma once

#include <cstdint>
#include <vector>

namespace kancelli {

// What stands between two equal stretches; one side may be empty.
struct Gap {
  std::uint32_t begin_a, end_a, begin_b, end_b;
};

// In order. Equal numbers mean equal items.
std::vector<Gap> differences(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b);

}  // namespace kancelli
