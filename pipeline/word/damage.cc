#include "pipeline/word/damage.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

struct Misread {
  std::string_view read, meant;
};

constexpr Misread common[] = {{"g", "ø"}, {"o", "ø"}, {"e", "ø"}, {"a", "ø"}, {"@", "ø"},
                              {"0", "ø"}, {"ö", "ø"}, {"a", "å"}, {"é", "å"}, {"d", "å"},
                              {"&", "å"}, {"4", "å"}, {"á", "å"}, {"à", "å"}, {"ä", "æ"},
                              {"a", "æ"}, {"e", "æ"}, {"&", "æ"}, {"2e", "æ"}};
// Two letters for one, and letters that look alike.
constexpr Misread rare[] = {{"e&e", "æ"}, {"eae", "æ"}, {"zae", "æ"}, {"aéa", "å"}, {"aé", "å"}, {"éa", "å"},
                            {"a&", "å"},  {"a&", "æ"},  {"a&e", "æ"}, {"see", "æ"}, {"éd", "å"}, {"ag", "ø"},
                            {"&e", "æ"},  {"e&", "æ"},  {"ze", "æ"},  {"se", "æ"},  {"ec", "æ"}, {"oa", "ø"},
                            {"eg", "ø"},  {"gi", "ø"},  {"ad", "å"},  {"ij", "j"},  {"sg", "g"}, {"yv", "v"},
                            {"z", "ø"},   {"z", "æ"},   {"y", "v"},   {"i", "j"},   {"o", "b"},  {"1", "l"}};

// One way to read the bytes [begin, end) of a word.
struct Change {
  std::size_t begin = 0, end = 0;
  std::string_view meant;
  WordReading::Kind kind = WordReading::Kind::common;
};

std::vector<Change> changes_in(std::string_view word) {
  std::vector<Change> changes;
  const auto add = [&](const auto& table, WordReading::Kind kind) {
    for (const Misread& misread : table)
      for (std::size_t at = word.find(misread.read); at != std::string_view::npos;
           at = word.find(misread.read, at + 1))
        changes.push_back({at, at + misread.read.size(), misread.meant, kind});
  };
  static constexpr Misread pairs[] = {{"ae", "æ"}, {"ee", "æ"}};
  add(pairs, WordReading::Kind::pairs);
  add(common, WordReading::Kind::common);
  add(rare, WordReading::Kind::rare);
  for (std::size_t at = 2; at < word.size(); ++at)  // "kommmune"
    if (word[at] == word[at - 1] && word[at] == word[at - 2])
      changes.push_back({at, at + 1, "", WordReading::Kind::rare});
  return changes;
}

class Reader {
 public:
  explicit Reader(std::string_view word) : model_(word), word_(lower(word)) {}

  std::vector<WordReading> all(int most) {
    // Words of many letters have so many readings of three changes that chance finds one among them.
    static constexpr std::size_t limits[] = {0, 200, 400, 300};
    seen_.insert(word_);
    const std::vector<Change> changes = changes_in(word_);
    std::vector<Change> pairs;
    for (const Change& change : changes)
      if (change.kind == WordReading::Kind::pairs && (pairs.empty() || change.begin >= pairs.back().end))
        pairs.push_back(change);
    std::ranges::sort(pairs, {}, &Change::begin);
    for (int count = 1; count <= most; ++count) {
      const std::size_t begin = readings_.size();
      limit_ = begin + limits[count];
      // Who reads æ as two letters does it everywhere: "forudsaetningsloest".
      if (count == 1 && pairs.size() > 1) add(pairs, 1);
      std::vector<Change> chosen;
      choose(changes, 0, count, chosen);
      std::stable_sort(readings_.begin() + static_cast<std::ptrdiff_t>(begin), readings_.end(),
                       [](const WordReading& a, const WordReading& b) { return a.kind < b.kind; });
    }
    return std::move(readings_);
  }

 private:
  static bool overlap(const Change& a, const Change& b) { return a.begin < b.end && b.begin < a.end; }

  void choose(const std::vector<Change>& changes, std::size_t from, int count, std::vector<Change>& chosen) {
    if (count == 0) return add(chosen, static_cast<int>(chosen.size()));
    for (std::size_t i = from; i < changes.size() && readings_.size() < limit_; ++i) {
      const auto clashes = [&](const Change& each) {
        return overlap(each, changes[i]) ||
               (each.kind == WordReading::Kind::rare && changes[i].kind == WordReading::Kind::rare);
      };
      if (std::ranges::any_of(chosen, clashes)) continue;
      chosen.push_back(changes[i]);
      choose(changes, i + 1, count - 1, chosen);
      chosen.pop_back();
    }
  }

  void add(std::vector<Change> chosen, int changes) {
    std::ranges::sort(chosen, {}, &Change::begin);
    std::string made;
    std::size_t at = 0;
    auto kind = WordReading::Kind::pairs;
    for (const Change& change : chosen) {
      made.append(word_, at, change.begin - at).append(change.meant);
      at = change.end;
      kind = std::max(kind, change.kind);
    }
    made.append(word_, at);
    if (seen_.insert(made).second) readings_.push_back({with_case_of(model_, made), changes, kind});
  }

  std::string_view model_;
  std::string word_;
  std::size_t limit_ = 0;
  std::vector<WordReading> readings_;
  std::unordered_set<std::string> seen_;
};

std::size_t letter_count(std::string_view word) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < word.size();) count += is_letter(next_code_point(word, at));
  return count;
}

char32_t upper(char32_t c) {
  if (c >= 'a' && c <= 'z') return c - 32;
  return c >= 0xE0 && c <= 0xFE && c != 0xF7 ? c - 32 : c;  // Latin-1's letters
}

}  // namespace

std::vector<WordReading> readings_of(std::string_view word, int changes) {
  return Reader(word).all(changes);
}

bool is_word_sign(char32_t c) {
  return is_letter(c) || c == '@' || c == '&' || c == '2' || c == '4' || c == '0' || c == '1';
}

bool has_word_sign(std::string_view word) {
  if (word.find_first_of("@&240") != std::string_view::npos) return true;
  return word.find("aé") != std::string_view::npos || word.find("éa") != std::string_view::npos;
}

bool is_capitals(std::string_view word) {
  for (std::size_t at = 0; at < word.size();) {
    const char32_t c = next_code_point(word, at);
    if (is_letter(c) && upper(c) != c) return false;
  }
  return true;
}

bool begins_capital(std::string_view word) {
  std::size_t at = 0;
  const char32_t first = next_code_point(word, at);
  return is_letter(first) && lower(first) != first;
}

std::string with_case_of(std::string_view model, std::string_view word) {
  const bool all = letter_count(model) > 1 && is_capitals(model);
  if (!all && !begins_capital(model)) return std::string(word);
  std::string made;
  for (std::size_t at = 0; at < word.size();) {
    const bool first = at == 0;
    const char32_t c = next_code_point(word, at);
    append_utf8(made, all || first ? upper(c) : c);
  }
  return made;
}

}  // namespace kancelli::word
