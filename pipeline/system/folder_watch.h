// Tells of what changes below folders, by Linux's inotify.
#pragma once

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace kancelli {

class FolderWatch {
 public:
  // The folders with all below them, also those that come later; what is hidden (.git) and what editors put
  // beside a file while it is edited is left alone. A folder that is not there is waited for. Throws Error
  // when the system watches no more.
  explicit FolderWatch(std::vector<std::string> folders);
  ~FolderWatch();
  FolderWatch(const FolderWatch&) = delete;
  FolderWatch& operator=(const FolderWatch&) = delete;

  // Waits until something changes and it is quiet again: an editor that saves writes, renames and removes.
  // Gives the paths that changed, or nothing when it was stopped.
  std::set<std::string> wait();
  // Ends every wait, also those to come. May be called by a signal's handler.
  void stop();

 private:
  void add(const std::string& folder);
  void add_missing();
  void begin_anew();
  void read_events(std::set<std::string>& changed);
  bool ready(std::chrono::milliseconds limit);

  std::vector<std::string> roots_;
  int events_ = -1, stop_ = -1;
  std::map<int, std::string> watched_;  // by inotify's number
};

// Does an editor put a file of this name beside the one that is edited?
bool is_beside_work(const std::string& name);

}  // namespace kancelli
