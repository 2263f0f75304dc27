// Statutes made at random, and edits as a lawyer makes them, for property tests. The same seed gives the
// same.
#pragma once

#include <random>
#include <string>

#include "pipeline/statute/provision.h"

namespace kancelli::statute {

class RandomStatutes {
 public:
  explicit RandomStatutes(unsigned seed) : random_(seed) {}

  // Chapters, headings, about so many §§ with stykker, numre and litraer, a preamble and annexes; with ids.
  Unit statute(std::size_t paragraphs);
  // Changes the statute at so many places; tells what was done, for a failing test's message.
  std::string edit(Unit& statute, std::size_t edits);

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  bool chance(unsigned percent) { return random_() % 100 < percent; }
  template <typename T, std::size_t N>
  const T& any(const T (&list)[N]) {
    return list[below(N)];
  }

  std::string words(std::size_t count);
  std::string sentence();
  std::string sentences(std::size_t most);
  std::string heading();
  void list(Unit& unit, Kind kind, bool points);
  Unit subsection();
  Unit paragraph(std::string number);
  Unit chapter(std::string number, std::size_t& next, std::size_t paragraphs);
  std::string new_id() { return "u" + std::to_string(++ids_); }
  void name(Unit& unit);

  std::string edit_once(Unit& statute);
  std::string edit_words(Unit& statute);
  std::string edit_sentences(Unit& statute);
  std::string edit_stykker(Unit& statute);
  std::string edit_items(Unit& statute);
  std::string edit_paragraphs(Unit& statute);
  std::string edit_headings(Unit& statute);
  std::string edit_large(Unit& statute);
  std::string move(Unit& statute);
  std::string rename(Unit& statute);

  std::mt19937 random_;
  std::size_t ids_ = 0;
};

// The og, commas and full stops of a sætningskæde; of a punktopstilling the full stops.
void close_list(Unit& unit);

}  // namespace kancelli::statute
