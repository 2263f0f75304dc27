#include "pipeline/word/word_changes.h"

#include "pipeline/core/differences.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

// A space between two changed words belongs to them when words stand on both sides in both texts: else the
// change would be read word by word in another order.
std::vector<Hunk> joined(const std::vector<Hunk>& hunks, const std::string& a) {
  std::vector<Hunk> result;
  for (const Hunk& hunk : hunks) {
    if (!result.empty()) {
      Hunk& last = result.back();
      const std::string_view between = std::string_view(a).substr(last.end_a, hunk.begin_a - last.end_a);
      const bool one_side = last.begin_a == last.end_a || hunk.begin_a == hunk.end_a ||
                            last.begin_b == last.end_b || hunk.begin_b == hunk.end_b;
      if (between == " " && one_side) {
        last.end_a = hunk.end_a, last.end_b = hunk.end_b;
        continue;
      }
    }
    result.push_back(hunk);
  }
  return result;
}

}  // namespace

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < text.size();) {
    Token token;
    token.begin = at;
    const char32_t first = next_code_point(text, at);
    token.is_word = is_letter(first) || is_digit(first);
    for (std::size_t next = at; token.is_word && next < text.size(); at = next) {
      const char32_t c = next_code_point(text, next);
      const bool in_number = (c == U'.' || c == U',') && is_digit(static_cast<unsigned char>(text[at - 1])) &&
                             next < text.size() && is_digit(static_cast<unsigned char>(text[next]));
      if (!is_letter(c) && !is_digit(c) && !in_number) break;
    }
    token.end = at;
    token.hash = hash_of(std::string_view(text).substr(token.begin, token.end - token.begin));
    tokens.push_back(token);
  }
  return tokens;
}

std::vector<Hunk> word_hunks(const std::string& a, const std::string& b) {
  if (a == b) return {};
  const std::vector<Token> in_a = tokens_of(a), in_b = tokens_of(b);
  std::vector<std::uint64_t> hashes_a, hashes_b;
  for (const Token& token : in_a) hashes_a.push_back(token.hash);
  for (const Token& token : in_b) hashes_b.push_back(token.hash);
  const auto place = [](const std::vector<Token>& tokens, std::size_t index, std::size_t size) {
    return index < tokens.size() ? tokens[index].begin : size;
  };
  std::vector<Hunk> hunks;
  for (const Gap& gap : differences(hashes_a, hashes_b))
    hunks.push_back({place(in_a, gap.begin_a, a.size()), place(in_a, gap.end_a, a.size()),
                     place(in_b, gap.begin_b, b.size()), place(in_b, gap.end_b, b.size())});
  return joined(hunks, a);
}

}  // namespace kancelli::word
