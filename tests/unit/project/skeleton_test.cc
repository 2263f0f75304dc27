#include "pipeline/project/skeleton.h"

#include <gtest/gtest.h>

#include "tests/unit/project/sample.h"

namespace kancelli {
namespace {

class SkeletonOf : public ::testing::TestWithParam<const char*> {};

TEST_P(SkeletonOf, EveryTypeIsValid) {
  const std::string text = skeleton(sample_project(), GetParam(), "nyt-papir");
  SourceMap sources;
  Diagnostics diagnostics;
  const auto document = read_xml(sources, sources.add("x", text), diagnostics);
  ASSERT_NE(document, nullptr) << text;
  Schema::load(std::string(KANCELLI_ROOT "/content/schema/") + GetParam() + ".rng")
      ->validate(*document, diagnostics);
  EXPECT_EQ(print(diagnostics, sources, {}), "") << text;
}

INSTANTIATE_TEST_SUITE_P(Types, SkeletonOf, ::testing::Values("charter", "agreement", "factsheet", "case"));

}  // namespace
}  // namespace kancelli
