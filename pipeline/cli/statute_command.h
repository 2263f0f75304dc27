// `kancelli statute`: compare, apply, parse, parallel; and `kancelli import` of a statute.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_statute(const Options& options);
// `kancelli import FILE statute ID`: an Akoma Ntoso file becomes a paper of the project.
int import_statute(const Options& options);

}  // namespace kancelli
