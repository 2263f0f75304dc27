// Numbers in running text, in words or digits, and how exactly they are meant.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"

namespace kancelli {

struct WrittenNumber {
  // What its writer says of it: "ca. 780", "over 780" (also mindst, godt), "næsten 780" (also knap, højst, op
  // til).
  enum class Hedge { none, about, over, under };

  std::size_t begin = 0, end = 0;  // in the text; "mio." and "mia." belong to it
  std::size_t hedge_begin = 0;     // where the hedge begins, else `begin`
  Decimal value;
  Hedge hedge = Hedge::none;
  bool word = false;     // "fire", not "4"
  std::size_t noun = 0;  // where the next word begins; the end of the number when none follows over a space
};

// In the order of the text. Not among them: "en" and "et", parts of dates, ranges, identifiers and compounds
// ("2025-2028", "65-årige", "§ 18" is one), and ordinals ("2. behandling").
std::vector<WrittenNumber> written_numbers(std::string_view text);

// True where the number, as exactly as it is meant, can be said of a thing that is `known`, which is itself
// rounded when `approximate`.
bool agrees(const WrittenNumber& said, const Decimal& known, bool approximate);
// True where two numbers can be the same, each as exactly as it is meant.
bool agree(const Decimal& a, bool a_approximate, const Decimal& b, bool b_approximate);

// True where `known`, rounded to the last place that says something in `said`, is `said`: 1.649,4 mio.
// of 1.649.422.000.
bool rounds_to(const Decimal& said, const Decimal& known);

// The stretch between two ends of sentences around `at`, within its block.
struct Stretch {
  std::size_t begin = 0, end = 0;
};
Stretch sentence_around(std::string_view text, std::size_t at);

// The word that ends right before `at`, over one space, in the text's own letters with what is glued to it
// ("ca.", "»de"); "" at the beginning of a block. Moves `at` to its beginning.
std::string_view take_word_before(std::string_view text, std::size_t& at);

}  // namespace kancelli
