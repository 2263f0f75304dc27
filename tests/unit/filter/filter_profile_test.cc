#include <gtest/gtest.h>

#include "tests/unit/filter/run_filter.h"

namespace kancelli {
namespace {

// Two paragraphs of three words and two spaces each, in a Div.
Document six_words() {
  const auto three = [] {
    return para({str("a"), Element(Kind::Space), str("b"), Element(Kind::Space), str("c")});
  };
  return document({Element(Kind::Div, {three(), three()})});
}

FilterProfile profile_of(const std::vector<FilterFile>& files, Document doc = six_words()) {
  FilterHost host({});
  FilterProfile profile;
  host.set_profile(&profile);
  host.apply(std::move(doc), files);
  return profile;
}

std::uint64_t calls(const FilterProfile& profile, const std::string& name, int line,
                    const std::string& file = "a.lua") {
  for (const auto& function : profile.functions)
    if (function.name == name && function.line == line && function.filter == file) return function.calls;
  return 0;
}

TEST(FilterProfile, CountsEveryCall) {
  const FilterProfile profile = profile_of({{"a.lua", R"(
function Str() end
function Space() end
function Inlines() end
function Para() end
function Blocks() end
function Meta() end
function Pandoc() end)"}});
  EXPECT_EQ(calls(profile, "Str", 2), 6u);
  EXPECT_EQ(calls(profile, "Space", 3), 4u);
  EXPECT_EQ(calls(profile, "Inlines", 4), 2u);
  EXPECT_EQ(calls(profile, "Para", 5), 2u);
  EXPECT_EQ(calls(profile, "Blocks", 6), 2u);  // the Div's, the document's
  EXPECT_EQ(calls(profile, "Meta", 7), 1u);
  EXPECT_EQ(calls(profile, "Pandoc", 8), 1u);
  EXPECT_EQ(profile.functions.size(), 7u);
  EXPECT_EQ(profile.functions[0].name, "Str") << "in the order of the first call";
}

TEST(FilterProfile, KeepsFunctionsOfTheSameNameApart) {
  const FilterProfile profile =
      profile_of({{"a.lua", "return { { Str = function() end },\n{ Str = function() end } }"},
                  {"b.lua", "function Str() end"}});
  EXPECT_EQ(calls(profile, "Str", 1), 6u);
  EXPECT_EQ(calls(profile, "Str", 2), 6u);
  EXPECT_EQ(calls(profile, "Str", 1, "b.lua"), 6u);
  ASSERT_EQ(profile.files.size(), 2u);
  EXPECT_EQ(profile.files[0].filter, "a.lua");
  EXPECT_EQ(profile.files[1].filter, "b.lua");
}

TEST(FilterProfile, CountsWalksWithinWalksByTheirOwnLines) {
  const FilterProfile profile = profile_of({{"a.lua", R"(
function Para(para)
  return para:walk {
    Str = function() end,
    Inlines = function() end,
  }
end)"}});
  EXPECT_EQ(calls(profile, "Para", 2), 2u);
  EXPECT_EQ(calls(profile, "Str", 4), 6u);
  EXPECT_EQ(calls(profile, "Inlines", 5), 2u);
}

TEST(FilterProfile, NamesInlineAndBlockByWhatTheFilterCallsThem) {
  const FilterProfile profile =
      profile_of({{"a.lua", "function Inline() end\nfunction Block() end\nfunction Str() end"}});
  EXPECT_EQ(calls(profile, "Inline", 1), 4u);
  EXPECT_EQ(calls(profile, "Block", 2), 3u);
  EXPECT_EQ(calls(profile, "Str", 3), 6u);
}

TEST(FilterProfile, CountsFromTheTop) {
  const FilterProfile profile = profile_of({{"a.lua",
                                             "return { { traverse = 'topdown', Div = function(d) return d, "
                                             "false end,\nStr = function() end } }"}});
  EXPECT_EQ(calls(profile, "Div", 1), 1u);
  EXPECT_EQ(calls(profile, "Str", 2), 0u);
}

TEST(FilterProfile, TimesAFunctionThatWalksByItselfOnce) {
  Document deep = six_words();
  for (int i = 0; i < 10; ++i) deep = document({Element(Kind::Div, std::move(deep.blocks))});
  const FilterProfile profile = profile_of({{"a.lua", R"(
local function slow() local x = 0 for i = 1, 20000 do x = x + i end return x end
local filter = { traverse = 'topdown' }
function filter.Div(div) slow() return pandoc.Div(div.content:walk(filter)), false end
return { filter })"}},
                                           std::move(deep));
  ASSERT_EQ(profile.functions.size(), 1u);
  EXPECT_EQ(profile.functions[0].calls, 11u);
  EXPECT_GT(profile.functions[0].time.count(), 0);
  EXPECT_LE(profile.functions[0].time, profile.files[0].time);
}

TEST(FilterProfile, HoldsWhatAFunctionThatFailedTook) {
  FilterHost host({});
  FilterProfile profile;
  host.set_profile(&profile);
  EXPECT_THROW(
      host.apply(six_words(), "a.lua", "function Para(p) p:walk { Str = function() error 'x' end } end"),
      FilterError);
  EXPECT_EQ(calls(profile, "Para", 1), 1u);
  EXPECT_EQ(calls(profile, "Str", 1), 1u);
  for (const auto& function : profile.functions) EXPECT_GT(function.time.count(), 0) << function.name;
  EXPECT_GT(profile.files.at(0).time.count(), 0);
  // And what a filter caught is no longer at work.
  host.apply(six_words(), "b.lua",
             "function Para(p) pcall(function() p:walk { Str = function() error 'x' end } end) end");
  EXPECT_EQ(calls(profile, "Para", 1, "b.lua"), 2u);
  EXPECT_EQ(calls(profile, "Str", 1, "b.lua"), 2u);
}

TEST(FilterProfile, AddsDocumentsUpUntilItEnds) {
  FilterHost host({});
  FilterProfile profile;
  host.set_profile(&profile);
  for (int i = 0; i < 3; ++i) host.apply(six_words(), "a.lua", "function Str() end");
  host.set_profile(nullptr);
  host.apply(six_words(), "a.lua", "function Str() end");
  EXPECT_EQ(calls(profile, "Str", 1), 18u);
  EXPECT_EQ(profile.functions.size(), 1u);
  EXPECT_EQ(profile.files.size(), 1u);
}

}  // namespace
}  // namespace kancelli
