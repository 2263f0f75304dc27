#include "pipeline/statute/word_diff.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

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
      : original_(original),
        elsewhere_(elsewhere),
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

  struct Pair {
    std::string_view from, to;
    friend bool operator==(const Pair&, const Pair&) = default;
  };
  Pair pair_of(const Hunk& hunk) const {
    return {a_.words(hunk.old_begin, hunk.old_end), b_.words(hunk.new_begin, hunk.new_end)};
  }
  static bool replaces(const Hunk& hunk) {
    return hunk.old_begin < hunk.old_end && hunk.new_begin < hunk.new_end;
  }

  // A genitive of what changes elsewhere in the text is that change: »Udvalget« stands in »Udvalgets«, too.
  Pair without_genitive(Pair pair) const {
    if (!pair.from.ends_with('s') || !pair.to.ends_with('s')) return pair;
    const Pair base{pair.from.substr(0, pair.from.size() - 1), pair.to.substr(0, pair.to.size() - 1)};
    const auto hunks = natural_hunks(a_, b_);
    const bool elsewhere = std::any_of(hunks.begin(), hunks.end(), [&](const Hunk& each) {
      return replaces(each) && pair_of(each) == base;
    });
    return elsewhere ? base : pair;
  }

  // Everywhere that X stands in the text, this change puts the same Y.
  bool every_one(const Pair& pair) const {
    std::size_t same = 0;
    for (const Hunk& hunk : natural_hunks(a_, b_))
      same += replaces(hunk) && without_genitive(pair_of(hunk)) == pair &&
                      a_.tokens[hunk.old_begin].spaced == b_.tokens[hunk.new_begin].spaced
                  ? 1
                  : 0;
    return same > 1 && same == count(pair.from);
  }

  std::optional<Claim> replacement(Hunk hunk) const {
    const std::size_t n = a_.tokens.size();
    for (;;) {
      const bool empty = hunk.old_begin == hunk.old_end || hunk.new_begin == hunk.new_end;
      if (!empty && masked(hunk.old_begin, hunk.old_end)) return std::nullopt;
      if (!empty && a_.tokens[hunk.old_begin].spaced == b_.tokens[hunk.new_begin].spaced) {
        const Pair pair = pair_of(hunk), base = without_genitive(pair);
        for (const Pair& each : {base, pair})
          if (has_word(each.from) && pairs(each.to) && (count(each.from) == 1 || every_one(each)))
            return Claim{
                {Action::replace_words, Side::after, std::string(each.from), std::string(each.to), 1},
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

std::string with_replaced(std::string_view text, const std::vector<Replaced>& replaced) {
  std::string result;
  std::size_t at = 0;
  for (const Replaced& each : replaced) {
    result += std::string(text.substr(at, each.begin - at)) + each.words;
    at = each.end;
  }
  return result += text.substr(at);
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
  static constexpr std::array<std::string_view, 9> marks = {",", ".", ";", ":", "!", "?", ")", "]", "«"};
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return words.starts_with(mark); });
}

std::size_t count_words(std::string_view text, std::string_view quoted) {
  std::size_t count = 0;
  for (std::size_t at = text.find(quoted); at != std::string_view::npos && !quoted.empty();
       at = text.find(quoted, at + quoted.size()))
    ++count;
  return count;
}

}  // namespace kancelli::statute
