// Which step of a build is next, for threads that work side by side: a paper's tree first, then its outputs.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace kancelli {

struct Step {
  std::size_t paper = 0;
  std::optional<std::size_t> output;  // none: the tree
  bool sets_pages = false;
};

// Keeps every thread at work and the Typst processes too: they take one PDF at a time each, and other outputs
// are made meanwhile.
class WorkOrder {
 public:
  // `most_open`: papers whose trees are held at a time. `setters`: PDFs that can be made at a time.
  WorkOrder(std::size_t papers, std::size_t most_open, std::size_t setters);

  // Waits while there is nothing to do but more to come; nothing when all is done, or stopped.
  std::optional<Step> next();
  // The tree is there, and these outputs are to be made of it: for each, whether it is a PDF. The paper is
  // done when there is none.
  void tree_made(std::size_t paper, const std::vector<bool>& outputs);
  // True for the last one of its paper.
  bool output_made(const Step& step);
  void stop();

 private:
  std::optional<Step> take();

  std::size_t papers_, most_open_, setters_;
  std::size_t begun_ = 0, open_ = 0, setting_ = 0;  // papers, papers, PDFs
  std::vector<std::size_t> left_;                   // outputs, by paper
  std::deque<Step> pages_, others_;                 // ready to be made
  bool stopped_ = false;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace kancelli
