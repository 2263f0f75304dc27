// Carries an amendment out: the statute as it reads afterwards, or why not.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

struct ApplyOptions {
  std::vector<bool> items;  // which are carried out; empty: all. The others keep the numbering they refer to.
  std::string date;         // ISO: from when the changed units are worded so (Unit::since)
  // An earlier amendment changed this unit (its id) too: named when words are not found. May be empty.
  std::function<std::string(const std::string& id)> changed_by;
};

struct Applied {
  Unit statute;                                   // renumbered
  std::vector<bool> done;                         // by item
  std::map<std::string, std::string> was;         // id -> reference before, of every unit there was
  std::vector<std::vector<std::string>> touched;  // by item: ids of units changed, new or repealed
};

// Items refer to provisions by their numbers before the amendment (a place with an id means that unit,
// whatever the numbers say), and to words as they stood before it: two items that touch the same words are
// refused both. An item that cannot be carried out whole is left out, with an error that tells place and
// cause, the nearest match and how it would be right. Words inserted get no marks but those of unchanged
// stretches; a reference keeps its mark around words that change within it. New units get ids from the
// content, else from amendment, item and place; a re-worded unit keeps its own, and its units theirs by
// number.
//
// Words are counted where they begin a word, those at the beginning of longer ones too, except that a count
// which only fits whole words means these; part of a number is never meant, and new words come between words.
// "Overalt" replaces them where they begin a word, and leaves alone what another item re-words, repeals or
// replaces; of two that overlap the longer words are meant.
//
// Errors: amendment-text-missing (words not found; nearest match), amendment-text-count (found n times, said
// m), amendments-collide (an earlier amendment changed them, see changed_by), amendment-unit-missing,
// amendment-unit-repealed (a § that is not there any more is inserted, not re-worded), amendment-unit-exists
// (a new § whose number is taken, "som stk. 4" where there is one), amendment-ambiguous, amendment-overlap
// (two items touch the same words), amendment-empty (nothing would be left of a unit, a list or a heading),
// amendment-designation (the quotation's number is not the one the unit gets). Errors that do not stop the
// item: amendment-shift-missing and amendment-shift-wrong (clauses against those computed),
// amendment-becomes-wrong ("der bliver"). Warnings: amendment-becomes-missing, amendment-number (id and
// number of a place disagree), amendment-designation (a § out of order), amendment-ambiguous (a new § behind
// the last of a chapter), enumeration-ending (og, commas and full stops of a list).
Applied apply(const Unit& statute, const Amendment& amendment, const ApplyOptions& options,
              Diagnostics& diagnostics);

// The clauses that the items must have, by the guide's algorithm (etapevis rykning): each states old number
// to final number, and those of one parent partition the survivors whose number changes. By item.
std::vector<std::vector<Shift>> shift_clauses(const Unit& before, const Amendment& amendment);

// Says in every reference what its units become ("stk. 3, der bliver stk. 4") where an item, or part of one,
// that comes before has moved them; and nowhere else.
void announce_numbers(const Unit& before, Amendment& amendment);

// The same of the places that items name: mark_ranges of reference.h.
void mark_ranges(const Unit& before, Amendment& amendment);

}  // namespace kancelli::statute
