#include "pipeline/statute/word_diff.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

constexpr std::array<std::string_view, 8> opening = {"(", "[", "»", "\"", "“", "”", "‘", "›"};
constexpr std::array<std::string_view, 13> closing = {",", ".", ";",  ":", "!", "?", ")",
                                                      "]", "«", "\"", "“", "”", "‹"};

template <typename Marks>
std::size_t mark_at(std::string_view text, const Marks& marks) {
  for (const std::string_view mark : marks)
    if (text.starts_with(mark)) return mark.size();
  return 0;
}

template <typename Marks>
std::size_t mark_before(std::string_view text, const Marks& marks) {
  for (const std::string_view mark : marks)
    if (text.ends_with(mark)) return mark.size();
  return 0;
}

// One stretch between spaces: leading marks, the word with all that is within it, closing marks.
void split_chunk(std::string_view text, std::size_t begin, std::size_t end, std::vector<Token>& all) {
  bool spaced = true;
  const auto push = [&](std::size_t from, std::size_t to) {
    all.push_back({from, to, spaced});
    spaced = false;
  };
  while (begin < end && (text[begin] < 'A' || text[begin] > 'z'))
    if (const std::size_t size = mark_at(text.substr(begin, end - begin), opening); size > 0) {
      push(begin, begin + size);
      begin += size;
    } else {
      break;
    }
  std::vector<std::pair<std::size_t, std::size_t>> marks;
  const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  while (begin < end && !is_plain(text[end - 1]))
    if (const std::size_t size = mark_before(text.substr(begin, end - begin), closing); size > 0) {
      marks.emplace_back(end - size, end);
      end -= size;
    } else {
      break;
    }
  if (begin < end) push(begin, end);
  for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) push(mark->first, mark->second);
}

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

bool equal(const Words& a, std::size_t i, const Words& b, std::size_t j) {
  return a.tokens[i].spaced == b.tokens[j].spaced && a.word(i) == b.word(j);
}

// The longest common subsequence of what is left between equal beginnings and ends, as hunks.
std::vector<Hunk> raw_hunks(const Words& a, const Words& b) {
  std::size_t first = 0, n = a.tokens.size(), m = b.tokens.size();
  while (first < n && first < m && equal(a, first, b, first)) ++first;
  while (n > first && m > first && equal(a, n - 1, b, m - 1)) --n, --m;
  const std::size_t rows = n - first, columns = m - first;
  if (rows == 0 && columns == 0) return {};
  if (rows == 0 || columns == 0 || rows * columns > 4'000'000) return {{first, n, first, m}};
  std::vector<std::uint32_t> best((rows + 1) * (columns + 1));
  const auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& { return best[i * (columns + 1) + j]; };
  for (std::size_t i = rows; i-- > 0;)
    for (std::size_t j = columns; j-- > 0;)
      at(i, j) =
          equal(a, first + i, b, first + j) ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  std::vector<Hunk> hunks;
  std::size_t i = 0, j = 0;
  while (i < rows || j < columns) {
    Hunk hunk{first + i, 0, first + j, 0};
    while (i < rows || j < columns) {
      if (i < rows && j < columns && equal(a, first + i, b, first + j)) break;
      if (j == columns || (i < rows && at(i + 1, j) >= at(i, j + 1)))
        ++i;
      else
        ++j;
    }
    hunk.old_end = first + i;
    hunk.new_end = first + j;
    if (hunk.old_begin != hunk.old_end || hunk.new_begin != hunk.new_end) hunks.push_back(hunk);
    while (i < rows && j < columns && equal(a, first + i, b, first + j)) ++i, ++j;
  }
  return hunks;
}

std::vector<Hunk> merged(const std::vector<Hunk>& raw) {
  std::vector<Hunk> hunks;
  for (const Hunk& hunk : raw)
    if (!hunks.empty() && hunk.old_begin - hunks.back().old_end <= 2) {
      hunks.back().old_end = hunk.old_end;
      hunks.back().new_end = hunk.new_end;
    } else {
      hunks.push_back(hunk);
    }
  return hunks;
}

