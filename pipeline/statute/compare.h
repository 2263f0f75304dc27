// From two versions of a statute to the smallest natural amendment that leads from one to the other.
#pragma once

#include <map>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

struct CompareOptions {
  enum class Form { words, whole };
  std::map<std::string, Form> forms;  // by id: change the words of this unit, or re-word it whole
  std::size_t everywhere_from = 6;    // places from which "Overalt i vedtægten" is written
  bool ids =
      true;  // units with one id are one provision; false for versions whose ids came from their numbers
};

// Units are matched by id; those whose id the other version lacks, by number and words. Where no formula
// changes the words without doubt, the next larger unit is re-worded, with a note (code amendment-reworded)
// that tells why. apply(old, compare(old, changed)) reads as `changed`.
Amendment compare(const Unit& old, const Unit& changed, const CompareOptions& options,
                  Diagnostics& diagnostics);

}  // namespace kancelli::statute
