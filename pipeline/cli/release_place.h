// Where releases go, as the user wrote it, and where the log of what was published lies.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/publish/target.h"
#include "pipeline/system/files.h"

namespace kancelli {

// --to. Throws Error when it is missing.
std::string place_of_releases(const Options& options);

// Throws Error when everybody on the machine could read the file: one with a key or a password.
void refuse_readable_by_all(const std::string& path);
// Throws Error where a folder or a tar file could not be made or written: said before anything is done.
void need_place_of_releases(const std::string& place);

// Throws Error when it cannot be one, or the file with the user is none.
std::unique_ptr<Target> target_of_releases(DiskFiles& files, const Options& options);

// --audit-log, else audit/log.jsonl: in the folder with the releases, and for a server or a tar file, where
// it would be given away with them, in the project.
std::string audit_log_path(const Options& options, DiskFiles& files);

// Throws Error when nothing could be added to it: said before anything is done.
void check_log(DiskFiles& files, const Options& options);

// Adds a line to it. Another publisher writes its line first; that takes no time.
void note_in_log(DiskFiles& files, const Options& options, const std::string& action,
                 const std::string& release, std::vector<std::pair<std::string, std::string>> details);

}  // namespace kancelli
