// What the case for the second reading says otherwise than the case for the first.
#pragma once

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

// Compares them word for word, block by block: findings (readings-differ) stand in the second. What must
// differ may: the reading in the title, the item that sends the case to the second reading, a sentence that
// tells when the first was held. `first` has a meeting.
void compare_words(const Project& project, const Paper& first, const Paper& second, Diagnostics& diagnostics);

}  // namespace kancelli
