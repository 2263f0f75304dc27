// Periods that have a name, read from running text.
#include <array>

#include "pipeline/core/danish.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

using Precision = Date::Precision;

struct Word {
  std::string_view text;
  Precision precision;
  int number;
};

// The longer of two that begin alike stands first.
constexpr auto words = std::to_array<Word>({{"1. halvår", Precision::half, 1},
                                            {"2. halvår", Precision::half, 2},
                                            {"første halvår", Precision::half, 1},
                                            {"andet halvår", Precision::half, 2},
                                            {"1. kvartal", Precision::quarter, 1},
                                            {"2. kvartal", Precision::quarter, 2},
                                            {"3. kvartal", Precision::quarter, 3},
                                            {"4. kvartal", Precision::quarter, 4},
                                            {"første kvartal", Precision::quarter, 1},
                                            {"andet kvartal", Precision::quarter, 2},
                                            {"tredje kvartal", Precision::quarter, 3},
                                            {"fjerde kvartal", Precision::quarter, 4},
                                            {"foråret", Precision::season, 1},
                                            {"forår", Precision::season, 1},
                                            {"sommeren", Precision::season, 2},
                                            {"sommer", Precision::season, 2},
                                            {"efteråret", Precision::season, 3},
                                            {"efterår", Precision::season, 3},
                                            {"vinteren", Precision::season, 4},
                                            {"vinter", Precision::season, 4},
                                            {"januar", Precision::month, 1},
                                            {"februar", Precision::month, 2},
                                            {"marts", Precision::month, 3},
                                            {"april", Precision::month, 4},
                                            {"maj", Precision::month, 5},
                                            {"juni", Precision::month, 6},
                                            {"juli", Precision::month, 7},
                                            {"august", Precision::month, 8},
                                            {"september", Precision::month, 9},
                                            {"oktober", Precision::month, 10},
                                            {"november", Precision::month, 11},
                                            {"december", Precision::month, 12}});

bool digit_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_digit(static_cast<unsigned char>(text[at]));
}

// Four digits that no range and no longer number goes on from; 0 when there are none.
int year_at(std::string_view text, std::size_t at) {
  int year = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (!digit_at(text, at + i)) return 0;
    year = 10 * year + (text[at + i] - '0');
  }
  if (year < 1800 || year > 2200) return 0;
  std::size_t next = at + 4;
  if (digit_at(text, next)) return 0;
  for (const std::string_view sign : {"-", "\u2011", "\u2013", "/", ".", ","})
    if (text.substr(next).starts_with(sign) && digit_at(text, next + sign.size())) return 0;
  return year;
}

std::size_t space_at(std::string_view text, std::size_t at) {
  for (const std::string_view space : {" ", "\u00A0", "\u202F"})
    if (text.substr(at).starts_with(space)) return space.size();
  return 0;
}

bool begins_with(std::string_view text, std::string_view word) {
  if (text.empty() || word.size() > text.size()) return false;
  const char first = text[0] >= 'A' && text[0] <= 'Z' ? static_cast<char>(text[0] - 'A' + 'a') : text[0];
  return first == word[0] && text.substr(1, word.size() - 1) == word.substr(1);
}

}  // namespace

std::optional<Date> read_period(std::string_view text, std::size_t& length) {
  if (const auto day = read_date(text, length)) return day;
  if (const int year = year_at(text, 0); year != 0) {
    length = 4;
    return Date{Precision::year, year, 0, 0};
  }
  for (const Word& word : words) {
    if (!begins_with(text, word.text)) continue;
    std::size_t at = word.text.size(), space = space_at(text, at);
    if (space == 0) continue;
    at += space;
    if (text.substr(at).starts_with("af ") || text.substr(at).starts_with("i ")) at = text.find(' ', at) + 1;
    const int year = year_at(text, at);
    if (year == 0) return std::nullopt;
    length = at + 4;
    return Date{word.precision, year, word.number, 0};
  }
  return std::nullopt;
}

}  // namespace kancelli
