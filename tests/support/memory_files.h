// Files that lie in memory; what is not among them is read from the disk below, which nothing is written to.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "pipeline/core/error.h"
#include "pipeline/system/files.h"

namespace kancelli {

class MemoryFiles : public Files {
 public:
  std::map<std::string, std::string> files;  // path -> bytes
  std::string hidden;          // a folder of the disk that is not seen: its files are only those in memory
  std::set<std::string> seen;  // folders below it that are seen all the same

  std::string read(const std::string& path) const override {
    const auto found = files.find(path);
    if (found != files.end()) return found->second;
    if (!on_disk(path)) throw Error("there is no " + path);
    return disk_.read(path);
  }
  bool exists(const std::string& path) const override {
    return files.count(path) != 0 || (on_disk(path) && disk_.exists(path));
  }
  bool is_folder(const std::string& path) const override { return on_disk(path) && disk_.is_folder(path); }
  std::vector<std::string> list(const std::string& folder) const override {
    std::set<std::string> names;
    const std::string prefix = folder.ends_with('/') ? folder : folder + "/";
    for (const auto& [path, bytes] : files)
      if (path.starts_with(prefix))
        names.insert(path.substr(prefix.size(), path.find('/', prefix.size()) - prefix.size()));
    if (on_disk(folder))
      for (const std::string& name : disk_.list(folder)) names.insert(name);
    return {names.begin(), names.end()};
  }
  void write(const std::string& path, std::string_view bytes) override { files[path] = bytes; }
  void remove(const std::string& path) override { files.erase(path); }
  std::shared_ptr<void> lock(const std::string&) override { return {}; }

 private:
  bool on_disk(const std::string& path) const {
    if (hidden.empty() || !path.starts_with(hidden)) return true;
    for (const std::string& folder : seen)
      if (path.starts_with(folder)) return true;
    return false;
  }
  DiskFiles disk_;
};

}  // namespace kancelli