// The name of a body is one piece: "Kultur- og Fritidsudvalget", whichever of its words changes.
Hunk with_names(Hunk hunk, const Words& a, const Words& b) {
  const auto before = [&](std::size_t back) -> std::string_view {
    return hunk.old_begin >= back && hunk.new_begin >= back ? a.word(hunk.old_begin - back) : std::string_view();
  };
  const auto opens_with_and = [&](const Words& side, std::size_t begin, std::size_t end) {
    return begin < end && side.word(begin) == "og";
  };
  const auto goes_on = [](const Words& side, std::size_t begin, std::size_t end) {
    if (begin >= end) return false;
    if (side.word(end - 1) == "," && end - begin >= 2) --end;
    return side.word(end - 1).ends_with("-") || side.word(end - 1) == "og";
  };
  // "stk. 2", "§ 5", "litra b": a number alone says nothing.
  const auto opens_with_number = [&](const Words& side, std::size_t begin, std::size_t end) {
    return begin < end && is_digit(static_cast<unsigned char>(side.word(begin)[0]));
  };
  if (opens_with_number(a, hunk.old_begin, hunk.old_end) || opens_with_number(b, hunk.new_begin, hunk.new_end)) {
    const std::size_t back = before(1) == "." && (before(2) == "stk" || before(2) == "nr") ? 2
                             : before(1) == "§" || before(1) == "§§" || before(1) == "kapitel" || before(1) == "bilag" ? 1
                                                                                                                       : 0;
    hunk.old_begin -= back;
    hunk.new_begin -= back;
  }
  for (;;) {
    const std::size_t was = hunk.old_begin + hunk.new_begin;
    if (before(1).ends_with("-") ||
        (before(1) == "," && before(2).ends_with("-")) || opens_with_and(a, hunk.old_begin, hunk.old_end) ||
        opens_with_and(b, hunk.new_begin, hunk.new_end)) {
      if (!before(1).empty()) --hunk.old_begin, --hunk.new_begin;
    } else if (before(1) == "og" && before(2).ends_with("-")) {
      hunk.old_begin -= 2;
      hunk.new_begin -= 2;
    }
    if (was == hunk.old_begin + hunk.new_begin) break;
  }
  while ((goes_on(a, hunk.old_begin, hunk.old_end) || goes_on(b, hunk.new_begin, hunk.new_end)) &&
         hunk.old_end < a.tokens.size() && hunk.new_end < b.tokens.size())
    ++hunk.old_end, ++hunk.new_end;
  return hunk;
}

// Hunks as an amendment quotes them.
std::vector<Hunk> natural_hunks(const Words& a, const Words& b) {
  std::vector<Hunk> hunks;
  for (const Hunk& hunk : merged(raw_hunks(a, b))) hunks.push_back(with_names(hunk, a, b));
  std::vector<Hunk> apart;
  for (const Hunk& hunk : hunks)
    if (!apart.empty() && hunk.old_begin <= apart.back().old_end) {
      apart.back().old_end = std::max(apart.back().old_end, hunk.old_end);
      apart.back().new_end = std::max(apart.back().new_end, hunk.new_end);
    } else {
      apart.push_back(hunk);
    }
  return apart;
}

// Quotation marks within quotation marks must pair.
bool pairs(std::string_view words) {
  int depth = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words.substr(at).starts_with("»")) ++depth;
    if (words.substr(at).starts_with("«") && --depth < 0) return false;
  }
  return depth == 0;
}

// A number or a mark alone is quoted with the word beside it.
bool has_word(std::string_view words) {
  std::size_t run = 0;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = next_code_point(words, at);
    run = is_letter(c) ? run + 1 : 0;
    if (run == 2 || c == U'§') return pairs(words);
  }
  return false;
}

// Finds the quoted words for each hunk of one text.
class Quoting {
 public:
  Quoting(std::string_view original, const std::vector<Replaced>& replaced, std::string_view changed,
          std::string_view elsewhere)
      : original_(original), elsewhere_(elsewhere),
        after_(carry_out(original, replaced)),
        a_{after_, tokens(after_)},
        b_{changed, tokens(changed)} {}

  std::optional<std::vector<WordChange>> changes() {
    std::vector<Hunk> hunks = natural_hunks(a_, b_);
    for (std::size_t tries = 0; tries < 64; ++tries) {
      std::vector<Claim> claims;
      bool failed = false;
      for (const Hunk& hunk : hunks) {
        auto claim = quote(hunk);
        if (!claim) return std::nullopt;
        claims.push_back(std::move(*claim));
      }
      for (std::size_t i = 0; i + 1 < claims.size(); ++i)
        if (claims[i].end > claims[i + 1].begin) {
          hunks[i].old_end = hunks[i + 1].old_end;
          hunks[i].new_end = hunks[i + 1].new_end;
          hunks.erase(hunks.begin() + static_cast<std::ptrdiff_t>(i) + 1);
          failed = true;
          break;
        }
      if (!failed) return gathered(claims);
    }
    return std::nullopt;
  }

