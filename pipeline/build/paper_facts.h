// What a paper says of itself besides its text, each with the label that a Danish reader knows.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

using Facts = std::vector<std::pair<std::string, std::string>>;  // label -> value, in the source's order

// Title, what stands in <meta>, its attachments, and a statute's days. How far the paper is and its own
// revision are left out: they change because it is sent.
Facts facts_of(const Project& project, const Paper& paper);

}  // namespace kancelli
