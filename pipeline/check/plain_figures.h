// Figures in plain text, beside those of the register.
#pragma once

#include "pipeline/check/examined.h"

namespace kancelli {

// "ca. 780 ordinært ansatte", with ordinary spaces; and the place of its value in the register.
std::string shown_fact(const Fact& fact);
Span value_of(const Project& project, const Fact& fact);

// Every figure in plain text with a fact's unit, in a sentence about the fact's scope, that does not agree
// with it: with code fact-differs where the time is the same too (`compared`), else with fact-not-compared
// where the sentence names no time.
void plain_figures(const ExaminedPaper& examined, bool compared, Diagnostics& diagnostics);

}  // namespace kancelli
