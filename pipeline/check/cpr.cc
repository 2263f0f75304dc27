#include "pipeline/check/cpr.h"

#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool digits_at(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return false;
  for (std::size_t i = at; i < at + count; ++i)
    if (!digit(text[i])) return false;
  return true;
}

// The bytes of one separator that may stand in the middle: a space, a hyphen or their typographic forms.
std::size_t separator(std::string_view rest) {
  static constexpr auto separators =
      std::to_array<std::string_view>({"-", " ", "\u2011", "\u2010", "\u2013", "\u00A0", "\u202F"});
  for (const std::string_view each : separators)
    if (rest.starts_with(each)) return each.size();
  return 0;
}

// Part of something longer: "2017-010165-1234", "010165-1234-01", "1010651234,50".
bool part_of_longer(std::string_view text, std::size_t begin, std::size_t end, bool separated) {
  if (begin > 0 && digit(text[begin - 1])) return true;
  if (begin > 1 && (text[begin - 1] == '-' || text[begin - 1] == '.') && digit(text[begin - 2])) return true;
  if (digits_at(text, end, 1)) return true;
  if (end < text.size() && text[end] == '-' && digits_at(text, end + 1, 1)) return true;
  return !separated && end < text.size() && text[end] == ',' && digits_at(text, end + 1, 1) &&
         !digits_at(text, end + 1, 3);
}

bool is_likely(const std::array<int, 10>& d) {
  static constexpr std::array<int, 10> weights = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += d[i] * weights[i];
  const int day = (d[0] * 10 + d[1]) % 60, month = d[2] * 10 + d[3];
  return sum % 11 == 0 || (day == 1 && month == 1);
}

}  // namespace

std::vector<CprHit> find_cpr_numbers(std::string_view text) {
  std::vector<CprHit> hits;
  // Six digits in a row have one at every sixth place: the others need not be looked at.
  for (std::size_t probe = 5; probe < text.size(); probe += 6) {
    if (!digit(text[probe])) continue;
    std::size_t at = probe, run = probe;
    while (at > 0 && digit(text[at - 1])) --at;
    while (run < text.size() && digit(text[run])) ++run;
    if (run - at < 6) continue;
    const std::size_t length = run - at, gap = length == 6 ? separator(text.substr(run)) : 0;
    const std::size_t end = length == 10 ? run : run + gap + 4;
    if (length == 10 || (gap != 0 && digits_at(text, run + gap, 4))) {
      std::array<int, 10> d{};
      for (std::size_t i = 0; i < 6; ++i) d[i] = text[at + i] - '0';
      for (std::size_t i = 0; i < 4; ++i) d[6 + i] = text[end - 4 + i] - '0';
      const int day = d[0] * 10 + d[1], month = d[2] * 10 + d[3];
      const bool born = ((day >= 1 && day <= 31) || (day >= 61 && day <= 91)) && month >= 1 && month <= 12;
      if (born && !part_of_longer(text, at, end, gap != 0)) {
        hits.push_back({at, end, is_likely(d)});
        run = end;
      }
    }
    while (probe + 6 < run) probe += 6;
  }
  return hits;
}

bool is_labelled_as_other(std::string_view before) {
  static constexpr auto labels =
      std::to_array<std::string_view>({"p-nummer", "p-nr.", "p-nr", "produktionsenhedsnummer", "kontonummer",
                                       "kontonr.", "kontonr", "konto"});
  const std::string near =
      lower(without_typography(before.substr(before.size() > 40 ? before.size() - 40 : 0)));
  std::string_view text = trim(near);
  while (text.ends_with(":") || text.ends_with("=") || text.ends_with("\"")) text.remove_suffix(1);
  return std::any_of(labels.begin(), labels.end(), [&](std::string_view label) {
    return text.ends_with(label) && !within_word(text, text.size() - label.size());
  });
}

std::string masked(std::string_view number) {
  return std::string(number.substr(0, 6)) + "-****";
}

}  // namespace kancelli
