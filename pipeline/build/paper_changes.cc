#include "pipeline/build/paper_changes.h"

#include <algorithm>
#include <functional>
#include <set>

#include "pipeline/build/paper_facts.h"
#include "pipeline/core/differences.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/word_diff.h"

namespace kancelli {
namespace {

using Kind = PaperChange::Kind;

std::string plain(const std::string& text) {
  return collapse_space(without_typography(text));
}

// Words on each side of a change that are shown with it.
constexpr std::size_t context = 14;

// The words of one side. `changed`: its tokens that the other side has not, as [begin, end).
std::vector<Stretch> stretches(const statute::Words& side,
                               const std::vector<std::pair<std::size_t, std::size_t>>& changed) {
  std::vector<Stretch> all;
  const std::size_t count = side.tokens.size();
  const auto same = [&](std::size_t from, std::size_t to) {
    if (from >= to) return;
    const bool first = from == 0, last = to == count;
    const std::size_t keep = (first || last ? 1 : 2) * context;
    if (to - from <= keep + 4) {
      all.push_back({std::string(side.words(from, to)), false, side.tokens[from].spaced});
    } else {
      const std::string head = first ? "" : std::string(side.words(from, from + context)) + " ";
      const std::string tail = last ? "" : " " + std::string(side.words(to - context, to));
      all.push_back({head + "…" + tail, false, first || side.tokens[from].spaced});
    }
  };
  std::size_t at = 0;
  for (const auto& [begin, end] : changed) {
    same(at, begin);
    if (begin < end) all.push_back({std::string(side.words(begin, end)), true, side.tokens[begin].spaced});
    at = end;
  }
  same(at, count);
  return all;
}

// With ordinary spaces: what a no-break space holds together is still two words.
void compare_words(const std::string& then, const std::string& is_now, PaperChange& change) {
  const std::string before = plain(then), after = plain(is_now);
  const statute::Words old{before, statute::tokens(before)}, now{after, statute::tokens(after)};
  std::vector<std::pair<std::size_t, std::size_t>> went, came;
  for (const statute::Hunk& hunk : statute::raw_hunks(old, now)) {
    went.emplace_back(hunk.old_begin, hunk.old_end);
    came.emplace_back(hunk.new_begin, hunk.new_end);
  }
  change.before = stretches(old, went);
  change.after = stretches(now, came);
}

// A row is called by its first words.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 8;
  const auto words = split(text);
  if (words.size() <= most) return text;
  return join(std::vector<std::string>(words.begin(), words.begin() + most), " ") + " …";
}

// The number that the program sets before an item ("12. "); "" where there is none.
std::string leading_number(const std::string& text) {
  const std::size_t end = text.find_first_not_of("0123456789");
  return end == 0 || end == std::string::npos || text.compare(end, 2, ". ") != 0 ? "" : text.substr(0, end);
}

// How alike two texts are, 0 to 1: the words that both have.
double likeness(const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
  std::vector<std::size_t> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return a.empty() && b.empty()
             ? 1
             : 2.0 * static_cast<double>(both.size()) / static_cast<double>(a.size() + b.size());
}

// Less is another text.
constexpr double alike = 0.5;

// The two texts' blocks, and which became which.
class Comparison {
 public:
  Comparison(const PaperState& before, const PaperState& after)
      : a_(printed_blocks(before.tree)), b_(printed_blocks(after.tree)) {
    for (const auto* side : {&a_, &b_})
      for (const PrintedBlock& block : *side) {
        auto& hashes = side == &a_ ? hashes_a_ : hashes_b_;
        auto& bags = side == &a_ ? bags_a_ : bags_b_;
        hashes.push_back(std::hash<std::string>()(block.kind + "\n" + plain(block.text)));
        bags.push_back(bag(block));
      }
    partner_a_.assign(a_.size(), none);
    partner_b_.assign(b_.size(), none);
  }

