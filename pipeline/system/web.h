// Files that lie at addresses of the web.
#pragma once

#include <chrono>
#include <string>

namespace kancelli {

struct WebFile {
  std::string type;  // its MIME type; "" when the server does not say
  std::string bytes;
};

// Follows the address, http:// or https://, where it has moved to. Throws Error for what is not there, takes
// longer or is larger.
WebFile fetch(const std::string& address, std::chrono::seconds limit, std::size_t most_bytes);

}  // namespace kancelli
