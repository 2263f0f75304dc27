#include "pipeline/system/bounded_process.h"

#include <gtest/gtest.h>
#include <signal.h>

#include <fstream>

#include "pipeline/core/text.h"
#include "pipeline/system/temporary_folder.h"

namespace kancelli {
namespace {

using End = BoundedResult::End;
using std::chrono::milliseconds;

BoundedResult sh(
    const std::string& script, const Bounds& bounds = {},
    const std::function<bool()>& is_stopped = [] { return false; }) {
  return run_bounded("/bin/sh", {"-c", script}, "/", bounds, is_stopped);
}

Bounds within(int time) {
  Bounds bounds;
  bounds.time = milliseconds(time);
  return bounds;
}

TEST(BoundedProcess, GivesTheStatusAndTheComplaints) {
  const BoundedResult result = sh("pwd; echo klage >&2; exit 3");
  EXPECT_EQ(result.end, End::itself);
  EXPECT_EQ(result.status, 3);
  EXPECT_EQ(result.complaints, "klage\n");
  EXPECT_EQ(sh("kill -9 $$").status, 128 + 9);
  EXPECT_EQ(run_bounded("/is/not/there", {}, "/", {}, [] { return false; }).status, 127);
}

TEST(BoundedProcess, RunsInTheFolderWithItsArguments) {
  const TemporaryFolder folder;
  run_bounded("/bin/sh", {"-c", "printf '%s|' \"$@\" > fil", "sh", "a b", "$HOME", "æ"}, folder.path(), {},
              [] { return false; });
  std::ifstream file(folder.path() + "/fil");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(file), {}), "a b|$HOME|æ|");
}

// One of a group of its own, as the programs that we start; it is somebody else's child when its parent ends.
TEST(BoundedProcess, EndsAllThatWasStartedWhenTheTimeIsOver) {
  const TemporaryFolder folder;
  const std::string pid = folder.path() + "/pid";
  const auto begin = std::chrono::steady_clock::now();
  const BoundedResult result =
      sh("setsid sh -c 'echo $$ > " + pid + "; exec sleep 300' & sleep 300", within(500));
  EXPECT_EQ(result.end, End::too_slow);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
  std::ifstream file(pid);
  pid_t left = 0;
  ASSERT_TRUE(file >> left);
  EXPECT_NE(::kill(left, 0), 0);
}

TEST(BoundedProcess, EndsWhenItIsNotWantedAnyMore) {
  int asked = 0;
  const BoundedResult result = sh("sleep 300", within(60'000), [&] { return ++asked > 3; });
  EXPECT_EQ(result.end, End::stopped);
}

TEST(BoundedProcess, TakesNoMoreMemoryAndWritesNoLargerFileThanItMay) {
  Bounds bounds = within(60'000);
  bounds.memory = 64u << 20;
  bounds.file = 1u << 20;
  EXPECT_NE(sh("x=$(head -c 200000000 /dev/zero | tr '\\0' x); exit 0", bounds).status, 0);
  const TemporaryFolder folder;
  EXPECT_NE(sh("head -c 2000000 /dev/zero > " + folder.path() + "/fil", bounds).status, 0);
  EXPECT_EQ(sh("head -c 1000000 /dev/zero > " + folder.path() + "/fil", bounds).status, 0);
}

TEST(BoundedProcess, KeepsTheEndOfManyComplaints) {
  const BoundedResult result = sh("head -c 300000 /dev/zero | tr '\\0' x >&2; echo slut >&2");
  EXPECT_LE(result.complaints.size(), 65536u);
  EXPECT_TRUE(result.complaints.ends_with("slut\n"));
}

}  // namespace
}  // namespace kancelli
