// What pdftotext said of the PDFs of the last release, kept beside the outputs: reading a thousand papers
// that did not change takes longer than all else that publishing does.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>

#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

// Runs programs as `inner` does. pdftotext is not asked again for the same bytes, arguments and version; what
// failed is not kept, and a file of texts that is not as it was written counts as none.
class KeptTexts : public ProcessRunner {
 public:
  KeptTexts(ProcessRunner& inner, Files& files, std::string path);
  ProcessResult run(const Command& command) override;
  std::unique_ptr<Conversation> start(const Command& command) override { return inner_.start(command); }
  // Writes the texts that were wanted since then, and no others, if they are not what the file has.
  void keep();

 private:
  void read();
  std::string version();

  ProcessRunner& inner_;
  Files& files_;
  const std::string path_;
  std::mutex guard_;
  std::string version_;
  std::map<std::string, std::string> texts_;  // by what was asked
  std::set<std::string> wanted_;
  bool is_new_ = false;
};

}  // namespace kancelli
