// What kind of file a name tells of (RFC 6838).
#pragma once

#include <string_view>

namespace kancelli {

// Of a file, by the ending of its name in capitals or not; "application/octet-stream" for others.
std::string_view media_type(std::string_view name);

}  // namespace kancelli
