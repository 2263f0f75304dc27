// What a paper says of itself, from the lines around its title, content controls and properties.
#pragma once

#include <vector>

#include "pipeline/word/making.h"

namespace kancelli::word {

// `title`: the part that is the title; nullptr when the file has none. `lines`: those around it, and what
// stands in the margin. The lines that say nothing that meta holds come back in `rest`. `behind`: what stands
// behind the title; the lines that it begins with are taken out of it as far as meta holds what they say.
// Sets making.dated.
Made meta_of(Making& making, const Part* title, const std::vector<const Part*>& lines,
             std::vector<const Part*>& behind, std::vector<const Part*>& rest);

}  // namespace kancelli::word
