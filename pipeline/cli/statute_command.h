// `kancelli statute`: compare, apply, parse, parallel.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_statute(const Options& options);

}  // namespace kancelli
