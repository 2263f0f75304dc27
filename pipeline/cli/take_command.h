// `kancelli take`: what people changed in copies of a paper comes back to its source.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_take(const Options& options);

}  // namespace kancelli
