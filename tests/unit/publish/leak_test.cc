// Closed texts planted in every place of a source, in every place of a release: each is found, and nothing
// else is.
#include <gtest/gtest.h>

#include <functional>

#include "pipeline/core/text.h"
#include "pipeline/publish/attached_files.h"
#include "pipeline/publish/closed_texts.h"
#include "pipeline/publish/scan.h"
#include "tests/support/example_project.h"
#include "tests/support/planted.h"

namespace kancelli {
namespace {

using Release = std::map<std::string, std::string>;

// Where each secret stands in the sources below, and its words.
struct Planted {
  const char* where;
  std::string words, file;
};

const std::string sent = "<state value=\"sent\" sent=\"2026-02-18\"/>\n";
const std::string shut = "access=\"closed\" reason=\"Vurderet for sig\" ground=\"Forvaltningslovens § 27\"";

std::string source_text() {
  return "<!-- papers/charter/aaben.xml -->\n" + sent +
         "<attachments>"
         "<attachment id=\"bilag-aabent\" file=\"bilag/aabent.pdf\" title=\"Et bilag\"/>"
         "<attachment id=\"bilag-lukket\" file=\"bilag/advokatbrev-lukket.txt\" title=\"Advokatens brev om "
         "bygningens fugt\" " +
         shut +
         "/></attachments>\n"
         "<p>Udvalget mødes om skolernes vinduer i marts.</p>\n"
         "<p " +
         shut +
         ">Tilbuddet fra den billigste leverandør er uden moms.</p>\n"
         "<section " +
         shut +
         "><title>Forhandlinger</title><p>Sælger vil afstå grunden for halvdelen.</p></section>\n"
         "<list kind=\"bullet\" " +
         shut +
         "><item>kælderen skal tømmes inden nytår af viceværten</item></list>\n"
         "<table id=\"t\" " +
         shut +
         "><caption>Lejemålenes opgjorte restancer fordelt på ejendomme</caption>"
         "<column id=\"a\" type=\"text\" header=\"true\">Ejendom</column><column id=\"b\" "
         "type=\"number\">Restance</column>"
         "<row><cell>Møllevangen nord</cell><cell value=\"81273\"/></row><row><cell>Møllevangen "
         "syd</cell><cell value=\"63128\"/></row></table>\n"
         "<figure src=\"figures/plan.svg\" alt=\"Plan over den hemmelige kælder under rådhuset\" " +
         shut +
         "/>\n"
         "<note " +
         shut +
         "><p>Direktørens fratrædelse drøftes på et særskilt møde.</p></note>\n"
         "<!-- Spørg advokaten om klagen først; borgmesteren er inhabil her. -->\n"
         "<?kancelli suppress=\"untyped-value\" reason=\"Formanden ville ikke have tallet slået efter\"?>\n"
         "<p>Det koster 12 kr. pr. vindue.</p>\n"
         "<!-- papers/charter/lukket-udbud.xml -->\n<title>Udbud af rengøring på plejecentrene</title>\n"
         "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n" +
         sent +
         "<p>Tre firmaer bød, og det dyreste trak sig igen.</p>\n"
         "<!-- papers/charter/andet-lukket.xml -->\n<title>Lokaleudbuddet</title>\n"
         "<access state=\"closed\" reason=\"Tilbud\" ground=\"Forvaltningslovens § 27\"/>\n" +
         sent +
         "<p>Tekst.</p>\n"
         "<!-- papers/charter/kladde.xml -->\n<state value=\"draft\"/>\n"
         "<p>Forvaltningen overvejer at sammenlægge de to biblioteker allerede til næste sommer.</p>\n"
         "<!-- papers/charter/vente.xml -->\n<embargo until=\"2026-05-01\"/>\n" +
         sent + "<p>Parterne er enige om en ny havn ved den gamle kulbro.</p>\n";
}

const std::vector<Planted>& planted() {
  static const std::vector<Planted> all = {
      {"closed p", "Tilbuddet fra den billigste leverandør er uden moms", "aaben"},
      {"closed section", "Sælger vil afstå grunden for halvdelen", "aaben"},
      {"closed list", "kælderen skal tømmes inden nytår af viceværten", "aaben"},
      {"closed table's caption", "Lejemålenes opgjorte restancer fordelt på ejendomme", "aaben"},
      {"closed table's cells", "Møllevangen nord 81.273 Møllevangen syd 63.128", "aaben"},
      {"closed figure", "Plan over den hemmelige kælder under rådhuset", "aaben"},
      {"closed note", "Direktørens fratrædelse drøftes på et særskilt møde", "aaben"},
      {"comment", "Spørg advokaten om klagen først; borgmesteren er inhabil her", "aaben"},
      {"suppression", "Formanden ville ikke have tallet slået efter", "aaben"},
      {"closed attachment's title", "Advokatens brev om bygningens fugt", "aaben"},
      {"closed attachment's file name", "advokatbrev-lukket.txt", "aaben"},
      {"closed attachment's contents",
       "vandet siver ind gennem den østlige mur og har gjort det siden bygningen blev opført i vinteren",
       "aaben"},
      {"closed paper", "Tre firmaer bød, og det dyreste trak sig igen", "lukket-udbud"},
      {"closed paper's title", "Udbud af rengøring på plejecentrene", "lukket-udbud"},
      {"closed paper's short title", "Lokaleudbuddet", "andet-lukket"},
      {"closed paper's name", "lukket-udbud", "lukket-udbud"},
      {"draft", "Forvaltningen overvejer at sammenlægge de to biblioteker allerede til næste sommer",
       "kladde"},
      {"embargo", "Parterne er enige om en ny havn ved den gamle kulbro", "vente"},
  };
  return all;
}

class Leak : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    example_ = new ExampleProject(check_example(source_text()));
    example_->files->files[example_->project->root + "/content/bilag/advokatbrev-lukket.txt"] =
        "Til kommunen. Fugt er her: vandet siver ind gennem den østlige mur og har gjort det siden bygningen "
        "blev opført i vinteren. Venlig hilsen";
  }
  static void TearDownTestSuite() { delete example_; }

