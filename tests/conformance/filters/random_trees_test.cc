// Trees made at random, through our host and through Pandoc: the filters in random/ must give the same.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "pipeline/ast/ast_json.h"
#include "tests/support/pandoc_oracle.h"
#include "tests/support/random_trees.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

constexpr unsigned trees = 1000, at_once = 50;  // starting Pandoc takes longer than a tree does

// The trees of these seeds: their blocks one after the other, their metadata under a name for each.
std::string trees_from(unsigned first, const ast::ApiVersion& version) {
  const bool has_figure = version >= ast::ApiVersion{1, 23};
  ast::Document all;
  for (unsigned seed = first; seed < first + at_once; ++seed) {
    ast::Document one = ast::RandomTrees(seed, has_figure).document();
    std::move(one.blocks.begin(), one.blocks.end(), std::back_inserter(all.blocks));
    all.meta.set("tree " + std::to_string(seed), std::move(one.meta));
  }
  return ast::to_json(all, version);
}

std::vector<fs::path> filters() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(KANCELLI_TEST_DATA "/conformance/filters/random"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

class RandomTrees : public testing::TestWithParam<std::tuple<Oracle, fs::path>> {};

TEST_P(RandomTrees, BecomeWhatPandocMakesOfThem) {
  const auto& [oracle, filter] = GetParam();
  const ast::ApiVersion version = oracle.api_version();
  for (unsigned seed = 0; seed < trees && !HasFailure(); seed += at_once) {
    const std::string tree = trees_from(seed, version);
    const std::string differs =
        difference(oracle.filtered(tree, filter, "json"), through_our_host(oracle, tree, filter, "json"));
    EXPECT_TRUE(differs.empty()) << "seeds " << seed << " to " << seed + at_once - 1
                                 << ", Pandoc: " << differs;
  }
}

INSTANTIATE_TEST_SUITE_P(All, RandomTrees,
                         testing::Combine(testing::ValuesIn(oracles()), testing::ValuesIn(filters())),
                         [](const auto& test) {
                           return std::get<0>(test.param).name + std::string("_") +
                                  std::get<1>(test.param).stem().string();
                         });

}  // namespace
}  // namespace kancelli
