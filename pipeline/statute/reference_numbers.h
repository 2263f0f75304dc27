// Reads numbers as references have them: "§§ 2 og 3", "stk. 2-4", "1. og 2. pkt.".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/text.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {

// Reads from the beginning of a text; a function that finds nothing leaves the place as it was.
class NumberReader {
 public:
  NumberReader(std::string_view text, std::vector<ReferenceFault>* faults) : text_(text), faults_(faults) {}

  // The word for a kind of unit and the numbers behind it (a sentence's before it).
  bool step(Kind& kind, std::vector<std::string>& numbers);
  std::size_t at() const { return at_; }

 protected:
  std::string_view rest() const { return text_.substr(at_); }
  bool space() {
    const std::size_t length = space_length(rest());
    at_ += length;
    return length != 0;
  }
  bool accept(std::string_view what) {
    if (!rest().starts_with(what)) return false;
    at_ += what.size();
    return true;
  }
  bool word(std::string_view what);  // the word itself, or with a capital; not the beginning of a longer one
  bool conjunction() { return word("og") || word("eller") || word("samt"); }
  void fault(ReferenceFault::Kind kind, std::size_t begin) {
    if (faults_ != nullptr) faults_->push_back({kind, begin, at_});
  }

  std::string_view text_;
  std::vector<ReferenceFault>* faults_;
  std::size_t at_ = 0;
  std::vector<std::string> ranged_;  // of the §§ or chapters last read, those of a range but its first

 private:
  bool paragraphs(std::vector<std::string>& numbers);
  bool sentence_list(std::vector<std::string>& numbers);
  bool list(Kind kind, std::vector<std::string>& numbers, bool several);
  bool member(Kind kind, std::vector<std::string>& numbers);
  bool ended_sentence_number();
  bool range_to(Kind kind, std::vector<std::string>& numbers);
};

}  // namespace kancelli::statute