  static const Project& project() { return *example_->project; }
  static Scan scanned(const Release& files) {
    SystemProcesses processes;
    return scan(files, project(), {project().paper("aaben")}, *example_->files, processes);
  }
  // CODE at the paper whose source it is in.
  static std::string codes(const Scan& seen) {
    std::string all;
    for (const Diagnostic& d : seen.found.list()) all += d.code + " ";
    return std::string(trim(all));
  }
  static std::string file_of(const Diagnostic& d) {
    const std::string_view name = project().sources.name(d.span.source);
    const std::string_view stem = name.substr(name.rfind('/') + 1);
    return std::string(stem.substr(0, stem.find('.')));
  }

  static ExampleProject* example_;
};
ExampleProject* Leak::example_ = nullptr;

std::string latin1(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) bytes += static_cast<char>(next_code_point(text, at));
  return bytes;
}
std::string pdf_string(std::string_view text) {
  std::string hex = "<FEFF";
  for (std::size_t at = 0; at < text.size();) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "%04X", static_cast<unsigned>(next_code_point(text, at)));
    hex += digits;
  }
  return hex + ">";
}
std::string hexadecimal(std::string_view bytes) {
  std::string hex = "<";
  for (const char c : bytes) {
    char digits[4];
    std::snprintf(digits, sizeof digits, "%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
    hex += digits;
  }
  return hex + ">";
}
std::string escaped_json(std::string_view text) {
  std::string json;
  for (std::size_t at = 0; at < text.size();) {
    char digits[8];
    std::snprintf(digits, sizeof digits, "\\u%04x", static_cast<unsigned>(next_code_point(text, at)));
    json += digits;
  }
  return json;
}
std::string references(std::string_view text) {
  std::string html;
  for (std::size_t at = 0; at < text.size();)
    html += "&#" + std::to_string(static_cast<unsigned>(next_code_point(text, at))) + ";";
  return html;
}
// Half a word in a run, the rest in the next.
std::string in_runs(const std::string& text) {
  const std::size_t cut = text.find(' ') + 2;
  return planted::paragraph(planted::run(text.substr(0, cut)) + "<w:proofErr/>" +
                            planted::run(text.substr(cut)));
}

struct Place {
  const char* name;
  std::function<std::pair<std::string, std::string>(const std::string&)> file;
};

const std::vector<Place>& places() {
  using namespace planted;
  static const auto page = [](const std::string& html) {
    return std::pair{std::string("dokumenter/aaben/index.html"),
                     "<!DOCTYPE html><html><body>" + html + "</body></html>"};
  };
  static const auto in_pdf = [](const Pdf& of) {
    return std::pair{std::string("dokumenter/aaben/aaben.pdf"), pdf(of)};
  };
  static const auto in_docx = [](const std::string& body,
                                 const std::vector<std::pair<std::string, std::string>>& more) {
    return std::pair{std::string("dokumenter/aaben/aaben.docx"), docx(body, more)};
  };
  static const std::vector<Place> all = {
      {"page", [](const std::string& t) { return page("<p>" + t + "</p>"); }},
      {"page, with markup in words",
       [](const std::string& t) {
         return page("<p><em>" + t.substr(0, 1) + "</em>" + t.substr(1) + "</p>");
       }},
      {"page, as references", [](const std::string& t) { return page("<p>" + references(t) + "</p>"); }},
      {"page, over lines",
       [](const std::string& t) {
         return page("<p>" + t.substr(0, t.find(' ')) + "\n" +
                     (t.find(' ') == std::string::npos ? "" : t.substr(t.find(' '))) + "</p>");
       }},
      {"attribute", [](const std::string& t) { return page("<img alt=\"" + t + "\">"); }},
      {"HTML comment", [](const std::string& t) { return page("<!-- " + t + " -->"); }},
      {"description",
       [](const std::string& t) { return page("<meta name=\"description\" content='" + t + "'>"); }},
      {"JSON-LD",
       [](const std::string& t) {
         return page("<script type=\"application/ld+json\">{\"name\":\"" + escaped_json(t) + "\"}</script>");
       }},
      {"picture in a page",
       [](const std::string& t) {
         return page("<img src=\"data:image/svg+xml;base64," + base64("<svg><desc>" + t + "</desc></svg>") +
                     "\">");
       }},
      {"style sheet",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/stil.css"), "p::after { content: \"" + t + "\" }"};
       }},
      {"script",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/data.js"), "const t = '" + escaped_json(t) + "';"};
       }},
      {"search index",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/pagefind/fragment/da_1a2b3c.pf_fragment"),
                          gzip("pagefind_dcd{\"content\":\"" + t + "\"}")};
       }},
      {"packed page",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/index.html.gz"),
                          gzip("<html><p>" + t + "</p></html>")};
       }},
      {"OParl",
       [](const std::string& t) {
         return std::pair{std::string("oparl/paper/aaben.json"), "{\"name\": \"" + escaped_json(t) + "\"}"};
       }},
      {"feed",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/feed.xml"),
                          "<?xml version=\"1.0\"?><feed><entry><content type=\"html\">&lt;p&gt;" +
                              t.substr(0, 1) + "&lt;b&gt;" + t.substr(1) +
                              "&lt;/b&gt;&lt;/p&gt;</content></entry></feed>"};
       }},
      {"file name",
       [](const std::string& t) {
         return std::pair{"dokumenter/aaben/" + t, std::string("x")};
       }},
      {"PDF", [](const std::string& t) { return in_pdf({.text = latin1(t)}); }},
      {"PDF, behind the page's edge",
       [](const std::string& t) { return in_pdf({.text = "x) Tj 2000 2000 Td (" + latin1(t)}); }},
      {"PDF, seen by nobody",
       [](const std::string& t) { return in_pdf({.text = "x) Tj 3 Tr (" + latin1(t)}); }},
      {"PDF's properties",
       [](const std::string& t) {
         return in_pdf({.trailer = "/Info << /Subject " + pdf_string(t) + " >>"});
       }},
      {"PDF's metadata",
       [](const std::string& t) {
         return in_pdf({.catalogue = "/Metadata 7 0 R",
                        .more = {stream("<x:xmpmeta><dc:description>" + t + "</dc:description></x:xmpmeta>",
                                        "/Type /Metadata /Subtype /XML")}});
       }},
      {"PDF's alternative text",
       [](const std::string& t) {
         return in_pdf({.more = {"<< /S /Figure /Alt " + pdf_string(t) + " >>"}});
       }},
      {"PDF's bookmark",
       [](const std::string& t) {
         return in_pdf({.catalogue = "/Outlines 7 0 R",
                        .more = {"<< /First 8 0 R >>", "<< /Title " + pdf_string(t) + " /Parent 7 0 R >>"}});
       }},
      {"PDF, saved before",
       [](const std::string& t) {
         return std::pair{std::string("dokumenter/aaben/aaben.pdf"), emptied(pdf({.text = latin1(t)}))};
       }},
      {"PDF, as numbers of letters",
       [](const std::string& t) {
         return in_pdf({.text = "x) Tj 0 -20 Td " + hexadecimal(latin1(t)) + " Tj ("});
       }},
      {"Word", [](const std::string& t) { return in_docx(paragraph(run(t)), {}); }},
      {"Word, in runs", [](const std::string& t) { return in_docx(in_runs(t), {}); }},
      {"Word's properties",
       [](const std::string& t) {
         return in_docx("", {{"docProps/core.xml", "<cp><dc:description>" + t + "</dc:description></cp>"}});
       }},
      {"Word's own properties",
       [](const std::string& t) {
         return in_docx("", {{"docProps/custom.xml", "<Properties><property name=\"a\"><vt:lpwstr>" + t +
                                                         "</vt:lpwstr></property></Properties>"}});
       }},
      {"Word's header",
       [](const std::string& t) {
         return in_docx("", {{"word/header1.xml", "<w:hdr>" + paragraph(run(t)) + "</w:hdr>"}});
       }},
      {"Word's alternative text",
       [](const std::string& t) { return in_docx("<wp:docPr id=\"1\" descr=\"" + t + "\"/>", {}); }},
      {"Word's footnotes",
       [](const std::string& t) {
         return in_docx("", {{"word/footnotes.xml", "<w:footnotes><w:footnote>" + paragraph(run(t)) +
                                                        "</w:footnote></w:footnotes>"}});
       }},
      {"Word, a part that is no XML",
       [](const std::string& t) {
         return in_docx("", {{"word/noter.txt", t}});
       }},
  };
  return all;
}

