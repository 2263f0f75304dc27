// What can go wrong while papers are sent: a run that is killed, a full disk, two at once, a source that
// somebody changes. All of it is sent, or nothing.
#include "pipeline/build/sending.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <set>
#include <thread>

#include "pipeline/core/error.h"
#include "tests/support/release_folder.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;
using Tree = std::map<std::string, std::string>;

class SendingTest : public ReleaseFolder {
 protected:
  SendingTest() { start_anew(); }

  void start_anew() {
    fs::remove_all(folder_);
    for (const char* id : {"a", "b", "c"}) write_at(source(id), draft);
    write_at(folder_ + "/content/sent/a/1/version.xml", "first");
  }
  std::string source(const std::string& id) const { return folder_ + "/content/papers/case/" + id + ".xml"; }

  // Sends b and c for the first time, and a again.
  void send(const std::function<void()>& step = {}) {
    Sending sending(files_, folder_, step);
    write_at(sending.build_folder() + "/a.pdf", "scratch");
    sending.add("a", 2, {{"source.xml", sent}, {"content/figures/x.svg", "svg"}, {"version.xml", "second"}});
    for (const char* id : {"b", "c"})
      sending.add(id, 1, {{"source.xml", sent}, {"version.xml", "first"}, {"big.pdf", big_}});
    for (const char* id : {"a", "b", "c"})
      sending.change(std::string("content/papers/case/") + id + ".xml", draft, sent);
    sending.commit();
  }
  Tree tree() const {
    Tree all;
    for (const auto& each : fs::recursive_directory_iterator(folder_ + "/content"))
      if (each.is_regular_file())
        all[fs::relative(each.path(), folder_ + "/content").string()] = text_at(each.path());
    return all;
  }
  // With and without what is sent; computed by a run that nothing disturbed.
  Tree nothing_sent() {
    start_anew();
    return tree();
  }
  Tree all_sent() {
    start_anew();
    send();
    Tree all = tree();
    start_anew();
    return all;
  }
  // The versions that readers see: those in their place, and those of an interrupted run.
  std::set<std::string> versions() const {
    std::set<std::string> seen;
    for (const char* parent : {"/content/sent/", "/content/sent/.sending/"})
      for (const char* version : {"a/1", "a/2", "b/1", "c/1"})
        if (fs::exists(folder_ + parent + version + "/version.xml")) seen.insert(version);
    return seen;
  }
  void expect_all_or_nothing(const std::string& when) {
    const bool none = versions() == std::set<std::string>{"a/1"};
    const bool all = versions() == std::set<std::string>{"a/1", "a/2", "b/1", "c/1"};
    EXPECT_TRUE(none || all) << when;
    { Sending next(files_, folder_); }  // the next run clears away, or finishes
    EXPECT_EQ(tree(), all ? all_ : nothing_) << when;
  }
  // Runs `act` in a child.
  template <typename Act>
  static int child(const Act& act) {
    const pid_t pid = ::fork();
    if (pid == 0) {
      try {
        act();
        ::_exit(0);
      } catch (const std::exception&) {
        ::_exit(3);
      }
    }
    int status = 0;
    ::waitpid(pid, &status, 0);
    return status;
  }

  static inline const std::string draft = "<state value=\"draft\"/>", sent = "<state value=\"sent\"/>";
  std::string big_ = std::string(100'000, 'x');
  DiskFiles files_;
  Tree nothing_ = nothing_sent(), all_ = all_sent();
};

TEST_F(SendingTest, PutsEverythingInItsPlaceAndNothingElse) {
  send();
  EXPECT_EQ(all_.size(), 3u + 1u + 3u + 6u);
  EXPECT_EQ(tree(), all_);
  EXPECT_EQ(text_at(source("b")), sent);
  EXPECT_FALSE(fs::exists(folder_ + "/content/sent/.new"));
  EXPECT_FALSE(fs::exists(folder_ + "/content/sent/.sending"));
}

TEST_F(SendingTest, LeavesNothingWhenNothingIsSent) {
  fs::remove_all(folder_ + "/content/sent");
  {
    Sending sending(files_, folder_);
    write_at(sending.build_folder() + "/a.pdf", "scratch");
    sending.add("b", 1, {{"version.xml", "first"}});
  }
  EXPECT_FALSE(fs::exists(folder_ + "/content/sent"));
}

TEST_F(SendingTest, IsAllOrNothingWhenItIsKilledAtAnyStep) {
  int steps = 0;
  send([&] { ++steps; });
  EXPECT_GT(steps, 30);
  std::set<std::set<std::string>> seen;
  for (int last = 1; last <= steps; ++last) {
    start_anew();
    const int status = child([&] {
      int step = 0;
      send([&] {
        if (++step == last) ::raise(SIGKILL);
      });
    });
    ASSERT_TRUE(WIFSIGNALED(status)) << last;
    seen.insert(versions());
    expect_all_or_nothing("killed at step " + std::to_string(last));
  }
  EXPECT_EQ(seen.size(), 2u);  // some runs were killed before the moment, some behind it
}

TEST_F(SendingTest, IsAllOrNothingWhenItIsKilledAtAnyTime) {
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    start_anew();
    const pid_t pid = ::fork();
    if (pid == 0) {
      send();
      ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 8000));
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    expect_all_or_nothing("run " + std::to_string(i));
  }
}

TEST_F(SendingTest, SendsNothingWhenTheDiskIsFull) {
  const int status = child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{50'000, 50'000};
    ::setrlimit(RLIMIT_FSIZE, &small);
    send();
  });
  EXPECT_EQ(WEXITSTATUS(status), 3);
  EXPECT_EQ(tree(), nothing_);
}

TEST_F(SendingTest, SendsNothingWhenAStepFails) {
  int steps = 0;
  send([&] { ++steps; });
  for (int last = 1; last <= steps; ++last) {
    start_anew();
    int step = 0;
    EXPECT_THROW(send([&] {
                   if (++step == last) throw Error("no");
                 }),
                 Error);
    expect_all_or_nothing("failed at step " + std::to_string(last));
  }
}

TEST_F(SendingTest, KeepsASecondRunOut) {
  Sending first(files_, folder_);
  EXPECT_THROW(Sending(files_, folder_), Error);
  write_at(first.build_folder() + "/x", "of the first");
  EXPECT_THROW(Sending(files_, folder_), Error);
  EXPECT_TRUE(fs::exists(first.build_folder() + "/x"));
}

TEST_F(SendingTest, SendsNothingWhenASourceIsNoLongerWhatWasRead) {
  write_at(source("b"), "edited");
  EXPECT_THROW(send(), Error);
  nothing_["papers/case/b.xml"] = "edited";
  EXPECT_EQ(tree(), nothing_);
}

// Somebody goes on writing before the interrupted run is finished: their words stay.
TEST_F(SendingTest, LeavesASourceThatWasEditedAfterAnInterruption) {
  const int status = child([&] {
    send([&] {
      if (fs::exists(folder_ + "/content/sent/.sending")) ::raise(SIGKILL);
    });
  });
  ASSERT_TRUE(WIFSIGNALED(status));
  write_at(source("b"), "edited");
  {
    const Sending next(files_, folder_);
    EXPECT_TRUE(next.finished_another());
  }
  all_["papers/case/b.xml"] = "edited";
  EXPECT_EQ(tree(), all_);
}

}  // namespace
}  // namespace kancelli
