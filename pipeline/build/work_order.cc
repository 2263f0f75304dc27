#include "pipeline/build/work_order.h"

namespace kancelli {
namespace {

Step take_first(std::deque<Step>& steps) {
  const Step step = steps.front();
  steps.pop_front();
  return step;
}

}  // namespace

WorkOrder::WorkOrder(std::size_t papers, std::size_t most_open, std::size_t setters)
    : papers_(papers), most_open_(most_open), setters_(setters), left_(papers) {}

std::optional<Step> WorkOrder::next() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool done = begun_ == papers_ && open_ == 0;
    if (stopped_ || done) return std::nullopt;
    if (const auto step = take()) return step;
    changed_.wait(lock);
  }
}

// PDFs take longest, and wait for Typst; what is open is finished before something new is begun.
std::optional<Step> WorkOrder::take() {
  if (!pages_.empty() && setting_ < setters_) {
    ++setting_;
    return take_first(pages_);
  }
  if (!others_.empty()) return take_first(others_);
  if (begun_ == papers_ || open_ == most_open_) return std::nullopt;
  ++open_;
  return Step{begun_++, std::nullopt, false};
}

void WorkOrder::tree_made(std::size_t paper, const std::vector<bool>& outputs) {
  {
    const std::lock_guard lock(mutex_);
    left_[paper] = outputs.size();
    for (std::size_t i = 0; i < outputs.size(); ++i)
      (outputs[i] ? pages_ : others_).push_back({paper, i, outputs[i]});
    if (outputs.empty()) --open_;
  }
  changed_.notify_all();
}

bool WorkOrder::output_made(const Step& step) {
  bool last = false;
  {
    const std::lock_guard lock(mutex_);
    if (step.sets_pages) --setting_;
    last = --left_[step.paper] == 0;
    if (last) --open_;
  }
  changed_.notify_all();
  return last;
}

void WorkOrder::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
}

}  // namespace kancelli
