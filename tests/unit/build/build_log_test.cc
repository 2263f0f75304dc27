#include "pipeline/build/build_log.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

BuildLog log() {
  BuildLog log;
  log.today = "2026-01-31";
  log.papers["x"] = {"s",
                     "h",
                     {{"pandoc", "2.17"}},
                     {{"figures/æ.svg", "p"}},
                     {{"body\x1foeu\x1f", "a"}},
                     {{"pdf", {"x.pdf", "hash", 123}}}};
  return log;
}

TEST(BuildLog, ComesBackAsItWasWritten) {
  const BuildLog back = BuildLog::read(log().json());
  EXPECT_EQ(back.json(), log().json());
  ASSERT_TRUE(back.papers.contains("x"));
  EXPECT_EQ(back.papers.at("x").answers.begin()->first, "body\x1foeu\x1f");
  EXPECT_EQ(back.papers.at("x").outputs.at("pdf").bytes, 123u);
}

TEST(BuildLog, IsEmptyForWhatIsNoLog) {
  for (const char* text : {"", "[]", "{", "{\"version\": 99, \"papers\": {\"x\": {}}}",
                           "{\"version\": 1, \"papers\": 3}", "null"})
    EXPECT_TRUE(BuildLog::read(text).papers.empty()) << text;
}

}  // namespace
}  // namespace kancelli
