#include <gtest/gtest.h>

#include "tests/unit/statute/formulas_bench.h"
