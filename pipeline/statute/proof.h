// Proof that the papers of an amendment agree: made at every build, printed as a short protocol.
#pragma once

#include <string>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/papers.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::statute {

enum class Claim {
  formulas_give_new,       // the statute before, and the formulas as text, give the statute after: structure,
                           // numbers, words
  operations_give_ids,     // the structured operations give its ids, too
  formulas_read_back,      // the formulas, read, are the operations
  marked_text_holds_both,  // the marked-up text is the one before and the one after
  parallel_left_is_old,    // the left column is the provisions as they are
  parallel_right_is_new,   // the right column is the items
  provisions_accounted,    // every provision is untouched, or an item names it
};

struct Finding {
  Claim claim;
  bool holds = false;
  std::size_t counted = 0;  // provisions, items or lines that were compared
  std::string difference;   // the first one; "" where the claim holds
};

// What the claim says in the user's language: "formlerne giver den nye vedtægt".
std::string to_string(Claim claim);

// `marked`, `parallel`: the roots of the papers, read from what was made.
std::vector<Finding> prove(const Unit& old, const Unit& changed, const Amendment& amendment,
                           const std::vector<std::vector<std::string>>& touched, const Node& marked,
                           const Node& parallel);

}  // namespace kancelli::statute
