#include "pipeline/lower/lower.h"

#include <gtest/gtest.h>

#include "pipeline/ast/ast_json.h"
#include "tests/unit/project/sample.h"

namespace kancelli {
namespace {

// The lowered blocks of a paper with these blocks, as JSON.
std::string lowered(const std::string& blocks, bool closed_edition = false) {
  Project project;
  project.closed_edition = closed_edition;
  Diagnostics diagnostics;
  const SourceId id =
      project.sources.add("p.xml", "<x xmlns='urn:kancelli:1' xml:lang='da' id='x'>" + blocks + "</x>");
  Paper paper;
  paper.id = "x";
  paper.type = "x";
  paper.file = "p.xml";
  paper.xml = read_xml(project.sources, id, diagnostics);
  const std::string json = ast::to_json(lower(paper, project), {1, 22});
  return json.substr(json.find("\"blocks\":") + 9);
}

TEST(Lower, MakesDivsWithClassIdAttributesAndPlace) {
  EXPECT_EQ(lowered("<purpose id='a' k='v'><p>Ja.</p></purpose>"),
            "[{\"t\":\"Div\",\"c\":[[\"a\",[\"purpose\"],[[\"k\",\"v\"],[\"data-pos\",\"p.xml:1:48\"]]],[{"
            "\"t\":\"Div\",\"c\":[[\"\",[\"p\"],[[\"data-pos\",\"p.xml:1:70\"]]],"
            "[{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"Ja.\"}]}]]}]]}]}");
}

TEST(Lower, CollapsesWhiteSpaceOverInlines) {
  const std::string json = lowered("<p> a\n <em> b </em> c<body ref='x'/> </p>");
  // a, space, em(b, space), c, body: one space between words, none at the ends, none twice.
  std::size_t spaces = 0;
  for (std::size_t at = json.find("\"Space\""); at != std::string::npos; at = json.find("\"Space\"", at + 1))
    ++spaces;
  EXPECT_EQ(spaces, 2u) << json;
}

TEST(Lower, TakesAPunktumForAnInlineAndSaysWhereAStatutesReferenceStands) {
  EXPECT_EQ(lowered("<p><sentence>A.</sentence> <sentence>b.</sentence></p>").find("\"Plain\""),
            std::string::npos);
  const ast::Document statute = lower(*sample_project().paper("styrelsesvedtaegt"), sample_project());
  const std::string json = ast::to_json(statute, {1, 22});
  EXPECT_NE(json.find("[[\"to\",\"#p8-valgte\"],[\"from\",\"p8-forholdstal\"]"), std::string::npos);
}

TEST(Lower, LeavesCommentsAndInstructionsOut) {
  EXPECT_EQ(lowered("<p>a<!-- b --><?kancelli suppress='x'?>c</p>").find("\"b\""), std::string::npos);
  EXPECT_NE(lowered("<p>a<!-- b -->c</p>").find("{\"t\":\"Str\",\"c\":\"a\"},{\"t\":\"Str\",\"c\":\"c\"}"),
            std::string::npos);
}

TEST(Lower, LeavesClosedPassagesOut) {
  const std::string json = lowered(
      "<section access='closed' reason='r' ground='g'><title>Pris</title><p>Tal</p></section>"
      "<p access='open' reason='r'>Resten</p>");
  for (const char* word : {"Pris", "Tal", "closed", "reason", "ground"})
    EXPECT_EQ(json.find(word), std::string::npos) << word << ": " << json;
  EXPECT_NE(json.find("Resten"), std::string::npos);
}

TEST(Lower, SaysInTheClosedEditionBelowAHeadingOrBeforeABlockThatItIsClosed) {
  const std::string json = lowered(
      "<section access='closed' reason='r' ground='g'><title>Pris</title><p>Tal</p></section>"
      "<p access='closed' reason='s' ground='g'>Resten</p>",
      true);
  const std::size_t title = json.find("Pris"), mark = json.find("closed-mark"), text = json.find("Tal"),
                    other = json.find("closed-mark", text), rest = json.find("Resten");
  EXPECT_TRUE(title < mark && mark < text && text < other && other < rest) << json;
}

TEST(Lower, GivesTheTitleAsInlinesWithItsPlace) {
  const ast::Document document = lower(*sample_project().paper("om-koncernservice"), sample_project());
  const ast::Meta* title = document.meta.find("title");
  ASSERT_NE(title, nullptr);
  ASSERT_EQ(title->content.size(), 1u);
  EXPECT_TRUE(title->content[0].attr().has_class("title"));
  EXPECT_NE(title->content[0].attr().find("data-pos"), nullptr);
}

TEST(Lower, ListsAttachmentsWithNumberAndTitle) {
  const ast::Document document =
      lower(*sample_project().paper("indstilling-koncernbestyrelse"), sample_project());
  const ast::Meta* attachments = document.meta.find("attachments");
  ASSERT_NE(attachments, nullptr);
  ASSERT_GE(attachments->entries.size(), 3u);
  const ast::Meta& third = attachments->entries[2].second;
  EXPECT_EQ(third.find("number")->string, "3");
  EXPECT_EQ(third.find("title")->string, "Om Koncernservice");
  EXPECT_EQ(third.find("access")->string, "open");
}

// An id may tell what nobody shall know: "bilag-opsigelse-af-direktoeren".
TEST(Lower, GivesAClosedAttachmentAnIdThatTellsNothing) {
  const auto json = [](bool closed_edition) {
    Project project;
    project.closed_edition = closed_edition;
    Diagnostics diagnostics;
    const SourceId source = project.sources.add(
        "p.xml",
        "<x xmlns='urn:kancelli:1' xml:lang='da' id='x'><meta><attachments><attachment id='et'/><attachment "
        "id='hemmelig'/></attachments></meta><p id='bilag-2'><ref to='#et'/> <ref to='#hemmelig'/></p></x>");
    Paper paper;
    paper.id = paper.type = "x";
    paper.xml = read_xml(project.sources, source, diagnostics);
    for (const Node& node : paper.xml->nodes)
      if (const Attribute* id = node.find("id")) paper.ids.emplace(id->value, &node);
    paper.attachments = {{1, "et", "", "et.pdf", "Et", "", "", false, "", "", nullptr},
                         {2, "hemmelig", "", "to.pdf", "To", "", "", true, "", "", nullptr}};
    return ast::to_json(lower(paper, project), {1, 22});
  };
  const std::string open = json(false), closed = json(true);
  EXPECT_EQ(open.find("hemmelig"), std::string::npos) << open;
  EXPECT_NE(open.find("[\"to\",\"#bilag-2-\"]"), std::string::npos) << open;  // bilag-2 is another's
  EXPECT_NE(open.find("[\"to\",\"#et\"]"), std::string::npos);
  EXPECT_NE(closed.find("[\"to\",\"#hemmelig\"]"), std::string::npos) << closed;
}

TEST(Lower, GivesAnEmptyParagraphNoText) {
  EXPECT_NE(lowered("<p/>").find("{\"t\":\"Para\",\"c\":[]}"), std::string::npos);
}

}  // namespace
}  // namespace kancelli
