#include "pipeline/core/diagnostic.h"

#include <gtest/gtest.h>

#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

class DiagnosticPrint : public ::testing::Test {
 protected:
  SourceMap sources_;
  SourceId id_ = sources_.add("content/papers/charter/x.xml",
                              "<a>\n  <p>... af <count>fem</count> centre</p>\n\tålen</a>\n");
  Span find(std::string_view what) {
    const auto at = static_cast<std::uint32_t>(sources_.text(id_).find(what));
    return {id_, at, at + static_cast<std::uint32_t>(what.size())};
  }
  Diagnostics diagnostics_;
};

TEST_F(DiagnosticPrint, ShowsPlaceLineCaretsAndHint) {
  diagnostics_.error("count-mismatch", find("<count>"), "the text says fem", {"write fire"});
  EXPECT_EQ(print(diagnostics_, sources_, {}),
            "content/papers/charter/x.xml:2:13: error: the text says fem [count-mismatch]\n"
            "     2 |   <p>... af <count>fem</count> centre</p>\n"
            "       |             ^^^^^^^\n"
            "  hint: write fire\n");
}

TEST_F(DiagnosticPrint, CountsCodePointsAndKeepsTabs) {
  diagnostics_.warning("w", find("len"), "m");
  EXPECT_EQ(print(diagnostics_, sources_, {}),
            "content/papers/charter/x.xml:3:3: warning: m [w]\n"
            "     3 | \tålen</a>\n"
            "       | \t ^^^\n");
}

TEST_F(DiagnosticPrint, ShowsOfALongLineWhatLiesAroundTheFault) {
  SourceMap sources;
  const SourceId id = sources.add("x", std::string(300, 'a') + "fejl" + std::string(300, 'b'));
  diagnostics_.error("c", {id, 300, 304}, "m");
  EXPECT_EQ(print(diagnostics_, sources, {}), "x:1:301: error: m [c]\n     1 | …" + std::string(40, 'a') +
                                                  "fejl" + std::string(41, 'b') + "…\n       | " +
                                                  std::string(41, ' ') + "^^^^\n");
}

TEST_F(DiagnosticPrint, KnowsColumnsFarIntoALine) {
  SourceMap sources;
  std::string text = "x\n";
  for (int i = 0; i < 10'000; ++i) text += "æ";
  const auto at = static_cast<std::uint32_t>(text.size());
  const SourceId id = sources.add("x", text + "fejl" + text);
  EXPECT_EQ(sources.position(id, at), (Position{2, 10'001}));
  EXPECT_EQ(sources.line(id, 3).size(), 20'000u);
  diagnostics_.error("c", {id, at, at + 4}, "m");
  EXPECT_NE(print(diagnostics_, sources, {}).find(" | " + std::string(41, ' ') + "^^^^\n"),
            std::string::npos);
}

// What a terminal would obey is shown as a sign of its own, in a message as in a line.
TEST_F(DiagnosticPrint, ShowsNothingThatATerminalObeys) {
  SourceMap sources;
  const SourceId id = sources.add("x", "a\x1B[2J\xFF\u202Eb");
  diagnostics_.error("c", {id, 0, 1}, "m\x1B[31m\u009B");
  EXPECT_EQ(print(diagnostics_, sources, {}),
            "x:1:1: error: m\uFFFD[31m\uFFFD [c]\n     1 | a\uFFFD[2J\uFFFD\uFFFDb\n       | ^\n");
}

TEST_F(DiagnosticPrint, ShowsNoLineForWhatIsAboutTheWholeFile) {
  diagnostics_.error("c", {id_, 0, 0}, "m", {"h"});
  EXPECT_EQ(print(diagnostics_, sources_, {}), "content/papers/charter/x.xml:1:1: error: m [c]\n  hint: h\n");
}

TEST_F(DiagnosticPrint, BriefIsOneLineEach) {
  diagnostics_.error("c", find("fem"), "m", {"h"});
  EXPECT_EQ(print(diagnostics_, sources_, {DiagnosticFormat::brief, false}),
            "content/papers/charter/x.xml:2:20: error: m [c]\n");
}

TEST_F(DiagnosticPrint, AMessageIsOneLineWhateverItQuotes) {
  std::string quoted = "a\nb";
  for (int i = 0; i < 100'000; ++i) quoted += "ø";
  diagnostics_.error("a", find("<count>"), quoted);
  std::string cut = "a b";
  for (int i = 0; i < 397; ++i) cut += "ø";
  EXPECT_EQ(print(diagnostics_, sources_, {DiagnosticFormat::brief, false}),
            "content/papers/charter/x.xml:2:13: error: " + cut + "… [a]\n");
}

TEST_F(DiagnosticPrint, JsonHasEveryField) {
  diagnostics_.error("c", find("fem"), "say \"x\"", {"h"}).related.push_back({find("centre"), "r"});
  EXPECT_EQ(print(diagnostics_, sources_, {DiagnosticFormat::json, false}),
            "[\n {\"severity\":\"error\",\"code\":\"c\",\"message\":\"say "
            "\\\"x\\\"\",\"file\":\"content/papers/charter/x.xml\",\"line\":2,\"column\":20,"
            "\"endLine\":2,\"endColumn\":23,\"hints\":[\"h\"],\"trace\":[],\"related\":[{\"file\":\"content/"
            "papers/charter/x.xml\",\"line\":2,"
            "\"column\":32,\"endLine\":2,\"endColumn\":38,\"message\":\"r\"}],\"fix\":[]}\n]\n");
}

TEST_F(DiagnosticPrint, DanishTranslatesTheFrame) {
  set_language(Language::danish);
  diagnostics_.error("c", find("fem"), "m", {"h"});
  const std::string text = print(diagnostics_, sources_, {});
  set_language(Language::english);
  EXPECT_NE(text.find(": fejl: m [c]"), std::string::npos) << text;
  EXPECT_NE(text.find("råd: h"), std::string::npos) << text;
}

TEST_F(DiagnosticPrint, SortsByPlaceAndDropsWhatIsThereTwice) {
  diagnostics_.error("b", find("centre"), "later");
  diagnostics_.error("a", find("fem"), "earlier");
  diagnostics_.error("a", find("fem"), "earlier");
  diagnostics_.sort(sources_);
  ASSERT_EQ(diagnostics_.list().size(), 2u);
  EXPECT_EQ(diagnostics_.list()[0].message, "earlier");
}

TEST(Fill, ReplacesNumberedPlacesAndKeepsDoubledBraces) {
  EXPECT_EQ(fill("{1} før {0} {{0}} {7}", {"a", "b"}), "b før a {0} {7}");
}

}  // namespace
}  // namespace kancelli
