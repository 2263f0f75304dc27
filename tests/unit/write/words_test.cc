#include "pipeline/write/words.h"

#include <gtest/gtest.h>

#include "pipeline/ast/ast_json.h"
#include "pipeline/write/read_back.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

Element str(std::string text) {
  return Element(Kind::Str, std::move(text));
}
Element span(std::string pos, std::string css_class, std::vector<Element> content, Kind kind = Kind::Span) {
  Element element(kind, std::move(content));
  if (!pos.empty()) element.more().attr.attributes.emplace_back("data-pos", std::move(pos));
  if (!css_class.empty()) element.more().attr.classes.push_back(std::move(css_class));
  return element;
}

// A paper of one paragraph, and the tree a filter made of it.
class SourceInTree : public ::testing::Test {
 protected:
  std::vector<std::string> prove(std::vector<Element> inlines) {
    Diagnostics diagnostics;
    const SourceId id = project_.sources.add(
        "p.xml", "<x xmlns='urn:kancelli:1'><p>Bestyrelsen mødes <em>mindst</em> fire gange.</p></x>");
    Paper paper;
    paper.file = "p.xml";
    paper.xml = read_xml(project_.sources, id, diagnostics);
    ast::Document tree;
    tree.blocks.push_back(Element(Kind::Para, std::move(inlines)));
    prove_source_in_tree(paper, project_, tree, diagnostics);
    std::vector<std::string> found;
    for (const Diagnostic& d : diagnostics.list())
      found.push_back(d.code + " " + project_.sources.where(d.span) + " " + d.message);
    return found;
  }
  static Element em(std::string word) { return span("p.xml:1:48", "", {str(std::move(word))}); }
  static Element paragraph(std::vector<Element> content) {
    return span("p.xml:1:27", "", std::move(content));
  }
  static std::vector<Element> spaced(std::vector<Element> words) {
    std::vector<Element> out;
    for (Element& word : words) {
      if (!out.empty()) out.emplace_back(Kind::Space);
      out.push_back(std::move(word));
    }
    return out;
  }
  Project project_;
  using List = std::vector<std::string>;
};

TEST_F(SourceInTree, IsProvedWhenEveryWordIsThere) {
  EXPECT_EQ(
      prove({paragraph(spaced({str("Bestyrelsen"), str("mødes"), em("mindst"), str("fire\u00A0gange.")}))}),
      List{});
}

TEST_F(SourceInTree, IsProvedWhenAFilterMarksWhatItAddsAndLeavesOut) {
  EXPECT_EQ(prove({span("", "generated", {str("Tilføjet")}),
                   paragraph(spaced({str("Bestyrelsen"), str("mødes"), span("", "dropped", {em("mindst")}),
                                     str("fire"), str("gange.")}))}),
            List{});
}

TEST_F(SourceInTree, FindsALostElement) {
  EXPECT_EQ(prove({paragraph(spaced({str("Bestyrelsen"), str("mødes"), str("fire"), str("gange.")}))}),
            List{"text-lost p.xml:1:49 a filter lost this element's text, \"mindst\""});
}

TEST_F(SourceInTree, FindsALostAndAChangedWord) {
  EXPECT_EQ(prove({paragraph(spaced({str("Bestyrelsen"), str("mødes"), em("mindst"), str("fire")}))}),
            List{"text-changed p.xml:1:28 a filter lost \"gange.\" of this element"});
  EXPECT_EQ(
      prove({paragraph(spaced({str("Bestyrelsen"), str("mødes"), em("højst"), str("fire"), str("gange.")}))}),
      List{"text-changed p.xml:1:49 a filter made \"højst\" of \"mindst\" in this element"});
}

