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
#include "pipeline/core/messages.h"

namespace kancelli {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void cannot_read(const std::string& path, const std::string& reason, std::string hint = {}) {
  throw Error(tr("cannot read {0}: {1}", {path, reason}), std::move(hint));
}

[[noreturn]] void cannot_write(const std::string& path, int reason) {
  std::string hint;
  if (reason == ENOSPC || reason == EDQUOT)
    hint = tr("make room on the disk; what lies there already is still whole");
  if (reason == EACCES || reason == EROFS || reason == EPERM)
    hint = tr("choose a folder where you may write, or ask for the right to");
  if (reason == ENOTDIR || reason == EEXIST) hint = tr("choose another folder, or move the file");
  throw Error(tr("cannot write {0}: {1}", {path, reason_text(reason)}), hint);
}

// Part of the name of what is being written; it never stays.
constexpr std::string_view draft_mark = ".kancelli-new-";

// More is never a paper, a register or an attachment.
constexpr off_t most_bytes = off_t{1} << 30;

struct FileDescriptor {
  int fd = -1;
  explicit FileDescriptor(int descriptor) : fd(descriptor) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd >= 0) ::close(fd);
  }
};

// A temporary file that is gone again unless it was renamed over its target, so that nothing half-written
// stays.
class Draft {
 public:
  explicit Draft(const std::string& target) : target_(target) {
    static std::atomic<unsigned> counter = 0;
    path_ = target + std::string(draft_mark) + std::to_string(::getpid()) + "-" + std::to_string(counter++);
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0) cannot_write(target, errno);
  }
  ~Draft() {
    if (fd_ >= 0) ::close(fd_);
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  void write(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t count = ::write(fd_, bytes.data(), bytes.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) cannot_write(target_, errno);
      bytes.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  void commit() {
    const int closed = ::close(fd_);
    fd_ = -1;
    if (closed != 0) cannot_write(target_, errno);
    if (::rename(path_.c_str(), target_.c_str()) != 0) cannot_write(target_, errno);
    path_.clear();
  }

 private:
  std::string target_, path_;
  int fd_ = -1;
};

}  // namespace

std::string reason_text(int reason) {
  switch (reason) {
    case ENOENT:
      return tr("it is not there");
    case EISDIR:
      return tr("it is a folder");
    case ENOTDIR:
    case EEXIST:
      return tr("a file lies where a folder should be");
    case EACCES:
    case EPERM:
      return tr("no permission");
    case EROFS:
      return tr("the disk can only be read");
    case ENOSPC:
    case EDQUOT:
      return tr("the disk is full");
    case ENAMETOOLONG:
      return tr("the name is too long");
    case ELOOP:
      return tr("it is a link that leads to itself");
    default:
      return std::strerror(reason);
  }
}

std::string DiskFiles::read(const std::string& path) const {
  // O_NONBLOCK: opening a pipe that nobody writes to must not wait.
  const FileDescriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  if (file.fd < 0) cannot_read(path, reason_text(errno));
  struct stat info {};
  if (::fstat(file.fd, &info) != 0) cannot_read(path, reason_text(errno));
  if (S_ISDIR(info.st_mode)) cannot_read(path, tr("it is a folder"), tr("name a file in it"));
  if (!S_ISREG(info.st_mode)) cannot_read(path, tr("it is no ordinary file"));
  if (info.st_size > most_bytes)
    cannot_read(path, tr("it is too large: {0} MB", {std::to_string(info.st_size >> 20)}));
  std::string text;
  text.reserve(static_cast<std::size_t>(info.st_size) + 1);
  char buffer[65536];
  for (;;) {
    const ssize_t count = ::read(file.fd, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_read(path, reason_text(errno));
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
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
  std::error_code problem;
  for (fs::directory_iterator each(folder, problem), end; !problem && each != end; each.increment(problem))
    names.push_back(each->path().filename().string());
  // One that nobody lets us read is not empty.
  if (problem && problem != std::errc::no_such_file_or_directory && problem != std::errc::not_a_directory &&
      problem != std::errc::too_many_symbolic_link_levels)
    cannot_read(folder, reason_text(problem.value()));
  std::sort(names.begin(), names.end());
  return names;
}

void DiskFiles::write(const std::string& path, std::string_view bytes) {
  const fs::path parent = fs::path(path).parent_path();
  std::error_code problem;
  if (!parent.empty()) fs::create_directories(parent, problem);
  if (problem) cannot_write(path, problem.value());
  Draft draft(path);
  draft.write(bytes);
  draft.commit();
}

void DiskFiles::remove(const std::string& path) {
  std::error_code problem;
  fs::remove(path, problem);
  if (problem) throw Error(tr("cannot remove {0}: {1}", {path, reason_text(problem.value())}));
}

std::shared_ptr<void> DiskFiles::lock(const std::string& folder) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) cannot_write(folder, problem.value());
  // The folder itself is locked: no file of ours stays in it, and the system lets go when we end, however we
  // end.
  const int fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) cannot_write(folder, errno);
  const std::shared_ptr<void> held(nullptr, [fd](void*) { ::close(fd); });
  if (::flock(fd, LOCK_EX | LOCK_NB) != 0)
    throw Error(tr("another run is at work in {0}", {folder}), tr("wait until it has finished"));
  for (const std::string& name : list(folder))
    if (name.find(draft_mark) != std::string::npos) remove(folder + "/" + name);
  return held;
}

}  // namespace kancelli
