// Of whom a passage speaks: rules about what the city calls its own organs leave alone what is said of laws,
// other cities, companies and the like.
#pragma once

#include "pipeline/check/examined.h"

namespace kancelli {

struct Others {
  bool laws = false;    // it speaks of what a law says
  bool city = false;    // it names another city
  bool bodies = false;  // it names other cities, regions, the state, companies, associations
};
// Of the block that stands at `at` in the paper's text, the words that lead up to it where it is an item, and
// the headings above it.
Others others_at(const ExaminedPaper& examined, std::size_t at);

// "Aarhus Byråd", "KL's formand", "formanden for bestyrelsen i HOFOR": the words around [begin, end) name
// whose it is, and it is not the city's. `person`: a name may stand right behind it ("formanden N.N.").
bool belongs_to_other(const ExaminedPaper& examined, std::size_t begin, std::size_t end, bool person);

// The word that ends right before `at`, over a space, with the marks around it; "" at the beginning of a
// block.
std::string_view word_before(std::string_view text, std::size_t at);
bool capital_at(std::string_view text, std::size_t at);

// True for text that the author has from elsewhere: a quotation, words in another language, a link, or words
// between quotation marks.
bool borrowed(const ExaminedPaper& examined, std::size_t at);

}  // namespace kancelli
