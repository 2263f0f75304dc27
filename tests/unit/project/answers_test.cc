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

// The tasks' ids, with spaces in front and behind.
std::string task_ids(const std::string& body, const std::string& when) {
  const std::string answer = ask("aftale-ressortopdeling", "tasks", {body, when});
  std::string ids = " ";
  for (std::size_t at = answer.find("{\"id\":\""); at != std::string::npos;
       at = answer.find("{\"id\":\"", at + 1))
    ids += answer.substr(at + 7, answer.find('"', at + 7) - at - 7) + " ";
  return ids;
}

TEST(Answers, KnowTheTasksBeforeAndAfterTheTransfers) {
  const auto has = [](const std::string& ids, const std::string& id) {
    return ids.find(" " + id + " ") != std::string::npos;
  };
  EXPECT_TRUE(has(task_ids("tmu", "before"), "kirkegaarde"));
  EXPECT_FALSE(has(task_ids("kfu", "before"), "kirkegaarde"));
  EXPECT_FALSE(has(task_ids("tmu", "after"), "kirkegaarde"));
  EXPECT_TRUE(has(task_ids("kfu", "after"), "kirkegaarde"));
  EXPECT_NE(ask("aftale-ressortopdeling", "tasks", {"kfu", "after"})
                .find("\"name\":\"Kirkegårde og krematorier\",\"transfer\":\"flyt-kirkegaarde\""),
            std::string::npos);
  EXPECT_EQ(ask("aftale-ressortopdeling", "tasks", {"findes-ikke", "after"}), "null");
  EXPECT_THROW(ask("aftale-ressortopdeling", "tasks", {"kfu", "siden"}), Error);
}

TEST(Answers, DivideATaskAsTheTransfersDo) {
  // The whole goes one way, the part that is moved by itself another; other parts follow the whole.
  const std::string sou = task_ids("sou", "after"), biu = task_ids("biu", "after");
  EXPECT_NE(sou.find(" specialundervisning-voksne "), std::string::npos);
  EXPECT_EQ(sou.find("csv-"), std::string::npos);
  EXPECT_NE(biu.find(" csv-stu "), std::string::npos);
  EXPECT_EQ(biu.find("specialundervisning-voksne"), std::string::npos);
}

TEST(Answers, CountATransferInFromItsDay) {
  EXPECT_EQ(task_ids("sou", "2026-07-31").find("social-hjemmepleje"), std::string::npos);
  EXPECT_NE(task_ids("sou", "2026-08-01").find("social-hjemmepleje"), std::string::npos);
  EXPECT_EQ(task_ids("kfu", "2025-12-31"), task_ids("kfu", "before"));
  // No day is known for the telephones: they have moved when all has.
  EXPECT_EQ(task_ids("kfu", "2099-12-31").find("social-indgang"), std::string::npos);
  EXPECT_NE(task_ids("kfu", "after").find("social-indgang"), std::string::npos);
}

TEST(Law, HasAnAddressWhenItsYearAndNumberAreKnown) {
  Law law;
  law.year = "2018";
  law.number = "692";
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

// Each from the place that asks: within a §, within a stykke, from outside, and the last number alone.
TEST(Answers, CallProvisionsAsTheyAreCalledFromThere) {
  const auto label = [](std::string_view paper, const std::vector<std::string>& arguments) {
    return ask(paper, "label", arguments);
  };
  const std::string outside = label("aftale-ressortopdeling", {"styrelsesvedtaegt", "p8-borgmestre"});
  EXPECT_NE(outside.find("\"kind\":\"provision\""), std::string::npos) << outside;
  EXPECT_NE(outside.find("\"text\":\"§ 8, stk. 1, nr. 2\""), std::string::npos) << outside;
  EXPECT_NE(outside.find("\"whole\":\"§ 8, stk. 1, nr. 2, i styrelsesvedtægten\""), std::string::npos)
      << outside;
  EXPECT_NE(label("styrelsesvedtaegt", {"", "p8-borgmestre", "p8-naestforperson"})
                .find("\"whole\":\"stk. 1, nr. 2\""),
            std::string::npos);
  EXPECT_NE(label("styrelsesvedtaegt", {"", "p8-borgmestre", "p8-valgte"}).find("\"whole\":\"nr. 2\""),
            std::string::npos);
  EXPECT_NE(label("styrelsesvedtaegt", {"", "p8-borgmestre", "p8-valgte", "number"}).find("\"text\":\"2\""),
            std::string::npos);
  EXPECT_NE(
      label("aftale-ressortopdeling", {"styrelsesvedtaegt", "k3"}).find("kapitel 3 i styrelsesvedtægten"),
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

TEST(Answers, PrintWhatAComputedElementSays) {
  EXPECT_EQ(ask("aftale-ressortopdeling", "printed", {"body", "genitive=true", "ref=tmu"}),
            "\"Teknik- og Miljøudvalgets\"");
  EXPECT_EQ(ask("aftale-ressortopdeling", "printed", {"body", "as-of=2026-01-01", "form=both", "ref=tmu"}),
            "\"Klima-, Miljø- og Teknikudvalget (KTU)\"");
  EXPECT_EQ(ask("om-koncernservice", "printed", {"amount", "in=mio", "kr=25000000"}), "\"25 mio. kr.\"");
  EXPECT_EQ(ask("om-koncernservice", "printed", {"body", "ref=findes-ikke"}), "null");
  EXPECT_EQ(ask("om-koncernservice", "printed", {"p"}), "null");
}

TEST(Answerer, NotesWhatWasAskedAndWhatDependsOnTheProject) {
  const Paper& paper = *sample_project().paper("om-koncernservice");
  Answerer answerer(sample_project(), paper);
  answerer.ask("body", {"oeu", ""});
  answerer.ask("format_date", {"2026-01-01", "long"});
  ASSERT_EQ(answerer.asked().size(), 2u);
  for (const auto& [key, text] : answerer.asked()) {
    EXPECT_EQ(answer_key(sample_project(), paper, key), text);
    EXPECT_EQ(about_project(key), key.starts_with("body"));
  }
}

TEST(AnswersFile, HoldsWhatWasAskedAndEveryEntryOfTheRegisters) {
  const Paper& paper = *sample_project().paper("om-koncernservice");
  Answerer answerer(sample_project(), paper);
  answerer.ask("format_date", {"2026-01-01", ""});
  const std::string file = without_typography(answers_file(sample_project(), paper, answerer.asked()));
  EXPECT_NE(file.find("\"format_date\\u001f2026-01-01\":\"1. januar 2026\""), std::string::npos);
  EXPECT_NE(file.find("\"body\\u001ftmu\":{"), std::string::npos);
  EXPECT_NE(file.find("\"paper\\u001faftale-ressortopdeling\":{"), std::string::npos);
}

}  // namespace
}  // namespace kancelli
