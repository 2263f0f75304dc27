// Files that the program carries within it (CMakeLists.txt, EMBEDDED_FILES), so that it works wherever it is
// put.
#pragma once

#include <string_view>
#include <vector>

namespace kancelli {

struct EmbeddedFile {
  std::string_view name;  // its path in the repository
  std::string_view bytes;
};

const std::vector<EmbeddedFile>& embedded_files();

// Empty for a name that is not there.
inline std::string_view embedded(std::string_view name) {
  for (const EmbeddedFile& file : embedded_files())
    if (file.name == name) return file.bytes;
  return {};
}

}  // namespace kancelli
