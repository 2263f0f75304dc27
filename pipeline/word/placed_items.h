// Blocks that a type's grammar has in another form: items that stand in an element itself, bodies that are
// named by attributes, the opening of a recommendation.
#pragma once

#include "pipeline/word/made_blocks.h"

namespace kancelli::word {

// A list whose items stand in `made` itself, or in a child that holds items alone; or that names bodies where
// the grammar wants them. False for a list that is none of these.
bool take_items(Making& making, Made& made, MadeBlock& block);
// "Økonomiforvaltningen indstiller over for Økonomiudvalget,": what the program prints of the attributes.
bool take_opening(Making& making, Made& made, const Part& part);

}  // namespace kancelli::word
