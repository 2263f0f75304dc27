// `kancelli publish` and `kancelli release`.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_publish(const Options& options);
int run_release(const Options& options);

}  // namespace kancelli
