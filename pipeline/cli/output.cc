#include "pipeline/cli/output.h"

#include <unistd.h>

#include <cstdlib>
#include <ctime>
#include <iostream>

#include "pipeline/core/messages.h"

namespace kancelli {

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

bool in_color(const Options& options) {
  return options.color == "always" ||
         (options.color == "auto" && is_terminal(1) && std::getenv("NO_COLOR") == nullptr);
}

int finish(const Options& options, const SourceMap& sources, Diagnostics& diagnostics) {
  diagnostics.sort(sources);
  std::cout << print(diagnostics, sources, {options.format, in_color(options)}) << std::flush;
  const std::size_t errors = diagnostics.count(Severity::error),
                    warnings = diagnostics.count(Severity::warning),
                    notes = diagnostics.count(Severity::note);
  if (options.format == DiagnosticFormat::human && errors + warnings + notes > 0)
    std::cerr << tr("errors: {0}, warnings: {1}", {std::to_string(errors), std::to_string(warnings)})
              << (notes > 0 ? tr(", notes: {0}", {std::to_string(notes)}) : "") << "\n";
  return errors > 0 || (options.strict && warnings > 0) ? 1 : 0;
}

std::optional<Date> this_day() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  ::localtime_r(&now, &local);
  char text[16];
  return Date::parse(std::string_view(text, std::strftime(text, sizeof text, "%Y-%m-%d", &local)));
}

void show_progress(std::size_t done, std::size_t all, const std::string& name) {
  std::cerr << "\r\033[K[" << done << "/" << all << "] " << name << std::flush;
  if (done == all) std::cerr << "\r\033[K" << std::flush;
}

}  // namespace kancelli
