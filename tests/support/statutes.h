// Statutes and amendments for tests, in a terse notation: a line is a unit.
//
//     # Vedtægt for Byen             the title
//     ~ Byen fastsætter:             the preamble
//     Kapitel 1: Rådet               a chapter, with its heading
//     == Møder                       a heading before the paragraph that follows
//     § 1. Rådet mødes.              a paragraph and its first stykke
//     Stk. 2. Det vælger             a stykke, and its numre and litraer:
//     1) en forperson,
//     a) af sin midte,
//     || der leder,                  the tail of the nummer
//     | for et år.                   the tail of the stykke
//     Bilag 1: Oversigt              an annex, and its stykker:
//     - Rådet har fem medlemmer.
//     2. pkt. Det er offentligt.     a sentence (in amendments only)
//
// "{id}" at the end of a line gives the unit its id; the others get theirs from give_ids, in a whole statute.
// In the words [§ 5|p5] is a `ref` element whose `to` is p5.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {

// A whole statute, with ids and numbers.
Unit statute_of(std::string_view notation);
// Units as an amendment quotes them: numbers as they are written, no ids but those in braces.
std::vector<Unit> units_of(std::string_view notation);
// The notation of a statute or of units; marks and ids are left out.
std::string show(const Unit& unit);
std::string show(const std::vector<Unit>& units);

// "§ 5, stk. 2, der bliver stk. 3, nr. 1, 2. pkt.", "kapitel 2", "bilag 1", "overskriften før § 5",
// "overskriften til kapitel 2", "titlen", "indledningen". Anything else fails an assertion.
Reference reference_of(std::string_view text);
Place place_of(std::string_view reference, int times = 1);

// Operations. Places are references, one or several with ";" between; "2*§ 5" is two places in § 5.
Operation replace_words(std::string_view places, std::string_view old_words, std::string_view new_words);
Operation delete_words(std::string_view places, std::string_view old_words);
Operation insert_words(std::string_view places, Side side, std::string_view beside,
                       std::string_view new_words);
Operation reword(std::string_view places, std::string_view units);
Operation repeal(std::string_view places);
Operation replace_units(std::string_view places, std::string_view units);
Operation insert_units(Side side, std::string_view anchor, std::string_view units);

Item item_of(std::vector<Operation> operations, std::vector<Shift> shifts = {});
// "stk. 2,3 > 3,4"; also "nr." and "litra".
Shift shift_of(std::string_view text);
// The same notation, clauses joined with "; ".
std::string show(const std::vector<Shift>& shifts);
Amendment amendment_of(std::vector<Item> items);

}  // namespace kancelli::statute
