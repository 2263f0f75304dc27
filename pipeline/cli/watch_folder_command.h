// `kancelli watch-folder DIR`: Word files that people put into a folder are answered beside them.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_watch_folder(const Options& options);

}  // namespace kancelli
