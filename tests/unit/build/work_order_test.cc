#include "pipeline/build/work_order.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace kancelli {
namespace {

std::string text_of(const std::optional<Step>& step) {
  if (!step) return "none";
  return std::to_string(step->paper) + (step->output ? "." + std::to_string(*step->output) : "");
}

TEST(WorkOrder, FinishesWhatIsOpenBeforeItBeginsAnother) {
  WorkOrder order(2, 2, 1);
  EXPECT_EQ(text_of(order.next()), "0");
  order.tree_made(0, {false, true});
  const auto pages = order.next(), other = order.next();
  EXPECT_EQ(text_of(pages), "0.1");  // the PDF first: it takes longest
  EXPECT_EQ(text_of(other), "0.0");
  EXPECT_EQ(text_of(order.next()), "1");
  EXPECT_FALSE(order.output_made(*pages));
  EXPECT_TRUE(order.output_made(*other));
  order.tree_made(1, {});
  EXPECT_EQ(text_of(order.next()), "none");
}

TEST(WorkOrder, GivesNoMorePdfsThanCanBeSet) {
  WorkOrder order(3, 3, 1);
  order.next();
  order.tree_made(0, {true});
  const auto first = order.next();
  EXPECT_TRUE(first->sets_pages);
  EXPECT_EQ(text_of(order.next()), "1");
  order.tree_made(1, {true});
  EXPECT_EQ(text_of(order.next()), "2");  // not 1.0, whose Typst is at work
  order.output_made(*first);
  EXPECT_EQ(text_of(order.next()), "1.0");
}

TEST(WorkOrder, HoldsNoMoreTreesThanItMay) {
  WorkOrder order(3, 1, 1);
  order.next();
  std::atomic<bool> waited = false, done = false;
  std::thread other([&] {
    EXPECT_EQ(text_of(order.next()), "1");
    EXPECT_TRUE(waited);
    done = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  EXPECT_FALSE(done);
  waited = true;
  order.tree_made(0, {});
  other.join();
}

TEST(WorkOrder, EndsForEverybodyWhenItIsStopped) {
  WorkOrder order(2, 1, 1);
  order.next();
  std::thread other([&] { EXPECT_EQ(text_of(order.next()), "none"); });
  order.stop();
  other.join();
}

TEST(WorkOrder, GivesEveryStepOnce) {
  constexpr std::size_t papers = 200;
  WorkOrder order(papers, 5, 2);
  std::vector<std::atomic<int>> trees(papers), outputs(papers), finished(papers);
  const auto work = [&] {
    while (const auto step = order.next()) {
      if (step->output) {
        ++outputs[step->paper];
        if (order.output_made(*step)) ++finished[step->paper];
      } else {
        ++trees[step->paper];
        order.tree_made(step->paper, {true, false, false});
      }
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  for (std::size_t i = 0; i < papers; ++i) {
    EXPECT_EQ(trees[i], 1) << i;
    EXPECT_EQ(outputs[i], 3) << i;
    EXPECT_EQ(finished[i], 1) << i;
  }
}

}  // namespace
}  // namespace kancelli
