#include "pipeline/publish/open_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/files.h"

namespace kancelli {
namespace {

// Where a folder has no name of its own here, messages say where it lies.
constexpr const char* folder_word = "releases/";

std::string reason_of(int error) {
  // We follow no link, so it need not lead to itself.
  return error == ELOOP ? tr("it is a symbolic link") : reason_text(error);
}

bool is_link(int parent, const std::string& name) {
  struct stat info {};
  return ::fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(info.st_mode);
}

void list_files(int folder, const std::string& prefix, std::vector<std::string>& paths) {
  for (const std::string& name : names_in(folder)) {
    struct stat info {};
    if (::fstatat(folder, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) cannot_read(prefix + name, errno);
    if (!S_ISDIR(info.st_mode)) {
      paths.push_back(prefix + name);
      continue;
    }
    const Descriptor inside = folder_in(folder, name);
    if (!inside.open()) cannot_read(prefix + name, errno);
    list_files(inside.get(), prefix + name + "/", paths);
  }
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

void cannot_read(const std::string& what, int error) {
  throw Error(tr("cannot read {0}: {1}", {what, reason_of(error)}));
}

void cannot_write(const std::string& what, int error) {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT)
    hint = tr("make room on the disk; what lies there already is still whole");
  if (error == EACCES || error == EROFS || error == EPERM)
    hint = tr("choose a folder where you may write, or ask for the right to");
  throw Error(tr("cannot write {0}: {1}", {what, reason_of(error)}), hint);
}

Descriptor folder_in(int parent, const std::string& name, bool make) {
  if (make && ::mkdirat(parent, name.c_str(), 0777) != 0 && errno != EEXIST) return Descriptor();
  Descriptor folder(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder.open() && errno == ENOTDIR) errno = is_link(parent, name) ? ELOOP : ENOTDIR;
  return folder;
}

std::pair<Descriptor, std::string> parent_of(int root, const std::string& path, bool make) {
  std::vector<std::string_view> parts = split(path, '/');
  const std::string name(parts.back());
  parts.pop_back();
  Descriptor folder(::openat(root, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (const std::string_view part : parts) {
    if (!folder.open()) break;
    folder = folder_in(folder.get(), std::string(part), make);
  }
  return {std::move(folder), name};
}

std::vector<std::string> names_in(int folder) {
  std::vector<std::string> names;
  const int again = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* const entries = again < 0 ? nullptr : ::fdopendir(again);
  if (!entries) {
    const int reason = errno;
    if (again >= 0) ::close(again);
    cannot_read(folder_word, reason);
  }
  while (const dirent* entry = ::readdir(entries)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  ::closedir(entries);
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_in(int root, const std::string& path) {
  const auto [folder, name] = parent_of(root, path);
  if (!folder.open()) cannot_read(path, errno);
  // O_NONBLOCK: a pipe that somebody put there must not make us wait.
  const Descriptor file(::openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!file.open() || ::fstat(file.get(), &info) != 0) cannot_read(path, errno);
  if (S_ISDIR(info.st_mode)) cannot_read(path, EISDIR);
  if (!S_ISREG(info.st_mode)) throw Error(tr("cannot read {0}: {1}", {path, tr("it is no ordinary file")}));
  std::string bytes;
  bytes.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_read(path, errno);
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<std::size_t>(count));
  }
}

void write_in(int root, const std::string& path, std::string_view bytes) {
  const auto [folder, name] = parent_of(root, path, true);
  if (!folder.open()) cannot_write(path, errno);
  if (::unlinkat(folder.get(), name.c_str(), 0) != 0 && errno != ENOENT) cannot_write(path, errno);
  const Descriptor file(
      ::openat(folder.get(), name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.open()) cannot_write(path, errno);
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_write(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void remove_tree(int parent, const std::string& name) {
  if (::unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT) return;
  const int reason = errno;
  const Descriptor folder = folder_in(parent, name);
  if (!folder.open()) throw Error(tr("cannot remove {0}: {1}", {name, reason_of(reason)}));
  for (const std::string& inside : names_in(folder.get())) remove_tree(folder.get(), inside);
  if (::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
    throw Error(tr("cannot remove {0}: {1}", {name, reason_of(errno)}));
}

std::vector<std::string> files_in(int folder) {
  std::vector<std::string> paths;
  list_files(folder, "", paths);
  std::sort(paths.begin(), paths.end());
  return paths;
}

}  // namespace kancelli
