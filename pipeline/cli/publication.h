// From papers that may go out to the files of their site: what `publish` releases and `serve` shows.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/builder.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/publish/gate.h"
#include "pipeline/site/publication.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

struct SiteRequest {
  std::string out;    // the folder of the build, absolute
  std::string today;  // noted in build.json
  int jobs = 1;
  std::shared_ptr<BuildTools> tools = nullptr;  // as in BuildOptions
  bool search = false;                          // of a preview: with the search index all the same
  std::function<void(std::size_t done, std::size_t all, const std::string& name)> progress;
};

struct MadeSite {
  site::SiteFiles files;
  std::vector<const Paper*> papers;  // the project's papers that are in it
};

// What is said of papers that may go out: released_site takes back those in whose files it finds something.
struct AtTheGate {
  Gate& gate;
  const std::vector<Override>& overrides;
  SentPapers& sent;
};

// Builds the papers of the gate and makes their site; what was sent before goes out as it was sent. A paper
// that does not come out whole, or in whose files the last look (publish/scan.h) finds what must not go out,
// is not in it and has a diagnostic. Throws Error where it cannot be told which paper is at fault, and when a
// program is missing.
MadeSite released_site(DiskFiles& files, ProcessRunner& processes, Project& project, AtTheGate papers,
                       const SiteRequest& request, Diagnostics& diagnostics);

// The site of these papers as their sources are now, drafts too: pages alone, as quickly as they are made. No
// PDF and DOCX, no search index, nothing looked for that must not go out: never released.
MadeSite preview_site(DiskFiles& files, ProcessRunner& processes, Project& project,
                      const std::vector<const Paper*>& papers, const SiteRequest& request,
                      Diagnostics& diagnostics);

}  // namespace kancelli
