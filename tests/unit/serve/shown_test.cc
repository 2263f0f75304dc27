#include "pipeline/serve/shown.h"

#include <gtest/gtest.h>

#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

constexpr const char* page = "<html><head><title>x</title></head><body><main>Tekst</main></body></html>";

Shown two_papers() {
  Shown shown;
  shown.files = {{"index.html", page},
                 {"dokumenter/a/index.html", page},
                 {"dokumenter/b/index.html", page},
                 {"dokumenter/b-markeret/index.html", page},
                 {"assets/site.css", "p {}"}};
  shown.papers = {{"content/papers/notat/a.xml", "a"}, {"content/papers/amendment/b.xml", "b"}};
  return shown;
}

ShownFinding finding(Severity severity, const std::string& paper) {
  return {severity, paper, paper + ".xml:1:1: <fundet> [kode]\n"};
}

bool contains(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

std::string looked_at(const Shown& shown, const std::string& path) {
  return preview_page(shown, path, *find_file(shown, path));
}

TEST(PreviewPage, KeepsThePageAndAddsScriptAndStyle) {
  const std::string text = looked_at(two_papers(), "");
  EXPECT_TRUE(contains(text, "<main>Tekst</main></body>"));  // without findings nothing stands below
  EXPECT_TRUE(contains(text, "<script src=\"/kancelli-vis/preview.js\" defer data-mark=\"" +
                                 mark_of(two_papers(), "") + "\"></script>\n</head>"));
}

TEST(PreviewPage, TellsWhatIsWrongInItsPaperAndNotInOthers) {
  Shown shown = two_papers();
  shown.findings = {finding(Severity::warning, "a"), finding(Severity::warning, "b")};
  EXPECT_TRUE(contains(looked_at(shown, "dokumenter/a/"), "a.xml:1:1: &lt;fundet&gt; [kode]"));
  EXPECT_FALSE(contains(looked_at(shown, "dokumenter/a/"), "b.xml"));
  EXPECT_TRUE(contains(looked_at(shown, "dokumenter/b-markeret/"), "b.xml"));  // what an amendment becomes
  EXPECT_FALSE(contains(looked_at(shown, ""), ".xml"));
  EXPECT_FALSE(contains(looked_at(shown, "dokumenter/a/"), "kancelli-vis-stale"));
}

TEST(PreviewPage, SaysThatItIsOldWhereThereAreErrors) {
  Shown shown = two_papers();
  shown.findings = {finding(Severity::error, "a")};
  EXPECT_TRUE(contains(looked_at(shown, "dokumenter/b/"), "kancelli-vis-stale"));
  shown.findings.clear();
  shown.problem = "ingen Pandoc";
  EXPECT_TRUE(contains(looked_at(shown, "dokumenter/b/"), "kancelli-vis-stale"));
  EXPECT_TRUE(contains(faults_page(shown), "ingen Pandoc"));
}

TEST(FaultsPage, HasEveryFinding) {
  Shown shown = two_papers();
  EXPECT_TRUE(contains(faults_page(shown), tr("Nothing was found.")));
  shown.findings = {finding(Severity::warning, "a"), finding(Severity::error, "")};
  EXPECT_TRUE(contains(faults_page(shown), "a.xml:1:1: &lt;fundet&gt;"));
  EXPECT_TRUE(contains(faults_page(shown), "kancelli-vis-error"));
}

TEST(MissingPage, IsTheSitesOwnWhereItHasOne) {
  Shown shown = two_papers();
  EXPECT_TRUE(contains(missing_page(shown, "<x>"), "/&lt;x&gt;"));
  shown.files["404.html"] = "Siden findes ikke";
  EXPECT_EQ(missing_page(shown, "x"), "Siden findes ikke");
}

TEST(Mark, ChangesWithThePageItsFindingsAndTheStyles) {
  const Shown before = two_papers();
  const std::string mark = mark_of(before, "dokumenter/a/");
  Shown other = before;
  other.files["dokumenter/b/index.html"] = "anden";
  EXPECT_EQ(mark_of(other, "dokumenter/a/"), mark);
  other.files["pagefind/pagefind.js"] = "soeg";  // the index comes when it is asked for
  EXPECT_EQ(mark_of(other, "dokumenter/a/"), mark);
  other.files["dokumenter/a/index.html"] = "anden";
  EXPECT_NE(mark_of(other, "dokumenter/a/"), mark);
  other = before;
  other.findings = {finding(Severity::warning, "a")};
  EXPECT_NE(mark_of(other, "dokumenter/a/"), mark);
  other = before;
  other.files["assets/site.css"] = "p { color: red }";
  EXPECT_NE(mark_of(other, "dokumenter/a/"), mark);
  other = before;
  other.files.erase("dokumenter/a/index.html");
  EXPECT_NE(mark_of(other, "dokumenter/a/"), mark);
}

TEST(ShownFindings, AreSortedAndKnowTheirPaper) {
  SourceMap sources;
  const SourceId a = sources.add("content/papers/notat/a.xml", "<notat>\n</notat>\n"),
                 project = sources.add("content/project.xml", "<project/>");
  Diagnostics found;
  found.warning("two", {project, 1, 8}, "andet");
  found.error("one", {a, 8, 10}, "foerste", {"raad"});
  const auto shown = shown_findings(found, sources, two_papers().papers);
  ASSERT_EQ(shown.size(), 2u);
  EXPECT_EQ(shown[0].paper, "a");
  EXPECT_EQ(shown[0].severity, Severity::error);
  EXPECT_TRUE(shown[0].text.starts_with("content/papers/notat/a.xml:2:1: "));
  EXPECT_TRUE(contains(shown[0].text, "raad"));
  EXPECT_EQ(shown[1].paper, "");
}

}  // namespace
}  // namespace kancelli