  std::vector<PaperChange> run() {
    const std::vector<Gap> gaps =
        differences({hashes_a_.begin(), hashes_a_.end()}, {hashes_b_.begin(), hashes_b_.end()});
    pair_equal(gaps);
    for (const Gap& gap : gaps) pair_keys(gap.begin_a, gap.end_a, gap.begin_b, gap.end_b);
    for (const Gap& gap : gaps) pair_alike(gap);
    pair_moved();
    return changes();
  }

 private:
  static constexpr std::size_t none = SIZE_MAX;

  static std::vector<std::size_t> bag(const PrintedBlock& block) {
    std::vector<std::size_t> words;
    const std::string text = lower(plain(block.text));
    for (const std::string_view word : split(text)) words.push_back(std::hash<std::string_view>()(word));
    std::sort(words.begin(), words.end());
    return words;
  }

  void pair(std::size_t i, std::size_t j) {
    partner_a_[i] = j;
    partner_b_[j] = i;
  }

  // What stands between the gaps is the same, one for one.
  void pair_equal(const std::vector<Gap>& gaps) {
    std::size_t i = 0, j = 0;
    for (const Gap& gap : gaps) {
      while (i < gap.begin_a) pair(i++, j++);
      i = gap.end_a;
      j = gap.end_b;
    }
    while (i < a_.size()) pair(i++, j++);
  }

  // An author's id says that it is the same block, whatever its words have become.
  void pair_keys(std::size_t begin_a, std::size_t end_a, std::size_t begin_b, std::size_t end_b) {
    std::map<std::string_view, std::size_t> keys;
    for (std::size_t i = begin_a; i < end_a; ++i)
      if (!a_[i].key.empty() && a_[i].key.find('#') == std::string::npos) keys.emplace(a_[i].key, i);
    for (std::size_t j = begin_b; j < end_b; ++j)
      if (const auto found = keys.find(b_[j].key);
          found != keys.end() && partner_a_[found->second] == none && a_[found->second].kind == b_[j].kind)
        pair(found->second, j);
  }

  // In order, each with the first that is like it.
  void pair_alike(const Gap& gap) {
    std::size_t from = gap.begin_b;
    for (std::size_t i = gap.begin_a; i < gap.end_a; ++i) {
      if (partner_a_[i] != none) {
        from = std::max(from, partner_a_[i] + 1);
        continue;
      }
      std::size_t best = none;
      double most = alike;
      for (std::size_t j = from; j < gap.end_b && j < from + reach; ++j) {
        if (partner_b_[j] != none || a_[i].kind != b_[j].kind) continue;
        const double how = likeness(bags_a_[i], bags_b_[j]);
        if (how > most || (how == most && best == none)) most = how, best = j;
      }
      if (best == none) best = only_one(gap, i);
      if (best == none) continue;
      pair(i, best);
      from = best + 1;
    }
  }

  // A block whose words are all others, where one of its kind stood alone between two that stayed.
  std::size_t only_one(const Gap& gap, std::size_t i) const {
    if (gap.end_a - gap.begin_a != 1 || gap.end_b - gap.begin_b != 1) return none;
    const std::size_t j = gap.begin_b;
    const bool same_cells = a_[i].cells.size() == b_[j].cells.size() && !a_[i].cells.empty();
    const bool heading = a_[i].kind == "overskrift";
    return partner_b_[j] == none && a_[i].kind == b_[j].kind && (same_cells || heading) ? j : none;
  }

  // The same words elsewhere; short ones say too little.
  void pair_moved() {
    std::multimap<std::size_t, std::size_t> left;
    for (std::size_t i = 0; i < a_.size(); ++i)
      if (partner_a_[i] == none) left.emplace(hashes_a_[i], i);
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (partner_b_[j] != none || bags_b_[j].size() < 3) continue;
      const auto found = left.find(hashes_b_[j]);
      if (found == left.end()) continue;
      pair(found->second, j);
      left.erase(found);
      moved_.insert(j);
    }
    std::map<std::string_view, std::size_t> keys;
    for (std::size_t i = 0; i < a_.size(); ++i)
      if (partner_a_[i] == none && !a_[i].key.empty() && a_[i].key.find('#') == std::string::npos)
        keys.emplace(a_[i].key, i);
    for (std::size_t j = 0; j < b_.size(); ++j)
      if (const auto found = keys.find(b_[j].key);
          partner_b_[j] == none && found != keys.end() && a_[found->second].kind == b_[j].kind) {
        pair(found->second, j);
        moved_.insert(j);
      }
  }

