// What one copy says otherwise than the paper does, as proposals without ids.
#pragma once

#include <vector>

#include "pipeline/word/paragraph_comparison.h"

namespace kancelli::word {

std::vector<Proposal> compare_paper(const Compared& compared);

}  // namespace kancelli::word
