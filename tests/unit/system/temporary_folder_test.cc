#include "pipeline/system/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// TMPDIR with another value, as long as it lives.
class Tmpdir {
 public:
  explicit Tmpdir(const std::string& value) {
    if (const char* before = std::getenv("TMPDIR")) before_ = before;
    ::setenv("TMPDIR", value.c_str(), 1);
  }
  ~Tmpdir() {
    if (before_.empty())
      ::unsetenv("TMPDIR");
    else
      ::setenv("TMPDIR", before_.c_str(), 1);
  }
  Tmpdir(const Tmpdir&) = delete;
  Tmpdir& operator=(const Tmpdir&) = delete;

 private:
  std::string before_;
};

TEST(TemporaryFolder, IsOnesOwnAndGoesWithAllInIt) {
  std::string path;
  {
    const TemporaryFolder one("kancelli-test"), other("kancelli-test");
    path = one.path();
    EXPECT_NE(path, other.path());
    EXPECT_TRUE(fs::path(path).filename().string().starts_with("kancelli-test-"));
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    fs::create_directories(path + "/a/b");
    std::ofstream(path + "/a/b/c.txt") << "text";
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolder, SaysWhereThereIsNoPlaceForIt) {
  const TemporaryFolder around("kancelli-test");
  const Tmpdir missing(around.path() + "/missing");
  try {
    const TemporaryFolder none;
    FAIL() << none.path();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "there is no folder for temporary files");
    EXPECT_EQ(error.hint, "TMPDIR must name a folder, or be unset");
  }
}

// Programs that we start are told its path, and run in folders of their own.
TEST(TemporaryFolder, HasAnAbsolutePath) {
  const TemporaryFolder around("kancelli-test");
  const Tmpdir relative(fs::relative(around.path()).string());
  const TemporaryFolder inner;
  EXPECT_TRUE(inner.path().starts_with(around.path() + "/kancelli-")) << inner.path();
}

}  // namespace
}  // namespace kancelli
