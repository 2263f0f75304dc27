#include "pipeline/system/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

extern char** environ;

// POSIX rather than Poco::Process: that has neither a time limit nor a way to feed a program while its answer
// is read.
namespace kancelli {
namespace {

using Clock = std::chrono::steady_clock;

struct Descriptor {
  int fd = -1;
  Descriptor() = default;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (fd >= 0) ::close(fd);
    fd = -1;
  }
};

struct Pipe {
  Descriptor read, write;
  Pipe() {
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
      throw Error(tr("cannot start a program: {0}", {std::strerror(errno)}),
                  tr("are too many programs running?"));
    read.fd = ends[0];
    write.fd = ends[1];
  }
};

// A file without a name: nothing of it stays, however we end.
void put_into_memory(const std::string& text, Descriptor& file) {
  file.fd = ::memfd_create("kancelli", MFD_CLOEXEC);
  std::string_view left = text;
  while (file.fd >= 0 && !left.empty()) {
    const ssize_t count = ::write(file.fd, left.data(), left.size());
    if (count < 0 && errno != EINTR) break;
    if (count > 0) left.remove_prefix(static_cast<std::size_t>(count));
  }
  if (file.fd < 0 || !left.empty()) throw Error(tr("cannot start a program: {0}", {std::strerror(errno)}));
}

// A started program and our ends of its three streams.
struct Child {
  pid_t pid = -1;
  Pipe in, out, err;

  explicit Child(const Command& command) {
    // A program that ends early must not end us; the write then says EPIPE.
    ::signal(SIGPIPE, SIG_IGN);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in.read.fd, 0);
    posix_spawn_file_actions_adddup2(&actions, out.write.fd, 1);
    posix_spawn_file_actions_adddup2(&actions, err.write.fd, 2);
    Descriptor script;
    if (!command.script.empty()) {
      put_into_memory(command.script, script);
      posix_spawn_file_actions_adddup2(&actions, script.fd, 3);
    }
    if (!command.folder.empty()) posix_spawn_file_actions_addchdir_np(&actions, command.folder.c_str());
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t none, defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    std::vector<char*> arguments{const_cast<char*>(command.program.c_str())};
    for (const std::string& argument : command.arguments)
      arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    std::vector<std::string> settings;
    for (char** entry = environ; *entry != nullptr && !command.own_environment; ++entry) {
      const std::string_view setting = *entry;
      const std::string_view name = setting.substr(0, setting.find('='));
      bool replaced = false;
      for (const auto& [key, value] : command.environment) replaced = replaced || key == name;
      if (!replaced) settings.emplace_back(setting);
    }
    for (const auto& [key, value] : command.environment) settings.push_back(key + "=" + value);
    std::vector<char*> environment;
    for (std::string& setting : settings) environment.push_back(setting.data());
    environment.push_back(nullptr);
    const int failed = ::posix_spawnp(&pid, command.program.c_str(), &actions, &attributes, arguments.data(),
                                      environment.data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (failed == ENOENT)
      throw Error(tr("the program {0} is not there", {command.program}),
                  tr("install it; scripts/setup installs all that is needed"));
    if (failed != 0) throw Error(tr("cannot start {0}: {1}", {command.program, std::strerror(failed)}));
    if (const rlimit memory{command.memory, command.memory}; command.memory > 0)
      ::prlimit(pid, RLIMIT_AS, &memory, nullptr);
    in.read.close();
    out.write.close();
    err.write.close();
    ::fcntl(in.write.fd, F_SETFL, O_NONBLOCK);
  }

  void kill() const {
    if (pid > 0) ::kill(-pid, SIGKILL);
  }

