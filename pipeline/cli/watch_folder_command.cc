#include "pipeline/cli/watch_folder_command.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <ctime>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include "pipeline/build/house.h"
#include "pipeline/cli/file_answer.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/watched_folder.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

volatile std::sig_atomic_t is_told_to_stop = 0;
extern "C" void stop_watching_folder(int) {
  is_told_to_stop = 1;
}
bool is_stopped() {
  return is_told_to_stop != 0;
}

std::int64_t now() {
  return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// A line of the log, in English: who reads it looks after machines. A name may hold anything.
void log(const std::string& file, const std::string& what) {
  std::string line = file + (file.empty() ? "" : ": ") + what;
  for (char& c : line)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  std::cerr << line << std::endl;
}

std::string with_plural(const std::string& number, const char* what) {
  return number + " " + what + (number == "1" ? "" : "s");
}

// "Svaret gælder filen, som den blev gemt den 26. november 2026 kl. 13.02."
std::string when_saved(const FileState& state) {
  const std::time_t seconds = state.changed / 1'000'000'000;
  std::tm local{};
  ::localtime_r(&seconds, &local);
  char day[16], time[16];
  std::strftime(day, sizeof day, "%Y-%m-%d", &local);
  std::strftime(time, sizeof time, "%H.%M", &local);
  return "Svaret gælder filen, som den blev gemt den " + long_date(day) + " kl. " + time +
         ". Gem den igen, og der kommer et nyt svar. Et svar, som du sletter, bliver lavet igen.";
}

class WatchFolder {
 public:
  WatchFolder(const Options& options, const std::string& root, std::string path)
      : options_(options),
        path_(std::move(path)),
        answerer_(options, root, is_stopped),
        folder_(std::make_unique<WatchedFolder>(path_)),
        stillness_(options.settle_ms) {}

  int run() {
    while (!is_stopped()) {
      bool is_waited_for = true;
      try {
        come_back_to_folder();
        is_waited_for = look();
        trouble_told_ = false;
      } catch (const Error& error) {
        if (options_.once) throw;
        if (!trouble_told_) log("", error.what());
        trouble_told_ = true;
      }
      if (options_.once && !is_waited_for) break;
      folder_->beat();
      rest(std::min(milliseconds(1000), milliseconds(options_.settle_ms / 2)));
    }
    return 0;
  }

 private:
  // What is on the way with a file that is not answered yet.
  struct Try {
    FileState state;
    std::int64_t seen = now();  // for the first time
    int count = 0;              // tries that failed
    std::int64_t next = 0;      // not before
    bool is_answered = false;   // the answer says that it goes on failing
  };

  static void rest(milliseconds time) {
    const std::int64_t end = now() + time.count();
    while (!is_stopped() && now() < end) std::this_thread::sleep_for(std::min(time, milliseconds(50)));
  }

  // A share that went away and came back has another folder, and its own memory of what was answered.
  void come_back_to_folder() {
    if (folder_->is_ours()) return;
    if (!fs::is_directory(path_)) throw Error("the folder is not there: " + path_);
    auto again = std::make_unique<WatchedFolder>(path_);
    folder_ = std::move(again);
    left_.clear();
    log("", "the folder is another one now, or was away: watching it again");
  }

  // Is anything left to wait for?
  bool look() {
    files_ = folder_->look();
    forget_gone();
    bool is_waited_for = false;
    for (const auto& [file, state] : files_) {
      if (is_stopped()) return true;
      if (is_settled(file, state)) continue;
      const bool is_still = stillness_.is_still(file, state, now());
      Try& tries = tries_[file];
      if (tries.state != state) tries = {state, tries.seen, 0, 0, false};
      if (is_still && now() >= tries.next) handle(file, state, tries);
      is_waited_for = is_waited_for || is_still_to_do(file, state);
    }
    return is_waited_for;
  }

  // For --once: a file that somebody goes on writing is left to the next time.
  bool is_still_to_do(const std::string& file, const FileState& state) {
    if (is_settled(file, state)) return false;
    const Try& tries = tries_[file];
    const bool goes_on_changing = tries.count == 0 && now() - tries.seen > 2 * patience * options_.settle_ms;
    return !tries.is_answered && !goes_on_changing;
  }

  // Nobody waits for an answer: it has one, or needs none.
  bool is_settled(const std::string& file, const FileState& state) {
    if (is_page_name(fs::path(file).filename().string())) return true;
    if (const auto left = left_.find(file); left != left_.end() && left->second == state) return true;
    const auto known = folder_->remembered.files.find(file);
    return known != folder_->remembered.files.end() && known->second.done && !known->second.hash.empty() &&
           known->second.state == state && has_its_answers(file, known->second);
  }

  bool has_its_answers(const std::string& file, const AnsweredFile& known) const {
    const fs::path folder = fs::path(file).parent_path();
    return std::all_of(known.answers.begin(), known.answers.end(),
                       [&](const auto& answer) { return files_.contains((folder / answer.first).string()); });
  }

  void forget_gone() {
    std::vector<std::string> gone;
    for (const auto& [file, known] : folder_->remembered.files)
      if (!files_.contains(file)) gone.push_back(file);
    for (const std::string& file : gone) folder_->remembered.forget(file);
    std::erase_if(tries_, [&](const auto& each) { return !files_.contains(each.first); });
    stillness_.keep_only(files_);
    if (!gone.empty()) folder_->remember();
  }

  void handle(const std::string& file, const FileState& state, Try& tries) {
    try {
      const WatchedFolder::Bytes read = folder_->read(file);
      if (!read.whole || read.state != state) return;
      handle(file, state, read.bytes, tries);
    } catch (const Error& error) {
      if (folder_->state_of(file) != state) return;  // gone, or another one
      fail(file, state, tries, "den kan ikke læses lige nu, eller svaret kan ikke skrives", error.what());
    }
  }

  void handle(const std::string& file, const FileState& state, const std::string& bytes, Try& tries) {
    const std::string hash = sha256(bytes);
    const auto known = folder_->remembered.files.find(file);
    const bool was_answered =
        known != folder_->remembered.files.end() && known->second.done && known->second.hash == hash;
    if (was_answered && has_its_answers(file, known->second)) {
      known->second.state = state;
      folder_->remember();
      return;
    }
    if (folder_->remembered.is_answer(hash)) {
      left_[file] = state;
      if (is_packed_word(file) && !is_copy_name(fs::path(file).filename().string()))
        log(file, "left alone: it is an answer of ours");
      return;
    }
    if (is_packed_word(file) && !ends_whole(bytes) &&
        stillness_.still_for(file, state, now()) < patience * options_.settle_ms)
      return;
    const FileAnswer answer = worked_out(file, bytes);
    if (answer.stopped) return;
    if (folder_->state_of(file) != state) {
      log(file, "changed while it was handled: once more");
      return;
    }
    if (!answer.failure.empty()) {
      fail(file, state, tries, "programmet, der kontrollerer, kan ikke arbejde lige nu", answer.failure);
      return;
    }
    put_beside(*folder_, file, answer, state, hash, {when_saved(state)});
    tell(file, answer);
    tries_.erase(file);
  }

  FileAnswer worked_out(const std::string& file, const std::string& bytes) const {
    if (is_copy_name(fs::path(file).filename().string()))
      return without_check(
          file, "den er en kopi med kommentarer, som nogen har rettet i, og kopier kontrolleres ikke igen",
          "gem den under et andet navn, så er den din egen fil og får et svar; eller ret i den fil, "
          "den er en kopi af");
    if (!is_packed_word(file)) return not_word(file);
    if (bytes.empty())
      return without_check(file, "den er tom", "skriv i den, gem den i Word, og læg den her igen");
    return answerer_.answer(file, bytes);
  }

  static void tell(const std::string& file, const FileAnswer& answer) {
    const auto facts = facts_of_page(answer.page);
    const auto number = [&](const char* name) { return facts.contains(name) ? facts.at(name) : "0"; };
    std::string what = "answered: " + with_plural(number("errors"), "error") + ", " +
                       with_plural(number("warnings"), "warning") + ", " +
                       with_plural(number("notes"), "note") + (answer.pdf.empty() ? ", no PDF" : ", PDF");
    if (facts.contains("not-checked")) what = "answered: not checked";
    if (facts.contains("paper")) what += ", of the paper " + facts.at("paper");
    log(file, what);
  }

  // Tried again with a growing pause; when that does not help, the answer says so, and it is tried all the
  // same.
  void fail(const std::string& file, const FileState& state, Try& tries, const std::string& trouble,
            const std::string& reason) {
    constexpr int tries_before_answer = 5;
    constexpr std::int64_t longest = 60'000;
    ++tries.count;
    tries.next = now() + std::min<std::int64_t>(
                             longest, std::int64_t{options_.settle_ms} << std::min(tries.count, 10));
    log(file, "try " + std::to_string(tries.count) + " failed: " + reason);
    if (tries.count < tries_before_answer || tries.is_answered) return;
    tries.is_answered = true;
    try {
      put_beside(*folder_, file,
                 without_check(file, trouble,
                               "vent lidt: der bliver prøvet igen, og så kommer svaret her. Har du filen "
                               "åben, så luk den. Hjælper det ikke, så spørg den, der passer mappen"),
                 state, "", {});
      log(file, "answered: not checked; it is tried again");
    } catch (const Error& error) {
      log(file, std::string("no answer: ") + error.what());
    }
  }

  // A file that stays broken has so many times as long to become whole.
  static constexpr std::int64_t patience = 10;

  const Options& options_;
  std::string path_;
  FileAnswerer answerer_;
  std::unique_ptr<WatchedFolder> folder_;
  Stillness stillness_;
  std::map<std::string, FileState> files_;  // as they lay there when it was looked
  std::map<std::string, Try> tries_;
  std::map<std::string, FileState> left_;  // answers of ours, under whatever name
  bool trouble_told_ = false;
};

void refuse_folders(const Options& options, const Project& project, const Files& files) {
  const auto types = document_types(project, files);
  for (const std::string& each : options.folders) {
    const std::size_t equals = each.find('=');
    if (equals == std::string::npos || equals == 0 || each.find('/') != std::string::npos)
      throw Error(tr("{0} cannot be \"{1}\"", {"--folder", each}), tr("it is {0}", {"NAME=TYPE: sag=case"}));
    if (types.contains(each.substr(equals + 1))) continue;
    std::vector<std::string> names;
    for (const auto& [name, title] : types) names.push_back(name);
    throw Error(tr("there is no document type \"{0}\"", {each.substr(equals + 1)}),
                tr("types: {0}", {join(names, ", ")}));
  }
}

}  // namespace