 private:
  // A change, and the tokens of the text that it quotes.
  struct Claim {
    WordChange change;
    std::size_t begin, end;
  };

  std::string carry_out(std::string_view text, const std::vector<Replaced>& replaced) {
    std::string result;
    std::size_t at = 0;
    for (const Replaced& each : replaced) {
      result += text.substr(at, each.begin - at);
      masks_.emplace_back(result.size(), result.size() + each.words.size());
      result += each.words;
      at = each.end;
    }
    return result += text.substr(at);
  }

  std::size_t count(std::string_view quoted) const {
    return count_words(original_, quoted) + count_words(elsewhere_, quoted);
  }

  bool masked(std::size_t from, std::size_t to) const {
    const std::size_t begin = a_.tokens[from].begin, end = a_.tokens[to - 1].end;
    return std::any_of(masks_.begin(), masks_.end(),
                       [&](const auto& mask) { return mask.first < end && begin < mask.second; });
  }

  std::optional<Claim> quote(const Hunk& hunk) const {
    if (hunk.old_begin < hunk.old_end && masked(hunk.old_begin, hunk.old_end)) return std::nullopt;
    if (hunk.old_begin == hunk.old_end)
      if (auto claim = insertion(hunk)) return claim;
    if (hunk.new_begin == hunk.new_end)
      if (auto claim = deletion(hunk)) return claim;
    return replacement(hunk);
  }

  // "indsættes efter »X«: »Y«": X as short as it can be.
  std::optional<Claim> insertion(const Hunk& hunk) const {
    const std::string_view words = b_.words(hunk.new_begin, hunk.new_end);
    if (!pairs(words)) return std::nullopt;
    if (hunk.old_begin == 0) return insertion_before(hunk, words);
    if (b_.tokens[hunk.new_begin].spaced == joins_left(words)) return std::nullopt;
    for (std::size_t from = hunk.old_begin; from-- > 0;) {
      if (masked(from, hunk.old_begin)) return std::nullopt;
      const std::string_view quoted = a_.words(from, hunk.old_begin);
      if (!has_word(quoted) || count(quoted) != 1) continue;
      return Claim{{Action::insert_words, Side::after, std::string(quoted), std::string(words), 1},
                   from,
                   hunk.old_begin};
    }
    return std::nullopt;
  }

  std::optional<Claim> insertion_before(const Hunk& hunk, std::string_view words) const {
    if (joins_left(words)) return std::nullopt;
    for (std::size_t to = 1; to <= a_.tokens.size(); ++to) {
      if (masked(0, to)) return std::nullopt;
      const std::string_view quoted = a_.words(0, to);
      if (joins_left(quoted) || !has_word(quoted) || count(quoted) != 1) continue;
      if (!b_.tokens[hunk.new_end].spaced) return std::nullopt;
      return Claim{{Action::insert_words, Side::before, std::string(quoted), std::string(words), 1}, 0, to};
    }
    return std::nullopt;
  }

  std::optional<Claim> deletion(const Hunk& hunk) const {
    const std::string_view quoted = a_.words(hunk.old_begin, hunk.old_end);
    if (!has_word(quoted) || count(quoted) != 1) return std::nullopt;
    if (hunk.old_begin == 0 && hunk.old_end == a_.tokens.size()) return std::nullopt;
    return Claim{
        {Action::delete_words, Side::after, std::string(quoted), "", 1}, hunk.old_begin, hunk.old_end};
  }

  // Everywhere that X stands in the text, this change puts the same Y.
  bool every_one(std::string_view quoted, std::string_view words) const {
    std::size_t same = 0;
    for (const Hunk& hunk : natural_hunks(a_, b_))
      if (hunk.old_begin < hunk.old_end && hunk.new_begin < hunk.new_end)
        same += a_.words(hunk.old_begin, hunk.old_end) == quoted &&
                        b_.words(hunk.new_begin, hunk.new_end) == words &&
                        a_.tokens[hunk.old_begin].spaced == b_.tokens[hunk.new_begin].spaced
                    ? 1
                    : 0;
    return same > 1 && same == count(quoted);
  }

