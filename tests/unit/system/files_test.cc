#include "pipeline/system/files.h"

#include <gtest/gtest.h>
#include <unistd.h>

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

TEST_F(DiskFilesTest, LeavesTheOldFileWholeWhenTheDiskIsFull) {
  // /dev/full answers every write with "no space left"; a link to it stands for the temporary file's disk.
  files_.write(folder_ + "/b.txt", "gammel");
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  if (::geteuid() != 0) {
    EXPECT_THROW(files_.write(folder_ + "/b.txt", "ny"), Error);
  }
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  EXPECT_EQ(files_.list(folder_), std::vector<std::string>{"b.txt"});
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