TEST_F(SourceInTree, FindsWordsRunTogetherAddedAndTwice) {
  EXPECT_EQ(
      prove({paragraph(spaced({str("Bestyrelsenmødes"), em("mindst"), str("fire"), str("gange.")}))}).size(),
      1u);
  EXPECT_EQ(prove({str("Nyt"), paragraph(spaced({str("Bestyrelsen"), str("mødes"), em("mindst"), str("fire"),
                                                 str("gange.")}))}),
            List{"text-added p.xml:1:2 a filter added \"Nyt\" without marking it"});
  EXPECT_EQ(prove({paragraph(spaced({str("Bestyrelsen"), str("mødes"), em("mindst"), em("mindst"),
                                     str("fire"), str("gange.")}))})
                .size(),
            1u);
}

TEST(WithoutProofMarks, LeavesNoTraceOfTheProof) {
  ast::Document tree;
  tree.blocks.push_back(
      span("p:1:1", "generated",
           {Element(Kind::Para, {span("p:1:2", "", {str("a")}), span("", "dropped", {str("b")}),
                                 span("", "keep", {str("c")})})},
           Kind::Div));
  const std::string json = ast::to_json(without_proof_marks(tree), {1, 22});
  EXPECT_NE(json.find("\"blocks\":[{\"t\":\"Para\",\"c\":[{\"t\":\"Str\",\"c\":\"a\"},{\"t\":\"Span\",\"c\":["
                      "[\"\",[\"keep\"],[]],[{\"t\":\"Str\",\"c\":\"c\"}]]}]}]"),
            std::string::npos)
      << json;
}

std::string joined(const std::vector<WordBlock>& blocks) {
  std::string out;
  for (const WordBlock& block : blocks) {
    out += out.empty() ? "" : " / ";
    for (std::size_t i = 0; i < block.size(); ++i) out += (i == 0 ? "" : " ") + block[i].text;
  }
  return out;
}

TEST(ReadHtml, LeavesOutHeadNavigationAndNoteMarks) {
  const Reading reading = read_html(
      "<html><body><header>Hoved</header><main><nav>Indhold</nav><h1>Titel</h1><p>Et <em>or</em>d<a "
      "class='footnote-ref'>1</a>.</p><table><tr><td>a</td><td>b</td></tr></table>"
      "<section class='footnotes'><ol><li><p>Note.<a "
      "class='footnote-back'>x</a></p></li></ol></section></main></body></html>");
  EXPECT_EQ(joined(reading.body), "Titel / Et ord. / a / b");
  EXPECT_EQ(joined(reading.notes), "Note.");
}

class PdfWords : public ::testing::Test {
 protected:
  // The complaint about pages that should say these blocks; "" for none.
  std::string compare(const std::vector<std::string>& blocks, const std::vector<std::string>& pages,
                      const std::vector<std::string>& furniture = {}) {
    Reading expected;
    for (const std::string& block : blocks) expected.body.push_back(words_of(block));
    Project project;
    Diagnostics diagnostics;
    compare_pdf(expected, pages, furniture, "x.pdf", project, diagnostics);
    return diagnostics.list().empty() ? "" : diagnostics.list()[0].message;
  }
};

std::string read_words(const Reading& reading) {
  std::string text;
  for (const WordBlock& block : reading.body)
    for (const Word& word : block) text += word.text + "|";
  return text;
}

// Word has no link in an insertion: it is three there, and one in the tree.
TEST(ReadHtml, OfAMarkedUpTextBeginsAWordWhereAChangeOfAnotherKindBegins) {
  EXPECT_EQ(
      read_words(read_html("<main><p>Et<ins>og</ins><a><ins>to</ins></a><del>fire</del><ins>tre</ins>.</p>"
                           "<p><ins>Nyt</ins></p></main>")),
      "Et|ogto|fire|tre.|Nyt|");
}

TEST(ReadingOfTree, OfAMarkedUpTextBeginsAWordWhereAChangeOfAnotherKindBegins) {
  ast::Document tree;
  tree.blocks.push_back(Element(
      Kind::Para, std::vector<Element>{
                      str("Et"), span("", "insertion", {str("og")}), span("", "insertion", {str("to")}),
                      span("", "deletion", {str("fire")}), span("", "insertion", {str("tre")}), str(".")}));
  EXPECT_EQ(read_words(reading_of(tree)), "Et|ogto|fire|tre.|");
}

