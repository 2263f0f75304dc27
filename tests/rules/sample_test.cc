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
                  organisation = "registers/organisation.xml", events = "registers/events.xml",
                  laws = "registers/laws.xml", meetings = "registers/meetings.xml",
                  facts = "registers/facts.xml", tasks = "registers/tasks.xml",
                  requirements = "registers/requirements.xml", project_file = "project.xml",
                  statute = "papers/statute/styrelsesvedtaegt.xml",
                  amendment = "papers/amendment/vedtaegtsaendring-2026.xml",
                  edited_statute = "statute/styrelsesvedtaegt-2026.xml",
                  commencements = "registers/commencements.xml",
                  second_reading = "papers/case/indstilling-vedtaegtsaendring-2.xml",
                  economy = "<economy id=\"oekonomi\">\n",
                  agenda = "papers/agenda/dagsorden-oeu-2026-02-24.xml",
                  supplement = "papers/agenda/tillaegsdagsorden-oeu-2026-02-24.xml",
                  minutes = "papers/minutes/referat-oeu-2026-02-24.xml";

// In `file` the only `search` becomes `replace`. The finding is where a ¤ stands: in `at`, which `at_file`
// has once, or else in `replace`.
struct Edit {
  std::string code, file, search, replace;
  std::string at_file = {}, at = {};
  std::string today = "2026-02-12";
  std::vector<std::pair<std::string, std::string>> also = {};  // what one change alone would not show
  // Types taken out of the project: what is wrong in a case would be wrong on its agenda too.
  std::vector<std::string> without = {"agenda", "minutes"};
};

void PrintTo(const Edit& edit, std::ostream* out) {
  *out << edit.code << ": " << edit.replace;
}

const std::string mark = "¤";

// A row about a meeting's papers: all of them are there, or all but the minutes.
Edit of_meeting(Edit edit, std::vector<std::string> without = {}) {
  edit.without = std::move(without);
  return edit;
}

// project.xml with papers of these types blanked out: every place in it stays.
std::string without_papers(std::string project, const std::vector<std::string>& types) {
  for (const std::string& type : types)
    for (std::size_t at; (at = project.find("<paper type=\"" + type + "\"")) != std::string::npos;) {
      const std::size_t end = project.find('>', at) + 1;
      project.replace(at, end - at, end - at, ' ');
    }
  return project;
}

