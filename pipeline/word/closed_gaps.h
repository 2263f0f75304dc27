// What the open edition leaves out of a paper, and a source cannot be without: a closed point and a closed
// attachment have nothing there but their place in the order.
#pragma once

#include "pipeline/word/carried.h"
#include "pipeline/word/making.h"

namespace kancelli::word {

// Before the source is written of it: gives the structure's closed points and attachments the ids and the
// file that the grammar wants, and leads the references to such an attachment back to it.
void name_closed(Making& making, Carried& own);

// The source with each of them marked, and with the elements in it that the grammar wants.
MadeText with_closed_marked(SourceMap& sources, Making& making, const MadeText& source);

}  // namespace kancelli::word
