#include "pipeline/write/docx_carried.h"

#include <gtest/gtest.h>

#include "pipeline/lower/lower.h"
#include "tests/support/example_project.h"

namespace kancelli {
namespace {

using ast::Element;
using ast::Kind;

// The structure of a small paper, in one of its editions.
std::string structure_of(const std::string& text, bool closed = false) {
  ExampleProject example = check_example(text);
  Project& project = *example.project;
  project.closed_edition = closed;
  const Paper& paper = *project.papers.front();
  const ast::Document lowered = lower(paper, project);
  return docx_structure(paper, project, lowered, element_keys(paper, project, lowered));
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

const std::string with_closed_matter = R"(
<attachments><attachment id="bilag-aaben" file="aaben.pdf" title="Et bilag"/><attachment id="bilag-planen" file="planen.pdf" title="Planen" access="closed" reason="Grunden" ground="Loven"/></attachments>
<p id="aabent">Se <ref to="#bilag-aaben"/> og <ref to="#bilag-planen"/>. Det koster <amount kr="12"/>.</p>
<!-- kommentaren -->
<?kancelli suppress="untyped-value" reason="undtagelsen"?>
<p id="hemmeligt" access="closed" reason="Grunden" ground="Loven">Ord.</p>
)";

TEST(DocxStructure, HasTheElementsAndAttributesAndNoWords) {
  const std::string structure = structure_of(with_closed_matter);
  EXPECT_TRUE(has(structure, "<p id=\"aabent\" k:key=\"")) << structure;
  EXPECT_TRUE(has(structure, "<ref to=\"#bilag-aaben\" k:key=\"")) << structure;
  EXPECT_TRUE(has(structure, "<amount kr=\"12\" k:key=\"")) << structure;
  EXPECT_TRUE(has(structure, "<attachment id=\"bilag-aaben\" file=\"aaben.pdf\" title=\"Et bilag\"/>"))
      << structure;
  EXPECT_FALSE(has(structure, "koster"));
}

TEST(DocxStructure, OfTheOpenEditionSaysNothingOfWhatItLeavesOut) {
  const std::string structure = structure_of(with_closed_matter);
  for (const char* left_out :
       {"hemmeligt", "planen", "Planen", "Grunden", "Loven", "kommentaren", "undtagelsen"})
    EXPECT_FALSE(has(structure, left_out)) << left_out << " is in\n" << structure;
  EXPECT_TRUE(has(structure, "<attachment access=\"closed\"/>")) << structure;
  EXPECT_TRUE(has(structure, "edition=\"open\""));
}

TEST(DocxStructure, OfTheClosedEditionHasItButNotWhatAuthorsNote) {
  const std::string structure = structure_of(with_closed_matter, true);
  EXPECT_TRUE(
      has(structure, "<p id=\"hemmeligt\" access=\"closed\" reason=\"Grunden\" ground=\"Loven\" k:key="))
      << structure;
  EXPECT_TRUE(has(structure, "id=\"bilag-planen\"")) << structure;
  EXPECT_FALSE(has(structure, "kommentaren"));
  EXPECT_FALSE(has(structure, "undtagelsen"));
}

TEST(DocxStructure, SaysWhichVersionOfASentPaperItIs) {
  EXPECT_TRUE(has(structure_of("<p>Ord.</p>"), "version=\"\""));
  EXPECT_TRUE(has(structure_of("<state value=\"sent\" sent=\"2026-02-10\"/><p>Ord.</p>"), "version=\"1\""));
  const std::string corrected =
      R"(<charter xmlns="urn:kancelli:1" xml:lang="da" id="eksempel"><meta><title>Plan</title><dated value="2026-02-10"/><access state="open"/>
<state value="sent" sent="2026-02-10"/><revision number="2" date="2026-02-20" reason="Rettet."/></meta>
<purpose><p>Ord.</p></purpose></charter>)";
  EXPECT_TRUE(has(structure_of(corrected), "version=\"2\"")) << structure_of(corrected);
}

// Trees with places, and their keys: "1" to "9", of which a note is within what it is a note to.
class KeyMarks : public ::testing::Test {
 protected:
  KeyMarks() {
    Diagnostics none;
    const SourceId id = project_.sources.add("p.xml", "<p><em/><body/><em/></p>");
    xml_ = read_xml(project_.sources, id, none);
    const auto elements = xml_->root->elements();
    keys_["p"] = {1, ElementKey::Kind::words, xml_->root};
    keys_["em"] = {2, ElementKey::Kind::words, elements.at(0)};
    keys_["body"] = {3, ElementKey::Kind::computed, elements.at(1)};
  }

