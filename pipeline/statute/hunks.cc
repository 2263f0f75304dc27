#include "pipeline/statute/hunks.h"

#include <algorithm>
#include <array>
#include <cstdint>

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

// The words of a hunk: "" where there are none.
std::string_view said(const Words& side, std::size_t begin, std::size_t end) {
  return begin == end ? std::string_view() : side.words(begin, end);
}

// Stretches that one or two words part are one; not where the same words become the same others, which an
// item says once ("to steder i").
std::vector<Hunk> merged(const std::vector<Hunk>& raw, const Words& a, const Words& b) {
  const auto same = [&](const Hunk& x, const Hunk& y) {
    return x.old_begin < x.old_end && x.new_begin < x.new_end &&
           said(a, x.old_begin, x.old_end) == said(a, y.old_begin, y.old_end) &&
           said(b, x.new_begin, x.new_end) == said(b, y.new_begin, y.new_end);
  };
  std::vector<Hunk> hunks;
  for (const Hunk& hunk : raw)
    if (!hunks.empty() && hunk.old_begin - hunks.back().old_end <= 2 && !same(hunks.back(), hunk)) {
      hunks.back().old_end = hunk.old_end;
      hunks.back().new_end = hunk.new_end;
    } else {
      hunks.push_back(hunk);
    }
  return hunks;
}

// What comes or goes between two commas has the first of them: ", jf. dog § 1 a".
Hunk slid(Hunk hunk, const Words& a, const Words& b) {
  const auto slides = [](const Words& side, std::size_t begin, std::size_t end) {
    return begin > 0 && begin < end && side.word(begin - 1) == "," && side.word(end - 1) == ",";
  };
  const bool comes = hunk.old_begin == hunk.old_end && slides(b, hunk.new_begin, hunk.new_end);
  const bool goes = hunk.new_begin == hunk.new_end && slides(a, hunk.old_begin, hunk.old_end);
  if ((!comes && !goes) || hunk.old_begin == 0 || hunk.new_begin == 0) return hunk;
  return {hunk.old_begin - 1, hunk.old_end - 1, hunk.new_begin - 1, hunk.new_end - 1};
}

constexpr std::array<std::string_view, 12> months = {"januar",    "februar", "marts",    "april",
                                                     "maj",       "juni",    "juli",     "august",
                                                     "september", "oktober", "november", "december"};
// What stands before a number and is quoted with it; and words that go on behind one and are no unit.
constexpr std::array<std::string_view, 6> numbered = {"§", "§§", "kapitel", "bilag", "litra", "nr"};
constexpr std::array<std::string_view, 14> going_on = {"og",  "eller", "samt", "i",  "af",  "til", "på",
                                                       "for", "med",   "ved",  "om", "der", "som", "fra"};

