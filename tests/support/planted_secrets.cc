#include "tests/support/planted_secrets.h"

#include <cstdio>

#include "pipeline/core/text.h"
#include "tests/support/planted.h"

namespace kancelli::planted {

std::string source_with_secrets() {
  return "<!-- papers/charter/aaben.xml -->\n" + sent +
         "<attachments>"
         "<attachment id=\"bilag-aabent\" file=\"bilag/aabent.pdf\" title=\"Et bilag\"/>"
         "<attachment id=\"bilag-lukket\" file=\"bilag/advokatbrev-lukket.txt\" title=\"Advokatens brev om "
         "bygningens fugt\" " +
         shut +
         "/></attachments>\n"
         "<p>Udvalget mødes om skolernes vinduer i marts.</p> "
         "<!-- <p access=\"closed\" reason=\"Ikke endnu\">Havnens kraner sælges til højestbydende efter "
         "påske</p> -->\n"
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

const std::vector<PlantedSecret>& secrets() {
  static const std::vector<PlantedSecret> all = {
      {"closed p", "Tilbuddet fra den billigste leverandør er uden moms", "aaben"},
      {"closed section", "Sælger vil afstå grunden for halvdelen", "aaben"},
      {"closed list", "kælderen skal tømmes inden nytår af viceværten", "aaben"},
      {"closed table's caption", "Lejemålenes opgjorte restancer fordelt på ejendomme", "aaben"},
      {"closed table's cells", "Møllevangen nord 81.273 Møllevangen syd 63.128", "aaben"},
      {"closed figure", "Plan over den hemmelige kælder under rådhuset", "aaben"},
      {"closed note", "Direktørens fratrædelse drøftes på et særskilt møde", "aaben"},
      {"comment", "Spørg advokaten om klagen først; borgmesteren er inhabil her", "aaben"},
      {"closed passage in a comment", "Havnens kraner sælges til højestbydende efter påske", "aaben"},
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

std::string latin1(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size();) bytes += static_cast<char>(next_code_point(text, at));
  return bytes;
}

namespace {

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
  return paragraph(run(text.substr(0, cut)) + "<w:proofErr/>" + run(text.substr(cut)));
}

}  // namespace

const std::vector<Place>& places() {
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

}  // namespace kancelli::planted