  std::vector<PaperChange> changes() {
    std::vector<PaperChange> all;
    std::size_t i = 0;
    const auto removed_up_to = [&](std::size_t end) {
      for (; i < end; ++i)
        if (partner_a_[i] == none) {
          all.push_back({Kind::removed, a_[i].kind, a_[i].place, "", {}, {}});
          all.back().before = {{a_[i].text, true}};
        }
    };
    for (std::size_t j = 0; j < b_.size(); ++j) {
      if (partner_b_[j] != none && !moved_.contains(j)) removed_up_to(std::max(i, partner_b_[j]));
      tell(j, all);
    }
    removed_up_to(a_.size());
    return all;
  }

  void tell(std::size_t j, std::vector<PaperChange>& all) const {
    const PrintedBlock& now = b_[j];
    if (partner_b_[j] == none) {
      all.push_back({Kind::added, now.kind, now.place, "", {}, {{now.text, true}}});
      return;
    }
    const PrintedBlock& then = a_[partner_b_[j]];
    if (moved_.contains(j))
      all.push_back({Kind::moved, now.kind, now.place, then.place, {{then.text}}, {{now.text}}});
    if (plain(then.text) == plain(now.text)) return;
    if (is_renumbered(then, now)) return tell_number(then, now, all);
    if (!now.cells.empty() && now.cells.size() == then.cells.size()) return tell_cells(then, now, all);
    PaperChange change{Kind::reworded, now.kind, now.place, "", {}, {}};
    compare_words(then.text, now.text, change);
    all.push_back(std::move(change));
  }

  static bool is_renumbered(const PrintedBlock& then, const PrintedBlock& now) {
    const std::string was = plain(then.text), is = plain(now.text);
    const std::string old = leading_number(was), number = leading_number(is);
    return !old.empty() && !number.empty() && was.substr(old.size()) == is.substr(number.size());
  }

  // Items whose number alone changed, because another came or went: one line for all that follow each other.
  static void tell_number(const PrintedBlock& then, const PrintedBlock& now, std::vector<PaperChange>& all) {
    const std::string was = leading_number(plain(then.text)), is = leading_number(plain(now.text));
    if (!all.empty() && all.back().what == "nummer" && all.back().place == now.place) {
      all.back().before[0].words = upto(all.back().before[0].words, was);
      all.back().after[0].words = upto(all.back().after[0].words, is);
      return;
    }
    all.push_back({Kind::reworded, "nummer", now.place, "", {{"nr. " + was, true}}, {{"nr. " + is, true}}});
  }

  // "nr. 2" and 3: "nr. 2-3"; what has the range's end already stays
  static std::string upto(const std::string& range, const std::string& last) {
    const std::string first = range.substr(0, range.find('-'));
    return first == "nr. " + last ? range : first + "-" + last;
  }

  static void tell_cells(const PrintedBlock& then, const PrintedBlock& now, std::vector<PaperChange>& all) {
    for (std::size_t k = 0; k < now.cells.size(); ++k) {
      if (plain(then.cells[k]) == plain(now.cells[k])) continue;
      PaperChange change{Kind::reworded, now.kind, now.place, "", {}, {}};
      if (k > now.name) change.place += ", rækken »" + shortened(now.cells[now.name]) + "«";
      if (k < now.columns.size() && !now.columns[k].empty())
        change.what = "celle", change.place += ", kolonnen »" + now.columns[k] + "«";
      compare_words(then.cells[k], now.cells[k], change);
      all.push_back(std::move(change));
    }
  }