  // Has it ended by then? (It may close its streams and go on.)
  bool ends_before(Clock::time_point end) const {
    siginfo_t info{};
    for (int pause = 100;
         ::waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0;
         pause = std::min(2 * pause, 20'000)) {
      if (Clock::now() >= end) return false;
      std::this_thread::sleep_for(std::chrono::microseconds(pause));
    }
    return true;
  }

  int wait() {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    pid = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  ~Child() {
    if (pid <= 0) return;
    kill();
    wait();
  }
};

int milliseconds_until(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return left < 0 ? 0 : static_cast<int>(left) + 1;
}

// Reads what is there; closes the descriptor at its end.
void read_some(Descriptor& from, std::string& to) {
  char buffer[65536];
  const ssize_t count = ::read(from.fd, buffer, sizeof buffer);
  if (count > 0)
    to.append(buffer, static_cast<std::size_t>(count));
  else if (count == 0 || errno != EINTR)
    from.close();
}

void write_some(Descriptor& to, std::string_view& text) {
  const ssize_t count = text.empty() ? 0 : ::write(to.fd, text.data(), text.size());
  if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
  if (text.empty() || (count < 0 && errno != EAGAIN && errno != EINTR)) to.close();
}

class SystemConversation : public Conversation {
 public:
  explicit SystemConversation(const Command& command) : child_(command), name_(command.program) {}

  Reply ask(const std::string& line, std::chrono::seconds limit) override {
    const std::string sent = line + "\n";
    std::string_view left = sent;
    const Clock::time_point end = Clock::now() + limit;
    for (;;) {
      if (const std::size_t newline = answered_.find('\n'); newline != std::string::npos && left.empty()) {
        Reply reply{answered_.substr(0, newline), {}};
        answered_.erase(0, newline + 1);
        // What it complained of before it answered is there by now.
        pollfd rest{child_.err.read.fd, POLLIN, 0};
        while (child_.err.read.fd >= 0 && ::poll(&rest, 1, 0) > 0) {
          read_some(child_.err.read, complaints_);
          rest.fd = child_.err.read.fd;
        }
        std::swap(reply.complaints, complaints_);
        return reply;
      }
      // A descriptor of -1 is skipped by poll.
      pollfd polled[3] = {{child_.out.read.fd, POLLIN, 0},
                          {child_.err.read.fd, POLLIN, 0},
                          {left.empty() ? -1 : child_.in.write.fd, POLLOUT, 0}};
      const int ready = ::poll(polled, 3, milliseconds_until(end));
      if (ready == 0) fail(tr("{0} did not answer in time", {name_}));
      if (polled[0].revents != 0) read_some(child_.out.read, answered_);
      if (polled[1].revents != 0) read_some(child_.err.read, complaints_);
      if (polled[2].revents != 0) {
        const ssize_t count = ::write(child_.in.write.fd, left.data(), left.size());
        if (count > 0) left.remove_prefix(static_cast<std::size_t>(count));
        if (count < 0 && errno != EAGAIN && errno != EINTR)
          fail(tr("{0} ended before it had answered", {name_}));
      }
      if (child_.out.read.fd < 0) fail(tr("{0} ended before it had answered", {name_}));
    }
  }

 private:
  [[noreturn]] void fail(const std::string& what) {
    child_.kill();
    while (child_.err.read.fd >= 0) read_some(child_.err.read, complaints_);
    throw Error(what + (complaints_.empty() ? "" : ": " + std::string(trim(complaints_))));
  }

  Child child_;
  std::string name_, answered_, complaints_;
};

}  // namespace

ProcessResult SystemProcesses::run(const Command& command) {
  Child child(command);
  ProcessResult result;
  std::string_view input = command.input;
  if (input.empty()) child.in.write.close();
  const Clock::time_point end = Clock::now() + command.limit;
  while (child.out.read.fd >= 0 || child.err.read.fd >= 0) {
    pollfd polled[3] = {
        {child.out.read.fd, POLLIN, 0}, {child.err.read.fd, POLLIN, 0}, {child.in.write.fd, POLLOUT, 0}};
    const int ready = ::poll(polled, 3, milliseconds_until(end));
    if (ready == 0 && Clock::now() >= end) break;
    if (polled[0].revents != 0) read_some(child.out.read, result.out);
    if (polled[1].revents != 0) read_some(child.err.read, result.err);
    if (polled[2].revents != 0) write_some(child.in.write, input);
    result.too_much = std::max(result.out.size(), result.err.size()) > command.output;
    if (result.too_much) break;
  }
  if (result.too_much) child.kill();
  result.timed_out = !child.ends_before(end);
  if (result.timed_out) child.kill();
  result.status = child.wait();
  return result;
}

std::unique_ptr<Conversation> SystemProcesses::start(const Command& command) {
  return std::make_unique<SystemConversation>(command);
}

std::optional<std::string> find_program(std::string_view name) {
  if (name.find('/') != std::string_view::npos)
    return ::access(std::string(name).c_str(), X_OK) == 0 ? std::optional(std::string(name)) : std::nullopt;
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : split(path == nullptr ? "" : path, ':')) {
    const std::string candidate = std::string(folder) + "/" + std::string(name);
    if (::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

}  // namespace kancelli