  std::optional<Claim> replacement(Hunk hunk) const {
    const std::size_t n = a_.tokens.size();
    for (;;) {
      const bool empty = hunk.old_begin == hunk.old_end || hunk.new_begin == hunk.new_end;
      if (!empty && masked(hunk.old_begin, hunk.old_end)) return std::nullopt;
      if (!empty && a_.tokens[hunk.old_begin].spaced == b_.tokens[hunk.new_begin].spaced) {
        const std::string_view quoted = a_.words(hunk.old_begin, hunk.old_end);
        const std::string_view words = b_.words(hunk.new_begin, hunk.new_end);
        if (has_word(quoted) && pairs(words) && (count(quoted) == 1 || every_one(quoted, words)))
          return Claim{{Action::replace_words, Side::after, std::string(quoted), std::string(words), 1},
                       hunk.old_begin,
                       hunk.old_end};
      }
      // The word before it, where there is one, else the one behind.
      if (hunk.old_begin > 0 && hunk.new_begin > 0 && equal(a_, hunk.old_begin - 1, b_, hunk.new_begin - 1)) {
        --hunk.old_begin;
        --hunk.new_begin;
      } else if (hunk.old_end < n && hunk.new_end < b_.tokens.size() &&
                 equal(a_, hunk.old_end, b_, hunk.new_end)) {
        ++hunk.old_end;
        ++hunk.new_end;
      } else {
        return std::nullopt;
      }
    }
  }

  // The same words replaced by the same at several places are one change.
  static std::vector<WordChange> gathered(const std::vector<Claim>& claims) {
    std::vector<WordChange> changes;
    for (const Claim& claim : claims) {
      const auto same = std::find_if(changes.begin(), changes.end(), [&](const WordChange& each) {
        return each.action == claim.change.action && each.old_words == claim.change.old_words &&
               each.new_words == claim.change.new_words;
      });
      if (same == changes.end())
        changes.push_back(claim.change);
      else
        ++same->times;
    }
    return changes;
  }

  std::vector<std::pair<std::size_t, std::size_t>> masks_;  // in after_
  std::string_view original_, elsewhere_;
  std::string after_;
  Words a_, b_;
};

}  // namespace

std::vector<Token> tokens(std::string_view text) {
  std::vector<Token> all;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    split_chunk(text, at, end, all);
    at = end + 1;
  }
  return all;
}

std::vector<Hunk> diff_words(std::string_view old, std::string_view changed) {
  return natural_hunks({old, tokens(old)}, {changed, tokens(changed)});
}

std::size_t changed_words(std::string_view old, std::string_view changed) {
  std::size_t sum = 0;
  for (const Hunk& hunk : raw_hunks({old, tokens(old)}, {changed, tokens(changed)}))
    sum += std::max(hunk.old_end - hunk.old_begin, hunk.new_end - hunk.new_begin);
  return sum;
}

double changed_share(std::string_view old, std::string_view changed) {
  const Words a{old, tokens(old)}, b{changed, tokens(changed)};
  std::size_t gone = 0, come = 0;
  for (const Hunk& hunk : raw_hunks(a, b)) {
    gone += hunk.old_end - hunk.old_begin;
    come += hunk.new_end - hunk.new_begin;
  }
  return static_cast<double>(std::max(gone, come)) /
         static_cast<double>(std::max<std::size_t>(1, std::max(a.tokens.size(), b.tokens.size())));
}

std::optional<std::vector<WordChange>> word_changes(std::string_view old,
                                                    const std::vector<Replaced>& replaced,
                                                    std::string_view changed, std::string_view elsewhere) {
  return Quoting(old, replaced, changed, elsewhere).changes();
}

bool joins_left(std::string_view words) {
  return mark_at(words, std::array<std::string_view, 9>{",", ".", ";", ":", "!", "?", ")", "]", "«"}) > 0;
}

std::size_t count_words(std::string_view text, std::string_view quoted) {
  std::size_t count = 0;
  for (std::size_t at = text.find(quoted); at != std::string_view::npos && !quoted.empty();
       at = text.find(quoted, at + quoted.size()))
    ++count;
  return count;
}

}  // namespace kancelli::statute
