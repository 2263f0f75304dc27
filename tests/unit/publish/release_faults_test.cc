// What can go wrong while somebody publishes: a step that fails, a process that is killed, a full disk, two
// at once, readers all the while. The old release stays whole, and the next run finishes.
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <random>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/publish/release.h"
#include "pipeline/publish/signature.h"
#include "tests/support/release_folder.h"
#include "tests/support/stepped_target.h"

namespace kancelli {
namespace {
namespace fs = std::filesystem;

using Site = std::map<std::string, std::string>;
using Texts = std::vector<std::string>;

// A disk that gives back other bytes than it got, for one file.
class ForgetfulTarget : public SteppedTarget {
 public:
  ForgetfulTarget(const std::string& folder, std::string path)
      : SteppedTarget(folder_target(folder), [] {}), path_(std::move(path)) {}
  std::string staged(const std::string& path) override {
    std::string bytes = SteppedTarget::staged(path);
    if (path == path_) bytes.back() ^= 1;
    return bytes;
  }

 private:
  std::string path_;
};

class ReleaseFaultsTest : public ReleaseFolder {
 protected:
  Sent send(Target& target, const Site& site) {
    return publish(target, site, "open", key_.secret, {key_.open});
  }
  Sent send(const Site& site) { return send(*folder_target(folder_), site); }
  Texts faults(const std::string& release) {
    return faults_of(*folder_target(folder_), release, {key_.open});
  }
  // With the old release alone. It is published once, since the disk takes its time for it.
  void start_anew() {
    const std::string kept = above_ + "/kept";
    if (!fs::exists(kept)) {
      send(old_);
      fs::rename(folder_, kept);
    }
    fs::remove_all(folder_);
    fs::copy(kept, folder_, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
  }
  // What a run that is over has left is gone as soon as another begins.
  void expect_cleared_away() {
    folder_target(folder_)->begin(old_name_);
    EXPECT_EQ(under_way(), Texts{});
  }
  // After a run of send(new_) that did not come to its end.
  void expect_old_or_new_and_finish() {
    const std::string active = folder_target(folder_)->active();
    EXPECT_TRUE(active == old_name_ || active == new_name_) << active;
    EXPECT_EQ(faults(active), Texts{});
    EXPECT_EQ(faults(old_name_), Texts{});
    EXPECT_EQ(send(new_).release, new_name_);
    EXPECT_EQ(folder_target(folder_)->active(), new_name_);
    EXPECT_EQ(faults(new_name_), Texts{});
    EXPECT_EQ(faults(old_name_), Texts{});
    EXPECT_EQ(text_at(folder_ + "/current/index.html"), "new");
  }

  const KeyPair key_ = new_key();
  const Site old_{{"index.html", "old"}, {"papers/1.html", "one"}, {"papers/2.html", "two"}};
  const Site new_{{"index.html", "new"}, {"papers/1.html", "one"}, {"papers/3.html", "three"}};
  const std::string old_name_ = manifest_of(old_, "open").id(), new_name_ = manifest_of(new_, "open").id();
};

TEST_F(ReleaseFaultsTest, WhicheverStepFailsTheOldReleaseStaysAndTheNextRunFinishes) {
  int failed = 0;
  for (int at = 1; at < 1000; ++at) {
    SCOPED_TRACE(at);
    start_anew();
    int steps = 0;
    const auto fail = [&] {
      if (++steps == at) throw Error("the wire was cut");
    };
    try {
      SteppedTarget target(folder_target(folder_), fail);
      send(target, new_);
    } catch (const Error& error) {
      EXPECT_TRUE(std::string(error.what()).ends_with("the wire was cut")) << error.what();
      ++failed;
    }
    EXPECT_EQ(under_way(), Texts{});
    expect_old_or_new_and_finish();
    if (steps < at) break;  // no step was left to fail
  }
  EXPECT_GT(failed, 20);
}

TEST_F(ReleaseFaultsTest, KilledAtWhicheverStepTheOldReleaseStaysAndTheNextRunFinishes) {
  int killed = 0, old_stayed = 0;
  for (int at = 1; at < 1000; ++at) {
    SCOPED_TRACE(at);
    start_anew();
    const pid_t child = ::fork();
    if (child == 0) {
      int steps = 0;
      SteppedTarget target(folder_target(folder_), [&] {
        if (++steps == at) ::_exit(9);
      });
      send(target, new_);
      ::_exit(0);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    if (folder_target(folder_)->active() == old_name_) ++old_stayed;
    expect_old_or_new_and_finish();
    if (WEXITSTATUS(status) == 0) break;
    ++killed;
    expect_cleared_away();
  }
  EXPECT_GT(killed, 20);
  EXPECT_EQ(old_stayed, killed - 1);  // all but the one that came after the new one was made active
}

TEST_F(ReleaseFaultsTest, KilledAtAnyMomentTheOldReleaseStaysAndTheNextRunFinishes) {
  std::mt19937 random(5);
  int killed = 0;
  for (int round = 0; round < 40; ++round) {
    SCOPED_TRACE(round);
    start_anew();
    const auto delay = std::chrono::microseconds(random() % 6000);
    const pid_t child = ::fork();
    if (child == 0) {
      send(new_);
      ::_exit(0);
    }
    std::this_thread::sleep_for(delay);
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) ++killed;
    expect_old_or_new_and_finish();
    expect_cleared_away();
  }
  EXPECT_GT(killed, 3);
}

TEST_F(ReleaseFaultsTest, WhatIsGivenBackOtherwiseIsNotSealed) {
  start_anew();
  for (const std::string path : {"index.html", "papers/1.html", "manifest.json", "manifest.sig"}) {
    ForgetfulTarget target(folder_, path);
    try {
      send(target, new_);
      FAIL() << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.what(), path + " did not arrive at the target as it was sent");
    }
    EXPECT_EQ(target.releases(), Texts{old_name_});
    EXPECT_EQ(target.active(), old_name_);
  }
  expect_old_or_new_and_finish();
}

TEST_F(ReleaseFaultsTest, WhenTheDiskTakesNoMoreTheOldReleaseStays) {
  start_anew();
  const Site large{{"index.html", "new"}, {"large.pdf", std::string(100000, 'x')}};
  const pid_t child = ::fork();
  if (child == 0) {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{50000, 50000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      send(large);
    } catch (const Error& error) {
      ::_exit(std::string(error.what()).starts_with("cannot write large.pdf: ") ? 1 : 2);
    }
    ::_exit(0);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(WEXITSTATUS(status), 1);
  EXPECT_EQ(under_way(), Texts{});  // its room is free again
  EXPECT_EQ(folder_target(folder_)->releases(), Texts{old_name_});
  expect_old_or_new_and_finish();
}

TEST_F(ReleaseFaultsTest, OfTwoWhoPublishAtOnceOneIsServedAndBothAreWhole) {
  for (int round = 0; round < 10; ++round) {
    SCOPED_TRACE(round);
    start_anew();
    const auto run = [&](const Site& site, const std::string& name) {
      EXPECT_NO_THROW(EXPECT_EQ(send(site).release, name));
    };
    const Site other{{"index.html", "other"}, {"papers/1.html", "one"}, {"papers/3.html", "3"}};
    const std::string other_name = manifest_of(other, "open").id();
    {
      const std::jthread one([&] { run(new_, new_name_); }), two([&] { run(other, other_name); });
    }
    const std::string active = folder_target(folder_)->active();
    EXPECT_TRUE(active == new_name_ || active == other_name) << active;
    for (const std::string& name : {old_name_, new_name_, other_name}) EXPECT_EQ(faults(name), Texts{});
    EXPECT_EQ(under_way(), Texts{});
  }
}

TEST_F(ReleaseFaultsTest, TheSameFilesPublishedByFourAtOnceAreOneRelease) {
  for (int round = 0; round < 5; ++round) {
    SCOPED_TRACE(round);
    start_anew();
    {
      std::vector<std::jthread> publishers;
      for (int i = 0; i < 4; ++i)
        publishers.emplace_back([&] { EXPECT_NO_THROW(EXPECT_EQ(send(new_).release, new_name_)); });
    }
    EXPECT_EQ(folder_target(folder_)->releases(), (Texts{old_name_, new_name_}));
    EXPECT_EQ(under_way(), Texts{});
    expect_old_or_new_and_finish();
  }
}

// As a web server that looks up `current` once for a page and what belongs to it.
TEST_F(ReleaseFaultsTest, TwentyReadersDuringAHundredSwapsSeeNoErrorAndNoMixture) {
  const auto numbered = [](int number) {
    const std::string text = std::to_string(number);
    return Site{{"index.html", text}, {"papers/1.html", text}, {"style.css", "always the same"}};
  };
  send(numbered(0));
  std::atomic<bool> done = false;
  std::atomic<int> errors = 0, mixtures = 0, backwards = 0, changes = 0;
  const auto reader = [&] {
    for (int last = 0; !done;) {
      std::error_code problem;
      const std::string root = folder_ + "/" + fs::read_symlink(folder_ + "/current", problem).string();
      const std::string page = text_at(root + "/index.html"), paper = text_at(root + "/papers/1.html");
      if (problem || page.empty() || paper.empty() || text_at(root + "/style.css") != "always the same") {
        ++errors;
        continue;
      }
      if (page != paper) ++mixtures;
      const int number = std::stoi(page);
      if (number < last) ++backwards;
      if (number != last) ++changes;
      last = number;
      std::this_thread::sleep_for(std::chrono::microseconds(200));  // the publisher gets a turn
    }
  };
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < 20; ++i) readers.emplace_back(reader);
    for (int number = 1; number <= 100; ++number) EXPECT_NO_THROW(send(numbered(number)));
    done = true;
  }
  EXPECT_EQ(errors, 0);
  EXPECT_EQ(mixtures, 0);
  EXPECT_EQ(backwards, 0);
  EXPECT_GT(changes, 200);  // they did read between the swaps
  EXPECT_EQ(text_at(folder_ + "/current/papers/1.html"), "100");
}

}  // namespace
}  // namespace kancelli
