#include "pipeline/publish/release_names.h"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <random>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

std::string this_machine() {
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  return sha256(name).substr(0, 8);
}

}  // namespace

bool is_release_name(std::string_view name) {
  return name.size() == 64 && name.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

void check_release(const std::string& name) {
  if (!is_release_name(name)) throw Error(tr("{0} is no release's name", {name}));
}

void check_path(const std::string& path) {
  for (const std::string_view part : split(path, '/'))
    if (part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos)
      throw Error(tr("the path {0} would lead out of the release", {json_escape(path)}));
}

std::string own_mark() {
  std::random_device source;
  char digits[24];
  std::snprintf(digits, sizeof digits, "%08x%08x", source(), source());
  return this_machine() + "-" + std::to_string(::getpid()) + "-" + digits;
}

bool is_abandoned(std::string_view name, std::optional<std::int64_t> idle, std::int64_t patience) {
  const std::vector<std::string_view> parts = split(name, '-');
  if (parts.size() < 4) return false;
  if (parts[parts.size() - 3] != this_machine()) return idle && *idle > patience;
  // Another process may have got the number: then the next run clears it away.
  const int process = std::atoi(std::string(parts[parts.size() - 2]).c_str());
  return process > 0 && ::kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace kancelli
