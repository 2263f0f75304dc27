#include "pipeline/filter/time_limit.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace kancelli::filter {
namespace {

// How long Lua may take to come to its next instruction, and the host to finish what it is at.
constexpr std::chrono::seconds grace{5};

}  // namespace

TimeLimit::~TimeLimit() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_one();
  if (watcher_.joinable()) watcher_.join();
}

void TimeLimit::start(std::chrono::milliseconds limit) {
  is_up_ = false;
  end_ = {};
  if (limit.count() == 0) return;
  {
    const std::lock_guard lock(mutex_);
    armed_ = true;
    deadline_ = std::chrono::steady_clock::now() + limit;
    end_ = deadline_ + grace;
  }
  if (!watcher_.joinable()) watcher_ = std::thread([this] { watch(); });
  changed_.notify_one();
}

void TimeLimit::stop() {
  const std::lock_guard lock(mutex_);
  if (armed_) lua_sethook(lua_, nullptr, 0, 0);
  armed_ = false;
}

std::chrono::seconds TimeLimit::left() const {
  if (end_ == std::chrono::steady_clock::time_point()) return std::chrono::hours(24);
  const auto left = std::chrono::ceil<std::chrono::seconds>(end_ - grace - std::chrono::steady_clock::now());
  return std::max(left, std::chrono::seconds(1));
}

void TimeLimit::set_last_words(std::string words) {
  const std::lock_guard lock(mutex_);
  last_words_ = std::move(words);
}

void TimeLimit::watch() {
  std::unique_lock lock(mutex_);
  while (!ended_) {
    if (!armed_) {
      changed_.wait(lock);
    } else if (std::chrono::steady_clock::now() < deadline_) {
      changed_.wait_until(lock, deadline_);
    } else if (std::chrono::steady_clock::now() >= end_) {
      // No destructor: they would wait for the thread that does not end. What is half-made lies aside.
      static_cast<void>(!::write(2, last_words_.data(), last_words_.size()));
      std::_Exit(2);
    } else {
      is_up_ = true;
      // The one function of Lua's that may be called while it runs. Again after a while, should the filter
      // catch the error.
      lua_sethook(lua_, on_time_out_, LUA_MASKCOUNT, 1);
      deadline_ += std::chrono::milliseconds(50);
    }
  }
}

}  // namespace kancelli::filter
