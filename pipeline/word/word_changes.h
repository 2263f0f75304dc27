// Which words of a paragraph changed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace kancelli::word {

// A word (letters and digits), a number with its points and comma, or one other character.
struct Token {
  std::size_t begin = 0, end = 0;  // bytes
  std::uint64_t hash = 0;
  bool is_word = false;
};
std::vector<Token> tokens_of(const std::string& text);

// Bytes of both texts between stretches that are the same.
struct Hunk {
  std::size_t begin_a, end_a, begin_b, end_b;
  friend bool operator==(const Hunk&, const Hunk&) = default;
};
std::vector<Hunk> word_hunks(const std::string& a, const std::string& b);

}  // namespace kancelli::word
