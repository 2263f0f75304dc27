// Files that others wrote, attached to an open paper: what must not be in them.
#include "tests/support/leaks.h"
#include "tests/support/planted.h"

namespace kancelli {
namespace {

using planted::docx;
using planted::gzip;
using planted::paragraph;
using planted::pdf;
using planted::run;
using planted::secrets;
using planted::stream;
using planted::zip;

class ForeignFile : public Leaks {};

struct Foreign {
  const char* name;
  std::string path, bytes, code;
};

std::string xlsx(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::vector<std::pair<std::string, std::string>> all = {{"[Content_Types].xml", "<Types/>"}};
  all.insert(all.end(), parts.begin(), parts.end());
  return zip(all);
}

TEST_F(ForeignFile, FindsWhatAnAttachedFileMustNotHave) {
  const std::string bilag = "dokumenter/aaben/bilag/aabent.pdf";
  const auto annotation = [](const std::string& type) {
    return pdf({.page = "/Annots [<< /Type /Annot /Subtype /" + type + " /Rect [0 0 9 9] >>]"});
  };
  const std::vector<Foreign> all = {
      {"insertion", bilag, docx(paragraph("<w:ins w:author=\"N.N.\">" + run("nyt") + "</w:ins>")),
       "release-revisions"},
      {"deletion", bilag,
       docx(paragraph("<w:del w:author=\"N.N.\"><w:r><w:delText>x</w:delText></w:r></w:del>")),
       "release-revisions"},
      {"changed form", bilag, docx(paragraph("<w:r><w:rPr><w:rPrChange w:author=\"N.N.\"/></w:rPr></w:r>")),
       "release-revisions"},
      {"move in a footnote", bilag,
       docx("", {{"word/footnotes.xml",
                  "<w:footnotes><w:p><w:moveFrom w:author=\"N.N.\"/></w:p></w:footnotes>"}}),
       "release-revisions"},
      {"Word comment", bilag,
       docx("", {{"word/comments.xml", "<w:comments><w:comment w:author=\"N.N.\"/></w:comments>"}}),
       "release-revisions"},
      {"Excel comment", bilag,
       xlsx({{"xl/comments1.xml", "<comments><commentList><comment ref=\"A1\"/></commentList></comments>"}}),
       "release-revisions"},
      {"OpenDocument's changes", bilag,
       zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
            {"content.xml", "<office:text><text:tracked-changes/></office:text>"}}),
       "release-revisions"},
      {"OpenDocument's remark", bilag,
       zip({{"mimetype", "application/vnd.oasis.opendocument.text"},
            {"content.xml", "<office:annotation/>"}}),
       "release-revisions"},
      {"note on a PDF", bilag, annotation("Text"), "release-revisions"},
      {"mark on a PDF", bilag, annotation("Highlight"), "release-revisions"},
      {"file on a PDF", bilag, annotation("FileAttachment"), "release-embedded"},
      {"file in a PDF", bilag,
       pdf({.catalogue =
                "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 7 0 R >> >>] >> >>",
            .more = {stream("indhold", "/Type /EmbeddedFile")}}),
       "release-embedded"},
      {"script in a PDF", bilag, pdf({.catalogue = "/OpenAction << /S /JavaScript /JS (app.alert) >>"}),
       "release-embedded"},
      {"macro", bilag, docx("", {{"word/vbaProject.bin", "x"}}), "release-embedded"},
      {"OLE", bilag, docx("", {{"word/embeddings/oleObject1.bin", "x"}}), "release-embedded"},
      {"other workbook", bilag, xlsx({{"xl/externalLinks/externalLink1.xml", "<externalLink/>"}}),
       "release-embedded"},
      {"archive", bilag, zip({{"brev.txt", "Kære alle"}}), "release-embedded"},
      {"hidden sheet", bilag,
       xlsx({{"xl/workbook.xml",
              "<workbook><sheets><sheet name=\"Løn\" state=\"veryHidden\"/></sheets></workbook>"}}),
       "release-hidden"},
      {"hidden column", bilag,
       xlsx({{"xl/worksheets/sheet1.xml",
              "<worksheet><cols><col min=\"1\" hidden=\"1\"/></cols></worksheet>"}}),
       "release-hidden"},
      {"hidden text", bilag, docx(paragraph("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>")),
       "release-hidden"},
      {"author", bilag, docx("", {{"docProps/core.xml", "<cp><dc:creator>Ansat Eksempel</dc:creator></cp>"}}),
       "release-properties"},
      {"last author", bilag,
       xlsx({{"docProps/core.xml", "<cp><cp:lastModifiedBy>Ansat Eksempel</cp:lastModifiedBy></cp>"}}),
       "release-properties"},
      {"PDF's author", bilag, pdf({.trailer = "/Info << /Author (Ansat Eksempel) >>"}), "release-properties"},
      {"PDF's author in its metadata", bilag,
       pdf({.catalogue = "/Metadata 7 0 R",
            .more = {stream("<x:xmpmeta><dc:creator><rdf:Seq><rdf:li>Ansat "
                            "Eksempel</rdf:li></rdf:Seq></dc:creator></x:xmpmeta>",
                            "/Type /Metadata")}}),
       "release-properties"},
      {"template's path", bilag,
       docx("", {{"word/_rels/settings.xml.rels",
                  "<Relationships><Relationship Target=\"file:///C:\\Brugere\\x.dotx\"/></Relationships>"}}),
       "release-properties"},
      {"untagged", bilag, pdf({.tagged = false}), "release-inaccessible"},
      {"no text", bilag, pdf({.text = ""}), "release-inaccessible"},
      {"broken PDF", bilag, "%PDF-1.7\nx", "release-unreadable"},
      {"broken ZIP", bilag, "PK\x03\x04 x", "release-unreadable"},
      {"old Office", bilag, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "release-unreadable"},
      {"unknown", bilag, std::string("\0\1\2\3", 4), "release-unreadable"},
      {"broken gzip", bilag, "\x1f\x8bxx", "release-unreadable"},
  };
  for (const Foreign& each : all) {
    SCOPED_TRACE(each.name);
    const Scan seen = scanned({{each.path, each.bytes}});
    EXPECT_EQ(codes(seen), each.code) << print(seen.found, project().sources, {});
    if (seen.found.list().empty()) continue;
    const Span span = seen.found.list()[0].span;
    EXPECT_TRUE(project()
                    .sources.text(span.source)
                    .substr(span.begin)
                    .starts_with("<attachment id=\"bilag-aabent\""));
    const bool warning = each.code == "release-inaccessible";
    EXPECT_EQ(seen.bad.size(), warning ? 0u : 1u);
    EXPECT_EQ(seen.found.has_errors(), !warning);
  }
}

