// The last look at what would go out: every file of an open release is searched for what must not be in it.
// It knows nothing of how the files were made, so that a fault there is found here.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/publish/gate.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

struct Scan {
  // Paths of the release that hold what must not go out, sorted; and the papers of `open` to hold back for
  // it: those that the files belong to, and for a file of all papers (a front page, a feed) the one whose
  // secret it tells. `stops`: of some bad file nobody can say whose it is, and nothing may go out.
  std::vector<std::string> bad;
  struct Blamed {
    const Paper* paper = nullptr;
    std::vector<std::string> codes;  // of what was found, each once
  };
  std::vector<Blamed> papers;
  bool stops = false;
  // Errors: release-leak, release-cpr, release-revisions, release-embedded, release-hidden,
  // release-properties, release-unreadable; warnings: release-inaccessible. At the place in the source of
  // what was found, or of what encloses the file.
  Diagnostics found;
};

// `files`: path in the release -> bytes. `open`: the papers that passed the gate. What must not be in them:
// the words of closed papers, passages and attachments, of papers that were held back, and of comments in the
// sources; CPR numbers; tracked changes and comments in DOCX, names and paths in properties. Attached files
// are those at dokumenter/ID/bilag/NAME (attached_files.h).
Scan scan(const std::map<std::string, std::string>& files, const Project& project,
          const std::vector<const Paper*>& open, const Files& disk, ProcessRunner& processes);

// A release as it is put together of papers: those that passed the gate, or as they were sent.
struct Assembled {
  std::map<std::string, std::string> files;
  std::vector<const Paper*> papers;
};

// Puts a release together, scans it, holds back the papers of what was found, those that enclose them too,
// and begins again, until nothing is found. What was found goes to `told`; `gate` is left with the papers
// that go out. A paper that is let out stays for what can be overridden (Gate::overridden has the codes
// then). Throws Error when nobody can say whose a bad file is.
Assembled safe_release(Gate& gate, const std::vector<Override>& overrides, const Project& project,
                       const Files& disk, ProcessRunner& processes, Diagnostics& told,
                       const std::function<Assembled(const std::vector<const Paper*>& open)>& assemble);

}  // namespace kancelli
