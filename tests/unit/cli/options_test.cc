#include "pipeline/cli/options.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

std::string complaint(const std::vector<std::string>& arguments) {
  try {
    parse_options(arguments);
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint;
  }
  return "none";
}

TEST(Options, TakesValuesWithASpaceOrAnEqualsSign) {
  const Options options = parse_options(
      {"build", "-o", "ud", "--to=pdf", "--today", "2026-01-31", "-j", "2", "a.xml", "--", "-b.xml"});
  EXPECT_EQ(options.command, "build");
  EXPECT_EQ(options.out, "ud");
  EXPECT_EQ(options.to, "pdf");
  EXPECT_EQ(options.jobs, 2);
  EXPECT_EQ(options.today->iso(), "2026-01-31");
  EXPECT_EQ(options.arguments, (std::vector<std::string>{"a.xml", "-b.xml"}));
}

TEST(Options, TakesWhatANewCaseIsFor) {
  EXPECT_EQ(parse_options({"new", "case", "sag-1", "--for", "aendring"}).amendment, "aendring");
  EXPECT_EQ(parse_options({"new", "case", "sag-2", "--second-reading-of=sag-1"}).first_case, "sag-1");
  EXPECT_EQ(complaint({"check", "--for", "aendring"}),
            "`kancelli check` has no option --for | `kancelli check --help` lists its options");
}

TEST(Options, TakesAValueRightBehindALetter) {
  const Options options = parse_options({"build", "-j3", "-oud"});
  EXPECT_EQ(options.jobs, 3);
  EXPECT_EQ(options.out, "ud");
  EXPECT_EQ(complaint({"build", "-hx"}), "there is no option -hx | `kancelli --help` lists them");
  EXPECT_EQ(complaint({"build", "-x2"}), "there is no option -x2 | `kancelli --help` lists them");
}

TEST(Options, GuessesAMisspeltOne) {
  EXPECT_EQ(complaint({"check", "--stric"}), "there is no option --stric | did you mean --strict?");
}

TEST(Options, RefusesWhatTheCommandDoesNotKnow) {
  EXPECT_EQ(complaint({"check", "-o", "x"}),
            "`kancelli check` has no option --out | `kancelli check --help` lists its options");
}

TEST(Options, RefusesValuesThatCannotBe) {
  EXPECT_EQ(complaint({"check", "--today", "2026-02-30"}),
            "--today cannot be \"2026-02-30\" | it is 2026-01-31");
  EXPECT_EQ(complaint({"build", "--jobs", "0"}), "--jobs cannot be \"0\" | it is 1-256");
  EXPECT_EQ(complaint({"filter", "--time-limit", "-1"}), "--time-limit cannot be \"-1\" | it is 0-604800");
  EXPECT_EQ(complaint({"filter", "--memory-limit", "7"}), "--memory-limit cannot be \"7\" | it is 8-1000000");
  EXPECT_EQ(complaint({"build", "-o"}), "--out wants a value: DIR | ");
  EXPECT_EQ(complaint({"build", "-o", ""}), "--out wants a value: DIR | ");
  EXPECT_EQ(complaint({"check", "--project="}), "--project wants a value: DIR | ");
  EXPECT_EQ(complaint({"build", "--strict=yes"}), "--strict takes no value | ");
}

TEST(Options, ComplainsInTheLanguageThatIsAskedForWhereverItStands) {
  EXPECT_EQ(complaint({"check", "--foo", "--lang", "da"}), "der er intet tilvalg --foo | mente du --for?");
  EXPECT_EQ(complaint({"build", "-o", "", "--lang=da"}), "--out skal have en værdi: MAPPE | ");
  set_language(Language::english);
  EXPECT_EQ(complaint({"build", "--strict=yes", "--", "--lang=da"}), "--strict takes no value | ");
}

}  // namespace
}  // namespace kancelli
