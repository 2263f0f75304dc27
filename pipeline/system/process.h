// Programs we start: argument lists, never a shell line; always a time limit. Replaced by a fake in tests.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

struct ProcessResult {
  int status = 0;          // exit status; 128 + signal when it was killed by one
  bool timed_out = false;  // then it was killed
  bool too_much = false;   // it wrote more than it may; then it was killed
  std::string out, err;
};

struct Command {
  std::string program;  // a name on PATH or a path
  std::vector<std::string> arguments;
  std::string input;                                             // its standard input
  std::vector<std::pair<std::string, std::string>> environment;  // set besides our own
  std::chrono::seconds limit{60};
  std::string script = {};        // a text that the program finds as the file /dev/fd/3; "": there is none
  std::string folder = {};        // where it runs; "": where we do
  bool own_environment = false;   // of our own it gets nothing, but `environment` alone
  std::size_t output = SIZE_MAX;  // bytes that it may write to each of its two streams
  std::size_t memory = 0;         // bytes that it may ask for; 0: as much as there is
};

struct Reply {
  std::string line;
  std::string complaints;  // what the program wrote to its standard error until then
};

// A program that stays: one line in, one line out.
class Conversation {
 public:
  virtual ~Conversation() = default;  // ends the program
  // Sends the line and gives the answer. Throws Error when the program ended or the limit passed; it is then
  // gone.
  virtual Reply ask(const std::string& line, std::chrono::seconds limit) = 0;
};

class ProcessRunner {
 public:
  virtual ~ProcessRunner() = default;
  // Throws Error when the program cannot be started.
  virtual ProcessResult run(const Command& command) = 0;
  virtual std::unique_ptr<Conversation> start(const Command& command) = 0;
};

class SystemProcesses : public ProcessRunner {
 public:
  ProcessResult run(const Command& command) override;
  std::unique_ptr<Conversation> start(const Command& command) override;
};

// Where a program lies on PATH; nothing when it is not there.
std::optional<std::string> find_program(std::string_view name);

}  // namespace kancelli
