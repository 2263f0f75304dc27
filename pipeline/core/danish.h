// Danish numbers, amounts and dates: written for readers, and read back from running text.
// Basis: Retskrivningsordbogen §§ 42 and 58 and the notation of the city's papers: decimal comma, point
// between thousands, true minus.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kancelli {

// An exact decimal number: `units` divided by 10^`decimals`. Money is never a binary fraction.
struct Decimal {
  std::int64_t units = 0;
  int decimals = 0;

  static std::optional<Decimal> parse(
      std::string_view text);  // "-43500", "4.1"; a point, at most 6 decimals, 12 digits before it
  Decimal rounded(
      int new_decimals) const;  // half away from zero; more decimals than it has: filled with zeros
  std::string plain() const;    // "-43500", "4.1"
  friend Decimal operator+(Decimal a, Decimal b);
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
};

// "1.457.819", "−43.500", "4,1". Four digits take a point (3.478); `grouped` false for years.
std::string format_number(Decimal number, bool grouped = true);
// kr = 4100000, in = "mio": "4,1 mio. kr."; in: "kr", "t" (1.000 kr. is written t.kr.), "mio", "mia". Spaces
// are no-break spaces. Decimals are those that the amount has in that unit; nothing is rounded away unless
// `decimals` (>= 0) says so.
std::string format_amount(Decimal kr, std::string_view in, int decimals = -1);

// A date, or a period that has a name.
struct Date {
  enum class Precision { day, month, half, quarter, season, year };
  Precision precision = Precision::day;
  int year = 0, month = 0,
      day = 0;  // month: 1-12, half 1-2, quarter 1-4, season 1-4 (spring first); day 0 where there is none

  // "2026-01-01", "2026-01", "2026", "2026-H1", "2026-Q4", "2026-autumn". Nothing for a day that does not
  // exist.
  static std::optional<Date> parse(std::string_view text);
  // The first and the last day of the period (a day: itself). Winter is December of the year before to
  // February; autumn is September to November.
  Date first() const;
  Date last() const;
  int weekday() const;  // of the first day; 1 Monday to 7 Sunday
  std::string iso() const;
  std::int64_t day_number() const;  // of the first day, since 1970-01-01
  friend bool operator==(const Date&, const Date&) = default;
};
// By first day.
bool before(const Date& a, const Date& b);

// form "long": "1. januar 2026", "marts 2025", "1. halvår 2025", "efteråret 2025"; "short": "1.1.2026";
// "weekday": "torsdag den 1. januar 2026"; "meta": "01.01.2026" (agenda pages), "dashed": "01-01-2026" (notat
// margin). The spaces that must not break are no-break spaces.
std::string format_date(const Date& date, std::string_view form);
// An ISO date, long and with ordinary spaces: "1. august 2026"; what is none as it stands.
std::string long_date(const std::string& iso);
// "den 1. januar 2026" and the like in running text, from its first byte: the date and how many bytes it
// takes. Accepts "1. januar 2026", "1.1.2026", "01.01.2026", "01-01-2026"; ordinary and no-break spaces.
// Nothing for anything else.
std::optional<Date> read_date(std::string_view text, std::size_t& length);

// The same, and periods that have a name: "1. halvår 2025", "første halvår af 2025", "3. kvartal 2025",
// "efteråret 2025", "marts 2025", "2026"; a capital at the beginning is fine. Nothing for a range
// ("2024-2025", "vinteren 2024/25") or a number that goes on.
std::optional<Date> read_period(std::string_view text, std::size_t& length);

// "nul" to "tyve", "ét/en/et" as 1, and digits with points between thousands; upper case at the beginning is
// fine.
std::optional<std::int64_t> read_count(std::string_view word);
// The word for 0 to 12, else digits.
std::string count_word(std::int64_t count);

// "Økonomiudvalget" -> "Økonomiudvalgets", "ØU" -> "ØU's", "KS" -> "KS'", "Koncernservice" ->
// "Koncernservices".
std::string genitive(std::string_view name);

}  // namespace kancelli
