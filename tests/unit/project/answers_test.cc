#include "pipeline/project/answers.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"
#include "pipeline/core/text.h"
#include "tests/unit/project/sample.h"

namespace kancelli {
namespace {

std::string ask(std::string_view paper, std::string_view question,
                const std::vector<std::string>& arguments) {
  return without_typography(answer(sample_project(), *sample_project().paper(paper), question, arguments));
}

TEST(Answers, NameABodyAsOfADate) {
  EXPECT_NE(ask("aftale-ressortopdeling", "body", {"tmu", "2025-12-31"})
                .find("\"name\":\"Teknik- og Miljøudvalget\",\"abbreviation\":\"TMU\""),
            std::string::npos);
  EXPECT_NE(ask("aftale-ressortopdeling", "body", {"tmu", "2026-01-01"})
                .find("\"name\":\"Klima-, Miljø- og Teknikudvalget\",\"abbreviation\":\"KTU\""),
            std::string::npos);
  EXPECT_EQ(ask("aftale-ressortopdeling", "body", {"findes-ikke"}), "null");
}

TEST(Answers, UseThePapersDateWhenNoneIsGiven) {
  EXPECT_NE(ask("aftale-ressortopdeling", "body", {"tmu"}).find("TMU"), std::string::npos);
  EXPECT_NE(ask("om-koncernservice", "body", {"tmu"}).find("KTU"), std::string::npos);
}

TEST(Law, HasAnAddressWhenItsYearAndNumberAreKnown) {
  Law law{"wtl", "webtilgængelighedsloven", "", "2018", "692", {}};
  EXPECT_EQ(law.address(), "https://www.retsinformation.dk/eli/lta/2018/692");
  law.number.clear();
  EXPECT_EQ(law.address(), "");
}

TEST(Answers, AddUpATable) {
  const Paper& paper = *sample_project().paper("om-koncernservice");
  std::string table, column;
  for (const Node& node : paper.xml->nodes)
    if (node.is("column") && node.get("type") == "amount") {
      table = node.parent->get("id");
      column = node.get("id");
    }
  EXPECT_NE(ask("om-koncernservice", "sum", {"", table, column}).find("\"kr\":\"1649422000\""),
            std::string::npos);
}

TEST(Answers, LabelAttachmentsInTheirOrder) {
  EXPECT_EQ(ask("indstilling-koncernbestyrelse", "label", {"", "bilag-aftale"}),
            "{\"kind\":\"bilag\",\"number\":2,\"text\":\"bilag 2\",\"section\":\"\"}");
}

TEST(Answers, NameTheSectionThatALabelledElementStandsIn) {
  EXPECT_NE(
      ask("kommissorium-koncernbestyrelse", "label", {"aftale-ressortopdeling", "koncernenheder-bestyrelse"})
          .find("\"text\":\"punkt 1\",\"section\":\"Brugerne i centrum"),
      std::string::npos);
}

TEST(Answers, PrintTheNamesInTitlesAndHeadings) {
  EXPECT_NE(ask("indstilling-koncernbestyrelse", "paper", {"om-koncernservice"})
                .find("\"title\":\"Om Koncernservice\""),
            std::string::npos);
  EXPECT_NE(ask("kommissorium-koncernbestyrelse", "label", {"", "status"})
                .find("\"text\":\"Status til Økonomiudvalget\""),
            std::string::npos);
}

TEST(Answers, RefuseAQuestionThatThereIsNoneOf) {
  EXPECT_THROW(ask("om-koncernservice", "weather", {}), Error);
  EXPECT_THROW(ask("om-koncernservice", "sum", {""}), Error);
}

TEST(Answerer, NotesWhatDependsOnTheProjectOnly) {
  Answerer answerer(sample_project(), *sample_project().paper("om-koncernservice"));
  answerer.ask("body", {"oeu", ""});
  answerer.ask("format_date", {"2026-01-01", "long"});
  ASSERT_EQ(answerer.asked().size(), 1u);
  const auto& [key, text] = *answerer.asked().begin();
  EXPECT_EQ(answer_key(sample_project(), *sample_project().paper("om-koncernservice"), key), text);
}

}  // namespace
}  // namespace kancelli
