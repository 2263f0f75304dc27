// The sample project, read once.
#pragma once

#include <memory>

#include "pipeline/project/project.h"

namespace kancelli {

inline const Project& sample_project() {
  static const auto project = [] {
    DiskFiles files;
    Diagnostics diagnostics;
    auto loaded = load_project(files, KANCELLI_ROOT, diagnostics);
    return loaded;
  }();
  return *project;
}

}  // namespace kancelli
