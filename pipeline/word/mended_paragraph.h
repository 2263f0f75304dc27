// The words of one paragraph, each mended where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/word/imported.h"
#include "pipeline/word/mended_word.h"
#include "pipeline/word/paragraph_words.h"
#include "pipeline/word/vocabulary.h"

namespace kancelli::word {

// A mend with what the report says of it.
struct Step {
  Mend mend;
  Finding::Certainty certainty = Finding::Certainty::certain;
  std::string why;
  bool told = true;  // a line break that becomes a blank is no news
};

class ParagraphMender {
 public:
  ParagraphMender(const Paragraph& paragraph, Vocabulary& words, WordMender& mender);

  // What stands at line ends is put together before it is asked for: the parts are then whole words.
  struct Whole {
    std::size_t first = 0, last = 0;  // in parts_
    std::string word;                 // without the hyphens of line ends
    bool split = false;               // it had some
    bool keeps_hyphen = false;        // "it-\nudvikling"
    bool open = true;
  };
  const std::vector<Whole>& wholes() const { return wholes_; }
  // Once.
  std::vector<Step> mend();

 private:
  std::string_view part(std::size_t i) const;
  void joined();
  bool stands_apart(Whole& whole);
  bool is_left_over(const Whole& whole);
  static bool is_prefix(std::string_view word);
  std::string small(std::size_t whole);
  std::string word_before(std::size_t i);
  bool next_to(std::size_t one, std::size_t other) const;

  void word(std::size_t i);
  bool hangs(const Whole& whole) const;
  bool is_short_form(const Whole& whole) const;
  bool is_short_name(const Whole& whole) const;
  Verdict suspended(const std::string& word);
  bool both_and(std::size_t i, const std::string& before) const;
  void split_word(const Whole& whole, const Verdict& verdict);
  bool suspended_is_right(const Whole& whole);
  void line_end_behind(std::size_t i);
  bool parted(std::size_t i);
  bool is_half(const std::string& word);

  void bars();
  void numbers();
  void step(const Whole& whole, const Verdict& verdict, const std::string& why);
  bool follows_name(const Whole& whole) const;
  std::string capital_of(const Whole& whole, const std::string& meant) const;

  std::string text_;
  std::vector<WordPart> parts_;
  Vocabulary& words_;
  WordMender& mender_;
  std::vector<Whole> wholes_;
  std::vector<Step> steps_;
};

}  // namespace kancelli::word
