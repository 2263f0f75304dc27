// What commands print, and how they end.
#pragma once

#include <string>
#include <vector>

#include "pipeline/cli/options.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"

namespace kancelli {

bool is_terminal(int descriptor);
bool in_color(const Options& options);
// Prints the findings, and how many there are; gives the exit status.
int finish(const Options& options, const SourceMap& sources, Diagnostics& diagnostics);
void show_progress(std::size_t done, std::size_t all, const std::string& name);
std::optional<Date> this_day();

}  // namespace kancelli
