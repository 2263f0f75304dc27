// Minutes that carry no structure: who was there, and what was decided, by the sentences that minutes have.
#pragma once

#include "pipeline/word/placing.h"

namespace kancelli::word {

// The type's grammar holds decisions on the items of an agenda.
bool has_decisions(const Making& making);
void place_decisions(Placing& placing, const Parts& parts);

}  // namespace kancelli::word
