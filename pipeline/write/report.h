// Findings about outputs, led back to the source by the data-pos that the tree carried.
#pragma once

#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

// The name in the start tag of the element at "file:line:column"; nowhere when there is none.
Span span_at(const Project& project, const std::string& pos);

// An error with code `output-differs`, at `pos`, or at the output when that is "".
void report_output(const std::string& pos, const std::string& output, const std::string& message,
                   const Project& project, Diagnostics& diagnostics);

}  // namespace kancelli
