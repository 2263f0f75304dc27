// `kancelli import FILE TYPE ID`: a paper that was written elsewhere becomes source.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_import(const Options& options);

}  // namespace kancelli
