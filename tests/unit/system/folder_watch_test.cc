#include "pipeline/system/folder_watch.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace kancelli {
namespace {

namespace fs = std::filesystem;

class FolderWatchTest : public testing::Test {
 protected:
  FolderWatchTest() {
    std::string name = (fs::temp_directory_path() / "kancelli-watch-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    fs::create_directories(root_ + "/content/papers/notat");
  }
  ~FolderWatchTest() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text = "x") {
    std::ofstream(root_ + "/" + path) << text;
  }
  std::string at(const std::string& path) const { return root_ + "/" + path; }

  std::string root_;
};

TEST_F(FolderWatchTest, SeesAFileThatIsWrittenAtAnyDepth) {
  FolderWatch watch({at("content")});
  write("content/papers/notat/a.xml");
  EXPECT_EQ(watch.wait(), std::set<std::string>{at("content/papers/notat/a.xml")});
}

TEST_F(FolderWatchTest, SeesAnEditorThatRenamesOverTheFile) {
  write("content/a.xml");
  FolderWatch watch({at("content")});
  write("content/.a.xml.swp");
  write("content/4913");
  fs::rename(at("content/a.xml"), at("content/a.xml~"));
  fs::rename(at("content/.a.xml.swp"), at("content/a.xml"));
  EXPECT_EQ(watch.wait(), std::set<std::string>{at("content/a.xml")});
}

TEST_F(FolderWatchTest, TellsOfManyFilesAtOnce) {
  FolderWatch watch({at("content")});
  for (const char* name : {"a", "b", "c"}) write(std::string("content/") + name);
  EXPECT_EQ(watch.wait().size(), 3u);
}

TEST_F(FolderWatchTest, SeesWhatIsInAFolderThatCameLater) {
  FolderWatch watch({at("content")});
  fs::create_directories(at("content/ny/dyb"));
  static_cast<void>(watch.wait());
  write("content/ny/dyb/a.xml");
  EXPECT_TRUE(watch.wait().contains(at("content/ny/dyb/a.xml")));
}

TEST_F(FolderWatchTest, SeesAFileGo) {
  write("content/a.xml");
  FolderWatch watch({at("content")});
  fs::remove(at("content/a.xml"));
  EXPECT_EQ(watch.wait(), std::set<std::string>{at("content/a.xml")});
}

TEST_F(FolderWatchTest, GoesOnWithAFolderThatTookTheOthersPlace) {
  FolderWatch watch({at("content")});
  fs::rename(at("content"), at("gammel"));
  fs::create_directories(at("content/papers"));
  static_cast<void>(watch.wait());
  write("content/papers/a.xml");
  EXPECT_TRUE(watch.wait().contains(at("content/papers/a.xml")));
}

TEST_F(FolderWatchTest, FollowsLinksAndNoCircleOfThem) {
  fs::create_directories(at("andet"));
  fs::create_directory_symlink(at("andet"), at("content/link"));
  fs::create_directory_symlink(at("content"), at("content/papers/rundt"));
  FolderWatch watch({at("content")});
  write("andet/a.xml");
  EXPECT_EQ(watch.wait(), std::set<std::string>{at("content/link/a.xml")});
}

TEST_F(FolderWatchTest, EndsWhenItIsStopped) {
  FolderWatch watch({at("content"), at("findes-ikke")});
  std::thread other([&] { watch.stop(); });
  EXPECT_TRUE(watch.wait().empty());
  other.join();
  write("content/a.xml");
  EXPECT_TRUE(watch.wait().empty());
}

}  // namespace
}  // namespace kancelli
