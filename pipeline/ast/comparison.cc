#include "pipeline/ast/comparison.h"

#include <algorithm>
#include <cstdint>
#include <deque>
#include <unordered_map>

#include "pipeline/ast/hashed_tree.h"
#include "pipeline/ast/outline.h"
#include "pipeline/ast/tree_path.h"
#include "pipeline/core/differences.h"

namespace kancelli::ast {
namespace {

const Extra& extra_of(const Element& element) {
  static const Extra none;
  return element.extra ? *element.extra : none;
}

// The beginning of what an element says, for shown_element.
std::string first_words(const Element& element) {
  constexpr std::size_t enough = 400;
  std::string words;
  std::vector<const Element*> remaining = {&element};
  while (!remaining.empty() && words.size() < enough) {
    const Element& next = *remaining.back();
    remaining.pop_back();
    if (!is_inline(next.kind) || next.kind == Kind::Space || next.kind == Kind::SoftBreak ||
        next.kind == Kind::LineBreak)
      words += ' ';
    if (next.kind != Kind::Link && next.kind != Kind::Image) words += next.text.substr(0, enough);
    for (std::size_t i = std::min(next.content.size(), enough); i > 0; --i)
      remaining.push_back(&next.content[i - 1]);
  }
  return words;
}

// A line from there on, as long as lines are.
std::string line_from(const std::string& line, std::size_t from) {
  const auto at_character = [&](std::size_t at) {
    while (at > 0 && at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0u) == 0x80u) --at;
    return at;
  };
  from = at_character(from);
  const std::size_t end = at_character(std::min(from + in_brief.line, line.size()));
  return (from > 0 ? "... " : "") + line.substr(from, end - from) + (end < line.size() ? " ..." : "");
}

// Of two long outlines, what stands from shortly before their first difference on.
void show_difference(Change& change) {
  constexpr std::size_t context = 30;
  const std::vector<std::string>&before = change.before, &after = change.after;
  const auto first = static_cast<std::size_t>(
      std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first - before.begin());
  std::size_t from = 0;
  if (first < before.size() && first < after.size()) {
    const std::string &a = before[first], &b = after[first];
    from = static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
    from = from > context ? from - context : 0;
  }
  const auto rest = [&](const std::vector<std::string>& lines) {
    std::vector<std::string> shown;
    if (first > 0) shown.emplace_back("...");
    for (std::size_t i = first; i < lines.size() && shown.size() < in_brief.lines; ++i)
      shown.push_back(line_from(lines[i], i == first ? from : 0));
    return shown;
  };
  std::vector<std::string> rest_before = rest(before), rest_after = rest(after);
  change.before = std::move(rest_before);
  change.after = std::move(rest_after);
}

// Where a list stands: on the way from the top to the element that holds it.
struct Way {
  const Way* above = nullptr;
  const Element* parent = nullptr;  // nullptr: the document, whose list is called `top`
  std::size_t index = 0;            // the parent's number in its tree
  const std::string* data_pos = nullptr;
  const Element* block = nullptr;  // the nearest around the list
};

std::string step(const Element* parent, const std::vector<Element>* top, std::size_t index) {
  const auto kind_of = [&](std::size_t i) { return (parent ? parent->content : *top)[i].kind; };
  return path_step(parent ? parent->kind : Kind::Item, index, kind_of);
}

class Comparison {
 public:
  Comparison(const std::vector<Element>& before, const std::vector<Element>& after, std::string top)
      : before_(before), after_(after), old_(before), new_(after), top_(std::move(top)) {}

  std::vector<Change> run() {
    ways_.push_back({});
    open_.push_back({{0, old_.roots}, {0, new_.roots}, &ways_[0], &ways_[0], true});
    while (!open_.empty()) {
      const Pair pair = open_.back();
      open_.pop_back();
      if (pair.both_changed)
        compare(pair);
      else
        tell(pair);
    }
    find_moves();
    return std::move(list_);
  }

