#include "pipeline/publish/compared_words.h"

#include <string>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr char32_t soft_hyphen = 0xAD, ring = 0x30A;

// Seen by nobody: soft hyphens, zero-width spaces and joiners, the byte order mark.
bool is_unseen(char32_t c) {
  return c == soft_hyphen || (c >= 0x200B && c <= 0x200D) || c == 0x2060 || c == 0xFEFF;
}

bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x2010 || c == 0x2011;
}

bool is_of_word(char32_t c) {
  return is_digit(c) || is_letter(c);
}

std::u32string_view ligature(char32_t c) {
  switch (c) {
    case 0xFB00:
      return U"ff";
    case 0xFB01:
      return U"fi";
    case 0xFB02:
      return U"fl";
    case 0xFB03:
      return U"ffi";
    case 0xFB04:
      return U"ffl";
    default:
      return {};
  }
}

// The character there, without moving on; what nobody sees is passed over.
char32_t peek(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char32_t c = next_code_point(text, at);
    if (!is_unseen(c)) return c;
  }
  return 0;
}

// Past white space with a line end in it, behind a hyphen; else where it was.
std::size_t past_line_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  bool line_end = false;
  while (end < text.size() && is_xml_space(text[end])) line_end |= text[end++] == '\n';
  return line_end ? end : at;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Words words() {
    while (at_ < text_.size()) {
      const char32_t c = next_code_point(text_, at_);
      if (is_of_word(c)) {
        word_ += lower(c);
      } else if (const auto letters = ligature(c); !letters.empty()) {
        word_ += letters;
      } else if (c == ring && !word_.empty() && word_.back() == U'a') {
        word_.back() = U'å';
      } else if (is_unseen(c)) {
        if (c == soft_hyphen && !word_.empty()) at_ = past_line_end(text_, at_);
      } else if (!continues(c)) {
        end();
      }
    }
    end();
    return std::move(words_);
  }

 private:
  // A hyphen between the parts of a word, a point between the thousands of a number.
  bool continues(char32_t c) {
    if (word_.empty()) return false;
    if (is_hyphen(c)) {
      const std::size_t next = past_line_end(text_, at_);
      if (!is_of_word(peek(text_, next))) return false;
      at_ = next;
      return true;
    }
    const auto digit_at = [&](std::size_t at) {
      return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
    };
    return c == '.' && is_digit(word_.back()) && digit_at(at_) && digit_at(at_ + 1) && digit_at(at_ + 2) &&
           !digit_at(at_ + 3);
  }

  void end() {
    if (word_.empty()) return;
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char32_t c : word_) hash = (hash ^ c) * 0x100000001b3u;
    words_.push_back(hash ^ (hash >> 29));
    word_.clear();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::u32string word_;
  Words words_;
};

}  // namespace

Words compared_words(std::string_view text) {
  return Reader(text).words();
}

}  // namespace kancelli