TEST_F(ForeignFile, LooksIntoWhatLiesInAFile) {
  const std::string words = secrets().front().words, bilag = "dokumenter/aaben/bilag/aabent.pdf";
  const std::string inner = docx(paragraph(run(words)));
  for (const std::string& bytes :
       {zip({{"a.docx", inner}}), docx("", {{"word/embeddings/a.docx", inner}}),
        gzip(zip({{"b.zip", zip({{"a.docx", inner}})}})),
        pdf({.catalogue =
                 "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /EF << /F 7 0 R >> >>] >> >>",
        .more = {stream(inner, "/Type /EmbeddedFile")}})})
    EXPECT_NE(codes(scanned({{bilag, bytes}})).find("release-leak"), std::string::npos);
}

// A sheet keeps a number without the zero it begins with; a budget of a milliard has ten digits.
TEST_F(ForeignFile, ReadsTheNumbersOfASheet) {
  const auto sheet = [](const std::string& cell) {
    return xlsx({{"xl/worksheets/sheet1.xml",
                  "<worksheet><sheetData><row><c>" + cell + "</c></row></sheetData></worksheet>"}});
  };
  const std::string bilag = "dokumenter/aaben/bilag/aabent.pdf";
  EXPECT_EQ(codes(scanned({{bilag, sheet("<v>101651234</v>")}})), "release-cpr");
  EXPECT_EQ(codes(scanned({{bilag, sheet("<v>1203451235</v>")}})), "");
}

}  // namespace
}  // namespace kancelli
