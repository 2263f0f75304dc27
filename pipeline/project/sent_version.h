// What was sent, as it was sent: content/sent/ID/NUMBER/ holds the source, the register values it used and
// the outputs, and version.xml says what they are. Nothing there is ever changed; a correction is a new
// version.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// Behind the id in the names of the closed edition's files: "ID-lukket.pdf".
inline constexpr const char* closed_mark = "-lukket";

struct FrozenFile {
  // In the version's folder: "ID.pdf", "ID.docx", "ID.html", and of the closed edition "ID-lukket.pdf" and so
  // on; "source.xml", "answers.json", "answers-lukket.json".
  std::string name;
  std::string sha256;
};

struct SentVersion {
  std::string paper;
  int number = 1;  // supersedes number - 1
  Date sent;
  std::string reason;  // why it replaces the one before, in the sender's words; "" for the first
  std::vector<FrozenFile> files;
  std::string folder;                // in the project: "content/sent/ID/1"
  SourceId source = SourceId::none;  // its version.xml

  const FrozenFile* file(std::string_view name) const;
};

// A paper of which something was sent.
struct SentPaper {
  // Oldest first, and each as it was sent. When `whole`, there is at least one, and a paper for each.
  std::vector<SentVersion> versions;
  std::vector<std::unique_ptr<Paper>> papers;
  bool whole = true;  // false: something of it cannot be read, or is not what was sent; none of it counts

  const Paper& newest() const { return *papers.back(); }
};
using SentPapers = std::map<std::string, SentPaper, std::less<>>;  // by the paper's id

inline constexpr std::string_view sent_folder = "content/sent";
// What a run has sent and not yet put in its place; there only while it works, or after it was interrupted.
inline constexpr std::string_view sending_folder = "content/sent/.sending";

// The versions of a paper, oldest first; empty for one that was never sent. A version.xml that cannot be
// read, or a gap in the numbers, is an error (code sent-version), and that version is left out.
std::vector<SentVersion> sent_versions(Project& project, const Files& files, std::string_view paper,
                                       Diagnostics& diagnostics);
// The same, where the project may not be changed: the texts go to `sources`.
std::vector<SentVersion> sent_versions(SourceMap& sources, const std::string& root, const Files& files,
                                       std::string_view paper, Diagnostics& diagnostics);

// The file's bytes. Throws Error when it is not there, or is not what was sent.
std::string frozen_file(const Project& project, const Files& files, const SentVersion& version,
                        std::string_view name);

// The name of an output in an edition, ".pdf": "ID.pdf", "ID-lukket.pdf"; and of the answers it was made
// with. Of a version that was sent before both editions were kept: that of the open one.
std::string frozen_output(const SentVersion& version, std::string_view ending, bool closed);
std::string frozen_answers(const SentVersion& version, bool closed);
bool keeps_closed_edition(const SentVersion& version);
// False for the closed edition of a version that was sent before it was kept, and of which something may be
// closed. `paper`: the version's.
bool has_edition(const SentVersion& version, const Paper& paper, bool closed);
// The same, and told as an error (code sent-edition).
bool need_edition(const SentVersion& version, const Paper& paper, bool closed, Diagnostics& diagnostics);

// The paper as it was sent, read from its frozen source: for its metadata and words. Its file is the one in
// the version's folder. nullptr with diagnostics where that cannot be read.
std::unique_ptr<Paper> frozen_paper(Project& project, const Files& files, const SentVersion& version,
                                    Diagnostics& diagnostics);

// All that content/sent holds, also of the papers that an amendment becomes.
SentPapers load_all_sent(Project& project, const Files& files, Diagnostics& diagnostics);

// The text of its version.xml. `tools`: name -> version.
std::string version_xml(const SentVersion& version, const std::string& title,
                        const std::map<std::string, std::string>& tools);

}  // namespace kancelli
