#include "pipeline/core/danish.h"

#include <array>
#include <cstdlib>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view nbsp = "\u00A0";
constexpr std::array<std::string_view, 13> month_names = {
    "",     "januar", "februar",   "marts",   "april",    "maj",     "juni",
    "juli", "august", "september", "oktober", "november", "december"};
constexpr std::array<std::string_view, 8> weekday_names = {"",        "mandag", "tirsdag", "onsdag",
                                                           "torsdag", "fredag", "lørdag",  "søndag"};
constexpr std::array<std::string_view, 5> season_keys = {"", "spring", "summer", "autumn", "winter"};
constexpr std::array<std::string_view, 5> season_names = {"", "foråret", "sommeren", "efteråret", "vinteren"};
constexpr std::array<std::string_view, 21> number_words = {
    "nul",    "en",   "to",      "tre",     "fire",   "fem",     "seks",   "syv",   "otte",   "ni",  "ti",
    "elleve", "tolv", "tretten", "fjorten", "femten", "seksten", "sytten", "atten", "nitten", "tyve"};

std::int64_t power_of_ten(int exponent) {
  std::int64_t result = 1;
  for (int i = 0; i < exponent; ++i) result *= 10;
  return result;
}

std::string digits(std::int64_t value, std::size_t width) {
  std::string text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

bool leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(int year, int month) {
  static constexpr std::array<int, 13> days = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : days[static_cast<std::size_t>(month)];
}

Date day(int y, int m, int d) {
  return {Date::Precision::day, y, m, d};
}

bool valid_day(int y, int m, int d) {
  return y >= 1000 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= days_in_month(y, m);
}

// An unsigned number at the beginning of the text, at most `most` digits; -1 when there is none.
int read_int(std::string_view& text, std::size_t most) {
  std::size_t i = 0;
  int value = 0;
  while (i < text.size() && i < most && text[i] >= '0' && text[i] <= '9')
    value = value * 10 + (text[i++] - '0');
  if (i == 0 || (i < text.size() && text[i] >= '0' && text[i] <= '9')) return -1;
  text.remove_prefix(i);
  return value;
}

bool skip(std::string_view& text, std::string_view what) {
  if (!text.starts_with(what)) return false;
  text.remove_prefix(what.size());
  return true;
}

bool skip_space(std::string_view& text) {
  return skip(text, " ") || skip(text, nbsp) || skip(text, "\u202F") || skip(text, "\n") || skip(text, "\t");
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  const bool negative = skip(text, "-");
  Decimal result;
  std::size_t whole = 0;
  bool point = false;
  for (const char c : text) {
    if (c == '.' && !point && whole > 0) {
      point = true;
    } else if (c >= '0' && c <= '9') {
      if (point ? ++result.decimals > 6 : ++whole > 12) return std::nullopt;
      result.units = result.units * 10 + (c - '0');
    } else {
      return std::nullopt;
    }
  }
  if (whole == 0 || (point && result.decimals == 0)) return std::nullopt;
  if (negative) result.units = -result.units;
  return result;
}

Decimal Decimal::rounded(int new_decimals) const {
  if (new_decimals >= decimals) return {units * power_of_ten(new_decimals - decimals), new_decimals};
  const std::int64_t divisor = power_of_ten(decimals - new_decimals);
  const std::int64_t half = units < 0 ? -divisor / 2 : divisor / 2;
  return {(units + half) / divisor, new_decimals};
}

std::string Decimal::plain() const {
  const std::int64_t scale = power_of_ten(decimals), size = std::llabs(units);
  std::string text = (units < 0 ? "-" : "") + std::to_string(size / scale);
  if (decimals > 0) text += "." + digits(size % scale, static_cast<std::size_t>(decimals));
  return text;
}

Decimal operator+(Decimal a, Decimal b) {
  const int most = a.decimals > b.decimals ? a.decimals : b.decimals;
  return {a.rounded(most).units + b.rounded(most).units, most};
}

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  const int most = a.decimals > b.decimals ? a.decimals : b.decimals;
  return a.rounded(most).units <=> b.rounded(most).units;
}

std::string format_number(Decimal number, bool grouped) {
  const std::int64_t scale = power_of_ten(number.decimals), size = std::llabs(number.units);
  std::string whole = std::to_string(size / scale);
  if (grouped)
    for (std::size_t at = whole.size(); at > 3; at -= 3) whole.insert(at - 3, ".");
  if (number.decimals > 0) whole += "," + digits(size % scale, static_cast<std::size_t>(number.decimals));
  return (number.units < 0 ? "\u2212" : "") + whole;
}

