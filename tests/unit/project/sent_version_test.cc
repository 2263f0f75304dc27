// What was sent is read as it was sent, or not at all.
#include "pipeline/project/sent_version.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

const std::string source =
    R"(<charter xmlns="urn:kancelli:1" xml:lang="da" id="plan"><meta><title>Plan</title>)"
    R"(<dated value="2026-02-10"/><state value="sent" sent="2026-02-18"/></meta></charter>)";

class SentVersions : public testing::Test {
 protected:
  ExampleProject example = check_example("<p>Udvalget mødes.</p>");
  Diagnostics found;

  std::string path(const std::string& name) const { return example.project->root + "/content/sent/" + name; }

  void freeze(int number, const std::string& head, const std::string& more = "") {
    const std::string folder = "plan/" + std::to_string(number) + "/";
    example.files->files[path(folder + "source.xml")] = source;
    example.files->files[path(folder + "version.xml")] =
        "<version xmlns=\"urn:kancelli:1\" paper=\"plan\" title=\"Plan for året\" " + head + ">" + more +
        "<tool name=\"kancelli\" version=\"1\"/><file name=\"source.xml\" sha256=\"" + sha256(source) +
        "\"/></version>";
  }
  void freeze_two() {
    freeze(1, R"(number="1" sent="2026-02-18")");
    freeze(2, R"(number="2" sent="2026-02-20" supersedes="1")", "<reason>En dato var forkert.</reason>");
  }
  std::vector<SentVersion> versions() {
    return sent_versions(*example.project, *example.files, "plan", found);
  }
  // The versions that could be read, and what is said of the others.
  std::string seen() {
    std::string text;
    for (const SentVersion& version : versions()) text += std::to_string(version.number) + " ";
    found.sort(example.project->sources);
    for (const Diagnostic& d : found.list())
      text += "[" + d.code + ": " + (d.span.nowhere() ? d.place : example.project->sources.where(d.span)) +
              ": " + d.message + "]";
    return text;
  }
};

TEST_F(SentVersions, AreReadOldestFirstWithTheirReasons) {
  freeze_two();
  const auto all = versions();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].sent.iso(), "2026-02-18");
  EXPECT_EQ(all[1].reason, "En dato var forkert.");
  EXPECT_EQ(all[1].folder, "content/sent/plan/2");
  EXPECT_TRUE(found.list().empty());
}

TEST_F(SentVersions, AreNoneForAPaperThatWasNeverSent) {
  EXPECT_EQ(seen(), "");
}

TEST_F(SentVersions, CountThoseThatAnInterruptedRunHasNotPutInTheirPlace) {
  freeze_two();
  auto& files = example.files->files;
  for (const char* name : {"source.xml", "version.xml"}) {
    files[path(std::string(".sending/plan/2/") + name)] = files[path(std::string("plan/2/") + name)];
    files.erase(path(std::string("plan/2/") + name));
  }
  EXPECT_EQ(seen(), "1 2 ");
}

TEST_F(SentVersions, StopAtAHole) {
  freeze_two();
  for (const char* name : {"source.xml", "version.xml"})
    example.files->files.erase(path(std::string("plan/1/") + name));
  EXPECT_EQ(seen(),
            "[sent-version: content/sent/plan/2/version.xml: version 1 of plan is not there, but "
            "version 2 is]");
}

TEST_F(SentVersions, WithoutTheirVersionFileAreLeftOut) {
  freeze_two();
  example.files->files.erase(path("plan/2/version.xml"));
  EXPECT_TRUE(seen().starts_with("1 [sent-version: content/sent/plan/2/version.xml: what was sent cannot be"))
      << seen();
}

TEST_F(SentVersions, TellWhatIsWrongWithAVersionFile) {
  const struct {
    std::string head, more, message;
  } cases[] = {
      {R"(number="3" sent="2026-02-18")", "", "this is version 3, in the folder of version 1"},
      {R"(number="1" sent="2026-02")", "", "\"2026-02\" is not a date"},
      {R"(number="1" sent="2026-02-18" supersedes="1")", "", "the first version supersedes none"},
      {R"(number="1" sent="2026-02-18")", R"(<file name="../x" sha256=""/>)", "\"../x\" is no name"},
      {R"(number="1" sent="2026-02-18")", R"(<file name="x" sha256="12"/>)", "the SHA-256 of x is missing"},
      {R"(number="1" sent="2026-02-18")", "<file name=\"source.xml\" sha256=\"" + sha256("") + "\"/>",
       "the file source.xml is listed twice"},
  };
  for (const auto& each : cases) {
    found = {};
    freeze(1, each.head, each.more);
    const std::string text = seen();
    EXPECT_TRUE(text.starts_with("[sent-version: content/sent/plan/1/version.xml:1:")) << text;
    EXPECT_NE(text.find(each.message), std::string::npos) << text;
  }
}

TEST_F(SentVersions, OfAnotherPaperAreRefused) {
  freeze(1, R"(number="1" sent="2026-02-18")");
  auto& text = example.files->files[path("plan/1/version.xml")];
  text.replace(text.find("\"plan\""), 6, "\"andet\"");
  EXPECT_NE(seen().find("this is a version of \"andet\", in the folder of plan"), std::string::npos);
}

