// The prescribed forms of abbreviations, numbers, amounts, dates, times, ranges and dashes in running text.
// Basis: Retskrivningsordbogen § 42 and the notation of the city's papers.
#include "pipeline/check/language.h"
#include "pipeline/check/rule_tables.h"

namespace kancelli {

std::vector<Rule> written_form_rules() {
  return {
      {.code = "abbreviation-form",
       .severity = Severity::note,
       .summary = "An abbreviation is not written as it should be.",
       .explanation =
           "A point stands where letters are left out (Retskrivningsordbogen § 42): bl.a., ca., dvs., jf., "
           "mio. kr., but fx. The rule knows the abbreviations that papers use; of two right forms (mv. and "
           "m.v.) it leaves both. Quotations, other languages and links are left alone.",
       .failing = R"(<p>Planen handler bl.a om skoler.</p>
)",
       .passing = R"(<p>Planen handler bl.a. om skoler, fx de små.</p>
)",
       .check = check_written_forms},
      {.code = "dash-form",
       .severity = Severity::note,
       .summary = "A range or a dash is not written as it should be.",
       .explanation =
           "From one number to another a hyphen or a short dash stands without spaces: 2025-2028, 5-10 pct. "
           "Between words a dash has spaces and is longer than a hyphen: –. The rule looks at years, at "
           "numbers with a unit, and at hyphens with a space on both sides.",
       .failing = R"(<p>Planen gælder 2025 - 2028.</p>
)",
       .passing = R"(<p>Planen gælder 2025-2028 – hvis den bliver vedtaget.</p>
)"},
      {.code = "date-form",
       .severity = Severity::note,
       .summary = "A date or a time in running text is not written as it should be.",
       .explanation =
           "In text a date is written 1. januar 2026, or short 1.1.2026 without zeros; a time is written "
           "kl. 17.30. The rule finds other forms of digits, a missing point or space after the day, a "
           "month with a capital, and a colon in a time. Tables may have dates as they like; a date that is "
           "typed elsewhere is told of by untyped-value.",
       .failing = R"(<p>Mødet begynder kl. 17:30 i salen.</p>
)",
       .passing = R"(<p>Mødet begynder kl. 17.30 i salen.</p>
)"},
      {.code = "number-form",
       .severity = Severity::note,
       .summary = "A number, an amount or a percentage is not written as it should be.",
       .explanation =
           "A point stands between thousands (3.478), a comma before decimals (4,1), a space between a "
           "number "
           "and its unit or % (25 %, 25 mio. kr.). Years, case numbers, telephone numbers and others that "
           "only name something have no points, and are left alone.",
       .failing = R"(<p>Enheden fik 153000 opkald i fjor.</p>
)",
       .passing =
           R"(<p>Enheden fik 153.000 opkald i fjor, og i 2024 var der 2.000 færre, jf. sag 20240117.</p>
)"}};
}

}  // namespace kancelli
