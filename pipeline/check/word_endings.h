// Words that rules know by their ending, because Danish writes compounds together: "næstformanden",
// "Økonomiudvalget".
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct WordEnding {
  enum class Kind {
    committee,       // "udvalg" and its forms
    administration,  // "forvaltning"
    council,         // the name of the project's council
    other_council,   // what other cities' councils are called: "byråd", "kommunalbestyrelse"
    term,            // a word of the policy, <term old="...">
    pair,            // a word of the policy, <pair one="..." other="...">
  };
  enum class Form { indefinite, definite, plural, definite_plural };
  std::string text;  // in lower case
  Kind kind = Kind::committee;
  Form form = Form::indefinite;
  bool genitive = false;
  std::uint32_t index = 0;  // of the term; of a pair 2n for its one word and 2n + 1 for the other
};

class WordEndings {
 public:
  void add(WordEnding ending);
  // The longest ending of the word; its first letter may be a capital. nullptr when it has none.
  const WordEnding* of(std::string_view word) const;

 private:
  std::array<std::vector<WordEnding>, 256> by_last_byte_;  // each the longest first
};

struct EndingMatch {
  std::size_t begin = 0, end = 0;  // of the whole word, in the running text
  const WordEnding* ending = nullptr;
};
// In the order of the text.
std::vector<EndingMatch> find_endings(std::string_view text, const WordEndings& endings);

// The forms of a Danish noun of common gender whose plural ends in -er ("person"), or that ends in -mand
// ("formand", "formænd"): indefinite, definite, plural, definite plural.
std::array<std::string, 4> noun_forms(std::string_view noun);

}  // namespace kancelli
