#include "pipeline/statute/provision.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "pipeline/core/text.h"

namespace kancelli::statute {
namespace {

// Abbreviations that a sentence goes on after, whatever follows; and those that may also end one.
constexpr std::array<std::string_view, 31> inside = {
    "jf.",   "bl.a.", "f.eks.", "nr.",  "stk.",   "kap.",   "ca.",    "hhv.", "evt.", "inkl.", "ekskl.",
    "vedr.", "pga.",  "kl.",    "dvs.", "ift.",   "ifm.",   "mht.",   "mhp.", "iht.", "lbk.",  "bek.",
    "cirk.", "art.",  "s.",     "fr.",  "m.h.t.", "i.h.t.", "p.g.a.", "kgl.", "jnr."};

std::string_view word_before(std::string_view words, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && words[begin - 1] != ' ') --begin;
  std::string_view word = words.substr(begin, end - begin);
  while (!word.empty() && (word.front() == '(' || word.front() == '[')) word.remove_prefix(1);
  return word;
}

bool begins_sentence(std::string_view words, std::size_t at) {
  std::size_t offset = at;
  const char32_t c = next_code_point(words, offset);
  return (is_letter(c) && lower(c) != c) || is_digit(c) || c == U'§' || c == U'»';
}

// A full stop before `end` (behind closing marks) ends a sentence.
bool ends_sentence(std::string_view words, std::size_t stop, std::size_t end) {
  if (words[stop] != '.') return true;
  const std::string_view word = word_before(words, stop + 1);
  if (std::find(inside.begin(), inside.end(), lower(word)) != inside.end()) return false;
  // "den 1. januar" goes on; "i 2026. Udvalget" and "2026. 5" do not look alike to a reader either.
  std::size_t offset = end + 1;
  const char32_t next = offset < words.size() ? next_code_point(words, offset) : U' ';
  const bool number = !word.empty() && is_digit(static_cast<unsigned char>(word.front()));
  return !(number && is_digit(next));
}

void walk(const Unit& unit, const Unit* parent, std::vector<Located>& all) {
  all.push_back({&unit, parent});
  for (const Unit& each : unit.units) walk(each, &unit, all);
}

std::string name_of(const Unit& unit) {
  static constexpr std::array<std::string_view, 10> names = {"statute",   "preamble",   "chapter", "heading",
                                                             "paragraph", "subsection", "number",  "letter",
                                                             "sentence",  "annex"};
  const std::string name(names[static_cast<std::size_t>(unit.kind)]);
  return unit.number.empty() ? name : name + " " + unit.number;
}

std::string id_part(const Unit& unit) {
  switch (unit.kind) {
    case Kind::preamble:
      return "indledning";
    case Kind::chapter:
      return "k";
    case Kind::heading:
      return "h";
    case Kind::paragraph:
      return "p";
    case Kind::subsection:
      return "s";
    case Kind::number:
      return "n";
    case Kind::letter:
      return "l";
    case Kind::annex:
      return "b";
    default:
      return {};
  }
}

void give_ids_below(Unit& unit, const std::string& prefix, std::set<std::string>& taken) {
  for (Unit& each : unit.units) {
    const bool top = unit.kind == Kind::statute || unit.kind == Kind::chapter;
    std::string number = each.number;
    std::erase(number, ' ');
    const std::string wanted = (top ? "" : prefix + "-") + id_part(each) + number;
    if (each.id.empty()) {
      each.id = wanted;
      for (int n = 2; !taken.insert(each.id).second; ++n) each.id = wanted + "." + std::to_string(n);
    }
    give_ids_below(each, each.id, taken);
  }
}

}  // namespace

std::vector<std::pair<std::size_t, std::size_t>> sentences(const Text& text) {
  if (!text.own_sentences.empty()) return text.own_sentences;
  std::vector<std::pair<std::size_t, std::size_t>> all;
  const std::string_view words = text.words;
  std::size_t begin = 0;
  int quoted = 0;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words.substr(at).starts_with("»")) ++quoted;
    if (words.substr(at).starts_with("«") && quoted > 0) --quoted;
    if (quoted > 0 || (words[at] != '.' && words[at] != '?' && words[at] != '!')) continue;
    std::size_t end = at + 1;
    while (end < words.size() &&
           (words[end] == ')' || words[end] == ']' || words.substr(end).starts_with("«")))
      end += words[end] == ')' || words[end] == ']' ? 1 : 2;
    if (end >= words.size() || words[end] != ' ') continue;
    if (!begins_sentence(words, end + 1) || !ends_sentence(words, at, end)) continue;
    all.emplace_back(begin, end);
    begin = end + 1;
    at = end;
  }
  if (begin < words.size()) all.emplace_back(begin, words.size());
  return all;
}

bool is_ordered(Kind kind) {
  return kind == Kind::subsection || kind == Kind::number || kind == Kind::letter;
}

std::string ordinal(Kind kind, std::size_t index) {
  if (kind != Kind::letter) return std::to_string(index + 1);
  static constexpr std::array<std::string_view, 29> letters = {
      "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o",
      "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "æ", "ø", "å"};
  std::string name;
  for (std::size_t rest = index + 1; rest > 0; rest = (rest - 1) / letters.size())
    name.insert(0, letters[(rest - 1) % letters.size()]);
  return name;
}

void renumber(Unit& unit) {
  std::map<Kind, std::size_t> counts;
  for (Unit& each : unit.units) {
    if (is_ordered(each.kind)) each.number = ordinal(each.kind, counts[each.kind]++);
    renumber(each);
  }
}

bool number_less(std::string_view a, std::string_view b) {
  const auto parts = [](std::string_view text) {
    int number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number).ptr;
    return std::pair(number, std::string(trim(text.substr(static_cast<std::size_t>(end - text.data())))));
  };
  return parts(a) < parts(b);
}

std::string difference(const Unit& a, const Unit& b) {
  if (a.kind != b.kind || a.number != b.number) return name_of(a) + " / " + name_of(b);
  if (a.text.words != b.text.words) return name_of(a) + ": »" + a.text.words + "« / »" + b.text.words + "«";
  if (a.tail.words != b.tail.words) return name_of(a) + ": »" + a.tail.words + "« / »" + b.tail.words + "«";
  for (std::size_t i = 0; i < std::min(a.units.size(), b.units.size()); ++i)
    if (const std::string below = difference(a.units[i], b.units[i]); !below.empty())
      return name_of(a) + ", " + below;
  if (a.units.size() == b.units.size()) return {};
  return name_of(a) + ": " + std::to_string(a.units.size()) + " / " + std::to_string(b.units.size()) +
         " units";
}

bool same_text(const Unit& a, const Unit& b) {
  return a.kind == b.kind && a.number == b.number && a.text.words == b.text.words &&
         a.tail.words == b.tail.words &&
         std::equal(a.units.begin(), a.units.end(), b.units.begin(), b.units.end(), same_text);
}

std::vector<Located> all_units(const Unit& root) {
  std::vector<Located> all;
  walk(root, nullptr, all);
  return all;
}

void give_ids(Unit& root) {
  std::set<std::string> taken;
  for (const Located& each : all_units(root)) taken.insert(each.unit->id);
  give_ids_below(root, "", taken);
}

}  // namespace kancelli::statute
