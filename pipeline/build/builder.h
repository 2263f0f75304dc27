// Builds a project's papers: only what changed, side by side, all or nothing for each paper.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/project/project.h"
#include "pipeline/project/sent_version.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

// The programs that a build asks, and the house: kept between builds, they are ready at once. Builds side by
// side may share them.
struct BuildTools;
// They use files and processes as long as they are there. Throws Error when a program is missing.
std::shared_ptr<BuildTools> build_tools(Files& files, ProcessRunner& processes, const Project& project,
                                        const std::string& house, int jobs);

struct BuildOptions {
  std::string out;  // the folder, absolute; the closed edition has one of its own
  std::vector<std::string>
      formats;  // of "pdf", "docx", "html", "ast", "lowered", "answers", "asked" (PaperMaker::output)
  std::vector<const Paper*> papers;  // those to build
  int jobs = 1;
  std::string house;         // root of filters/ and styles/ (find_house)
  std::string today;         // noted in build.json
  bool keep_others = false;  // papers that the project does not list stay in the folder
  bool keep_closed = false;  // and so do closed ones: for what is sent to those who may read them
  std::string trace;         // the name of a filter in filters/order.lua: tell what it changes; "": none
  bool profile = false;      // tell how long the filters take; with one of the two all papers are made
  // Of this project's root and this house, as its files are now; nullptr: they serve this build alone.
  std::shared_ptr<BuildTools> tools = nullptr;
  // Called after each step, by one thread at a time: how many of how many outputs are made, and the last
  // one's name.
  std::function<void(std::size_t done, std::size_t all, const std::string& name)> progress;
};

struct BuildResult {
  std::size_t made = 0, kept = 0;  // outputs
  std::vector<std::string>
      reasons;        // why each paper was made again, or that it was not; a line each, in the papers' order
  std::string trace;  // what the traced filter changed, in the papers' order
  FilterProfile profile;  // of all papers and threads
};

// The papers have been checked. A paper whose proof fails writes nothing, keeps its old outputs, and has a
// diagnostic. Throws Error when the program cannot work: a tool is missing, the disk is full, another build
// runs in the same folder.
BuildResult build(const Project& project, Files& files, ProcessRunner& processes, const BuildOptions& options,
                  Diagnostics& diagnostics);

}  // namespace kancelli
