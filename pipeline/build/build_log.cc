#include "pipeline/build/build_log.h"

#include <rapidjson/document.h>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Changed when a reader of the old form would misread the new.
constexpr int log_version = 1;

std::string map_json(const std::map<std::string, std::string>& map, const std::string& indent) {
  std::string out = "{";
  for (const auto& [key, value] : map)
    out += (out.size() > 1 ? ",\n" : "\n") + indent + " " + json_string(key) + ": " + json_string(value);
  return out + (map.empty() ? "}" : "\n" + indent + "}");
}

std::string outputs_json(const std::map<std::string, BuiltOutput>& outputs) {
  std::string out = "{";
  for (const auto& [format, output] : outputs)
    out += (out.size() > 1 ? ",\n" : "\n") + std::string("    ") + json_string(format) +
           ": {\"file\": " + json_string(output.file) + ", \"bytes\": " + std::to_string(output.bytes) +
           ", \"sha256\": " + json_string(output.sha256) + "}";
  return out + (outputs.empty() ? "}" : "\n   }");
}

std::string text_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  return member != object.MemberEnd() && member->value.IsString()
             ? std::string(member->value.GetString(), member->value.GetStringLength())
             : std::string();
}

std::map<std::string, std::string> map_of(const rapidjson::Value& object, const char* name) {
  std::map<std::string, std::string> map;
  const auto member = object.FindMember(name);
  if (member == object.MemberEnd() || !member->value.IsObject()) return map;
  for (const auto& entry : member->value.GetObject())
    if (entry.value.IsString())
      map.emplace(std::string(entry.name.GetString(), entry.name.GetStringLength()),
                  std::string(entry.value.GetString(), entry.value.GetStringLength()));
  return map;
}

PaperRecord record_of(const rapidjson::Value& object) {
  PaperRecord record{text_of(object, "source"),  text_of(object, "house"),  map_of(object, "tools"),
                     map_of(object, "pictures"), map_of(object, "answers"), {}};
  const auto outputs = object.FindMember("outputs");
  if (outputs == object.MemberEnd() || !outputs->value.IsObject()) return record;
  for (const auto& entry : outputs->value.GetObject()) {
    if (!entry.value.IsObject()) continue;
    const auto bytes = entry.value.FindMember("bytes");
    record.outputs[entry.name.GetString()] = {
        text_of(entry.value, "file"), text_of(entry.value, "sha256"),
        bytes != entry.value.MemberEnd() && bytes->value.IsUint64() ? bytes->value.GetUint64() : 0};
  }
  return record;
}

}  // namespace

BuildLog BuildLog::read(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  BuildLog log;
  if (document.HasParseError() || !document.IsObject()) return log;
  const auto version = document.FindMember("version");
  const auto papers = document.FindMember("papers");
  if (version == document.MemberEnd() || !version->value.IsInt() || version->value.GetInt() != log_version ||
      papers == document.MemberEnd() || !papers->value.IsObject())
    return log;
  log.today = text_of(document, "today");
  for (const auto& entry : papers->value.GetObject())
    if (entry.value.IsObject()) log.papers[entry.name.GetString()] = record_of(entry.value);
  return log;
}

std::string BuildLog::json() const {
  std::string out = "{\n \"version\": " + std::to_string(log_version) +
                    ",\n \"kancelli\": \"" KANCELLI_VERSION "\",\n \"today\": " + json_string(today) +
                    ",\n \"papers\": {";
  bool first = true;
  for (const auto& [id, record] : papers) {
    out += std::string(first ? "\n  " : ",\n  ") + json_string(id) +
           ": {\n   \"source\": " + json_string(record.source) +
           ",\n   \"house\": " + json_string(record.house) +
           ",\n   \"tools\": " + map_json(record.tools, "   ") +
           ",\n   \"pictures\": " + map_json(record.pictures, "   ") +
           ",\n   \"answers\": " + map_json(record.answers, "   ") +
           ",\n   \"outputs\": " + outputs_json(record.outputs) + "\n  }";
    first = false;
  }
  return out + (papers.empty() ? "}" : "\n }") + "\n}\n";
}

}  // namespace kancelli
