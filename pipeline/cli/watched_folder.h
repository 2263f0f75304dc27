// A folder that people put files into, on the disk: looked at, read, and answered in, by one watch at a time.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/cli/watched_files.h"

namespace kancelli {

class WatchedFolder {
 public:
  // Makes its folder .kancelli in it, with a lock and what it remembers. Throws Error when another watch is
  // at work there, on this machine or another, and when nothing can be written there.
  explicit WatchedFolder(const std::string& path);
  ~WatchedFolder();
  WatchedFolder(const WatchedFolder&) = delete;
  WatchedFolder& operator=(const WatchedFolder&) = delete;

  // Ordinary files that may want an answer, by their paths in it, in all its folders. Links are not followed.
  // Throws Error when the folder cannot be read.
  std::map<std::string, FileState> look() const;
  // Throws Error, with the reason, for what cannot be read.
  struct Bytes {
    std::string bytes;
    FileState state;    // when they were read
    bool whole = true;  // it did not change meanwhile
  };
  Bytes read(const std::string& file) const;
  // Of the file as it is now; nothing lies there: the empty state.
  FileState state_of(const std::string& file) const;
  // Of what lies there; "" where that is nothing, no ordinary file, or very large.
  std::string hash_of(const std::string& file) const;

  // Renames a finished file to it. False when it could not be: what lies there is not `instead` (a hash; ""
  // for nothing), or somebody has it open. Throws Error when the folder takes no file at all.
  bool put(const std::string& file, std::string_view bytes, const std::string& instead);
  // Removes it where it is what we put there, and can be removed.
  bool remove(const std::string& file, const std::string& hash);

  Answered remembered;
  void remember();  // writes it

  // Is it still the folder that was locked? A share may go away and come back.
  bool is_ours() const;
  void beat();  // tells watches on other machines that we are at work

 private:
  void lock();
  void look_into(const std::string& folder, int depth, std::map<std::string, FileState>& found) const;
  std::string own(const std::string& name) const { return path_ + "/.kancelli/" + name; }

  std::string path_;
  int lock_ = -1;
  unsigned long beats_ = 0;
};

}  // namespace kancelli
