// What an import did, for a terminal and as JSON.
#include <algorithm>
#include <array>

#include "pipeline/core/messages.h"
#include "pipeline/core/printable.h"
#include "pipeline/core/text.h"
#include "pipeline/word/import_words.h"
#include "pipeline/word/imported.h"

namespace kancelli::word {
namespace {

constexpr std::array<Finding::Kind, 5> kinds = {Finding::Kind::repaired, Finding::Kind::element,
                                                Finding::Kind::placed, Finding::Kind::kept,
                                                Finding::Kind::left_out};

std::size_t count(const Imported& imported, Finding::Kind kind, Finding::Certainty certainty) {
  return static_cast<std::size_t>(std::count_if(
      imported.findings.begin(), imported.findings.end(),
      [&](const Finding& finding) { return finding.kind == kind && finding.certainty == certainty; }));
}

std::string shortened(const std::string& text, std::size_t longest) {
  if (code_point_count(text) <= longest) return text;
  std::size_t end = 0;
  for (std::size_t i = 0; i + 1 < longest; ++i) next_code_point(text, end);
  return text.substr(0, end) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t length = code_point_count(text);
  return text + std::string(width > length ? width - length : 0, ' ');
}

std::string number(std::size_t count) {
  const std::string text = std::to_string(count);
  return std::string(text.size() < 9 ? 9 - text.size() : 1, ' ') + text;
}

}  // namespace

std::string_view to_string(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::repaired:
      return "repaired";
    case Finding::Kind::element:
      return "element";
    case Finding::Kind::placed:
      return "placed";
    case Finding::Kind::kept:
      return "kept";
    case Finding::Kind::left_out:
      break;
  }
  return "left-out";
}

std::string_view to_string(Finding::Certainty certainty) {
  return certainty == Finding::Certainty::certain  ? "certain"
         : certainty == Finding::Certainty::likely ? "likely"
                                                   : "unsure";
}

std::string kind_in_words(Finding::Kind kind) {
  switch (kind) {
    case Finding::Kind::repaired:
      return tr("mended");
    case Finding::Kind::element:
      return tr("typed elements");
    case Finding::Kind::placed:
      return tr("structure");
    case Finding::Kind::kept:
      return tr("without a place");
    case Finding::Kind::left_out:
      break;
  }
  return tr("left out");
}

std::string certainty_in_words(Finding::Certainty certainty) {
  return certainty == Finding::Certainty::certain  ? tr("certain")
         : certainty == Finding::Certainty::likely ? tr("likely")
                                                   : tr("unsure");
}

std::string import_text(const Imported& imported, const SourceMap& sources) {
  std::size_t width = 0;
  for (const Finding::Kind kind : kinds) width = std::max(width, code_point_count(kind_in_words(kind)));
  std::string text = padded("", width);
  const std::array<Finding::Certainty, 3> columns = {Finding::Certainty::certain, Finding::Certainty::likely,
                                                     Finding::Certainty::unsure};
  for (const Finding::Certainty certainty : columns) {
    const std::string name = certainty_in_words(certainty);
    text += padded("", 9 - std::min<std::size_t>(8, code_point_count(name))) + name;
  }
  text += "\n";
  for (const Finding::Kind kind : kinds) {
    text += padded(kind_in_words(kind), width);
    for (const Finding::Certainty certainty : columns) text += number(count(imported, kind, certainty));
    text += "\n";
  }
  for (const Finding& finding : imported.findings) {
    if (finding.certainty == Finding::Certainty::certain) continue;
    text += sources.where(finding.place) + ": " + certainty_in_words(finding.certainty) + ": " + finding.why;
    if (!finding.before.empty()) text += ": " + shortened(finding.before, 60);
    if (!finding.after.empty() && finding.after != finding.before)
      text += " → " + shortened(finding.after, 60);
    text += "\n";
  }
  return printable(text);
}

std::string import_json(const Imported& imported, const SourceMap& sources) {
  std::string text = "{\n  \"findings\": [";
  for (const Finding& finding : imported.findings) {
    const Position begin = sources.position(finding.place.source, finding.place.begin),
                   end = sources.position(finding.place.source, finding.place.end);
    text += std::string(&finding == &imported.findings.front() ? "" : ",") +
            "\n    {\"kind\": " + json_string(to_string(finding.kind)) +
            ", \"certainty\": " + json_string(to_string(finding.certainty)) +
            ", \"before\": " + json_string(finding.before) + ", \"after\": " + json_string(finding.after) +
            ", \"why\": " + json_string(finding.why) + ", \"where\": " + json_string(finding.where) +
            ", \"paragraph\": " + std::to_string(begin.line) +
            ", \"column\": " + std::to_string(begin.column) + ", \"end\": " + std::to_string(end.column) +
            "}";
  }
  text += imported.findings.empty() ? "],\n" : "\n  ],\n";
  text += "  \"faults\": [";
  for (const Diagnostic& fault : imported.faults.list()) {
    text += std::string(&fault == &imported.faults.list().front() ? "" : ",") +
            "\n    {\"severity\": " + json_string(to_string(fault.severity)) +
            ", \"code\": " + json_string(fault.code) + ", \"message\": " + json_string(fault.message) +
            ", \"paragraph\": " + std::to_string(sources.position(fault.span.source, fault.span.begin).line) +
            "}";
  }
  text += imported.faults.list().empty() ? "],\n" : "\n  ],\n";
  return text + "  \"valid\": " + (imported.faults.has_errors() ? "false" : "true") + "\n}\n";
}

}  // namespace kancelli::word
