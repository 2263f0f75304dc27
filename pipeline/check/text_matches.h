// Where a paper's running text holds, in plain letters, what a register or a paper holds typed. Found once,
// in one pass, for all rules.
#pragma once

#include <vector>

#include "pipeline/check/project_index.h"
#include "pipeline/check/running_text.h"

namespace kancelli {

struct TextMatch {
  enum class Kind { name, fact, date, amount, law };
  Kind kind = Kind::name;
  std::size_t begin = 0, end = 0;  // in the running text; a name's genitive ending counted in
  const NamePhrase* name = nullptr;
  bool genitive = false;
  const Fact* fact = nullptr;  // of a fact, or of an amount that is one
  const Law* law = nullptr;
  bool title = false;  // of a law: its full title, not its short name
  Date date;
  std::string_view form = "long";  // of a date
  Decimal kr;
  std::string_view in = "kr";  // of an amount: "kr", "t", "mio", "mia"
  Span held;                   // where it is held typed
};

// In the order of the text, none overlapping, the longest at each place. Nothing from quotations, foreign
// words, links and counts.
std::vector<TextMatch> find_matches(const RunningText& text, const ProjectIndex& index);

// An amount written in digits from the text's first byte, "25 mio. kr."; its length in bytes is 0 when there
// is none.
struct WrittenAmount {
  std::size_t length = 0;
  Decimal kr;
  std::string_view in = "kr";
};
WrittenAmount read_amount(std::string_view text);

}  // namespace kancelli