std::string format_amount(Decimal kr, std::string_view in, int decimals) {
  const int zeros = in == "t" ? 3 : in == "mio" ? 6 : in == "mia" ? 9 : 0;
  Decimal scaled{kr.units, kr.decimals + zeros};
  if (decimals >= 0) scaled = scaled.rounded(decimals);
  while (scaled.decimals > 0 && decimals < 0 && scaled.units % 10 == 0)
    scaled = {scaled.units / 10, scaled.decimals - 1};
  const std::string space(nbsp);
  const std::string unit = in == "t"     ? "t.kr."
                           : in == "mio" ? "mio." + space + "kr."
                           : in == "mia" ? "mia." + space + "kr."
                                         : "kr.";
  return format_number(scaled) + space + unit;
}

std::optional<Date> Date::parse(std::string_view text) {
  std::string_view rest = text;
  const int year = read_int(rest, 4);
  if (year < 1000) return std::nullopt;
  Date date{Precision::year, year, 0, 0};
  if (rest.empty()) return date;
  if (!skip(rest, "-")) return std::nullopt;
  for (std::size_t i = 1; i < season_keys.size(); ++i)
    if (rest == season_keys[i]) return Date{Precision::season, year, static_cast<int>(i), 0};
  if (rest.size() == 2 && (rest[0] == 'H' || rest[0] == 'Q')) {
    const int part = rest[1] - '0';
    if (part < 1 || part > (rest[0] == 'H' ? 2 : 4)) return std::nullopt;
    return Date{rest[0] == 'H' ? Precision::half : Precision::quarter, year, part, 0};
  }
  if (rest.size() != 2 && rest.size() != 5) return std::nullopt;
  date.month = read_int(rest, 2);
  date.precision = Precision::month;
  if (date.month < 1 || date.month > 12) return std::nullopt;
  if (rest.empty()) return date;
  if (!skip(rest, "-")) return std::nullopt;
  date.day = read_int(rest, 2);
  date.precision = Precision::day;
  return rest.empty() && valid_day(year, date.month, date.day) ? std::optional(date) : std::nullopt;
}

Date Date::first() const {
  switch (precision) {
    case Precision::day:
      return *this;
    case Precision::month:
      return kancelli::day(year, month, 1);
    case Precision::half:
      return kancelli::day(year, month == 1 ? 1 : 7, 1);
    case Precision::quarter:
      return kancelli::day(year, 3 * month - 2, 1);
    case Precision::season:
      return month == 4 ? kancelli::day(year - 1, 12, 1) : kancelli::day(year, 3 * month, 1);
    case Precision::year:
      break;
  }
  return kancelli::day(year, 1, 1);
}

Date Date::last() const {
  const auto end_of = [](int y, int m) { return kancelli::day(y, m, days_in_month(y, m)); };
  switch (precision) {
    case Precision::day:
      return *this;
    case Precision::month:
      return end_of(year, month);
    case Precision::half:
      return end_of(year, 6 * month);
    case Precision::quarter:
      return end_of(year, 3 * month);
    case Precision::season:
      return month == 4 ? end_of(year, 2) : end_of(year, 3 * month + 2);
    case Precision::year:
      break;
  }
  return kancelli::day(year, 12, 31);
}

std::int64_t Date::day_number() const {
  // Days from civil, after Howard Hinnant's public-domain algorithm: the year begins in March, so that the
  // leap day is its last.
  const Date start = first();
  const std::int64_t y = start.year - (start.month <= 2 ? 1 : 0);
  const std::int64_t era = y / 400, year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (start.month + (start.month > 2 ? -3 : 9)) + 2) / 5 + start.day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

int Date::weekday() const {
  return static_cast<int>((day_number() % 7 + 10) % 7) + 1;
}

std::string Date::iso() const {
  const std::string y = digits(year, 4);
  switch (precision) {
    case Precision::day:
      return y + "-" + digits(month, 2) + "-" + digits(day, 2);
    case Precision::month:
      return y + "-" + digits(month, 2);
    case Precision::half:
      return y + "-H" + std::to_string(month);
    case Precision::quarter:
      return y + "-Q" + std::to_string(month);
    case Precision::season:
      return y + "-" + std::string(season_keys[static_cast<std::size_t>(month)]);
    case Precision::year:
      break;
  }
  return y;
}

