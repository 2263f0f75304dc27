#include "pipeline/word/alignment.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "pipeline/core/differences.h"
#include "pipeline/word/word_changes.h"

namespace kancelli::word {
namespace {

using Bag = std::vector<std::uint64_t>;  // hashes of words, sorted

// Below this two paragraphs are two.
constexpr double alike = 0.4, nearly_the_same = 0.75, part_of_it = 0.6;
// A gap of more pairs than this is matched in order, without looking for the best.
constexpr std::size_t most_pairs = 250'000;

Bag bag_of(const std::string& text) {
  Bag bag;
  for (const Token& token : tokens_of(text))
    if (token.is_word) bag.push_back(token.hash);
  // What holds no words is its signs.
  if (bag.empty())
    for (const Token& token : tokens_of(text)) bag.push_back(token.hash);
  std::sort(bag.begin(), bag.end());
  return bag;
}

std::size_t common(const Bag& a, const Bag& b) {
  std::size_t count = 0;
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();)
    if (*i == *j)
      ++count, ++i, ++j;
    else
      *i < *j ? ++i : ++j;
  return count;
}

double dice(const Bag& a, const Bag& b) {
  return a.empty() && b.empty()
             ? 1.0
             : 2.0 * static_cast<double>(common(a, b)) / static_cast<double>(a.size() + b.size());
}

Bag without(const Bag& from, const Bag& what) {
  Bag rest;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(), std::back_inserter(rest));
  return rest;
}

class Aligner {
 public:
  Aligner(const std::vector<Unit>& a, const std::vector<Unit>& b)
      : a_(a), b_(b), of_a_(a.size()), of_b_(b.size()) {
    for (const Unit& unit : a) bags_a_.push_back(bag_of(unit.text));
    for (const Unit& unit : b) {
      bags_b_.push_back(bag_of(unit.text));
      bags_before_.push_back(unit.before == unit.text ? bags_b_.back() : bag_of(unit.before));
    }
  }

  std::vector<Match> align() {
    anchors();
    same_elsewhere();
    for_each_gap(
        [&](std::size_t i0, std::size_t i1, std::size_t j0, std::size_t j1) { fill_gap(i0, i1, j0, j1); });
    splits();
    joins();
    alike_elsewhere();
    return matches();
  }

 private:
  struct Pair {
    std::size_t a, b;
  };

  void pair(std::size_t i, std::size_t j, bool anchor) {
    of_a_[i] = of_b_[j] = pairs_.size();
    pairs_.push_back({{i}, {j}, false});
    if (anchor) anchors_.push_back({i, j});
  }
  bool free_a(std::size_t i) const { return of_a_[i] == none_; }
  bool free_b(std::size_t j) const { return of_b_[j] == none_; }

  void anchors() {
    std::fill(of_a_.begin(), of_a_.end(), none_);
    std::fill(of_b_.begin(), of_b_.end(), none_);
    std::map<std::pair<bool, std::string>, std::uint64_t> numbers;
    std::vector<std::uint64_t> in_a, in_b;
    for (const Unit& unit : a_)
      in_a.push_back(numbers.try_emplace({unit.table, unit.text}, numbers.size()).first->second);
    std::uint64_t own = UINT64_MAX;
    for (const Unit& unit : b_)
      in_b.push_back(unit.moved ? own--
                                : numbers.try_emplace({unit.table, unit.text}, numbers.size()).first->second);
    std::size_t i = 0, j = 0;
    const auto equal_until = [&](std::size_t end) {
      for (; i < end; ++i, ++j) pair(i, j, true);
    };
    for (const Gap& gap : differences(in_a, in_b)) {
      equal_until(gap.begin_a);
      i = gap.end_a, j = gap.end_b;
    }
    equal_until(a_.size());
  }

