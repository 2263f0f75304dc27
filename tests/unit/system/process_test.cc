#include "pipeline/system/process.h"

#include <gtest/gtest.h>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

using std::chrono::seconds;

TEST(ProcessRun, PassesArgumentsAndInputUntouched) {
  SystemProcesses processes;
  const auto result =
      processes.run({"sh",
                     {"-c", "printf '%s|' \"$@\"; cat; echo klage >&2; exit 3", "sh", "a b", "$HOME", "æ"},
                     "ind\n",
                     {},
                     seconds(10)});
  EXPECT_EQ(result.out, "a b|$HOME|æ|ind\n");
  EXPECT_EQ(result.err, "klage\n");
  EXPECT_EQ(result.status, 3);
}

TEST(ProcessRun, FeedsMoreThanAPipeHoldsWhileItReads) {
  SystemProcesses processes;
  const std::string input(3'000'000, 'x');
  EXPECT_EQ(processes.run({"cat", {}, input, {}, seconds(20)}).out, input);
}

TEST(ProcessRun, SurvivesAProgramThatDoesNotReadItsInput) {
  SystemProcesses processes;
  EXPECT_EQ(processes.run({"true", {}, std::string(1'000'000, 'x'), {}, seconds(10)}).status, 0);
}

TEST(ProcessRun, EndsAProgramAndItsChildrenWhenTheTimeIsUp) {
  SystemProcesses processes;
  const auto result = processes.run({"sh", {"-c", "sleep 30 & sleep 30"}, {}, {}, seconds(1)});
  EXPECT_TRUE(result.timed_out);
  EXPECT_EQ(result.status, 128 + 9);
}

TEST(ProcessRun, EndsAProgramThatWritesMoreThanItMay) {
  SystemProcesses processes;
  Command command{"yes", {}, {}, {}, seconds(30)};
  command.output = 1 << 20;
  const auto result = processes.run(command);
  EXPECT_TRUE(result.too_much);
  EXPECT_FALSE(result.timed_out);
  EXPECT_LT(result.out.size(), 2u << 20);
}

TEST(ProcessRun, GivesAProgramNoMoreMemoryThanItMayHave) {
  SystemProcesses processes;
  Command command{
      "sh", {"-c", "sleep 0.2; dd if=/dev/zero of=/dev/null bs=800M count=1"}, {}, {}, seconds(30)};
  command.memory = std::size_t{400} << 20;
  EXPECT_NE(processes.run(command).status, 0);
  command.memory = 0;
  EXPECT_EQ(processes.run(command).status, 0);
}

TEST(ProcessRun, EndsAProgramThatClosesItsStreamsAndGoesOn) {
  SystemProcesses processes;
  const auto result = processes.run({"sh", {"-c", "exec >&- 2>&-; sleep 30"}, {}, {}, seconds(1)});
  EXPECT_TRUE(result.timed_out);
}

TEST(ProcessRun, SetsItsEnvironmentAndSaysWhatIsMissing) {
  SystemProcesses processes;
  EXPECT_EQ(processes.run({"sh", {"-c", "echo $KANCELLI_X"}, {}, {{"KANCELLI_X", "y"}}, seconds(10)}).out,
            "y\n");
  EXPECT_THROW(processes.run({"no-such-program-at-all", {}, {}, {}, seconds(1)}), Error);
}

TEST(Conversation, AsksAndAnswersLineByLine) {
  SystemProcesses processes;
  const auto conversation =
      processes.start({"sh", {"-c", "while read line; do echo \"svar $line\"; done"}, {}, {}, seconds(10)});
  EXPECT_EQ(conversation->ask("1", seconds(10)).line, "svar 1");
  EXPECT_EQ(conversation->ask("2", seconds(10)).line, "svar 2");
}

TEST(Conversation, TellsWhatTheProgramComplainedOfBeforeItAnswered) {
  SystemProcesses processes;
  const auto conversation = processes.start(
      {"sh", {"-c", "while read line; do echo \"av $line\" >&2; echo svar; done"}, {}, {}, seconds(10)});
  EXPECT_EQ(conversation->ask("1", seconds(10)).complaints, "av 1\n");
  EXPECT_EQ(conversation->ask("2", seconds(10)).complaints, "av 2\n");
}

TEST(Conversation, GivesTheProgramItsScriptAsAFile) {
  SystemProcesses processes;
  Command command{"sh", {"/dev/fd/3"}, {}, {}, seconds(10)};
  command.script =
      "while read line; do echo \"$line $(wc -c </dev/fd/3)\"; done\n" + std::string(100'000, '#');
  EXPECT_EQ(processes.start(command)->ask("svar", seconds(10)).line,
            "svar " + std::to_string(command.script.size()));
}

TEST(Conversation, TellsTheProgramsLastWordsWhenItEnds) {
  SystemProcesses processes;
  const auto conversation =
      processes.start({"sh", {"-c", "read line; echo 'kan ikke' >&2; exit 1"}, {}, {}, seconds(10)});
  try {
    conversation->ask("1", seconds(10));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "sh ended before it had answered: kan ikke");
  }
}

}  // namespace
}  // namespace kancelli
