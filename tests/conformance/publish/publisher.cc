// Publishes a small site, as quickly as a target takes it: for tests that do so a hundred times.
//
//   publisher PLACE KEY VERSION [PAGES]     KEY.key signs, KEY.pub is trusted
//   publisher PLACE KEY rollback|verify|prune
//
// Every page names its version, and so does the style sheet; as many papers again are the same in each. With
// KILL_AT=N it kills itself at its Nth step; otherwise it says how many there were, and what was sent. STOP_AT=N
// stops there until SIGCONT.
#include <signal.h>

#include <cstdlib>
#include <iostream>

#include "pipeline/core/error.h"
#include "pipeline/publish/release.h"
#include "pipeline/system/files.h"
#include "tests/support/stepped_target.h"

namespace kancelli {
namespace {

std::map<std::string, std::string> site(const std::string& version, int pages) {
  std::map<std::string, std::string> files;
  files["index.html"] = "<link rel=stylesheet href=style.css><p>version " + version + "</p>\n";
  files["style.css"] = "/* version " + version + " */\n";
  for (int i = 0; i < pages; ++i) {
    const std::string number = std::to_string(i);
    files["dokumenter/sag " + number + "/æøå.html"] = "<p>version " + version + "</p>, page " + number + "\n";
    files["bilag/" + number + ".txt"] = "attachment " + number + std::string(2000, '.') + "\n";
  }
  return files;
}

int number_in(const char* variable) {
  const char* text = std::getenv(variable);
  return text ? std::atoi(text) : 0;
}

WebAccess access() {
  WebAccess access;
  access.silence = std::chrono::seconds(number_in("SILENCE") > 0 ? number_in("SILENCE") : 60);
  access.pause = std::chrono::milliseconds(50);
  if (const char* user = std::getenv("KANCELLI_USER")) {
    const std::string text = user;
    access.user = text.substr(0, text.find(':'));
    access.password = text.substr(text.find(':') + 1);
  }
  return access;
}

int run(const std::string& place, const std::string& key, const std::string& what, int pages) {
  int steps = 0;
  const int kill_at = number_in("KILL_AT"), stop_at = number_in("STOP_AT");
  SteppedTarget target(target_at(place, access()), [&] {
    ++steps;
    if (steps == kill_at) ::raise(SIGKILL);
    if (steps == stop_at) ::raise(SIGSTOP);
  });
  const DiskFiles files;
  const std::vector<std::string> trusted{files.read(key + ".pub")};
  if (what == "rollback") {
    std::cout << roll_back(target, "", trusted) << "\n";
    return 0;
  }
  if (what == "prune") {
    for (const std::string& release : prune(target, 2)) std::cout << release << "\n";
    return 0;
  }
  if (what == "verify") {
    int found = 0;
    for (const std::string& release : target.releases())
      for (const std::string& fault : faults_of(target, release, trusted)) {
        std::cout << release << ": " << fault << "\n";
        ++found;
      }
    return found == 0 ? 0 : 1;
  }
  const Sent sent = publish(target, site(what, pages), "open", files.read(key + ".key"), trusted);
  std::cout << "steps " << steps << " sent " << sent.sent << " kept " << sent.kept << " release " << sent.release
            << "\n";
  return 0;
}

}  // namespace
}  // namespace kancelli

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  try {
    return kancelli::run(argv[1], argv[2], argv[3], argc > 4 ? std::atoi(argv[4]) : 3);
  } catch (const kancelli::Error& error) {
    std::cerr << error.what() << "\n" << (error.hint.empty() ? "" : "hint: " + error.hint + "\n");
    return 2;
  }
}
