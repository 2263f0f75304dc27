#include <algorithm>
#include <array>

#include "pipeline/check/language.h"
#include "pipeline/check/lexicon.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}
bool small(char c) {
  return c >= 'a' && c <= 'z';
}

struct Abbreviation {
  std::string_view wrong, right;
  bool after_digit = false;   // only behind a number: "25 kr"
  bool before_digit = false;  // only before one: "kl 15"
};
// Where `wrong` ends in a letter, no point follows.
constexpr auto abbreviations = std::to_array<Abbreviation>({
    {"bl.a", "bl.a."},
    {"bl. a.", "bl.a."},
    {"bla.", "bl.a."},
    {"f.eks", "f.eks."},
    {"f. eks.", "f.eks."},
    {"feks", "f.eks."},
    {"feks.", "f.eks."},
    {"fx.", "fx"},
    {"dvs", "dvs."},
    {"d.v.s.", "dvs."},
    {"osv", "osv."},
    {"o.s.v.", "osv."},
    {"mv", "mv."},
    {"m.v", "m.v."},
    {"m. v.", "m.v."},
    {"mfl", "mfl."},
    {"m.fl", "m.fl."},
    {"m. fl.", "m.fl."},
    {"ca", "ca."},
    {"jf", "jf."},
    {"inkl", "inkl."},
    {"ekskl", "ekskl."},
    {"evt", "evt."},
    {"vedr", "vedr."},
    {"pga", "pga."},
    {"p.g.a.", "pga."},
    {"ift", "ift."},
    {"ifm", "ifm."},
    {"mht", "mht."},
    {"mhp", "mhp."},
    {"hhv", "hhv."},
    {"pct", "pct.", true, false},
    {"mio", "mio.", true, false},
    {"mia", "mia.", true, false},
    {"kr", "kr.", true, false},
    {"kl", "kl.", false, true},
    {"nr", "nr.", false, true},
});

constexpr auto months =
    std::to_array<std::string_view>({"januar", "februar", "marts", "april", "maj", "juni", "juli", "august",
                                     "september", "oktober", "november", "december"});

class Reader {
 public:
  Reader(const ExaminedPaper& examined, Diagnostics& diagnostics)
      : examined_(examined), text_(examined.text.text()), diagnostics_(diagnostics) {}