template <typename List>
bool is_one_of(std::string_view word, const List& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(std::string_view word) {
  return !word.empty() && is_digit(static_cast<unsigned char>(word[0])) &&
         word.find_first_not_of("0123456789.,") == std::string_view::npos;
}

// A hunk with what belongs to it: the reader of a formula sees whole names, dates and amounts.
class Widening {
 public:
  Widening(Hunk hunk, const Words& a, const Words& b) : hunk_(hunk), a_(a), b_(b) {}

  Hunk run() {
    if (!date()) number();
    name();
    return hunk_;
  }

 private:
  // The word so many tokens before, which both versions have.
  std::string_view before(std::size_t back) const {
    return hunk_.old_begin >= back && hunk_.new_begin >= back ? a_.word(hunk_.old_begin - back)
                                                              : std::string_view();
  }
  void left(std::size_t tokens) {
    hunk_.old_begin -= tokens;
    hunk_.new_begin -= tokens;
  }
  bool right() {
    if (hunk_.old_end >= a_.tokens.size() || hunk_.new_end >= b_.tokens.size()) return false;
    ++hunk_.old_end;
    ++hunk_.new_end;
    return true;
  }
  bool any_first(bool (*is)(std::string_view)) const {
    return (hunk_.old_begin < hunk_.old_end && is(a_.word(hunk_.old_begin))) ||
           (hunk_.new_begin < hunk_.new_end && is(b_.word(hunk_.new_begin)));
  }
  bool any_last(bool (*is)(std::string_view)) const {
    return (hunk_.old_begin < hunk_.old_end && is(a_.word(hunk_.old_end - 1))) ||
           (hunk_.new_begin < hunk_.new_end && is(b_.word(hunk_.new_end - 1)));
  }

  // "1. januar 2026", whichever part changes.
  bool date() {
    const auto is_month = [](std::string_view word) { return is_one_of(word, months); };
    const std::size_t was = hunk_.old_begin;
    if (is_number_first() && is_month(before(1))) left(1);
    // The day alone: with its month.
    const std::size_t next = hunk_.old_end;
    if (any_last(is_number) && next + 1 < a_.tokens.size() && a_.word(next) == "." &&
        is_month(a_.word(next + 1)))
      return right() && right();
    if (was == hunk_.old_begin && !any_first(is_month)) return false;
    if (before(1) == "." && is_number(before(2))) left(2);
    return true;
  }
  bool is_number_first() const { return any_first(is_number); }

  // "stk. 2", "§ 5": with the word before. "55 medlemmer", "2.000 kr.": with the one behind.
  void number() {
    if (is_number_first()) {
      const bool abbreviated = before(1) == "." && (before(2) == "stk" || before(2) == "nr");
      if (abbreviated) return left(2);
      if (is_one_of(before(1), numbered)) return left(1);
    }
    if (!any_last(is_number) || hunk_.old_begin == hunk_.old_end || hunk_.new_begin == hunk_.new_end) return;
    const std::size_t next = hunk_.old_end;
    if (next >= a_.tokens.size() || !a_.tokens[next].spaced || is_one_of(a_.word(next), going_on)) return;
    std::size_t at = 0;
    if (!is_letter(next_code_point(a_.word(next), at)) || !right()) return;
    const bool point = a_.word(next) == "kr" || a_.word(next) == "pct" || a_.word(next) == "mio";
    if (point && hunk_.old_end < a_.tokens.size() && a_.word(hunk_.old_end) == ".") right();
  }

  // The name of a body is one piece: "Kultur- og Fritidsudvalget", whichever of its words changes.
  void name() {
    for (;;) {
      const std::size_t was = hunk_.old_begin;
      if (before(1).ends_with("-"))
        left(1);
      else if ((before(1) == "," || before(1) == "og") && before(2).ends_with("-"))
        left(2);
      if (was == hunk_.old_begin) break;
    }
    while ((goes_on(a_, hunk_.old_begin, hunk_.old_end) || goes_on(b_, hunk_.new_begin, hunk_.new_end)) &&
           right()) {
    }
  }
  static bool goes_on(const Words& side, std::size_t begin, std::size_t end) {
    if (begin >= end) return false;
    const std::string_view last = side.word(end - 1);
    if (last == "," || last == "og") return end - begin >= 2 && side.word(end - 2).ends_with("-");
    return last.ends_with("-");
  }

  Hunk hunk_;
  const Words &a_, &b_;
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

std::vector<Hunk> natural_hunks(const Words& a, const Words& b) {
  std::vector<Hunk> hunks;
  std::vector<Hunk> all = raw_hunks(a, b);
  for (Hunk& each : all) each = slid(each, a, b);
  for (const Hunk& raw : merged(all, a, b)) {
    const Hunk hunk = Widening(raw, a, b).run();
    if (!hunks.empty() && hunk.old_begin < hunks.back().old_end) {
      hunks.back().old_end = std::max(hunks.back().old_end, hunk.old_end);
      hunks.back().new_end = std::max(hunks.back().new_end, hunk.new_end);
    } else {
      hunks.push_back(hunk);
    }
  }
  return hunks;
}

}  // namespace kancelli::statute
