// What stands openly, whatever else is secret: it is no secret there either.
#pragma once

#include <functional>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/publish/compared_words.h"

namespace kancelli {

// Calls take(words) for each text of open papers, registers and headings.
void for_each_open_text(const Project& project, const std::vector<const Paper*>& open,
                        const std::function<void(const Words&)>& take);

}  // namespace kancelli
