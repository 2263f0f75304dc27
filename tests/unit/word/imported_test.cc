#include "pipeline/word/imported.h"

#include <algorithm>
#include <functional>

#include "pipeline/check/rule.h"
#include "pipeline/system/files.h"
#include "pipeline/word/carried.h"
#include "tests/unit/word/word_file.h"

namespace kancelli::word {
namespace {

// A style with Word's English name and, for headings, its level.
std::string style(const std::string& id, const std::string& name, int level = -1) {
  return "<w:style w:type=\"paragraph\" w:styleId=\"" + id + "\"><w:name w:val=\"" + name + "\"/>" +
         (level < 0 ? "" : "<w:pPr><w:outlineLvl w:val=\"" + std::to_string(level) + "\"/></w:pPr>") +
         "</w:style>";
}

std::string styled(const std::string& style_id, const std::string& text) {
  return paragraph(run(text), "<w:pStyle w:val=\"" + style_id + "\"/>");
}
std::string plain(const std::string& text) {
  return paragraph(run(text));
}
std::string item(const std::string& text, int list, int level = 0) {
  return paragraph(run(text), "<w:numPr><w:ilvl w:val=\"" + std::to_string(level) + "\"/><w:numId w:val=\"" +
                                  std::to_string(list) + "\"/></w:numPr>");
}
std::string cell(const std::string& text, const std::string& properties = {}) {
  return "<w:tc>" + (properties.empty() ? "" : "<w:tcPr>" + properties + "</w:tcPr>") + plain(text) +
         "</w:tc>";
}
std::string row(const std::string& cells, bool head = false) {
  return "<w:tr>" + std::string(head ? "<w:trPr><w:tblHeader/></w:trPr>" : "") + cells + "</w:tr>";
}

// With the styles that the tests use; list 1 has bullets, list 2 numbers.
WordFile word_file(const std::string& body) {
  WordFile file(body);
  file.with("styles", style("Titel", "Title") + style("H1", "heading 1", 0) + style("H2", "heading 2", 1) +
                          style("Citat", "Quote") + style("Billedtekst", "caption") +
                          style("Underskrift", "Signature") + style("Indhold", "toc 1"));
  const auto levels = [](const std::string& format, const std::string& text) {
    std::string all;
    for (const char* level : {"0", "1"})
      all += "<w:lvl w:ilvl=\"" + std::string(level) + "\"><w:numFmt w:val=\"" + format +
             "\"/><w:lvlText w:val=\"" + text + "\"/></w:lvl>";
    return all;
  };
  file.with("numbering", "<w:abstractNum w:abstractNumId=\"1\">" + levels("bullet", "•") +
                             "</w:abstractNum><w:abstractNum w:abstractNumId=\"2\">" +
                             levels("decimal", "%1.") +
                             "</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num>"
                             "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"2\"/></w:num>");
  return file;
}

// An import into the sample project.
struct Import {
  std::unique_ptr<Project> project;
  std::unique_ptr<Document> document;
  Imported imported;
  std::string flat;  // the source with every run of white space one space

  explicit Import(const std::string& bytes, const std::string& type = "charter")
      : Import(
            [&](SourceMap& sources, Diagnostics& diagnostics) {
              return read_document(sources, "brev.docx", bytes, diagnostics);
            },
            type) {}
  Import(const std::function<std::unique_ptr<Document>(SourceMap&, Diagnostics&)>& read,
         const std::string& type) {
    const DiskFiles files;
    Diagnostics diagnostics;
    project = load_project(files, KANCELLI_ROOT, diagnostics);
    document = read(project->sources, diagnostics);
    imported = import_document(project->sources, *document, *project, type, "det-nye");
    flat = collapse(imported.xml);
  }
  explicit Import(const WordFile& file, const std::string& type = "charter") : Import(file.bytes(), type) {}

