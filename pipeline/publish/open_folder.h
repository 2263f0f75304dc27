// Files below an open folder, reached name by name and without following symbolic links: what is written or
// removed there lies nowhere else, whatever somebody put in.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kancelli {

// An open file or folder, closed with it.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor();
  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }

 private:
  int fd_;
};

// Throw Error, with the reason for the error number.
[[noreturn]] void cannot_read(const std::string& what, int error);
[[noreturn]] void cannot_write(const std::string& what, int error);

// The folder NAME, made when it is not there and `make` is set. Not open, and errno says why, when it is no
// folder; it is ELOOP for a link to one.
Descriptor folder_in(int parent, const std::string& name, bool make = false);
// The folder that holds the path's last part, and that part.
std::pair<Descriptor, std::string> parent_of(int root, const std::string& path, bool make = false);

// The functions below throw Error.

std::vector<std::string> names_in(int folder);  // sorted
std::string read_in(int root, const std::string& path);
// A new file; it makes the folders above. The file that lay there is not written over but
// let go of, since it may have another name elsewhere.
void write_in(int root, const std::string& path, std::string_view bytes);
// A file, or a folder with all in it; nothing when it is not there.
void remove_tree(int parent, const std::string& name);
// All that is no folder, also links, below the folder; sorted.
std::vector<std::string> files_in(int folder);

}  // namespace kancelli
