// Of whom a passage speaks: rules about what the city calls its own organs leave alone what is said of laws,
// other cities, companies and the like.
#pragma once

#include "pipeline/check/examined.h"

namespace kancelli {

struct Others {
  bool laws = false;    // it speaks of what a law says
  bool bodies = false;  // it names other cities, regions, the state, companies, associations
};
// Of the block that stands at `at` in the paper's text, the words that lead up to it where it is an item, and
// the headings above it.
Others others_at(const ExaminedPaper& examined, std::size_t at);

// True for text that the author has from elsewhere: a quotation, words in another language, a link, or words
// between quotation marks.
bool borrowed(const ExaminedPaper& examined, std::size_t at);

}  // namespace kancelli