int run_watch_folder(const Options& options) {
  if (options.arguments.size() != 1)
    throw Error(tr("`kancelli watch-folder` wants one folder"),
                tr("for example: kancelli watch-folder /srv/word"));
  DiskFiles files;
  const std::string& asked = options.arguments[0];
  if (!files.exists(asked)) throw Error(tr("there is no file or folder {0}", {asked}));
  if (!files.is_folder(asked)) throw Error(tr("{0} is no folder", {asked}));
  Options here = options;  // the folder's project, else that of the current folder
  if (options.project.empty() && find_project(files, asked).empty()) here.arguments.clear();
  const std::string root = fs::absolute(project_root(files, here)).lexically_normal().string();
  refuse_among_sources(root, asked);
  refuse_in_release(asked);
  if ((fs::weakly_canonical(root).string() + "/").starts_with(fs::weakly_canonical(asked).string() + "/"))
    throw Error(tr("the project lies in {0}", {asked}),
                tr("every file of it would be answered; choose another folder"));
  Diagnostics of_papers;  // told by a check of the project
  refuse_folders(options, *load_project(files, root, of_papers), files);
  find_house(files, root);
  WatchFolder watch(options, root, fs::absolute(asked).lexically_normal().string());
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, stop_watching_folder);
  set_language(Language::english);  // of the log
  log("", "watching " + asked + " for the project " + root);
  const int status = watch.run();
  if (is_stopped()) log("", "stopped");
  return status;
}

}  // namespace kancelli
