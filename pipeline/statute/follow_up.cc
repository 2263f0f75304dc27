#include "pipeline/statute/follow_up.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "pipeline/core/text.h"
#include "pipeline/statute/follow_up_parts.h"
#include "pipeline/statute/reference.h"
#include "pipeline/statute/statute_index.h"
#include "pipeline/statute/word_diff.h"

namespace kancelli::statute {
namespace {

// A reference that stands in words: its bytes, and the references it reads as.
struct Found {
  std::size_t begin = 0, end = 0;
  std::vector<Reference> references;
};

bool starts_reference(std::string_view text, std::size_t at) {
  static constexpr std::string_view openings[] = {"§", "stk. ", "nr. ", "litra "};
  if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(' && !text.substr(0, at).ends_with("»"))
    return false;
  // "2. pkt.", "1. og 2. pkt."
  if (text[at] >= '1' && text[at] <= '9') return text.substr(at, 20).find("pkt.") != std::string_view::npos;
  return std::any_of(std::begin(openings), std::end(openings),
                     [&](std::string_view opening) { return text.substr(at).starts_with(opening); });
}

std::vector<Found> references_in(std::string_view text) {
  std::vector<Found> all;
  for (std::size_t at = 0; at < text.size();) {
    Found found;
    const std::size_t size =
        starts_reference(text, at) ? read_references(text.substr(at), found.references) : 0;
    if (size == 0) {
      ++at;
      continue;
    }
    found.begin = at;
    found.end = at + size;
    while (found.end > at && (text[found.end - 1] == ',' || text[found.end - 1] == ' ')) --found.end;
    at += size;
    all.push_back(std::move(found));
  }
  return all;
}

// "§ 18, stk. 2, i kommunestyrelsesloven", "lovens § 18": of another law.
bool is_of_another(std::string_view text, const Found& found) {
  std::string_view behind = text.substr(found.end);
  if (behind.starts_with(",")) behind.remove_prefix(1);
  const std::string_view before = trim(text.substr(0, found.begin));
  const std::size_t space = before.rfind(' ');
  const std::string last = lower(before.substr(space == std::string_view::npos ? 0 : space + 1));
  return behind.starts_with(" i lov") || behind.starts_with(" i bekendtgørelse") ||
         (behind.starts_with(" i ") &&
          behind.substr(3, behind.find_first_of(" .,;", 3) - 3).ends_with("loven")) ||
         last.ends_with("lovens") || last.ends_with("bekendtgørelsens");
}

bool begins_word(std::string_view text, std::size_t at) {
  std::size_t before = at;
  while (before > 0 && (static_cast<unsigned char>(text[--before]) & 0xC0) == 0x80) {
  }
  return at == 0 || !is_letter(next_code_point(text, before));
}

// Which punktum of `now` a punktum of `was` is: the one with the same words; else the one that stands for it
// between those. Nothing where none is left; `number` where there was none.
std::optional<std::string> sentence_now(const Unit& was, const Unit& now, const std::string& number) {
  const auto all_of = [](const Unit& unit) {
    std::vector<std::string_view> all;
    for (const SentencePlace& each : sentence_places(unit))
      all.push_back(std::string_view(each.tail ? unit.tail.words : unit.text.words)
                        .substr(each.begin, each.end - each.begin));
    return all;
  };
  const std::vector<std::string_view> olds = all_of(was), news = all_of(now);
  std::size_t index = 0;
  while (index < olds.size() && std::to_string(index + 1) != number) ++index;
  if (number == "sidste" && !olds.empty()) index = olds.size() - 1;
  if (index >= olds.size()) return number;
  const auto named = [&](std::size_t at) {
    return number == "sidste" && at + 1 == news.size() ? number : std::to_string(at + 1);
  };
  // longest[i][k]: how many of olds from i and news from k are the same, in order.
  std::vector<std::vector<std::size_t>> longest(olds.size() + 1, std::vector<std::size_t>(news.size() + 1));
  for (std::size_t i = olds.size(); i-- > 0;)
    for (std::size_t k = news.size(); k-- > 0;)
      longest[i][k] =
          olds[i] == news[k] ? longest[i + 1][k + 1] + 1 : std::max(longest[i + 1][k], longest[i][k + 1]);
  // The gap that it stands in: [i, old_end) and [k, new_end).
  std::size_t i = 0, k = 0;
  for (;;) {
    std::size_t old_end = i, new_end = k;
    while (old_end < olds.size() && new_end < news.size() && olds[old_end] != news[new_end])
      ++(longest[old_end + 1][new_end] >= longest[old_end][new_end + 1] ? old_end : new_end);
    const bool last = old_end == olds.size() || new_end == news.size();
    if (last) {
      old_end = olds.size();
      new_end = news.size();
    }
    if (index == old_end && !last) return named(new_end);
    if (index < old_end) {
      if (old_end - i == new_end - k) return named(k + index - i);
      // As many did not come as went: the one that is most like it.
      std::optional<std::size_t> nearest;
      for (std::size_t at = k; at < new_end; ++at)
        if (changed_share(olds[index], news[at]) <
            (nearest ? changed_share(olds[index], news[*nearest]) : 0.5))
          nearest = at;
      return nearest ? std::optional(named(*nearest)) : std::nullopt;
    }
    i = old_end + 1;
    k = new_end + 1;
  }
}

class Search {
 public:
  Search(const Unit& old, const Unit& changed)
      : old_(old), changed_(changed), old_references_(references(old)), new_references_(references(changed)) {
    for (const Located& each : all_units(old)) old_units_.emplace(each.unit->id, each.unit);
    for (const Located& each : all_units(changed)) new_units_.emplace(each.unit->id, each.unit);
  }

  void in_unit(const Unit& unit, const Text& text, bool tail) {
    for (const Mark& mark : text.marks)
      if (mark.element == "ref") in_mark(unit, tail, text, mark);
    const std::vector<Found> all = references_in(text.words);
    if (all.empty()) return;
    // What the amendment has written itself means the new numbers.
    std::set<std::string> before;
    if (const auto was = old_units_.find(unit.id); was != old_units_.end()) {
      const std::string& words = (tail ? was->second->tail : was->second->text).words;
      for (const Found& found : references_in(words))
        before.insert(words.substr(found.begin, found.end - found.begin));
    }
    for (const Found& found : all) {
      const bool marked = std::any_of(text.marks.begin(), text.marks.end(), [&](const Mark& mark) {
        return mark.begin < found.end && found.begin < mark.end;
      });
      if (marked || is_of_another(text.words, found)) continue;
      const std::string words = text.words.substr(found.begin, found.end - found.begin);
      if (before.contains(words)) plain(unit, tail, words, found);
    }
  }

  // Names begin a word, as for "overalt".
  void names(const Unit& unit, const Text& text, bool tail, const Names& names) {
    std::vector<std::pair<std::size_t, std::size_t>> taken;  // by longer names, which come first
    for (const auto& [from, to] : names)
      for (std::size_t at = text.words.find(from); at != std::string::npos;
           at = text.words.find(from, at + from.size())) {
        // A new name may hold the old one.
        const std::size_t inside = to.find(from), end = at + from.size();
        if (inside != std::string::npos && at >= inside &&
            text.words.compare(at - inside, to.size(), to) == 0)
          continue;
        if (!begins_word(text.words, at)) continue;
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const auto& each) { return each.first < end && at < each.second; }))
          continue;
        taken.emplace_back(at, end);
        add(FollowUp::Why::old_name, {unit.id, tail, at, end}, from, to);
      }
  }

