#include "pipeline/cli/serve_command.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>

#include "pipeline/cli/paths.h"
#include "pipeline/cli/preview_maker.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/serve/preview_server.h"
#include "pipeline/system/folder_watch.h"
#include "pipeline/system/temporary_folder.h"

namespace kancelli {
namespace {

// Ctrl-C, and the like, end the watch and with it the program.
FolderWatch* watch_to_stop = nullptr;
extern "C" void stop_watching(int) {
  if (watch_to_stop != nullptr) watch_to_stop->stop();
}

class StopsBySignal {
 public:
  explicit StopsBySignal(FolderWatch& watch) {
    watch_to_stop = &watch;
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, stop_watching);
  }
  ~StopsBySignal() {
    for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, SIG_DFL);
    watch_to_stop = nullptr;
  }
  StopsBySignal(const StopsBySignal&) = delete;
  StopsBySignal& operator=(const StopsBySignal&) = delete;
};

// Makes what is shown anew, and tells the terminal.
void show_now(PreviewMaker& maker, PreviewServer& server) {
  const auto begin = std::chrono::steady_clock::now();
  server.show(maker.make());
  const auto took =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
  std::cout << maker.news() << tr("ready after {0} ms", {std::to_string(took.count())}) << std::endl;
}

}  // namespace

int run_serve(const Options& options) {
  if (!options.arguments.empty())
    throw Error(tr("`kancelli serve` takes no paths: it shows the whole project"));
  DiskFiles files;
  const std::string root = project_root(files, options);
  if (!options.work.empty()) {
    refuse_among_sources(root, options.work);
    refuse_in_release(options.work);
    if (files.exists(options.work) && !files.is_folder(options.work))
      throw Error(tr("cannot write {0}: {1}", {options.work, reason_text(ENOTDIR)}),
                  tr("choose another folder, or move the file"));
  }
  std::optional<TemporaryFolder> own;
  if (options.work.empty()) own.emplace("kancelli-serve");
  const std::string work =
      own ? own->path() : std::filesystem::absolute(options.work).lexically_normal().string();
  PreviewMaker maker(options, root, work);
  PreviewServer server(
      static_cast<std::uint16_t>(options.port),
      [&](const std::string& paper, const std::string& format) { return maker.make_file(paper, format); },
      [&](const std::shared_ptr<const Shown>& shown) { return maker.with_search(shown); });
  const std::string filters = maker.house() + "/filters", styles = maker.house() + "/styles";
  FolderWatch watch({root + "/content", filters, styles});
  const StopsBySignal stops(watch);
  show_now(maker, server);
  server.start();
  std::cout << "http://localhost:" << server.port() << "/" << std::endl;
  for (auto changed = watch.wait(); !changed.empty(); changed = watch.wait()) {
    for (const std::string& path : changed)
      if (path.starts_with(filters) || path.starts_with(styles)) maker.forget_house();
    show_now(maker, server);
  }
  return 0;
}

}  // namespace kancelli
