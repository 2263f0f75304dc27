// `kancelli send`, which freezes what goes out, and `kancelli diff`, which tells what changed since.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_send(const Options& options);
int run_diff(const Options& options);

}  // namespace kancelli
