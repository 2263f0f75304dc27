// Pandoc as the judge of our host of Lua filters: the same tree and the same filter through both.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli {

// A Pandoc that judges: the installed one, and Pandoc 3, which scripts/setup --tests fetches.
struct Oracle {
  const char* name;  // in the names of tests
  std::string program;

  // As `pandoc --version` says it; empty when it is not there.
  const std::vector<int>& version() const;
  bool is_pandoc_3() const { return version() >= std::vector<int>{3}; }
  ast::ApiVersion api_version() const;  // of the trees that it writes
  // What it writes to its standard output; a failed expectation when it ends with an error.
  std::string run(std::vector<std::string> arguments, const std::string& input) const;
  // The tree, as JSON, that a filter makes of another, where the filter finds `format` as FORMAT.
  std::string filtered(const std::string& tree, const std::string& filter, const std::string& format) const;
};
const std::vector<Oracle>& oracles();

// The same through our host, which is told that Pandoc's version. A failed expectation when the filter fails.
std::string through_our_host(const Oracle& oracle, const std::string& tree, const std::string& filter,
                             const std::string& format);

// Where two trees in JSON differ first, and how; "" when they do not.
std::string difference(const std::string& expected, const std::string& ours);

std::string read_file(const std::string& path);

}  // namespace kancelli
