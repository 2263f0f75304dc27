// Danish spelling, by hunspell's dictionary and the words that the project knows. The only code that includes
// hunspell.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

class Hunspell;

namespace kancelli {

class Speller {
 public:
  // Reads the dictionary (some tenths of a second). Throws Error when the machine has none.
  Speller();
  ~Speller();

  // Words of the house: accepted as written, with a genitive's s, and with a capital at the beginning of a
  // sentence. `like`: a word of the dictionary, whose endings the new one has too; may be empty.
  void know(std::string_view word, std::string_view like = {});

  // All may be asked from several threads. One word, letters only. A compound of known words is right, also
  // with -s- or -e- between them.
  bool is_right(std::string_view word);
  // The dictionary has the word itself, or the house knows it; it is not merely put together of some.
  bool is_plain(std::string_view word);
  // The words that a compound is made of, each split further where it can be, in lower case:
  // "lokalplanforslaget": "lokalplan", "forslaget", "lokal", "plan". None for a word that is no compound.
  std::vector<std::string> parts(std::string_view compound);
  // At most three words that may be meant, the nearest first.
  std::vector<std::string> suggestions(const std::string& word);

 private:
  bool in_dictionary(const std::string& word);
  bool is_simple(const std::string& word);
  bool is_compound(const std::string& word, int parts);
  struct Split {
    std::vector<std::string> parts;  // none: the word cannot be split
    std::size_t shortest = 0;        // letters of the shortest
  };
  Split best_split(const std::string& word, int depth);
  Split side_of(const std::string& text, bool is_first, int depth);

  std::mutex asked_;
  std::unique_ptr<Hunspell> dictionary_;
  std::unique_ptr<Hunspell> plain_;  // without compounds; read when it is asked for
  std::unordered_set<std::string> known_;
  std::unordered_map<std::string, bool> seen_;
  std::unordered_map<std::string, bool> simple_;  // of parts of compounds
};

}  // namespace kancelli
