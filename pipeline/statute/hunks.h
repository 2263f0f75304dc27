// Words of a text, and stretches of them that differ between two texts.
#pragma once

#include <string_view>
#include <vector>

namespace kancelli::statute {

// A word, or one mark of punctuation beside it, in bytes of the text.
struct Token {
  std::size_t begin = 0, end = 0;
  bool spaced = true;  // a space stands before it, or it is the first
};
std::vector<Token> tokens(std::string_view text);

// A text and its tokens.
struct Words {
  std::string_view text;
  std::vector<Token> tokens;
  std::string_view word(std::size_t i) const {
    return text.substr(tokens[i].begin, tokens[i].end - tokens[i].begin);
  }
  // The bytes of tokens [from, to), which are some.
  std::string_view words(std::size_t from, std::size_t to) const {
    return text.substr(tokens[from].begin, tokens[to - 1].end - tokens[from].begin);
  }
};

// A stretch of words that differs: tokens [old_begin, old_end) became [new_begin, new_end); one of them may
// be empty.
struct Hunk {
  std::size_t old_begin = 0, old_end = 0, new_begin = 0, new_end = 0;
};
bool equal(const Words& a, std::size_t i, const Words& b, std::size_t j);
// By the longest common subsequence.
std::vector<Hunk> raw_hunks(const Words& a, const Words& b);
// As an amendment quotes them: what only one or two words part is one, names, dates and amounts are whole.
std::vector<Hunk> natural_hunks(const Words& a, const Words& b);

}  // namespace kancelli::statute
