// A release in a tar file. It is staged in memory, where all of it is already, and read back before it is
// renamed.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/open_folder.h"
#include "pipeline/publish/release_names.h"
#include "pipeline/publish/tar_file.h"
#include "pipeline/publish/target.h"

namespace kancelli {
namespace {

constexpr std::string_view releases_prefix = "releases/";

// An open tar file. What is renamed over it meanwhile is another.
class OpenTar {
 public:
  explicit OpenTar(const std::string& file) : file_(file) {
    descriptor_ = Descriptor(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    struct stat info {};
    if (!descriptor_.open() && errno == ENOENT) return;
    if (!descriptor_.open() || ::fstat(descriptor_.get(), &info) != 0) cannot_read(file, errno);
    if (!S_ISREG(info.st_mode)) throw Error(tr("cannot read {0}: {1}", {file, tr("it is no ordinary file")}));
    const auto take = [this](std::uint64_t offset, std::size_t count) { return bytes(offset, count); };
    for (auto& [path, entry] : read_tar(take, static_cast<std::uint64_t>(info.st_size))) add(path, entry);
    if (release_.empty()) throw Error(tr("{0} holds no release", {file}), tr("name another file"));
  }

  const std::string& release() const { return release_; }  // "" when there is no file
  const std::map<std::string, TarEntry>& entries() const { return entries_; }
  std::string read(const std::string& path) const {
    const auto entry = entries_.find(path);
    if (entry == entries_.end()) throw Error(tr("cannot read {0}: {1}", {path, tr("it is not there")}));
    return bytes(entry->second.offset, static_cast<std::size_t>(entry->second.bytes));
  }

 private:
  // All lies in releases/ID/, for one ID.
  void add(const std::string& path, const TarEntry& entry) {
    const std::size_t name = releases_prefix.size(), slash = path.find('/', name);
    const std::string release = path.starts_with(releases_prefix) && slash != std::string::npos
                                    ? path.substr(name, slash - name)
                                    : "";
    if (!is_release_name(release) || (!release_.empty() && release != release_))
      throw Error(tr("{0} holds something else than one release: {1}", {file_, json_escape(path)}),
                  tr("name another file"));
    release_ = release;
    entries_[path.substr(slash + 1)] = entry;
  }

  std::string bytes(std::uint64_t offset, std::size_t count) const {
    std::string bytes(count, '\0');
    std::size_t got = 0;
    while (got < count) {
      const ssize_t n =
          ::pread(descriptor_.get(), bytes.data() + got, count - got, static_cast<off_t>(offset + got));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) cannot_read(file_, errno);
      if (n == 0) break;
      got += static_cast<std::size_t>(n);
    }
    bytes.resize(got);
    return bytes;
  }

  std::string file_, release_;
  Descriptor descriptor_;
  std::map<std::string, TarEntry> entries_;
};

class TarTarget : public Target {
 public:
  explicit TarTarget(std::string file) : file_(std::move(file)) {
    const std::size_t slash = file_.rfind('/');
    folder_ = slash == std::string::npos ? "." : slash == 0 ? "/" : file_.substr(0, slash);
    name_ = file_.substr(slash == std::string::npos ? 0 : slash + 1);
  }

  std::vector<std::string> releases() override {
    const std::string there = active();
    return there.empty() ? std::vector<std::string>{} : std::vector<std::string>{there};
  }
  std::string active() override { return OpenTar(file_).release(); }
  std::string read(const std::string& release, const std::string& path) override {
    return of(release).read(path);
  }
  std::vector<std::string> paths(const std::string& release) override {
    std::vector<std::string> paths;
    for (const auto& [path, entry] : of(release).entries()) paths.push_back(path);
    return paths;
  }
  void begin(const std::string& release) override {
    check_release(release);
    release_ = release;
    staged_.clear();
  }
  void put(const std::string& path, std::string_view bytes) override {
    check_path(path);
    staged_[in_release(path)] = bytes;
  }
  void put_again(const std::string& path, const std::string& from_release) override {
    put(path, read(from_release, path));
  }
  std::string staged(const std::string& path) override {
    const auto found = staged_.find(in_release(path));
    if (found == staged_.end()) throw Error(tr("cannot read {0}: {1}", {path, tr("it is not there")}));
    return found->second;
  }
  void seal() override;
  void activate(const std::string& release) override { of(release); }
  void remove(const std::string& release) override {
    of(release);
    throw Error(tr("release {0} is the active one", {release}),
                tr("it is the file's only one; remove the file"));
  }

 private:
  std::string in_release(const std::string& path) const {
    return std::string(releases_prefix) + release_ + "/" + path;
  }
  // The file is read once; nobody changes what is open, but another may be renamed over it.
  const OpenTar& of(const std::string& release) {
    check_release(release);
    if (!open_) open_ = std::make_unique<OpenTar>(file_);
    if (open_->release() != release) {
      open_.reset();
      throw Error(tr("there is no release {0}", {release}));
    }
    return *open_;
  }
  void read_back(const std::string& draft) const;

  std::string file_, folder_, name_;
  std::string release_;
  std::map<std::string, std::string> staged_;  // path in the tar file -> bytes
  std::unique_ptr<OpenTar> open_;
};

void write_all(int file, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) cannot_write(name, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void TarTarget::read_back(const std::string& draft) const {
  const OpenTar written(draft);
  bool same = written.entries().size() == staged_.size();
  for (const auto& [path, bytes] : staged_)
    same = same && written.read(path.substr(in_release("").size())) == bytes;
  if (!same)
    throw Error(tr("{0} did not arrive at the target as it was sent", {file_}),
                tr("the old release is still the active one; look at the target's disk, and publish again"));
}

void TarTarget::seal() {
  const Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) cannot_write(file_, errno);
  const std::string mark = "." + name_ + std::string(staging_mark);
  for (const std::string& name : names_in(folder.get()))  // another machine's may still be written to
    if (name.starts_with(mark) && is_abandoned(name, {}, 0)) remove_tree(folder.get(), name);
  const std::string draft = mark + own_mark();
  const Descriptor file(
      ::openat(folder.get(), draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file.open()) cannot_write(file_, errno);
  try {
    write_tar(staged_, [&](std::string_view bytes) { write_all(file.get(), bytes, file_); });
    if (::fsync(file.get()) != 0) cannot_write(file_, errno);
    read_back(folder_ + "/" + draft);
    if (::renameat(folder.get(), draft.c_str(), folder.get(), name_.c_str()) != 0) cannot_write(file_, errno);
  } catch (const Error&) {
    ::unlinkat(folder.get(), draft.c_str(), 0);
    throw;
  }
  if (::fsync(folder.get()) != 0) cannot_write(folder_, errno);
  open_.reset();
  staged_.clear();
}

}  // namespace

std::unique_ptr<Target> tar_target(const std::string& file) {
  return std::make_unique<TarTarget>(file);
}

}  // namespace kancelli