  // What stands word for word elsewhere.
  void same_elsewhere() {
    std::map<std::string, std::vector<std::size_t>> left;
    for (std::size_t i = 0; i < a_.size(); ++i)
      if (free_a(i)) left[a_[i].text].push_back(i);
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (!free_b(j)) continue;
      const auto found = left.find(b_[j].text);
      if (found == left.end() || found->second.empty() || a_[found->second.front()].table != b_[j].table)
        continue;
      // A short text can stand anywhere: only one that there is no other of is the same.
      if (bags_b_[j].size() < 2 && !b_[j].moved && !is_alone(b_[j].text)) continue;
      pair(found->second.front(), j, false);
      found->second.erase(found->second.begin());
    }
  }

  bool is_alone(const std::string& text) const {
    const auto same = [&](const Unit& unit) { return unit.text == text; };
    return std::count_if(a_.begin(), a_.end(), same) == 1 && std::count_if(b_.begin(), b_.end(), same) == 1;
  }

  template <class Fill>
  void for_each_gap(Fill fill) {
    std::size_t i = 0, j = 0;
    std::vector<Pair> fences = anchors_;
    fences.push_back({a_.size(), b_.size()});
    for (const Pair& fence : fences) {
      if (fence.a > i && fence.b > j) fill(i, fence.a, j, fence.b);
      i = fence.a + 1, j = fence.b + 1;
    }
  }

  double like(std::size_t i, std::size_t j) const {
    if (a_[i].table != b_[j].table) return 0;
    double found = dice(bags_a_[i], bags_b_[j]);
    if (!b_[j].before.empty() && b_[j].before != b_[j].text)
      found = std::max(found, dice(bags_a_[i], bags_before_[j]));
    return found >= alike ? found : 0;
  }

  // The best pairs in order.
  void fill_gap(std::size_t i0, std::size_t i1, std::size_t j0, std::size_t j1) {
    std::vector<std::size_t> is, js;
    for (std::size_t i = i0; i < i1; ++i)
      if (free_a(i)) is.push_back(i);
    for (std::size_t j = j0; j < j1; ++j)
      if (free_b(j) && !b_[j].moved) js.push_back(j);
    if (is.empty() || js.empty()) return;
    if (is.size() == 1 && js.size() == 1 && like(is[0], js[0]) == 0) {
      // Nothing else can be meant, unless what stands there is new.
      if (a_[is[0]].table == b_[js[0]].table && !b_[js[0]].before.empty()) pair_in_gap(is[0], js[0]);
      return;
    }
    if (is.size() * js.size() > most_pairs) return in_order(is, js);
    std::vector<std::vector<double>> best(is.size() + 1, std::vector<double>(js.size() + 1, 0));
    for (std::size_t i = is.size(); i-- > 0;)
      for (std::size_t j = js.size(); j-- > 0;) {
        const double likes = like(is[i], js[j]);
        best[i][j] = std::max({best[i + 1][j], best[i][j + 1], likes > 0 ? likes + best[i + 1][j + 1] : 0.0});
      }
    for (std::size_t i = 0, j = 0; i < is.size() && j < js.size();) {
      const double likes = like(is[i], js[j]);
      if (likes > 0 && best[i][j] == likes + best[i + 1][j + 1])
        pair_in_gap(is[i++], js[j++]);
      else if (best[i][j] == best[i + 1][j])
        ++i;
      else
        ++j;
    }
  }
  void pair_in_gap(std::size_t i, std::size_t j) { pair(i, j, false); }

  void in_order(const std::vector<std::size_t>& is, const std::vector<std::size_t>& js) {
    std::size_t next = 0;
    for (const std::size_t j : js)
      for (std::size_t i = next; i < std::min(is.size(), next + 8); ++i)
        if (like(is[i], j) > 0) {
          pair_in_gap(is[i], j);
          next = i + 1;
          break;
        }
  }

  Bag bag_of_all(const std::vector<std::size_t>& of, const std::vector<Bag>& bags) const {
    Bag all;
    for (const std::size_t each : of) all.insert(all.end(), bags[each].begin(), bags[each].end());
    std::sort(all.begin(), all.end());
    return all;
  }

  static bool holds(const Bag& whole, const Bag& others, const Bag& part) {
    return !part.empty() && static_cast<double>(common(without(whole, others), part)) >=
                                part_of_it * static_cast<double>(part.size());
  }

  // A paragraph beside another, with the rest of its words. New ones are never parts of old ones.
  void splits() {
    const auto join = [&](std::size_t j, std::size_t beside) {
      if (!free_b(j) || b_[j].table || b_[j].before.empty() || beside >= b_.size() || free_b(beside)) return;
      Match& match = pairs_[of_b_[beside]];
      if (match.a.size() != 1 || a_[match.a[0]].table) return;
      if (!holds(bags_a_[match.a[0]], bag_of_all(match.b, bags_b_), bags_b_[j])) return;
      match.b.push_back(j);
      std::sort(match.b.begin(), match.b.end());
      of_b_[j] = of_b_[beside];
    };
    for (std::size_t j = 0; j < b_.size(); ++j) join(j, j - 1);
    for (std::size_t j = b_.size(); j-- > 0;) join(j, j + 1);
  }

  void joins() {
    const auto join = [&](std::size_t i, std::size_t beside) {
      if (!free_a(i) || a_[i].table || beside >= a_.size() || free_a(beside)) return;
      Match& match = pairs_[of_a_[beside]];
      if (match.b.size() != 1 || b_[match.b[0]].table) return;
      const Bag others = bag_of_all(match.a, bags_a_);
      if (!holds(bags_b_[match.b[0]], others, bags_a_[i]) &&
          !holds(bags_before_[match.b[0]], others, bags_a_[i]))
        return;
      match.a.push_back(i);
      std::sort(match.a.begin(), match.a.end());
      of_a_[i] = of_a_[beside];
    };
    for (std::size_t i = 0; i < a_.size(); ++i) join(i, i - 1);
    for (std::size_t i = a_.size(); i-- > 0;) join(i, i + 1);
  }

  // Moved, and changed besides.
  void alike_elsewhere() {
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (!free_b(j) || bags_b_[j].size() < 4) continue;
      std::size_t best = none_;
      double most = nearly_the_same;
      for (std::size_t i = 0; i < a_.size(); ++i)
        if (free_a(i) && a_[i].table == b_[j].table)
          if (const double found = dice(bags_a_[i], bags_b_[j]); found >= most) best = i, most = found + 1e-9;
      if (best != none_) pair(best, j, false);
    }
  }

  // Pairs that cross the most others were moved; the longest row of those that do not cross stays.
  void mark_moved() {
    std::vector<std::size_t> order(pairs_.size());
    for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
    std::sort(order.begin(), order.end(),
              [&](std::size_t x, std::size_t y) { return pairs_[x].a[0] < pairs_[y].a[0]; });
    // Words weigh: of a paragraph and a heading that changed places the heading was moved.
    std::vector<double> weight(order.size()), sum(order.size());
    std::vector<std::size_t> from(order.size(), none_);
    std::map<std::size_t, std::pair<double, std::size_t>> ends;  // last b -> the heaviest row that ends there
    std::size_t last = none_;
    double most = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const Match& match = pairs_[order[k]];
      const std::size_t j = match.b[0];
      double own = 1 + static_cast<double>(bags_a_[match.a[0]].size()) / 1000;
      if (b_[j].moved) own = 1e-3;
      auto at = ends.lower_bound(j);
      double before = 0;
      if (at != ends.begin()) {
        before = std::prev(at)->second.first;
        from[k] = std::prev(at)->second.second;
      }
      sum[k] = before + own;
      while (at != ends.end() && at->second.first <= sum[k]) at = ends.erase(at);
      ends[j] = {sum[k], k};
      if (sum[k] > most) most = sum[k], last = k;
    }
    std::vector<bool> stays(order.size(), false);
    for (std::size_t k = last; k != none_; k = from[k]) stays[k] = true;
    for (std::size_t k = 0; k < order.size(); ++k) pairs_[order[k]].moved = !stays[k];
  }

  std::vector<Match> matches() {
    if (!pairs_.empty()) mark_moved();
    // What is gone stands behind what stood before it.
    std::map<std::size_t, std::vector<std::size_t>> gone_behind;  // pair or none_ for the beginning
    std::size_t before = none_;
    for (std::size_t i = 0; i < a_.size(); ++i) {
      if (free_a(i))
        gone_behind[before].push_back(i);
      else if (!pairs_[of_a_[i]].moved)
        before = of_a_[i];
    }
    std::vector<Match> result;
    const auto add_gone = [&](std::size_t behind) {
      for (const std::size_t i : gone_behind[behind]) result.push_back({{i}, {}, false});
    };
    add_gone(none_);
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (free_b(j)) {
        result.push_back({{}, {j}, false});
      } else if (pairs_[of_b_[j]].b.front() == j) {
        result.push_back(pairs_[of_b_[j]]);
        if (!pairs_[of_b_[j]].moved) add_gone(of_b_[j]);
      }
    }
    return result;
  }

  static constexpr std::size_t none_ = SIZE_MAX;
  const std::vector<Unit>&a_, &b_;
  std::vector<Bag> bags_a_, bags_b_, bags_before_;
  std::vector<std::size_t> of_a_, of_b_;  // the pair
  std::vector<Match> pairs_;
  std::vector<Pair> anchors_;
};

}  // namespace

double likeness(const std::string& a, const std::string& b) {
  return dice(bag_of(a), bag_of(b));
}

std::vector<Match> align(const std::vector<Unit>& a, const std::vector<Unit>& b) {
  return Aligner(a, b).align();
}

}  // namespace kancelli::word
