#include "pipeline/publish/whole_folder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/system/files.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

class WholeFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "kancelli-whole-XXXXXX").string();
    root_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string read(const std::string& path) const { return DiskFiles().read(root_ + "/" + path); }
  void put(const std::string& path, const std::string& text) const {
    std::ofstream(root_ + "/" + path) << text;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator()));
  }

  std::string root_;
};

TEST_F(WholeFolder, HoldsTheFilesAndTheirSums) {
  write_whole_folder(root_, "mappe", {{"a.txt", "1"}, {"02 Sag/Bilag 1 - Æ.pdf", "2"}});
  EXPECT_EQ(read("mappe/a.txt"), "1");
  EXPECT_EQ(read("mappe/02 Sag/Bilag 1 - Æ.pdf"), "2");
  EXPECT_EQ(read("mappe/SHA256SUMS"), sha256("2") + "  02 Sag/Bilag 1 - Æ.pdf\n" + sha256("1") + "  a.txt\n");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(WholeFolder, LeavesNothingOfTheOneBefore) {
  write_whole_folder(root_, "mappe", {{"a/gammel.txt", "1"}});
  write_whole_folder(root_, "mappe", {{"b/ny.txt", "2"}});
  EXPECT_FALSE(fs::exists(root_ + "/mappe/a"));
  EXPECT_EQ(read("mappe/b/ny.txt"), "2");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(WholeFolder, TakesNothingAwayThatItDidNotWrite) {
  write_whole_folder(root_, "mappe", {{"a.txt", "1"}});
  put("mappe/noter.txt", "mine");
  EXPECT_THROW(write_whole_folder(root_, "mappe", {{"a.txt", "2"}}), Error);
  EXPECT_EQ(read("mappe/noter.txt"), "mine");
  EXPECT_EQ(read("mappe/a.txt"), "1");
  fs::remove(root_ + "/mappe/noter.txt");
  put("mappe/a.txt", "rettet");
  EXPECT_THROW(write_whole_folder(root_, "mappe", {{"a.txt", "2"}}), Error);
  EXPECT_EQ(read("mappe/a.txt"), "rettet");
  EXPECT_EQ(entries(), 1U);
}

TEST_F(WholeFolder, TakesNoFolderThatSomebodyElseMade) {
  fs::create_directory(root_ + "/mappe");
  put("mappe/a.txt", "mine");
  EXPECT_THROW(write_whole_folder(root_, "mappe", {{"a.txt", "2"}}), Error);
  EXPECT_EQ(read("mappe/a.txt"), "mine");
}

TEST_F(WholeFolder, FollowsNoLinkOutOfItsPlace) {
  fs::create_directory(root_ + "/andet");
  fs::create_directory_symlink(root_ + "/andet", root_ + "/mappe");
  EXPECT_THROW(write_whole_folder(root_, "mappe", {{"a.txt", "1"}}), Error);
  EXPECT_TRUE(fs::is_empty(root_ + "/andet"));
}

TEST_F(WholeFolder, LeavesTheOldOneWhereTheNewOneCannotBeWritten) {
  write_whole_folder(root_, "mappe", {{"a.txt", "1"}});
  // A path that is a file and a folder.
  EXPECT_THROW(write_whole_folder(root_, "mappe", {{"a.txt", "2"}, {"b", "x"}, {"b/c", "y"}}), Error);
  EXPECT_EQ(read("mappe/a.txt"), "1");
  EXPECT_EQ(entries(), 1U);
}

}  // namespace
}  // namespace kancelli
