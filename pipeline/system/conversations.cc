#include "pipeline/system/conversations.h"

#include <algorithm>

namespace kancelli {

Conversations::Conversations(ProcessRunner& processes, Command command, std::size_t most)
    : processes_(processes), command_(std::move(command)), most_(std::max<std::size_t>(most, 1)) {}

void Conversations::warm_up() {
  const std::lock_guard lock(mutex_);
  if (there_ > 0) return;
  idle_.push_back(processes_.start(command_));
  ++there_;
}

Reply Conversations::ask(const std::string& line) {
  std::unique_ptr<Conversation> conversation = take();
  try {
    Reply reply = conversation->ask(line, command_.limit);
    give_back(std::move(conversation));
    return reply;
  } catch (...) {
    give_back(nullptr);
    throw;
  }
}

std::unique_ptr<Conversation> Conversations::take() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return !idle_.empty() || there_ < most_; });
  if (idle_.empty()) {
    std::unique_ptr<Conversation> started = processes_.start(command_);
    ++there_;
    return started;
  }
  std::unique_ptr<Conversation> conversation = std::move(idle_.back());
  idle_.pop_back();
  return conversation;
}

// Null: it is gone, and another may be started.
void Conversations::give_back(std::unique_ptr<Conversation> conversation) {
  {
    const std::lock_guard lock(mutex_);
    if (conversation == nullptr)
      --there_;
    else
      idle_.push_back(std::move(conversation));
  }
  changed_.notify_one();
}

}  // namespace kancelli