  // How far ahead one that is like it is looked for: of two texts with nothing in common each would be
  // compared with each.
  static constexpr std::size_t reach = 200;

  std::vector<PrintedBlock> a_, b_;
  std::vector<std::size_t> hashes_a_, hashes_b_;
  std::vector<std::vector<std::size_t>> bags_a_, bags_b_;  // the words' hashes, sorted
  std::vector<std::size_t> partner_a_, partner_b_;
  std::set<std::size_t> moved_;
};

void compare_pictures(const PaperState& before, const PaperState& after, std::vector<PaperChange>& all) {
  for (const Node& node : after.paper->xml->nodes) {
    if (!node.is("figure")) continue;
    const std::string path = "content/" + std::string(node.get("src"));
    const auto was = before.pictures.find(path), is = after.pictures.find(path);
    if (was != before.pictures.end() && is != after.pictures.end() && was->second != is->second)
      all.push_back({Kind::replaced, "fil", "Billedet " + std::string(node.get("src")), "", {}, {}});
  }
}

std::vector<PaperChange> compare_facts(const Facts& before, const Facts& after) {
  std::vector<PaperChange> all;
  const auto value = [](const Facts& facts, const std::string& label) {
    const auto found =
        std::find_if(facts.begin(), facts.end(), [&](const auto& f) { return f.first == label; });
    return found == facts.end() ? std::string() : found->second;
  };
  const auto add = [&](const std::string& label) {
    const std::string was = value(before, label), is = value(after, label);
    if (was == is) return;
    PaperChange change{was.empty() ? Kind::added : is.empty() ? Kind::removed : Kind::reworded,
                       "oplysning",
                       label,
                       "",
                       {},
                       {}};
    if (!was.empty()) change.before = {{was, true}};
    if (!is.empty()) change.after = {{is, true}};
    all.push_back(std::move(change));
  };
  for (const auto& [label, text] : after) add(label);
  for (const auto& [label, text] : before)
    if (value(after, label).empty()) add(label);
  return all;
}

std::string line(const std::vector<Stretch>& stretches, const char* open, const char* close) {
  std::string text;
  for (const Stretch& each : stretches)
    text +=
        (text.empty() || !each.spaced ? "" : " ") + (each.changed ? open + each.words + close : each.words);
  return without_typography(text);
}

std::string words_of_kind(Kind kind) {
  switch (kind) {
    case Kind::added:
      return tr("added");
    case Kind::removed:
      return tr("removed");
    case Kind::moved:
      return tr("moved");
    case Kind::replaced:
      return tr("replaced");
    default:
      return tr("reworded");
  }
}

}  // namespace

PaperChanges paper_changes(const Project& project, const PaperState& before, const PaperState& after) {
  PaperChanges changes;
  changes.about = compare_facts(facts_of(project, *before.paper), facts_of(project, *after.paper));
  changes.text = Comparison(before, after).run();
  compare_pictures(before, after, changes.text);
  changes.registers = changed_answers(before.answers, after.answers);
  return changes;
}

std::string changes_text(const PaperChanges& changes) {
  std::string text;
  for (const auto* list : {&changes.about, &changes.text})
    for (const PaperChange& each : *list) {
      text += (each.place.empty() ? tr("beginning") : without_typography(each.place)) + ": " +
              words_of_kind(each.kind) + " (" + each.what + ")\n";
      if (each.kind == Kind::moved) {
        text += "  " + tr("from {0}", {each.place_before}) + "\n";
        text += "    " + line(each.after, "", "") + "\n";
        continue;
      }
      if (!each.before.empty()) text += "  - " + line(each.before, "[-", "-]") + "\n";
      if (!each.after.empty()) text += "  + " + line(each.after, "{+", "+}") + "\n";
    }
  for (const ChangedAnswer& each : changes.registers)
    text += tr("register {0}: was \"{1}\", is \"{2}\"",
               {each.question, without_typography(each.then), without_typography(each.now)}) +
            "\n";
  return text;
}

}  // namespace kancelli
