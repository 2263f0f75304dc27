// `kancelli take`: what people changed in copies of a paper comes back to its source.
#pragma once

#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/system/files.h"
#include "pipeline/word/proposals.h"

namespace kancelli {

int run_take(const Options& options);

// What the copies of the paper propose. Nothing, with diagnostics, where the paper itself cannot be made.
word::Proposals proposals_on(Files& files, Project& project, const Paper& paper,
                             const std::vector<word::Copy>& copies, Diagnostics& found);

}  // namespace kancelli
