// Where in the project's papers the words of a quotation stand.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/check/quotation.h"
#include "pipeline/project/project.h"

namespace kancelli::word {

class QuotedPlaces {
 public:
  explicit QuotedPlaces(const Project& project) : project_(project) {}

  // "PAPER#ID" of the smallest element that says these words, as the rule quote-differs compares them; ""
  // where none does, or several papers do. `words`: blocks parted by line ends. `said`: the words that tell
  // where it is from; may be empty.
  std::string find(std::string_view words, std::string_view said);

 private:
  struct Place {
    std::string reference;
    const Paper* paper = nullptr;
    std::vector<Token> words;
  };
  void gather();

  const Project& project_;
  std::optional<std::vector<Place>> places_;
};

// The words stand between quotation marks, and no other ones are among them.
bool is_quoted_whole(std::string_view words);

}  // namespace kancelli::word
