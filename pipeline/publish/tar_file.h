// Tar files (POSIX ustar, pax for what does not fit): the same files give the same bytes. Read with care, since
// one may come from anywhere.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace kancelli {

struct TarEntry {
  std::uint64_t offset = 0, bytes = 0;  // where its contents lie
};

// The contents of a tar file with these files: path -> bytes. Owner and machine are in none of it, and a file's
// time is made of what is in it: servers and browsers that tell files apart by time and size still do.
void write_tar(const std::map<std::string, std::string>& files,
               const std::function<void(std::string_view)>& write);

// `read(offset, count)` gives what lies there, less at the end. Path -> entry. Throws Error for what is no tar
// file or is cut off, and for one with links, devices, paths that are absolute or have . or .., or a path twice.
// Entries of folders are left out.
std::map<std::string, TarEntry> read_tar(
    const std::function<std::string(std::uint64_t offset, std::size_t count)>& read, std::uint64_t size);

}  // namespace kancelli
