// The commands: rows of a table.
#pragma once

#include <string_view>
#include <vector>

#include "pipeline/cli/options.h"

namespace kancelli {

struct CliCommand {
  std::string_view name;
  const char* usage;    // its arguments; msgid
  const char* summary;  // one sentence; msgid
  int (*run)(
      const Options& options);  // gives the exit status: 0 good, 1 the content has errors; throws Error for 2
};

const std::vector<CliCommand>& commands();

// All of it: reads the arguments (without the program's name), runs the command, prints; gives the exit
// status.
int run_cli(const std::vector<std::string>& arguments);

}  // namespace kancelli
