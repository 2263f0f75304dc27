// The list of a paper's attachments.
#pragma once

#include "pipeline/word/placing.h"

namespace kancelli::word {

// A title each: of a paper of the project, or of a file that somebody has to give. False, and nothing is
// done, where the type has no attachments or a part is no title.
bool add_attachments(Placing& placing, Made& meta, const Parts& parts);

}  // namespace kancelli::word
