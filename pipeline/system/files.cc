#include "pipeline/system/files.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "pipeline/core/error.h"

namespace kancelli {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const std::string& what, const std::string& path, int reason) {
  std::string hint;
  if (reason == ENOSPC || reason == EDQUOT) hint = "make room on the disk; the old file is still whole";
  if (reason == EACCES || reason == EROFS || reason == EPERM) hint = "is the folder writable for you?";
  throw Error(what + " " + path + ": " + std::strerror(reason), hint);
}

// Part of the name of what is being written; it never stays.
constexpr std::string_view draft_mark = ".kancelli-new-";

// A temporary file that is gone again unless it was renamed over its target, so that nothing half-written stays.
class Draft {
 public:
  explicit Draft(const std::string& target) : target_(target) {
    static std::atomic<unsigned> counter = 0;
    path_ = target + std::string(draft_mark) + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0) fail("cannot write", target, errno);
  }
  ~Draft() {
    if (fd_ >= 0) ::close(fd_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) fail("cannot write", target_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void commit() {
    const int closed = ::close(fd_);
    fd_ = -1;
    if (closed != 0) fail("cannot write", target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) fail("cannot write", target_, errno);
    path_.clear();
  }

 private:
  std::string target_, path_;
  int fd_ = -1;
};

}  // namespace

std::string DiskFiles::read(const std::string& path) const {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail("cannot read", path, errno);
  struct stat info {};
  const bool good = ::fstat(fd, &info) == 0;
  if (!good || S_ISDIR(info.st_mode)) {
    ::close(fd);
    throw Error("cannot read " + path + (good ? ": it is a folder" : ""), good ? "name a file in it" : "");
  }
  std::string text;
  text.reserve(static_cast<std::size_t>(std::max<off_t>(info.st_size, 0)) + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(fd, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      const int reason = errno;
      ::close(fd);
      fail("cannot read", path, reason);
    }
    if (count == 0) break;
    text.append(buffer, static_cast<std::size_t>(count));
  }
  ::close(fd);
  return text;
}

bool DiskFiles::exists(const std::string& path) const {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

bool DiskFiles::is_folder(const std::string& path) const {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

std::vector<std::string> DiskFiles::list(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

void DiskFiles::write(const std::string& path, std::string_view bytes) {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code problem;
  if (!parent.empty()) fs::create_directories(parent, problem);
  if (problem) fail("cannot make the folder", parent.string(), problem.value());
  Draft draft(path);
  draft.write(bytes);
  draft.commit();
}

void DiskFiles::remove(const std::string& path) {
  std::error_code problem;
  fs::remove(path, problem);
  if (problem) fail("cannot remove", path, problem.value());
}

std::shared_ptr<void> DiskFiles::lock(const std::string& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) fail("cannot make the folder", folder, problem.value());
  // The folder itself is locked: no file of ours stays in it, and the system lets go when we end, however we end.
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) fail("cannot open the folder", folder, errno);
  const std::shared_ptr<void> held(nullptr, [fd](void*) { ::close(fd); });
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0) throw Error("another run is at work in " + folder, "wait until it has finished");
  for (const std::string& name : list(folder))
    if (name.find(draft_mark) != std::string::npos) remove(folder + "/" + name);
  return held;
}

}  // namespace kancelli
