// The words that a damaged text may mean: the dictionary's, those of the project's registers and papers, and
// those that stand undamaged in the text itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "pipeline/check/speller.h"
#include "pipeline/project/project.h"

namespace kancelli::word {

class Vocabulary {
 public:
  Vocabulary(Speller& speller, const Project& project);

  // attested: a register or a paper has it. plain: the dictionary has it. compound: it can be put together of
  // words, which now and then a damaged word can, too ("seerlig").
  enum class Rank { unknown, compound, plain, attested };
  Rank rank(std::string_view word);
  Rank rank_of_plain(std::string_view word);  // the same, and unknown for a compound: far faster
  // How often papers, registers and the text have it, whatever its case.
  int count(std::string_view word) const;
  int count_in_project(std::string_view word) const;
  // Another word of papers, registers or the text has one letter more or less, not at an end.
  bool has_neighbour(std::string_view word) const;
  // Registers and papers write it with a capital more often than not: "Økonomiudvalget".
  bool is_name(std::string_view word) const;
  // Two words that a paper has beside each other.
  bool is_pair(std::string_view first, std::string_view second) const;
  // Of the text that is mended.
  void hear(std::string_view word) { ++heard_[lowered(word)]; }

 private:
  void learn(std::string_view text);
  static std::string lowered(std::string_view word);

  Speller& speller_;
  struct Use {
    int all = 0, capital = 0;
  };
  std::unordered_map<std::string, Use> used_;
  std::unordered_map<std::string, int> heard_;
  std::unordered_map<std::string, Rank> ranks_, plain_ranks_;
  std::unordered_set<std::string> pairs_;
};

}  // namespace kancelli::word
