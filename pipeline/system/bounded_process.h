// A program that works on what somebody handed in: it, and all that it starts, ends when its time is over.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace kancelli {

struct Bounds {
  std::chrono::milliseconds time{60'000};     // 0: no limit
  std::size_t memory = std::size_t{1} << 30;  // bytes that each process may fill; 0: no limit
  std::size_t file = std::size_t{512} << 20;  // bytes that a file it writes may have
};

struct BoundedResult {
  enum class End { itself, too_slow, stopped };
  End end = End::itself;
  int status = 0;          // exit status; 128 + signal when it was killed by one
  std::string complaints;  // the end of what it wrote to its standard error
};

// Runs `program` in `folder`, without standard input and output; asks `is_stopped` now and then whether it is
// still wanted. It ends when we do. For a process with one thread and no other children: they would be ended
// too. Throws Error when the program cannot be started.
BoundedResult run_bounded(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& folder, const Bounds& bounds,
                          const std::function<bool()>& is_stopped);

}  // namespace kancelli
