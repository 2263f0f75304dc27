// A quotation against the words it is taken from.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// One word with its punctuation, or something in square brackets; in bytes of the text it was made from.
struct Token {
  enum class Kind {
    word,
    omission,  // […]
    change,    // [drøfte], [sic]: stands for any few words, or for none
    mixed,     // [B]estyrelsen: part of a word is changed
  };
  Kind kind = Kind::word;
  std::string text;  // typography folded
  std::size_t begin = 0, end = 0;
  bool begins = false;  // a block or a sentence begins with it
  bool ends = false;    // ... ends with it
};

// `brackets`: square brackets mark changes (a quotation); otherwise they are characters (a source).
std::vector<Token> tokens_of(std::string_view text, bool brackets);

struct Difference {
  enum class Kind {
    other_word,     // `quoted` stands where the source has `source`
    added,          // `quoted` has nothing to stand for: the source has ended
    begins_within,  // the quotation begins in the middle of a sentence
    ends_within,    // the quotation ends in the middle of a sentence, which goes on with `source`
  };
  Kind kind = Kind::other_word;
  std::size_t quoted = 0;  // index of the token
  std::optional<std::size_t> source;
};

// "behandle," without its comma.
std::string_view without_end_marks(std::string_view word);

// Where the quotation first differs from its source; nothing when it is right. A quotation begins and ends
// with a sentence or a block, or with an omission.
std::optional<Difference> compare(const std::vector<Token>& quotation, const std::vector<Token>& source);

}  // namespace kancelli
