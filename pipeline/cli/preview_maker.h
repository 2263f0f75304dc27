// From the sources as they are now to what the preview shows, again and again.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "pipeline/build/builder.h"
#include "pipeline/cli/options.h"
#include "pipeline/serve/preview_server.h"
#include "pipeline/serve/shown.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"

namespace kancelli {

class PreviewMaker {
 public:
  // `folder`: the only one that is written to.
  PreviewMaker(const Options& options, std::string root, std::string folder);

  const std::string& house() const { return house_; }
  // The filters or styles are others now.
  void forget_house();

  // Reads and checks all, and makes what changed. What has an error, and what cannot be read, is shown as it
  // was when it last had none. By one thread at a time.
  Shown make();
  // What `make` found, as the terminal shows it; "" when it is the same as the time before.
  std::string news();

  // The state with its search index, which takes longer than a page; by one thread at a time.
  std::shared_ptr<const Shown> with_search(const std::shared_ptr<const Shown>& shown);

  // A file on demand, of the sources as they are now; by any thread.
  MadeFile make_file(const std::string& paper, const std::string& format);

 private:
  using Texts = std::map<std::string, std::string>;  // path -> text

  Shown made();
  void remember(const Project& project, const Diagnostics& found);
  Texts last_good() const;
  std::shared_ptr<BuildTools> tools(Project& project);
  void make_pages(Project& project, const Diagnostics& found, Diagnostics& of_build, Shown& shown);
  void keep_pages(const std::set<std::string>& faulty, Shown& shown) const;
  int jobs() const;

  Options options_;
  std::string root_, folder_, house_;
  DiskFiles disk_;
  SystemProcesses processes_;
  Shown before_;
  std::string told_, news_;
  Texts good_;    // of each source, when it last had no error
  Texts stands_;  // those that stand in for sources with errors
  std::shared_ptr<BuildTools> tools_;
  mutable std::mutex mutex_;  // of stands_ and tools_
};

}  // namespace kancelli