  void read() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t end = word_end(text_, at);
      if (end == at) {
        if (text_[at] == '-') dash(at);
        ++at;
        continue;
      }
      done_ = end;
      if (digit(text_[at]))
        number(at, end);
      else if (end - at <= 5)
        abbreviation(at, end);
      at = std::max(end, done_);
    }
  }

 private:
  std::string_view rest(std::size_t at) const { return text_.substr(std::min(at, text_.size())); }
  char before(std::size_t at) const { return at == 0 ? '\n' : text_[at - 1]; }
  char after(std::size_t at) const { return at < text_.size() ? text_[at] : '\n'; }
  std::string text(std::size_t begin, std::size_t end) const {
    return std::string(text_.substr(begin, end - begin));
  }

  // The word before `at`, without what is no letter.
  std::string_view word_before(std::size_t at) const {
    std::size_t end = at;
    while (end > 0 && text_[end - 1] != '\n' && !within_word(text_, end)) --end;
    std::size_t begin = end;
    while (begin > 0 && within_word(text_, begin)) --begin;
    return text_.substr(begin, end - begin);
  }
  std::string_view word_after(std::size_t at) const {
    if (after(at) != ' ') return {};
    return text_.substr(at + 1, word_end(text_, at + 1) - at - 1);
  }

  void report(std::string_view code, std::size_t begin, std::size_t end, const std::string& right,
              bool certain) {
    done_ = std::max(done_, end);
    if (is_borrowed(examined_.text.context(begin)) || examined_.text.in_quotation_marks(begin)) return;
    report_form(examined_, code, begin, end, right, certain, diagnostics_);
  }

  void abbreviation(std::size_t at, std::size_t end) {
    const char first = text_[at], left = before(at);
    if (left == '.' || left == '@' || left == '/' || left == '-' || left == '_') return;
    for (const Abbreviation& each : abbreviations) {
      const bool capital = static_cast<char>(first | 0x20) == each.wrong[0] && first != each.wrong[0];
      if (static_cast<char>(first | 0x20) != each.wrong[0] ||
          (capital && (each.after_digit || each.before_digit)))
        continue;
      const std::string_view here = rest(at + 1);
      if (!here.starts_with(each.wrong.substr(1))) continue;
      const std::size_t stop = at + each.wrong.size();
      if (stop < end) continue;  // a longer word
      const bool pointed = each.wrong.ends_with(".");
      if (!pointed &&
          (word_end(text_, stop) != stop || after(stop) == '.' || after(stop) == '-' || after(stop) == '/'))
        continue;
      if (each.after_digit && (at < 2 || left != ' ' || !digit(text_[at - 2])) && word_before(at) != "mio" &&
          word_before(at) != "mia")
        continue;
      if (each.before_digit && (after(stop) != ' ' || !digit(after(stop + 1)))) continue;
      std::string right(each.right);
      if (capital) right[0] = first;
      report("abbreviation-form", at, stop, right, true);
      return;
    }
    if (text_.substr(at, end - at) == "kl" && after(end) == '.' && digit(after(end + 1))) {
      const std::size_t stop = number_end(end + 1);
      report("date-form", at, stop, "kl. " + text(end + 1, stop), true);
    }
  }

  // --- numbers, from their first digit ---

  // The end of "1.234,5"; the digits are counted.
  std::size_t number_end(std::size_t at) const {
    while (digit(after(at)) || ((after(at) == '.' || after(at) == ',') && digit(after(at + 1)))) ++at;
    return at;
  }

  void number(std::size_t at, std::size_t end) {
    const char left = before(at);
    if (left != ' ' && left != '\n' && left != '(' && left != '-') return;
    if (left == '-' && at > 1 && within_word(text_, at - 1)) return;  // "2025-28", "stk. 4-6"
    if (date(at) || time(at)) return;
    if (left == '-') return;
    const std::size_t stop = number_end(at);
    if (range(at, stop) || glued(at, end) || percent(at, stop) || decimals(at, stop)) return;
    if (rest(stop).starts_with(" mio.kr.") || rest(stop).starts_with(" mia.kr.")) {
      if (examined_.match_at(at) == nullptr)
        report("number-form", stop + 1, stop + 8, text(stop + 1, stop + 5) + " kr.", true);
      return;
    }
    grouping(at, end, stop);
  }

  // "25kr.", "25mio. kr."
  bool glued(std::size_t at, std::size_t end) {
    std::size_t letters = at;
    while (letters < end && digit(text_[letters])) ++letters;
    const std::string_view unit = text_.substr(letters, end - letters);
    if (unit != "kr" && unit != "mio" && unit != "mia" && unit != "pct") return false;
    const std::size_t stop = after(end) == '.' ? end + 1 : end;
    report("number-form", at, stop, text(at, letters) + " " + std::string(unit) + ".", true);
    return true;
  }

  // "25%", not "25%-reglen"
  bool percent(std::size_t at, std::size_t stop) {
    if (after(stop) != '%' || after(stop + 1) == '-' || word_end(text_, stop + 1) != stop + 1) return false;
    report("number-form", at, stop + 1, text(at, stop) + " %", true);
    return true;
  }

  // "4.1 mio. kr.": the decimal mark is a comma.
  bool decimals(std::size_t at, std::size_t stop) {
    const std::string_view written = text_.substr(at, stop - at);
    const std::size_t point = written.find('.');
    if (point == std::string_view::npos || written.size() - point > 3 ||
        written.find(',') != std::string_view::npos)
      return false;
    const std::string_view unit = word_after(stop);
    if (unit != "mio" && unit != "mia" && unit != "pct" && !rest(stop).starts_with(" %")) return false;
    std::string right(written);
    right[point] = ',';
    report("number-form", at, stop, right, false);
    return true;
  }

  // "153000 opkald" and "1 000 000 kr." want points between the thousands.
  void grouping(std::size_t at, std::size_t end, std::size_t stop) {
    static constexpr auto labels = std::to_array<std::string_view>(
        {"nr",  "nummer",    "sag",       "sagsnr",         "sagsnummer", "tlf",    "telefon", "EAN",
         "CVR", "konto",     "side",      "bekendtgørelse", "lov",        "postnr", "dok",     "dokument",
         "id",  "journalnr", "bevilling", "cirkulære",      "år",         "året",   "i",       "fra",
         "til", "og",        "siden",     "ultimo",         "primo",      "medio"});
    static constexpr auto verbs =
        std::to_array<std::string_view>({"eller", "efter", "under", "blev", "bliver", "samt", "mens", "skal",
                                         "hvor", "ikke", "indtil", "siden"});
    if (stop != end || examined_.match_at(at) != nullptr) return;
    if (at > 1 && text_[at - 1] == ' ' && digit(text_[at - 2])) return;  // one of several groups of digits
    const std::size_t digits = end - at;
    const std::string_view label = word_before(at), next = word_after(end);
    const bool money = next == "kr" || next == "kroner";
    if (digits <= 3) {
      spaced_groups(at, end);
      return;
    }
    if (digits > 9 || after(end) != ' ' || (!money && digits > 7) || text_[at] == '0') return;
    const auto value = Decimal::parse(text_.substr(at, digits));
    if (!value) return;
    const bool year = digits == 4 && value->units >= 1700 && value->units <= 2100;
    const bool labelled = std::find(labels.begin(), labels.end(), label) != labels.end();
    const bool weak = label == "i" || label == "fra" || label == "til" || label == "og" || label == "siden";
    if (!money && (year || (labelled && !(weak && digits > 4)) || next.size() < 4 || !small(next[0]) ||
                   std::find(verbs.begin(), verbs.end(), next) != verbs.end()))
      return;
    report("number-form", at, end, format_number(*value), true);
  }

  void spaced_groups(std::size_t at, std::size_t end) {
    std::size_t stop = end;
    std::string right = text(at, end);
    while (after(stop) == ' ' && word_end(text_, stop + 1) == stop + 4 && digit(after(stop + 1)) &&
           digit(after(stop + 2)) && digit(after(stop + 3))) {
      right += "." + text(stop + 1, stop + 4);
      stop += 4;
    }
    if (stop > end && (word_after(stop) == "kr" || word_after(stop) == "kroner"))
      report("number-form", at, stop, right, false);
  }

  // "2025 - 2028", "10 – 12 pct."
  bool range(std::size_t at, std::size_t stop) {
    const bool hyphen = rest(stop).starts_with(" - "), dash = rest(stop).starts_with(" – ");
    if (!hyphen && !dash) return false;
    const std::size_t second = stop + (hyphen ? 3 : 5), last = number_end(second);
    if (last == second || last != word_end(text_, second)) return false;
    const auto year = [&](std::size_t begin, std::size_t end) {
      return end - begin == 4 && (rest(begin).starts_with("19") || rest(begin).starts_with("20"));
    };
    static constexpr auto units = std::to_array<std::string_view>(
        {"pct", "mio", "mia", "kr", "kroner", "år", "dage", "uger", "måneder", "timer", "procent"});
    static constexpr auto labels =
        std::to_array<std::string_view>({"stk", "side", "nr", "punkt", "bilag", "kl", "kapitel", "tabel"});
    const std::string_view unit = word_after(last), label = word_before(at);
    const bool years = year(at, stop) && year(second, last) && text_.substr(at, 4) < text_.substr(second, 4);
    const bool measured =
        std::find(units.begin(), units.end(), unit) != units.end() || rest(last).starts_with(" %");
    const bool labelled = std::find(labels.begin(), labels.end(), label) != labels.end();
    if (!years && !(measured && !year(at, stop)) && !labelled) return false;
    report("dash-form", at, last, text(at, stop) + (hyphen ? "-" : "–") + text(second, last),
           years || measured);
    return true;
  }

  // --- dates and times ---

  // The number at `at` of at most `most` digits; its end is `at` when there is none.
  std::size_t digits_end(std::size_t at, std::size_t most) const {
    std::size_t end = at;
    while (end - at < most && digit(after(end))) ++end;
    return digit(after(end)) ? at : end;
  }
  int value(std::size_t begin, std::size_t end) const {
    int number = 0;
    for (; begin < end; ++begin) number = number * 10 + (text_[begin] - '0');
    return number;
  }

  static std::string long_form(const Date& date) { return without_typography(format_date(date, "long")); }

  // In digits other than 1.1.2026, or a day and its month without point and space between.
  bool date(std::size_t at) {
    const std::size_t end = digits_end(at, 4);
    if (end == at) return false;
    const TextContext& context = examined_.text.context(at);
    const bool cell = context.block != nullptr && (context.block->is("cell") || context.block->is("column"));
    if (end - at == 4) return !cell && written_date(at, at, end, '-', "iso");
    if (end - at > 2) return false;
    if (after(end) == '.' && digits_end(end + 1, 2) > end + 1)
      return !cell && written_date(at, at, end, '.', "dotted");
    if (after(end) == '-') return !cell && written_date(at, at, end, '-', "dashed");
    if (after(end) == '/') return slashed(at, end);
    return day_and_month(at, end);
  }

  // Three numbers with that mark between: year first ("iso"), or day first.
  bool written_date(std::size_t at, std::size_t first, std::size_t first_end, char mark,
                    std::string_view kind) {
    if (after(first_end) != mark) return false;
    const std::size_t second = first_end + 1, second_end = digits_end(second, 2);
    if (second_end == second || after(second_end) != mark) return false;
    const std::size_t third = second_end + 1, third_end = digits_end(third, 4), length = third_end - third;
    if (length == 0 || length == 1 || length == 3 || word_end(text_, third_end) != third_end ||
        after(third_end) == '-')
      return false;
    const bool iso = kind == "iso";
    if (iso != (length == 2 && first_end - first == 4) && (iso || length == 2) && kind != "dashed")
      return false;
    if (kind == "dotted" && (length != 4 || (text_[first] != '0' && text_[second] != '0'))) return false;
    const int a = value(first, first_end), b = value(second, second_end), c = value(third, third_end);
    std::string day = std::to_string(iso ? c : a), month = std::to_string(b);
    if (day.size() == 1) day = "0" + day;
    if (month.size() == 1) month = "0" + month;
    const auto date = Date::parse(std::to_string(iso           ? a
                                                 : length == 2 ? 2000 + c
                                                               : c) +
                                  "-" + month + "-" + day);
    static constexpr auto labels =
        std::to_array<std::string_view>({"nr", "sag", "dok", "sagsnr", "version", "KLE", "emne"});
    const std::string_view label = word_before(at);
    if (!date || date->year < 1900 || date->year > 2100 || examined_.match_at(at) != nullptr ||
        std::find(labels.begin(), labels.end(), label) != labels.end())
      return false;
    report("date-form", at, third_end, long_form(*date), false);
    return true;
  }

  // "1/7 2026", "1/7-2026"
  bool slashed(std::size_t at, std::size_t end) {
    const std::size_t month = end + 1, month_end = digits_end(month, 2), year = month_end + 1,
                      year_end = digits_end(year, 4);
    if (month_end == month || (after(month_end) != ' ' && after(month_end) != '-') || year_end - year != 4)
      return false;
    const auto two = [&](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    const auto date =
        Date::parse(text(year, year_end) + "-" + two(value(month, month_end)) + "-" + two(value(at, end)));
    if (!date || date->year < 1900 || date->year > 2100) return false;
    report("date-form", at, year_end, long_form(*date), false);
    return true;
  }

  bool day_and_month(std::size_t at, std::size_t end) {
    const int day = value(at, end);
    std::size_t month = end;
    const bool point = after(month) == '.';
    if (point) ++month;
    const bool space = after(month) == ' ';
    if (space) ++month;
    if ((!point && !space) || day < 1 || day > 31) return false;
    const std::size_t month_end = word_end(text_, month);
    const std::string_view word = text_.substr(month, month_end - month);
    if (word.size() < 3 || word.size() > 9) return false;
    const auto found = std::find_if(months.begin(), months.end(), [&](std::string_view each) {
      return word.substr(1) == each.substr(1) && static_cast<char>(word[0] | 0x20) == each[0];
    });
    if (found == months.end()) return false;
    const bool year = after(month_end) == ' ' && digits_end(month_end + 1, 4) == month_end + 5;
    const bool capital = word[0] != (*found)[0], zero = text_[at] == '0';
    if ((point && space && !zero && !capital) || (capital && !year) || examined_.match_at(at) != nullptr)
      return false;
    if (!point && !year && word_before(at) != "den" && word_before(at) != "d") return false;
    report("date-form", at, month_end, std::to_string(day) + ". " + std::string(*found),
           !zero && (year || point));
    return true;
  }

  // "kl. 17:30", "kl. 9:00-10:30"
  bool time(std::size_t at) {
    const std::string_view left = text_.substr(0, at);
    if (!left.ends_with("kl. ") && !left.ends_with("kl ")) return false;
    std::size_t stop = at;
    bool colon = false;
    for (std::size_t part = at; digits_end(part, 2) > part;) {
      const std::size_t hour = digits_end(part, 2);
      const bool minutes = (after(hour) == ':' || after(hour) == '.') && digits_end(hour + 1, 2) == hour + 3;
      stop = minutes ? hour + 3 : hour;
      colon = colon || (minutes && text_[hour] == ':');
      if (after(stop) != '-') break;
      part = stop + 1;
    }
    if (!colon) return false;
    std::string right = text(at, stop);
    std::replace(right.begin(), right.end(), ':', '.');
    report("date-form", at, stop, right, true);
    return true;
  }

  // " - " between words is a dash: " – ".
  void dash(std::size_t at) {
    if (before(at) != ' ' || after(at + 1) != ' ' || at < 2) return;
    const std::string_view next = word_after(at + 1);
    const bool letters = within_word(text_, at - 1) || text_[at - 2] == ',' || text_[at - 2] == ')';
    if (!letters || next.empty() || (digit(text_[at - 2]) && digit(next[0]))) return;
    // "social - og sundhed" is something else, but where a dash has opened, the next one closes.
    const bool closes =
        last_dash_ != 0 && text_.substr(last_dash_, at - last_dash_).find('\n') == std::string_view::npos;
    if (!closes && (next == "og" || next == "eller" || next == "samt")) return;
    last_dash_ = closes ? 0 : at;
    report("dash-form", at, at + 1, "–", true);
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
  Diagnostics& diagnostics_;
  std::size_t done_ = 0;       // what a finding has taken
  std::size_t last_dash_ = 0;  // the one that may open a parenthesis; 0: none
};

}  // namespace

void check_written_forms(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  Reader(examined, diagnostics).read();
}

}  // namespace kancelli
