#include "pipeline/xml/schema.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

const Schema& charter() {
  static const auto schema = Schema::load(KANCELLI_ROOT "/content/schema/charter.rng");
  return *schema;
}

// A charter that its grammar accepts, for the tests to spoil.
constexpr std::string_view good =
    "<charter xmlns=\"urn:kancelli:1\" xml:lang=\"da\" id=\"x\">\n"
    "<meta><title>T</title><organ committee=\"oeu\"/><access state=\"open\"/><state "
    "value=\"draft\"/></meta>\n"
    "<purpose><p>Formål.</p></purpose>\n"
    "<tasks><task id=\"t\"><title>O</title><p>Tekst.</p></task></tasks>\n"
    "<organisation><p>Tekst.</p></organisation>\n"
    "</charter>\n";

class SchemaFaults : public ::testing::Test {
 protected:
  // Every finding as "line:column message | hint".
  std::vector<std::string> findings(std::string text, std::string_view from, std::string_view to) {
    if (!from.empty()) {
      const std::size_t at = text.find(from);
      EXPECT_NE(at, std::string::npos) << from;
      text.replace(at, from.size(), to);
    }
    SourceMap sources;
    Diagnostics diagnostics;
    const auto document = read_xml(sources, sources.add("x", text), diagnostics);
    if (document != nullptr) {
      const bool valid = charter().validate(*document, diagnostics);
      EXPECT_EQ(valid, diagnostics.list().empty());
    }
    std::vector<std::string> found;
    for (const Diagnostic& d : diagnostics.list())
      found.push_back(sources.where(d.span) + " " + d.message + (d.hints.empty() ? "" : " | " + d.hints[0]));
    return found;
  }
  std::vector<std::string> spoiled(std::string_view from, std::string_view to) {
    return findings(std::string(good), from, to);
  }
  using List = std::vector<std::string>;
};

TEST_F(SchemaFaults, AreNoneInAGoodPaper) {
  EXPECT_EQ(spoiled("", ""), List{});
}

TEST_F(SchemaFaults, NameAMissingSectionByItsHeadingOnce) {
  EXPECT_EQ(spoiled("<purpose><p>Formål.</p></purpose>\n", ""),
            List{"x:1:2 the section »Formål« is missing | write <purpose> in <charter>"});
  set_language(Language::danish);
  const auto danish = spoiled("<purpose><p>Formål.</p></purpose>\n", "");
  set_language(Language::english);
  ASSERT_EQ(danish.size(), 1u);
  EXPECT_TRUE(danish[0].starts_with("x:1:2 afsnittet »Formål« mangler ")) << danish[0];
}

TEST_F(SchemaFaults, GuessTheElementThatWasMeant) {
  EXPECT_EQ(spoiled("<p>Formål.</p>", "<pp>Formål.</pp>"),
            List{"x:3:11 there is no element <pp> | did you mean <p>?"});
}

TEST_F(SchemaFaults, SayWhereAnElementMayNotStand) {
  const auto found = spoiled("<p>Formål.</p>", "<p>Form<p>ål</p>.</p>");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].substr(0, 36), "x:3:18 <p> cannot stand in <p> | her");
}

TEST_F(SchemaFaults, SayTheOrder) {
  const auto found = spoiled("<meta>", "<organisation><p>x</p></organisation><meta>");
  ASSERT_FALSE(found.empty());
  EXPECT_NE(found[0].find("<meta> must stand before <organisation>"), std::string::npos) << found[0];
}

TEST_F(SchemaFaults, NameAttributesAndTheirValues) {
  EXPECT_EQ(spoiled("state=\"open\"", "stat=\"open\"")[0],
            "x:2:55 <access> has no attribute stat | did you mean state?");
  const auto value = spoiled("value=\"draft\"", "value=\"draf\"");
  ASSERT_EQ(value.size(), 1u);
  EXPECT_EQ(value[0], "x:2:83 \"draf\" is not a value of value | did you mean draft?");
}

TEST_F(SchemaFaults, RefuseADateThatDoesNotExist) {
  const auto found = spoiled("<organ ", "<dated value=\"2026-02-30\"/><organ ");
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NE(found[0].find("\"2026-02-30\" is not a value of value"), std::string::npos) << found[0];
}

TEST_F(SchemaFaults, PointAtTextOutsideAParagraph) {
  EXPECT_EQ(spoiled("<organisation><p>Tekst.</p>", "<organisation> Løs tekst <p>Tekst.</p>"),
            List{"x:5:16 text cannot stand directly in <organisation> | put it into <p>...</p>"});
}

TEST_F(SchemaFaults, AreReportedAllAtOnce) {
  std::string text(good);
  text.replace(text.find("<p>Formål.</p>"), std::string("<p>Formål.</p>").size(), "<pp/>");
  EXPECT_EQ(findings(text, "<organisation><p>Tekst.</p></organisation>\n", "").size(), 2u);
}

TEST_F(SchemaFaults, KnowAnotherNamespaceAndAnotherRoot) {
  EXPECT_EQ(spoiled(" xmlns=\"urn:kancelli:1\"", "")[0].substr(0, 55),
            "x:1:2 the document is not in Kancelli's namespace | wri");
  EXPECT_EQ(findings("<case xmlns=\"urn:kancelli:1\"/>", "", "")[0].substr(0, 80),
            "x:1:2 the document begins with <case>, but a <charter> is expected here | does t");
}

TEST(Schema, ReadsHeadingsAndDocumentationFromTheGrammar) {
  const ElementRule* purpose = charter().element("purpose");
  ASSERT_NE(purpose, nullptr);
  EXPECT_EQ(purpose->title, "Formål");
  EXPECT_TRUE(purpose->section);
  EXPECT_FALSE(purpose->documentation.empty());
  EXPECT_EQ(charter().root(), "charter");
}

// It is kept while its files say the same; what it includes is one of them.
TEST(Schema, IsReadAnewWhenAFileThatItIncludesSaysSomethingElse) {
  const std::string folder = testing::TempDir() + "kancelli-schema-" + std::to_string(::getpid()) + "/";
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& patterns) {
    std::ofstream(folder + name) << "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\">" << patterns
                                 << "</grammar>";
  };
  const auto accepts = [&](const std::string& text) {
    SourceMap sources;
    Diagnostics diagnostics;
    const auto document = read_xml(sources, sources.add("x", text), diagnostics);
    return document != nullptr && Schema::load(folder + "a.rng")->validate(*document, diagnostics);
  };
  write("a.rng", "<include href=\"b.rng\"/><start><ref name=\"it\"/></start>");
  for (const std::string name : {"old", "new"}) {
    write("b.rng", "<define name=\"it\"><element name=\"" + name + "\"><text/></element></define>");
    for (int time = 0; time < 3; ++time) {  // read, read once more to be certain, kept
      EXPECT_EQ(Schema::load(folder + "a.rng")->root(), name);
      EXPECT_EQ(accepts("<old>x</old>"), name == "old");
      EXPECT_EQ(accepts("<new>x</new>"), name == "new");
    }
  }
  write("b.rng", "<define");
  EXPECT_THROW(Schema::load(folder + "a.rng"), Error);
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace kancelli
