// The sentences of minutes, read back: what the program writes of a decision, a vote and those who were
// there, and what secretariats write likewise.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/word/making.h"

namespace kancelli::word {

// "Indstillingens 1. og 2. at-punkt blev godkendt med den ændring, at ...".
struct SaidOutcome {
  std::string result, at, until, to;
  std::size_t modification = std::string::npos;  // where in the sentence its words begin
  bool exact = true;                             // the program writes the same sentence
};
// `minutes` and `of` say which case is meant.
std::optional<SaidOutcome> read_outcome(const Making& making, const Paper& minutes, const std::string& of,
                                        const std::string& sentence);

// "Forslaget blev vedtaget med 34 stemmer imod 15. 2 undlod at stemme."
struct SaidVote {
  std::string result;
  std::size_t matter = 0;                     // so many bytes at the beginning say what was voted on
  std::string in_favour, against, abstained;  // numbers; "" where they are not said
};
std::optional<SaidVote> read_vote(const std::string& sentence);

// "Til stede: 12 medlemmer (A og B): overborgmesteren, ...".
struct SaidGroup {
  std::string element;  // present, excused, unexcused, officials, substitute, movement
  std::string count, parties, kind, time;
  std::vector<std::pair<std::size_t, std::size_t>> names;  // stretches of the sentence: roles, or a person
};
std::optional<SaidGroup> read_group(const std::string& sentence);

// "A, B og F" is "A B F"; "" where something else than letters stands there.
std::string party_letters(const std::string& words);
// "kl. 16.40" and "16:40" are 16:40; "" for no time.
std::string clock_time(std::string words);

}  // namespace kancelli::word
