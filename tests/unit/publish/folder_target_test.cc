#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <functional>
#include <memory>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/target.h"
#include "tests/support/release_folder.h"

namespace kancelli {
namespace {
namespace fs = std::filesystem;

// Names as releases have them; in this order by name.
const std::string first = "1" + sha256("1").substr(1), second = "2" + sha256("2").substr(1),
                  third = "3" + sha256("3").substr(1);

class FolderTargetTest : public ReleaseFolder {
 protected:
  void release(const std::string& name, const std::string& text = "text") {
    target_->begin(name);
    target_->put("index.html", text);
    target_->put("papers/1/index.html", text + " 1");
    target_->seal();
  }
  std::string refusal(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& error) {
      return error.what();
    }
    return "";
  }
  std::unique_ptr<Target> target_ = folder_target(folder_);
};

using Texts = std::vector<std::string>;

TEST_F(FolderTargetTest, NothingIsMadeByLooking) {
  EXPECT_EQ(target_->releases(), Texts{});
  EXPECT_EQ(target_->active(), "");
  EXPECT_EQ(refusal([&] { target_->paths(first); }), "there is no release " + first);
  EXPECT_FALSE(fs::exists(folder_));
}

TEST_F(FolderTargetTest, WhatIsStagedIsNoReleaseUntilItIsSealed) {
  target_->begin(first);
  target_->put("a/b.html", "text");
  EXPECT_EQ(target_->staged("a/b.html"), "text");
  EXPECT_EQ(target_->releases(), Texts{});
  target_->seal();
  EXPECT_EQ(target_->releases(), Texts{first});
  EXPECT_EQ(target_->read(first, "a/b.html"), "text");
  EXPECT_EQ(target_->active(), "");
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(FolderTargetTest, ReleasesComeInTheOrderInWhichTheyWereSealed) {
  release(third);
  release(first);
  release(second);
  EXPECT_EQ(target_->releases(), (Texts{third, first, second}));
}

TEST_F(FolderTargetTest, CurrentIsARelativeLinkThatIsReplaced) {
  release(first, "old");
  release(second, "new");
  target_->activate(first);
  EXPECT_EQ(fs::read_symlink(folder_ + "/current"), "releases/" + first);
  target_->activate(second);
  EXPECT_EQ(text_at(folder_ + "/current/index.html"), "new");
  EXPECT_EQ(target_->active(), second);
  fs::rename(folder_, above_ + "/moved");
  EXPECT_EQ(text_at(above_ + "/moved/current/index.html"), "new");
}

TEST_F(FolderTargetTest, AnUnchangedFileIsOneFileInBothReleases) {
  release(first);
  target_->begin(second);
  target_->put_again("papers/1/index.html", first);
  target_->seal();
  EXPECT_EQ(target_->read(second, "papers/1/index.html"), "text 1");
  EXPECT_TRUE(
      fs::equivalent(in_release(first, "papers/1/index.html"), in_release(second, "papers/1/index.html")));
  target_->remove(first);
  EXPECT_EQ(target_->read(second, "papers/1/index.html"), "text 1");
}

TEST_F(FolderTargetTest, AFileThatIsStagedTwiceLeavesTheEarlierReleaseAlone) {
  release(first);
  target_->begin(second);
  target_->put_again("index.html", first);
  target_->put("index.html", "other");
  EXPECT_EQ(target_->staged("index.html"), "other");
  EXPECT_EQ(target_->read(first, "index.html"), "text");
}

TEST_F(FolderTargetTest, AReleaseThatIsThereIsNotReplaced) {
  release(first, "sealed");
  release(first, "again");
  EXPECT_EQ(target_->read(first, "index.html"), "sealed");
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(FolderTargetTest, TwoWhoStageTheSameReleaseAreApart) {
  const auto other = folder_target(folder_);
  target_->begin(first);
  other->begin(first);
  target_->put("index.html", "mine");
  other->put("index.html", "theirs");
  EXPECT_EQ(target_->staged("index.html"), "mine");
  other->seal();
  target_->seal();
  EXPECT_EQ(target_->read(first, "index.html"), "theirs");
}

TEST_F(FolderTargetTest, PathsAreAllFilesThatLieThere) {
  release(first);
  write_at(in_release(first, "papers/extra.html"), "extra");
  fs::create_symlink("/etc/passwd", in_release(first, "link"));
  fs::create_directory_symlink("/etc", in_release(first, "papers/etc"));
  EXPECT_EQ(target_->paths(first),
            (Texts{"index.html", "link", "papers/1/index.html", "papers/etc", "papers/extra.html"}));
}

TEST_F(FolderTargetTest, APathThatLeadsOutIsRefused) {
  target_->begin(first);
  for (const std::string& path : Texts{"../x", "/x", "a/../../x", "a//x", "", ".", "a/.", "a/"}) {
    EXPECT_EQ(refusal([&] { target_->put(path, "x"); }),
              "the path " + path + " would lead out of the release");
    EXPECT_EQ(refusal([&] { target_->read(first, path); }),
              "the path " + path + " would lead out of the release");
  }
  for (const std::string& name : Texts{"", ".", "..", "x", "../" + first.substr(3)})
    EXPECT_EQ(refusal([&] { target_->begin(name); }), name + " is no release's name");
}

TEST_F(FolderTargetTest, ALinkInTheStagingIsNotFollowed) {
  const std::string outside = above_ + "/outside";
  write_at(outside + "/file", "whole");
  target_->begin(first);
  const std::string staging = folder_ + "/releases/" + under_way().at(0);
  fs::create_directory_symlink(outside, staging + "/papers");
  fs::create_symlink(outside + "/file", staging + "/index.html");
  EXPECT_EQ(refusal([&] { target_->put("papers/new", "x"); }),
            "cannot write papers/new: it is a symbolic link");
  EXPECT_EQ(refusal([&] { target_->staged("index.html"); }), "cannot read index.html: it is a symbolic link");
  target_->put("index.html", "mine");
  EXPECT_EQ(target_->staged("index.html"), "mine");
  target_.reset();  // clears the staging away
  EXPECT_EQ(text_at(outside + "/file"), "whole");
  EXPECT_FALSE(fs::exists(outside + "/new"));
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(FolderTargetTest, LinksInPlaceOfTheFoldersAreNotFollowed) {
  fs::create_directories(above_ + "/outside");
  fs::create_directories(folder_);
  fs::create_directory_symlink(above_ + "/outside", folder_ + "/releases");
  EXPECT_EQ(refusal([&] { target_->begin(first); }),
            "cannot write " + folder_ + "/releases: it is a symbolic link");
  EXPECT_TRUE(fs::is_empty(above_ + "/outside"));
}

TEST_F(FolderTargetTest, AReleaseThatIsALinkIsNone) {
  release(first);
  fs::create_directory_symlink(above_, folder_ + "/releases/" + second);
  EXPECT_EQ(target_->releases(), Texts{first});
  EXPECT_EQ(refusal([&] { target_->activate(second); }), "cannot read " + second + ": it is a symbolic link");
}

TEST_F(FolderTargetTest, ALinkIsNotTakenOverFromAnEarlierRelease) {
  release(first);
  fs::remove(in_release(first, "index.html"));
  fs::create_symlink("/etc/passwd", in_release(first, "index.html"));
  target_->begin(second);
  EXPECT_EQ(refusal([&] { target_->put_again("index.html", first); }),
            "cannot read index.html: it is a symbolic link");
}

TEST_F(FolderTargetTest, APipeIsNotWaitedFor) {
  release(first);
  ASSERT_EQ(::mkfifo(in_release(first, "pipe").c_str(), 0600), 0);
  EXPECT_EQ(refusal([&] { target_->read(first, "pipe"); }), "cannot read pipe: it is no ordinary file");
}

TEST_F(FolderTargetTest, ACurrentThatIsNoLinkToAReleaseIsLeftAlone) {
  release(first);
  write_at(folder_ + "/current/index.html", "somebody's");
  EXPECT_EQ(refusal([&] { target_->active(); }), folder_ + "/current is no link to a release");
  EXPECT_EQ(refusal([&] { target_->activate(first); }), "cannot write current: it is a folder");
  EXPECT_EQ(text_at(folder_ + "/current/index.html"), "somebody's");
  EXPECT_EQ(under_way(), Texts{});
  fs::remove_all(folder_ + "/current");
  fs::create_directory_symlink("/etc", folder_ + "/current");
  EXPECT_EQ(refusal([&] { target_->active(); }), folder_ + "/current is no link to a release");
}

TEST_F(FolderTargetTest, OnlyWhatIsThereBecomesActive) {
  release(first);
  target_->activate(first);
  EXPECT_EQ(refusal([&] { target_->activate(second); }), "there is no release " + second);
  EXPECT_EQ(target_->active(), first);
}

TEST_F(FolderTargetTest, TheActiveReleaseIsNotRemoved) {
  release(first);
  release(second);
  target_->activate(second);
  EXPECT_EQ(refusal([&] { target_->remove(second); }), "release " + second + " is the active one");
  target_->remove(first);
  EXPECT_EQ(target_->releases(), Texts{second});
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(FolderTargetTest, TheNextRunClearsAwayWhatAProcessLeftThatIsGone) {
  const pid_t child = ::fork();
  if (child == 0) {
    const auto other = folder_target(folder_);
    other->begin(first);
    other->put("a/b.html", "text");
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
  ASSERT_EQ(under_way().size(), 1U);
  release(second);
  EXPECT_EQ(under_way(), Texts{});
  EXPECT_EQ(target_->releases(), Texts{second});
}

TEST_F(FolderTargetTest, WhatAProcessStagesThatIsAtWorkStays) {
  int ready[2], done[2];
  ASSERT_EQ(::pipe(ready) + ::pipe(done), 0);
  const pid_t child = ::fork();
  char byte = 0;
  if (child == 0) {
    const auto other = folder_target(folder_);
    other->begin(first);
    other->put("index.html", "theirs");
    (void)!::write(ready[1], "x", 1);
    (void)!::read(done[0], &byte, 1);
    other->seal();
    ::_exit(0);
  }
  ASSERT_EQ(::read(ready[0], &byte, 1), 1);
  release(second);
  ASSERT_EQ(::write(done[1], "x", 1), 1);
  ::waitpid(child, nullptr, 0);
  EXPECT_EQ(target_->releases(), (Texts{second, first}));
  EXPECT_EQ(target_->read(first, "index.html"), "theirs");
  for (const int end : {ready[0], ready[1], done[0], done[1]}) ::close(end);
}

TEST_F(FolderTargetTest, WhatAnotherMachineStagesStaysForAnHour) {
  const std::string theirs = folder_ + "/releases/.staging-" + first + "-00000000-1-0123456789abcdef";
  write_at(theirs + "/index.html", "theirs");
  release(second);
  EXPECT_TRUE(fs::exists(theirs));
  fs::last_write_time(theirs, fs::file_time_type::clock::now() - std::chrono::minutes(61));
  release(third);
  EXPECT_FALSE(fs::exists(theirs));
}

TEST_F(FolderTargetTest, ARunThatGaveUpLeavesNothing) {
  target_->begin(first);
  target_->put("a/b.html", "text");
  target_.reset();
  EXPECT_EQ(under_way(), Texts{});
}

TEST_F(FolderTargetTest, AFileInPlaceOfAFolderIsLeftAlone) {
  write_at(folder_ + "/releases", "somebody's");
  EXPECT_EQ(refusal([&] { target_->begin(first); }),
            "cannot write " + folder_ + "/releases: a file lies where a folder should be");
  EXPECT_EQ(text_at(folder_ + "/releases"), "somebody's");
}

}  // namespace
}  // namespace kancelli
