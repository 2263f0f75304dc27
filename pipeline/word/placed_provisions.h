// A statute that carries no structure: chapters, paragraphs, stykker, numbers and letters by what they begin
// with.
#pragma once

#include "pipeline/word/placing.h"

namespace kancelli::word {

// The type's grammar holds provisions.
bool has_provisions(const Making& making);
// `lines`: those around the title that say nothing that meta holds.
void place_provisions(Placing& placing, const Parts& lines, const Parts& parts);

}  // namespace kancelli::word
