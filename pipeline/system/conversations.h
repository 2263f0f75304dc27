// Programs that stay, several of one kind: whoever asks is answered by one that has nothing else to do.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "pipeline/system/process.h"

namespace kancelli {

// Used by several threads.
class Conversations {
 public:
  // `most`: how many of them there may be. None is started yet.
  Conversations(ProcessRunner& processes, Command command, std::size_t most);

  // Starts the first, without waiting until it is ready. Throws Error when it cannot be started.
  void warm_up();
  // As Conversation::ask, of an idle one: started when all are at work, waited for when there are as many as
  // there may be.
  Reply ask(const std::string& line);

 private:
  std::unique_ptr<Conversation> take();
  void give_back(std::unique_ptr<Conversation> conversation);

  ProcessRunner& processes_;
  Command command_;
  std::size_t most_, there_ = 0;
  std::vector<std::unique_ptr<Conversation>> idle_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

}  // namespace kancelli
