// Typst, which sets the pages: the `typst` command where it is installed, else the npm compiler in long-lived
// processes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/error.h"
#include "pipeline/system/conversations.h"
#include "pipeline/system/files.h"

namespace kancelli {

struct TypstJob {
  std::string source;  // markup
  std::string main;    // the name it has within the root, for imports and messages: "/content/papers/x.typ"
  std::string date;    // ISO, or "": PDF/A wants one; then SOURCE_DATE_EPOCH, else 1970-01-01
};

// What Typst set, but not as it was told: a font that is not there.
struct TypstWarning {
  std::string message, file;  // where Typst tells: within the root, "/content/papers/x.typ"
  int line = 0;               // in the file, from 1; 0: nowhere
};

struct TypstResult {
  std::string pdf;
  std::vector<TypstWarning> warnings;  // in a fixed order
};

// Where Typst finds what papers need.
struct TypstHouse {
  std::string root;                // the folder that "/" means in Typst
  std::vector<std::string> fonts;  // folders
  std::string modules;             // the folder with node_modules
};

// Used by several threads.
class Typst {
 public:
  // There may be `most` processes, if they are long-lived.
  Typst(ProcessRunner& processes, const Files& files, TypstHouse house, std::size_t most);

  // Throws Error, with what to install, when there is no Typst.
  std::string version() const;
  // Starts a process without waiting for it, so that it is ready when the first paper is.
  void warm_up();
  // A PDF/A-2a. Throws Error with Typst's own words, each with its place in the markup.
  TypstResult pdf(const TypstJob& job);

 private:
  void need_typst() const;
  TypstResult by_command(const TypstJob& job) const;
  TypstResult by_server(const TypstJob& job);
  std::string within_root(std::string_view file) const;

  ProcessRunner& processes_;
  const Files& files_;
  TypstHouse house_;
  bool command_;
  Conversations servers_;
};

}  // namespace kancelli
