// The Danish calendar: public holidays, days off that the house has decided, and deadlines counted back over
// them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"

namespace kancelli {

// Easter Sunday of a year of the Gregorian calendar.
Date easter(int year);
// The day so many days later; earlier for a negative number. `day` is a day.
Date plus_days(const Date& day, int days);
// The name of the public holiday that falls on the day, in the language of the run: "Good Friday",
// "langfredag"; "" for any other day. Store bededag is one until 2023. 5 June, 24 and
// 31 December and the Friday after Ascension Day are none: houses differ (Calendar::add_day_off).
std::string public_holiday(const Date& day);

// "Thursday", "torsdag"; 1 Monday to 7 Sunday.
std::string weekday_name(int weekday);

class Calendar {
 public:
  // `on`: "06-05" (every year), "2026-05-15" (once) or "ascension-friday" (the day after Ascension Day).
  void add_day_off(std::string_view on, std::string_view name);
  // The name of the holiday or of the house's day off; "" for a day of work, and for Saturdays and Sundays
  // that are nothing else.
  std::string day_off(const Date& day) const;

 private:
  struct DayOff {
    std::string on, name;
  };
  std::vector<DayOff> days_off_;
};

// The ways in which "at latest 4 weekdays before the meeting" is counted; the law does not say which.
enum class Counting {
  dispatch_day_counts,  // Monday to Friday; the day of dispatch is the last one counted
  clear_with_saturday,  // so many whole days lie between, Saturday is a weekday
  clear                 // so many whole days lie between, Monday to Friday
};

struct CountedDay {
  Date day;
  int number = 0;    // 0: not counted
  std::string name;  // of the holiday or day off; else ""
};

struct Countdown {
  Date latest;                   // the last day on which the papers may be sent
  std::vector<CountedDay> days;  // from the day before the meeting back to `latest`, both included
};
Countdown count_back(const Calendar& calendar, const Date& meeting, int weekdays, Counting counting);

// Monday to Friday, and neither a holiday nor a day off of the house.
bool is_working_day(const Calendar& calendar, const Date& day);
// The day, or the working day before it.
Date working_day_by(const Calendar& calendar, const Date& day);
// So many working days after the day; before it for a negative number. 0: the day, or the working day before.
Date working_days_from(const Calendar& calendar, const Date& day, int count);

// Danish time on that day, from four in the morning on, against UTC: "+01:00", in summer "+02:00".
std::string danish_offset(const Date& day);

}  // namespace kancelli
