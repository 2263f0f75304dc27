// Numbers in plain text that count what the register or the paper holds.
#pragma once

#include "pipeline/check/examined.h"

namespace kancelli {

// "kommunens syv forvaltninger", "aftalens 11 ressortområder", "Aftalen omfatter 11 ressortområder": a number
// that claims to be the whole. One that is wrong is a count-mismatch, one that is right an untyped-value.
// What the noun counts is known from the typed counts of the paper, from its grammar (k:counted), and for
// bodies from all papers.
void plain_counts(const ExaminedPaper& examined, Diagnostics& diagnostics);

}  // namespace kancelli