  static std::string collapse(const std::string& xml) {
    std::string text;
    for (std::size_t at = 0; at < xml.size();) {
      const std::size_t end = std::min(xml.find_first_not_of(" \n", at), xml.size());
      if (end == at) {
        text += xml[at++];
        continue;
      }
      const bool between =
          xml.find('\n', at) < end && text.ends_with('>') && end < xml.size() && xml[end] == '<';
      if (!between) text += ' ';
      at = end;
    }
    return text;
  }
  bool has(const std::string& part) const { return flat.find(part) != std::string::npos; }
  std::string faults() const { return print(imported.faults, project->sources, {DiagnosticFormat::brief}); }
  // "KIND, CERTAINTY: why" of the findings about these words.
  std::vector<const Finding*> about(std::string_view words) const {
    std::vector<const Finding*> found;
    for (const Finding& each : imported.findings)
      if (each.before == words) found.push_back(&each);
    return found;
  }
  std::size_t lost() const {
    return static_cast<std::size_t>(
        std::count_if(imported.findings.begin(), imported.findings.end(), [](const Finding& each) {
          return each.kind == Finding::Kind::left_out && each.why == tr("these words are not in the source");
        }));
  }
};

const std::string head =
    styled("Titel", "Kommissorium for styregruppen") + plain("Økonomiudvalget") + plain("12. marts 2026");
const std::string body = styled("H1", "Formål") + plain("Gruppen følger arbejdet.") +
                         styled("H1", "Opgaver") + styled("H2", "Årlig plan") +
                         plain("Gruppen lægger en plan.") + styled("H1", "Organisering") +
                         plain("Gruppen har fem medlemmer.");

TEST(ImportDocument, HeadingsBecomeTheSectionsOfTheGrammar) {
  const Import import(word_file(head + body));
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("<purpose><p>Gruppen følger arbejdet.</p></purpose>")) << import.imported.xml;
  EXPECT_TRUE(
      import.has("<task id=\"aarlig-plan\"><title>Årlig plan</title><p>Gruppen lægger en plan.</p></task>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<organisation><p>Gruppen har fem medlemmer.</p></organisation>"));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, LinesAroundTheTitleBecomeMeta) {
  const Import import(word_file(head + body));
  EXPECT_TRUE(
      import.has("<title>Kommissorium for styregruppen</title><dated value=\"2026-03-12\"/>"
                 "<organ committee=\"oeu\"/>"))
      << import.imported.xml;
}

TEST(ImportDocument, NothingIsInventedForWhatTheFileDoesNotSay) {
  const Import import(word_file(styled("Titel", "Kommissorium for styregruppen") + body));
  EXPECT_FALSE(import.has("committee="));
  EXPECT_TRUE(import.imported.faults.has_errors());
  EXPECT_FALSE(import.has("<dated"));
}

TEST(ImportDocument, ATitleWithATypingErrorIsLikelyAndKeepsItsWords) {
  const Import import(word_file(head + styled("H1", "Formåll") + plain("Gruppen følger arbejdet.") +
                                styled("H1", "Opgaver") + styled("H2", "Plan") + plain("En plan.") +
                                styled("H1", "Organisering") + plain("Fem medlemmer.")));
  EXPECT_TRUE(import.has("<purpose><title>Formåll</title>")) << import.imported.xml;
  ASSERT_EQ(import.about("Formåll").size(), 1u);
  EXPECT_EQ(import.about("Formåll")[0]->certainty, Finding::Certainty::likely);
}

TEST(ImportDocument, WithoutStylesTheGrammarsTitlesAreHeadings) {
  const Import import(word_file(plain("Kommissorium for styregruppen") + plain("Økonomiudvalget") +
                                plain("1. Formål") + plain("Gruppen følger arbejdet.") + plain("2. Opgaver") +
                                paragraph("<w:r><w:rPr><w:b/></w:rPr><w:t>Årlig plan</w:t></w:r>") +
                                plain("Gruppen lægger en plan.") + plain("3. Organisering") +
                                plain("Fem medlemmer.")));
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("<purpose><p>Gruppen følger arbejdet.</p></purpose>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<title>Årlig plan</title>")) << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, NumberedLinesAboveParagraphsAreTheTitlesThatTheGrammarWants) {
  const Import import(word_file(head + styled("H1", "Formål") + plain("Gruppen følger arbejdet.") +
                                styled("H1", "Opgaver") + plain("Gruppen har disse opgaver.") +
                                item("Fælles plan", 2) + plain("Den lægges om året.") + item("Status", 2) +
                                plain("Den gøres op hvert kvartal.") + styled("H1", "Organisering") +
                                plain("Fem medlemmer.")));
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(
      import.has("<task id=\"faelles-plan\"><title>Fælles plan</title><p>Den lægges om året.</p></task>"
                 "<task id=\"status\"><title>Status</title>"))
      << import.imported.xml;
  ASSERT_EQ(import.about("Status").size(), 1u);
  EXPECT_EQ(import.about("Status")[0]->certainty, Finding::Certainty::likely);
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, AnItemOfAnAgendaNamesThePaperOfItsTitle) {
  const Import import(
      word_file(styled("Titel", "Dagsorden") + plain("Økonomiudvalget") + plain("Mødedato: 24.02.2026") +
                styled("H1", "1. Bestyrelse for koncernenhederne") +
                plain("Bilag 1: Kommissorium for bestyrelsen for koncernenhederne") +
                styled("H1", "2. Eventuelt")),
      "agenda");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("paper=\"indstilling-koncernbestyrelse\"/>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<title>Eventuelt</title>"));
  EXPECT_EQ(import.lost(), 0u);
}

