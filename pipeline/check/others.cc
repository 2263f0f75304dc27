#include "pipeline/check/others.h"

#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// "serviceloven", "lovgivningen", "lovbekendtgørelse"
bool speaks_of_law(std::string_view word) {
  static constexpr auto endings = std::to_array<std::string_view>(
      {"lov", "loven", "lovens", "lovene", "lovenes", "lovs", "lovgivning", "lovgivningen", "lovgivningens",
       "bekendtgørelse", "bekendtgørelsen", "bekendtgørelsens", "KSL", "lovforslaget", "lovforslag"});
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.ends_with(ending); }) ||
         word == "Lov";
}

// Words that begin with it name others than the city's own organs.
bool names_others(std::string_view word) {
  static constexpr auto beginnings = std::to_array<std::string_view>(
      {"kommuner", "landets", "region", "folketing", "minister", "ministeri", "regering", "staten", "statens",
       "selskab", "forening", "forbund", "fonden", "stiftelse", "interessentskab", "nabokommun"});
  if (word == "KL" || word == "KLs" || word == "ApS" || word == "Danske") return true;
  const std::string small = lower(word);
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return small.starts_with(beginning); }) ||
         small.find("selskab") != std::string::npos || small.ends_with("ministeriet");
}

// `own`: "Københavns", the city's own name before "Kommune".
void look_at(std::string_view text, std::string_view own, Others& others) {
  if (text.find("§") != std::string_view::npos) others.laws = true;
  for (const std::string_view form : {"A/S", "I/S", "P/S", "K/S"})
    if (text.find(form) != std::string_view::npos) others.bodies = true;
  std::string_view before;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string_view word = text.substr(at, end - at);
    others.laws = others.laws || speaks_of_law(word);
    others.city = others.city || (word.starts_with("Kommune") && !before.empty() && before != own);
    others.bodies = others.bodies || others.city || names_others(word);
    before = word;
    at = end;
  }
}

// True for a word that names somebody whom neither the register nor the city's own name knows.
bool names_other(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text(), city = examined.index.city();
  const std::string_view stem = city.substr(0, city.find(' ') - 1);
  return capital_at(text, at) && examined.match_at(at) == nullptr && !text.substr(at).starts_with(stem);
}

bool is_preposition(std::string_view word) {
  return word == "for" || word == "i" || word == "af" || word == "hos" || word == "fra" || word == "på";
}

}  // namespace

Others others_at(const ExaminedPaper& examined, std::size_t at) {
  const std::string_view text = examined.text.text();
  const std::size_t line = text.rfind('\n', at), begin = line == std::string_view::npos ? 0 : line + 1,
                    end = std::min(text.find('\n', at), text.size());
  const std::string_view city = examined.index.city(), own = city.substr(0, city.find(' '));
  Others others;
  look_at(text.substr(begin, end - begin), own, others);
  for (std::size_t mark = text.find(RunningText::computed_mark, begin); mark < end;
       mark = text.find(RunningText::computed_mark, mark + 1))
    if (const Node* node = examined.text.computed(mark)) others.laws = others.laws || node->is("law");
  for (const Node* node = examined.text.context(at).block; node != nullptr; node = node->parent) {
    if (node->is("meta")) break;
    if (node->parent != nullptr && (node->is("list") || node->is("agreed"))) {
      const Node* leading = nullptr;
      for (const Node* sibling : node->parent->elements()) {
        if (sibling == node) break;
        leading = sibling;
      }
      if (leading != nullptr && leading->is("p")) {
        look_at(leading->content(), own, others);
        others.laws = others.laws || leading->child("law") != nullptr;
      }
    }
    if (const Node* title = node->child("title"); title != nullptr) look_at(title->content(), own, others);
  }
  return others;
}

bool capital_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return false;
  const char32_t c = next_code_point(text, at);
  return is_letter(c) && lower(c) != c;
}

std::string_view word_before(std::string_view text, std::size_t at) {
  if (at == 0 || text[at - 1] != ' ') return {};
  std::size_t begin = at - 1;
  while (begin > 0 && text[begin - 1] != ' ' && text[begin - 1] != '\n') --begin;
  return text.substr(begin, at - 1 - begin);
}

bool belongs_to_other(const ExaminedPaper& examined, std::size_t begin, std::size_t end, bool person) {
  const std::string_view text = examined.text.text();
  if (const std::string_view before = word_before(text, begin);
      !before.empty() && within_word(text, begin - 1) && !before.starts_with("Kommune")) {
    const std::size_t from = begin - 1 - before.size();
    const bool opens = from == 0 || text[from - 1] == '\n' || (from > 1 && text[from - 2] == '.');
    if (names_other(examined, from) && (!opens || before.back() == 's')) return true;
  }
  bool leads = person;
  for (int words = 0; words < 6 && end < text.size() && text[end] == ' '; ++words) {
    const std::size_t next = word_end(text, end + 1);
    const std::string_view word = text.substr(end + 1, next - end - 1);
    if (leads && names_other(examined, end + 1)) return true;
    leads = is_preposition(word);
    if (word.empty() || (words == 0 && !leads)) return false;  // a mark, or a body: it says whose
    end = next;
  }
  return false;
}

bool borrowed(const ExaminedPaper& examined, std::size_t at) {
  const TextContext& context = examined.text.context(at);
  return context.quote || context.foreign || context.link || examined.text.in_quotation_marks(at);
}

}  // namespace kancelli
