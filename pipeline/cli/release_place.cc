#include "pipeline/cli/release_place.h"

#include <pwd.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <thread>

#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/audit_log.h"

namespace kancelli {
namespace {

constexpr const char* user_variable = "KANCELLI_USER";

// USER:PASSWORD, never from the command line, which everybody on the machine can see.
WebAccess web_access(DiskFiles& files, const Options& options) {
  WebAccess access;
  access.silence = std::chrono::seconds(options.time_limit > 0 ? options.time_limit : 24 * 3600);
  const char* variable = std::getenv(user_variable);
  if (options.user_file.empty() && variable == nullptr) return access;
  const std::string text = options.user_file.empty() ? variable : files.read(options.user_file);
  if (!options.user_file.empty()) refuse_readable_by_all(options.user_file);
  const std::string line(trim(text));
  const std::size_t colon = line.find(':');
  if (colon == std::string::npos || colon == 0 || line.find('\n') != std::string::npos)
    throw Error(
        tr("{0} does not name the user", {options.user_file.empty() ? user_variable : options.user_file}),
        tr("it has one line: USER:PASSWORD"));
  access.user = line.substr(0, colon);
  access.password = line.substr(colon + 1);
  return access;
}

std::string account() {
  const passwd* entry = ::getpwuid(::geteuid());
  return entry != nullptr ? entry->pw_name : std::to_string(::geteuid());
}

std::string this_second() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

std::shared_ptr<void> locked(DiskFiles& files, const std::string& folder) {
  constexpr int tries = 100;
  for (int i = 1;; ++i) {
    try {
      return files.lock(folder);
    } catch (const Error&) {
      if (i == tries) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

// The log is written after what it tells of. That it can be must be known before.
void need_place_for(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  fs::path folder = fs::absolute(path).parent_path();
  while (!fs::exists(folder, problem) && folder.has_relative_path()) folder = folder.parent_path();
  const int error = !fs::is_directory(folder, problem)           ? ENOTDIR
                    : ::access(folder.c_str(), W_OK | X_OK) == 0 ? 0
                                                                 : errno;
  if (error != 0)
    throw Error(tr("cannot write {0}: {1}", {path, reason_text(error)}),
                tr("the log of what was published lies there: is --to the right place, and may you write "
                   "there? For the log alone: --audit-log FILE"));
}

bool is_folder_place(const std::string& to) {
  return !is_web_address(to) && !is_tar_name(to);
}

}  // namespace

void refuse_readable_by_all(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);  // what is not there is told by who reads it
  if (fs::is_regular_file(status) && (status.permissions() & fs::perms::others_read) != fs::perms::none)
    throw Error(tr("everybody on this machine can read {0}", {path}),
                tr("what is in it is secret: chmod 600, and a new one if somebody may have seen it"));
}

std::string place_of_releases(const Options& options) {
  if (!options.to) throw Error(tr("{0} is missing: where the releases are", {"--to PLACE"}));
  return *options.to;
}

void need_place_of_releases(const std::string& place) {
  namespace fs = std::filesystem;
  if (is_web_address(place)) return;
  std::error_code problem;
  const fs::path path = fs::absolute(place, problem).lexically_normal(),
                 whole = path.has_filename() ? path : path.parent_path();
  const bool is_there = is_folder_place(place) && fs::exists(whole, problem);
  const fs::path folder = is_there ? whole : whole.parent_path();
  const bool leads_nowhere = !is_there && is_folder_place(place) && fs::is_symlink(whole, problem);
  const int error = leads_nowhere || !fs::exists(folder, problem) ? ENOENT
                    : !fs::is_directory(folder, problem)          ? ENOTDIR
                    : ::access(folder.c_str(), W_OK | X_OK) == 0  ? 0
                                                                  : errno;
  if (error != 0)
    throw Error(tr("cannot write {0}: {1}", {place, reason_text(error)}),
                error == ENOENT ? tr("make the folder that it is to lie in first")
                                : tr("name another place, or let whoever publishes write there"));
}

std::unique_ptr<Target> target_of_releases(DiskFiles& files, const Options& options) {
  const std::string to = place_of_releases(options);
  return target_at(to, is_web_address(to) ? web_access(files, options) : WebAccess{});
}

std::string audit_log_path(const Options& options, DiskFiles& files) {
  if (!options.audit_log.empty()) return options.audit_log;
  const std::string to = place_of_releases(options);
  if (is_folder_place(to)) return to + "/audit/log.jsonl";
  Options no_paths = options;
  no_paths.arguments.clear();  // "verify" is no path
  return project_root(files, no_paths) + "/audit/log.jsonl";
}

void check_log(DiskFiles& files, const Options& options) {
  const std::string path = audit_log_path(options, files);
  refuse_in_release(path);
  need_place_for(path);
  if (files.exists(path)) static_cast<void>(read_log(files.read(path)));
}

void note_in_log(DiskFiles& files, const Options& options, const std::string& action,
                 const std::string& release, std::vector<std::pair<std::string, std::string>> details) {
  const std::string path = audit_log_path(options, files);
  const std::string to = place_of_releases(options);
  // One log may be for several places.
  if (!is_folder_place(to) || !options.audit_log.empty()) details.emplace_back("to", to);
  const std::string folder = std::filesystem::path(path).parent_path().string();
  const auto lock = locked(files, folder.empty() ? "." : folder);
  const std::string log = files.exists(path) ? files.read(path) : "";
  files.write(path, log + next_line(log, {this_second(), account(), action, release, std::move(details)}));
}

}  // namespace kancelli