// As `kancelli new TYPE --template` writes them (docs/word.md).
TEST(ImportDocument, TheControlsOfATemplateSayWhatTheirWordsAre) {
  const auto control = [](const std::string& tag, const std::string& content) {
    return "<w:sdt><w:sdtPr><w:tag w:val=\"" + tag + "\"/></w:sdtPr><w:sdtContent>" + content +
           "</w:sdtContent></w:sdt>";
  };
  const Import import(
      word_file(
          paragraph(control("meta:title", run("En sag"))) +
          paragraph(run("Sagsnr. ") + control("meta:record@case", run("2026-0000001"))) +
          paragraph(control("meta:organ@committee", run("Økonomiudvalget"))) +
          control("help:page", plain("Sådan bruges skabelonen.")) +
          control("section:summary", control("text:summary", plain("Udvalget skal tage stilling."))) +
          control("section:problem", styled("H1", "Hvorfor nu?") + control("text:problem", plain("Fordi."))) +
          control("section:leeway", styled("H1", "Politisk handlerum"))),
      "case");
  EXPECT_TRUE(import.has("<title>En sag</title><record case=\"2026-0000001\"/><organ committee=\"oeu\"/>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<summary><p>Udvalget skal tage stilling.</p></summary>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<problem><title>Hvorfor nu?</title><p>Fordi.</p></problem>"))
      << import.imported.xml;
  EXPECT_FALSE(import.has("<leeway"));
  EXPECT_FALSE(import.has("Sådan bruges skabelonen."));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, SectionsInAnotherOrderAreMovedAndThatIsTold) {
  const Import import(word_file(head + styled("H1", "Organisering") + plain("Fem medlemmer.") +
                                styled("H1", "Formål") + plain("Gruppen følger arbejdet.") +
                                styled("H1", "Opgaver") + styled("H2", "Plan") + plain("En plan.")));
  EXPECT_EQ(import.faults(), "");
  EXPECT_LT(import.flat.find("<purpose>"), import.flat.find("<organisation>"));
  EXPECT_TRUE(
      std::any_of(import.imported.findings.begin(), import.imported.findings.end(), [](const Finding& each) {
        return each.why == tr("its sections were put in the order that the type has");
      }));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, ListsNestAndTypedBulletsAreMarksAlone) {
  const Import import(word_file(head + styled("H1", "Formål") + item("ydre", 1) + item("indre", 1, 1) +
                                item("sidste", 1) + plain("Og") + plain("– streg") + plain("– endnu en") +
                                styled("H1", "Opgaver") + styled("H2", "Plan") + plain("En plan.") +
                                styled("H1", "Organisering") + item("to", 2)));
  EXPECT_TRUE(import.has(
      "<list kind=\"bullet\"><item><p>ydre</p><list kind=\"bullet\"><item>indre</item></list></item>"
      "<item>sidste</item></list>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<list kind=\"bullet\"><item>streg</item><item>endnu en</item></list>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<list kind=\"number\"><item>to</item></list>"));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, ADateAtTheBeginningOfAParagraphIsNoNumberOfAList) {
  const Import import(word_file(head + styled("H1", "Formål") + plain("1. januar 2027 er gruppen nedsat.") +
                                plain("2. behandling følger.") + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("<date value=\"2027-01-01\"/> er gruppen nedsat.")) << import.imported.xml;
}

TEST(ImportDocument, NamesAmountsAndDatesBecomeElementsThatPrintTheSameWords) {
  const Import import(word_file(head + styled("H1", "Formål") +
                                plain("Økonomiudvalgets sekretariat i Økonomiforvaltningen (ØKF) afsætter "
                                      "17,5 mio. kr. den 3. maj 2026.") +
                                styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has(
      "<body ref=\"oeu\" genitive=\"true\"/> sekretariat i <body ref=\"oekf\" form=\"both\"/> afsætter "
      "<amount kr=\"17500000\" in=\"mio\"/> den <date value=\"2026-05-03\"/>."))
      << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, AYearIsOneBehindAWordThatTimesStandBehind) {
  const Import import(
      word_file(head + styled("H1", "Formål") +
                plain("Gruppen blev nedsat i 2024, og budgettet for 2026 er på plads. Den har 2030 sider, "
                      "rapport 2025, perioden fra 2024-2025 og i 2026.500 kr.") +
                styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has(
      "nedsat i <date value=\"2024\"/>, og budgettet for <date value=\"2026\"/> er på plads. Den har "
      "2030 sider, rapport 2025, perioden fra 2024-2025 og i 2026.500 kr."))
      << import.imported.xml;
}

TEST(ImportDocument, WordsThatAnElementWouldPrintOtherwiseStayWords) {
  const Import import(word_file(head + styled("H1", "Formål") +
                                plain("Der er afsat 17.5 mio. kroner, og fristen er 03.05.2026.") +
                                styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("17.5 mio. kroner, og fristen er 03.05.2026.")) << import.imported.xml;
}

TEST(ImportDocument, ANameOfAnotherTimeStaysWordsAndIsUnsure) {
  const Import import(word_file(head + styled("H1", "Formål") +
                                plain("Det var Teknik- og Miljøudvalgets sag.") + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("Det var Teknik- og Miljøudvalgets sag."));
  ASSERT_EQ(import.about("Teknik- og Miljøudvalgets").size(), 1u);
  EXPECT_EQ(import.about("Teknik- og Miljøudvalgets")[0]->certainty, Finding::Certainty::unsure);
}

const std::string table = styled("Billedtekst", "Tabel 1. Udgifter") + "<w:tbl>" +
                          row(cell("Post") + cell("2026 (1.000 kr.)"), true) +
                          row(cell("Løn") + cell("1.250")) + row(cell("Leje") + cell("−50")) +
                          row(cell("I alt") + cell("1.200")) + "</w:tbl>";

TEST(ImportDocument, ATableOfAmountsIsTypedAndItsSumComputed) {
  const Import import(word_file(head + styled("H1", "Formål") + table + plain("Det ses i tabel 1.") +
                                styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has(
      "<caption>Udgifter</caption><column type=\"text\" header=\"true\">Post</column>"
      "<column id=\"kolonne-2\" type=\"amount\" unit=\"1.000 kr.\">2026</column>"
      "<row><cell>Løn</cell><cell value=\"1250\"/></row><row><cell>Leje</cell><cell value=\"-50\"/></row>"
      "<row kind=\"sum\"><cell>I alt</cell><cell/></row>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("Det ses i <ref to=\"#tabel\"/>.")) << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, AWrongSumStaysAsItIsWritten) {
  std::string wrong = table;
  wrong.replace(wrong.find("1.200"), 5, "1.201");
  const Import import(word_file(head + styled("H1", "Formål") + wrong + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("<row><cell>I alt</cell><cell value=\"1201\"/></row>")) << import.imported.xml;
  // What the rules say of the sum stands at its cell.
  const std::size_t cell = import.imported.xml.find("<cell value=\"1201\"");
  const auto origin = std::find_if(import.imported.origins.begin(), import.imported.origins.end(),
                                   [&](const Origin& each) { return each.begin == cell; });
  ASSERT_NE(origin, import.imported.origins.end());
  const std::string_view text = import.project->sources.text(import.document->text);
  EXPECT_EQ(text.substr(origin->place.begin, origin->place.end - origin->place.begin), "1.201");
}

TEST(ImportDocument, AColumnWithOneCellOfWordsIsText) {
  std::string words = table;
  words.replace(words.find("1.250"), 5, "ukendt");
  const Import import(word_file(head + styled("H1", "Formål") + words + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("<column type=\"text\">2026 (1.000 kr.)</column>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<cell>ukendt</cell>"));
}

TEST(ImportDocument, CellsKeepTheirSpans) {
  const Import import(word_file(head + styled("H1", "Formål") + "<w:tbl>" + row(cell("A") + cell("B"), true) +
                                row(cell("over to rækker", "<w:vMerge w:val=\"restart\"/>") + cell("x")) +
                                row(cell("", "<w:vMerge/>") + cell("y")) +
                                row(cell("bred", "<w:gridSpan w:val=\"2\"/>")) + "</w:tbl>" +
                                styled("H1", "Opgaver")));
  EXPECT_TRUE(
      import.has("<group><row><cell rowspan=\"2\" header=\"true\">over to rækker</cell><cell>x</cell></row>"
                 "<row><cell>y</cell></row></group><row><cell colspan=\"2\">bred</cell></row>"))
      << import.imported.xml;
}

TEST(ImportDocument, AQuotationFromThisProjectIsOne) {
  const Import import(word_file(head + styled("H1", "Formål") +
                                styled("Citat",
                                       "Bestyrelsen holder mindst fire møder om året. Økonomiforvaltningen "
                                       "er sekretariat for bestyrelsen.") +
                                styled("Citat", "Ingen har skrevet netop disse ord i noget dokument her.") +
                                styled("H1", "Opgaver")));
  // Both lines stand together: no paper says all of it.
  EXPECT_FALSE(import.has("<quote"));
  const Import alone(word_file(head + styled("H1", "Formål") +
                               plain("”Bestyrelsen holder mindst fire møder om året. Økonomiforvaltningen er "
                                     "sekretariat for bestyrelsen.”") +
                               styled("H1", "Opgaver")));
  EXPECT_TRUE(alone.has("<quote source=\"kommissorium-koncernbestyrelse#moeder\"><p>Bestyrelsen holder"))
      << alone.imported.xml;
  EXPECT_EQ(alone.lost(), 0u);
}

TEST(ImportDocument, EmphasisLinksFootnotesAndOtherLanguagesAreKept) {
  WordFile file = word_file(
      head + styled("H1", "Formål") +
      paragraph(run("Ordet ") + "<w:r><w:rPr><w:i/></w:rPr><w:t>vigtigt</w:t></w:r>" + run(" og ") +
                "<w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>risk and compliance</w:t></w:r>" +
                run(" på ") + "<w:hyperlink r:id=\"rId90\">" + run("kommunens side") + "</w:hyperlink>" +
                "<w:r><w:footnoteReference w:id=\"2\"/></w:r>" + run(".")) +
      styled("H1", "Opgaver"));
  file.related(WordFile::relation("rId90", "hyperlink", "https://www.kk.dk/", true));
  file.with("footnotes", "<w:footnote w:id=\"2\">" + paragraph(run("Set i marts.")) + "</w:footnote>");
  const Import import(file);
  EXPECT_TRUE(
      import.has("<em>vigtigt</em> og <foreign xml:lang=\"en\">risk and compliance</foreign> på "
                 "<link href=\"https://www.kk.dk/\">kommunens side</link><footnote>Set i marts.</footnote>."))
      << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, WhatHasNoPlaceIsKeptMarkedAndFoundByARule) {
  const Import import(word_file(head + plain("Et forord uden overskrift.") + body), "charter");
  EXPECT_EQ(import.faults(), "");
  const std::size_t mark = import.flat.find("<?kancelli unplaced=");
  ASSERT_NE(mark, std::string::npos) << import.imported.xml;
  EXPECT_LT(mark, import.flat.find("Et forord uden overskrift."));
  ASSERT_EQ(import.about("Et forord uden overskrift.").size(), 1u);
  EXPECT_EQ(import.about("Et forord uden overskrift.")[0]->kind, Finding::Kind::kept);
}

TEST(ImportDocument, TablesOfContentsAndHeadsOfPagesAreLeftOutAndTold) {
  WordFile file = word_file(head + styled("Indhold", "Formål 1") + body);
  file.with("header1", plain("Fortroligt"), "hdr")
      .related(WordFile::relation("rId80", "header", "header1.xml"));
  const Import import(file);
  EXPECT_FALSE(import.has("Fortroligt"));
  EXPECT_FALSE(import.has("Formål 1"));
  ASSERT_EQ(import.about("Fortroligt").size(), 1u);
  EXPECT_EQ(import.about("Fortroligt")[0]->kind, Finding::Kind::left_out);
  ASSERT_EQ(import.about("Formål 1").size(), 1u);
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, TheRecommendationsOpeningIsInItsAttributes) {
  const Import import(
      word_file(styled("Titel", "En sag") + plain("Økonomiudvalget") +
                plain("Mødedato: 24.02.2026, kl. 15:30") + styled("H1", "Indstilling") +
                plain("Økonomiforvaltningen indstiller over for Økonomiudvalget,") +
                item("at sagen godkendes, og", 2) + item("at notatet tages til efterretning.", 2)),
      "case");
  EXPECT_TRUE(import.has("<recommendation by=\"oekf\" to=\"oeu\"><item>at sagen godkendes, og</item>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<meeting date=\"2026-02-24\" time=\"15:30\"/>"));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, APictureIsAFileBesideTheSource) {
  WordFile file =
      word_file(head + styled("H1", "Formål") +
                paragraph("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"b\" descr=\"En "
                          "pil\"/><a:graphic><a:graphicData>"
                          "<pic:pic><pic:blipFill><a:blip "
                          "r:embed=\"rId70\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>"
                          "</wp:inline></w:drawing></w:r>") +
                styled("Billedtekst", "Figur 1. Vejen frem") + styled("H1", "Opgaver"));
  file.parts["word/media/b.png"] = "png";
  file.related(WordFile::relation("rId70", "image", "media/b.png"));
  const Import import(file);
  EXPECT_TRUE(import.has(
      "<figure id=\"figur\" src=\"figures/det-nye-1.png\" alt=\"En pil\"><caption>Vejen frem</caption>"))
      << import.imported.xml;
  ASSERT_EQ(import.imported.files.size(), 1u);
  EXPECT_EQ(import.imported.files.begin()->second, "png");
}

TEST(ImportDocument, TrackedChangesAreCarriedOutAndCommentsTold) {
  const std::string by = R"(w:id="1" w:author="Kontorchefen" w:date="2026-02-18T09:30:00Z")";
  WordFile file = word_file(head + styled("H1", "Formål") +
                            paragraph(run("Gruppen ") + "<w:del " + by +
                                      "><w:r><w:delText>mødes</w:delText></w:r></w:del>" + "<w:ins " + by +
                                      ">" + run("samles") + "</w:ins>" + run(" mandag.")) +
                            styled("H1", "Opgaver"));
  file.with("comments",
            "<w:comment w:id=\"5\" w:author=\"Direktøren\">" + plain("Hvorfor mandag?") + "</w:comment>");
  const Import import(file);
  EXPECT_TRUE(import.has("<p>Gruppen samles mandag.</p>")) << import.imported.xml;
  EXPECT_EQ(import.about("mødes").size(), 1u);
  EXPECT_EQ(import.about("Hvorfor mandag?").size(), 1u);
}

// Every origin says the words of its place, or is the element made of them.
TEST(ImportDocument, OriginsLeadBackToTheWords) {
  const Import import(word_file(head + body));
  const std::string_view text = import.project->sources.text(import.document->text);
  std::size_t compared = 0;
  std::uint32_t before = 0;
  for (const Origin& origin : import.imported.origins) {
    EXPECT_LE(before, origin.begin);
    before = origin.end;
    const std::string xml = import.imported.xml.substr(origin.begin, origin.end - origin.begin);
    if (xml[0] == '<' || xml[0] == '\n') continue;
    EXPECT_EQ(xml, text.substr(origin.place.begin, origin.place.end - origin.place.begin));
    ++compared;
  }
  EXPECT_GE(compared, 5u);
}

TEST(ImportReport, SaysEachFindingInEveryForm) {
  const Import import(word_file(head + plain("Et forord &amp; mere.") + body));
  const std::string text = import_text(import.imported, import.project->sources),
                    json = import_json(import.imported, import.project->sources),
                    page = import_page(import.imported, *import.document, import.project->sources);
  EXPECT_NE(text.find("Et forord & mere."), std::string::npos) << text;
  EXPECT_NE(json.find("\"before\": \"Et forord & mere.\""), std::string::npos) << json;
  EXPECT_NE(page.find("<td class=\"said\">Et forord &amp; mere.</td>"), std::string::npos);
  for (std::size_t i = 1; i <= import.imported.findings.size(); ++i)
    EXPECT_NE(page.find("id=\"fund-" + std::to_string(i) + "\""), std::string::npos) << i;
  EXPECT_EQ(page, import_page(import.imported, *import.document, import.project->sources));
}

// The open edition of a paper of ours has no more than the number of a closed attachment.
TEST(ImportDocument, AClosedAttachmentComesBackInItsPlaceAndWhatRefersToItLeadsToIt) {
  const auto marked = [](int key, const std::string& runs) {
    const std::string id = std::to_string(100 + key), name = "_k" + std::to_string(key);
    return "<w:bookmarkStart w:id=\"" + id + "\" w:name=\"" + name + "\"/>" + runs +
           "<w:bookmarkEnd w:id=\"" + id + "\"/>";
  };
  const auto keyed = [](int key, const std::string& words) {
    return " k:key=\"" + std::to_string(key) + "\" k:hash=\"" + element_hash(words) + "\"";
  };
  WordFile file(paragraph(marked(3, run("Plan"))) +
                paragraph(marked(1, run("Se ") + marked(2, run("bilag 1")) + run("."))));
  file.related(WordFile::relation("rId9", "customXml", "../customXml/item1.xml"));
  file.parts["customXml/item1.xml"] =
      "<k:carried xmlns:k=\"urn:kancelli:word:1\" xmlns=\"urn:kancelli:1\" paper=\"plan\" type=\"charter\" "
      "edition=\"open\" version=\"\" hash=\"0123456789abcdef\"><charter id=\"plan\" "
      "xml:lang=\"da\"><meta><title" +
      keyed(3, "Plan") +
      "/><organ committee=\"oeu\"/><access state=\"open\"/><state value=\"draft\"/><attachments><attachment "
      "access=\"closed\"/></attachments></meta><purpose><p" +
      keyed(1, "Se bilag 1.") + "><ref k:computed=\"true\"" + keyed(2, "bilag 1") +
      "/></p></purpose></charter></k:carried>";
  const Import import(file);
  EXPECT_TRUE(
      import.has("?><attachment access=\"closed\" id=\"bilag-1\" file=\"attachments/bilag-1.pdf\" "
                 "title=\"Lukket bilag\" sha256=\"000000"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<?kancelli unplaced=")) << import.imported.xml;
  EXPECT_TRUE(import.has("<p>Se <ref to=\"#bilag-1\"/>.</p>")) << import.imported.xml;
  EXPECT_EQ(import.faults().find("<attachment>"), std::string::npos) << import.faults();
  EXPECT_EQ(import.faults().find("<ref>"), std::string::npos) << import.faults();
}

// Plain text: what a PDF or a text file says, without a style.
struct TextImport : Import {
  TextImport(const std::string& text, const std::string& type) : Import(read(text), type) {}

 private:
  static std::function<std::unique_ptr<Document>(SourceMap&, Diagnostics&)> read(const std::string& text) {
    return [text](SourceMap& sources, Diagnostics& diagnostics) {
      return read_plain_text(sources, "brev.txt", text, diagnostics);
    };
  }
};

TEST(ImportStatute, ProvisionsAreWhatTheyBeginWith) {
  const TextImport import(
      "Vedtægt for Beboerrådet\n\nVedtaget den 3. marts 2024, senest ændret den 5. juni 2025\n\n\n"
      "Efter reglerne fastsættes følgende:\n\nKapitel 1\nRådets opgaver\n\n"
      "§ 1. Beboerrådet rådgiver Økonomiudvalget.\n\nStk. 2. Rådet afgiver udtalelser om\n\n"
      "1) budgettet,\n2) planer for\na) boliger,\nb) veje og\n3) andet.\nRådet bestemmer selv formen.\n\n"
      "Møder\n\n§ 2 a. Møderne er åbne.\n\nBilag 1\nOversigt\n\nStk. 1. Rådet har 9 medlemmer.\n",
      "statute");
  EXPECT_TRUE(import.has("<enacted value=\"2024-03-03\" amended=\"2025-06-05\"/>")) << import.imported.xml;
  EXPECT_TRUE(import.has("<preamble id=\"indledning\">Efter reglerne fastsættes følgende:</preamble>"));
  EXPECT_TRUE(
      import.has("<chapter id=\"k1\" number=\"1\"><title>Rådets opgaver</title><paragraph id=\"p1\" "
                 "number=\"1\"><subsection id=\"p1-stk-1\"><p>Beboerrådet rådgiver "
                 "Økonomiudvalget.</p></subsection>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has(
      "<p>Rådet afgiver udtalelser om</p><list kind=\"number\"><item id=\"p1-stk-2-nr-1\">budgettet,</item>"
      "<item id=\"p1-stk-2-nr-2\"><p>planer for</p><list kind=\"letter\"><item "
      "id=\"p1-stk-2-litra-a\">boliger,</item><item id=\"p1-stk-2-litra-b\">veje og</item></list></item>"
      "<item id=\"p1-stk-2-nr-3\">andet.</item></list><p>Rådet bestemmer selv formen.</p>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<heading id=\"h-moeder\">Møder</heading><paragraph id=\"p2a\" number=\"2 a\">"));
  EXPECT_TRUE(
      import.has("<annex id=\"b1\" number=\"1\"><title>Oversigt</title><subsection id=\"b1-stk-1\">"));
  // The one thing that the text does not say.
  EXPECT_EQ(import.faults().find("lacks the attribute committee"), import.faults().rfind("lacks "));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportStatute, ANumberOutOfItsOrderIsToldAndASentenceBeginsNoProvision) {
  const Import import(
      word_file(head + plain("§ 1. Rådet har 9 medlemmer.") + plain("Stk. 3. Det mødes mandag.") +
                plain("§ 1 gælder også for suppleanter.")),
      "statute");
  EXPECT_EQ(import.faults(), "");
  ASSERT_FALSE(import.about("Stk. 3. Det mødes mandag.").empty());
  EXPECT_EQ(import.about("Stk. 3. Det mødes mandag.")[0]->certainty, Finding::Certainty::unsure);
  EXPECT_TRUE(import.has("<p>Det mødes mandag. <ref to=\"#p1\"/> gælder også for suppleanter.</p>"))
      << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportStatute, ReferencesToItsOwnProvisionsAreElementsAndThoseToAnotherLawAreNot) {
  const Import import(
      word_file(head + plain("§ 1. Rådet har 9 medlemmer, jf. § 2, stk. 2. Se §§ 2 og 3.") +
                plain("§ 2. Rådet mødes mandag.") + plain("Stk. 2. Det gælder ikke efter stk. 1.") +
                plain("§ 3. Jf. § 2 i lov om noget, § 9 og bilag 1.")),
      "statute");
  EXPECT_TRUE(
      import.has("jf. <ref to=\"#p2-stk-2\"/>. Se §§ <ref to=\"#p2\" form=\"number\"/> og <ref to=\"#p3\" "
                 "form=\"number\"/>."))
      << import.imported.xml;
  EXPECT_TRUE(import.has("efter <ref to=\"#p2-stk-1\"/>.")) << import.imported.xml;
  EXPECT_TRUE(import.has("Jf. § 2 i lov om noget, § 9 og bilag 1.")) << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

const std::string meeting_head = styled("Titel", "Referat af mødet") + plain("Økonomiudvalget") +
                                 plain("Mødedato: 24.02.2026, kl. 15:30") + styled("H1", "Deltagere") +
                                 plain("Til stede: 11 medlemmer (A, B og F): overborgmesteren og 10 andre.") +
                                 plain("Fraværende uden afbud: 2 medlemmer.") +
                                 plain("Kom kl. 15.45: et medlem.") + plain("Desuden deltog: direktør.");

TEST(ImportMinutes, DecisionsVotesAndRemarksAreReadFromTheirSentences) {
  const Import import(
      word_file(meeting_head + styled("H1", "1. Godkendelse af dagsordenen") + styled("H2", "Beslutning") +
                plain("Dagsordenen blev godkendt.") + styled("H1", "2. Bestyrelse for koncernenhederne") +
                styled("H2", "Økonomiudvalgets beslutning i mødet den 24. februar 2026") +
                plain("Ændringsforslaget blev ikke vedtaget med 4 stemmer imod 7. 2 undlod at stemme.") +
                plain("For stemte: A og B.") + plain("Indstillingens 1. at-punkt blev godkendt.") +
                plain("Indstillingens 2. og 3. at-punkt blev taget til efterretning.") +
                plain("Udvalget bad om et notat.") + plain("Protokolbemærkning fra A og B:") +
                styled("Citat", "Vi havde gerne set en anden løsning.") + plain("Mødet sluttede kl. 16.40.")),
      "minutes");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("agenda=\"dagsorden-oeu-2026-02-24\"")) << import.imported.xml;
  EXPECT_TRUE(import.has("<present count=\"11\" parties=\"A B F\"><role>overborgmesteren</role>"));
  EXPECT_TRUE(import.has("<movement kind=\"arrived\" time=\"15:45\">et medlem</movement>"));
  EXPECT_TRUE(
      import.has("<decision of=\"dagsorden-oeu-2026-02-24#dagsordenen\"><outcome result=\"approved\"/>"));
  EXPECT_TRUE(
      import.has("<vote result=\"rejected\"><matter>Ændringsforslaget</matter><for count=\"4\" "
                 "parties=\"A B\"/><against count=\"7\"/><abstained count=\"2\"/></vote>"))
      << import.imported.xml;
  EXPECT_TRUE(
      import.has("<outcome result=\"approved\" at=\"at-kommissorium\"/><outcome result=\"noted\" "
                 "at=\"at-tidsplan at-notat\"/><p>Udvalget bad om et notat.</p><statement parties=\"A "
                 "B\"><p>Vi havde gerne set en anden løsning.</p></statement>"))
      << import.imported.xml;
  EXPECT_TRUE(import.has("<closing time=\"16:40\"/>"));
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportMinutes, AChangedPointHoldsItsChangeAndTheVoteOnIt) {
  const Import import(
      word_file(
          meeting_head + styled("H1", "2. Bestyrelse for koncernenhederne") +
          styled("H2", "Økonomiudvalgets beslutning i mødet den 24. februar 2026") +
          plain("Indstillingens 1. at-punkt blev godkendt med den ændring, at fristen bliver længere.") +
          plain("Det ændrede at-punkt blev godkendt med 10 stemmer. 2 undlod at stemme.") +
          plain("Indstillingens 2. og 3. at-punkt blev godkendt.")),
      "minutes");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has(
      "<outcome result=\"approved-changed\" at=\"at-kommissorium\"><modification>at fristen "
      "bliver længere</modification><vote result=\"approved\"><matter>Det ændrede at-punkt</matter>"
      "<for count=\"10\"/><abstained count=\"2\"/></vote></outcome>"))
      << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportMinutes, WhatTheProgramWouldSayOtherwiseIsLikelyAndWhatItCannotReadStays) {
  const Import import(
      word_file(meeting_head + styled("H1", "1. Godkendelse af dagsordenen") +
                plain("Indstillingen blev godkendt.") + plain("Sagen genoptages, når svaret foreligger.")),
      "minutes");
  ASSERT_EQ(import.about("Indstillingen blev godkendt.").size(), 1u);
  EXPECT_EQ(import.about("Indstillingen blev godkendt.")[0]->certainty, Finding::Certainty::likely);
  EXPECT_TRUE(import.has("<outcome result=\"approved\"/><p>Sagen genoptages, når svaret foreligger.</p>"))
      << import.imported.xml;
}

TEST(ImportMinutes, AMeetingThatNoAgendaIsOfIsToldAndAnItemNeedsAHeading) {
  std::string other = meeting_head;
  other.replace(other.find("24.02.2026"), 10, "25.02.2026");
  const Import import(word_file(other + styled("H1", "1. Meddelelser") + plain("Der forelå intet.")),
                      "minutes");
  EXPECT_EQ(import.faults(), "");
  EXPECT_TRUE(import.has("agenda=\"dagsorden\"")) << import.imported.xml;
  EXPECT_TRUE(import.has("<decision of=\"dagsorden#punkt-1\"><outcome result=\"nothing\"/>"))
      << import.imported.xml;
  EXPECT_TRUE(
      std::any_of(import.imported.findings.begin(), import.imported.findings.end(), [](const Finding& each) {
        return each.why == tr("the project has no agenda of that body and day: give its id") &&
               each.certainty == Finding::Certainty::unsure;
      }));
}

// What a file says beside what was taken of it ----------------------------------------------------------

const std::string case_head =
    styled("Titel", "En sag") + plain("Økonomiudvalget") + styled("H1", "Indstilling");

TEST(ImportDocument, ARecommendationInOneParagraphIsAnItem) {
  const Import import(
      word_file(case_head + plain("Økonomiforvaltningen indstiller over for Økonomiudvalget, at "
                                  "budgettet på 3 mio. kr. godkendes.")),
      "case");
  EXPECT_TRUE(
      import.has("<recommendation by=\"oekf\" to=\"oeu\"><item>at budgettet på "
                 "<amount kr=\"3000000\" in=\"mio\"/> godkendes.</item></recommendation>"))
      << import.imported.xml;
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportDocument, WordsBesideAMeetingsDateAreTold) {
  const Import import(word_file(styled("Titel", "En sag") + plain("Økonomiudvalget") +
                                plain("Mødedato: 24.02.2026, kl. 9.30 med ekstra punkter") +
                                styled("H1", "Problemstilling") + plain("Ord.")),
                      "case");
  EXPECT_TRUE(import.has("<meeting date=\"2026-02-24\" time=\"09:30\"/>")) << import.imported.xml;
  EXPECT_EQ(import.lost(), 1u);
  EXPECT_FALSE(import.about("med ekstra punkter").empty());
}

TEST(ImportStatute, WordsBesideItsDaysAreTold) {
  const Import import(word_file(head + plain("Vedtaget af Borgerrepræsentationen den 12. juni 1997") +
                                plain("§ 1. Rådet har 9 medlemmer.")),
                      "statute");
  EXPECT_TRUE(import.has("<enacted value=\"1997-06-12\"/>")) << import.imported.xml;
  EXPECT_EQ(import.lost(), 1u);
}

TEST(ImportMinutes, ARecommendationThatTheCaseDoesNotHaveIsKept) {
  const std::string before =
      meeting_head + styled("H1", "2. Bestyrelse for koncernenhederne") + styled("H2", "Indstilling");
  const Import import(word_file(before + plain("Forvaltningen indstiller nu, at bestyrelsen nedlægges.")),
                      "minutes");
  EXPECT_TRUE(import.has("<p>Forvaltningen indstiller nu, at bestyrelsen nedlægges.</p>"))
      << import.imported.xml;
}

TEST(ImportDocument, APartyBeforeAndIsFoundAndMoreThanANumberOfMembersIsNoCount) {
  const auto parties = [](const std::string& last) {
    return word_file(styled("Titel", "En aftale") + styled("H1", "Aftaleparter") + plain("Mellem:") +
                     item("Socialdemokratiet,", 1) + item("Venstre og", 1) + item(last, 1));
  };
  const Import found(parties("Alternativet."), "agreement");
  EXPECT_TRUE(found.has("<party body=\"v\"/>") || found.has("<party body=\"venstre\"/>"))
      << found.imported.xml;
  const Import more(parties("to af rådets nyvalgte løsgængere."), "agreement");
  EXPECT_TRUE(more.has("nyvalgte løsgængere")) << more.imported.xml;
}

TEST(ImportDocument, WordsThatHeadingsBeginWithAreNoNumbersOfSections) {
  const Import import(word_file(head + styled("H1", "Formål") + styled("H2", "1. behandling") +
                                plain("Først.") + styled("H2", "3. kvartal 2026") + plain("Så.") +
                                styled("H2", "1. Januar 2026") + plain("Sidst.") + styled("H2", "2. Møder") +
                                plain("Ord.")));
  for (const char* title : {"1. behandling<", ">Møder<"})
    EXPECT_TRUE(import.has(title)) << import.imported.xml;
  EXPECT_TRUE(import.about("3.").empty());
  EXPECT_TRUE(import.about("1.").empty());
}

TEST(ImportDocument, ATypedListGoesOnBehindItsNinthItem) {
  std::string list;
  for (int i = 1; i <= 11; ++i) list += plain(std::to_string(i) + ". Punkt " + std::string(1, char('a' + i)));
  const Import import(word_file(head + styled("H1", "Formål") + list + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("<item>Punkt k</item><item>Punkt l</item></list>")) << import.imported.xml;
}

TEST(ImportDocument, ASentenceThatBeginsWithATableIsNoCaption) {
  const Import import(word_file(head + styled("H1", "Formål") +
                                plain("Tabel 1 viser, at udgifterne falder.") + "<w:tbl>" +
                                row(cell("Post") + cell("Beløb"), true) + row(cell("Løn") + cell("1")) +
                                "</w:tbl>" + styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("viser, at udgifterne falder.</p>")) << import.imported.xml;
}

TEST(ImportDocument, APictureInACellOrAHeadingIsKeptMarked) {
  const std::string picture =
      "<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"b\" descr=\"En graf\"/><a:graphic><a:graphicData>"
      "<pic:pic><pic:blipFill><a:blip r:embed=\"rId70\"/></pic:blipFill></pic:pic></a:graphicData>"
      "</a:graphic></wp:inline></w:drawing></w:r>";
  WordFile file = word_file(head + styled("H1", "Formål") + "<w:tbl>" + row(cell("A") + cell("B"), true) +
                            row(cell("C") + "<w:tc>" + paragraph(picture) + "</w:tc>") + "</w:tbl>" +
                            styled("H1", "Opgaver") +
                            paragraph(run("Plan") + picture, "<w:pStyle w:val=\"H2\"/>") + plain("En plan."));
  file.parts["word/media/en.png"] = "PNG";
  file.related(WordFile::relation("rId70", "image", "media/en.png"));
  const Import import(file);
  EXPECT_EQ(import.imported.files.size(), 2u);
  EXPECT_TRUE(import.has("unplaced=") && import.has("alt=\"En graf\"")) << import.imported.xml;
}

TEST(ImportDocument, ADrawingWithoutAFileAndHiddenTextAreTold) {
  const Import import(word_file(
      head + styled("H1", "Formål") +
      paragraph("<w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"b\" descr=\"Et diagram\"/><a:graphic>"
                "<a:graphicData><a:relIds/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>") +
      paragraph(run("Synlig ") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>" +
                "<w:r><w:rPr><w:webHidden/></w:rPr><w:t>trykt</w:t></w:r>") +
      styled("H1", "Opgaver")));
  ASSERT_FALSE(import.about("Et diagram").empty());
  ASSERT_FALSE(import.about("skjult").empty());
  EXPECT_TRUE(import.has("<p>Synlig trykt</p>")) << import.imported.xml;
}

TEST(ImportDocument, ABreakOfThePagePartsWords) {
  const Import import(
      word_file(head + styled("H1", "Formål") +
                paragraph("<w:r><w:t>Det ene</w:t><w:br w:type=\"page\"/><w:t>Det andet</w:t></w:r>") +
                styled("H1", "Opgaver")));
  EXPECT_TRUE(import.has("Det ene Det andet")) << import.imported.xml;
}

TEST(ImportDocument, CellsSpanNoMoreColumnsThanWordHas) {
  std::string wide;
  for (int i = 0; i < 300; ++i) wide += cell("x", "<w:gridSpan w:val=\"1000\"/>");
  const Import import(word_file(head + styled("H1", "Formål") + "<w:tbl>" + row(wide) + row(wide) +
                                "</w:tbl>" + styled("H1", "Opgaver")));
  EXPECT_LT(import.imported.xml.size(), 200'000u);
  EXPECT_EQ(import.lost(), 0u);
}

TEST(ImportText, ChaptersAtTheTopsOfPagesAndNegativeAmountsAreText) {
  const TextImport import("Kapitel 1\nDet ene.\n\n-250\n\fKapitel 2\nDet andet.\n\fKapitel 3\nDet tredje.\n",
                          "charter");
  for (const char* words : {"Kapitel 1", "Kapitel 3", "250"}) {
    const auto found = import.about(words);
    EXPECT_TRUE(found.empty() || found[0]->kind != Finding::Kind::left_out) << words;
  }
}

}  // namespace
}  // namespace kancelli::word
