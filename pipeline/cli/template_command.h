// `kancelli new TYPE --template`: the Word template of a type.
#pragma once

#include "pipeline/cli/options.h"

namespace kancelli {

int run_template(const Options& options);

}  // namespace kancelli
