// What `kancelli explain` shows is true: the failing example gives one finding of its code and no other, the
// passing one none.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "pipeline/check/rule.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

class Examples : public testing::TestWithParam<Rule> {};

TEST_P(Examples, FailAndPass) {
  const Rule& rule = GetParam();
  const ExampleProject failing = check_example(rule.failing), passing = check_example(rule.passing);
  ASSERT_EQ(failing.diagnostics.list().size(), 1u) << human(failing);
  EXPECT_EQ(failing.diagnostics.list()[0].code, rule.code);
  EXPECT_EQ(failing.diagnostics.list()[0].severity, rule.severity);
  EXPECT_FALSE(failing.diagnostics.list()[0].span.nowhere());
  EXPECT_EQ(human(passing), "");
}

TEST_P(Examples, AreTranslated) {
  const Rule& rule = GetParam();
  const std::string english = explain(rule);
  set_language(Language::danish);
  EXPECT_NE(tr(rule.summary), rule.summary);
  EXPECT_NE(tr(rule.explanation), rule.explanation);
  const std::string danish = explain(rule);
  set_language(Language::english);
  EXPECT_NE(english, danish);
}

INSTANTIATE_TEST_SUITE_P(Rules, Examples, testing::ValuesIn(rules()), [](const auto& test) {
  std::string name(test.param.code);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST(Explain, TheManualsPageIsTheProgramsOwn) {
  const std::filesystem::path page = std::filesystem::path(KANCELLI_ROOT) / "docs/diagnostics.md";
  if (std::getenv("KANCELLI_ACCEPT") != nullptr) std::ofstream(page) << explain_all(Language::english);
  EXPECT_EQ(read(page), explain_all(Language::english))
      << "docs/diagnostics.md is old: make it again with KANCELLI_ACCEPT=1";
}

// The texts of the rules' findings, too: the catalogue has every text that tr() is asked for.
TEST(Explain, EveryTextIsTranslated) {
  const std::regex asked(R"re(\btr\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+)[,)])re"),
      literal(R"re("((?:[^"\\]|\\.)*)")re");
  set_language(Language::danish);
  std::size_t count = 0;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(KANCELLI_ROOT) / "pipeline/check")) {
    const std::string text = read(file.path());
    for (std::sregex_iterator it(text.begin(), text.end(), asked), end; it != end; ++it) {
      std::string english;
      const std::string literals = (*it)[1].str();
      for (std::sregex_iterator l(literals.begin(), literals.end(), literal); l != end; ++l)
        english += std::regex_replace((*l)[1].str(), std::regex(R"re(\\(.))re"), "$1");
      EXPECT_NE(tr(english.c_str()), english);
      ++count;
    }
  }
  set_language(Language::english);
  EXPECT_GT(count, 100u);
}

// Every code that a part which reads or checks sources gives to a diagnostic has an entry.
TEST(Explain, KnowsEveryCode) {
  const std::regex code(R"re((?:error|warning|note)\("([a-z]+(?:-[a-z]+)*)",)re");
  std::set<std::string> unknown;
  for (const char* folder : {"core", "xml", "project", "check"})
    for (const auto& file :
         std::filesystem::directory_iterator(std::filesystem::path(KANCELLI_ROOT) / "pipeline" / folder)) {
      const std::string text = read(file.path());
      for (std::sregex_iterator it(text.begin(), text.end(), code), end; it != end; ++it)
        if (find_rule((*it)[1].str()) == nullptr) unknown.insert((*it)[1].str());
    }
  EXPECT_EQ(unknown, std::set<std::string>());
}

}  // namespace
}  // namespace kancelli
