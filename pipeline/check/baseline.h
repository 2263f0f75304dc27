// Findings that an old collection had when it was taken over, kept in a file so that only new ones show.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>

#include "pipeline/core/diagnostic.h"

namespace kancelli {

// A finding is known again by its file, its code and the text it points at, whatever its line and the
// language of the run. Of several that are alike in these, as many are left out as the file counts.
class Baseline {
 public:
  // `name` is the file's, for the Error that is thrown for a text that is no baseline.
  static Baseline read(std::string_view json, const std::string& name);
  // What may be left out of these findings: not what cannot be suppressed.
  static Baseline of(const Diagnostics& diagnostics, const SourceMap& sources);

  // Takes the known findings out; how many they were.
  std::size_t take_out(Diagnostics& diagnostics, const SourceMap& sources) const;

  std::size_t size() const;
  // One finding a line, sorted: two versions can be compared.
  std::string json() const;

 private:
  using Key = std::tuple<std::string, std::string, std::string>;  // file, code, text
  static Key key(const Diagnostic& diagnostic, const SourceMap& sources);

  std::map<Key, std::size_t> counts_;
};

}  // namespace kancelli
