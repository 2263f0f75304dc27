// An amendment of the project, worked out: what its source says and the statute it changes, brought together.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/amendment_source.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/provision.h"

namespace kancelli {

struct WorkedAmendment {
  const Paper* paper = nullptr;
  const Paper* statute_paper = nullptr;
  statute::AmendmentSource source;
  statute::Unit old, changed;    // the statute before, and with every item carried out
  statute::Amendment amendment;  // items with their clauses; commencements with the register's days
  std::vector<std::vector<std::string>> touched;  // by item: ids of provisions changed, new or repealed
};

// Compares the edited text, or reads and applies the formulas, that `paper` (an amendment) names. What is
// wrong has a diagnostic; nullptr when the statute or the text is not there, or cannot be changed so.
std::unique_ptr<WorkedAmendment> work_out(const Project& project, const Paper& paper,
                                          Diagnostics& diagnostics);

// The items that touch one of these provisions; one that changes words everywhere only where no other touches
// it.
std::vector<std::size_t> items_about(const WorkedAmendment& worked,
                                     const std::vector<std::string>& provisions);

// What the register of commencements says of this amendment.
std::vector<statute::CommencementDecision> decisions_about(const Project& project,
                                                           const std::string& amendment);

// A title as it is called within a sentence: "styrelsesvedtægt for ...".
std::string within_sentence(const std::string& title);

// "I styrelsesvedtægt for ... af 12. juni 1997, som senest ændret den ..., foretages følgende ændringer:"
std::string introduction(const std::string& title, const std::string& enacted, const std::string& amended,
                         std::size_t items);

}  // namespace kancelli