  // What a reference by old numbers is called now; nothing where the provision is gone.
  std::optional<Reference> now(const Reference& reference) const {
    Reference named = reference;
    std::optional<Step> sentence;
    if (!named.empty() && named.steps.back().kind == Kind::sentence) {
      sentence = named.steps.back();
      named.steps.pop_back();
    }
    const Unit* unit = find(old_, named);
    // "§ 5, 1. pkt." is the punktum of its only stykke, whatever comes beside that.
    if (unit != nullptr && sentence && unit->kind == Kind::paragraph)
      unit = unit->units.size() == 1 ? &unit->units[0] : nullptr;
    const auto was = unit == nullptr ? old_references_.end() : old_references_.find(unit->id);
    if (was == old_references_.end()) return reference;  // it pointed nowhere before, either
    const auto there = new_units_.find(unit->id);
    if (there == new_units_.end()) return std::nullopt;
    Reference now = new_references_.at(unit->id);
    // "§ 31, stk. 1" of a § with one stykke may stay as it was written.
    const std::size_t size = was->second.steps.size();
    if (named.steps.size() == size + 1 && now.steps.size() == size && named.steps[1].kind == Kind::subsection)
      now.steps.insert(now.steps.begin() + 1, {Kind::subsection, "1", ""});
    if (sentence) {
      const auto number = sentence_now(*unit, *there->second, sentence->number);
      if (!number) return std::nullopt;
      now.steps.push_back({Kind::sentence, *number, ""});
    }
    if (now.steps.size() == reference.steps.size()) now.steps.back().ranged = reference.steps.back().ranged;
    return now;
  }

