// The tables of `kancelli check`: what papers demand of each other, and the committees' tasks before and
// after.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/project/project.h"

namespace kancelli {

// --requirements: each demand with its state and its deadline, beneath it where it stands, what meets it and
// what that lacks; of the papers named only what they demand or meet. --tasks: the tasks of every committee,
// those it keeps, gives (-) and gets (+) when all transfers have taken effect. For a terminal in the language
// of the run, or as JSON; throws Error for another format.
std::string check_table(const Options& options, const Project& project,
                        const std::vector<const Paper*>& papers, const std::optional<Date>& today);

}  // namespace kancelli
