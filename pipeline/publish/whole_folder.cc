#include "pipeline/publish/whole_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/open_folder.h"

namespace kancelli {
namespace {

constexpr const char* sums_name = "SHA256SUMS";

std::string sums_of(const std::map<std::string, std::string>& files) {
  std::string text;
  for (const auto& [path, bytes] : files) text += sha256(bytes) + "  " + path + "\n";
  return text;
}

// Path -> hash, as sums_of() wrote them.
std::map<std::string, std::string> read_sums(const std::string& text) {
  constexpr std::size_t digits = 64;
  std::map<std::string, std::string> sums;
  for (const std::string_view line : split(text, '\n'))
    if (line.size() > digits + 2)
      sums[std::string(line.substr(digits + 2))] = std::string(line.substr(0, digits));
  return sums;
}

// The first file that is not as an earlier call left it; "" when there is none. One that is gone is no loss.
std::string strange_file(int folder) {
  const std::vector<std::string> paths = files_in(folder);
  const bool ours = std::find(paths.begin(), paths.end(), sums_name) != paths.end();
  const auto sums = ours ? read_sums(read_in(folder, sums_name)) : std::map<std::string, std::string>();
  for (const std::string& path : paths) {
    if (ours && path == sums_name) continue;
    const auto found = sums.find(path);
    if (found == sums.end() || sha256(read_in(folder, path)) != found->second) return path;
  }
  return {};
}

// The one in the place of the other, in one step; where the disk cannot do that, in two.
void exchange(int parent, const std::string& fresh, const std::string& name, const std::string& where) {
  if (::renameat2(parent, fresh.c_str(), parent, name.c_str(), RENAME_EXCHANGE) == 0) return;
  if (errno != EINVAL && errno != ENOSYS) cannot_write(where, errno);
  const std::string old = fresh + "-old";
  remove_tree(parent, old);
  if (::renameat(parent, name.c_str(), parent, old.c_str()) != 0) cannot_write(where, errno);
  if (::renameat(parent, fresh.c_str(), parent, name.c_str()) != 0) {
    const int error = errno;
    static_cast<void>(::renameat(parent, old.c_str(), parent, name.c_str()));
    cannot_write(where, error);
  }
  remove_tree(parent, old);
}

}  // namespace

void write_whole_folder(const std::string& parent, const std::string& name,
                        const std::map<std::string, std::string>& files) {
  const std::string where = parent + "/" + name, fresh = "." + name + ".new";
  const Descriptor root(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!root.open()) cannot_write(parent, errno);
  const Descriptor old = folder_in(root.get(), name);
  const int missing = old.open() ? 0 : errno;
  if (!old.open() && missing != ENOENT) cannot_write(where, missing);
  if (const std::string strange = old.open() ? strange_file(old.get()) : ""; !strange.empty())
    throw Error(tr("{0} was not made by this command, or was changed since", {where + "/" + strange}),
                tr("move it to another folder: {0} is written anew as a whole", {where}));
  remove_tree(root.get(), fresh);
  try {
    const Descriptor folder = folder_in(root.get(), fresh, true);
    if (!folder.open()) cannot_write(where, errno);
    for (const auto& [path, bytes] : files) write_in(folder.get(), path, bytes);
    write_in(folder.get(), sums_name, sums_of(files));
    if (old.open())
      exchange(root.get(), fresh, name, where);
    else if (::renameat(root.get(), fresh.c_str(), root.get(), name.c_str()) != 0)
      cannot_write(where, errno);
  } catch (...) {
    try {
      remove_tree(root.get(), fresh);
    } catch (const Error&) {  // what stopped us is told; the next run clears this away
    }
    throw;
  }
  remove_tree(root.get(), fresh);  // the old one, now
}

}  // namespace kancelli