const std::vector<Edit>& edits() {
  static const std::vector<Edit> all = {
      // meetings
      of_meeting({"agenda-missing", agenda,
                  "<agenda-item id=\"koncernbestyrelse\" paper=\"indstilling-koncernbestyrelse\"/>",
                  "<agenda-item id=\"bestyrelse\"><title>Bestyrelse</title></agenda-item>", indstilling,
                  "<meeting date=\"¤2026-02-24"},
                 {"minutes"}),
      of_meeting({"agenda-paper", agenda, "    <agenda-item id=\"meddelelser\">",
                  "<agenda-item id=\"igen\" paper=\"¤indstilling-koncernbestyrelse\"/>"
                  "<agenda-item id=\"meddelelser\">"},
                 {"minutes"}),
      of_meeting({"agenda-access", agenda, "<agenda-item id=\"meddelelser\">",
                  "<agenda-item id=\"meddelelser\" access=\"closed\" reason=\"Forhandles\" "
                  "ground=\"Forvaltningslovens § 27\">",
                  agenda, "<agenda-item id=\"¤eventuelt"},
                 {"minutes"}),
      of_meeting({"agenda-supplementary", supplement, "supplements=\"dagsorden-oeu-2026-02-24\"",
                  "supplements=\"¤tillaegsdagsorden-oeu-2026-02-24\""}),
      of_meeting({"minutes-meeting", minutes, "agenda=\"dagsorden-oeu-2026-02-24\"",
                  "agenda=\"¤tillaegsdagsorden-oeu-2026-02-24\""}),
      of_meeting({"minutes-decision", minutes, "at=\"at-tidsplan at-notat\"",
                  "at=\"¤at-kommissorium at-tidsplan at-notat\""}),
      of_meeting({"minutes-decision", minutes, "result=\"noted\" at=\"at-tidsplan at-notat\"",
                  "result=\"¤referred\" at=\"at-tidsplan at-notat\""}),
      of_meeting({"minutes-deferred", minutes, "result=\"noted\" at=\"at-tidsplan at-notat\"",
                  "result=\"deferred\" until=\"¤2026-03-11\" at=\"at-tidsplan at-notat\""}),
      of_meeting({"minutes-attendance", minutes, "<present count=\"12\"/>", "<present count=\"¤11\"/>"}),
      of_meeting({"date-order", minutes, "<dated value=\"2026-02-25\"/>", "<dated value=\"¤2026-02-23\"/>"}),
      // reading
      {"xml", charter, "fx med arbejdsgange, systemer", "fx med arbejdsgange ¤& systemer"},
      {"xml", organisation, "<body id=\"oeu\" kind=\"committee\" parent=\"br\" members",
       "<body id=\"oeu\" kind=¤committee parent=\"br\" members"},
      {"schema", charter, "<list id=\"medlemmer\" kind=\"bullet\"", "<¤list id=\"medlemmer\""},
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
      {"parent-cycle", organisation, "<body id=\"br\" kind=\"council\" members=\"55\">",
       "<body id=\"br\" kind=\"council\" members=\"55\" parent=\"¤oeu\">"},
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
      {"list-differs", charter, "        <item><body ref=\"bif\" form=\"both\"/>.</item>\n", "", charter,
       "<¤list id=\"medlemmer\""},
      {"count-mismatch", agreement, "<count of=\"omraader\">11</count>",
       "<count of=\"omraader\">¤12</count>"},
      {"count-mismatch", charter,
       "<count of=\"medlemmer\">syv</count> forvaltninger:", "¤otte forvaltninger:"},
      {"sum-mismatch", factsheet, "<cell colspan=\"2\">I alt, netto</cell>\n          <cell/>",
       "<cell colspan=\"2\">I alt, netto</cell>\n          <cell value=\"¤1\"/>"},
      {"sum-mismatch", factsheet, "<cell>I alt, fællesordninger og puljer</cell>\n            <cell/>",
       "<cell>I alt, fællesordninger og puljer</cell>\n            <cell value=\"¤2053841\"/>"},
      {"list-differs", charter, "      <item><body ref=\"kejd\" form=\"both\"/></item>\n", "", charter,
       "<¤list id=\"koncernenhederne\""},
      {"list-differs", charter, "<item><body ref=\"bif\" form=\"both\"/>.</item>",
       "<item><body ref=\"¤tmf\" form=\"both\"/>.</item>"},
      {"percent-sum", indstilling, economy,
       economy + "<table><caption>Svar fordelt</caption><column type=\"text\">Svar</column><¤column "
                 "type=\"percent\">Andel</column><row><cell>Ja</cell><cell "
                 "value=\"40\"/></row><row><cell>Nej</cell>"
                 "<cell value=\"52\"/></row></table>"},
      {"sign-mixed", indstilling, economy,
       economy +
           "<table><caption>Poster</caption><column type=\"text\">Post</column><column type=\"text\">Kr."
           "</column><row><cell>A</cell><cell>(300)</cell></row><row><cell>B</cell><cell>¤-40</cell></row>"
           "</table>"},
      {"sign-unexpected", indstilling, economy,
       economy +
           "<table><caption>Poster</caption><column type=\"text\">Post</column><column type=\"amount\" "
           "unit=\"kr.\">2026</column><row><cell>Drift</cell><cell value=\"9\"/></row><row><cell>Gebyrer"
           "</cell><cell value=\"-3\"/></row><row><cell>Indtægter</cell><cell value=\"¤4\"/></row></table>"},
      {"sum-row-untyped", indstilling, economy,
       economy +
           "<table><caption>Poster</caption><column type=\"text\">Post</column><column type=\"amount\" "
           "unit=\"kr.\">2026</column><row><cell>A</cell><cell value=\"9\"/></row><row><cell>B</cell><cell "
           "value=\"3\"/></row><¤row><cell>I alt</cell><cell value=\"12\"/></row></table>"},
      {"unit-missing", factsheet, "<column id=\"budget-2026\" type=\"amount\" unit=\"1.000 kr.\">",
       "<¤column id=\"budget-2026\" type=\"amount\">"},
      {"table-absent", charter, "<p>Bestyrelsen kan tage ethvert emne op",
       "<p>Se ¤ovenstående tabel. Bestyrelsen kan tage ethvert emne op"},
      {"percent-above-whole", indstilling, "Det beskriver enhedens opgaver,",
       "Det er læst af ¤117 pct. af medarbejderne. Det beskriver enhedens opgaver,"},
      {"fact-differs", indstilling, "Det beskriver enhedens opgaver,",
       "<body ref=\"ks\"/> har ¤900 ordinært ansatte. Det beskriver enhedens opgaver,"},
      {"fact-differs", facts, "source=\"om-koncernservice\">Ansatte i Koncernservice",
       "source=\"¤om-koncernservice#resume\">Ansatte i Koncernservice"},
      {"fact-not-compared", indstilling, "Det beskriver enhedens opgaver,",
       "Serviceindgangen får ¤90.000 indgående opkald. Det beskriver enhedens opgaver,"},
      // votes
      {"vote-mismatch", indstilling, economy,
       economy +
           "<vote body=\"br\" result=\"approved\"><matter>Sagen</matter><for count=\"¤54\" parties=\"A\"/>"
           "<against count=\"2\"/></vote>"},
      {"vote-party", indstilling, economy,
       economy +
           "<vote body=\"br\" result=\"approved\"><matter>Sagen</matter><for count=\"34\" parties=\"A ¤Q\"/>"
           "</vote>"},
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
      {"abbreviation-unexplained", factsheet, "overblik over <body ref=\"ks\" form=\"both\"/>",
       "overblik over ¤<body ref=\"ks\" form=\"abbreviation\"/>"},
      {"name-form", charter, "fx med arbejdsgange, systemer", "fx i ¤Socialudvalg, systemer"},
      {"name-form", charter, "fx med arbejdsgange, systemer",
       "fx i ¤Børne og ungdomsforvaltningen, systemer"},
      {"body-mixed-up", agreement, "<body ref=\"tmu\" genitive=\"true\"/> kontaktcenter flyttes",
       "¤<body ref=\"tmu\" genitive=\"true\"/> ansatte flyttes"},
      {"body-mixed-up", indstilling, "<p><body ref=\"oekf\"/> foreslår, at",
       "<p>¤<body ref=\"oekf\"/> vedtager, at"},
      {"term-replaced", indstilling, "bestyrelsens forperson,", "bestyrelsens ¤formand,"},
      {"council-name", indstilling, "<p><body ref=\"br\"/> behandlede Ressortanalysen",
       "<p>¤Byrådet behandlede Ressortanalysen"},
      // dates
      {"date-order", indstilling, "<meeting date=\"2026-02-24\"", "<meeting date=\"¤2026-02-10\""},
      {"date-order", agreement, "effective=\"2026-01-01\" evaluate=\"2029-01-01\"",
       "effective=\"2026-01-01\" evaluate=\"¤2025-12-31\""},
      {"date-order", agreement, "<transfer id=\"flyt-hjemmepleje\" from=\"sud\" to=\"sou\" latest",
       "<transfer id=\"flyt-hjemmepleje\" from=\"sud\" to=\"sou\" effective=\"¤2026-09-01\" latest"},
      {"date-order", factsheet, "<dated value=\"2026-02-10\"/>", "<dated value=\"2026-02-18\"/>", indstilling,
       "<attachment id=\"bilag-notat\" paper=\"¤om-koncernservice"},
      {"date-order", factsheet, "until=\"2026-12-31\"", "until=\"¤2025-12-31\""},
      {"date-order", events, "date=\"2023-09-21\"", "date=\"2025-09-21\"", events,
       "ressortanalysen\" date=\"¤2025-01-29"},
      {"event-date-differs", indstilling, "<date value=\"2025-06-03\"", "<date value=\"¤2025-06-30\""},
      {"event-date-differs", agreement, "<date value=\"2026-08-01\" event",
       "<date value=\"¤2026-09-01\" event"},
      {"event-date-differs", events, "date=\"2025-H1\"", "date=\"2025-autumn\"", agreement,
       "</footnote> i <date value=\"¤2025-H1"},
      {"event-date-differs", charter, "<caption>Bestyrelsen og",
       "<caption>Status på ressortanalysen den ¤31. maj 2023. Bestyrelsen og"},
      {"law-not-in-force", laws, "<law id=\"ksl\"", "<law id=\"ksl\" until=\"2026-02-10\"", indstilling,
       "<law ref=\"¤ksl\""},
      {"meeting-not-in-plan", indstilling, "<meeting date=\"2026-02-24\"", "<meeting date=\"¤2026-03-03\""},
      {"meeting-not-in-plan", indstilling, "time=\"15:30\"", "time=\"¤15:00\""},
      {"meeting-not-in-plan", meetings, "    <meeting date=\"2026-02-24\"/>\n", "", indstilling,
       "<meeting date=\"¤2026-02-24"},
      {"meeting-weekday", indstilling, "<meeting date=\"2026-02-24\"", "<meeting date=\"¤2027-02-24\""},
      {"weekday-differs", indstilling, "behandlede Ressortanalysen 2024 den",
       "behandlede Ressortanalysen 2024 ¤torsdag den"},
      {"dispatch-due", project_file, "<dispatch body=\"oeu\" days=\"4\"", "<dispatch body=\"oeu\" days=\"7\"",
       indstilling, "<state value=\"¤draft"},
      {"dispatch-late", indstilling, "<state value=\"draft\"/>",
       "<state value=\"sent\" sent=\"¤2026-02-19\"/>"},
      {"sent-without-date", indstilling, "<state value=\"draft\"/>", "<state value=\"¤sent\"/>"},
      {"readings-missing", indstilling, "    <access state=\"open\"/>\n",
       "<treatment changes=\"¤rules\"><step kind=\"first-reading\" body=\"br\" "
       "date=\"2026-03-05\"/></treatment>\n"
       "    <access state=\"open\"/>\n"},
      {"readings-too-close", indstilling, "    <access state=\"open\"/>\n",
       "<treatment changes=\"statute\"><step kind=\"first-reading\" date=\"2026-03-05\"/><step "
       "kind=\"second-reading\" "
       "date=\"¤2026-03-11\"/></treatment>\n    <access state=\"open\"/>\n"},
      {"readings-differ", second_reading, "er uændret.</p>", "er ¤næsten uændret.</p>"},
      {"statute-follow-up", indstilling, "    <access state=\"open\"/>\n",
       "<treatment changes=\"statute\"><step kind=\"first-reading\" body=\"br\" date=\"2026-01-15\"/><step "
       "kind=\"second-reading\" body=\"br\" date=\"¤2026-02-05\"/><step kind=\"publication\" "
       "date=\"2026-02-09\" "
       "href=\"https://www.kk.dk/vedtaegt\"/></treatment>\n    <access state=\"open\"/>\n"},
      {"treatment-differs", indstilling, "    <access state=\"open\"/>\n",
       "<treatment><step kind=\"committee\" body=\"oeu\" date=\"2026-03-10\"/></treatment>\n    <access "
       "state=\"open\"/>\n",
       indstilling, "<meeting date=\"¤2026-02-24"},
      {"statement-missing",
       indstilling,
       "by=\"oekf\" to=\"oeu\"",
       "by=\"¤oekf\" to=\"br\"",
       "",
       "",
       "2026-02-12",
       {{"Indstillingen har ingen bevillingsmæssige konsekvenser. Den disponerer ikke over", "Der søges om"},
        {"<organ committee=\"oeu\"", "<organ committee=\"br\""},
        {"<meeting date=\"2026-02-24\" time=\"15:30\"", "<meeting date=\"2026-03-05\" time=\"17:30\""}}},
      // transfers
      {"ref-unresolved", agreement, "except=\"flyt-stu-fgu\"", "except=\"¤flyt-stu\""},
      {"ref-unresolved", agreement, "tasks=\"kirkegaarde\"", "tasks=\"¤kirkegaard\""},
      {"ref-unresolved", tasks, "<task id=\"stu\" body=\"buu\">", "<task id=\"stu\" body=\"¤bu\">"},
      {"ref-unresolved", tasks, "id=\"csv-stu\" part-of=\"specialundervisning-voksne\"",
       "id=\"csv-stu\" part-of=\"¤specialundervisningen-voksne\""},
      {"task-two-receivers", agreement, "tasks=\"specialundervisning-voksne\" except=\"flyt-stu-fgu\"",
       "tasks=\"¤specialundervisning-voksne\""},
      {"task-not-held", agreement, "from=\"tmu\" to=\"kfu\" tasks=\"kirkegaarde\"",
       "from=\"sud\" to=\"kfu\" tasks=\"¤kirkegaarde\""},
      {"task-not-held", tasks, "<task id=\"kirkegaarde\" body=\"tmu\">",
       "<task id=\"kirkegaarde\" body=\"kfu\">", agreement, "tasks=\"¤kirkegaarde\""},
      {"task-not-held", agreement, "from=\"oeu kfu\" to=\"biu\"", "from=\"oeu kfu ¤tmu\" to=\"biu\""},
      {"transfer-receiver", agreement, "from=\"biu\" to=\"sud\"", "from=\"biu\" to=\"¤biu\""},
      {"transfer-receiver", agreement, "from=\"biu\" to=\"sud\"", "from=\"biu\" to=\"¤sof\""},
      {"transfer-incomplete", agreement, "tasks=\"kirkegaarde\" effective=\"2026-01-01\"",
       "tasks=\"kirkegaarde\"", agreement, "<transfer id=\"¤flyt-kirkegaarde\""},
      {"transfer-incomplete", agreement, "<area id=\"byens-rum\" scenario=\"nyt scenarie\">",
       "<¤area id=\"byens-rum\">"},
      {"transfer-condition-lost", agreement, "krematoriernes udvikling og drift flyttes",
       "krematoriernes udvikling og drift, ¤undtagen de nyeste, flyttes"},
      // requirements
      {"id-duplicate", requirements, "id=\"krav-kpi\" source=\"kommissorium-koncernbestyrelse#kpi\"",
       "id=\"¤krav-droeftelse\" source=\"kommissorium-koncernbestyrelse#kpi\""},
      {"requirement-dangling", requirements, "source=\"aftale-ressortopdeling#digitalisering\"",
       "source=\"aftale-ressortopdeling#¤digitaliseringen\""},
      {"requirement-dangling", requirements, "<content element=\"tasks\">",
       "<content element=\"¤task-list\">"},
      {"requirement-dangling", agreement, "<item id=\"kontrol-evaluering\">", "<item id=\"kontrol-evaluer\">",
       requirements, "source=\"aftale-ressortopdeling#¤kontrol-evaluering\""},
      {"requirement-dangling", requirements, "deadline=\"2025-H1\"", "deadline=\"¤2024-H1\""},
      {"requirement-overdue", requirements,
       "    <met>Navnene i organisationsregistret gælder fra den 1. januar 2026</met>\n", "", requirements,
       "deadline=\"¤2025-H1\""},
      {"requirement-unmet", factsheet, "<dated value=\"2026-02-10\"/>", "", factsheet,
       "<state value=\"¤sent\"/>"},
      {"term-redefined", charter, "<p id=\"medlemmerne\">Bestyrelsen består",
       "<p id=\"medlemmerne\"><¤term>koncernenhederne</term> har en bestyrelse. Den består"},
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
      // language
      {"forms-mixed", agreement, "Det gælder fx lokaler", "Det gælder ¤f.eks. lokaler"},
      {"quotation-marks-mixed", agreement, "byens »blå« parker", "byens ¤”blå” parker"},
      {"point-doubled", charter, "deltager som udgangspunkt i alle bestyrelsens møder.",
       "deltager som udgangspunkt i alle møder mv¤.."},
      {"space-misplaced", indstilling, "historie, nøgletal, budget", "historie,¤  nøgletal, budget"},
      {"word-doubled", charter, "arbejdsgange, systemer eller samarbejde",
       "arbejdsgange, ¤systemer systemer eller samarbejde"},
      {"abbreviation-form", charter, "brugerundersøgelser mv., der", "brugerundersøgelser ¤mv, der"},
      {"number-form", indstilling, "Udvalget kan vælge at fastsætte det",
       "Udvalget kan af de ¤10000 muligheder fastsætte det"},
      {"date-form", indstilling, "Udvalget kan vælge at fastsætte det",
       "Udvalget kan efter kl. ¤17:30 fastsætte det"},
      {"dash-form", indstilling, "hvornår bestyrelsen skal være nedsat, og",
       "hvornår bestyrelsen skal være nedsat ¤- altså, og"},
      {"link-text", indstilling, "kommunens side med dagsordener og\n    referater</link>", "¤her</link>"},
      {"table-header", factsheet, "<column id=\"bemaerkning\" type=\"text\">Bemærkning</column>",
       "<¤column id=\"bemaerkning\" type=\"text\"></column>"},
      {"title-file-name", indstilling, "title=\"Tidsplan for bestyrelsens første år\"",
       "title=\"¤tidsplan.pdf\""},
      {"row-empty", charter, "<p id=\"moeder\">",
       "<table><caption>Møder</caption><column type=\"text\" header=\"true\">Udvalg</column><column "
       "type=\"text\">Dag</column><row><cell>Skoler</cell><cell>Mandag</cell></row><¤row><cell/><cell/></"
       "row></table>"
       "<p id=\"moeder\">"},
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
      // statutes and amendments
      {"reference-words", statute, "Valget efter <ref to=\"#p8-valgte\"/>",
       "Valget efter <ref to=\"#p8-valgte\">¤nr. 2</ref>"},
      {"statute-numbering", statute, "<paragraph id=\"p8\" number=\"8\">",
       "<paragraph id=\"p8\" number=\"¤7\">"},
      {"statute-numbering", statute, "<chapter id=\"k3\" number=\"3\">",
       "<chapter id=\"k3\" number=\"¤1 a\">"},
      {"statute-quotation-marks", statute, "Valget efter", "Valget ¤»efter"},
      {"statute-quotation-marks", statute, "Valget efter", "¤Stk. 3. Valget efter"},
      {"enumeration-form", statute, "forpersonerne for de stående udvalg og</item>",
       "forpersonerne for de stående udvalg¤, og</item>"},
      {"ref-unresolved", amendment, "statute=\"styrelsesvedtaegt\"", "statute=\"¤styrelsesvedtaegten\""},
      {"file-missing", amendment, "file=\"statute/styrelsesvedtaegt-2026.xml\"",
       "file=\"¤statute/styrelsesvedtaegt-2027.xml\""},
      {"amendment-provision-unknown", amendment, "<choose of=\"p26-opgaver\"",
       "<choose of=\"¤p26-opgaverne\""},
      {"commencement-unknown", commencements, "</commencements>",
       "<commencement amendment=\"vedtaegtsaendring-2026\" of=\"¤p12-kfu\" "
       "date=\"2026-02-01\"/></commencements>"},
      {"commencement-late", commencements, "</commencements>",
       "<commencement amendment=\"vedtaegtsaendring-2026\" of=\"sou-hjemmepleje\" "
       "date=\"¤2026-08-02\"/></commencements>"},
      {"commencement-overdue", amendment, "<except of=\"p17-myndighed biu-beskaeftigelse\" by=\"br\">",
       "<except of=\"p17-myndighed\" by=\"br\" latest=\"2026-01-31\">", amendment, "<¤amendment xmlns="},
      {"commencement-twice", amendment, "<commencement date=\"2026-01-01\">",
       "<commencement date=\"2026-01-01\"><except of=\"p14-kunst\" date=\"2026-02-01\"/>"
       "¤<except of=\"p14-kunst\" date=\"2026-03-01\"/>"},
      {"amendment-impossible", statute,
       "<preamble id=\"indledning\">Efter <law ref=\"ksl\" at=\"§ 2\"/> fastsættes følgende om styrelsen af "
       "Københavns Kommune:</preamble>",
       "", amendment, "¤<change statute="},
      {"amendment-reworded", edited_statute, "Hvor den ikke stemmer med loven, går loven forud.",
       "<sentence>Den udfylder dem. Den gentager dem ikke.</sentence> Den er kort. Hvor den ikke stemmer med "
       "loven, går "
       "loven forud.",
       amendment, "¤<change statute="},
      {"old-name-left", edited_statute, "Økonomiudvalget og Klima-, Miljø- og Teknikudvalget samordner",
       "Økonomiudvalget og Teknik- og Miljøudvalget samordner", edited_statute,
       "<¤subsection id=\"p11-anlaeg\">"},
      {"provision-renamed", edited_statute, "<subsection id=\"p5-forslag\">",
       "<subsection id=\"¤p5-forslagene\">"},
      {"reference-outlived", charter, "<p id=\"moeder\">",
       "<p>Oplysninger kan kræves efter styrelsesvedtægtens ¤§ 10, stk. 3.</p><p id=\"moeder\">"},
  };
  return all;
}

