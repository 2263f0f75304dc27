// What the reading of a printed page by a machine does to Danish words, and what such a word may have been.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kancelli::word {

// A word with some of its letters read in another way.
struct WordReading {
  std::string word;
  int changes = 0;  // letters, or pairs of them, that are read in another way
  // pairs: ae and ee alone are read as æ. common: what machines often mix up. rare: something else is among
  // the changes.
  enum class Kind { pairs, common, rare } kind = Kind::common;
};

// How `word` may have read on paper: at most `changes` changes, the fewest first, of one number the best
// kind; never the word itself. It is letters with the signs that stand for some of them (@ & é 2 4); capitals
// stay.
std::vector<WordReading> readings_of(std::string_view word, int changes);

// Letters and signs that machines write for letters: what a damaged word is made of.
bool is_word_sign(char32_t c);
// It has a sign that no word has: "p&", "@konomi".
bool has_word_sign(std::string_view word);

// Words that are no Danish, or so rare that they never stand in a paper, and the short one that is meant:
// "pa" is "på". Nothing for others.
std::string_view short_word(std::string_view word);

// A word that is one itself, but another is meant next to these: "i mange ar". Lower case; `before` and
// `after` are the words around it, "" where there is none,
// "#" for a number. Nothing where they do not tell.
std::string_view meant_between(std::string_view word, std::string_view before, std::string_view after);

// "at", "der", "i": words that are found glued to the next one, and to the one before.
bool glues_to_next(std::string_view word);
bool glues_to_previous(std::string_view word);

// Words of two letters and their like that may end what was glued: "atdeto".
bool is_short_end(std::string_view word);

// Every paper has it: where two words may be meant, it is the one.
bool is_common(std::string_view word);

// Case: as the model has it, all capitals or the first letter.
std::string with_case_of(std::string_view model, std::string_view word);
bool is_capitals(std::string_view word);
bool begins_capital(std::string_view word);

}  // namespace kancelli::word
