#include "pipeline/core/calendar.h"

#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

constexpr int last_year_of_bededag = 2023;

Date day_of(std::int64_t number) {
  // The inverse of Date::day_number, after the same algorithm.
  const std::int64_t z = number + 719468, era = (z >= 0 ? z : z - 146096) / 146097;
  const std::int64_t day_of_era = z - era * 146097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month = (5 * day_of_year + 2) / 153;
  Date date;
  date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
  date.year = static_cast<int>(year_of_era + era * 400) + (date.month <= 2 ? 1 : 0);
  date.day = static_cast<int>(day_of_year - (153 * month + 2) / 5) + 1;
  return date;
}

int days_after_easter(const Date& day) {
  return static_cast<int>(day.day_number() - easter(day.year).day_number());
}

constexpr int ascension = 39;

}  // namespace

Date easter(int year) {
  // The anonymous Gregorian computus (Meeus, Jones, Butcher).
  const int a = year % 19, b = year / 100, c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return {Date::Precision::day, year, f / 31, f % 31 + 1};
}

Date plus_days(const Date& day, int days) {
  return day_of(day.day_number() + days);
}

std::string public_holiday(const Date& day) {
  if (day.month == 1 && day.day == 1) return tr("New Year's Day");
  if (day.month == 12 && day.day == 25) return tr("Christmas Day");
  if (day.month == 12 && day.day == 26) return tr("Boxing Day");
  switch (days_after_easter(day)) {
    case -3:
      return tr("Maundy Thursday");
    case -2:
      return tr("Good Friday");
    case 0:
      return tr("Easter Sunday");
    case 1:
      return tr("Easter Monday");
    case 26:
      return day.year <= last_year_of_bededag ? tr("Great Prayer Day") : "";
    case ascension:
      return tr("Ascension Day");
    case 49:
      return tr("Whit Sunday");
    case 50:
      return tr("Whit Monday");
    default:
      return {};
  }
}

std::string weekday_name(int weekday) {
  switch (weekday) {
    case 1:
      return tr("Monday");
    case 2:
      return tr("Tuesday");
    case 3:
      return tr("Wednesday");
    case 4:
      return tr("Thursday");
    case 5:
      return tr("Friday");
    case 6:
      return tr("Saturday");
    default:
      return tr("Sunday");
  }
}

void Calendar::add_day_off(std::string_view on, std::string_view name) {
  days_off_.push_back({std::string(on), std::string(name)});
}

std::string Calendar::day_off(const Date& day) const {
  if (std::string holiday = public_holiday(day); !holiday.empty()) return holiday;
  const std::string iso = day.iso();
  for (const DayOff& off : days_off_)
    if (off.on == iso || off.on == std::string_view(iso).substr(5) ||
        (off.on == "ascension-friday" && days_after_easter(day) == ascension + 1))
      return off.name;
  return {};
}

Countdown count_back(const Calendar& calendar, const Date& meeting, int weekdays, Counting counting) {
  const int last_weekday = counting == Counting::clear_with_saturday ? 6 : 5;
  // Of clear days the day of dispatch is one more.
  const int wanted = counting == Counting::dispatch_day_counts ? weekdays : weekdays + 1;
  Countdown result{meeting, {}};
  for (int number = 0; number < wanted;) {
    result.latest = plus_days(result.latest, -1);
    CountedDay each{result.latest, 0, calendar.day_off(result.latest)};
    if (each.day.weekday() <= last_weekday && each.name.empty()) each.number = ++number;
    result.days.push_back(std::move(each));
  }
  return result;
}

bool is_working_day(const Calendar& calendar, const Date& day) {
  return day.weekday() <= 5 && calendar.day_off(day).empty();
}

Date working_day_by(const Calendar& calendar, const Date& day) {
  Date result = day;
  while (!is_working_day(calendar, result)) result = plus_days(result, -1);
  return result;
}

Date working_days_from(const Calendar& calendar, const Date& day, int count) {
  if (count == 0) return working_day_by(calendar, day);
  const int step = count < 0 ? -1 : 1;
  Date result = day;
  for (int left = count; left != 0;) {
    result = plus_days(result, step);
    if (is_working_day(calendar, result)) left -= step;
  }
  return result;
}

std::string danish_offset(const Date& day, std::string_view time) {
  // Summer time from the last Sunday of March until the last Sunday of October, at 3 by the clock: the rule
  // since 1996 (the Union's directive 2000/84).
  const auto last_sunday = [&](int month) {
    const Date last{Date::Precision::day, day.year, month, 31};
    return plus_days(last, -(last.weekday() % 7)).iso() + "03:00";
  };
  const std::string now = day.iso() + std::string(time);
  return now >= last_sunday(3) && now < last_sunday(10) ? "+02:00" : "+01:00";
}

}  // namespace kancelli
