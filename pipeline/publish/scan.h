// The last look at what would go out: every file of an open release is searched for what must not be in it.
// It knows nothing of how the files were made, so that a fault there is found here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

struct Scan {
  // Paths of the release that hold what must not go out, and the papers those files belong to.
  std::vector<std::string> bad;
  // release-leak, release-cpr, release-revisions, release-unreadable ...: at the place in the source of what
  // was found, or of what encloses the file.
  Diagnostics found;
};

// `files`: path in the release -> bytes. `open`: the papers that passed the gate. What must not be in them:
// the words of closed papers, passages and attachments, of papers that were held back, and of comments in the
// sources; CPR numbers; tracked changes and comments in DOCX, names and paths in properties.
Scan scan(const std::map<std::string, std::string>& files, const Project& project,
          const std::vector<const Paper*>& open, const Files& disk, ProcessRunner& processes);

}  // namespace kancelli
