#include "pipeline/check/quotation.h"

#include <algorithm>
#include <array>
#include <set>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Marks that are set one way or another: quotation marks, apostrophes, dashes, the ellipsis.
std::string fold(std::string_view word) {
  struct Pair {
    std::string_view from, to;
  };
  static constexpr std::array<Pair, 14> pairs = {{{"»", "\""},
                                                  {"«", "\""},
                                                  {"“", "\""},
                                                  {"”", "\""},
                                                  {"„", "\""},
                                                  {"›", "'"},
                                                  {"‹", "'"},
                                                  {"’", "'"},
                                                  {"‘", "'"},
                                                  {"–", "-"},
                                                  {"—", "-"},
                                                  {"−", "-"},
                                                  {"‑", "-"},
                                                  {"…", "..."}}};
  std::string result;
  for (std::size_t i = 0; i < word.size();) {
    const auto* found = std::find_if(pairs.begin(), pairs.end(),
                                     [&](const Pair& p) { return word.substr(i).starts_with(p.from); });
    if (found == pairs.end()) {
      result += word[i++];
    } else {
      result += found->to;
      i += found->from.size();
    }
  }
  return result;
}

Token::Kind kind_of(std::string_view word) {
  const std::string_view bare = without_end_marks(word);
  if (bare == "[...]") return Token::Kind::omission;
  const std::size_t open = word.find('['), close = word.find(']', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return Token::Kind::word;
  return bare.starts_with("[") && bare.ends_with("]") ? Token::Kind::change : Token::Kind::mixed;
}

bool ends_sentence(std::string_view word) {
  while (!word.empty() &&
         (word.back() == '"' || word.back() == '\'' || word.back() == ')' || word.back() == ']'))
    word.remove_suffix(1);
  return !word.empty() && (word.back() == '.' || word.back() == '!' || word.back() == '?');
}

// The end of a token that begins at `at`: the next space outside brackets.
std::size_t token_end(std::string_view text, std::size_t at, bool brackets) {
  bool open = false;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    if (brackets && text[at] == '[') open = text.find(']', at) < text.find('\n', at);
    if (text[at] == ']') open = false;
    if (text[at] == ' ' && !open) break;
  }
  return at;
}

// One word against another; right before something left out, its punctuation may be left out too.
bool same(const Token& quoted, const Token& source, bool before_gap) {
  if (quoted.kind == Token::Kind::mixed) {
    const std::size_t open = quoted.text.find('['), close = quoted.text.find(']');
    const std::string_view head = std::string_view(quoted.text).substr(0, open),
                           tail = std::string_view(quoted.text).substr(close + 1);
    return source.text.size() >= head.size() + tail.size() && source.text.starts_with(head) &&
           source.text.ends_with(tail);
  }
  return quoted.text == source.text || (before_gap && quoted.text == without_end_marks(source.text));
}

// A stretch of a quotation between omissions, laid along the source from one place.
class Aligner {
 public:
  Aligner(const std::vector<Token>& quotation, std::size_t from, std::size_t to,
          const std::vector<Token>& source)
      : quotation_(quotation), from_(from), to_(to), source_(source) {}

  struct Fit {
    bool whole = false;
    std::size_t quoted = 0, source = 0;  // behind the last words that agree
  };

  // `ends`: the stretch must end where a sentence does.
  Fit fit(std::size_t start, bool ends) {
    best_ = {false, from_, start};
    tried_.clear();
    ends_ = ends;
    walk(from_, start);
    return best_;
  }

 private:
  static constexpr std::size_t most_words_changed = 8;

  bool walk(std::size_t q, std::size_t s) {
    for (;;) {
      if (q > best_.quoted) best_ = {false, q, s};
      if (q == to_) {
        if (ends_ && s > 0 && s < source_.size() && !source_[s - 1].ends) return false;
        best_ = {true, q, s};
        return true;
      }
      if (quotation_[q].kind == Token::Kind::change) return walk_change(q, s);
      const bool gap_follows = q + 1 < quotation_.size() && quotation_[q + 1].kind != Token::Kind::word;
      if (s >= source_.size() || !same(quotation_[q], source_[s], gap_follows)) return false;
      ++q;
      ++s;
    }
  }

  bool walk_change(std::size_t q, std::size_t s) {
    if (!tried_.emplace(q, s).second) return false;
    // One word for one is the likeliest.
    static constexpr std::array<std::size_t, most_words_changed> order = {1, 0, 2, 3, 4, 5, 6, 7};
    return std::any_of(order.begin(), order.end(), [&](std::size_t words) {
      return s + words <= source_.size() && walk(q + 1, s + words);
    });
  }

