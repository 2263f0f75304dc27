#include "pipeline/system/temporary_folder.h"

#include <stdlib.h>

#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder(const std::string& name) {
  std::error_code problem;
  const fs::path place = fs::temp_directory_path(problem);
  if (!problem) path_ = (fs::absolute(place).lexically_normal() / (name + "-XXXXXX")).string();
  if (problem || ::mkdtemp(path_.data()) == nullptr)
    throw Error(tr("there is no folder for temporary files"), tr("TMPDIR must name a folder, or be unset"));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace kancelli
