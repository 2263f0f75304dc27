#include "pipeline/write/report.h"

#include "pipeline/core/messages.h"

namespace kancelli {

Span span_at(const Project& project, const std::string& pos) {
  for (const auto& paper : project.papers) {
    if (!pos.starts_with(paper->file + ":")) continue;
    for (const Node& node : paper->xml->nodes)
      if (node.kind == Node::Kind::element && project.sources.where(node.span) == pos) return node.name_span;
  }
  return {};
}

void report_output(const std::string& pos, const std::string& output, const std::string& message,
                   const Project& project, Diagnostics& diagnostics) {
  Diagnostic& d =
      diagnostics.error("output-differs", span_at(project, pos), message,
                        {tr("nothing was written; this is a fault of the program, please report it")});
  d.trace.push_back(tr("while comparing {0} with the paper", {output}));
  if (d.span.nowhere()) d.place = output;
}

}  // namespace kancelli