TEST_F(SentVersions, ACorrectionHasAReason) {
  freeze(1, R"(number="1" sent="2026-02-18")");
  freeze(2, R"(number="2" sent="2026-02-20" supersedes="1")");
  EXPECT_NE(seen().find("a correction has a reason"), std::string::npos);
}

TEST_F(SentVersions, ReadAsPapersWithTheTitleOfThatDay) {
  freeze_two();
  const auto paper = frozen_paper(*example.project, *example.files, versions()[0], found);
  ASSERT_NE(paper, nullptr);
  EXPECT_EQ(paper->title, "Plan for året");
  EXPECT_EQ(paper->type, "charter");
  EXPECT_EQ(paper->state, "sent");
  EXPECT_EQ(paper->file, "content/sent/plan/1/source.xml");
}

TEST(SentVersionsOnDisk, AreRefusedWhereALinkLeadsElsewhere) {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(testing::TempDir()) / ("kancelli-links-" + std::to_string(::getpid()));
  const auto seen = [&] {
    SourceMap sources;
    Diagnostics found;
    std::string text =
        std::to_string(sent_versions(sources, root.string(), DiskFiles(), "plan", found).size());
    for (const Diagnostic& d : found.list()) text += " " + d.code + " " + d.place + ": " + d.message;
    return text;
  };
  for (const std::string link : {"", "plan", "plan/1", "plan/1/version.xml", "plan/1/source.xml"}) {
    fs::remove_all(root);
    const fs::path sent = root / "content/sent";
    DiskFiles().write((sent / "plan/1/source.xml").string(), source);
    DiskFiles().write((sent / "plan/1/version.xml").string(),
                      "<version xmlns=\"urn:kancelli:1\" paper=\"plan\" title=\"Plan\" number=\"1\" "
                      "sent=\"2026-02-18\"><file name=\"source.xml\" sha256=\"" +
                          sha256(source) + "\"/></version>");
    if (!link.empty()) {
      fs::rename(sent / link, root / "elsewhere");
      fs::create_symlink(root / "elsewhere", sent / link);
    }
    const std::string path = "content/sent/" + link;
    EXPECT_EQ(seen(), link.empty() ? "1" : "0 sent-version " + path + ": " + path + " is a symbolic link");
  }
  fs::remove_all(root);
}

TEST_F(SentVersions, HaveTheClosedEditionThatWasKeptWithThem) {
  freeze(1, R"(number="1" sent="2026-02-18")", "<file name=\"plan.html\" sha256=\"" + sha256("") + "\"/>");
  SentVersion version = versions().at(0);
  const auto paper = frozen_paper(*example.project, *example.files, version, found);
  EXPECT_EQ(frozen_output(version, ".html", true), "plan.html");  // nothing in it is closed
  EXPECT_TRUE(need_edition(version, *paper, true, found));
  version.files.push_back({"plan-lukket.html", ""});
  EXPECT_EQ(frozen_output(version, ".html", true), "plan-lukket.html");
  EXPECT_EQ(frozen_output(version, ".html", false), "plan.html");
  EXPECT_EQ(frozen_answers(version, true), "answers-lukket.json");
  EXPECT_TRUE(found.list().empty());
}

TEST_F(SentVersions, WithoutTheirClosedEditionAreToldWhereSomethingMayBeClosed) {
  freeze(1, R"(number="1" sent="2026-02-18")");
  const auto version = versions().at(0);
  const std::string with_closed =
      std::string(source).replace(source.find("</meta>"), 7, "</meta><p access=\"closed\">Lukket.</p>");
  Paper paper;
  paper.type = "charter";
  paper.xml = read_xml(example.project->sources, example.project->sources.add("x.xml", with_closed), found);
  EXPECT_TRUE(need_edition(version, paper, false, found));
  EXPECT_TRUE(found.list().empty());
  EXPECT_FALSE(need_edition(version, paper, true, found));
  ASSERT_EQ(found.list().size(), 1u);
  EXPECT_EQ(found.list()[0].code, "sent-edition");
  EXPECT_EQ(found.list()[0].place, "content/sent/plan/1/version.xml");
}

TEST_F(SentVersions, AreNotReadWhenAFileIsNotWhatWasSent) {
  freeze_two();
  const auto all = versions();
  example.files->files[path("plan/1/source.xml")] += " ";
  EXPECT_THROW(frozen_file(*example.project, *example.files, all[0], "source.xml"), Error);
  EXPECT_EQ(frozen_paper(*example.project, *example.files, all[0], found), nullptr);
  EXPECT_EQ(found.list().at(0).code, "sent-damaged");
  EXPECT_EQ(frozen_file(*example.project, *example.files, all[1], "source.xml"), source);
  EXPECT_THROW(frozen_file(*example.project, *example.files, all[1], "plan.pdf"), Error);
}

}  // namespace
}  // namespace kancelli
