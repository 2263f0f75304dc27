// The disk. Replaced by a fake in tests.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli {

// What the system says by an error number, in the user's language where it happens often.
std::string reason_text(int reason);

class Files {
 public:
  virtual ~Files() = default;
  // The bytes of a file. Throws Error, with the reason, for what is not there, is no file (a folder, a pipe),
  // is larger than 1 GB, or cannot be read.
  virtual std::string read(const std::string& path) const = 0;
  virtual bool exists(const std::string& path) const = 0;
  virtual bool is_folder(const std::string& path) const = 0;
  // Names in a folder, sorted; empty when it is not there.
  virtual std::vector<std::string> list(const std::string& folder) const = 0;
  // All or nothing: written beside, renamed over. Makes the folders above. Throws Error (disk full) and
  // leaves the old file whole.
  virtual void write(const std::string& path, std::string_view bytes) = 0;
  virtual void remove(const std::string& path) = 0;
  // Keeps other runs out of the folder, which is made when it is not there, until the result is destroyed;
  // also clears away what an interrupted run left. Throws Error when another run holds it.
  virtual std::shared_ptr<void> lock(const std::string& folder) = 0;
};

class DiskFiles : public Files {
 public:
  std::string read(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_folder(const std::string& path) const override;
  std::vector<std::string> list(const std::string& folder) const override;
  void write(const std::string& path, std::string_view bytes) override;
  void remove(const std::string& path) override;
  std::shared_ptr<void> lock(const std::string& folder) override;
};

}  // namespace kancelli
