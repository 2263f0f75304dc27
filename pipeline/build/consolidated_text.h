// The consolidated text of a statute as a reader gets it: as it reads on a day, with notes on what is adopted and not yet
// in force (Vejledning om lovkvalitet, 2023: the material criterion).
#pragma once

#include <map>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/project.h"

namespace kancelli {

struct ConsolidatedText {
  statute::Unit statute;                     // repealed §§ stand as "(Ophævet)"
  std::map<std::string, std::string> notes;  // <footnote>s, by the id of the unit behind whose words they stand
  std::string introduction;                  // XML: a paragraph on what the text is
};

// `date`: ISO.
ConsolidatedText consolidated_text(const Project& project, const WorkedAmendment& worked, const std::string& date,
                                   Diagnostics& diagnostics);

}  // namespace kancelli
