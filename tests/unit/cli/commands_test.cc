#include "pipeline/cli/commands.h"

#include <gtest/gtest.h>

#include <string>

#include "pipeline/check/rule.h"
#include "pipeline/cli/options.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

// The texts in tables, which tests/messages.sh does not see: each has a Danish one.
class TextsInTables : public ::testing::Test {
 protected:
  ~TextsInTables() override { set_language(Language::english); }

  static void expect_danish(const char* english) {
    set_language(Language::danish);
    EXPECT_NE(tr(english), english);
  }
};

TEST_F(TextsInTables, CommandsHaveDanishOnes) {
  for (const CliCommand& command : commands()) expect_danish(command.summary);
}

TEST_F(TextsInTables, RulesHaveDanishOnes) {
  for (const RuleGroup& group : rule_groups()) expect_danish(group.title);
  for (const Rule& rule : rules()) {
    expect_danish(rule.summary);
    expect_danish(rule.explanation);
  }
}

// The help is a line for each option: its name, then its text. No line may be the same in both languages.
TEST_F(TextsInTables, OptionsHaveDanishOnes) {
  for (const CliCommand& command : commands()) {
    set_language(Language::english);
    const auto english = options_help(command.name);
    set_language(Language::danish);
    const auto danish = options_help(command.name);
    std::size_t from = 0, to = 0;
    while (from < english.size() && to < danish.size()) {
      const std::size_t english_end = english.find('\n', from), danish_end = danish.find('\n', to);
      EXPECT_NE(english.substr(from, english_end - from), danish.substr(to, danish_end - to));
      from = english_end + 1;
      to = danish_end + 1;
    }
    EXPECT_EQ(from, english.size());
    EXPECT_EQ(to, danish.size());
  }
}

TEST(OptionsHelp, TellsWhatAnOptionMeansToTheCommand) {
  EXPECT_NE(options_help("build").find("--to LIST"), std::string::npos);
  EXPECT_NE(options_help("filter").find("--to FORMAT"), std::string::npos);
  EXPECT_EQ(options_help("check").find("--to "), std::string::npos);
}

}  // namespace
}  // namespace kancelli
