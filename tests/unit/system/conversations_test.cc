#include "pipeline/system/conversations.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

// A program that tells its number and repeats the question; "hold" is answered when another has come to hold,
// "end" ends it.
class FakeConversation : public Conversation {
 public:
  FakeConversation(int number, std::atomic<int>& holding) : number_(number), holding_(holding) {}
  Reply ask(const std::string& line, std::chrono::seconds) override {
    if (line == "end") throw Error("it ended");
    if (line == "hold") {
      ++holding_;
      while (holding_ < 2) std::this_thread::yield();
    }
    return {std::to_string(number_) + " " + line, ""};
  }

 private:
  int number_;
  std::atomic<int>& holding_;
};

class FakeProcesses : public ProcessRunner {
 public:
  ProcessResult run(const Command&) override { return {}; }
  std::unique_ptr<Conversation> start(const Command&) override {
    return std::make_unique<FakeConversation>(++started, holding);
  }
  std::atomic<int> started = 0, holding = 0;
};

TEST(Conversations, StartAtTheFirstQuestionAndStay) {
  FakeProcesses processes;
  Conversations conversations(processes, {}, 2);
  EXPECT_EQ(processes.started, 0);
  EXPECT_EQ(conversations.ask("a").line, "1 a");
  EXPECT_EQ(conversations.ask("b").line, "1 b");
  conversations.warm_up();
  EXPECT_EQ(processes.started, 1);
}

TEST(Conversations, StartAnotherWhenAllAreAtWork) {
  FakeProcesses processes;
  Conversations conversations(processes, {}, 2);
  std::string other;
  std::thread thread([&] { other = conversations.ask("hold").line; });
  const std::string one = conversations.ask("hold").line;  // ends only when both are asked
  thread.join();
  EXPECT_EQ((std::set{one, other}), (std::set<std::string>{"1 hold", "2 hold"}));
}

TEST(Conversations, AreNeverMoreThanThereMayBe) {
  FakeProcesses processes;
  Conversations conversations(processes, {}, 2);
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int question = 0; question < 100; ++question) conversations.ask("x");
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(processes.started, 2);
}

TEST(Conversations, ReplaceOneThatEnded) {
  FakeProcesses processes;
  Conversations conversations(processes, {}, 1);
  EXPECT_THROW(conversations.ask("end"), Error);
  EXPECT_EQ(conversations.ask("a").line, "2 a");
}

}  // namespace
}  // namespace kancelli
