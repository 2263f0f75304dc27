// Reads tests/rules/*.txt: small projects, and below each what people see. A file holds cases:
//
//     # what the case shows
//     a project, as tests/support/example_project.h tells
//     ---
//     the findings in full; nothing when there are none
//
// What stands before the first `#` line goes in front of each. With KANCELLI_ACCEPT set, what is seen now is
// written into the files: read the difference before you commit it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <vector>

#include "pipeline/core/text.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

struct Case {
  std::string file, claim, shared, project, expected;
};

void PrintTo(const Case& each, std::ostream* out) {
  *out << each.claim;
}

std::vector<Case> read_cases(const std::filesystem::path& path) {
  std::vector<Case> cases;
  std::ifstream in(path);
  std::string shared, line;
  bool expected = false;
  while (std::getline(in, line)) {
    if (line.starts_with("# ")) {
      cases.push_back({path.stem().string(), line.substr(2), shared, "", ""});
      expected = false;
    } else if (cases.empty()) {
      shared += line + "\n";
    } else if (line == "---") {
      expected = true;
    } else if (!expected) {
      cases.back().project += line + "\n";
    } else if (!line.empty()) {
      cases.back().expected += line + "\n";
    }
  }
  return cases;
}

std::vector<Case> all_cases() {
  std::vector<std::filesystem::path> paths;
  for (const auto& file :
       std::filesystem::directory_iterator(std::filesystem::path(KANCELLI_ROOT) / "tests/rules"))
    if (file.path().extension() == ".txt") paths.push_back(file.path());
  std::sort(paths.begin(), paths.end());
  std::vector<Case> cases;
  for (const auto& path : paths) {
    std::vector<Case> own = read_cases(path);
    if (std::getenv("KANCELLI_ACCEPT") != nullptr && !own.empty()) {
      std::ofstream out(path);
      out << own.front().shared;
      for (Case& each : own) {
        each.expected = human(check_example(each.shared + each.project));
        out << "# " << each.claim << "\n"
            << each.project << "---\n"
            << each.expected << (&each == &own.back() ? "" : "\n");
      }
    }
    cases.insert(cases.end(), own.begin(), own.end());
  }
  return cases;
}

class RuleCases : public testing::TestWithParam<Case> {};

// A repair makes its finding go, and brings no other one.
TEST_P(RuleCases, AreMendedByTheirRepairsWhereThereAreSome) {
  ExampleProject example = check_example(GetParam().shared + GetParam().project);
  std::size_t before = example.diagnostics.list().size();
  for (std::size_t made = repair(example); made > 0; made = repair(example)) {
    EXPECT_LE(example.diagnostics.list().size() + made, before) << human(example);
    before = example.diagnostics.list().size();
  }
}

TEST_P(RuleCases, PeopleSee) {
  const Case& each = GetParam();
  EXPECT_EQ(human(check_example(each.shared + each.project)), each.expected) << each.claim;
}

// Correct passages of many kinds, with every exception that a rule must know.
TEST(QuietCorpus, RaisesNothing) {
  std::size_t passages = 0;
  for (const Case& each : all_cases()) {
    if (each.file != "quiet") continue;
    ++passages;
    EXPECT_EQ(human(check_example(each.shared + each.project)), "") << each.claim;
  }
  EXPECT_GE(passages, 20u);
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleCases, testing::ValuesIn(all_cases()), [](const auto& test) {
  std::string name = test.param.file + "_" + std::to_string(test.index);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace kancelli
