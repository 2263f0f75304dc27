#include "pipeline/core/differences.h"

#include <algorithm>
#include <unordered_map>

namespace kancelli {
namespace {

using Items = std::vector<std::uint64_t>;
using Match = std::pair<std::uint32_t, std::uint32_t>;

// Two ranges are compared item by item when their sizes multiply to no more than this.
constexpr std::uint64_t small = 4096;
// How often a stretch is divided at its unique items.
constexpr int most_divisions = 12;

// Items that stand once in both, in the longest order that both have.
std::vector<Match> anchors(const Items& a, const Items& b, const Gap& gap) {
  struct Seen {
    std::uint32_t in_a = 0, in_b = 0, place_b = 0;
  };
  std::unordered_map<std::uint64_t, Seen> seen;
  for (std::uint32_t i = gap.begin_a; i < gap.end_a; ++i) ++seen[a[i]].in_a;
  for (std::uint32_t j = gap.begin_b; j < gap.end_b; ++j)
    if (const auto found = seen.find(b[j]); found != seen.end()) {
      ++found->second.in_b;
      found->second.place_b = j;
    }
  std::vector<Match> once;
  for (std::uint32_t i = gap.begin_a; i < gap.end_a; ++i)
    if (const Seen& s = seen[a[i]]; s.in_a == 1 && s.in_b == 1) once.emplace_back(i, s.place_b);
  // The longest run of growing places in b.
  std::vector<std::size_t> ends, before(once.size(), SIZE_MAX);
  for (std::size_t k = 0; k < once.size(); ++k) {
    const auto end =
        std::lower_bound(ends.begin(), ends.end(), once[k].second,
                         [&](std::size_t e, std::uint32_t place) { return once[e].second < place; });
    if (end != ends.begin()) before[k] = *(end - 1);
    if (end == ends.end())
      ends.push_back(k);
    else
      *end = k;
  }
  std::vector<Match> result;
  for (std::size_t k = ends.empty() ? SIZE_MAX : ends.back(); k != SIZE_MAX; k = before[k])
    result.push_back(once[k]);
  std::reverse(result.begin(), result.end());
  return result;
}

std::vector<Match> longest_common(const Items& a, const Items& b, const Gap& gap) {
  const std::uint32_t n = gap.end_a - gap.begin_a, m = gap.end_b - gap.begin_b;
  std::vector<std::uint16_t> lengths(static_cast<std::size_t>(n + 1) * (m + 1), 0);
  const auto at = [&](std::uint32_t i, std::uint32_t j) -> std::uint16_t& {
    return lengths[static_cast<std::size_t>(i) * (m + 1) + j];
  };
  for (std::uint32_t i = n; i-- > 0;)
    for (std::uint32_t j = m; j-- > 0;)
      at(i, j) = a[gap.begin_a + i] == b[gap.begin_b + j] ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                                          : std::max(at(i + 1, j), at(i, j + 1));
  std::vector<Match> result;
  for (std::uint32_t i = 0, j = 0; i < n && j < m;) {
    if (a[gap.begin_a + i] == b[gap.begin_b + j])
      result.emplace_back(gap.begin_a + i++, gap.begin_b + j++);
    else if (at(i + 1, j) >= at(i, j + 1))
      ++i;
    else
      ++j;
  }
  return result;
}

}  // namespace

std::vector<Gap> differences(const Items& a, const Items& b) {
  std::vector<Gap> found;
  std::vector<std::pair<Gap, int>> open = {
      {{0, static_cast<std::uint32_t>(a.size()), 0, static_cast<std::uint32_t>(b.size())}, 0}};
  while (!open.empty()) {
    auto [gap, divisions] = open.back();
    open.pop_back();
    while (gap.begin_a < gap.end_a && gap.begin_b < gap.end_b && a[gap.begin_a] == b[gap.begin_b]) {
      ++gap.begin_a;
      ++gap.begin_b;
    }
    while (gap.begin_a < gap.end_a && gap.begin_b < gap.end_b && a[gap.end_a - 1] == b[gap.end_b - 1]) {
      --gap.end_a;
      --gap.end_b;
    }
    const std::uint64_t n = gap.end_a - gap.begin_a, m = gap.end_b - gap.begin_b;
    if (n == 0 && m == 0) continue;
    std::vector<Match> matches;
    const bool is_small = n * m <= small;
    if (n != 0 && m != 0) {
      if (is_small)
        matches = longest_common(a, b, gap);
      else if (divisions < most_divisions)
        matches = anchors(a, b, gap);
    }
    if (matches.empty()) {
      found.push_back(gap);
      continue;
    }
    // In reverse on the stack, so that they come in order.
    Gap rest = gap;
    for (auto match = matches.rbegin(); match != matches.rend(); ++match) {
      open.push_back({{match->first + 1, rest.end_a, match->second + 1, rest.end_b}, divisions + 1});
      rest.end_a = match->first;
      rest.end_b = match->second;
    }
    open.push_back({rest, divisions + 1});
  }
  return found;
}

}  // namespace kancelli
