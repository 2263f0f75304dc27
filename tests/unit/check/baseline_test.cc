#include "pipeline/check/baseline.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

class Baselines : public ::testing::Test {
 protected:
  SourceMap sources;
  SourceId old_text = sources.add("a.xml", "one two"),
           new_text = sources.add("a.xml", "a line  more\none two o"), other = sources.add("b.xml", "one");

  static void find(Diagnostics& diagnostics, SourceId source, std::uint32_t at, const char* message,
                   const char* code = "untyped-value") {
    diagnostics.warning(code, {source, at, at + 1}, message);
  }
};

TEST_F(Baselines, KnowAFindingThatHasMoved) {
  Diagnostics before, after;
  find(before, old_text, 0, "m");
  find(after, new_text, 13, "m");
  const Baseline baseline = Baseline::read(Baseline::of(before, sources).json(), "kendte.json");
  EXPECT_EQ(baseline.size(), 1u);
  EXPECT_EQ(baseline.take_out(after, sources), 1u);
  EXPECT_TRUE(after.list().empty());
}

TEST_F(Baselines, ShowWhatIsNew) {
  Diagnostics before, after;
  find(before, old_text, 0, "m");
  find(after, new_text, 13, "in another language");
  find(after, new_text, 21, "m");                   // one more of the kind
  find(after, other, 0, "m");                       // another file
  find(after, new_text, 0, "m");                    // another text
  find(after, new_text, 13, "m", "name-outdated");  // another code
  EXPECT_EQ(Baseline::of(before, sources).take_out(after, sources), 1u);
  EXPECT_EQ(after.list().size(), 4u);
}

TEST_F(Baselines, NeverHideWhatCannotBeSuppressed) {
  Diagnostics diagnostics;
  find(diagnostics, old_text, 0, "m", "cpr-number");
  find(diagnostics, old_text, 0, "m", "xml");
  find(diagnostics, old_text, 0, "m", "closed-without-reason");
  const Baseline baseline = Baseline::of(diagnostics, sources);
  EXPECT_EQ(baseline.size(), 0u);
  const Baseline forged = Baseline::read(
      R"({"version":1,"findings":[{"file":"a.xml","code":"cpr-number","count":9,"text":"o"}]})",
      "kendte.json");
  EXPECT_EQ(forged.take_out(diagnostics, sources), 0u);
  EXPECT_EQ(diagnostics.list().size(), 3u);
}

TEST_F(Baselines, ThatAreNoneAreRefused) {
  for (const char* text :
       {"", "[]", "{}", R"({"version":2,"findings":[]})", R"({"version":1,"findings":[1]})",
        R"({"version":1,"findings":[{"file":"a","code":"b","text":"c"}]})"})
    EXPECT_THROW(Baseline::read(text, "kendte.json"), Error) << text;
}

}  // namespace
}  // namespace kancelli