 private:
  struct Range {
    std::uint32_t first, count;
  };
  // Stretches of two lists, to be compared or told.
  struct Pair {
    Range before, after;
    const Way *way_before, *way_after;
    bool both_changed;    // compare them; else tell them
    bool shells = false;  // tell of the two elements themselves, without their content
  };

  static std::vector<std::uint64_t> hashes(const HashedTree& tree, const Range& range) {
    std::vector<std::uint64_t> list;
    for (std::uint32_t i = 0; i < range.count; ++i) list.push_back(tree.nodes[range.first + i].hash);
    return list;
  }

  static bool is_inline_range(const HashedTree& tree, const Range& range) {
    return range.count != 0 && is_inline(tree.nodes[range.first].element->kind);
  }

  // What differs between two lists; in reverse on the stack, so that it is told in order.
  void compare(const Pair& pair) {
    const auto gaps = differences(hashes(old_, pair.before), hashes(new_, pair.after));
    const bool of_inlines = is_inline_range(old_, pair.before) && is_inline_range(new_, pair.after);
    std::vector<Pair> found;
    for (const Gap& gap : gaps) {
      const Pair here{{pair.before.first + gap.begin_a, gap.end_a - gap.begin_a},
                      {pair.after.first + gap.begin_b, gap.end_b - gap.begin_b},
                      pair.way_before,
                      pair.way_after,
                      false};
      // A word that stays between words that change is told with them.
      constexpr std::uint32_t near = 3;
      if (of_inlines && !found.empty() && here.before.first - end(found.back().before) <= near &&
          !are_twins(found.back()) && !are_twins(here)) {
        found.back().before.count = end(here.before) - found.back().before.first;
        found.back().after.count = end(here.after) - found.back().after.first;
      } else {
        found.push_back(here);
      }
    }
    for (auto gap = found.rbegin(); gap != found.rend(); ++gap) divide(*gap);
  }

  static std::uint32_t end(const Range& range) { return range.first + range.count; }

  // Elements that took the place of others: each with the one it probably was.
  void divide(const Pair& gap) {
    if (gap.before.count == 0 || gap.after.count == 0) return open_.push_back(gap);
    const bool of_inlines = is_inline_range(old_, gap.before) && is_inline_range(new_, gap.after);
    if (of_inlines) {
      if (gap.before.count == 1 && gap.after.count == 1) return open_twins(gap);
      return open_.push_back(gap);
    }
    const auto pairs = pair_up(gap);
    std::uint32_t i = gap.before.count, j = gap.after.count;
    const auto rest = [&](std::uint32_t from_i, std::uint32_t from_j) {
      if (from_i < i || from_j < j)
        open_.push_back({{gap.before.first + from_i, i - from_i},
                         {gap.after.first + from_j, j - from_j},
                         gap.way_before,
                         gap.way_after,
                         false});
    };
    for (auto pair = pairs.rbegin(); pair != pairs.rend(); ++pair) {
      rest(pair->first + 1, pair->second + 1);
      open_twins({{gap.before.first + pair->first, 1},
                  {gap.after.first + pair->second, 1},
                  gap.way_before,
                  gap.way_after,
                  false});
      i = pair->first;
      j = pair->second;
    }
    rest(0, 0);
  }

  // One element on each side, of the same kind, with something in it.
  bool are_twins(const Pair& pair) const {
    if (pair.before.count != 1 || pair.after.count != 1) return false;
    const HashedTree::Node &a = old_.nodes[pair.before.first], &b = new_.nodes[pair.after.first];
    return a.element->kind == b.element->kind && a.count != 0 && b.count != 0;
  }