  std::vector<Spotted> spotted;

 private:
  void in_mark(const Unit& unit, bool tail, const Text& text, const Mark& mark) {
    const auto to = mark.attributes.find("to");
    if (to == mark.attributes.end()) return;
    const std::string id = to->second.substr(to->second.starts_with("#") ? 1 : 0),
                      words = text.words.substr(mark.begin, mark.end - mark.begin);
    const auto form = mark.attributes.find("form");
    const bool number = form != mark.attributes.end() && form->second == "number";
    const auto called = [&](const Unit& statute,
                            const std::unordered_map<std::string, Reference>& references) {
      return without_typography(number ? references.at(id).steps.back().number
                                       : printed_reference(statute, {id}, unit.id));
    };
    const Spot spot{unit.id, tail, mark.begin, mark.end};
    if (!new_units_.contains(id)) {
      // Words that the program was to write are missing by now.
      if (old_units_.contains(id))
        add(FollowUp::Why::repealed, spot, words.empty() ? called(old_, old_references_) : words, "");
      return;
    }
    const std::string wanted = called(changed_, new_references_);
    if (wanted == words) return;
    // With its own § spelled out it says the same.
    if (without_typography(to_string(new_references_.at(id))) == words) return;
    add(FollowUp::Why::shifted, spot, words, wanted);
  }

  // Numbers of the text before; a reference that begins with a stykke means the § it stands in.
  void plain(const Unit& unit, bool tail, const std::string& words, const Found& found) {
    std::vector<Reference> rest, shown, gone;  // as they were written, but `shown`
    for (const Reference& each : found.references) {
      Reference meant = each;
      const bool whole = each.empty() || each.steps[0].kind == Kind::paragraph ||
                         each.steps[0].kind == Kind::chapter || each.steps[0].kind == Kind::annex;
      if (!whole && !complete(meant, unit.id)) return;
      const auto current = now(meant);
      if (!current) {
        gone.push_back(each);
        continue;
      }
      rest.push_back(each);
      shown.push_back(*current == meant ? each
                      : whole           ? *current
                                        : within(*current, each.steps[0].kind, unit.id));
    }
    const Spot spot{unit.id, tail, found.begin, found.end};
    if (!gone.empty()) {
      add(FollowUp::Why::repealed, spot, rest.empty() ? words : without_typography(to_string(gone)), "");
      if (rest.empty() || shown == rest) return;
      // Beside what is gone no item is ready for it.
      return add(FollowUp::Why::shifted, {unit.id, tail, found.begin, found.begin},
                 without_typography(to_string(rest)), without_typography(to_string(shown)));
    }
    if (shown == rest) return;
    std::string instead = without_typography(to_string(shown));
    // to_string() joins with og.
    if (words.find(" eller ") != std::string::npos && words.find(" og ") == std::string::npos)
      for (std::size_t at = instead.find(" og "); at != std::string::npos; at = instead.find(" og ", at))
        instead.replace(at, 4, " eller ");
    if (instead != words) add(FollowUp::Why::shifted, spot, words, instead);
  }

