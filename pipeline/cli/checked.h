// A project that was read and checked, and what a build makes of its papers.
#pragma once

#include <memory>
#include <vector>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/cli/options.h"
#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

struct Checked {
  std::unique_ptr<Project> project;
  std::vector<const Paper*> papers;
  Diagnostics diagnostics;
  std::size_t known = 0;  // findings that --baseline left out
};

// Throws Error when there is no project.
Checked load_and_check(DiskFiles& files, const Options& options);

// The papers that are not closed, an amendment as those that it becomes; `tell`: its proof goes to the
// terminal.
struct PapersToBuild {
  std::vector<const Paper*> all;
  std::vector<AmendmentPapers> made;
  std::size_t closed = 0;
};
PapersToBuild papers_to_build(Project& project, const std::vector<const Paper*>& papers,
                              Diagnostics& diagnostics, bool tell = true);

}  // namespace kancelli
