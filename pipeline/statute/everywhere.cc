#include "pipeline/statute/everywhere.h"

#include <algorithm>
#include <map>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

// One text that stayed, in both versions.
struct Pair {
  const Unit* unit;
  const Text *old, *changed;
};

void collect(const Unit& unit, const Matching& matching, const std::set<const Unit*>& whole,
             std::vector<Pair>& pairs) {
  const Unit* other = matching.changed(unit);
  if (other == nullptr || whole.contains(&unit)) return;
  pairs.push_back({&unit, &unit.text, &other->text});
  if (!unit.tail.empty() && !other->tail.empty()) pairs.push_back({&unit, &unit.tail, &other->tail});
  for (const Unit& each : unit.units) collect(each, matching, whole, pairs);
}

std::string_view between(std::string_view text, const std::vector<Token>& words, std::size_t from,
                         std::size_t to) {
  return text.substr(words[from].begin, words[to - 1].end - words[from].begin);
}

// "borgmester" is not meant in "overborgmester".
bool begins_word(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  std::size_t before = at - 1;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  const char32_t c = next_code_point(text, before);
  return !is_letter(c) && !is_digit(c);
}

class Search {
 public:
  Search(std::vector<Pair> pairs, std::size_t least) : pairs_(std::move(pairs)), least_(least) {}

  Everywhere run() {
    std::map<std::pair<std::string, std::string>, std::size_t> counts;
    for (const Pair& pair : pairs_)
      if (pair.old->words != pair.changed->words) count(pair, counts);
    // A name and its genitive are one change: what is a part of it counts with it.
    std::vector<std::pair<std::size_t, std::pair<std::string, std::string>>> candidates;
    for (const auto& [words, number] : counts) candidates.emplace_back(number, words);
    std::sort(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second.first.size() > b.second.first.size();
    });
    for (const auto& [number, words] : candidates)
      if (number >= 2 && words.first.size() >= 4) take(words.first, words.second);
    return std::move(found_);
  }

 private:
  void count(const Pair& pair, std::map<std::pair<std::string, std::string>, std::size_t>& counts) {
    const auto olds = tokens(pair.old->words), news = tokens(pair.changed->words);
    for (const Hunk& hunk : diff_words(pair.old->words, pair.changed->words)) {
      if (hunk.old_begin == hunk.old_end || hunk.new_begin == hunk.new_end) continue;
      std::string from(between(pair.old->words, olds, hunk.old_begin, hunk.old_end));
      std::string to(between(pair.changed->words, news, hunk.new_begin, hunk.new_end));
      ++counts[{from, to}];
      if (from.ends_with('s') && to.ends_with('s')) {
        from.pop_back();
        to.pop_back();
        ++counts[{std::move(from), std::move(to)}];
      }
    }
  }

  void take(const std::string& from, const std::string& to) {
    std::size_t places = 0;
    std::map<const Text*, std::vector<Replaced>> with;
    std::set<const Unit*> against;
    for (const Pair& pair : pairs_) {
      if (found_.exceptions.contains(pair.unit) || pair.old->words.find(from) == std::string::npos) continue;
      std::vector<Replaced> all = places_of(*pair.old);
      std::size_t here = 0;
      for (std::size_t at = pair.old->words.find(from); at != std::string::npos;
           at = pair.old->words.find(from, at + from.size())) {
        const std::size_t end = at + from.size();
        if (!begins_word(pair.old->words, at)) continue;
        if (std::any_of(all.begin(), all.end(),
                        [&](const Replaced& each) { return each.begin < end && at < each.end; }))
          continue;
        all.push_back({at, end, to});
        ++here;
      }
      if (here == 0) continue;
      std::sort(all.begin(), all.end(),
                [](const Replaced& a, const Replaced& b) { return a.begin < b.begin; });
      const std::size_t before =
          changed_words(with_replaced(pair.old->words, places_of(*pair.old)), pair.changed->words);
      if (changed_words(with_replaced(pair.old->words, all), pair.changed->words) +
              here * changed_words(from, to) <=
          before) {
        places += here;
        with.emplace(pair.old, std::move(all));
      } else {
        against.insert(pair.unit);
      }
    }
    if (places < least_ || against.size() * 4 > with.size()) return;
    for (auto& [text, all] : with) found_.places[text] = std::move(all);
    found_.exceptions.insert(against.begin(), against.end());
    found_.changes.push_back({from, to});
  }

  std::vector<Replaced> places_of(const Text& text) const {
    const auto there = found_.places.find(&text);
    return there == found_.places.end() ? std::vector<Replaced>() : there->second;
  }

  std::vector<Pair> pairs_;
  std::size_t least_;
  Everywhere found_;
};

}  // namespace

Everywhere find_everywhere(const Unit& old, const Matching& matching, const std::set<const Unit*>& whole,
                           std::size_t least) {
  std::vector<Pair> pairs;
  collect(old, matching, whole, pairs);
  return Search(std::move(pairs), least).run();
}

}  // namespace kancelli::statute
