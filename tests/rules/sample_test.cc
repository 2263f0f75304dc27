// The sample project has no finding; and made wrong in one place, it has exactly one, right there.
#include <gtest/gtest.h>

#include <random>
#include <set>

#include "pipeline/check/rule.h"
#include "tests/support/memory_files.h"

namespace kancelli {
namespace {

const std::string content = std::string(KANCELLI_ROOT) + "/content/";
const std::string agreement = "papers/agreement/aftale-ressortopdeling.xml",
                  charter = "papers/charter/kommissorium-koncernbestyrelse.xml",
                  factsheet = "papers/factsheet/om-koncernservice.xml",
                  indstilling = "papers/case/indstilling-koncernbestyrelse.xml",
                  organisation = "registers/organisation.xml", facts = "registers/facts.xml",
                  project_file = "project.xml";

// In `file` the only `search` becomes `replace`. The finding is where a ¤ stands: in `at`, which `at_file`
// has once, or else in `replace`.
struct Edit {
  std::string code, file, search, replace;
  std::string at_file = {}, at = {};
  std::string today = "2026-02-18";
};

void PrintTo(const Edit& edit, std::ostream* out) {
  *out << edit.code << ": " << edit.replace;
}

const std::string mark = "¤";

const std::vector<Edit>& edits() {
  static const std::vector<Edit> all = {
      // reading
      {"xml", charter, "fx med arbejdsgange, systemer", "fx med arbejdsgange ¤& systemer"},
      {"xml", organisation, "<body id=\"oeu\" kind=\"committee\" parent=\"br\">",
       "<body id=\"oeu\" kind=¤committee parent=\"br\">"},
      {"schema", charter, "<list id=\"medlemmer\" kind=\"bullet\">", "<¤list id=\"medlemmer\">"},
      {"schema", charter, "<state value=\"draft\"/>", "<state value=\"¤drafts\"/>"},
      {"file-missing", project_file, "<paper type=\"case\" id=\"indstilling-koncernbestyrelse\"/>",
       "<¤paper type=\"case\" id=\"indstilling-koncernbestyrelser\"/>"},
      {"id-differs", indstilling, "id=\"indstilling-koncernbestyrelse\"", "id=\"¤indstillingen-til-oeu\""},
      // how a paper is put together
      {"not-filled-in", charter, "<title>Kommissorium for bestyrelsen for koncernenhederne</title>",
       "¤<title>…</title>"},
      {"not-filled-in", charter, "<p id=\"moeder\">", "<¤p/><p id=\"moeder\">"},
      {"not-filled-in", agreement, "administration=\"sof\" as-of=\"2026-01-01\"",
       "administration=\"sof\" as-of=\"¤1900-01-01\""},
      {"nested-too-deep", charter, "<p id=\"moeder\">",
       "<section><title>A</title><section><title>B</title><section><title>C</title><section><¤title>D</title>"
       "<p>d</p></section></section></section></section><p id=\"moeder\">"},
      {"picture-unreadable", charter, "src=\"figures/koncernbestyrelse.svg\"", "src=\"¤bilag/tidsplan.pdf\""},
      // ids and references
      {"parent-cycle", organisation, "<body id=\"br\" kind=\"council\">",
       "<body id=\"br\" kind=\"council\" parent=\"¤oeu\">"},
      {"id-duplicate", charter, "<task id=\"decentrale-niveau\">\n      <title>Tæt",
       "<task id=\"¤servicestrategi\">\n      <title>Tæt"},
      {"id-duplicate", facts, "<fact id=\"hjemmepleje-alder\"",
       "<fact id=\"¤ksl\" value=\"1\" unit=\"x\" source=\"x\"/><fact id=\"hjemmepleje-alder\"",
       "registers/laws.xml", "<law id=\"¤ksl"},
      {"ref-unresolved", charter, "afsnittet <ref to=\"#afrapportering\"/>",
       "afsnittet <ref to=\"#¤afraportering\"/>"},
      {"ref-unresolved", charter, "<ref to=\"aftale-ressortopdeling\"/>",
       "<ref to=\"¤aftalen-ressortopdeling\"/>"},
      {"ref-unresolved", charter, "source=\"aftale-ressortopdeling#koncernenheder-kommissorium\"",
       "source=\"aftale-ressortopdeling#¤koncernenheder-kommisorium\""},
      {"ref-unresolved", factsheet, "<title>Om <body ref=\"ks\"/></title>",
       "<title>Om <body ref=\"¤kss\"/></title>"},
      {"ref-unresolved", factsheet, "<fact ref=\"kk-medarbejdere\"/>", "<fact ref=\"¤kk-medarbejder\"/>"},
      {"ref-unresolved", charter, "<law ref=\"ksl\" at=\"§ 18, stk. 2\"/>",
       "<law ref=\"¤ksll\" at=\"§ 18, stk. 2\"/>"},
      {"ref-unresolved", factsheet, "sum=\"#tabel-bevillinger\"", "sum=\"#¤tabel-bevilling\""},
      {"ref-unresolved", factsheet, "column=\"budget-2026\" in=", "column=\"¤budget-2025\" in="},
      {"ref-unresolved", factsheet, "<count of=\"oekf-enheder\">", "<count of=\"¤okf-enheder\">"},
      {"ref-unresolved", indstilling, "by=\"oekf\" to=\"oeu\"", "by=\"oekf\" to=\"¤oeuu\""},
      {"ref-unresolved", agreement, "<transfer id=\"flyt-kontaktcentre\" from=\"sou sud buu\"",
       "<transfer id=\"flyt-kontaktcentre\" from=\"sou ¤suf2 buu\""},
      {"ref-unresolved", agreement, "<naming body=\"sud\" administration=\"sof\"",
       "<naming body=\"sud\" administration=\"¤soff\""},
      {"ref-unresolved", agreement, "<party body=\"enhedslisten\"/>", "<party body=\"¤enhedslist\"/>"},
      {"ref-unresolved", factsheet, "unit=\"ks\" recipient", "unit=\"¤kz\" recipient"},
      {"ref-unresolved", organisation, "<body id=\"byk\" kind=\"unit\" parent=\"oekf\">",
       "<body id=\"byk\" kind=\"unit\" parent=\"¤oek\">"},
      {"ref-unresolved", charter, "src=\"figures/koncernbestyrelse.svg\"",
       "src=\"¤figures/koncernbestyrelsen.svg\""},
      {"reference-dangling", indstilling, "kommissoriet i <ref to=\"#bilag-kommissorium\"/>.",
       "kommissoriet i <ref to=\"#bilag-kommissorium\"/> og ¤bilag 5."},
      {"reference-dangling", charter, "afsnittet <ref to=\"#afrapportering\"/>",
       "afsnittet »¤Afraportering«"},
      {"law-form", charter, "<law ref=\"ksl\" at=\"§ 18, stk. 2\"/>",
       "<law ref=\"ksl\" at=\"¤§ 18 stk. 2\"/>"},
      {"law-form", agreement, "lægges derfor sammen, og det samme",
       "lægges efter ¤§17 derfor sammen, og det samme"},
      // the recommendation
      {"recommendation-opening", indstilling, "by=\"oekf\" to=\"oeu\"", "by=\"oekf\" to=\"¤kfu\""},
      {"recommendation-form", indstilling, "\">at den vejledende tidsplan", "\">¤den vejledende tidsplan"},
      {"recommendation-form", indstilling, "<ref to=\"#bilag-tidsplan\"/>, og</item>",
       "<ref to=\"#bilag-tidsplan\"/>¤,</item>"},
      {"recommendation-decision", indstilling, "for koncernenhederne godkendes, jf.",
       "for koncernenhederne godkendes, og aftalen ¤drøftes, jf."},
      {"recommendation-competence", indstilling,
       "at den vejledende tidsplan for bestyrelsens første år tages til efterretning",
       "at ¤styrelsesvedtægten ændres"},
      {"recommendation-differs", indstilling, "at den vejledende tidsplan for bestyrelsens første år tages",
       "at den vejledende tidsplan fra ¤3. april 2026 tages"},
      // counts and sums
      {"count-mismatch", charter, "følgende <count of=\"opgaver\">seks</count>",
       "følgende <count of=\"opgaver\">¤fem</count>"},
      {"count-mismatch", charter, "        <item><body ref=\"bif\" form=\"both\"/>.</item>\n", "", charter,
       "<count of=\"medlemmer\">¤syv"},
      {"count-mismatch", agreement, "<count of=\"omraader\">11</count>",
       "<count of=\"omraader\">¤12</count>"},
      {"count-mismatch", charter,
       "<count of=\"medlemmer\">syv</count> forvaltninger:", "¤otte forvaltninger:"},
      {"sum-mismatch", factsheet, "<cell colspan=\"2\">I alt, netto</cell>\n          <cell/>",
       "<cell colspan=\"2\">I alt, netto</cell>\n          <cell value=\"¤1\"/>"},
      {"sum-mismatch", factsheet, "<cell>I alt, fællesordninger og puljer</cell>\n            <cell/>",
       "<cell>I alt, fællesordninger og puljer</cell>\n            <cell value=\"¤2053841\"/>"},
      // quotations: the word in the quotation, also when the source is what changed
      {"quote-differs", charter, "at bestyrelsen bl.a. behandler koncernenhedernes årlige\n",
       "at bestyrelsen bl.a. ¤drøfter koncernenhedernes årlige\n"},
      {"quote-differs", charter, "<p>[…] Bestyrelsens rolle", "<p>[…] ¤Udvalgets rolle"},
      {"quote-differs", agreement, "bl.a. behandler koncernenhedernes\n        årlige",
       "bl.a. drøfter koncernenhedernes\n        årlige", charter, "at bestyrelsen bl.a. ¤behandler"},
      {"quote-differs", charter, "<p id=\"moeder\">Bestyrelsen holder mindst fire",
       "<p id=\"moeder\">Bestyrelsen holder mindst fem", indstilling, "<p>Bestyrelsen holder mindst ¤fire"},
      // names
      {"name-outdated", charter, "byggechefen i <body ref=\"byk\"/>", "byggechefen fra ¤TMF’s område"},
      {"name-outdated", charter, "fx med arbejdsgange, systemer",
       "fx med ¤Teknik- og Miljøforvaltningen, systemer"},
      {"name-outdated", agreement, "Rådet for Visuel Kunst, natteværter",
       "¤Klima-, Miljø- og Teknikforvaltningen, natteværter"},
      // dates
      {"date-order", indstilling, "<meeting date=\"2026-02-24\"", "<meeting date=\"¤2026-02-16\""},
      {"date-order", agreement, "effective=\"2026-01-01\" evaluate=\"2029-01-01\"",
       "effective=\"2026-01-01\" evaluate=\"¤2025-12-31\""},
      {"date-order", agreement, "<transfer id=\"flyt-hjemmepleje\" from=\"sud\" to=\"sou\" latest",
       "<transfer id=\"flyt-hjemmepleje\" from=\"sud\" to=\"sou\" effective=\"¤2026-09-01\" latest"},
      {"date-order", factsheet, "<dated value=\"2026-02-10\"/>", "<dated value=\"2026-02-18\"/>", indstilling,
       "<attachment id=\"bilag-notat\" paper=\"¤om-koncernservice"},
      {"date-order", factsheet, "until=\"2026-12-31\"", "until=\"¤2025-12-31\""},
      // attachments
      {"attachment-missing", indstilling, "file=\"bilag/tidsplan.pdf\"", "file=\"¤bilag/tidsplanen.pdf\""},
      {"attachment-missing", indstilling, "sha256=\"d", "sha256=\"¤0"},
      {"attachment-missing", indstilling, "<attachment id=\"bilag-notat\" paper=\"om-koncernservice\"/>",
       "<attachment id=\"bilag-notat\" paper=\"¤om-koncernservic\"/>"},
      {"attachment-missing", indstilling, "Tidsplanen i <ref to=\"#bilag-tidsplan\"/>",
       "Tidsplanen i <ref to=\"#¤bilag-tidsplaner\"/>"},
      {"attachment-unreferenced", indstilling, "ressortopdeling, jf. <ref to=\"#bilag-aftale\"/>, som",
       "ressortopdeling, som", indstilling, "<attachment id=\"¤bilag-aftale"},
      // plain text
      {"untyped-value", charter, "i <body ref=\"byk\"/> deltager", "i ¤Byggeri København deltager"},
      {"untyped-value", indstilling, "<p><body ref=\"oekf\"/> foreslår", "<p>¤Økonomiforvaltningen foreslår"},
      {"untyped-value", indstilling, "blev indgået den <date value=\"2025-05-07\"/>",
       "blev indgået den ¤7. maj 2025"},
      {"untyped-value", indstilling, "de <fact ref=\"ressort-service\"/> til service",
       "de ¤25 mio. kr. til service"},
      {"untyped-value", factsheet, "har <body ref=\"ks\"/> <fact ref=\"ks-ansatte\"/>",
       "har <body ref=\"ks\"/> ¤ca. 780 ordinært ansatte"},
      {"untyped-value", charter, "<law ref=\"ksl\" at=\"§ 18, stk. 2\"/>",
       "¤§ 18, stk. 2, i kommunestyrelsesloven"},
      {"untyped-value", charter, "afsnittet <ref to=\"#afrapportering\"/>", "afsnittet ¤»Afrapportering«"},
      {"untyped-value", charter, "<ref to=\"aftale-ressortopdeling\"/>",
       "¤»Aftale om ressortopdeling i Københavns Kommune«"},
      {"untyped-value", indstilling, "ressortopdeling, jf. <ref to=\"#bilag-aftale\"/>",
       "ressortopdeling, jf. ¤bilag 2"},
      {"untyped-value", charter, "fremgår af <ref to=\"#figur-bestyrelsen\"/>", "fremgår af ¤figur 1"},
      // access
      {"closed-in-open", charter, "<access state=\"open\"/>",
       "<access state=\"closed\" reason=\"Prøve\" ground=\"forvaltningslovens § 27\"/>", indstilling,
       "<quote source=\"¤kommissorium-koncernbestyrelse#moeder"},
      {"closed-without-reason", indstilling, "<access state=\"open\"/>", "<access state=\"¤closed\"/>"},
      {"closed-without-reason", indstilling, "access=\"open\"/>\n",
       "access=\"¤closed\" reason=\"Tidsplanen er ikke færdig\"/>\n"},
      {"cpr-number", indstilling, "<role>Direktør</role>", "<role>Direktør ¤070761-4285</role>"},
      {"cpr-number", facts, "Leverandørfakturaer</fact>", "Leverandørfakturaer ¤0707614286</fact>"},
      {"closed-ground", indstilling, "access=\"open\"/>\n",
       "access=\"closed\" reason=\"Prøve\" ground=\"¤kommunestyrelseslovens § 10\"/>\n"},
      {"closed-last", indstilling, "<attachment id=\"bilag-notat\" paper=\"om-koncernservice\"/>",
       "<attachment id=\"bilag-notat\" paper=\"om-koncernservice\" access=\"¤closed\" reason=\"Prøve\" "
       "ground=\"forvaltningslovens § 27\"/>"},
      {"closed-untold", indstilling, "<access state=\"open\"/>",
       "<access state=\"¤closed\" reason=\"Prøve\" ground=\"forvaltningslovens § 27\"/>", "", "",
       "2026-02-25"},
      {"embargo-broken", factsheet, "<access state=\"open\"/>",
       "<access state=\"open\"/><embargo until=\"2026-12-31\"/>", indstilling, "paper=\"¤om-koncernservice"},
      {"cpr-like-number", indstilling, "<role>Direktør</role>",
       "<role>Direktør, P-nummer ¤1012345678</role>"},
      {"personal-contact", indstilling, "<role>Direktør</role>",
       "<role>Direktør, ¤anna.berg@eksempel.dk</role>"},
      {"text-alternative-missing", charter,
       "alt=\"Diagram: Økonomiudvalget, Økonomiforvaltningen og koncernenhederne står under hinanden. "
       "Bestyrelsen står ved siden af og er med stiplede linjer knyttet til dem alle tre.\"",
       "¤alt=\"\""},
      {"link-text", indstilling, "kommunens side med dagsordener og\n    referater</link>", "¤her</link>"},
      {"table-header", factsheet, "<column id=\"bemaerkning\" type=\"text\">Bemærkning</column>",
       "<¤column id=\"bemaerkning\" type=\"text\"></column>"},
      {"title-file-name", indstilling, "title=\"Tidsplan for bestyrelsens første år\"",
       "title=\"¤tidsplan.pdf\""},
      {"row-empty", factsheet, "<row kind=\"sum\">",
       "<¤row><cell colspan=\"2\"/><cell/><cell/></row><row kind=\"sum\">"},
      {"heading-imitated", charter, "<p id=\"moeder\">", "<¤p><strong>Møder</strong></p><p id=\"moeder\">"},
      {"number-typed", charter, "<caption>Bestyrelsen og", "<caption>¤Figur 1: Bestyrelsen og"},
      {"number-typed", charter, "<item>de opstillede KPI’er", "<item>¤1) de opstillede KPI’er"},
      {"colour-alone", charter, "fremgår af <ref to=\"#figur-bestyrelsen\"/>.",
       "fremgår af <ref to=\"#figur-bestyrelsen\"/>, hvor den er markeret med ¤grønt."},
      {"foreign-unmarked", charter, "<p id=\"moeder\">",
       "<p>¤The board is responsible for all of the units.</p><p id=\"moeder\">"},
      // suppressions
      {"suppression-unused", charter, "<p id=\"moeder\">",
       "<?kancelli suppress=\"¤name-outdated\" reason=\"Prøve\"?><p id=\"moeder\">"},
      {"suppression-invalid", charter, "<p id=\"moeder\">",
       "<?kancelli suppress=\"¤name-outdatet\" reason=\"Prøve\"?><p id=\"moeder\">"},
      {"suppression-expired", charter, "<p id=\"moeder\">",
       "<?kancelli suppress=\"name-outdated\" reason=\"Prøve\" until=\"¤2026-01-31\"?><p id=\"moeder\">"},
  };
  return all;
}

Diagnostics check_sample(const MemoryFiles& files, SourceMap& sources,
                         const std::string& today = "2026-02-18") {
  Diagnostics diagnostics;
  const auto project = load_project(files, KANCELLI_ROOT, diagnostics);
  check(*project, {}, {files, Date::parse(today)}, diagnostics);
  diagnostics.sort(project->sources);
  sources = std::move(project->sources);
  return diagnostics;
}

std::size_t occurrences(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

std::string without_mark(std::string text) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? text : text.erase(at, mark.size());
}

TEST(Sample, HasNoFinding) {
  SourceMap sources;
  const Diagnostics diagnostics = check_sample(MemoryFiles(), sources);
  EXPECT_EQ(print(diagnostics, sources, {}), "");
}

class SampleMadeWrong : public testing::TestWithParam<Edit> {};

TEST_P(SampleMadeWrong, HasOneFindingThere) {
  const Edit& edit = GetParam();
  MemoryFiles files;
  std::string text = files.read(content + edit.file);
  ASSERT_EQ(occurrences(text, edit.search), 1u) << edit.file << ": " << edit.search;
  text.replace(text.find(edit.search), edit.search.size(), without_mark(edit.replace));
  files.write(content + edit.file, text);

  const std::string& place_file = edit.at.empty() ? edit.file : edit.at_file;
  const std::string& place = edit.at.empty() ? edit.replace : edit.at;
  ASSERT_NE(place.find(mark), std::string::npos);
  const std::string place_text = files.read(content + place_file);
  ASSERT_EQ(occurrences(place_text, without_mark(place)), 1u);
  const std::size_t offset = place_text.find(without_mark(place)) + place.find(mark);

  SourceMap sources;
  const Diagnostics diagnostics = check_sample(files, sources, edit.today);
  const std::string seen = print(diagnostics, sources, {});
  ASSERT_EQ(diagnostics.list().size(), 1u) << seen;
  const Diagnostic& found = diagnostics.list()[0];
  EXPECT_EQ(found.code, edit.code) << seen;
  SourceMap expected;
  const SourceId id = expected.add("content/" + place_file, place_text);
  EXPECT_EQ(sources.where(found.span),
            expected.where({id, static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset)}))
      << seen;
}

INSTANTIATE_TEST_SUITE_P(Sample, SampleMadeWrong, testing::ValuesIn(edits()));

// However a paper is damaged, rules only report: no crash, every place within its file, the same findings
// every time.
TEST(SampleDamaged, IsReportedAndNothingElse) {
  const std::vector<std::string> papers = {agreement, charter, factsheet, indstilling, organisation, facts};
  std::mt19937 random(20260218);
  const auto below = [&](std::size_t limit) { return random() % limit; };
  for (int round = 0; round < 60; ++round) {
    MemoryFiles files;
    const std::string name = content + papers[below(papers.size())];
    std::string text = files.read(name);
    for (std::size_t times = below(3) + 1; times > 0; --times) {
      // Tags, attributes and words are taken out, doubled or exchanged, so that much stays well-formed.
      const std::size_t at = text.find_first_of(" \"<", below(text.size() - 200)),
                        end = text.find_first_of(" \">", at + 1);
      const std::string piece = text.substr(at, end - at);
      if (below(3) == 0) {
        text.erase(at, piece.size());
      } else if (below(2) == 0) {
        text.insert(at, piece);
      } else {
        const std::size_t other = text.find_first_of(" \"<", below(text.size() - 200));
        text.insert(other, piece);
      }
    }
    files.write(name, text);
    SourceMap sources;
    const Diagnostics diagnostics = check_sample(files, sources);
    for (const Diagnostic& each : diagnostics.list()) {
      EXPECT_FALSE(each.message.empty());
      EXPECT_LE(each.span.begin, each.span.end) << each.code;
      EXPECT_LE(each.span.end, sources.text(each.span.source).size()) << each.code;
    }
    SourceMap again;
    EXPECT_EQ(print(check_sample(files, again), again, {}), print(diagnostics, sources, {}));
  }
}

TEST(SampleEdits, TryEveryRule) {
  std::set<std::string_view> tried, all;
  for (const Edit& edit : edits()) tried.insert(edit.code);
  for (const Rule& rule : rules()) all.insert(rule.code);
  EXPECT_EQ(tried, all);
}

}  // namespace
}  // namespace kancelli
