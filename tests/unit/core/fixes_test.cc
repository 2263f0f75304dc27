#include "pipeline/core/fixes.h"

#include <gtest/gtest.h>

namespace kancelli {
namespace {

struct Text {
  SourceMap sources;
  SourceId id;
  Diagnostics diagnostics;

  explicit Text(const std::string& text) : id(sources.add("a.xml", text)) {}

  // A diagnostic that wants `old` (the first there is) to become `now`; several edits with several pairs.
  void wants(std::initializer_list<std::pair<const char*, const char*>> edits) {
    Diagnostic& d = diagnostics.error("code", {id, 0, 0}, "m");
    for (const auto& [old, now] : edits) {
      const auto at = static_cast<std::uint32_t>(sources.text(id).find(old));
      d.fix.push_back({{id, at, at + static_cast<std::uint32_t>(std::string_view(old).size())}, now});
    }
  }
  FixedSource fixed() const {
    const auto all = make_fixes(diagnostics, sources);
    EXPECT_EQ(all.size(), 1u);
    return all.empty() ? FixedSource() : all[0];
  }
};

TEST(Fixes, ChangeTheirBytesAndNothingElse) {
  Text text("<p>\r\n\t§5 og  §6\xC2\xA0!</p>");
  text.wants({{"§6", "§ 6"}});
  text.wants({{"§5", "§ 5"}});
  EXPECT_EQ(text.fixed().text, "<p>\r\n\t§ 5 og  § 6\xC2\xA0!</p>");
  EXPECT_EQ(text.fixed().fixes, 2u);
}

TEST(Fixes, ThatOverlapAreLeftForTheNextRun) {
  Text text("abcdef");
  text.wants({{"bc", "BC"}});
  text.wants({{"a", "A"}, {"cd", "CD"}});  // all or none of it
  text.wants({{"f", "F"}});
  EXPECT_EQ(text.fixed().text, "aBCdeF");
  EXPECT_EQ(text.fixed().fixes, 2u);
}

TEST(Fixes, AreShownAsAUnifiedDiff) {
  Text text("one\ntwo\nthree\nfour\nfive");
  text.wants({{"two", "2\n2"}});
  text.wants({{"four\n", ""}});
  text.wants({{"five", "5"}});
  EXPECT_EQ(
      text.fixed().diff,
      "--- a.xml\n+++ a.xml\n"
      "@@ -2,1 +2,2 @@\n-two\n+2\n+2\n"
      "@@ -4,2 +5,1 @@\n-four\n-five\n\\ No newline at end of file\n+5\n\\ No newline at end of file\n");
}

TEST(Fixes, OfNothingAreNothing) {
  Text text("one");
  text.diagnostics.error("code", {text.id, 0, 1}, "m");
  EXPECT_TRUE(make_fixes(text.diagnostics, text.sources).empty());
}

}  // namespace
}  // namespace kancelli
