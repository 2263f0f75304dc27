// Every filter in filters/, on every document in documents/, through our host and through Pandoc, the
// installed one and Pandoc 3: the trees must be the same. What differs on purpose stands in differences.txt.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <sstream>
#include <string_view>

#include "pipeline/core/text.h"
#include "tests/support/pandoc_oracle.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

const std::string folder = KANCELLI_TEST_DATA "/conformance/filters/";

std::vector<fs::path> files_in(const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder + name)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

// The tree that Pandoc reads from a document, by the reader that its ending names. Every test is a process of
// its own: the trees are kept in the build folder, under a name that another document or Pandoc does not
// have.
std::string tree_of(const Oracle& oracle, const fs::path& document) {
  const std::string text = read_file(document);
  std::string key = document.filename().string() + "-" + std::to_string(std::hash<std::string>()(text));
  for (int part : oracle.version()) key += "-" + std::to_string(part);
  const fs::path kept = fs::path(KANCELLI_TEST_TREES) / key;
  if (fs::exists(kept)) return read_file(kept);
  const std::string ending = document.extension().string().substr(1);
  std::string tree =
      ending == "json" ? text : oracle.run({"-f", ending == "md" ? "markdown" : ending, "-t", "json"}, text);
  fs::create_directories(kept.parent_path());
  const fs::path aside = kept.string() + "." + std::to_string(::getpid());
  std::ofstream(aside, std::ios::binary) << tree;
  fs::rename(aside, kept);
  return tree;
}

// By name. A tree that is kept as JSON is of one API version: the other Pandoc reads its source.
const std::map<std::string, std::string>& documents(const Oracle& oracle) {
  static std::map<std::string, std::map<std::string, std::string>> known;
  auto& trees = known[oracle.name];
  if (!trees.empty()) return trees;
  for (const fs::path& path : files_in("documents")) trees[path.stem()] = tree_of(oracle, path);
  const std::string every = KANCELLI_TEST_DATA "/unit/ast/data/every-element";
  trees["every-element"] = tree_of(oracle, every + (oracle.is_pandoc_3() ? ".md" : ".json"));
  return trees;
}

// The formats a filter is run for: those that a line such as "-- FORMAT: html docx" names, else json.
std::vector<std::string> formats_of(const fs::path& filter) {
  std::ifstream file(filter);
  for (std::string line; std::getline(file, line) && line.starts_with("--");) {
    if (!line.starts_with("-- FORMAT:")) continue;
    std::istringstream words(line.substr(10));
    return {std::istream_iterator<std::string>(words), {}};
  }
  return {"json"};
}

// Lines of "filter document Pandoc reason": the document may be *, the Pandoc a number before the first dot,
// or *.
bool is_listed(const std::string& filter, const std::string& document, const Oracle& oracle) {
  std::ifstream file(folder + "differences.txt");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string named, on, by;
    words >> named >> on >> by;
    if (named == filter && (on == "*" || on == document) &&
        (by == "*" || by == std::to_string(oracle.version().front())))
      return true;
  }
  return false;
}

using Case = std::tuple<Oracle, fs::path>;

// Each filter with each Pandoc; one that begins with "-- PANDOC: 3" with that one only.
std::vector<Case> cases() {
  std::vector<Case> all;
  for (const fs::path& filter : files_in("filters"))
    for (const Oracle& oracle : oracles()) {
      const std::string code = read_file(filter);
      const bool is_for_all = !code.starts_with("-- PANDOC: ");
      if (is_for_all || code.starts_with("-- PANDOC: " + std::to_string(oracle.version().front()) + "\n"))
        all.emplace_back(oracle, filter);
    }
  return all;
}

// A filter is run on every document with the installed Pandoc. With the other one, which does nearly the
// same and takes as long, a filter for both is run on a third of them, every filter on others, and always on
// the one that has every element.
bool is_compared(const Oracle& oracle, const fs::path& filter, const std::string& document,
                 std::size_t number) {
  if (oracle.name == oracles().front().name || document == "every-element") return true;
  if (read_file(filter).starts_with("-- PANDOC: ")) return true;
  const std::string name = filter.stem();
  return (std::accumulate(name.begin(), name.end(), number)) % 3 == 0;
}

class LuaFilter : public testing::TestWithParam<Case> {};

TEST_P(LuaFilter, MakesWhatPandocMakesOfIt) {
  const auto& [oracle, filter] = GetParam();
  std::size_t number = 0;
  for (const auto& [name, tree] : documents(oracle)) {
    if (!is_compared(oracle, filter, name, ++number)) continue;
    for (const std::string& format : formats_of(filter)) {
      const std::string differs =
          difference(oracle.filtered(tree, filter, format), through_our_host(oracle, tree, filter, format));
      if (is_listed(filter.stem(), name, oracle))
        EXPECT_FALSE(differs.empty()) << name << ": is the same, and still listed in differences.txt";
      else
        EXPECT_TRUE(differs.empty()) << name << " as " << format << ", Pandoc: " << differs;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, LuaFilter, testing::ValuesIn(cases()), [](const auto& test) {
  return std::get<0>(test.param).name + std::string("_") + std::get<1>(test.param).stem().string();
});

TEST(LuaFilterComparison, SeesADifference) {
  EXPECT_NE(difference(R"({"blocks":[{"t":"Str","c":"a"}]})", R"({"blocks":[{"t":"Str","c":"b"}]})"), "");
  EXPECT_NE(difference(R"([1])", R"([1,2])"), "");
  EXPECT_NE(difference(R"({"a":1})", R"({"a":1,"b":2})"), "");
  EXPECT_NE(difference(R"({"a":1})", ""), "");
  EXPECT_EQ(difference(R"({"a":1,"b":0.1})", R"({"b":0.1,"a":1})"), "");
}

TEST(LuaFilterComparison, IsMadeWithAtLeast70FiltersOn22Documents) {
  EXPECT_GE(files_in("filters").size(), 70u);
  EXPECT_GE(files_in("documents").size(), 22u);
}

}  // namespace
}  // namespace kancelli
