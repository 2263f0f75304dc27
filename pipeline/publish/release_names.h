// Names at a target: of releases, of files in them, and of what a run has under way there.
#pragma once

#include <string>
#include <string_view>

namespace kancelli {

// What is being staged, or taken away, has a name that begins so; ends as own_mark() says.
constexpr std::string_view staging_mark = ".staging-";

bool is_release_name(std::string_view name);

// Throw Error.
void check_release(const std::string& name);
void check_path(const std::string& path);  // one that would lead out of the release

// MACHINE-PID-RANDOM: nobody else's, and it shows whose it was.
std::string own_mark();

// Whose name it is that ends as own_mark() says.
enum class Owner {
  nobody,     // it does not end so
  gone,       // a process of this machine that is over
  at_work,    // one that is not; or one that got the same number
  elsewhere,  // a process of another machine, which we cannot see
};
Owner owner_of(std::string_view name);

}  // namespace kancelli
