// An amendment's operations as JSON, for other programs.
#pragma once

#include <string>

#include "pipeline/statute/amendment.h"

namespace kancelli::statute {

// {"title", "introduction", "items": [{"operations": [{"action", "places", ...}], "shifts": [...]}],
// "commencements"}.
std::string operations_json(const Amendment& amendment);

}  // namespace kancelli::statute