TEST_F(Leak, FindsEverySecretInEveryPlace) {
  for (const Planted& secret : planted())
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
  for (const Planted& secret : planted()) {
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
  using namespace planted;
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

// A scan of a small project of its own, with one page or file.
Scan scan_of(const ExampleProject& example, const std::string& path, const std::string& bytes) {
  SystemProcesses processes;
  return scan({{path, bytes}}, *example.project, {example.project->paper("aaben")}, *example.files,
              processes);
}

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
  using namespace planted;
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

// Of files
// ----------------------------------------------------------------------------------------------------

struct Foreign {
  const char* name;
  std::string path, bytes, code;
};

std::string xlsx(const std::vector<std::pair<std::string, std::string>>& parts) {
  std::vector<std::pair<std::string, std::string>> all = {{"[Content_Types].xml", "<Types/>"}};
  all.insert(all.end(), parts.begin(), parts.end());
  return planted::zip(all);
}

TEST_F(Leak, FindsWhatAnAttachedFileMustNotHave) {
  using namespace planted;
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

TEST_F(Leak, LooksIntoWhatLiesInAFile) {
  using namespace planted;
  const std::string words = planted().front().words, bilag = "dokumenter/aaben/bilag/aabent.pdf";
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
TEST_F(Leak, ReadsTheNumbersOfASheet) {
  const auto sheet = [](const std::string& cell) {
    return xlsx({{"xl/worksheets/sheet1.xml",
                  "<worksheet><sheetData><row><c>" + cell + "</c></row></sheetData></worksheet>"}});
  };
  const std::string bilag = "dokumenter/aaben/bilag/aabent.pdf";
  EXPECT_EQ(codes(scanned({{bilag, sheet("<v>101651234</v>")}})), "release-cpr");
  EXPECT_EQ(codes(scanned({{bilag, sheet("<v>1203451235</v>")}})), "");
}

// Names and places -----------------------------------------------------------------------------------------

TEST_F(Leak, MarkedUpPaperOfAnAmendmentHasItsChangesOnPurpose) {
  const ExampleProject example = check_example(
      "<!-- papers/statute/vedtaegt.xml -->\n" + sent +
      "<paragraph id=\"p1\" number=\"1\"><subsection id=\"p1-1\"><p>Tekst.</p></subsection></paragraph>\n"
      "<!-- papers/amendment/aendring.xml -->\n" +
      sent + "<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>\n");
  const std::string changed =
      planted::docx(planted::paragraph("<w:ins w:author=\"N.N.\">" + planted::run("nyt") + "</w:ins>"));
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
      source_text());
  SystemProcesses processes;
  const Scan seen = scan({{"dokumenter/aaben/bilag/aabent.pdf",
                           planted::pdf({.trailer = "/Info << /Author (Ansat Eksempel) >>"})},
                          {"dokumenter/aaben/index.html", planted().front().words}},
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

TEST(ComparedWords, DoNotDependOnHowAWordIsWritten) {
  const auto words = compared_words("Københavns erhvervs-område får 12.500 kr.");
  EXPECT_EQ(words.size(), 5u);
  for (const char* other : {"KØBENHAVNS erhvervsområde, får 12500 kr",
                            "Køben\u00ADhavns erhvervs\u2011område får\u00A012.500 kr.",
                            "Københavns erhvervs-\nområde fa\u030Ar 12.500\nkr.",
                            "København\u200Bs erhvervs-område f\u00E5r 12.500 kr"})
    EXPECT_EQ(compared_words(other), words) << other;
  EXPECT_EQ(compared_words("fisk \uFB01sk"), compared_words("fisk fisk"));
  EXPECT_NE(compared_words("fem sager"), compared_words("femsager"));
}

}  // namespace
}  // namespace kancelli
