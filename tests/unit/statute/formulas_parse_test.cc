#include <gtest/gtest.h>

#include "tests/unit/statute/formulas_bench.h"

namespace kancelli::statute {
namespace {

TEST(FormulasParse, nothing_yet) { EXPECT_EQ(parsed("").found, ""); }

}  // namespace
}  // namespace kancelli::statute
