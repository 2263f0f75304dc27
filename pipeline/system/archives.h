// gzip and ZIP, read with care: a small file may unpack to a huge one.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli {

// All of it, that of several files behind one another too. Throws Error for what is damaged or too large
// (more than 1 GB).
std::string gunzip(std::string_view bytes);

// Names and bytes in the order of the archive's directory; comments, of the archive and of its entries, have
// no name. Throws Error for what is damaged (sizes and checksums that do not fit, entries that share bytes,
// headers that name an entry otherwise than the directory), encrypted or unpacks to more than `most` bytes in
// all.
std::vector<std::pair<std::string, std::string>> unzip(std::string_view bytes,
                                                       std::size_t most = std::size_t{1} << 30);

// A ZIP with these entries' bytes in place of its own, and those that it lacks behind them; every other entry
// stays packed as it is, byte for byte. Throws Error as unzip does.
std::string repacked(std::string_view archive,
                     const std::map<std::string, std::string, std::less<>>& changed);

}  // namespace kancelli