bool before(const Date& a, const Date& b) {
  return a.day_number() < b.day_number();
}

std::string long_date(const std::string& iso) {
  const auto date = Date::parse(iso);
  return date ? without_typography(format_date(*date, "long")) : iso;
}

std::string format_date(const Date& date, std::string_view form) {
  const std::string space(nbsp), year = std::to_string(date.year);
  const auto index = static_cast<std::size_t>(date.month);
  switch (date.precision) {
    case Date::Precision::year:
      return year;
    case Date::Precision::season:
      return std::string(season_names[index]) + space + year;
    case Date::Precision::half:
      return std::to_string(date.month) + "." + space + "halvår" + space + year;
    case Date::Precision::quarter:
      return std::to_string(date.month) + "." + space + "kvartal" + space + year;
    case Date::Precision::month:
      return std::string(month_names[index]) + space + year;
    case Date::Precision::day:
      break;
  }
  if (form == "short") return std::to_string(date.day) + "." + std::to_string(date.month) + "." + year;
  if (form == "meta") return digits(date.day, 2) + "." + digits(date.month, 2) + "." + year;
  if (form == "dashed") return digits(date.day, 2) + "-" + digits(date.month, 2) + "-" + year;
  const std::string text =
      std::to_string(date.day) + "." + space + std::string(month_names[index]) + space + year;
  if (form == "weekday")
    return std::string(weekday_names[static_cast<std::size_t>(date.weekday())]) + " den" + space + text;
  return text;
}

std::optional<Date> read_date(std::string_view text, std::size_t& length) {
  std::string_view rest = text;
  const int d = read_int(rest, 2);
  if (d < 1) return std::nullopt;
  int m = 0;
  const bool dashed = rest.starts_with("-");
  if (!skip(rest, ".") && !skip(rest, "-")) return std::nullopt;
  if (skip_space(rest)) {
    for (std::size_t i = 1; i < month_names.size() && m == 0; ++i)
      if (skip(rest, month_names[i])) m = static_cast<int>(i);
    if (m == 0 || !skip_space(rest)) return std::nullopt;
  } else {
    m = read_int(rest, 2);
    if (m < 1 || !skip(rest, dashed ? "-" : ".")) return std::nullopt;
  }
  const int y = read_int(rest, 4);
  if (!valid_day(y, m, d)) return std::nullopt;
  length = text.size() - rest.size();
  return day(y, m, d);
}

std::optional<std::int64_t> read_count(std::string_view word) {
  const std::string text = lower(word);
  if (text == "et" || text == "ét" || text == "én" || text == "een") return 1;
  for (std::size_t i = 0; i < number_words.size(); ++i)
    if (text == number_words[i]) return static_cast<std::int64_t>(i);
  std::string plain;
  const auto groups = split(text, '.');
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const bool right_length = groups.size() == 1 ? !groups[i].empty()
                              : i == 0           ? groups[i].size() >= 1 && groups[i].size() <= 3
                                                 : groups[i].size() == 3;
    if (!right_length || groups[i].find_first_not_of("0123456789") != std::string_view::npos)
      return std::nullopt;
    plain += groups[i];
  }
  if (plain.empty() || plain.size() > 15) return std::nullopt;
  return std::stoll(plain);
}

std::string count_word(std::int64_t count) {
  return count >= 0 && count <= 12 ? std::string(number_words[static_cast<std::size_t>(count)])
                                   : format_number({count, 0});
}

std::string genitive(std::string_view name) {
  if (name.empty()) return {};
  std::size_t upper = 0, letters = 0;
  char32_t last = 0;
  for (std::size_t i = 0; i < name.size();) {
    last = next_code_point(name, i);
    if (last == U' ' || last == 0xA0) upper = letters = 0;  // the last word decides: Koncern IT's
    if (!is_letter(last)) continue;
    ++letters;
    if (lower(last) != last) ++upper;
  }
  // An abbreviation written with capitals takes an apostrophe (Retskrivningsordbogen § 6), and so does a name
  // that ends in s, x or z.
  const char32_t end = lower(last);
  const bool hissing = end == U's' || end == U'x' || end == U'z';
  const bool abbreviation = letters > 0 && upper * 2 > letters;
  return std::string(name) + (hissing ? "\u2019" : abbreviation ? "\u2019s" : "s");
}

}  // namespace kancelli
