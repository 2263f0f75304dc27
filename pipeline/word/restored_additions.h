// What somebody wrote into a file of ours beside the elements of its source.
#pragma once

#include <set>

#include "pipeline/word/carried.h"
#include "pipeline/word/making.h"

namespace kancelli::word {

// `source`, which was made again from what the file carries, with the paragraphs, lists, tables, rows and
// pictures that no element and no text of the program is around: as blocks beside the elements that they
// stand by; marked, where nothing there may hold them. `paper` is the source, read. The numbers of the
// paragraphs go to `taken`.
MadeText with_additions(Making& making, const Carried& own, const Paper& paper, MadeText source,
                        std::set<std::uint32_t>& taken);

}  // namespace kancelli::word
