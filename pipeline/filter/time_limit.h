// Ends Lua code that runs too long. Code that LuaJIT compiled would not notice, so its compiler must be off.
// A function of C (a search with a pattern that has no end) does not notice either: then the program ends.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <lua.hpp>
#include <mutex>
#include <string>
#include <thread>

namespace kancelli::filter {

class TimeLimit {
 public:
  // `on_time_out` is called by Lua, in the thread that runs it, between two of its instructions; it must
  // raise an error.
  TimeLimit(lua_State* lua, lua_Hook on_time_out) : lua_(lua), on_time_out_(on_time_out) {}
  ~TimeLimit();
  TimeLimit(const TimeLimit&) = delete;
  TimeLimit& operator=(const TimeLimit&) = delete;

  // No limit for zero. From start to stop the Lua state belongs to the caller.
  void start(std::chrono::milliseconds limit);
  void stop();
  bool is_up() const { return is_up_; }
  // What remains of it, a second at least; a day where there is no limit.
  std::chrono::seconds left() const;
  // What is said when the program has to end. From another thread than Lua's.
  void set_last_words(std::string words);

 private:
  void watch();

  lua_State* lua_;
  lua_Hook on_time_out_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool armed_ = false, ended_ = false;
  std::atomic<bool> is_up_ = false;
  std::chrono::steady_clock::time_point deadline_, end_;
  std::string last_words_;
  std::thread watcher_;  // begins with the first limit
};

}  // namespace kancelli::filter
