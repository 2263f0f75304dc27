// What minutes say of the items of an agenda, in words: for the minutes themselves, for a case that comes
// back, and for who publishes meetings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// The case that a decision of="AGENDA#ITEM" is about, as the meeting had it: the version that was
// sent last until that day, else its source. nullptr for an item without one.
const Paper* decided_paper(const Project& project, const Paper& minutes, std::string_view of);

// The at-items of a case: the items of its recommendation.
std::vector<const Node*> at_items(const Paper& paper);
// The at-items that at="..." names, by id or number, in the paper's order; from 1. What it names besides is
// left out, and put into `unknown`.
std::vector<int> at_numbers(const Paper& paper, std::string_view at,
                            std::vector<std::string_view>* unknown = nullptr);

// What an <outcome> of a <decision> says of itself.
struct Outcome {
  std::string_view of;  // "AGENDA#ITEM"
  std::string_view result, at, until, to;
};

// What an outcome says, without what follows of its own words and without the full stop: "Indstillingens 1.
// og 2. at-punkt blev godkendt med den ændring,", "Sagen blev udsat til mødet den 10. marts 2026".
std::string outcome_text(const Project& project, const Paper& minutes, const Outcome& outcome);

// A sentence for each outcome: "Indstillingen blev godkendt." Of a closed decision only what may be public,
// which may be nothing.
std::vector<std::string> decision_lines(const Project& project, const Paper& minutes, const Node& decision);

// One paper, or papers of one case number.
bool same_matter(const Paper& a, const Paper& b);

// An earlier decision on the same matter, in minutes as they were sent.
struct EarlierDecision {
  const Paper* minutes = nullptr;
  const Node* decision = nullptr;
  Date date;
};
// Decisions on this paper, or on another of the same case number, at meetings before that day; by date: those
// of minutes that were sent, in the version that was sent last. Those of drafts, of closed minutes and of
// minutes withdrawn or superseded are not among them.
std::vector<EarlierDecision> earlier_decisions(const Project& project, const Paper& paper, const Date& day);

}  // namespace kancelli
