// The import of a file of ours: its source comes back from what it carries.
#pragma once

#include <optional>

#include "pipeline/word/making.h"

namespace kancelli::word {

// The source with the new id; nothing for a file that carries no structure of that type, or whose structure
// and words do not fit any more (a finding says so). Where each block's words stand in the file is found by
// the words.
std::optional<MadeText> restored(SourceMap& sources, Making& making);

}  // namespace kancelli::word
