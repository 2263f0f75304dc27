// What stands openly too is no secret where it is closed.
#include "tests/support/leaks.h"
#include "tests/support/planted.h"

namespace kancelli {
namespace {

using planted::docx;
using planted::paragraph;
using planted::run;
using planted::sent;
using planted::shut;

TEST(OpenElsewhere, WhatRegistersAndOpenPapersSayIsNoSecretOfAnother) {
  const ExampleProject example = check_example(
      "<!-- registers/facts.xml -->\n"
      "<fact id=\"a\" value=\"45\" unit=\"ansatte i alle kommunens samlede forvaltninger\" "
      "scope=\"Kommunens fælles lønenhed\" source=\"Regnskab\"/>\n"
      "<!-- papers/charter/aaben.xml -->\n" +
      sent +
      "<p>Udvalget mødes om skolernes vinduer i marts.</p>\n"
      "<!-- papers/charter/kladde.xml -->\n<title>Kommunens fælles lønenhed</title>\n<state "
      "value=\"draft\"/>\n"
      "<p>Udvalget mødes om skolernes vinduer i marts.</p>"
      "<p>Ansatte i alle kommunens samlede forvaltninger</p>\n"
      "<!-- papers/charter/lukket.xml -->\n<title>Økonomiudvalget</title>\n"
      "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n" +
      sent + "<p>Ansatte i alle kommunens samlede forvaltninger</p><p>Kommunens fælles lønenhed</p>\n");
  const Scan seen = scan_of(example, "index.html",
                            "<html><h1>Økonomiudvalget</h1><p>Kommunens fælles lønenhed</p><p>Ansatte i alle "
                            "kommunens samlede forvaltninger</p><p>Udvalget mødes om skolernes vinduer i "
                            "marts.</p></html>");
  EXPECT_TRUE(seen.found.list().empty()) << print(seen.found, example.project->sources, {});
}

TEST(OpenElsewhere, HeadingsAndNumbersOfPagesMakeNoSecretOfOpenWords) {
  const std::string closed =
      "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n";
  const ExampleProject example = check_example(
      "<!-- papers/charter/aaben.xml -->\n<title>Ændring af vedtægt for samtlige skoler</title>\n" + sent +
      "<p>De to skoler lægges sammen efter sommeren.</p><p>Vinduerne skiftes når taget er tæt igen.</p>\n"
      "<!-- papers/charter/lukket.xml -->\n<title>Ændring af vedtægt for samtlige skoler (2. "
      "udkast)</title>\n" +
      closed + sent +
      "<p>Vinduerne skiftes når taget er tæt igen.</p><p>De to skoler lægges sammen efter sommeren.</p>"
      "<p>Byggeriet bliver dyrere end ventet, fordi kælderen er fyldt med vand.</p>\n");
  const std::string head = "<html><p>Ændring af vedtægt for samtlige skoler</p><p>2</p>";
  const Scan seen =
      scan_of(example, "dokumenter/aaben/index.html",
              head +
                  "<p>Vinduerne skiftes når taget er tæt igen.</p><p>De to skoler lægges sammen "
                  "efter sommeren.</p></html>");
  EXPECT_TRUE(seen.found.list().empty()) << print(seen.found, example.project->sources, {});
  // What is new in it is one all the same.
  EXPECT_FALSE(scan_of(example, "dokumenter/aaben/index.html",
                       head + "<p>Byggeriet bliver dyrere end ventet, fordi</p></html>")
                   .found.list()
                   .empty());
}

TEST(OpenElsewhere, FilesOfOneFormatShareNoSecret) {
  const ExampleProject example =
      check_example("<!-- papers/charter/aaben.xml -->\n" + sent +
                    "<attachments><attachment id=\"b\" file=\"bilag/lukket.docx\" title=\"Bilag\" " + shut +
                    "/></attachments>\n<p>Udvalget mødes om skolernes vinduer i marts.</p>\n");
  const auto file = [](const std::string& text) {
    std::string names;
    for (const char* name : {"wordprocessingml/2006/main", "drawingml/2006/chart", "markup/2010/canvas"})
      names +=
          " xmlns:" + std::string(1, name[0]) + "=\"http://schemas.openxmlformats.org/office/" + name + "\"";
    return docx(paragraph(run(text)), {{"word/header1.xml", "<w:hdr" + names +
                                                                "><w:p w:rsidR=\"1\" "
                                                                "w:rsidP=\"2\"/></w:hdr>"}});
  };
  example.files->files[example.project->root + "/content/bilag/lukket.docx"] =
      file("Naboen klager over støv og larm fra pladsen, og advokaten råder til at give ham penge i maj");
  EXPECT_TRUE(
      scan_of(example, "dokumenter/aaben/aaben.docx", file("Udvalget mødes om skolernes vinduer i marts."))
          .found.list()
          .empty());
  EXPECT_FALSE(scan_of(example, "dokumenter/aaben/aaben.docx",
                       file("Naboen klager over støv og larm fra pladsen, og advokaten råder til at give ham "
                            "penge i maj"))
                   .found.list()
                   .empty());
}

TEST(OpenElsewhere, PagesOfBodiesAndMeetingsMayBeCalledLikeAPaper) {
  const ExampleProject example =
      check_example("<!-- papers/charter/aaben.xml -->\n" + sent +
                    "<meeting date=\"2026-03-03\"/>\n<p>Udvalget mødes.</p>\n"
                    "<!-- papers/charter/oeu.xml -->\n<state value=\"draft\"/>\n<p>Tekst.</p>\n");
  EXPECT_TRUE(scan_of(example, "organer/oeu/index.html", "x").found.list().empty());
}

}  // namespace
}  // namespace kancelli
