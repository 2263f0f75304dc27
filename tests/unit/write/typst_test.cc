// The `typst` command, by a script that stands in for it; the long-lived process has
// tests/conformance/typst_server_test.mjs.
#include "pipeline/write/typst.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace kancelli {
namespace {

class TypstCommand : public testing::Test {
 protected:
  TypstCommand() : path_(std::getenv("PATH")) {
    std::filesystem::create_directories(folder_);
    ::setenv("PATH", (folder_ + ":" + path_).c_str(), 1);
  }
  ~TypstCommand() override {
    ::setenv("PATH", path_.c_str(), 1);
    std::filesystem::remove_all(folder_);
  }

  TypstResult set_by(const std::string& script) {
    const std::string file = folder_ + "/typst";
    std::ofstream(file) << "#!/bin/sh\n" << script << "\n";
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    SystemProcesses processes;
    const DiskFiles files;
    return Typst(processes, files, {"/root", {"/fonts"}, "/modules"}, 1)
        .pdf({"= Hej", "/x.typ", "2026-01-02"});
  }

 private:
  // One for each process: CTest runs these side by side.
  std::string folder_ = testing::TempDir() + "kancelli-typst-test-" + std::to_string(::getpid()), path_;
};

TEST_F(TypstCommand, GetsTheMarkupAndGivesThePdf) {
  EXPECT_EQ(set_by("cat; printf ' %s' \"$@\"").pdf,
            "= Hej compile --root /root --ignore-system-fonts --diagnostic-format short --pdf-standard a-2a "
            "--creation-timestamp 1767312000 --font-path /fonts - -");
}

TEST_F(TypstCommand, TellsItsWarningsAndWhere) {
  const TypstResult result = set_by(
      "echo '<stdin>:3:5: warning: unknown font family: x' >&2; "
      "echo 'styles/a.typ:7:1: warning: odd' >&2; echo 'warning: nowhere' >&2; echo PDF");
  ASSERT_EQ(result.warnings.size(), 3u);
  EXPECT_EQ(result.warnings[0].message, "unknown font family: x");
  EXPECT_EQ(result.warnings[0].file, "/x.typ");
  EXPECT_EQ(result.warnings[0].line, 3);
  EXPECT_EQ(result.warnings[1].file, "styles/a.typ");
  EXPECT_EQ(result.warnings[2].line, 0);
}

TEST_F(TypstCommand, SaysWhyItFailed) {
  try {
    set_by("echo '<stdin>:1:1: error: no' >&2; exit 1");
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "Typst could not set /x.typ: <stdin>:1:1: error: no");
  }
}

}  // namespace
}  // namespace kancelli
