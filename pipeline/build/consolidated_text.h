// The consolidated text of a statute as a reader gets it: as it reads on a day, with notes on what is adopted
// and not yet in force (Vejledning om lovkvalitet, 2023: the material criterion).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/consolidate.h"

namespace kancelli {

struct ConsolidatedText {
  statute::Unit statute;
  statute::Unit printed;  // the same; repealed §§ stand as "(Ophævet)"
  std::map<std::string, std::string>
      notes;                 // <footnote>s, by the id of the unit behind whose words they stand
  std::string introduction;  // XML: a paragraph on what the text is
};

// `date`: ISO; "" for the text with everything that is adopted, in force or not.
ConsolidatedText consolidated_text(const statute::Unit& old,
                                   const std::vector<statute::Amendment>& amendments,
                                   const std::vector<statute::CommencementDecision>& decisions,
                                   const std::string& date, Diagnostics& diagnostics);

}  // namespace kancelli
