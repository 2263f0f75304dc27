// The items of a recommendation in a paper's running text.
#pragma once

#include <vector>

#include "pipeline/check/examined.h"

namespace kancelli {

struct RecommendationItem {
  const Node* node = nullptr;
  std::size_t begin = 0, end = 0;  // its words in the running text; end > begin
};

// Those of all recommendations and, with `lists`, of lists of the kind "at", in the order of the text. An
// item that holds blocks is left out: its end is not where its sentence ends.
std::vector<RecommendationItem> recommendation_items(const ExaminedPaper& examined, bool lists);

}  // namespace kancelli
