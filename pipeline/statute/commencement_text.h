// When an amendment comes into force, as it is written and read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/statute/amendment.h"

namespace kancelli::statute {

// Reads the sentences of a stykke (one space between words): each that is understood is added. What is left
// over from the first that is not; "" when all is read.
std::string_view read_commencements(std::string_view words, std::vector<Commencement>& commencements);

}  // namespace kancelli::statute
