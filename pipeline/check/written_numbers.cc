#include "pipeline/check/written_numbers.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

bool digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && digit(text[at]);
}

// "to" to "tyve", with a capital or without; nothing for "en", which is an article too.
std::optional<std::int64_t> number_word(std::string_view word) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
       "femten", "seksten", "sytten", "atten", "nitten", "tyve"});
  if (word.size() < 2 || word.size() > 7) return std::nullopt;
  const auto small = static_cast<char>(word[0] | 0x20);
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i][0] == small && words[i].substr(1) == word.substr(1)) return static_cast<std::int64_t>(i) + 2;
  return std::nullopt;
}

// The decimals and the powers of ten that a number is written with, and its length.
struct Digits {
  std::size_t length = 0;
  Decimal value;
};

std::optional<Digits> read_digits(std::string_view text) {
  std::size_t at = 0;
  std::string plain;
  while (digit_at(text, at)) plain += text[at++];
  const auto group = [&] {
    return at < text.size() && text[at] == '.' && digit_at(text, at + 1) && digit_at(text, at + 2) &&
           digit_at(text, at + 3) && !digit_at(text, at + 4);
  };
  if (plain.size() <= 3)
    for (; group(); at += 4) plain += text.substr(at + 1, 3);
  if (at < text.size() && text[at] == ',' && digit_at(text, at + 1)) {
    plain += '.';
    for (++at; digit_at(text, at); ++at) plain += text[at];
  }
  const auto value = Decimal::parse(plain);
  if (!value) return std::nullopt;
  return Digits{at, *value};
}

// "mio.", "millioner" behind a number: how many zeros, and its length with the space before it.
std::pair<int, std::size_t> scale_at(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 6> scales = {
      {{" mio.", 6}, {" mia.", 9}, {" millioner", 6}, {" milliarder", 9}, {" million", 6}, {" milliard", 9}}};
  for (const auto& [word, zeros] : scales)
    if (text.starts_with(word) && (word.back() == '.' || word_end(text, 1) == word.size()))
      return {zeros, word.size()};
  return {0, 0};
}

std::optional<Decimal> scaled(const Decimal& value, int zeros) {
  const int decimals = value.decimals - zeros;
  if (decimals >= 0) return Decimal{value.units, decimals};
  std::int64_t units = value.units;
  for (int i = decimals; i < 0; ++i)
    if (__builtin_mul_overflow(units, std::int64_t{10}, &units)) return std::nullopt;
  return Decimal{units, 0};
}

// True where the digits belong to something else than a number of things.
bool part_of_other(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view before = text.substr(0, begin), after = text.substr(end);
  for (const std::string_view mark : {".", ",", "-", "–", "/", ":", "−", "+", "_", "#"})
    if (before.ends_with(mark)) return true;
  if (word_end(text, end) != end) return true;  // "4a"
  for (const std::string_view mark : {"-", "–", "/", ":"})
    if (after.starts_with(mark) && after.size() > mark.size() && after[mark.size()] != ' ' &&
        after[mark.size()] != '\n')
      return true;
  if (after.starts_with(".") && digit_at(after, 1)) return true;
  // "2. behandling", "1. januar".
  return after.size() > 2 && after[0] == '.' && after[1] == ' ' &&
         ((after[2] >= 'a' && after[2] <= 'z') || after.substr(2).starts_with("æ") ||
          after.substr(2).starts_with("ø") || after.substr(2).starts_with("å"));
}

void take_hedge(std::string_view text, WrittenNumber& number) {
  struct Word {
    std::string_view text, before;
    WrittenNumber::Hedge hedge;
  };
  using Hedge = WrittenNumber::Hedge;
  static constexpr auto words = std::to_array<Word>(
      {{"ca.", "", Hedge::about},       {"cirka", "", Hedge::about},       {"omkring", "", Hedge::about},
       {"omtrent", "", Hedge::about},   {"regnet", "rundt", Hedge::about}, {"over", "", Hedge::over},
       {"mindst", "", Hedge::over},     {"godt", "", Hedge::over},         {"minimum", "", Hedge::over},
       {"end", "mere", Hedge::over},    {"end", "flere", Hedge::over},     {"end", "mindre", Hedge::under},
       {"end", "færre", Hedge::under},  {"næsten", "", Hedge::under},      {"knap", "", Hedge::under},
       {"under", "", Hedge::under},     {"højst", "", Hedge::under},       {"højest", "", Hedge::under},
       {"maksimalt", "", Hedge::under}, {"til", "op", Hedge::under},       {"mod", "op", Hedge::under}});
  std::size_t at = number.begin;
  const std::string_view last = take_word_before(text, at);
  if (last.empty()) return;
  std::size_t first = at;
  const std::string_view other = take_word_before(text, first);
  for (const Word& word : words) {
    if (last != word.text || (!word.before.empty() && other != word.before)) {
      // At the beginning of a sentence: "Ca. 780", "Over 280".
      if (!word.before.empty() || last.size() != word.text.size() || last.substr(1) != word.text.substr(1) ||
          (last[0] | 0x20) != word.text[0])
        continue;
    }
    number.hedge = word.hedge;
    number.hedge_begin = word.before.empty() ? at : first;
    return;
  }
}