  // Puts what is understood before a reference that begins below a §.
  bool complete(Reference& reference, const std::string& from) const {
    const auto here = old_references_.find(from);
    if (here == old_references_.end()) return false;
    const Kind first = reference.steps[0].kind;
    std::vector<Step> outer;
    for (const Step& step : here->second.steps) {
      if (step.kind == first) break;
      outer.push_back(step);
    }
    reference.steps.insert(reference.steps.begin(), outer.begin(), outer.end());
    return true;
  }

  // The reference from its first step of that kind on, where what comes before is understood.
  Reference within(const Reference& reference, Kind first, const std::string& from) const {
    const auto here = new_references_.find(from);
    if (here == new_references_.end()) return reference;
    std::size_t shared = 0;
    while (shared < reference.steps.size() && reference.steps[shared].kind != first) ++shared;
    const auto& around = here->second.steps;
    if (shared == reference.steps.size()) return printed_from(reference, around);
    if (shared > around.size() ||
        !std::equal(around.begin(), around.begin() + static_cast<std::ptrdiff_t>(shared),
                    reference.steps.begin()))
      return printed_from(reference, around);
    return {{reference.steps.begin() + static_cast<std::ptrdiff_t>(shared), reference.steps.end()}};
  }

  // In the same § the § is understood.
  static Reference printed_from(const Reference& reference, const std::vector<Step>& around) {
    const bool same = reference.steps.size() > 1 && !around.empty() && around[0] == reference.steps[0];
    return {{reference.steps.begin() + (same ? 1 : 0), reference.steps.end()}};
  }

  void add(FollowUp::Why why, Spot spot, const std::string& words, const std::string& instead) {
    spotted.push_back({{why, spot.unit, words, instead, std::nullopt}, spot});
  }

  const Unit &old_, &changed_;
  std::unordered_map<std::string, Reference> old_references_, new_references_;
  std::map<std::string, const Unit*> old_units_, new_units_;
};

// The statute is named right before ("styrelsesvedtægtens § 14") or right behind ("§ 14, stk. 2, i
// styrelsesvedtægten").
bool is_of(std::string_view text, const Found& found, const std::vector<std::string>& names) {
  const std::string before = lower(trim(text.substr(0, found.begin)));
  std::string behind = lower(text.substr(found.end));
  if (behind.starts_with(",")) behind.erase(0, 1);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    return before.ends_with(name + "s") || behind.starts_with(" i " + name);
  });
}

}  // namespace

std::vector<FollowUp> follow_up(const Unit& old, const Unit& changed, const Names& names) {
  Search search(old, changed);
  for (const Located& each : all_units(changed)) {
    search.in_unit(*each.unit, each.unit->text, false);
    search.in_unit(*each.unit, each.unit->tail, true);
    search.names(*each.unit, each.unit->text, false, names);
    search.names(*each.unit, each.unit->tail, true, names);
  }
  return with_items(old, changed, std::move(search.spotted));
}

std::vector<TextFollowUp> follow_up_in_text(std::string_view text,
                                            const std::vector<std::string>& short_names, const Unit& old,
                                            const Unit& changed) {
  std::vector<TextFollowUp> all;
  const Search search(old, changed);
  for (const Found& found : references_in(text)) {
    if (!is_of(text, found, short_names)) continue;
    std::vector<Reference> shown, gone;
    for (const Reference& each : found.references)
      if (const auto current = search.now(each))
        shown.push_back(*current);
      else
        gone.push_back(each);
    const std::string words(text.substr(found.begin, found.end - found.begin));
    if (!gone.empty())
      all.push_back({FollowUp::Why::repealed, found.begin, found.end,
                     shown.empty() ? words : without_typography(to_string(gone)), ""});
    else if (shown != found.references)
      all.push_back(
          {FollowUp::Why::shifted, found.begin, found.end, words, without_typography(to_string(shown))});
  }
  return all;
}

}  // namespace kancelli::statute
