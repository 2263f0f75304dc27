// The forms for programs: JSON with every field, and SARIF 2.1.0.
#include <map>
#include <string>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/text.h"

namespace kancelli {

std::string print_json(const Diagnostics& diagnostics, const SourceMap& sources);
std::string print_sarif(const Diagnostics& diagnostics, const SourceMap& sources);

namespace {

std::string list(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? "," : "") + json_string(text);
  return out + "]";
}

std::string place(Span span, const SourceMap& sources) {
  if (span.nowhere()) return "\"file\":null";
  const Position begin = sources.position(span.source, span.begin),
                 end = sources.position(span.source, span.end);
  return "\"file\":" + json_string(sources.name(span.source)) + ",\"line\":" + std::to_string(begin.line) +
         ",\"column\":" + std::to_string(begin.column) + ",\"endLine\":" + std::to_string(end.line) +
         ",\"endColumn\":" + std::to_string(end.column);
}

std::string sarif_uri(std::string_view path) {
  static constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
        std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

std::string sarif_region(Span span, const SourceMap& sources) {
  const Position begin = sources.position(span.source, span.begin),
                 end = sources.position(span.source, span.end);
  return "{\"startLine\":" + std::to_string(begin.line) + ",\"startColumn\":" + std::to_string(begin.column) +
         ",\"endLine\":" + std::to_string(end.line) + ",\"endColumn\":" + std::to_string(end.column) + "}";
}

// Replacements in one artifact each: SARIF lets them stand side by side.
std::string sarif_fix(const Diagnostic& diagnostic, const SourceMap& sources) {
  std::string changes;
  for (const Edit& edit : diagnostic.fix)
    changes += std::string(changes.empty() ? "" : ",") +
               "{\"artifactLocation\":{\"uri\":" + json_string(sarif_uri(sources.name(edit.span.source))) +
               "},\"replacements\":[{\"deletedRegion\":" + sarif_region(edit.span, sources) +
               ",\"insertedContent\":{\"text\":" + json_string(edit.text) + "}}]}";
  return "{\"artifactChanges\":[" + changes + "]}";
}

std::string sarif_location(Span span, const std::string& elsewhere, const SourceMap& sources,
                           std::string_view message = {}) {
  std::string out = "{";
  if (!span.nowhere() || !elsewhere.empty()) {
    const std::string_view file = span.nowhere() ? std::string_view(elsewhere) : sources.name(span.source);
    out += "\"physicalLocation\":{\"artifactLocation\":{\"uri\":" + json_string(sarif_uri(file)) + "}";
    if (!span.nowhere()) out += ",\"region\":" + sarif_region(span, sources);
    out += "}";
  }
  if (!message.empty())
    out += std::string(out.size() > 1 ? "," : "") + "\"message\":{\"text\":" + json_string(message) + "}";
  return out + "}";
}

}  // namespace

std::string print_json(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::string out = "[";
  for (const Diagnostic& d : diagnostics.list()) {
    out += out.size() > 1 ? ",\n " : "\n ";
    out += "{\"severity\":" + json_string(to_string(d.severity)) + ",\"code\":" + json_string(d.code) +
           ",\"message\":" + json_string(d.message) + "," + place(d.span, sources);
    if (!d.place.empty()) out += ",\"place\":" + json_string(d.place);
    out += ",\"hints\":" + list(d.hints) + ",\"trace\":" + list(d.trace) + ",\"related\":[";
    for (std::size_t i = 0; i < d.related.size(); ++i)
      out += std::string(i == 0 ? "" : ",") + "{" + place(d.related[i].span, sources) +
             ",\"message\":" + json_string(d.related[i].message) + "}";
    out += "],\"fix\":[";
    for (std::size_t i = 0; i < d.fix.size(); ++i)
      out += std::string(i == 0 ? "" : ",") + "{" + place(d.fix[i].span, sources) +
             ",\"text\":" + json_string(d.fix[i].text) + "}";
    out += "]}";
  }
  return out + (diagnostics.list().empty() ? "]\n" : "\n]\n");
}

std::string print_sarif(const Diagnostics& diagnostics, const SourceMap& sources) {
  std::map<std::string, std::size_t> rule_index;
  for (const Diagnostic& d : diagnostics.list()) rule_index.emplace(d.code, 0);
  std::string rules, results;
  std::size_t index = 0;
  for (auto& [code, number] : rule_index) {
    number = index++;
    rules += std::string(rules.empty() ? "" : ",") + "{\"id\":" + json_string(code) + "}";
  }
  for (const Diagnostic& d : diagnostics.list()) {
    std::string text = d.message;
    for (const std::string& hint : d.hints) text += "\n" + hint;
    results += std::string(results.empty() ? "\n" : ",\n") + "  {\"ruleId\":" + json_string(d.code) +
               ",\"ruleIndex\":" + std::to_string(rule_index[d.code]) +
               ",\"level\":" + json_string(to_string(d.severity)) +
               ",\"message\":{\"text\":" + json_string(text) + "},\"locations\":[" +
               (d.span.nowhere() && d.place.empty() ? "" : sarif_location(d.span, d.place, sources)) + "]";
    if (!d.related.empty()) {
      results += ",\"relatedLocations\":[";
      for (std::size_t i = 0; i < d.related.size(); ++i)
        results += std::string(i == 0 ? "" : ",") +
                   sarif_location(d.related[i].span, "", sources, d.related[i].message);
      results += "]";
    }
    if (!d.fix.empty()) results += ",\"fixes\":[" + sarif_fix(d, sources) + "]";
    results += "}";
  }
  return "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n"
         " \"tool\":{\"driver\":{\"name\":\"Kancelli\",\"version\":\"" KANCELLI_VERSION "\",\"rules\":[" +
         rules +
         "]}},\n"
         " \"columnKind\":\"unicodeCodePoints\",\n \"results\":[" +
         results + "]}]}\n";
}

}  // namespace kancelli
