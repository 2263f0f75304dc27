// What other rules ask about references in plain words (plain_reference_rules.cc).
#pragma once

#include "pipeline/check/examined.h"

namespace kancelli {

// True where the text names the attachment with that number in plain words, "bilag 2 og 3".
bool mentions_in_plain_words(const ExaminedPaper& examined, std::int64_t attachment);

}  // namespace kancelli
