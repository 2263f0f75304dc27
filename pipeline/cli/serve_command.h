// `kancelli serve`: the project's site, on this machine alone, as its sources are now.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_serve(const Options& options);

}  // namespace kancelli
