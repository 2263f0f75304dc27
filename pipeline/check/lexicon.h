// Phrases that a register or a paper holds typed, looked up in running text in one pass: by their first word,
// the longest first.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/project/registers.h"

namespace kancelli {

// A name or an abbreviation, and everybody who bears it or has borne it.
struct NamePhrase {
  struct Bearer {
    const Body* body = nullptr;
    const BodyName* name = nullptr;
  };
  std::string text;
  bool abbreviation = false;
  bool indefinite = false;  // "Socialudvalg" of "Socialudvalget"
  std::vector<Bearer> bearers;
};

struct Phrase {
  enum class Kind { name, fact, period, event, law };
  std::string text;
  Kind kind = Kind::name;
  std::uint32_t index = 0;  // in the list of its kind
};

class Lexicon {
 public:
  // Phrases with the same text: the first stays.
  void add(std::string text, Phrase::Kind kind, std::uint32_t index);

  // The longest phrase that begins at `at`, which is the beginning of a word, and ends at the end of one;
  // nullptr when there is none. `length` then counts a genitive's ending in, if there is one.
  const Phrase* longest(std::string_view text, std::size_t at, std::size_t& length) const;

 private:
  static std::size_t first_two(std::string_view text);

  std::unordered_map<std::string, std::vector<Phrase>> by_first_word_;
  std::bitset<65536> beginnings_;  // of two bytes: most words are ruled out without a look into the map
};

// The end of the word (letters and digits) that begins at `at`; `at` itself when none does.
std::size_t word_end(std::string_view text, std::size_t at);
// True when a letter or digit stands right before `at`.
bool within_word(std::string_view text, std::size_t at);

}  // namespace kancelli