  // One element that became another: what differs in it, and its own values.
  void open_twins(const Pair& pair) {
    const HashedTree::Node &a = old_.nodes[pair.before.first], &b = new_.nodes[pair.after.first];
    if (!are_twins(pair)) return open_.push_back(pair);
    const bool same_shell =
        a.element->text == b.element->text && extra_of(*a.element) == extra_of(*b.element);
    ways_.push_back(below(pair.way_before, a, pair.before.first));
    const Way* way_before = &ways_.back();
    ways_.push_back(below(pair.way_after, b, pair.after.first));
    open_.push_back({{a.first, a.count}, {b.first, b.count}, way_before, &ways_.back(), true});
    if (!same_shell) {
      Pair shells = pair;
      shells.shells = true;
      open_.push_back(shells);
    }
  }

  Way below(const Way* way, const HashedTree::Node& node, std::uint32_t number) {
    const std::string* own = node.element->attr().find("data-pos");
    return {way, node.element, number, own ? own : way->data_pos,
            is_block(node.element->kind) ? node.element : way->block};
  }

  // Which of the old elements and of the new ones belong together, in order: by what names them, else by
  // kind.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pair_up(const Pair& gap) const {
    const auto keys = [](const HashedTree& tree, const Range& range) {
      std::vector<std::uint64_t> list;
      for (std::uint32_t i = 0; i < range.count; ++i) {
        const Element& element = *tree.nodes[range.first + i].element;
        const std::string* place = element.attr().find("data-pos");
        const std::string& name = place ? *place : element.attr().id;
        const auto kind = static_cast<std::uint64_t>(element.kind);
        // Without a name: a number that nothing else has, so that it is not matched.
        list.push_back(name.empty() ? reinterpret_cast<std::uintptr_t>(&element)
                                    : std::hash<std::string>()(name) * 64 + kind);
      }
      return list;
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    std::uint32_t i = 0, j = 0;
    const auto by_kind = [&](std::uint32_t end_i, std::uint32_t end_j) {
      while (i < end_i && j < end_j) {
        const Kind a = kind_of(old_, gap.before, i), b = kind_of(new_, gap.after, j);
        if (a == b) {
          pairs.emplace_back(i++, j++);
        } else if (end_i - i > end_j - j) {
          ++i;
        } else if (end_i - i < end_j - j) {
          ++j;
        } else {
          ++i;
          ++j;
        }
      }
      i = end_i;
      j = end_j;
    };
    for (const Gap& part : differences(keys(old_, gap.before), keys(new_, gap.after))) {
      while (i < part.begin_a) pairs.emplace_back(i++, j++);
      by_kind(part.end_a, part.end_b);
    }
    while (i < gap.before.count) pairs.emplace_back(i++, j++);
    return pairs;
  }

  static Kind kind_of(const HashedTree& tree, const Range& range, std::uint32_t i) {
    return tree.nodes[range.first + i].element->kind;
  }

  static std::vector<const Element*> elements(const HashedTree& tree, const Range& range) {
    std::vector<const Element*> list;
    for (std::uint32_t i = 0; i < range.count; ++i) list.push_back(tree.nodes[range.first + i].element);
    return list;
  }

  void tell(const Pair& pair) {
    const bool of_inlines = is_inline_range(old_, pair.before) || is_inline_range(new_, pair.after);
    if (of_inlines || (pair.before.count != 0 && pair.after.count != 0)) return tell_change(pair);
    // Blocks that came or went are told one by one: each may have moved.
    for (std::uint32_t i = 0; i < pair.before.count; ++i) {
      list_.push_back(new_change(Change::Kind::removed, pair, {pair.before.first + i, 1}, {0, 0}));
      list_.back().before = outline(elements(old_, {pair.before.first + i, 1}));
      removed_.emplace(old_.nodes[pair.before.first + i].hash, list_.size() - 1);
    }
    for (std::uint32_t i = 0; i < pair.after.count; ++i) {
      list_.push_back(new_change(Change::Kind::added, pair, {0, 0}, {pair.after.first + i, 1}));
      list_.back().after = outline(elements(new_, {pair.after.first + i, 1}));
      added_.emplace_back(new_.nodes[pair.after.first + i].hash, list_.size() - 1);
      added_paths_.push_back(path(pair.way_after, &after_, new_, pair.after.first + i));
    }
  }

