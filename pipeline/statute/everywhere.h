// Words that one item replaces everywhere in a statute ("Overalt i vedtægten ændres ...").
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "pipeline/statute/matching.h"
#include "pipeline/statute/word_diff.h"

namespace kancelli::statute {

struct Everywhere {
  struct Change {
    std::string old_words, new_words;
  };
  std::vector<Change> changes;                                    // in the order of their first places
  std::unordered_map<const Text*, std::vector<Replaced>> places;  // in the old texts
  std::set<const Unit*> exceptions;  // old units that do not follow: they must be re-worded whole
};

// Looks for replacements that at least `least` places share. `whole`: units that are re-worded anyway; no
// word in them counts, for or against.
Everywhere find_everywhere(const Unit& old, const Matching& matching, const std::set<const Unit*>& whole,
                           std::size_t least);

}  // namespace kancelli::statute
