#include "pipeline/core/danish.h"

#include <gtest/gtest.h>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string number(std::string_view text) {
  return format_number(*Decimal::parse(text));
}
std::string amount(std::string_view kr, std::string_view in) {
  return without_typography(format_amount(*Decimal::parse(kr), in));
}
std::string date(std::string_view value, std::string_view form = "long") {
  return without_typography(format_date(*Date::parse(value), form));
}

TEST(FormatNumber, HasPointsBetweenThousandsADecimalCommaAndATrueMinus) {
  EXPECT_EQ(number("1457819"), "1.457.819");
  EXPECT_EQ(number("3478"), "3.478");
  EXPECT_EQ(number("-43500"), "\u221243.500");
  EXPECT_EQ(number("4.10"), "4,10");
  EXPECT_EQ(number("0"), "0");
}

TEST(FormatAmount, KeepsTheDecimalsThatTheAmountHasInItsUnit) {
  EXPECT_EQ(amount("4100000", "mio"), "4,1 mio. kr.");
  EXPECT_EQ(amount("25000000", "mio"), "25 mio. kr.");
  EXPECT_EQ(amount("1649422000", "mio"), "1.649,422 mio. kr.");
  EXPECT_EQ(amount("-1250000000", "mia"), "\u22121,25 mia. kr.");
  EXPECT_EQ(amount("512062000", "t"), "512.062 t.kr.");
  EXPECT_EQ(without_typography(format_amount(*Decimal::parse("1649422000"), "mio", 1)), "1.649,4 mio. kr.");
}

TEST(Decimal, AddsExactlyAndRoundsHalfAwayFromZero) {
  EXPECT_EQ((*Decimal::parse("0.1") + *Decimal::parse("0.2")), *Decimal::parse("0.3"));
  EXPECT_EQ(Decimal::parse("-2.5")->rounded(0).plain(), "-3");
  EXPECT_FALSE(Decimal::parse("1.000,5"));
  EXPECT_FALSE(Decimal::parse("--1"));
  EXPECT_FALSE(Decimal::parse("1."));
  EXPECT_FALSE(Decimal::parse(""));
}

TEST(FormatDate, WritesDaysAndPeriodsInWords) {
  EXPECT_EQ(date("2026-01-01"), "1. januar 2026");
  EXPECT_EQ(date("2025-03"), "marts 2025");
  EXPECT_EQ(date("2025-H1"), "1. halvår 2025");
  EXPECT_EQ(date("2025-autumn"), "efteråret 2025");
  EXPECT_EQ(date("2026-01-01", "short"), "1.1.2026");
  EXPECT_EQ(date("2026-01-01", "weekday"), "torsdag den 1. januar 2026");
  EXPECT_EQ(date("2025-06-03", "meta"), "03.06.2025");
}

TEST(DateParse, RefusesDaysThatDoNotExist) {
  EXPECT_FALSE(Date::parse("2026-02-29"));
  EXPECT_TRUE(Date::parse("2024-02-29"));
  EXPECT_FALSE(Date::parse("2026-13"));
  EXPECT_FALSE(Date::parse("2026-1-1"));
  EXPECT_FALSE(Date::parse("26-01-01"));
}

TEST(DateWeekday, IsThatOfTheCalendar) {
  EXPECT_EQ(Date::parse("1970-01-01")->weekday(), 4);
  EXPECT_EQ(Date::parse("2023-05-31")->weekday(), 3);
  EXPECT_EQ(Date::parse("2026-08-01")->weekday(), 6);
  EXPECT_EQ(Date::parse("1905-01-01")->weekday(), 7);
}

TEST(DateBounds, FollowDanishPeriods) {
  EXPECT_EQ(Date::parse("2025-H1")->last().iso(), "2025-06-30");
  EXPECT_EQ(Date::parse("2025-autumn")->first().iso(), "2025-09-01");
  EXPECT_EQ(Date::parse("2024-winter")->first().iso(), "2023-12-01");
  EXPECT_EQ(Date::parse("2024-winter")->last().iso(), "2024-02-29");
}

TEST(ReadDate, ReadsRunningTextAndStopsBehindTheYear) {
  std::size_t length = 0;
  EXPECT_EQ(read_date("1.\u00A0januar 2026 træder", length)->iso(), "2026-01-01");
  EXPECT_EQ(length, 15u);
  EXPECT_EQ(read_date("03.06.2025, kl. 15", length)->iso(), "2025-06-03");
  EXPECT_FALSE(read_date("31. februar 2026", length));
  EXPECT_FALSE(read_date("1. behandling", length));
  EXPECT_FALSE(read_date("1.457.819", length));
}

TEST(ReadPeriod, KnowsDaysMonthsPartsOfYearsAndYears) {
  std::size_t length = 0;
  const auto read = [&](std::string_view text) {
    const auto found = read_period(text, length);
    return found ? found->iso() : "";
  };
  EXPECT_EQ(read("3. juni 2025 kl. 15"), "2025-06-03");
  EXPECT_EQ(read("1. halvår 2025."), "2025-H1");
  EXPECT_EQ(length, std::string_view("1. halvår 2025").size());
  EXPECT_EQ(read("andet halvår af 2025"), "2025-H2");
  EXPECT_EQ(read("4. kvartal 2026"), "2026-Q4");
  EXPECT_EQ(read("Efteråret 2025"), "2025-autumn");
  EXPECT_EQ(read("forår\u00A02024"), "2024-spring");
  EXPECT_EQ(read("marts 2025,"), "2025-03");
  EXPECT_EQ(read("2026"), "2026");
  EXPECT_EQ(read("2026. Herefter"), "2026");
}

TEST(ReadPeriod, LeavesRangesAndOtherNumbersAlone) {
  std::size_t length = 0;
  for (const char* text :
       {"2024-2025", "2024–25", "vinteren 2024/25", "20265", "2.026", "2026,5", "1. behandling", "maj",
        "5. halvår 2025", "31. februar 2026", "0 2025", "2026-01", "2017-0120442"})
    EXPECT_FALSE(read_period(text, length)) << text;
}

TEST(ReadCount, KnowsWordsAndGroupedDigits) {
  EXPECT_EQ(read_count("Syv"), 7);
  EXPECT_EQ(read_count("ét"), 1);
  EXPECT_EQ(read_count("tolv"), 12);
  EXPECT_EQ(read_count("153.000"), 153000);
  EXPECT_FALSE(read_count("1.53"));
  EXPECT_FALSE(read_count("flere"));
}

TEST(Genitive, TakesAnApostropheAfterAbbreviationsAndHissingSounds) {
  EXPECT_EQ(genitive("Økonomiudvalget"), "Økonomiudvalgets");
  EXPECT_EQ(genitive("ØU"), "ØU\u2019s");
  EXPECT_EQ(genitive("KS"), "KS\u2019");
  EXPECT_EQ(genitive("Koncern IT"), "Koncern IT\u2019s");
  EXPECT_EQ(genitive("Byggeri København"), "Byggeri Københavns");
}

}  // namespace
}  // namespace kancelli
