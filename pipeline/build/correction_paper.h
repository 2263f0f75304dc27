// The page that tells what changed: the correction sheet of a new version, and what `kancelli diff` shows.
// Made as source, so that it goes the way of every paper.
#pragma once

#include <string>
#include <vector>

#include "pipeline/build/paper_changes.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

inline constexpr std::string_view correction_suffix = "-rettelsesblad", changes_suffix = "-aendringer";

struct CorrectionHead {
  const Paper* paper = nullptr;  // what changed: its body, number and access are the page's too
  std::string suffix;            // of its id
  std::string title;
  std::string dated;               // ISO; "" for a page without a date
  std::vector<std::string> words;  // paragraphs: which version for which, and why
  bool sent = false;               // goes out
};

std::string correction_source(const Project& project, const CorrectionHead& head,
                              const PaperChanges& changes);

}  // namespace kancelli
