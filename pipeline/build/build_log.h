// DIR/build.json: what a build took in, with which tools, and what came out. The next build reads it and
// makes only what changed.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct BuiltOutput {
  std::string file, sha256;  // the file's name in DIR
  std::size_t bytes = 0;
  friend bool operator==(const BuiltOutput&, const BuiltOutput&) = default;
};

// What a paper's outputs depend on. Hashes are SHA-256.
struct PaperRecord {
  std::string source;                           // hash of the file
  std::string house;                            // hash of filters and styles together
  std::map<std::string, std::string> tools;     // name -> version
  std::map<std::string, std::string> pictures;  // path -> hash
  std::map<std::string, std::string> answers;   // question key (project/answers.h) -> hash of the answer
  std::map<std::string, BuiltOutput> outputs;   // format -> file
};

struct BuildLog {
  std::string today;                          // --today, or ""
  std::map<std::string, PaperRecord> papers;  // by id

  // An empty log for text that is none (an old form, a file somebody edited): everything is then made anew.
  static BuildLog read(std::string_view json);
  // The same log gives the same bytes.
  std::string json() const;
};

}  // namespace kancelli
