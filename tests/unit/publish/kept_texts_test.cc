#include "pipeline/publish/kept_texts.h"

#include <gtest/gtest.h>

#include "tests/support/memory_files.h"

namespace kancelli {
namespace {

// Says what it was asked, and counts.
class Counting : public ProcessRunner {
 public:
  ProcessResult run(const Command& command) override {
    if (command.arguments == std::vector<std::string>{"-v"}) return {0, false, false, "", version};
    ++asked;
    return {status, false, false, "text of " + command.input, ""};
  }
  std::unique_ptr<Conversation> start(const Command&) override { return nullptr; }
  int asked = 0, status = 0;
  std::string version = "pdftotext 25";
};

const std::string path = "/ud/.pdf-texts";

std::string asked(KeptTexts& texts, const std::string& pdf) {
  return texts.run({"pdftotext", {"-", "-"}, pdf, {}}).out;
}

TEST(KeptTexts, AreAskedForOnceAndStayForTheNextRun) {
  MemoryFiles files;
  Counting program;
  {
    KeptTexts texts(program, files, path);
    EXPECT_EQ(asked(texts, "a\n1 2"), "text of a\n1 2");
    EXPECT_EQ(asked(texts, "b"), "text of b");
    EXPECT_EQ(asked(texts, "b"), "text of b");
    texts.keep();
  }
  EXPECT_EQ(program.asked, 2);
  KeptTexts texts(program, files, path);
  EXPECT_EQ(asked(texts, "a\n1 2"), "text of a\n1 2");
  EXPECT_EQ(program.asked, 2);
  EXPECT_EQ(asked(texts, "c"), "text of c");
  EXPECT_EQ(program.asked, 3);
  texts.keep();  // without b, which nobody wanted
  KeptTexts last(program, files, path);
  EXPECT_EQ(asked(last, "b"), "text of b");
  EXPECT_EQ(program.asked, 4);
}

TEST(KeptTexts, AreNoneWhenTheFileOrTheProgramIsAnother) {
  MemoryFiles files;
  Counting program;
  KeptTexts first(program, files, path);
  asked(first, "a");
  first.keep();
  const std::string whole = files.files[path];
  for (const std::string& broken : {whole.substr(0, whole.size() - 1), whole + "x", std::string("x"),
                                    whole.substr(0, whole.size() - 1) + "b", std::string()}) {
    files.files[path] = broken;
    const int before = program.asked;
    KeptTexts texts(program, files, path);
    EXPECT_EQ(asked(texts, "a"), "text of a");
    EXPECT_EQ(program.asked, before + 1);
  }
  files.files[path] = whole;
  program.version = "pdftotext 26";
  const int before = program.asked;
  KeptTexts texts(program, files, path);
  asked(texts, "a");
  EXPECT_EQ(program.asked, before + 1);
}

TEST(KeptTexts, DoNotKeepAFailure) {
  MemoryFiles files;
  Counting program;
  program.status = 1;
  KeptTexts texts(program, files, path);
  asked(texts, "a");
  asked(texts, "a");
  EXPECT_EQ(program.asked, 2);
}

}  // namespace
}  // namespace kancelli
