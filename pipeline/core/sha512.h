// SHA-512, in lower-case hexadecimal (128 characters): the checksum that exchange formats ask for. The
// project's own is SHA-256 (text.h).
#pragma once

#include <string>
#include <string_view>

namespace kancelli {

std::string sha512(std::string_view bytes);

}  // namespace kancelli