Diagnostics check_sample(const MemoryFiles& files, SourceMap& sources,
                         const std::string& today = "2026-02-12") {
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

// With the rule on that is off in the sample itself.
TEST(Sample, IsSpeltRight) {
  MemoryFiles files;
  std::string text = files.read(content + project_file);
  text.insert(text.find("</registers>") + 12, "<rules><rule code=\"spelling\" severity=\"note\"/></rules>");
  files.write(content + project_file, text);
  SourceMap sources;
  EXPECT_EQ(print(check_sample(files, sources), sources, {}), "");

  std::string paper = files.read(content + charter);
  paper.replace(paper.find("servicestrategi, der"), 20, "servicestategi, der");
  files.write(content + charter, paper);
  const Diagnostics found = check_sample(files, sources);
  ASSERT_EQ(found.list().size(), 1u);
  EXPECT_EQ(found.list()[0].code, "spelling");
}

class SampleMadeWrong : public testing::TestWithParam<Edit> {};

TEST_P(SampleMadeWrong, HasOneFindingThere) {
  const Edit& edit = GetParam();
  MemoryFiles files;
  std::string text = files.read(content + edit.file);
  ASSERT_EQ(occurrences(text, edit.search), 1u) << edit.file << ": " << edit.search;
  text.replace(text.find(edit.search), edit.search.size(), without_mark(edit.replace));
  for (const auto& [search, replace] : edit.also) {
    ASSERT_EQ(occurrences(text, search), 1u) << search;
    text.replace(text.find(search), search.size(), replace);
  }
  files.write(content + edit.file, text);
  files.write(content + project_file, without_papers(files.read(content + project_file), edit.without));

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
  const std::vector<std::string> papers = {agreement,    charter, factsheet, indstilling,
                                           organisation, facts,   events,    meetings};
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

// The sample's amendment, written as formulas with something wrong. The finding is where a ¤ stands: in the
// formulas or, when those have none, at the <change> that names them.
struct Formulas {
  std::string code, text;
};

void PrintTo(const Formulas& formulas, std::ostream* out) {
  *out << formulas.code << ": " << formulas.text;
}

std::vector<Formulas> formulas() {
  return {
      {"amendment-ambiguous", "1. ¤§ 1, 2. pkt., ophæves.\n"},
      {"amendment-becomes-missing",
       "1. § 4, stk. 1, ophæves.\nStk. 2 og 3 bliver herefter stk. 1 og 2.\n"
       "2. ¤I § 4, stk. 3, ændres »indkalder« til: »kalder«.\n"},
      {"amendment-becomes-wrong",
       "1. § 4, stk. 1, ophæves.\nStk. 2 og 3 bliver herefter stk. 1 og 2.\n"
       "2. ¤I § 4, stk. 3, der bliver stk. 4, ændres »indkalder« til: »kalder«.\n"},
      {"amendment-designation", "1. ¤I § 4 indsættes som stk. 5:\n»Stk. 5. Møderne er offentlige.«\n"},
      {"amendment-empty", "1. ¤§ 34, 1. pkt., ophæves.\n"},
      {"amendment-overlap",
       "1. ¤I § 3, stk. 1, ændres »55 medlemmer« til: »57 medlemmer«, og »55« ændres til: »59«.\n"},
      {"amendment-shift-missing", "1. ¤§ 4, stk. 1, ophæves.\n"},
      {"amendment-shift-wrong", "1. ¤§ 4, stk. 3, ophæves.\nStk. 4 bliver herefter stk. 3.\n"},
      {"amendment-text-count", "1. ¤I § 2 ændres »loven« til: »kommunestyrelsesloven«.\n"},
      {"amendment-text-missing", "1. ¤I § 3, stk. 1, ændres »59 medlemmer« til: »57 medlemmer«.\n"},
      {"amendment-unit-exists", "1. ¤I § 4 indsættes som stk. 2:\n»Stk. 2. Møderne er offentlige.«\n"},
      {"amendment-unit-missing", "1. ¤§ 3, stk. 4, ophæves.\n"},
      {"enumeration-ending",
       "1. ¤§ 9, stk. 3, nr. 3, ophæves.\n"
       "2. I § 9, stk. 3, nr. 1, ændres »regnskabsvæsen,« til: »regnskabsvæsen og«.\n"},
      {"formula-ambiguous", "1. I § 2 indsættes ¤som nyt stk. 2: »Stk. 2. Den gælder for alle.«\n"},
      {"formula-mixed", "1. Efter § 2 indsættes ¤som nyt stykke: »Stk. 2. Den gælder for alle.«\n"},
      {"formula-quote", "1. I § 3, stk. 1, ændres ¤»55 til: »57«.\n"},
      {"formula-reference", "1. I § 3¤ stk. 1, ændres »55« til: »57«.\n"},
      {"formula-shift", "1. § 4, stk. 2, ophæves.\nStk. 3 ¤bliver stk. 2.\n"},
      {"formula-unknown", "1. § 4 ¤skal se sådan ud.\n"},
      {"formula-word", "1. I § 3, stk. 1, ¤erstattes »55« af »57«.\n"},
      {"reference-shifted", "1. § 26 ophæves.\n"},
  };
}

class SampleByFormulas : public testing::TestWithParam<Formulas> {};

TEST_P(SampleByFormulas, HasOneFindingThere) {
  const Formulas& edit = GetParam();
  MemoryFiles files;
  std::string paper = files.read(content + amendment);
  const std::size_t begin = paper.find("<change");
  const std::string change = "<change statute=\"styrelsesvedtaegt\" file=\"statute/formler.txt\"/>\n";
  // Before names change: what is left to change then is not what this is about.
  paper.replace(begin, paper.find("</amendment>") - begin, change + "<commencement date=\"2025-12-01\"/>\n");
  files.write(content + amendment, paper);
  files.write(content + commencements, "<commencements xmlns=\"urn:kancelli:1\"/>\n");
  files.write(content + "statute/formler.txt", without_mark(edit.text));

  SourceMap sources;
  const Diagnostics diagnostics = check_sample(files, sources);
  const std::string seen = print(diagnostics, sources, {});
  ASSERT_FALSE(diagnostics.list().empty());
  const bool in_formulas = edit.text.find(mark) != std::string::npos;
  if (in_formulas) {
    ASSERT_EQ(diagnostics.list().size(), 1u) << seen;
  }
  SourceMap expected;
  const SourceId id = in_formulas ? expected.add("content/statute/formler.txt", without_mark(edit.text))
                                  : expected.add("content/" + amendment, paper);
  const auto offset = static_cast<std::uint32_t>(in_formulas ? edit.text.find(mark) : begin + 1);
  for (const Diagnostic& found : diagnostics.list()) {
    EXPECT_EQ(found.code, edit.code) << seen;
    EXPECT_EQ(sources.where(found.span), expected.where({id, offset, offset})) << seen;
  }
}

INSTANTIATE_TEST_SUITE_P(Sample, SampleByFormulas, testing::ValuesIn(formulas()));

TEST(SampleEdits, TryEveryRule) {
  std::set<std::string_view> tried, all;
  for (const Edit& edit : edits()) tried.insert(edit.code);
  const std::vector<Formulas> by_formulas = formulas();
  for (const Formulas& each : by_formulas) tried.insert(each.code);
  // The sample's statute lacks no §, and its project has one amendment.
  for (const char* code :
       {"amendment-unit-repealed", "amendment-number", "amendment-nothing", "amendments-collide"})
    tried.insert(code);
  // What was sent lies in files beside the project's own; the golden case send has these.
  for (const char* code : {"sent-changed", "sent-damaged", "sent-edition", "sent-register", "sent-version"})
    tried.insert(code);
  // No sample has what import could not place.
  tried.insert("not-placed");
  for (const Rule& rule : rules())
    if (!rule.on_demand && rule.made_by == nullptr) all.insert(rule.code);
  EXPECT_EQ(tried, all);
}

}  // namespace
}  // namespace kancelli
