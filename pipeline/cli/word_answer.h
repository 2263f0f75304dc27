// What a Word file would become, for those who handed it in: its PDF, and what it would change in a paper of
// the project.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"
#include "pipeline/system/files.h"

namespace kancelli {

// The disk, and papers beside it that are not written there.
class FilesBeside : public DiskFiles {
 public:
  std::map<std::string, std::string> added;  // path -> bytes

  std::string read(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  void write(const std::string& path, std::string_view bytes) override;
  void remove(const std::string& path) override;
};

struct WordPdf {
  std::string bytes;                 // "" for none
  std::vector<std::string> why_not;  // then, in the user's language
};

// The paper `id` of the project in `root`, with what lies beside it.
WordPdf pdf_beside(const std::string& root, const FilesBeside& beside, const std::string& id, bool closed);

// What `bytes`, a copy of the paper, changes in it: a part of a page, in Danish. Nothing of a closed paper or
// of a copy of the closed edition is shown: more people may read the page.
std::string changes_part(const std::string& root, const std::string& id, const std::string& name,
                         std::string_view bytes);

}  // namespace kancelli
