// What changed between two texts, word by word, and how an amendment says it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/hunks.h"

namespace kancelli::statute {

// In order; stretches that only one or two words part are one, and so is the name of a body.
std::vector<Hunk> diff_words(std::string_view old, std::string_view changed);
// How many words differ, however they are gathered.
std::size_t changed_words(std::string_view old, std::string_view changed);
// How much of the longer text the hunks are: 0 to 1.
double changed_share(std::string_view old, std::string_view changed);

// Words of `text` that an amendment replaces elsewhere too ("overalt"): [begin, end) becomes `words`.
struct Replaced {
  std::size_t begin = 0, end = 0;
  std::string words;
};

// The text with those replaced, in order.
std::string with_replaced(std::string_view text, const std::vector<Replaced>& replaced);

// One change of words within a text, as an amendment's formula says it: quoted words that stand there once,
// or all the times they stand there.
struct WordChange {
  Action action = Action::replace_words;
  Side side = Side::after;
  std::string old_words, new_words;
  int times = 1;
};

// The changes that lead from `old`, once `replaced` is carried out, to `changed`. None of them touches what
// is replaced. Nothing where quoted words cannot say it. `elsewhere`: other words of the same provision, in
// which what is quoted may not stand either.
std::optional<std::vector<WordChange>> word_changes(std::string_view old,
                                                    const std::vector<Replaced>& replaced,
                                                    std::string_view changed,
                                                    std::string_view elsewhere = {});

// How formulas change words; what apply does, too. A space stands between what is inserted and what it
// follows, unless a mark begins it that belongs to the word before; words that go take the space before them
// along.
bool joins_left(std::string_view words);  // ", jf. dog § 1 a": no space before it
std::size_t count_words(std::string_view text, std::string_view quoted);

}  // namespace kancelli::statute