  const std::vector<Token>& quotation_;
  std::size_t from_, to_;
  const std::vector<Token>& source_;
  bool ends_ = false;
  Fit best_;
  std::set<std::pair<std::size_t, std::size_t>> tried_;
};

// Where a stretch that fits nowhere was most likely taken from: where the fewest words must be changed, added
// or left out. The first one begins where a sentence does.
std::size_t likeliest_start(const std::vector<Token>& quotation, std::size_t from, std::size_t to,
                            const std::vector<Token>& source, std::size_t place) {
  struct Path {
    std::size_t cost = 0, start = 0;
  };
  const std::size_t width = source.size() - place;
  // above[s]: the cheapest way to lay the words so far along the source up to, not including, place + s.
  std::vector<Path> above(width + 1), row(width + 1);
  for (std::size_t s = 0; s <= width; ++s)
    above[s] = {from > 0 || s == width || source[place + s].begins ? 0 : quotation.size(), place + s};
  for (std::size_t q = from; q < to; ++q) {
    row[0] = {above[0].cost + 1, above[0].start};
    for (std::size_t s = 1; s <= width; ++s) {
      const bool agrees =
          quotation[q].kind == Token::Kind::change || same(quotation[q], source[place + s - 1], true);
      row[s] = {above[s - 1].cost + (agrees ? 0 : 1), above[s - 1].start};
      if (above[s].cost + 1 < row[s].cost) row[s] = {above[s].cost + 1, above[s].start};
      if (row[s - 1].cost + 1 < row[s].cost) row[s] = {row[s - 1].cost + 1, row[s - 1].start};
    }
    above.swap(row);
  }
  return std::min_element(above.begin(), above.end(),
                          [](const Path& a, const Path& b) { return a.cost < b.cost; })
      ->start;
}

Difference difference_at(const Aligner::Fit& fit, std::size_t to, const std::vector<Token>& source) {
  Difference d;
  if (fit.quoted == to) {  // all words agree, and the sentence goes on
    d.kind = Difference::Kind::ends_within;
    d.quoted = to - 1;
    d.source = fit.source;
  } else {
    d.quoted = fit.quoted;
    d.kind = fit.source < source.size() ? Difference::Kind::other_word : Difference::Kind::added;
    if (fit.source < source.size()) d.source = fit.source;
  }
  return d;
}

}  // namespace

std::string_view without_end_marks(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:!?").find(word.back()) != std::string_view::npos)
    word.remove_suffix(1);
  return word;
}

std::vector<Token> tokens_of(std::string_view text, bool brackets) {
  std::vector<Token> tokens;
  bool begins = true;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\n') {
      if (text[at] == '\n') {
        begins = true;
        if (!tokens.empty()) tokens.back().ends = true;
      }
      ++at;
      continue;
    }
    const std::size_t end = token_end(text, at, brackets);
    Token token;
    token.text = fold(text.substr(at, end - at));
    token.begin = at;
    token.end = end;
    token.begins = begins;
    token.ends = ends_sentence(token.text);
    if (brackets) token.kind = kind_of(token.text);
    begins = token.ends;
    tokens.push_back(std::move(token));
    at = end;
  }
  if (!tokens.empty()) tokens.back().ends = true;
  return tokens;
}

std::optional<Difference> compare(const std::vector<Token>& quotation, const std::vector<Token>& source) {
  std::size_t place = 0;  // in the source: what was quoted before stands before it
  for (std::size_t from = 0; from < quotation.size();) {
    if (quotation[from].kind == Token::Kind::omission) {
      ++from;
      continue;
    }
    std::size_t to = from;
    while (to < quotation.size() && quotation[to].kind != Token::Kind::omission) ++to;
    const bool first = from == 0, last = to == quotation.size();
    Aligner aligner(quotation, from, to, source);
    Aligner::Fit best;
    std::optional<std::size_t> within;  // where it would fit, but for the middle of a sentence
    for (std::size_t start = place; start <= source.size() && !best.whole; ++start) {
      const Aligner::Fit fit = aligner.fit(start, last);
      const bool begins = !first || start == source.size() || source[start].begins;
      if (fit.whole && begins) best = fit;
      if (fit.whole && !begins && !within) within = start;
    }
    if (!best.whole && !within) best = aligner.fit(likeliest_start(quotation, from, to, source, place), last);
    if (!best.whole && within) return Difference{Difference::Kind::begins_within, from, within};
    if (!best.whole) return difference_at(best, to, source);
    place = best.source;
    from = to;
  }
  return std::nullopt;
}

}  // namespace kancelli
