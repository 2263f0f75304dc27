// Parts of a file as blocks of a source: paragraphs, lists, tables with their captions, figures, quotations,
// notes.
#pragma once

#include <vector>

#include "pipeline/word/making.h"
#include "pipeline/word/quoted_place.h"

namespace kancelli::word {

struct MadeBlock {
  Made made;
  const Part* part = nullptr;  // its first
  std::string unplaced;        // why somebody has to look at it; "" for a block that is where it belongs
};

// `parts`: of one section, without headings.
std::vector<MadeBlock> blocks_of(Making& making, QuotedPlaces& quotable,
                                 const std::vector<const Part*>& parts);

}  // namespace kancelli::word
