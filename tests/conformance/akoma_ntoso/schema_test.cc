// What is written as Akoma Ntoso 3.0, before the official schema (OASIS, 2018): xmllint is the judge.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipeline/core/text.h"
#include "pipeline/project/amendments.h"
#include "pipeline/project/project.h"
#include "pipeline/statute/akoma_ntoso.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/statute_xml.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"
#include "pipeline/xml/xml_reader.h"
#include "tests/support/random_statutes.h"
#include "tests/support/statutes.h"

namespace kancelli::statute {
namespace {

const std::string root = KANCELLI_ROOT;
const std::string schema = root + "/.cache/akoma-ntoso/cobalt/xsd/akomantoso30.xsd";

const AkomaHead head = {
    "vedtaegt",
    "1997-06-12",
    "2022-06-23",
    "2025-10-01",
    "Borgerrepræsentationen",
    "br",
    [](const Mark& mark) {
      return mark.element == "law" ? std::string("https://www.retsinformation.dk/eli/lta/2024/69") : "";
    }};
const AkomaHead amendment_head = {"aendring", "", "", "2025-11-20", "Borgerrepræsentationen", "br", {}};

// What the schema has against the documents; "" when they are valid.
std::string faults(const std::vector<std::string>& documents) {
  if (!std::filesystem::exists(schema)) return "no schema: scripts/setup --tests fetches it";
  const auto folder = std::filesystem::temp_directory_path() / ("kancelli-akn-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::vector<std::string> arguments = {"--noout", "--nonet", "--schema", schema};
  for (std::size_t i = 0; i < documents.size(); ++i) {
    arguments.push_back((folder / (std::to_string(i) + ".xml")).string());
    std::ofstream(arguments.back(), std::ios::binary) << documents[i];
  }
  SystemProcesses processes;
  const ProcessResult result = processes.run({"xmllint", arguments, "", {}});
  std::filesystem::remove_all(folder);
  if (result.status == 0) return "";
  std::string wrong = "status " + std::to_string(result.status) + "\n";
  for (const std::string_view line : split(std::string_view(result.err), '\n'))
    if (!line.ends_with("validates")) wrong += std::string(line) + "\n";
  return wrong;
}

Unit sample_statute() {
  std::ifstream file(root + "/content/papers/statute/styrelsesvedtaegt.xml");
  SourceMap sources;
  Diagnostics diagnostics;
  const SourceId source = sources.add("styrelsesvedtaegt.xml", {std::istreambuf_iterator<char>(file), {}});
  const auto document = read_xml(sources, source, diagnostics);
  return read_statute(*document->root, [](std::string_view, const auto&) { return std::string("loven"); });
}

TEST(AkomaNtosoSchema, refuses_what_is_wrong) {
  std::string xml = akoma_ntoso(sample_statute(), head);
  const std::size_t at = xml.find("<FRBRcountry");
  ASSERT_NE(at, std::string::npos);
  xml.insert(at, "<FRBRlanguage language=\"dan\"/>");
  EXPECT_NE(faults({xml}).find("FRBRlanguage"), std::string::npos);
}

TEST(AkomaNtosoSchema, accepts_the_sample_statute) {
  EXPECT_EQ(faults({akoma_ntoso(sample_statute(), head)}), "");
}

TEST(AkomaNtosoSchema, accepts_the_sample_amendment) {
  DiskFiles files;
  Diagnostics diagnostics;
  const auto project = load_project(files, root, diagnostics);
  const Paper* paper = project->paper("vedtaegtsaendring-2026");
  ASSERT_NE(paper, nullptr);
  const auto worked = work_out(*project, *paper, diagnostics);
  ASSERT_NE(worked, nullptr);
  ASSERT_GT(worked->amendment.items.size(), 10u);
  AkomaHead old_head = head;
  old_head.id = worked->old.id;
  const std::string xml = akoma_ntoso(worked->amendment, amendment_head, worked->old, old_head);
  EXPECT_EQ(faults({xml}), "");
  EXPECT_NE(xml.find("type=\"renumbering\""), std::string::npos);
  EXPECT_NE(xml.find("<condition>"), std::string::npos);
}

TEST(AkomaNtosoSchema, accepts_statutes_and_amendments_at_random) {
  std::vector<std::string> documents;
  for (unsigned seed = 1; seed <= 80; ++seed) {
    RandomStatutes random(seed);
    const Unit old = random.statute(6);
    Unit changed = old;
    random.edit(changed, 4);
    changed.units.back().since = "2026-01-01";
    changed.units.back().origin = "aendring-2025, nr. 1";
    Diagnostics diagnostics;
    Amendment amendment = compare(old, changed, {}, diagnostics);
    amendment.title = "Ændring af vedtægten";
    amendment.introduction = "I vedtægten foretages følgende ændringer:";
    amendment.commencements.push_back({Commencement::Kind::date, {}, "2026-01-01", "", "", "", {}});
    amendment.commencements.push_back(
        {Commencement::Kind::condition, {0}, "", "2026-08-01", "Rådet", "huset er bygget", {}});
    documents.push_back(akoma_ntoso(changed, head));
    documents.push_back(akoma_ntoso(amendment, amendment_head, old, head));
  }
  EXPECT_EQ(faults(documents), "");
}

// Titles, headings, sentences and an annex, which edits at random hardly touch.
TEST(AkomaNtosoSchema, accepts_every_kind_of_quotation) {
  const Unit old = statute_of(R"(
# Vedtægt for Byen {vedtaegt}
~ Byen fastsætter: {indledning}
Kapitel 1: Rådet {k1}
== Møder {h1}
§ 1. Rådet mødes. Det vælger en forperson.
§ 2. Rådet har: {p2}
1) et hus, og
2) en have.
Stk. 2. Mere.
Bilag 1: Oversigt {b1}
- Rådet har fem medlemmer.
)");
  Amendment amendment = amendment_of({
      item_of({reword("titlen", "# Vedtægt for Staden")}),
      item_of({reword("indledningen", "~ Staden fastsætter:")}),
      item_of({reword("overskriften til kapitel 1", "Kapitel 1: Udvalget")}),
      item_of({reword("overskriften før § 1", "== Samlinger")}),
      item_of({reword("§ 1, 2. pkt.", "2. pkt. Det vælger to.")}),
      item_of({insert_units(Side::last, "kapitel 1", "== Udvalg\n§ 3. Udvalget leder.")}),
      item_of({insert_units(Side::last, "", "Bilag 2: Kort\n- Et kort.")}),
      item_of({insert_units(Side::last, "", "Kapitel 2: Andet\n== Mere\n§ 4. Andet.")}),
      item_of({reword("§ 2, stk. 1, nr. 1", "1) et hus:\na) stort, og\nb) rødt, og\n|| og lyst, og")}),
      item_of({replace_words("", "Rådet", "Udvalget")}),
      item_of({delete_words("§ 2, stk. 2", "Mere"), insert_words("§ 2, stk. 2", Side::after, "Mere", " og")}),
  });
  amendment.introduction = "I vedtægt for Byen foretages følgende ændringer:";
  EXPECT_EQ(faults({akoma_ntoso(amendment, amendment_head, old, head)}), "");
}

}  // namespace
}  // namespace kancelli::statute
