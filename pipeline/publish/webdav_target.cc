// A target on a WebDAV server. What is under way lies in staging/, beside releases/: a server lists no name
// that begins with a dot. Two publishers do not meet there, since each has names of its own, and need no
// lock.
#include <algorithm>
#include <chrono>
#include <set>
#include <thread>
#include <utility>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/release_names.h"
#include "pipeline/publish/target.h"
#include "pipeline/publish/webdav.h"

namespace kancelli {
namespace {

// What another machine left is no longer being written to after so long.
constexpr std::int64_t patience = std::int64_t{24} * 3600;

// A release has no more folders below one another, whoever wrote them.
constexpr int deepest = 32;

std::string release_path(const std::string& release) {
  return "releases/" + release;
}

class WebdavTarget : public Target {
 public:
  explicit WebdavTarget(Dav dav) : dav_(std::move(dav)) {}
  ~WebdavTarget() override {
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
  std::vector<DavEntry> sealed_ones();
  void must_be_there(const std::string& release);
  void clear_abandoned();
  void make_folders_of(const std::string& path);
  void wait_for_a_later_second();
  void add_paths(const std::string& folder, const std::string& prefix, int depth,
                 std::vector<std::string>& found);
  void drop_staging();

  Dav dav_;
  // What is being staged; empty when nothing is.
  std::string release_, staging_;
  std::set<std::string> folders_;  // made in it
};

// Oldest first. A folder's time is when something was last put into it or taken out, which seal() sees to.
std::vector<DavEntry> WebdavTarget::sealed_ones() {
  auto listing = dav_.list("releases");
  if (!listing) return {};
  std::erase_if(listing->entries, [](const DavEntry& e) { return !e.is_folder || !is_release_name(e.name); });
  std::ranges::stable_sort(listing->entries, {}, &DavEntry::changed);
  return std::move(listing->entries);
}

std::vector<std::string> WebdavTarget::releases() {
  std::vector<std::string> names;
  for (DavEntry& entry : sealed_ones()) names.push_back(std::move(entry.name));
  return names;
}

std::string WebdavTarget::active() {
  const auto text = dav_.get_short("current");
  if (!text) return "";
  const std::string name(trim(*text));
  if (!is_release_name(name))
    throw Error(tr("{0} names no release", {"current"}), tr("take it away, or publish to another address"));
  return name;
}

void WebdavTarget::must_be_there(const std::string& release) {
  check_release(release);
  if (!dav_.list(release_path(release))) throw Error(tr("there is no release {0}", {release}));
}

std::string WebdavTarget::read(const std::string& release, const std::string& path) {
  check_release(release);
  check_path(path);
  auto bytes = dav_.get(release_path(release) + "/" + path);
  if (!bytes) throw Error(tr("cannot read {0}: {1}", {path, tr("it is not there")}));
  return std::move(*bytes);
}

void WebdavTarget::add_paths(const std::string& folder, const std::string& prefix, int depth,
                             std::vector<std::string>& found) {
  const auto listing = dav_.list(folder);
  if (!listing || depth == deepest) throw Error(tr("cannot read {0}: {1}", {folder, tr("it is not there")}));
  for (const DavEntry& entry : listing->entries) {
    if (entry.is_folder)
      add_paths(folder + "/" + entry.name, prefix + entry.name + "/", depth + 1, found);
    else
      found.push_back(prefix + entry.name);
  }
}

std::vector<std::string> WebdavTarget::paths(const std::string& release) {
  must_be_there(release);
  std::vector<std::string> found;
  add_paths(release_path(release), "", 0, found);
  std::ranges::sort(found);
  return found;
}

void WebdavTarget::clear_abandoned() {
  const auto listing = dav_.list("staging");
  if (!listing) return;
  for (const DavEntry& entry : listing->entries) {
    std::optional<std::int64_t> idle;
    if (entry.changed > 0) idle = listing->now - entry.changed;
    if (is_abandoned(entry.name, idle, patience)) dav_.remove("staging/" + entry.name, entry.is_folder);
  }
}

void WebdavTarget::begin(const std::string& release) {
  check_release(release);
  drop_staging();
  for (const char* folder : {"", "releases", "staging"})
    if (!dav_.list(folder)) dav_.make_folder(folder);
  clear_abandoned();
  release_ = release;
  staging_ = "staging/" + release + "-" + own_mark();
  folders_.clear();
  dav_.make_folder(staging_);
}

void WebdavTarget::make_folders_of(const std::string& path) {
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    if (folders_.insert(path.substr(0, slash)).second)
      dav_.make_folder(staging_ + "/" + path.substr(0, slash));
}

void WebdavTarget::put(const std::string& path, std::string_view bytes) {
  check_path(path);
  make_folders_of(path);
  dav_.put(staging_ + "/" + path, bytes);
}

void WebdavTarget::put_again(const std::string& path, const std::string& from_release) {
  check_release(from_release);
  check_path(path);
  make_folders_of(path);
  if (!dav_.copy(release_path(from_release) + "/" + path, staging_ + "/" + path))
    throw Error(tr("cannot read {0}: {1}", {path, tr("it is not there")}));
}

std::string WebdavTarget::staged(const std::string& path) {
  check_path(path);
  auto bytes = dav_.get(staging_ + "/" + path);
  if (!bytes) throw Error(tr("cannot read {0}: {1}", {path, tr("it is not there")}));
  return std::move(*bytes);
}

// The order of releases is that of their seconds: this one's must be later than that of the others. A server
// whose clock was put back, or that tells no times, is not waited for long.
void WebdavTarget::wait_for_a_later_second() {
  const std::vector<DavEntry> sealed = sealed_ones();
  const std::string note = staging_ + "/" + own_mark();
  for (int i = 0; !sealed.empty() && i < 15; ++i) {
    const auto listing = dav_.list("staging");
    if (!listing) return;  // somebody took it away: the move tells
    const auto own = std::ranges::find(listing->entries, staging_.substr(8), &DavEntry::name);
    if (own == listing->entries.end() || own->changed > sealed.back().changed) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    dav_.put(note, "");
    dav_.remove(note, false);
  }
}

void WebdavTarget::seal() {
  wait_for_a_later_second();
  bool is_new = false;
  try {
    is_new = dav_.move(staging_, release_path(release_), true, false);
  } catch (const Error&) {
    // It may have been done and the answer lost, or somebody else sealed the same at the same moment.
    if (!dav_.list(release_path(release_))) throw;
  }
  if (is_new)
    staging_.clear();
  else
    drop_staging();
}

void WebdavTarget::activate(const std::string& release) {
  must_be_there(release);
  const std::string pointer = "staging/current-" + own_mark(), text = release + "\n";
  if (!dav_.list("staging")) dav_.make_folder("staging");
  clear_abandoned();
  dav_.put(pointer, text);
  try {
    if (dav_.get_short(pointer) != text)
      throw Error(
          tr("{0} did not arrive at the target as it was sent", {"current"}),
          tr("the old release is still the active one; look at the target's disk, and publish again"));
    dav_.move(pointer, "current", false, true);
  } catch (const Error&) {
    if (active() == release) return;  // the answer alone was lost
    dav_.remove(pointer, false);
    throw;
  }
}

void WebdavTarget::remove(const std::string& release) {
  must_be_there(release);
  // Out of sight in one step; should we be interrupted, the next run clears away the rest.
  const std::string aside = "staging/removed-" + own_mark();
  set_aside(
      *this, release,
      [&] {
        if (!dav_.list("staging")) dav_.make_folder("staging");
        dav_.move(release_path(release), aside, true, false);
      },
      [&] { dav_.move(aside, release_path(release), true, false); });
  dav_.remove(aside, true);
}

void WebdavTarget::drop_staging() {
  if (!staging_.empty()) dav_.remove(std::exchange(staging_, ""), true);
}

}  // namespace

std::unique_ptr<Target> webdav_target(const std::string& address, const WebAccess& access) {
  return std::make_unique<WebdavTarget>(Dav(dav_address(address), web_connection(access), access.pause));
}

}  // namespace kancelli
