#include "pipeline/system/bounded_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"

namespace kancelli {
namespace {

using Clock = std::chrono::steady_clock;

void set_limit(int what, std::size_t most) {
  const rlimit limit{most, most};
  ::setrlimit(static_cast<decltype(RLIMIT_DATA)>(what), &limit);
}

// In the child, between fork and exec.
[[noreturn]] void become(char* const* arguments, const char* program, const char* folder, int complaints,
                         const Bounds& bounds, pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(127);
  ::setpgid(0, 0);
  const int nothing = ::open("/dev/null", O_RDWR);
  ::dup2(nothing, 0);
  ::dup2(nothing, 1);
  ::dup2(complaints, 2);
  ::signal(SIGPIPE, SIG_DFL);
  // Of what it fills, not of what it reserves: Pandoc and Node reserve more than any machine has.
  if (bounds.memory > 0) set_limit(RLIMIT_DATA, bounds.memory);
  if (bounds.file > 0) set_limit(RLIMIT_FSIZE, bounds.file);
  set_limit(RLIMIT_CORE, 0);
  if (::chdir(folder) == 0) ::execv(program, arguments);
  ::_exit(127);
}

// What a program that ended has left behind becomes our child.
void end_the_rest() {
  const std::string list = "/proc/self/task/" + std::to_string(::getpid()) + "/children";
  for (int round = 0; round < 100; ++round) {
    std::ifstream children(list);
    bool some = false;
    for (pid_t each = 0; children >> each;) {
      some = true;
      ::kill(each, SIGKILL);
      ::waitpid(each, nullptr, 0);
    }
    if (!some) return;
  }
}

std::string end_of(int file) {
  constexpr off_t most = 64 << 10;
  const off_t size = ::lseek(file, 0, SEEK_END);
  std::string text(static_cast<std::size_t>(std::min(size, most)), '\0');
  const ssize_t count = ::pread(file, text.data(), text.size(), std::max<off_t>(0, size - most));
  text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
  return text;
}

}  // namespace

BoundedResult run_bounded(const std::string& program, const std::vector<std::string>& arguments,
                          const std::string& folder, const Bounds& bounds,
                          const std::function<bool()>& is_stopped) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  std::vector<char*> list{const_cast<char*>(program.c_str())};
  for (const std::string& each : arguments) list.push_back(const_cast<char*>(each.c_str()));
  list.push_back(nullptr);
  const int complaints = ::memfd_create("kancelli", MFD_CLOEXEC);
  const pid_t self = ::getpid(), child = ::fork();
  if (child == 0) become(list.data(), program.c_str(), folder.c_str(), complaints, bounds, self);
  if (child < 0) {
    const int reason = errno;
    ::close(complaints);
    throw Error(tr("cannot start {0}: {1}", {program, std::strerror(reason)}));
  }
  BoundedResult result;
  const auto end = Clock::now() + bounds.time;
  int status = 0;
  for (auto pause = std::chrono::milliseconds(2); ::waitpid(child, &status, WNOHANG) == 0;
       pause = std::min(2 * pause, std::chrono::milliseconds(50))) {
    if (is_stopped()) result.end = BoundedResult::End::stopped;
    if (bounds.time.count() > 0 && Clock::now() >= end) result.end = BoundedResult::End::too_slow;
    if (result.end != BoundedResult::End::itself) {
      ::kill(child, SIGKILL);
      while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
      }
      break;
    }
    std::this_thread::sleep_for(pause);
  }
  end_the_rest();
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  result.complaints = end_of(complaints);
  ::close(complaints);
  return result;
}

}  // namespace kancelli
