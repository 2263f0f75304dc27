#include "pipeline/check/baseline.h"

#include <rapidjson/document.h>

#include "pipeline/check/rule.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// Changed when a reader of the old form would misread the new.
constexpr int baseline_version = 1;

const rapidjson::Value* member_of(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  return member == object.MemberEnd() ? nullptr : &member->value;
}

// Calls take(file, code, text, count) for every entry; false for a text that is no baseline.
template <typename Take>
bool read_entries(const rapidjson::Document& document, Take take) {
  if (document.HasParseError() || !document.IsObject()) return false;
  const auto *version = member_of(document, "version"), *findings = member_of(document, "findings");
  if (version == nullptr || !version->IsInt() || version->GetInt() != baseline_version ||
      findings == nullptr || !findings->IsArray())
    return false;
  for (const auto& each : findings->GetArray()) {
    if (!each.IsObject()) return false;
    const auto *file = member_of(each, "file"), *code = member_of(each, "code"),
               *text = member_of(each, "text"), *count = member_of(each, "count");
    for (const auto* string : {file, code, text})
      if (string == nullptr || !string->IsString()) return false;
    if (count == nullptr || !count->IsUint()) return false;
    take(file->GetString(), code->GetString(), text->GetString(), count->GetUint());
  }
  return true;
}

bool may_be_left_out(const Diagnostic& diagnostic) {
  const Rule* rule = find_rule(diagnostic.code);
  return rule != nullptr && rule->suppressible && !diagnostic.secret;
}

}  // namespace

Baseline::Key Baseline::key(const Diagnostic& diagnostic, const SourceMap& sources) {
  const Span& span = diagnostic.span;
  if (span.nowhere()) return {diagnostic.place, diagnostic.code, ""};
  return {std::string(sources.name(span.source)), diagnostic.code,
          collapse_space(sources.text(span.source).substr(span.begin, span.end - span.begin))};
}

Baseline Baseline::read(std::string_view json, const std::string& name) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  Baseline baseline;
  const bool good =
      read_entries(document, [&](const char* file, const char* code, const char* text, unsigned count) {
        baseline.counts_[{file, code, text}] += count;
      });
  if (!good)
    throw Error(tr("{0} holds no known findings", {name}),
                tr("make it anew: kancelli check --write-baseline FILE"));
  return baseline;
}

Baseline Baseline::of(const Diagnostics& diagnostics, const SourceMap& sources) {
  Baseline baseline;
  for (const Diagnostic& each : diagnostics.list())
    if (may_be_left_out(each)) ++baseline.counts_[key(each, sources)];
  return baseline;
}

std::size_t Baseline::take_out(Diagnostics& diagnostics, const SourceMap& sources) const {
  auto left = counts_;
  return std::erase_if(diagnostics.list(), [&](const Diagnostic& each) {
    if (!may_be_left_out(each)) return false;
    const auto found = left.find(key(each, sources));
    if (found == left.end() || found->second == 0) return false;
    --found->second;
    return true;
  });
}

std::size_t Baseline::size() const {
  std::size_t size = 0;
  for (const auto& [key, count] : counts_) size += count;
  return size;
}

std::string Baseline::json() const {
  std::string out = "{\"version\": " + std::to_string(baseline_version) + ", \"findings\": [";
  bool first = true;
  for (const auto& [key, count] : counts_) {
    const auto& [file, code, text] = key;
    out += std::string(first ? "\n" : ",\n") + " {\"file\": " + json_string(file) +
           ", \"code\": " + json_string(code) + ", \"count\": " + std::to_string(count) +
           ", \"text\": " + json_string(text) + "}";
    first = false;
  }
  return out + "\n]}\n";
}

}  // namespace kancelli
