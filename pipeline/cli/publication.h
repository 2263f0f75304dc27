// From papers that may go out to the files of their site: what `publish` releases and `serve` shows.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/builder.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/site/publication.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

struct SiteRequest {
  std::string out;    // the folder of the build, absolute
  std::string today;  // noted in build.json
  int jobs = 1;
  // Pages alone, of the papers as their sources are now, as quickly as they are made: no PDF and DOCX, no
  // search index, nothing looked for that must not go out. Never released.
  bool preview = false;
  std::shared_ptr<BuildTools> tools = nullptr;  // as in BuildOptions
  std::function<void(std::size_t done, std::size_t all, const std::string& name)> progress;
};

struct MadeSite {
  site::SiteFiles files;
  std::vector<const Paper*> papers;  // the project's papers that are in it
};

// Builds the papers (those that passed the gate; for a preview whichever are to be seen) and makes their
// site. What was sent before goes out as it was sent. A paper that does not come out whole, or in whose files
// the last look finds what must not go out, is not in it and has a diagnostic. Throws Error where it cannot
// be told which paper is at fault, and when a program is missing.
MadeSite made_site(DiskFiles& files, ProcessRunner& processes, Project& project,
                   const std::vector<const Paper*>& papers, const SiteRequest& request,
                   Diagnostics& diagnostics);

}  // namespace kancelli
