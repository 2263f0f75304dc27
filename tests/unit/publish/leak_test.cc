// Closed texts planted in every place of a source, in every place of a release: each is found, and nothing
// else is.
#include "tests/support/leaks.h"
#include "tests/support/planted.h"

namespace kancelli {
namespace {

using planted::docx;
using planted::latin1;
using planted::paragraph;
using planted::pdf;
using planted::Place;
using planted::places;
using planted::PlantedSecret;
using planted::run;
using planted::secrets;
using planted::sent;
using planted::source_with_secrets;

class Leak : public Leaks {};

TEST_F(Leak, FindsEverySecretInEveryPlace) {
  for (const PlantedSecret& secret : secrets())
    for (const Place& place : places()) {
      SCOPED_TRACE(std::string(secret.where) + " in " + place.name);
      const auto [path, bytes] = place.file(secret.words);
      const Scan seen = scanned({{path, bytes}});
      ASSERT_FALSE(seen.found.list().empty());
      const Diagnostic& d = seen.found.list()[0];
      EXPECT_EQ(d.code, "release-leak");
      EXPECT_EQ(file_of(d), secret.file);
      EXPECT_EQ(seen.bad, std::vector<std::string>{path});
      ASSERT_EQ(seen.papers.size(), 1u);
      EXPECT_EQ(seen.papers[0].paper->id, "aaben");
      EXPECT_FALSE(seen.stops);
    }
}

TEST_F(Leak, TellsThePlaceOfTheSecret) {
  for (const PlantedSecret& secret : secrets()) {
    SCOPED_TRACE(secret.where);
    if (secret.words.find('.') != std::string::npos || secret.words.find('-') != std::string::npos) continue;
    const Scan seen = scanned({{"dokumenter/aaben/index.html", "<html><p>" + secret.words + "</p></html>"}});
    ASSERT_FALSE(seen.found.list().empty());
    const Span span = seen.found.list()[0].span;
    const std::string_view text = project().sources.text(span.source);
    const std::string first = secret.words.substr(0, secret.words.find(' '));
    const std::string where = secret.where;
    const std::string begins =
        where == "closed attachment's contents" ? "<attachment id=\"bilag-lukket\"" : first;
    if (where.find("paper's") != std::string::npos) continue;
    EXPECT_NE(text.substr(span.begin, 250).find(begins), std::string_view::npos);
  }
}

TEST_F(Leak, FindsNothingInWhatIsOpen) {
  const std::string open =
      "Udvalget mødes om skolernes vinduer i marts. Det koster 12 kr. pr. vindue. Økonomiudvalget";
  const Scan seen =
      scanned({{"index.html", "<html><p>" + open + "</p><p>2 Lukket bilag</p></html>"},
               {"dokumenter/aaben/index.html", "<html><p>" + open + "</p></html>"},
               {"dokumenter/aaben/aaben.docx",
                docx(paragraph(run(open)),
                     {{"docProps/core.xml", "<cp><dc:creator>Økonomiudvalget</dc:creator></cp>"}})},
               {"dokumenter/aaben/aaben.pdf",
                pdf({.text = latin1(open), .trailer = "/Info << /Author (Kancelli) >>"})},
               {"dokumenter/aaben/bilag/aabent.pdf", pdf({.text = latin1(open)})},
               {"assets/skrift.woff2", std::string("wOF2\0\1\2\3", 8)},
               {"feed.xml", "<feed><id>urn:x</id><title>Et bilag</title></feed>"}});
  EXPECT_TRUE(seen.found.list().empty()) << print(seen.found, project().sources, {});
  EXPECT_TRUE(seen.bad.empty());
}

// What the front page tells it has of a paper that tells it too: that one stays, and not all of them.
TEST_F(Leak, HoldsBackThePaperThatTellsAndPublishesTheOthers) {
  const ExampleProject example = check_example(
      "<!-- papers/charter/aaben.xml -->\n" + sent + "<p>Udvalget mødes om skolernes vinduer.</p>\n" +
      "<!-- papers/charter/sladrer.xml -->\n" + sent + "<p>Her står noget helt andet.</p>\n" +
      "<!-- papers/charter/lukket.xml -->\n<title>Udbud af rengøring på plejecentrene</title>\n"
      "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n" +
      sent + "<p>Tekst.</p>\n");
  const Project& project = *example.project;
  SystemProcesses processes;
  Gate gate;
  gate.open = {project.paper("aaben"), project.paper("sladrer")};
  Diagnostics told;
  const Assembled made = safe_release(
      gate, {}, project, *example.files, processes, told, [&](const std::vector<const Paper*>& open) {
        Assembled site{{{"index.html", "<html><p>Forside</p>"}}, open};
        for (const Paper* paper : open) {
          const std::string says = paper->id == "sladrer" ? "<p>Udbud af rengøring på plejecentrene</p>" : "";
          site.files["dokumenter/" + paper->id + "/index.html"] = "<html>" + says;
          site.files["index.html"] += says;
        }
        return site;
      });
  EXPECT_EQ(gate.open, std::vector<const Paper*>{project.paper("aaben")});
  EXPECT_EQ(made.files.at("index.html"), "<html><p>Forside</p>");
  EXPECT_EQ(made.files.count("dokumenter/sladrer/index.html"), 0u);
  EXPECT_TRUE(told.has_errors());
}

TEST_F(Leak, StopsAllWhereNobodyCanSayWhoseTheFileIs) {
  const Scan of_closed = scanned({{"index.html", "<html><p>Udbud af rengøring på plejecentrene</p></html>"}});
  EXPECT_TRUE(of_closed.stops);
  EXPECT_TRUE(of_closed.papers.empty());
  // A passage's own paper can be held back, and the front page made without it.
  const Scan of_open =
      scanned({{"index.html", "<html><p>Sælger vil afstå grunden for halvdelen.</p></html>"}});
  EXPECT_FALSE(of_open.stops);
  ASSERT_EQ(of_open.papers.size(), 1u);
  EXPECT_EQ(of_open.papers[0].paper->id, "aaben");
}

TEST_F(Leak, FindsFilesOfPapersThatDoNotGoOut) {
  for (const char* path : {"dokumenter/kladde/index.html", "papers/kladde.pdf",
                           "dokumenter/vente/bilag/x.txt", "dokumenter/lukket-udbud/index.html"}) {
    const Scan seen = scanned({{path, "x"}});
    EXPECT_EQ(seen.bad, std::vector<std::string>{path});
    EXPECT_TRUE(seen.stops);
  }
}

TEST_F(Leak, FindsTheVeryFileOfAClosedAttachment) {
  const std::string path = project().root + "/content/bilag/advokatbrev-lukket.txt",
                    before = example_->files->files[path];
  example_->files->files[path] = std::string("\x89PNG\r\n\x1a\n\0\0", 10);
  const Scan seen = scanned({{"dokumenter/aaben/billede.png", example_->files->files[path]}});
  example_->files->files[path] = before;
  EXPECT_EQ(codes(seen), "release-leak");
}

TEST_F(Leak, FindsCprNumbersInEveryPlace) {
  const std::vector<std::string> shapes = {"010165-1234", "010165 1234", "0101651234"};
  for (const std::string& number : shapes)
    for (const Place& place : places()) {
      const std::string name = place.name;
      // There ten digits in a row may be anything.
      if (number.size() == 10 &&
          (name == "style sheet" || name == "script" || name == "Word, a part that is no XML"))
        continue;
      if (name == "page, with markup in words" || name == "feed" || name == "page, over lines") continue;
      SCOPED_TRACE(number + " in " + name);
      const auto [path, bytes] = place.file("Ansøger: " + number + " ja");
      const Scan seen = scanned({{path, bytes}});
      ASSERT_FALSE(seen.found.list().empty());
      EXPECT_EQ(seen.found.list()[0].code, "release-cpr");
      EXPECT_TRUE(seen.found.list()[0].secret);
      EXPECT_EQ(seen.found.list()[0].message.find("1234"),
                name == "file name" ? seen.found.list()[0].message.find("1234") : std::string::npos);
      EXPECT_EQ(file_of(seen.found.list()[0]), "aaben");
      EXPECT_EQ(seen.bad, std::vector<std::string>{path});
    }
}

TEST_F(Leak, LeavesNumbersAloneThatAreNone) {
  for (const char* text : {"P-nummer 0101651234", "2017-0101651", "a0101651234b", "1.203.451.234"})
    EXPECT_EQ(
        codes(scanned({{"dokumenter/aaben/index.html", "<html><p>" + std::string(text) + "</p></html>"}})),
        "")
        << text;
}

// Names and places -----------------------------------------------------------------------------------------

TEST_F(Leak, MarkedUpPaperOfAnAmendmentHasItsChangesOnPurpose) {
  const ExampleProject example = check_example(
      "<!-- papers/statute/vedtaegt.xml -->\n" + sent +
      "<paragraph id=\"p1\" number=\"1\"><subsection id=\"p1-1\"><p>Tekst.</p></subsection></paragraph>\n"
      "<!-- papers/amendment/aendring.xml -->\n" +
      sent + "<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>\n");
  const std::string changed = docx(paragraph("<w:ins w:author=\"N.N.\">" + run("nyt") + "</w:ins>"));
  SystemProcesses processes;
  const std::vector<const Paper*> open = {example.project->paper("aendring"),
                                          example.project->paper("vedtaegt")};
  const auto bad = [&](const std::string& path) {
    return scan({{path, changed}}, *example.project, open, *example.files, processes).bad.size();
  };
  EXPECT_EQ(bad("dokumenter/aendring-markeret/aendring-markeret.docx"), 0u);
  EXPECT_EQ(bad("dokumenter/aendring/aendring.docx"), 1u);
  EXPECT_EQ(bad("dokumenter/aendring-paralleltekst/aendring-paralleltekst.docx"), 1u);
  EXPECT_EQ(bad("dokumenter/vedtaegt/vedtaegt-markeret.docx"), 1u);
}

TEST_F(Leak, HouseDecidesOfNamesInProperties) {
  const ExampleProject example = check_example(
      "<!-- project.xml -->\n<rule code=\"release-properties\" severity=\"warning\"/>\n<rule "
      "code=\"release-leak\" severity=\"warning\"/>\n" +
      source_with_secrets());
  SystemProcesses processes;
  const Scan seen =
      scan({{"dokumenter/aaben/bilag/aabent.pdf", pdf({.trailer = "/Info << /Author (Ansat Eksempel) >>"})},
            {"dokumenter/aaben/index.html", secrets().front().words}},
           *example.project, {example.project->paper("aaben")}, *example.files, processes);
  EXPECT_EQ(codes(seen), "release-properties release-leak");
  EXPECT_EQ(seen.found.count(Severity::error), 1u);  // what is closed stays closed
  EXPECT_EQ(seen.bad, std::vector<std::string>{"dokumenter/aaben/index.html"});
}

TEST_F(Leak, FindsTheFolderOfTheProject) {
  const Scan seen = scanned(
      {{"dokumenter/aaben/index.html", "<html><p data-x=\"" + project().root + "/content\">x</p></html>"}});
  EXPECT_EQ(codes(seen), "release-properties");
}

}  // namespace
}  // namespace kancelli
