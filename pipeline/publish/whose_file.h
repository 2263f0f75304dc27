// Which paper a file of a release belongs to, by its path.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

struct Whose {
  const Paper* paper = nullptr;            // nullptr: of the whole site
  const Attachment* attachment = nullptr;  // where the file is one, of that paper

  Span place() const;  // in the source; nowhere for a file of the whole site
};

class FileOwners {
 public:
  // `open`: the papers that the release is made of.
  FileOwners(const Project& project, const std::vector<const Paper*>& open)
      : project_(project), open_(open) {}

  Whose of(std::string_view path) const;
  // The open paper of that name, or the one that the named paper is made of.
  const Paper* paper_named(std::string_view name) const;

 private:
  const Project& project_;
  const std::vector<const Paper*>& open_;
};

}  // namespace kancelli
