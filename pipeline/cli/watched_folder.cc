#include "pipeline/cli/watched_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <memory>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/files.h"

namespace kancelli {
namespace {

// More is never a Word file that would be let in (PackageLimits::file).
constexpr off_t most_bytes = off_t{65} << 20;
constexpr int deepest = 16;

FileState state_from(const struct stat& info) {
  return {static_cast<std::uint64_t>(info.st_size), static_cast<std::uint64_t>(info.st_ino),
          static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec};
}

[[noreturn]] void cannot_write(const std::string& path, int reason) {
  throw Error(tr("cannot write {0}: {1}", {path, reason_text(reason)}),
              tr("the answers lie beside the files: the watch must be allowed to write there"));
}

std::string machine() {
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  return name;
}

std::string text_of(int file) {
  char text[512];
  const ssize_t count = ::pread(file, text, sizeof text, 0);
  return std::string(text, count > 0 ? static_cast<std::size_t>(count) : 0);
}

void write_whole(int file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_write(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

// Beside us in the same file system, so that it can be renamed; safe on the disk when it has its name.
void write_draft(const std::string& draft, std::string_view bytes, const std::string& target) {
  const int file = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (file < 0) cannot_write(target, errno);
  try {
    write_whole(file, bytes, target);
    if (::fsync(file) != 0 && errno != EINVAL && errno != EROFS) cannot_write(target, errno);
  } catch (...) {
    ::close(file);
    ::unlink(draft.c_str());
    throw;
  }
  if (::close(file) != 0) cannot_write(target, errno);
}

}  // namespace

WatchedFolder::WatchedFolder(const std::string& path) : path_(path) {
  const std::string folder = path_ + "/.kancelli";
  if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) cannot_write(folder, errno);
  struct stat info {};
  if (::lstat(folder.c_str(), &info) != 0 || !S_ISDIR(info.st_mode)) cannot_write(folder, ENOTDIR);
  lock();
  DiskFiles files;
  for (const std::string& name : files.list(folder))
    if (name.starts_with("new-")) files.remove(own(name));  // what a watch that was killed left
  if (files.exists(own("answered"))) remembered = Answered::read(files.read(own("answered")));
}

WatchedFolder::~WatchedFolder() {
  if (lock_ < 0) return;
  static_cast<void>(!::ftruncate(lock_, 0));
  ::close(lock_);
}

// The system lets go of a lock when its holder ends, however it ends. Where a share's locks do not reach
// other machines, the beats of a watch tell that it is at work.
void WatchedFolder::lock() {
  lock_ = ::open(own("lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (lock_ < 0) cannot_write(own("lock"), errno);
  const bool held = ::flock(lock_, LOCK_EX | LOCK_NB) != 0 && (errno == EWOULDBLOCK || errno == EACCES);
  const std::string owner = text_of(lock_);
  const auto words = split(owner);
  bool at_work = held;
  if (!held && words.size() == 3 && words[0] != machine()) {
    constexpr int beats_to_wait = 8;
    for (int i = 0; i < beats_to_wait && !at_work; ++i) {
      std::this_thread::sleep_for(std::chrono::seconds(1));
      at_work = text_of(lock_) != owner;
    }
  }
  if (at_work) {
    ::close(lock_);
    lock_ = -1;
    throw Error(tr("another watch is at work in {0}: {1}",
                   {path_, words.size() == 3 ? tr("on {0}, process {1}", {words[0], words[1]}) : "?"}),
                tr("one is enough; stop it first"));
  }
  beat();
}

void WatchedFolder::beat() {
  const std::string text =
      machine() + " " + std::to_string(::getpid()) + " " + std::to_string(++beats_) + "\n";
  if (::pwrite(lock_, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()))
    static_cast<void>(!::ftruncate(lock_, static_cast<off_t>(text.size())));
}

bool WatchedFolder::is_ours() const {
  struct stat held {
  }, there{};
  return ::fstat(lock_, &held) == 0 && ::stat(own("lock").c_str(), &there) == 0 &&
         held.st_ino == there.st_ino && held.st_dev == there.st_dev;
}

std::map<std::string, FileState> WatchedFolder::look() const {
  std::map<std::string, FileState> found;
  look_into("", 0, found);
  return found;
}

void WatchedFolder::look_into(const std::string& folder, int depth,
                              std::map<std::string, FileState>& found) const {
  const std::string path = folder.empty() ? path_ : path_ + "/" + folder;
  const std::unique_ptr<DIR, int (*)(DIR*)> list(::opendir(path.c_str()), ::closedir);
  if (list == nullptr) {
    if (depth > 0) return;  // went, or is not ours to read
    throw Error(tr("cannot read {0}: {1}", {path, reason_text(errno)}));
  }
  for (const dirent* each = ::readdir(list.get()); each != nullptr; each = ::readdir(list.get())) {
    const std::string name = each->d_name;
    if (is_passed_over(name)) continue;
    struct stat info {};
    if (::fstatat(::dirfd(list.get()), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    const std::string inner = folder.empty() ? name : folder + "/" + name;
    // One with a watch of its own is left to that.
    if (S_ISDIR(info.st_mode) && depth < deepest &&
        ::access((path_ + "/" + inner + "/.kancelli").c_str(), F_OK) != 0)
      look_into(inner, depth + 1, found);
    else if (S_ISREG(info.st_mode))
      found[inner] = state_from(info);
  }
}

WatchedFolder::Bytes WatchedFolder::read(const std::string& file) const {
  const std::string path = path_ + "/" + file;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (descriptor < 0) throw Error(tr("cannot read {0}: {1}", {file, reason_text(errno)}));
  const std::shared_ptr<void> closed(nullptr, [descriptor](void*) { ::close(descriptor); });
  struct stat before {
  }, after{};
  Bytes result;
  if (::fstat(descriptor, &before) != 0) throw Error(tr("cannot read {0}: {1}", {file, reason_text(errno)}));
  char buffer[1 << 16];
  for (;;) {
    const ssize_t count = ::read(descriptor, buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) throw Error(tr("cannot read {0}: {1}", {file, reason_text(errno)}));
    if (count == 0) break;
    result.bytes.append(buffer, static_cast<std::size_t>(count));
    if (static_cast<off_t>(result.bytes.size()) > most_bytes) break;  // enough to tell that it is too large
  }
  result.state = state_from(before);
  result.whole = ::fstat(descriptor, &after) == 0 && state_from(after) == result.state;
  return result;
}

FileState WatchedFolder::state_of(const std::string& file) const {
  struct stat info {};
  return ::lstat((path_ + "/" + file).c_str(), &info) == 0 && S_ISREG(info.st_mode) ? state_from(info)
                                                                                    : FileState{};
}

std::string WatchedFolder::hash_of(const std::string& file) const {
  struct stat info {};
  constexpr off_t most = off_t{512} << 20;
  const std::string path = path_ + "/" + file;
  if (::lstat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > most) return "";
  try {
    return sha256(DiskFiles().read(path));
  } catch (const Error&) {
    return "";
  }
}

bool WatchedFolder::put(const std::string& file, std::string_view bytes, const std::string& instead) {
  const std::string target = path_ + "/" + file, draft = own("new-" + std::to_string(::getpid()));
  struct stat info {};
  const bool there = ::lstat(target.c_str(), &info) == 0;
  if (there != !instead.empty() || (there && hash_of(file) != instead)) return false;
  write_draft(draft, bytes, file);
  // What comes there meanwhile is not written over, where the file system can promise it.
  int failed =
      ::renameat2(AT_FDCWD, draft.c_str(), AT_FDCWD, target.c_str(), there ? 0u : 1u /* no replace */);
  if (failed != 0 && !there && (errno == EINVAL || errno == ENOSYS))
    failed = ::rename(draft.c_str(), target.c_str());
  if (failed == 0) return true;
  const int reason = errno;
  ::unlink(draft.c_str());
  if (there || reason == EEXIST) return false;
  cannot_write(file, reason);
}

bool WatchedFolder::remove(const std::string& file, const std::string& hash) {
  const std::string path = path_ + "/" + file;
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) return true;
  return hash_of(file) == hash && ::unlink(path.c_str()) == 0;
}

void WatchedFolder::remember() {
  const std::string draft = own("new-answered");
  write_draft(draft, remembered.text(), own("answered"));
  if (::rename(draft.c_str(), own("answered").c_str()) != 0) cannot_write(own("answered"), errno);
}

}  // namespace kancelli
