// What one damaged word of a text may mean.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/word/damage.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/vocabulary.h"

namespace kancelli::word {

// What is meant, and how sure that is. Certain ones are written into the text, of others the report tells.
struct Verdict {
  enum class Kind { right, letters, glued, unknown };
  Kind kind = Kind::unknown;
  Finding::Certainty certainty = Finding::Certainty::unsure;
  std::string meant;                                     // of letters and glued
  std::vector<std::string> others;                       // what it may mean as well
  WordReading::Kind reading = WordReading::Kind::pairs;  // of letters: which changes lead to it
};

class WordMender {
 public:
  explicit WordMender(Vocabulary& words) : words_(words) {}

  // The word by itself. `damaged`: the whole text is, so that words which can only just be put together of
  // others are damage rather than words.
  const Verdict& verdict(std::string_view word);
  // The same, with the words beside it, in lower case; "" where there is none.
  Verdict verdict(std::string_view word, std::string_view before, std::string_view after);
  // A short word that stands for another, and for nothing else: "pa", "ogsa".
  bool can_only_be_damage(std::string_view word);
  void set_damaged(bool damaged);
  bool damaged() const { return damaged_; }

 private:
  Verdict judge(std::string_view word);
  std::string_view short_meant(std::string_view word) const;
  Verdict letters(std::string_view word, Vocabulary::Rank rank);
  struct Search {
    std::vector<std::string> found;
    WordReading::Kind reading = WordReading::Kind::pairs;
  };
  const Search& search(std::string_view word, bool compound);
  bool is_doubtful(std::string_view word, const Verdict& verdict) const;
  Verdict compound(std::string_view word, int depth);
  Verdict choose(std::vector<std::string> found) const;
  Verdict parted(std::string_view word, int depth);
  // What is meant by a word's half; `plain` is false where it is merely a compound. "" for no word.
  struct Half {
    std::string meant;
    bool plain = true;
    WordReading::Kind reading = WordReading::Kind::pairs;
  };
  Half link(std::string_view part, bool first, int depth);
  Half glued(std::string_view part, int depth);

  Vocabulary& words_;
  std::unordered_map<std::string, Verdict> verdicts_;
  std::unordered_map<std::string, Search> searches_;
  bool damaged_ = false;
};

}  // namespace kancelli::word
