// What `kancelli send` and `kancelli diff` share: papers by name, and their states, built or frozen.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/build/paper_changes.h"
#include "pipeline/cli/options.h"
#include "pipeline/project/project.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/system/files.h"

namespace kancelli {

// The project of a command whose arguments are papers: by their ids, or their files.
std::string root_of_papers(const Files& files, const Options& options);
// Throws Error, with the id that was perhaps meant, when there is none. Of a paper that an amendment becomes
// it is the amendment.
const Paper& paper_named(const Project& project, const std::string& name);

// The papers that the program prints for one of the project: itself, or those that an amendment becomes.
struct PrintedPapers {
  AmendmentPapers made;
  std::vector<const Paper*> papers;
};
PrintedPapers printed_papers(Project& project, const Paper& paper, Diagnostics& diagnostics);

// Builds into the folder, open and closed papers; its outputs are ID.FORMAT there.
void build_into(const std::string& folder, const Project& project, Files& files, const Options& options,
                const std::vector<const Paper*>& papers, const std::vector<std::string>& formats,
                Diagnostics& diagnostics);

// Besides the source: pictures, and an amendment's edited statute or formulas. Path in the project -> bytes.
std::map<std::string, std::string> parts_of(const Project& project, const Files& files, const Paper& paper,
                                            const Paper& source);

// The paper as it is now, from what build_into has made ("ast" and "asked").
PaperState built_state(const std::string& folder, const Files& files, const Paper& paper,
                       const std::map<std::string, std::string>& parts);
// And as it was sent; `paper` is what the state points to. Throws Error for what is damaged.
PaperState frozen_state(const Project& project, const Files& files, const SentVersion& version,
                        const Paper& paper);

}  // namespace kancelli
