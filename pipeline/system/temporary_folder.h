#pragma once

#include <string>

namespace kancelli {

// A folder of its own in the system's place for temporary files, which only this user reads. It goes, with
// all in it, when this does.
class TemporaryFolder {
 public:
  // Its name begins with `name`. Throws Error when there is no place for it.
  explicit TemporaryFolder(const std::string& name = "kancelli");
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace kancelli
