// Names at a target: of releases, of files in them, and of what a run has under way there.
#pragma once

#include <cstdint>
#include <optional>
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

// Whether the run that left NAME, which ends as own_mark() says, is over: here its process is gone; on
// another machine, whose processes we cannot see, more than `patience` seconds passed since it last wrote.
// `idle`: so many passed; nothing where nobody can tell.
bool is_abandoned(std::string_view name, std::optional<std::int64_t> idle, std::int64_t patience);

}  // namespace kancelli
