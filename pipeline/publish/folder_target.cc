// A target on this machine's disk, or on one that is mounted.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/open_folder.h"
#include "pipeline/publish/release_names.h"
#include "pipeline/publish/target.h"

namespace kancelli {
namespace {

constexpr const char* releases_name = "releases";
constexpr const char* current_name = "current";
constexpr std::string_view link_mark = ".current-";

// What another machine left is no longer being written to when nothing was put there for so long.
constexpr std::int64_t patience = 3600;

void clear_abandoned(int parent, std::string_view mark) {
  for (const std::string& name : names_in(parent)) {
    if (!name.starts_with(mark)) continue;
    std::optional<std::int64_t> idle;
    struct stat info {};
    if (::fstatat(parent, name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0)
      idle = std::time(nullptr) - info.st_mtime;
    if (is_abandoned(name, idle, patience)) remove_tree(parent, name);
  }
}

class FolderTarget : public Target {
 public:
  explicit FolderTarget(std::string folder) : folder_(std::move(folder)) {}
  ~FolderTarget() override {
    try {
      drop_staging();
    } catch (const std::exception&) {  // the next run clears it away
    }
  }

  std::vector<std::string> releases() override;
  std::string active() override;
  std::string read(const std::string& release, const std::string& path) override;
  std::vector<std::string> paths(const std::string& release) override;
  void begin(const std::string& release) override;
  void put(const std::string& path, std::string_view bytes) override;
  void put_again(const std::string& path, const std::string& from_release) override;
  std::string staged(const std::string& path) override;
  void seal() override;
  void activate(const std::string& release) override;
  void remove(const std::string& release) override;

 private:
  Descriptor root(bool make = false);
  Descriptor sealed(const std::string& release);
  void drop_staging();

  std::string folder_;
  // What is being staged; all empty when nothing is.
  Descriptor releases_, staging_;
  std::string release_, staging_name_;
};

// The folder itself may be reached by a link: it is what the user named.
Descriptor FolderTarget::root(bool make) {
  if (make && ::mkdir(folder_.c_str(), 0777) != 0 && errno != EEXIST) cannot_write(folder_, errno);
  Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open() && (make || errno != ENOENT)) cannot_read(folder_, errno);
  return folder;
}

Descriptor FolderTarget::sealed(const std::string& release) {
  check_release(release);
  const Descriptor folder = root();
  Descriptor found;
  if (folder.open()) {
    const Descriptor all = folder_in(folder.get(), releases_name);
    if (all.open()) found = folder_in(all.get(), release);
  }
  if (!found.open() && errno == ENOENT) throw Error(tr("there is no release {0}", {release}));
  if (!found.open()) cannot_read(release, errno);
  return found;
}

std::vector<std::string> FolderTarget::releases() {
  const Descriptor folder = root();
  if (!folder.open()) return {};
  const Descriptor all = folder_in(folder.get(), releases_name);
  if (!all.open() && errno == ENOENT) return {};
  if (!all.open()) cannot_read(releases_name, errno);
  std::vector<std::pair<std::pair<std::time_t, long>, std::string>> found;
  for (const std::string& name : names_in(all.get())) {
    struct stat info {};
    if (is_release_name(name) && ::fstatat(all.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(info.st_mode))
      found.push_back({{info.st_mtim.tv_sec, info.st_mtim.tv_nsec}, name});
  }
  std::sort(found.begin(), found.end());
  std::vector<std::string> names;
  for (auto& release : found) names.push_back(std::move(release.second));
  return names;
}

std::string FolderTarget::active() {
  const Descriptor folder = root();
  if (!folder.open()) return "";
  char text[256];
  const ssize_t length = ::readlinkat(folder.get(), current_name, text, sizeof text);
  if (length < 0 && errno == ENOENT) return "";
  const std::string prefix = std::string(releases_name) + "/";
  const std::string_view leads_to(text, length < 0 ? 0 : static_cast<std::size_t>(length));
  if (!leads_to.starts_with(prefix) || !is_release_name(leads_to.substr(prefix.size())))
    throw Error(tr("{0} is no link to a release", {folder_ + "/" + current_name}),
                tr("move it away, or publish to another folder"));
  return std::string(leads_to.substr(prefix.size()));
}

std::string FolderTarget::read(const std::string& release, const std::string& path) {
  check_path(path);
  return read_in(sealed(release).get(), path);
}

std::vector<std::string> FolderTarget::paths(const std::string& release) {
  return files_in(sealed(release).get());
}

void FolderTarget::begin(const std::string& release) {
  check_release(release);
  drop_staging();
  const Descriptor folder = root(true);
  releases_ = folder_in(folder.get(), releases_name, true);
  if (!releases_.open()) cannot_write(folder_ + "/" + releases_name, errno);
  if (::fsync(folder.get()) != 0) cannot_write(folder_, errno);
  clear_abandoned(folder.get(), link_mark);
  clear_abandoned(releases_.get(), staging_mark);
  staging_name_ = std::string(staging_mark) + release + "-" + own_mark();
  staging_ = folder_in(releases_.get(), staging_name_, true);
  if (!staging_.open()) cannot_write(folder_ + "/" + releases_name, errno);
  release_ = release;
}

void FolderTarget::put(const std::string& path, std::string_view bytes) {
  check_path(path);
  write_in(staging_.get(), path, bytes);
  ::futimens(staging_.get(), nullptr);  // still at work
}

void FolderTarget::put_again(const std::string& path, const std::string& from_release) {
  check_path(path);
  const Descriptor from = sealed(from_release);
  const auto [source, name] = parent_of(from.get(), path);
  struct stat info {};
  if (!source.open() || ::fstatat(source.get(), name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0)
    cannot_read(path, errno);
  const auto [folder, same_name] = parent_of(staging_.get(), path, true);
  if (!folder.open()) cannot_write(path, errno);
  // One file in both releases, where the disk can do that. What is no ordinary file, read_in refuses.
  if (S_ISREG(info.st_mode) && ::linkat(source.get(), name.c_str(), folder.get(), name.c_str(), 0) == 0)
    return;
  put(path, read_in(from.get(), path));
}

std::string FolderTarget::staged(const std::string& path) {
  check_path(path);
  return read_in(staging_.get(), path);
}

void FolderTarget::seal() {
  // The folder's time is when it was sealed; renaming does not set it, and the system's own is coarse.
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  const timespec both[2] = {now, now};
  if (::futimens(staging_.get(), both) != 0) cannot_write(staging_name_, errno);
  // All that was staged is safe on the disk before it becomes a release: in one go, since one by one the
  // files and folders of a site take it ten times as long.
  if (::syncfs(staging_.get()) != 0) cannot_write(staging_name_, errno);
  if (::renameat(releases_.get(), staging_name_.c_str(), releases_.get(), release_.c_str()) != 0) {
    if (errno != ENOTEMPTY && errno != EEXIST) cannot_write(release_, errno);
    drop_staging();  // the same release, by somebody else
    return;
  }
  staging_name_.clear();
  if (::fsync(releases_.get()) != 0) cannot_write(releases_name, errno);
  staging_ = Descriptor();
}

void FolderTarget::activate(const std::string& release) {
  sealed(release);  // throws when it is not there
  const Descriptor folder = root();
  const std::string link = std::string(link_mark) + own_mark();
  const std::string leads_to = std::string(releases_name) + "/" + release;
  if (::symlinkat(leads_to.c_str(), folder.get(), link.c_str()) != 0) cannot_write(current_name, errno);
  if (::renameat(folder.get(), link.c_str(), folder.get(), current_name) != 0) {
    const int reason = errno;
    ::unlinkat(folder.get(), link.c_str(), 0);
    cannot_write(current_name, reason);
  }
  if (::fsync(folder.get()) != 0) cannot_write(folder_, errno);
}

void FolderTarget::remove(const std::string& release) {
  sealed(release);
  const Descriptor all = folder_in(root().get(), releases_name);
  // Out of sight in one step; should we be interrupted, the next run clears away the rest.
  const std::string aside = std::string(staging_mark) + release + "-" + own_mark();
  set_aside(
      *this, release,
      [&] {
        if (::renameat(all.get(), release.c_str(), all.get(), aside.c_str()) != 0)
          cannot_write(release, errno);
      },
      [&] { ::renameat(all.get(), aside.c_str(), all.get(), release.c_str()); });
  remove_tree(all.get(), aside);
}

void FolderTarget::drop_staging() {
  if (!staging_name_.empty()) remove_tree(releases_.get(), std::exchange(staging_name_, ""));
  staging_ = Descriptor();
}

}  // namespace

std::unique_ptr<Target> folder_target(const std::string& folder) {
  return std::make_unique<FolderTarget>(folder);
}

}  // namespace kancelli