// In millionths: exact for every number that Decimal::parse takes.
std::int64_t millionths(const Decimal& value) {
  return value.rounded(6).units;
}

// The place value of the last digit that says something, in millionths: 1000 for 45.000, a tenth for 4,1.
std::int64_t step_of(const Decimal& value) {
  std::int64_t units = value.units, step = 1;
  if (units == 0) return 0;
  while (units % 10 == 0) {
    units /= 10;
    step *= 10;
  }
  return millionths({step, value.decimals});
}

bool begins_sentence(std::string_view text) {
  return (text[0] >= 'A' && text[0] <= 'Z') || text.starts_with("Æ") || text.starts_with("Ø") ||
         text.starts_with("Å") || text.starts_with("\uFFFC");
}

// Abbreviations that do not stand at the end of a sentence, and numbers of order.
bool ends_in_abbreviation(std::string_view text) {
  static constexpr auto words = std::to_array<std::string_view>(
      {"ca",  "jf",  "pr",  "bl.a", "f.eks", "nr", "stk", "hhv", "vedr", "inkl", "ekskl", "evt", "dvs",
       "ift", "ifm", "mht", "mio",  "mia",   "kl", "kap", "pkt", "tidl", "nuv",  "eks",   "ang"});
  const std::size_t space = text.find_last_of(" \n(");
  const std::string_view word = space == std::string_view::npos ? text : text.substr(space + 1);
  const bool number =
      !word.empty() && word.size() <= 2 && word.find_first_not_of("0123456789") == std::string_view::npos;
  return number || std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::string_view take_word_before(std::string_view text, std::size_t& at) {
  if (at == 0 || text[at - 1] != ' ') return {};
  const std::size_t end = at - 1, space = text.substr(0, end).find_last_of(" \n");
  at = space == std::string_view::npos ? 0 : space + 1;
  return text.substr(at, end - at);
}

std::vector<WrittenNumber> written_numbers(std::string_view text) {
  std::vector<WrittenNumber> numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = word_end(text, at);
    if (end == at) {
      ++at;
      continue;
    }
    WrittenNumber number;
    number.begin = number.hedge_begin = at;
    number.end = end;
    if (digit(text[at])) {
      const auto digits = read_digits(text.substr(at, 40));
      number.end = digits ? std::max(end, at + digits->length) : end;
      if (digits && at + digits->length == number.end && !part_of_other(text, at, number.end)) {
        const auto [zeros, length] = scale_at(text.substr(number.end, 12));
        if (const auto value = scaled(digits->value, zeros)) {
          number.value = *value;
          number.end += length;
          numbers.push_back(number);
        }
      }
    } else if (const auto value = number_word(text.substr(at, end - at));
               value && !text.substr(0, at).ends_with("-") && !text.substr(end).starts_with("-")) {
      number.value = {*value, 0};
      number.word = true;
      numbers.push_back(number);
    }
    at = number.end;
    if (!numbers.empty() && numbers.back().begin == number.begin) {
      WrittenNumber& found = numbers.back();
      const bool space = text.substr(found.end).starts_with(" ");
      found.noun = space && word_end(text, found.end + 1) > found.end + 1 ? found.end + 1 : found.end;
      take_hedge(text, found);
    }
  }
  return numbers;
}

bool agree(const Decimal& a, bool a_approximate, const Decimal& b, bool b_approximate) {
  const std::int64_t difference = std::abs(millionths(a) - millionths(b));
  std::int64_t tolerance = 0;
  if (a_approximate) tolerance = std::max(tolerance, step_of(a));
  if (b_approximate) tolerance = std::max(tolerance, step_of(b));
  return difference <= tolerance;
}

bool rounds_to(const Decimal& said, const Decimal& known) {
  return std::abs(millionths(said) - millionths(known)) * 2 <= step_of(said);
}

bool agrees(const WrittenNumber& said, const Decimal& known, bool approximate) {
  const std::int64_t slack = approximate ? step_of(known) : 0;
  switch (said.hedge) {
    case WrittenNumber::Hedge::over:
      return millionths(known) + slack >= millionths(said.value);
    case WrittenNumber::Hedge::under:
      return millionths(known) - slack <= millionths(said.value);
    case WrittenNumber::Hedge::about:
      return agree(said.value, true, known, approximate);
    case WrittenNumber::Hedge::none:
      return agree(said.value, false, known, approximate);
  }
  return true;
}

Stretch sentence_around(std::string_view text, std::size_t at) {
  const auto ends = [&](std::size_t i) {
    if (text[i] == '\n') return true;
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') return false;
    if (i + 2 >= text.size() || text[i + 1] == '\n') return true;
    // A full stop before a capital or an element; "ca. 780" and "jf. Økonomiudvalgets" go on.
    return text[i + 1] == ' ' && begins_sentence(text.substr(i + 2, 3)) &&
           !ends_in_abbreviation(text.substr(0, i));
  };
  Stretch stretch{at, at};
  while (stretch.begin > 0 && !ends(stretch.begin - 1)) --stretch.begin;
  while (stretch.end < text.size() && !ends(stretch.end)) ++stretch.end;
  return stretch;
}

}  // namespace kancelli
