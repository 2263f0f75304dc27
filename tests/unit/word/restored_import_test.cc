// What somebody wrote into a file of ours comes back with it.
#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "pipeline/core/messages.h"
#include "pipeline/system/files.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/imported.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

std::string marked(const std::string& name, const std::string& text) {
  static int id = 100;
  const std::string number = std::to_string(++id);
  return "<w:bookmarkStart w:id=\"" + number + "\" w:name=\"" + name + "\"/>" + run(text) +
         "<w:bookmarkEnd w:id=\"" + number + "\"/>";
}
std::string cell(const std::string& content) {
  return "<w:tc>" + content + "</w:tc>";
}
std::string element(const std::string& name, int key, const std::string& words,
                    const std::string& attributes = {}) {
  return "<" + name + " k:key=\"" + std::to_string(key) + "\" k:hash=\"" + element_hash(words) + "\"" +
         attributes + "/>";
}

// A paper of two paragraphs and a table, as it was sent, with what somebody put between its blocks.
struct Restored {
  std::unique_ptr<Project> project;
  std::unique_ptr<Document> document;
  Imported imported;

  explicit Restored(const std::string& between, const std::string& row = {},
                    const std::string& heading = "Formål", const std::function<void(WordFile&)>& more = {}) {
    const auto bytes = [&] {
      WordFile file(paragraph(marked("_k1", "Plan")) + paragraph(marked("_g1", heading)) +
                    paragraph(marked("_k2", "Gruppen følger arbejdet.")) + between +
                    paragraph(marked("_k3", "Den mødes.")) + "<w:tbl><w:tr>" +
                    cell(paragraph(marked("_k4", "Post"))) +
                    cell(paragraph(marked("_k5", "Kr. (1.000 kr.)"))) + "</w:tr><w:tr>" +
                    cell(paragraph(marked("_k7", "Løn"))) + cell(paragraph(marked("_k8", "12"))) + "</w:tr>" +
                    row + "</w:tbl>" + paragraph(""));
      file.related(WordFile::relation("rId9", "customXml", "../customXml/item1.xml"));
      file.parts["customXml/item1.xml"] =
          "<k:carried xmlns:k=\"urn:kancelli:word:1\" xmlns=\"urn:kancelli:1\" paper=\"plan\" "
          "type=\"charter\" edition=\"open\" version=\"1\" hash=\"0123456789abcdef\" pictures=\"\">"
          "<charter id=\"plan\"><meta>" +
          element("title", 1, "Plan") + "</meta><purpose>" + element("p", 2, "Gruppen følger arbejdet.") +
          element("p", 3, "Den mødes.") + "<table id=\"tabel\"><caption/>" +
          element("column", 4, "Post", " type=\"text\"") +
          element("column", 5, "Kr. (1.000 kr.)", " id=\"kr\" type=\"amount\" unit=\"1.000 kr.\"") + "<row>" +
          element("cell", 7, "Løn") + element("cell", 8, "12", " value=\"12\" k:computed=\"true\"") +
          "</row></table></purpose></charter><k:added k:key=\"1\" k:hash=\"" + element_hash("Formål") +
          "\"/></k:carried>";
      if (more) more(file);
      return file.bytes();
    }();
    const DiskFiles files;
    Diagnostics diagnostics;
    project = load_project(files, KANCELLI_ROOT, diagnostics);
    document = read_document(project->sources, "brev.docx", bytes, diagnostics);
    imported = import_document(project->sources, *document, *project, "charter", "det-nye");
  }
  bool has(const std::string& part) const {
    std::string flat;
    for (const char c : imported.xml)
      if (c != '\n' && (c != ' ' || !flat.ends_with('>'))) flat += c;
    return flat.find(part) != std::string::npos;
  }
  const Finding* about(std::string_view words) const {
    const auto found = std::ranges::find(imported.findings, words, &Finding::before);
    return found == imported.findings.end() ? nullptr : &*found;
  }
};

TEST(RestoredImport, ALineOfTheProgramIsLeftOutAndNothingElse) {
  const Restored file("");
  ASSERT_NE(file.about("Formål"), nullptr) << file.imported.xml;
  EXPECT_EQ(file.about("Formål")->kind, Finding::Kind::left_out);
  EXPECT_EQ(file.about("Formål")->certainty, Finding::Certainty::certain);
  EXPECT_TRUE(file.has("<p>Gruppen følger arbejdet.</p><p>Den mødes.</p><table")) << file.imported.xml;
  EXPECT_FALSE(file.has("unplaced"));
}