TEST_F(PdfWords, JoinHyphenatedLines) {
  EXPECT_EQ(compare({"Økonomiforvaltningen er sekretariat"}, {"Økonomi-\nforvaltningen er sekre-\ntariat\n"}),
            "");
  EXPECT_EQ(compare({"social- og sundhedsområdet"}, {"social-\nog sundheds-\nområdet"}), "");
  EXPECT_EQ(compare({"Økonomiforvaltningen"}, {"Økonomiforvalt\u00AD\nningen"}), "");
}

TEST_F(PdfWords, AreFoundAcrossPagesWithHeadsAndFeetBetween) {
  EXPECT_EQ(compare({"Bestyrelsen holder mindst fire møder om året."},
                    {"Bestyrelsen holder mindst\nSide 1 af 2\n", "Økonomiudvalget\nfire møder om året.\n"},
                    {"Side", "af", "Økonomiudvalget"}),
            "");
}

// The head of page 1 begins with the letters of the first word on page 2.
TEST_F(PdfWords, AreNotPiecedTogetherFromHalfWords) {
  EXPECT_EQ(
      compare({"Økonomien er altid fortsat udgangspunktet."},
              {"Økonomiudvalget\nførste\n", "Økonomien er altid\nSide 2\n", "fortsat udgangspunktet.\n"},
              {"Økonomiudvalget", "første", "Side"}),
      "");
}

// Another paragraph on page 1 begins with the words of the one that goes from page 2 to page 3.
TEST_F(PdfWords, AreLookedForOnAsFewPagesAsCanBe) {
  EXPECT_EQ(compare({"Center for Økonomistyring oprettes og flytter.",
                     "Center for Økonomistyring følger alle budgetter ude i enhederne og i forvaltningerne."},
                    {"Center for Økonomistyring oprettes og flytter.\nSide 1\n",
                     "Center for Økonomistyring følger alle\nSide 2\n",
                     "budgetter ude i enhederne og i forvaltningerne.\nSide 3\n"},
                    {"Side"}),
            "");
}

// A paper of 200 pages once took longer than anybody waited: its sentences began alike, and went on alike.
TEST_F(PdfWords, AreNotLookedForInEveryCombinationOfPages) {
  std::vector<std::string> pages;
  const std::string alike = "Den fælles opgave og den fælles ordning drøftes og den fælles ";
  for (int page = 0; page < 200; ++page)
    pages.push_back(alike + alike + alike + "side " + std::to_string(page) + ".\n");
  std::string missing;
  for (int times = 0; times < 12; ++times) missing += alike;
  EXPECT_NE(compare({missing + "ende som ingen har"}, pages), "");
}

TEST_F(PdfWords, MissAWord) {
  EXPECT_EQ(compare({"mindst fire møder"}, {"mindst møder"}),
            "the output lost \"fire\", or its block is not in one piece");
}

TEST_F(PdfWords, FindAnAddedWord) {
  EXPECT_EQ(compare({"fire møder"}, {"fire møder i alt"}), "the output adds \"i\"");
}

TEST_F(PdfWords, FindWordsRunTogetherOrTornApart) {
  EXPECT_NE(compare({"fire møder"}, {"firemøder"}), "");
  EXPECT_NE(compare({"firemøder"}, {"fire møder"}), "");
}

TEST_F(PdfWords, FindABlockInTheWrongOrder) {
  EXPECT_NE(compare({"først dette og så dette andet"}, {"så dette andet først dette og"}), "");
}

TEST_F(PdfWords, TakeWholeWordsOnly) {
  EXPECT_EQ(
      compare({"Økonomi", "ja", "ja tak"}, {"Økonomiudvalget\nja tak\nja\nØkonomi\n"}, {"Økonomiudvalget"}),
      "");
}

TEST_F(PdfWords, AllowListMarks) {
  EXPECT_EQ(compare({"at gøre det", "og dette"}, {"1. at gøre det\n• og dette\n"}), "");
}

}  // namespace
}  // namespace kancelli
