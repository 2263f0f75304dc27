#include "pipeline/system/files.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

class DiskFilesTest : public ::testing::Test {
 protected:
  DiskFilesTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "kancelli-test-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~DiskFilesTest() override { std::filesystem::remove_all(folder_); }
  std::string folder_;
  DiskFiles files_;
};

TEST_F(DiskFilesTest, WritesIntoNewFoldersAndReplacesWhole) {
  files_.write(folder_ + "/a/b.txt", "første");
  files_.write(folder_ + "/a/b.txt", "anden");
  EXPECT_EQ(files_.read(folder_ + "/a/b.txt"), "anden");
  EXPECT_EQ(files_.list(folder_ + "/a"), std::vector<std::string>{"b.txt"});
}

TEST_F(DiskFilesTest, AFolderThatNobodyLetsUsReadIsNotEmpty) {
  files_.write(folder_ + "/lukket/b.txt", "her");
  ::chmod((folder_ + "/lukket").c_str(), 0);
  const uid_t own = ::geteuid();
  if (own == 0) {  // whom everything is open to
    ASSERT_EQ(::seteuid(65534), 0);
  }
  EXPECT_THROW(static_cast<void>(files_.list(folder_ + "/lukket")), Error);
  ASSERT_EQ(::seteuid(own), 0);
  ::chmod((folder_ + "/lukket").c_str(), 0700);
  EXPECT_EQ(files_.list(folder_ + "/nowhere"), std::vector<std::string>());
}

// The system's limit on the size of a file stands for a full disk: it stops a write half-way.
// (tests/conformance/interrupt fills a real one.)
TEST_F(DiskFilesTest, LeavesTheOldFileWholeWhenTheNewOneCannotBeWritten) {
  files_.write(folder_ + "/b.txt", "gammel");
  ::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{4096, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  EXPECT_THROW(files_.write(folder_ + "/b.txt", std::string(10'000, 'n')), Error);
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(files_.list(folder_), std::vector<std::string>{"b.txt"});
  EXPECT_EQ(files_.read(folder_ + "/b.txt"), "gammel");
}

// A pipe that nobody writes to, a device that never ends: neither may hold the program up.
TEST_F(DiskFilesTest, ReadsOrdinaryFilesOnly) {
  ASSERT_EQ(::mkfifo((folder_ + "/pipe").c_str(), 0600), 0);
  EXPECT_THROW(files_.read(folder_ + "/pipe"), Error);
  EXPECT_THROW(files_.read("/dev/zero"), Error);
}

TEST_F(DiskFilesTest, SaysWhyItCannotRead) {
  try {
    files_.read(folder_);
    FAIL();
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("it is a folder"), std::string::npos);
  }
  EXPECT_THROW(files_.read(folder_ + "/no"), Error);
}

TEST_F(DiskFilesTest, LocksAFolderOnceAndClearsWhatAnInterruptedRunLeft) {
  const auto held = files_.lock(folder_ + "/out");
  EXPECT_THROW(files_.lock(folder_ + "/out"), Error);
  files_.write(folder_ + "/other/x.pdf.kancelli-new-12-0", "half");
  files_.write(folder_ + "/other/x.pdf", "whole");
  const auto other = files_.lock(folder_ + "/other");
  EXPECT_EQ(files_.list(folder_ + "/other"), std::vector<std::string>{"x.pdf"});
}

TEST_F(DiskFilesTest, LetsGoOfTheLock) {
  files_.lock(folder_).reset();
  EXPECT_NO_THROW(files_.lock(folder_));
}

}  // namespace
}  // namespace kancelli
