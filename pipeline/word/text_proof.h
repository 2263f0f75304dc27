// Proof that an import neither lost nor changed a word.
#pragma once

#include "pipeline/word/making.h"

namespace kancelli::word {

// Every word of the file is in the source, or a finding accounts for it; and what a typed element prints is
// what stood there. Gives the stretches for which that does not hold.
std::vector<Span> lost_words(const SourceMap& sources, const Making& making, const MadeText& source,
                             const Paper& paper);

}  // namespace kancelli::word
