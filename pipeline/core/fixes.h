// The repairs that diagnostics carry, made in the texts they are about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"

namespace kancelli {

struct FixedSource {
  SourceId source = SourceId::none;
  std::string text;       // all of it; outside the edits byte for byte as it was
  std::string diff;       // unified, without lines around the changes; paths as the source's name
  std::size_t fixes = 0;  // diagnostics whose repair is in it
};

// Every fix of the diagnostics, made. A diagnostic's edits are made all or not at all: where one overlaps
// another diagnostic's, which came first, none is made, and a second run finds what is left. Sources in the
// order of their ids.
std::vector<FixedSource> make_fixes(const Diagnostics& diagnostics, const SourceMap& sources);

}  // namespace kancelli
