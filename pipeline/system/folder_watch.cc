#include "pipeline/system/folder_watch.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/system/files.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::uint32_t what = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO |
                               IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;
// So long it must be quiet before the change is told, and so long it is waited for at most.
constexpr milliseconds quiet{15}, longest{250};
// A folder that is not there is looked for as often.
constexpr milliseconds look_again{500};

[[noreturn]] void cannot_watch(const std::string& path) {
  throw Error(tr("cannot watch {0}: {1}", {path, reason_text(errno)}),
              errno == ENOSPC || errno == EMFILE
                  ? tr("let the system watch more: sysctl fs.inotify.max_user_watches=524288")
                  : std::string());
}

}  // namespace

bool is_beside_work(const std::string& name) {
  return name.empty() || name[0] == '.' || name[0] == '#' || name.back() == '~' ||
         name == "4913";  // Vim tries with it whether it may write
}

FolderWatch::FolderWatch(std::vector<std::string> folders) : roots_(std::move(folders)) {
  stop_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  begin_anew();
}

FolderWatch::~FolderWatch() {
  ::close(events_);
  ::close(stop_);
}

void FolderWatch::begin_anew() {
  if (events_ >= 0) ::close(events_);
  watched_.clear();
  events_ = ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  if (events_ < 0) cannot_watch(roots_.empty() ? "" : roots_[0]);
  for (const std::string& root : roots_) add(root);
}

// First the folder, then what is in it: what comes into it meanwhile is seen by one of the two.
void FolderWatch::add(const std::string& folder) {
  const int number = ::inotify_add_watch(events_, folder.c_str(), what);
  if (number < 0) {
    if (errno == ENOSPC || errno == ENOMEM) cannot_watch(folder);
    return;  // gone again, no folder, or not ours to read
  }
  if (!watched_.emplace(number, folder).second) return;  // links in a circle
  std::error_code problem;
  for (fs::directory_iterator each(folder, problem), end; !problem && each != end; each.increment(problem)) {
    std::error_code ignored;
    if (!is_beside_work(each->path().filename().string()) && each->is_directory(ignored))
      add(each->path().string());
  }
}

void FolderWatch::add_missing() {
  for (const std::string& root : roots_)
    if (std::none_of(watched_.begin(), watched_.end(), [&](const auto& each) { return each.second == root; }))
      add(root);
}

// False when the time is over, or it was stopped.
bool FolderWatch::ready(milliseconds limit) {
  pollfd both[2] = {{events_, POLLIN, 0}, {stop_, POLLIN, 0}};
  while (::poll(both, 2, static_cast<int>(limit.count())) < 0 && errno == EINTR) {
  }
  return both[1].revents == 0 && both[0].revents != 0;
}

void FolderWatch::read_events(std::set<std::string>& changed) {
  alignas(inotify_event) char buffer[16384];
  bool anew = false;
  for (ssize_t size = 0; (size = ::read(events_, buffer, sizeof buffer)) > 0;) {
    for (ssize_t at = 0; at < size;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer + at);
      at += static_cast<ssize_t>(sizeof *event + event->len);
      const auto folder = watched_.find(event->wd);
      if ((event->mask & IN_Q_OVERFLOW) != 0) anew = true;  // some were lost
      if (folder == watched_.end()) continue;
      if ((event->mask & (IN_MOVE_SELF | IN_DELETE_SELF)) != 0) {
        changed.insert(folder->second);
        anew = true;
      }
      if (event->len == 0) continue;
      const std::string name = event->name;
      if (is_beside_work(name)) continue;
      const std::string path = folder->second + "/" + name;
      changed.insert(path);
      if ((event->mask & IN_ISDIR) != 0 && (event->mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(path);
    }
  }
  if (!anew) return;
  begin_anew();
  changed.insert(roots_.begin(), roots_.end());
}

std::set<std::string> FolderWatch::wait() {
  std::set<std::string> changed;
  while (changed.empty()) {
    const std::size_t before = watched_.size();
    add_missing();
    if (watched_.size() != before) return {roots_.begin(), roots_.end()};
    if (ready(look_again)) read_events(changed);
    pollfd stopped{stop_, POLLIN, 0};
    if (::poll(&stopped, 1, 0) == 1) return {};
  }
  const auto end = steady_clock::now() + longest;
  while (steady_clock::now() < end && ready(quiet)) read_events(changed);
  return changed;
}

void FolderWatch::stop() {
  constexpr std::uint64_t one = 1;
  static_cast<void>(!::write(stop_, &one, sizeof one));
}

}  // namespace kancelli