  static Element str(std::string text) { return Element(Kind::Str, std::move(text)); }
  static Element at(Kind kind, const std::string& place, std::vector<Element> content,
                    const char* css = nullptr) {
    Element element(kind, std::move(content));
    if (!place.empty()) element.more().attr.attributes.emplace_back("data-pos", place);
    if (css != nullptr) element.more().attr.classes.emplace_back(css);
    return element;
  }
  static Element added(std::string text) { return at(Kind::Span, "", {str(std::move(text))}, "generated"); }

  std::string marks(std::vector<Element> blocks) {
    ast::Document document;
    document.blocks = std::move(blocks);
    std::string text;
    for (const Element& block : with_key_marks(std::move(document), keys_).blocks) write(block, text);
    return text;
  }

 private:
  // "[k1 words]", a paragraph's end as |.
  static void write(const Element& element, std::string& text) {
    if (element.kind == Kind::RawInline && element.text.starts_with("<?kancelli key "))
      text += "[" + element.text.substr(15, element.text.size() - 17) + " ";
    else if (element.kind == Kind::RawInline)
      text += "]";
    else
      text += element.kind == Kind::Space ? " " : element.text;
    for (const Element& child : element.content) write(child, text);
    if (element.kind == Kind::Para) text += "|";
  }

  Project project_;
  std::unique_ptr<XmlDocument> xml_;
  ElementKeys keys_;
};

TEST_F(KeyMarks, StandAroundTheWordsOfEachElement) {
  EXPECT_EQ(
      marks(
          {at(Kind::Div, "p",
              {Element(Kind::Para, {str("Et"), Element(Kind::Space),
                                    at(Kind::Span, "em", {Element(Kind::Emph, {str("ord")})}), str(".")})})}),
      "[k1 Et [k2 ord].]|");
}

TEST_F(KeyMarks, OfAnElementThatTheProgramWritesAreAroundWhatItWrites) {
  EXPECT_EQ(marks({at(Kind::Div, "p",
                      {Element(Kind::Para, {at(Kind::Span, "body", {str("Udvalget")}, "generated")})})}),
            "[k1 [k3 Udvalget]]|");
}

TEST_F(KeyMarks, TellWhatAFilterAddedFromTheWordsItAddedTo) {
  EXPECT_EQ(marks({at(Kind::Div, "p",
                      {Element(Kind::Para, {added("1."), Element(Kind::Space), str("Et"), added("(kr.)"),
                                            str("ord"), added(".")})})}),
            "[g1 1.] [k1 Et[g2 (kr.)]ord][g3 .]|");
  EXPECT_EQ(
      marks(
          {at(Kind::Div, "",
              {Element(Kind::Para, {str("Bilag:"), Element(Kind::Space), at(Kind::Span, "em", {str("Et")})})},
              "generated")}),
      "[g1 Bilag: ][k2 Et]|");
}

TEST_F(KeyMarks, DoNotReachOverTheEndOfAParagraph) {
  EXPECT_EQ(
      marks({at(Kind::Div, "p", {Element(Kind::Para, {str("Et.")}), Element(Kind::Para, {str("To.")})})}),
      "[k1 Et.]|[k1_2 To.]|");
}

TEST_F(KeyMarks, DoNotReachIntoANote) {
  EXPECT_EQ(marks({at(Kind::Div, "p",
                      {Element(Kind::Para,
                               {str("Et."), Element(Kind::Note, {Element(Kind::Para, {str("Note.")})})})})}),
            "[k1 Et.]Note.||");
}

}  // namespace
}  // namespace kancelli
