// The papers of the sample project, as they are printed and as DOCX, made once for all tests of a run.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/build/builder.h"
#include "pipeline/build/paper_maker.h"
#include "pipeline/build/tools.h"
#include "pipeline/system/files.h"
#include "pipeline/word/proposals.h"

namespace kancelli::word {

struct SamplePaper {
  const Paper* paper = nullptr;
  PrintedPaper printed;
  std::string docx;
};

class SamplePapers {
 public:
  static SamplePapers& get() {
    static SamplePapers sample;
    return sample;
  }
  const Project& project() const { return *project_; }
  const std::vector<SamplePaper>& papers() const { return papers_; }
  const SamplePaper& paper(std::string_view id) const {
    for (const SamplePaper& each : papers_)
      if (each.paper->id == id) return each;
    throw Error("no such paper");
  }
  // The paper's words when its files are these; the texts of its blocks, a row with tabs between its cells.
  std::vector<std::string> printed_with(const std::string& id,
                                        const std::map<std::string, std::string>& files);

  // What a copy of the paper as it was says, now that its source has these words instead.
  Proposals take_after(const SamplePaper& paper,
                       const std::vector<std::pair<std::string, std::string>>& changes,
                       const std::vector<std::string>& copies, std::string* applied_all = nullptr,
                       const SentTexts& texts = {});

  // The DOCX of the paper when its source has these words instead.
  std::string copy_after(const SamplePaper& paper,
                         const std::vector<std::pair<std::string, std::string>>& changes);

  // What copies say.
  Proposals take(const SamplePaper& paper, const std::vector<std::string>& copies);

 private:
  SamplePapers();
  std::string text_after(const SamplePaper& paper,
                         const std::vector<std::pair<std::string, std::string>>& changes) const;
  std::unique_ptr<Project> project_;
  DiskFiles files_;
  SystemProcesses processes_;
  std::unique_ptr<BuildTools> tools_;
  std::vector<SamplePaper> papers_;
};

// The texts of blocks, a row with tabs between its cells; notes last, sorted.
std::vector<std::string> lines_of(const PrintedPaper& printed);
std::vector<std::string> lines_of_copy(const std::string& bytes);

}  // namespace kancelli::word
