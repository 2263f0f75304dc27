// A paper that somebody wrote in a template: its content controls say what each part is.
#pragma once

#include "pipeline/word/placing.h"

namespace kancelli::word {

bool has_controls(const Outline& outline);
// Values of the root element ("minutes@agenda") in the lines around the title; gives the other lines.
Parts root_values(Placing& placing, const Parts& lines);
// What stands in a control becomes its element, and what stands in none is placed by its headings.
void place_controlled(Placing& placing, const Parts& parts);

}  // namespace kancelli::word
