// Between follow_up.h and its parts only.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/statute/follow_up.h"

namespace kancelli::statute {

// Words of the changed statute: bytes [begin, end) of a unit's text or tail.
struct Spot {
  std::string unit;
  bool tail = false;
  std::size_t begin = 0, end = 0;
};
struct Spotted {
  FollowUp follow;
  Spot spot;  // empty where the words are not to be replaced as they stand
};

// Gives each its item, which apply() carries out; those that one item covers are one.
std::vector<FollowUp> with_items(const Unit& old, const Unit& changed, std::vector<Spotted> spotted);

}  // namespace kancelli::statute