TEST(RestoredImport, ANewParagraphStandsWhereItWasWritten) {
  const Restored file(paragraph(run("Det er nyt &amp; vigtigt.")));
  EXPECT_TRUE(file.has("<p>Gruppen følger arbejdet.</p><p>Det er nyt &amp; vigtigt.</p><p>Den mødes.</p>"))
      << file.imported.xml;
  ASSERT_NE(file.about("Det er nyt & vigtigt."), nullptr);
  EXPECT_EQ(file.about("Det er nyt & vigtigt.")->kind, Finding::Kind::placed);
  // Each word of it leads back to the file.
  const std::string_view text = file.project->sources.text(file.document->text);
  EXPECT_TRUE(std::ranges::any_of(file.imported.origins, [&](const Origin& each) {
    return text.substr(each.place.begin, each.place.end - each.place.begin) == "Det er nyt & vigtigt." &&
           file.imported.xml.substr(each.begin, each.end - each.begin) == "Det er nyt &amp; vigtigt.";
  }));
}

TEST(RestoredImport, ANewRowIsARowWithItsAmounts) {
  const Restored file("",
                      "<w:tr>" + cell(paragraph(run("Leje"))) + cell(paragraph(run("1.250"))) + "</w:tr>");
  EXPECT_TRUE(file.has("</row><row><cell>Leje</cell><cell value=\"1250\"/></row></table>"))
      << file.imported.xml;
}

TEST(RestoredImport, ANewPictureIsAFigureThatSomebodyLooksAt) {
  const Restored file(
      paragraph("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"b\" descr=\"En graf\"/><a:graphic>"
                "<a:graphicData><pic:pic><pic:blipFill><a:blip r:embed=\"rId70\"/></pic:blipFill></pic:pic>"
                "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"),
      "", "Formål", [](WordFile& docx) {
        docx.parts["word/media/en.png"] = "PNG";
        docx.related(WordFile::relation("rId70", "image", "media/en.png"));
      });
  EXPECT_TRUE(file.has("<figure id=\"figur\" src=\"figures/det-nye-1.png\" alt=\"En graf\""))
      << file.imported.xml;
  EXPECT_EQ(file.imported.files.size(), 1u);
}

TEST(RestoredImport, CommentsAndTrackedDeletionsAreTold) {
  const Restored file(
      paragraph("<w:commentRangeStart w:id=\"5\"/>" + run("Nyt. ") + "<w:commentRangeEnd w:id=\"5\"/>" +
                "<w:del w:id=\"6\" w:author=\"Redaktør\"><w:r><w:delText>Gammelt.</w:delText></w:r></w:del>"),
      "", "Formål", [](WordFile& docx) {
        docx.with("comments", "<w:comment w:id=\"5\" w:author=\"Redaktør\">" +
                                  paragraph(run("Er det rigtigt?")) + "</w:comment>");
      });
  ASSERT_NE(file.about("Gammelt."), nullptr);
  ASSERT_NE(file.about("Er det rigtigt?"), nullptr);
  EXPECT_EQ(file.about("Er det rigtigt?")->certainty, Finding::Certainty::unsure);
}

TEST(RestoredImport, AChangedLineOfTheProgramIsUnsure) {
  const Restored file("", "", "Formålet med det hele");
  ASSERT_NE(file.about("Formålet med det hele"), nullptr);
  EXPECT_EQ(file.about("Formålet med det hele")->certainty, Finding::Certainty::unsure);
}

TEST(RestoredImport, ANewNoteIsOneAndAParagraphWrittenOverKeepsItsNewWords) {
  const Restored file(
      paragraph("<w:bookmarkStart w:id=\"7\" w:name=\"_k9\"/><w:bookmarkEnd w:id=\"7\"/>" +
                run("Skrevet om.") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
      "", "Formål", [](WordFile& docx) {
        std::string& carried = docx.parts["customXml/item1.xml"];
        carried.insert(carried.find("<p k:key=\"3\""), element("p", 9, "Som det var."));
        docx.with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("Set i marts.")) + "</w:footnote>");
      });
  EXPECT_TRUE(file.has("<p>Skrevet om.<footnote>Set i marts.</footnote></p>")) << file.imported.xml;
}

}  // namespace
}  // namespace kancelli::word