  void tell_change(const Pair& pair) {
    Change change = new_change(pair.before.count == 0  ? Change::Kind::added
                               : pair.after.count == 0 ? Change::Kind::removed
                                                       : Change::Kind::changed,
                               pair, pair.before, pair.after);
    const auto old_elements = elements(old_, pair.before), new_elements = elements(new_, pair.after);
    const auto told = [&](const std::vector<const Element*>& list, const Detail& detail) {
      if (list.empty()) return std::vector<std::string>();
      return pair.shells ? std::vector<std::string>{shell(*list[0], detail)} : outline(list, detail);
    };
    for (const Detail& detail : {in_brief, exactly, in_full}) {
      change.before = told(old_elements, detail);
      change.after = told(new_elements, detail);
      if (change.before == change.after) continue;
      if (detail.lines == in_full.lines) show_difference(change);
      break;
    }
    list_.push_back(std::move(change));
  }

  Change new_change(Change::Kind kind, const Pair& pair, Range before, Range after) const {
    Change change;
    change.kind = kind;
    const bool was = before.count != 0;
    const Way* way = was ? pair.way_before : pair.way_after;
    const Element& first = *(was ? old_.nodes[before.first] : new_.nodes[after.first]).element;
    const std::string* own = first.attr().find("data-pos");
    if (own == nullptr) own = way->data_pos;
    change.place =
        own ? plain_place(*own)
            : path(way, was ? &before_ : &after_, was ? old_ : new_, was ? before.first : after.first);
    const Element* block = is_inline(first.kind) || !is_block(first.kind) ? way->block : &first;
    if (block) change.element = shown_element(block->kind, first_words(*block));
    return change;
  }

  // To the element with this number in the tree.
  std::string path(const Way* way, const std::vector<Element>* top, const HashedTree& tree,
                   std::uint32_t number) const {
    constexpr std::size_t most_steps = 21;  // more than joined_path tells
    std::vector<std::string> steps;
    std::size_t index = number;
    for (; way != nullptr && steps.size() < most_steps; way = way->above) {
      const std::size_t first = way->parent ? tree.nodes[way->index].first : 0;
      steps.push_back(step(way->parent, top, index - first));
      index = way->index;
    }
    std::reverse(steps.begin(), steps.end());
    return joined_path(top_, steps);
  }

  // What went in one place and came in another, as it was.
  void find_moves() {
    std::vector<bool> gone(list_.size(), false);
    for (std::size_t i = 0; i < added_.size(); ++i) {
      const auto [hash, number] = added_[i];
      const auto was = removed_.find(hash);
      if (was == removed_.end()) continue;
      Change& change = list_[was->second];
      change.kind = Change::Kind::moved;
      change.moved_to = added_paths_[i];
      change.after = change.before;
      gone[number] = true;
      removed_.erase(was);
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (gone[i]) continue;
      if (kept != i) list_[kept] = std::move(list_[i]);
      ++kept;
    }
    list_.resize(kept);
  }

  const std::vector<Element>&before_, &after_;
  const HashedTree old_, new_;
  const std::string top_;
  std::deque<Way> ways_;
  std::vector<Pair> open_;
  std::vector<Change> list_;
  std::unordered_multimap<std::uint64_t, std::size_t> removed_;  // hash, number in list_
  std::vector<std::pair<std::uint64_t, std::size_t>> added_;
  std::vector<std::string> added_paths_;
};

}  // namespace

std::vector<Change> compare(const std::vector<Element>& before, const std::vector<Element>& after,
                            std::string top) {
  return Comparison(before, after, std::move(top)).run();
}

}  // namespace kancelli::ast
