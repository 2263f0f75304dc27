// What somebody wrote, as it may be shown on a terminal.
#pragma once

#include <string>
#include <string_view>

namespace kancelli {

// Without what would act on a terminal instead of showing on it: control characters, marks that turn the
// direction of writing, malformed bytes. Each becomes one U+FFFD, so that columns stay.
std::string printable(std::string_view text);

}  // namespace kancelli
