// A file's outline in the order and under the names that the type's grammar gives.
#pragma once

#include "pipeline/word/paper_outline.h"

namespace kancelli::word {

// The whole paper. What has no place in the grammar stands behind an instruction
// <?kancelli unplaced="..."?>, and is a finding.
Made paper_of(Making& making, const Outline& outline);

}  // namespace kancelli::word
