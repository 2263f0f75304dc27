// Typst, which sets the pages: the `typst` command where it is installed, else the npm compiler in one
// long-lived process.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

struct TypstJob {
  std::string source;  // markup
  std::string main;    // the name it has within the root, for imports and messages: "/content/papers/x.typ"
  std::string date;    // ISO, or "": PDF/A wants one; then SOURCE_DATE_EPOCH, else 1970-01-01
};

// May be used by several threads; jobs for the long-lived process wait for each other.
class Typst {
 public:
  // `root`: the folder that "/" means in Typst. `fonts`: folders. `modules`: the folder with node_modules.
  Typst(ProcessRunner& processes, Files& files, std::string root, std::vector<std::string> fonts,
        std::string modules);
  ~Typst();

  // Throws Error, with what to install, when there is no Typst.
  const std::string& version();
  // Starts the process without waiting for it, so that it is ready when the first paper is.
  void warm_up();
  // A PDF/A-2a. Throws Error with Typst's own words, each with its place in the markup.
  std::string pdf(const TypstJob& job);

 private:
  void need_typst() const;
  void start();
  std::string by_command(const TypstJob& job) const;
  std::string by_server(const TypstJob& job);

  ProcessRunner& processes_;
  Files& files_;
  std::string root_, modules_, version_, folder_;
  std::vector<std::string> fonts_;
  bool command_ = false;
  std::unique_ptr<Conversation> server_;
  std::mutex mutex_;
  int jobs_ = 0;
};

}  // namespace kancelli
