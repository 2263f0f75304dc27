#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include "pipeline/core/sha512.h"
#include "tests/support/small_site.h"

namespace kancelli {
namespace {

using Texts = std::vector<std::string>;

const std::string address = "https://by.example/data/";
const std::string with_address =
    "<!-- project.xml -->\n<site address=\"https://by.example/data/\" name=\"Byens papirer\"/>\n";
const std::string paper_a =
    "<!-- papers/case/a.xml -->\n<title>En sag</title>\n<dated value=\"2026-01-10\"/>\n"
    "<meeting date=\"2026-01-27\" time=\"15:30\" place=\"Rådhuset\"/>\n"
    "<state value=\"sent\" sent=\"2026-01-12\"/>\n<p>Ja.</p>\n";

rapidjson::Document json(const SmallSite& small, const std::string& path) {
  rapidjson::Document document;
  const auto found = small.files.find(path);
  EXPECT_NE(found, small.files.end()) << path;
  if (found != small.files.end()) document.Parse(found->second.c_str());
  EXPECT_FALSE(document.HasParseError()) << path;
  return document;
}

TEST(OParl, StartsAtASystemThatLeadsToThePapers) {
  SmallSite small(with_address + paper_a);
  add_oparl(small.publication, small.files);
  const auto system = json(small, "oparl/system.json");
  EXPECT_EQ(system["id"].GetString(), address + "oparl/system.json");
  EXPECT_STREQ(system["oparlVersion"].GetString(), "https://schema.oparl.org/1.1/");
  const auto bodies = json(small, "oparl/bodies.json");
  EXPECT_EQ(bodies["data"][0]["paper"].GetString(), address + "oparl/papers.json");
  const auto papers = json(small, "oparl/papers.json");
  ASSERT_EQ(papers["data"].Size(), 1U);
  EXPECT_STREQ(papers["data"][0]["name"].GetString(), "En sag");
  EXPECT_STREQ(papers["data"][0]["created"].GetString(), "2026-01-12T00:00:00+01:00");
  EXPECT_EQ(json(small, "oparl/paper/a.json"), papers["data"][0]);
}

TEST(OParl, SaysOfAFileWhatItsBytesAre) {
  SmallSite small(with_address + paper_a);
  add_oparl(small.publication, small.files);
  const auto paper = json(small, "oparl/paper/a.json");
  const auto& file = paper["mainFile"];
  EXPECT_EQ(file["accessUrl"].GetString(), address + "dokumenter/a/version-1/a.pdf");
  EXPECT_EQ(file["sha512Checksum"].GetString(), sha512("%PDF a"));
  EXPECT_EQ(file["size"].GetInt(), 6);
  EXPECT_STREQ(file["mimeType"].GetString(), "application/pdf");
}

TEST(OParl, KeepsEarlierVersionsAmongTheOtherFiles) {
  SmallSite small(with_address + paper_a);
  small.correct(0, "2026-02-01", "Et tal var forkert", "Andre ord.");
  add_oparl(small.publication, small.files);
  const auto paper = json(small, "oparl/paper/a.json");
  EXPECT_EQ(paper["mainFile"]["id"].GetString(), address + "oparl/file/dokumenter/a/version-2/a.pdf.json");
  ASSERT_EQ(paper["auxiliaryFile"].Size(), 2U);
  EXPECT_STREQ(paper["auxiliaryFile"][1]["name"].GetString(), "En sag (version 1)");
  EXPECT_STREQ(paper["modified"].GetString(), "2026-02-01T00:00:00+01:00");
}

TEST(OParl, HasACorrectionSheetAsAFileOfItsPaper) {
  SmallSite small(with_address + paper_a);
  small.correct(0, "2026-02-01", "Et tal var forkert", "Andre ord.");
  add_oparl(small.publication, small.files);
  const auto paper = json(small, "oparl/paper/a.json");
  const auto& sheet = paper["auxiliaryFile"][0];
  EXPECT_STREQ(sheet["name"].GetString(), "Rettelsesblad til version 2 af En sag: Et tal var forkert");
  EXPECT_STREQ(sheet["date"].GetString(), "2026-02-01");
  EXPECT_EQ(sheet["accessUrl"].GetString(), address + "dokumenter/a/version-2/a-rettelsesblad.pdf");
  EXPECT_EQ(json(small, "oparl/file/dokumenter/a/version-2/a-rettelsesblad.pdf.json"), sheet);
}

TEST(OParl, AnotherFileOfAPaperIsNotThePaper) {
  SmallSite small(with_address + paper_a);
  small.correct(0, "2026-02-01", "Et tal var forkert", "Andre ord.");
  small.files.erase("dokumenter/a/version-2/a.pdf");
  add_oparl(small.publication, small.files);
  EXPECT_FALSE(json(small, "oparl/paper/a.json").HasMember("mainFile"));
}

TEST(OParl, ConnectsAMeetingItsItemAndItsPaper) {
  SmallSite small(with_address +
                  "<!-- registers/meetings.xml -->\n<plan body=\"oeu\" year=\"2026\" time=\"15:30\" "
                  "place=\"Rådhuset\">\n<meeting date=\"2026-01-27\"/>\n</plan>\n" +
                  paper_a);
  add_oparl(small.publication, small.files);
  const auto meeting = json(small, "oparl/meeting/oeu-2026-01-27.json");
  EXPECT_STREQ(meeting["name"].GetString(), "Økonomiudvalget den 27. januar 2026");
  EXPECT_STREQ(meeting["start"].GetString(), "2026-01-27T15:30:00+01:00");
  ASSERT_TRUE(meeting.HasMember("location"));
  EXPECT_STREQ(meeting["location"]["description"].GetString(), "Rådhuset");
  ASSERT_EQ(meeting["agendaItem"].Size(), 1U);
  EXPECT_TRUE(meeting["agendaItem"][0]["public"].GetBool());
  const auto consultation = json(small, "oparl/consultation/oeu-2026-01-27-1.json");
  EXPECT_STREQ(meeting["agendaItem"][0]["consultation"].GetString(), consultation["id"].GetString());
  EXPECT_EQ(consultation["paper"].GetString(), address + "oparl/paper/a.json");
  EXPECT_EQ(json(small, "oparl/paper/a.json")["consultation"][0], consultation);
  const auto organization = json(small, "oparl/organization/oeu.json");
  EXPECT_EQ(organization["meeting"].GetString(), address + "oparl/organization/oeu/meetings.json");
  EXPECT_EQ(json(small, "oparl/organization/oeu/meetings.json")["data"][0], meeting);
}

TEST(OParl, NamesTheTermOfOfficeThatEachDayIsIn) {
  SmallSite small(
      with_address +
      "<!-- papers/case/a.xml -->\n<dated value=\"2025-12-31\"/>\n"
      "<state value=\"sent\"/>\n<p>Ja.</p>\n" +
      "<!-- papers/case/b.xml -->\n<dated value=\"2026-01-01\"/>\n<state value=\"sent\"/>\n<p>Ja.</p>\n");
  add_oparl(small.publication, small.files);
  const auto terms = json(small, "oparl/legislative-terms.json");
  ASSERT_EQ(terms["data"].Size(), 2U);
  EXPECT_STREQ(terms["data"][0]["startDate"].GetString(), "2022-01-01");
  EXPECT_STREQ(terms["data"][1]["name"].GetString(), "Valgperioden 2026-2029");
}

TEST(OParl, ListsComeInPagesThatLeadToEachOther) {
  std::string many = with_address;
  for (int i = 100; i < 305; ++i)
    many += "<!-- papers/case/p" + std::to_string(i) + ".xml -->\n<state value=\"sent\"/>\n<p>Ja.</p>\n";
  SmallSite small(many);
  add_oparl(small.publication, small.files);
  const auto first = json(small, "oparl/papers.json"), last = json(small, "oparl/papers-3.json");
  EXPECT_EQ(first["data"].Size(), 100U);
  EXPECT_EQ(first["pagination"]["totalElements"].GetInt(), 205);
  EXPECT_EQ(first["links"]["next"].GetString(), address + "oparl/papers-2.json");
  EXPECT_FALSE(first["links"].HasMember("prev"));
  EXPECT_EQ(last["data"].Size(), 5U);
  EXPECT_EQ(last["links"]["prev"].GetString(), address + "oparl/papers-2.json");
  EXPECT_FALSE(last["links"].HasMember("next"));
}

TEST(OParl, HasNoPersonsAndSaysSo) {
  SmallSite small(with_address + paper_a);
  add_oparl(small.publication, small.files);
  EXPECT_EQ(json(small, "oparl/persons.json")["data"].Size(), 0U);
  EXPECT_EQ(json(small, "oparl/persons.json")["pagination"]["totalElements"].GetInt(), 0);
}

TEST(OParl, IsNotMadeWithoutAnAddress) {
  SmallSite small(paper_a);
  const std::size_t before = small.files.size();
  add_oparl(small.publication, small.files);
  EXPECT_EQ(small.files.size(), before);
}

TEST(OParl, TellsOfAnotherPaperOnlyWhenThatIsOut) {
  const std::string both = with_address +
                           "<!-- papers/case/a.xml -->\n<state value=\"sent\"/>\n<attachments>\n"
                           "<attachment id=\"b1\" paper=\"b\"/>\n</attachments>\n<p>Ja.</p>\n"
                           "<!-- papers/case/b.xml -->\n<title>Hemmelig titel</title>\n"
                           "<state value=\"sent\"/>\n<p>Ja.</p>\n";
  SmallSite small(both);
  add_oparl(small.publication, small.files);
  EXPECT_EQ(json(small, "oparl/paper/a.json")["subordinatedPaper"][0].GetString(),
            address + "oparl/paper/b.json");
  SmallSite held(both);
  held.publication.papers.pop_back();
  add_oparl(held.publication, held.files);
  EXPECT_FALSE(json(held, "oparl/paper/a.json").HasMember("subordinatedPaper"));
  for (const auto& [path, text] : held.files) {
    if (!path.starts_with("oparl/")) continue;
    EXPECT_EQ(text.find("Hemmelig"), std::string::npos) << path;
  }
}

TEST(StructuredData, DescribesThePaperAsAReport) {
  SmallSite small(
      with_address +
      "<!-- registers/laws.xml -->\n"
      "<law id=\"ksl\" short=\"kommunestyrelsesloven\" year=\"2019\" number=\"47\">lov "
      "om kommunernes styrelse</law>\n<law id=\"hemmelig\" short=\"hemmelig\">lov om noget lukket</law>\n" +
      "<!-- papers/case/a.xml -->\n<title>Sag &lt;/script&gt; om haller</title>\n<dated "
      "value=\"2026-01-10\"/>\n<state value=\"sent\" sent=\"2026-01-12\"/>\n"
      "<p>Efter <law ref=\"ksl\" at=\"§ 18\"/> og <law ref=\"ksl\" at=\"§ 20\"/>.</p>\n"
      "<p access=\"closed\" reason=\"r\" ground=\"g\">Efter <law ref=\"hemmelig\"/>.</p>\n");
  const std::string text = structured_data(small.publication, small.publication.papers[0]);
  EXPECT_EQ(text.find('<'), std::string::npos);
  rapidjson::Document data;
  data.Parse(text.c_str());
  ASSERT_FALSE(data.HasParseError());
  EXPECT_STREQ(data["@type"].GetString(), "Report");
  EXPECT_STREQ(data["name"].GetString(), "Sag </script> om haller");
  EXPECT_STREQ(data["datePublished"].GetString(), "2026-01-12");
  EXPECT_STREQ(data["publisher"]["name"].GetString(), "Københavns Kommune");
  ASSERT_EQ(data["citation"].Size(), 1U);
  EXPECT_STREQ(data["citation"][0]["@id"].GetString(), "https://www.retsinformation.dk/eli/lta/2019/47");
}

}  // namespace
}  // namespace kancelli
