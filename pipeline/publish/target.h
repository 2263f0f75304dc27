// Where releases are kept and served from: a folder, a WebDAV server, a tar file. A target holds releases,
// each under the name of its manifest's hash, and says which one is active.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/system/web.h"

namespace kancelli {

// All functions throw Error, with the target's own reason. None leaves a release half-made: what is staged
// belongs to no release until it is sealed, and an interrupted run's staging is cleared away by the next
// run that stages.
class Target {
 public:
  virtual ~Target() = default;

  virtual std::vector<std::string> releases() = 0;  // sealed ones, oldest first
  virtual std::string active() = 0;                 // "" when there is none yet

  // A file of a sealed release.
  virtual std::string read(const std::string& release, const std::string& path) = 0;
  // Paths of all files that lie in a sealed release, sorted; also of those that its manifest does not name.
  virtual std::vector<std::string> paths(const std::string& release) = 0;

  // Begins to stage a release; what somebody else stages at the same time is another's.
  virtual void begin(const std::string& release) = 0;
  virtual void put(const std::string& path, std::string_view bytes) = 0;
  // The same file as in a sealed release: it is not sent again.
  virtual void put_again(const std::string& path, const std::string& from_release) = 0;
  // What was staged, as the target gives it back.
  virtual std::string staged(const std::string& path) = 0;
  // What was staged becomes the release, in one step. Where it is sealed already, nothing changes.
  virtual void seal() = 0;

  // One atomic step: whoever reads sees the old release or the new one, never a mixture.
  virtual void activate(const std::string& release) = 0;
  // Throws Error for the active one.
  virtual void remove(const std::string& release) = 0;
};

// The beginning of remove(), where one step puts a release aside and another puts it back: it is out of
// sight, or Error is thrown and it is where it was.
void set_aside(Target& target, const std::string& release, const std::function<void()>& aside,
               const std::function<void()>& back);

// In FOLDER: releases/ID/..., and `current`, a symbolic link to one of them, which the web server serves.
std::unique_ptr<Target> folder_target(const std::string& folder);

// On a WebDAV server below ADDRESS, https://HOST/FOLDER/ (http:// only on this machine): releases/ID/...,
// what is under way in staging/, and the file `current`, which names the active one and is moved over the old
// one.
std::unique_ptr<Target> webdav_target(const std::string& address, const WebAccess& access);

// One release in a tar file (POSIX ustar/pax), releases/ID/... in it, written beside and renamed: to be
// carried elsewhere, and unpacked into a folder that is a target. It is active when it is there.
std::unique_ptr<Target> tar_target(const std::string& file);

// By what the user wrote: an address, a name that ends in .tar, a folder.
std::unique_ptr<Target> target_at(const std::string& to, const WebAccess& access);
bool is_web_address(std::string_view to);
bool is_tar_name(std::string_view to);

}  // namespace kancelli
