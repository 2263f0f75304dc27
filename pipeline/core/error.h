// Thrown when the program cannot do its work (no Pandoc, disk full): exit status 2. Wrong content is a
// Diagnostic instead.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace kancelli {

struct Error : std::runtime_error {
  explicit Error(const std::string& message, std::string what_to_do = {})
      : std::runtime_error(message), hint(std::move(what_to_do)) {}
  std::string hint;  // What the user can do; may be empty.
};

}  // namespace kancelli
