// gzip and ZIP, read with care: a small file may unpack to a huge one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli {

// All of it, that of several files behind one another too. Throws Error for what is damaged or too large (more
// than 1 GB).
std::string gunzip(std::string_view bytes);

// Names and bytes in the order of the archive's directory; comments, of the archive and of its entries, have no
// name. Throws Error for what is damaged, encrypted or unpacks to more than `most` bytes in all.
std::vector<std::pair<std::string, std::string>> unzip(std::string_view bytes,
                                                       std::size_t most = std::size_t{1} << 30);

}  // namespace kancelli
