// Statutes and amendments that a command line names: papers of a project, or any files.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "pipeline/cli/options.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

class StatuteFiles {
 public:
  // The project that the first of the names lies in, or that the current folder lies in; an empty one where
  // there is none: then names printed from registers are missing.
  StatuteFiles(const Files& files, const Options& options);

  Project& project() { return *project_; }
  Diagnostics& diagnostics() { return diagnostics_; }

  struct Statute {
    statute::Unit text;
    std::string meta, enacted, amended;             // of its head
    std::map<std::string, std::string> changed_by;  // ids of provisions, and the item of an earlier amendment
  };
  // A paper's id, one of our XML files, or an Akoma Ntoso file. Throws Error for a file that is not there or
  // is none of these; findings are diagnostics.
  Statute statute(const std::string& name);
  // An amendment of the project (id or file), the edited text of `old` (XML), or formulas (any other text),
  // with what becomes of `old`. nullptr with diagnostics when it cannot be read or carried out.
  std::unique_ptr<WorkedAmendment> amendment(const std::string& name, const Statute& old);
  // Throws Error for a file that is not there or holds no text.
  statute::Amendment formulas(const std::string& name);
  // The amendment that leads from one to the other.
  std::unique_ptr<WorkedAmendment> compare(const Statute& old, const Statute& changed);

 private:
  Statute from_akoma_ntoso(SourceId source);
  std::unique_ptr<WorkedAmendment> worked(const Statute& old, statute::Amendment amendment);
  std::unique_ptr<WorkedAmendment> amendment_of(const Paper& paper, const std::string& name,
                                                const Statute& old);
  void read_back(const statute::Amendment& amendment);
  SourceId read(const std::string& name);
  const Paper* paper_named(const std::string& name) const;
  bool is_xml(SourceId source) const;

  const Files& files_;
  std::unique_ptr<Project> project_;
  Diagnostics diagnostics_;
  std::vector<std::unique_ptr<XmlDocument>> documents_;
  std::vector<std::unique_ptr<Paper>> papers_;  // made for amendments that are no papers
};

}  // namespace kancelli
