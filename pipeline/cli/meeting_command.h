// `kancelli meeting`: what goes out for a meeting.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_meeting(const Options& options);

}  // namespace kancelli
