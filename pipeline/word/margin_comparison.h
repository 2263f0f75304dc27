// Heads and feet of pages: the program writes them, so what somebody changed there is told.
#pragma once

#include <vector>

#include "pipeline/word/compared.h"

namespace kancelli::word {

std::vector<Proposal> changed_margins(const Compared& compared);

}  // namespace kancelli::word
