// Which blocks of a copy are which of the paper: the same, one that was split, two that were joined, moved,
// new, gone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace kancelli::word {

// A paragraph, a table, a row.
struct Unit {
  bool table = false;
  std::string text;
  std::string before;  // of a copy: before the changes tracked in it; "" for what is new
  bool moved = false;  // of a copy: a tracked change says so
};

// One of each where it is the same; `a` empty for a new one, `b` for one that is gone; two or more of one
// side where they were joined or split.
struct Match {
  std::vector<std::size_t> a, b;
  bool moved = false;
};

// In the order of b; what is gone stands where it stood.
std::vector<Match> align(const std::vector<Unit>& a, const std::vector<Unit>& b);

// How much of the words is the same: 0 to 1.
double likeness(const std::string& a, const std::string& b);

// Of many texts, their words once: hashes, sorted.
using Bag = std::vector<std::uint64_t>;
Bag bag_of(const std::string& text);
// 0 where it cannot be more than `least`: most of many do not need to be looked at.
double likeness(const Bag& a, const Bag& b, double least);

}  // namespace kancelli::word
