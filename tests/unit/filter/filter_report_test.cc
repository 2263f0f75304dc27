#include "pipeline/filter/filter_report.h"

#include <gtest/gtest.h>

#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

using std::chrono::microseconds;

TEST(FilterReport, TableIsAlignedAndBeginsWithWhatTookLongest) {
  FilterProfile profile;
  profile.files = {{"a.lua", microseconds(1000)}, {"længere.lua", microseconds(3000)}};
  profile.functions = {{"a.lua", "Str", 3, 12, microseconds(400)},
                       {"længere.lua", "Pandoc", 120, 1, microseconds(2900)}};
  EXPECT_EQ(profile_table(profile),
            "    time   share  filter\n"
            "3.000 ms  75.0 %  længere.lua\n"
            "1.000 ms  25.0 %  a.lua\n"
            "\n"
            "    time   share  calls  function  place\n"
            "2.900 ms  72.5 %      1  Pandoc    længere.lua:120\n"
            "0.400 ms  10.0 %     12  Str       a.lua:3\n");
  set_language(Language::danish);
  const std::string danish = profile_table(profile);
  set_language(Language::english);
  EXPECT_EQ(danish.substr(0, danish.find('\n', 30)),
            "     tid   andel  filter\n3,000 ms  75,0 %  længere.lua");
}

TEST(FilterReport, AddsWhatThreadsCounted) {
  FilterProfile sum, part;
  part.files = {{"a.lua", microseconds(5)}};
  part.functions = {{"a.lua", "Str", 3, 2, microseconds(4)}, {"a.lua", "Str", 9, 1, microseconds(1)}};
  add(sum, part);
  add(sum, part);
  ASSERT_EQ(sum.files.size(), 1u);
  EXPECT_EQ(sum.files[0].time, microseconds(10));
  ASSERT_EQ(sum.functions.size(), 2u) << "two functions of one name";
  EXPECT_EQ(sum.functions[0].calls, 4u);
  EXPECT_EQ(sum.functions[0].time, microseconds(8));
}

TEST(FilterReport, OfAFilterThatDidNotRunHasNoShares) {
  FilterProfile profile;
  profile.files = {{"a.lua", {}}};
  EXPECT_EQ(profile_table(profile), "    time  share  filter\n0.000 ms      -  a.lua\n");
}

}  // namespace
}  // namespace kancelli
