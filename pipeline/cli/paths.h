// What the paths of a command line name: a project, papers of it, a folder for outputs.
#pragma once

#include <set>
#include <string>

#include "pipeline/cli/options.h"
#include "pipeline/project/project.h"

namespace kancelli {

// The project's folder: --project, else found from the first path, else from the current folder upwards.
// Throws Error when there is none.
std::string project_root(const Files& files, const Options& options);

// The command's paths, below the project's root; "." is all of it. Throws Error for one that is not there.
std::set<std::string> wanted_paths(const Project& project, const Options& options);
// Is the file, or a folder around it, among the paths?
bool covers(const std::set<std::string>& paths, const std::string& file);

// A path that names no paper of the project: the author means to check something that nothing checks
// (not-in-project).
void report_strangers(const Project& project, const std::set<std::string>& wanted, Diagnostics& diagnostics);
// Leaves out what was found in papers that nobody asked for; not what makes a paper unreadable, on which
// others depend.
void keep_wanted(const Project& project, const std::set<std::string>& wanted, Diagnostics& diagnostics);

// Throws Error for a folder that lies in the project's content.
void refuse_among_sources(const std::string& root, const std::string& folder);

// Throws Error for a path in a release of a folder, also by way of `current`.
void refuse_in_release(const std::string& path);

// Throws Error for a file that a run is not to make: it is there already and may hold somebody's work, its
// name does not end so, or it lies among the sources or in a release. One that is there and holds the mark
// was made by an earlier run, and may be made again.
void refuse_output(const std::string& root, const std::string& file, const std::string& ending,
                   const std::string& mark = "");

// The absolute path. Throws Error for one in a release, and among the sources, where an output may be named
// like an attachment.
std::string folder_for_outputs(const Project& project, const std::string& asked);
// The same for the outputs of a build: those of the closed edition never lie with the open ones, nor below
// them.
std::string folder_for_outputs(const Project& project, const Options& options);
// As the user knows it: --out, with the ending of the closed edition.
std::string name_of_outputs(const Options& options);

}  // namespace kancelli
