#include "pipeline/publish/audit_log.h"

#include <rapidjson/document.h>

#include <optional>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The entry up to the place where the hash is put in.
std::string entry_json(const AuditEntry& entry) {
  std::string out = "{\"time\": " + json_string(entry.time) + ", \"actor\": " + json_string(entry.actor) +
                    ", \"action\": " + json_string(entry.action) +
                    ", \"release\": " + json_string(entry.release) + ", \"details\": [";
  bool first = true;
  for (const auto& [name, value] : entry.details) {
    out += std::string(first ? "" : ", ") + "[" + json_string(name) + ", " + json_string(value) + "]";
    first = false;
  }
  return out + "]";
}

struct Line {
  AuditEntry entry;
  std::string hash;
};

// The line without its end.
std::string written(const Line& line) {
  return entry_json(line.entry) + ", \"hash\": " + json_string(line.hash) + "}";
}

Line line_after(std::string_view hash_before, const AuditEntry& entry) {
  return {entry, sha256(std::string(hash_before) + "\n" + entry_json(entry))};
}

std::optional<std::string> text_of(const rapidjson::Value& value) {
  if (!value.IsString()) return std::nullopt;
  return std::string(value.GetString(), value.GetStringLength());
}

bool read_text(const rapidjson::Value& object, const char* name, std::string& into) {
  const auto member = object.FindMember(name);
  const auto text = member == object.MemberEnd() ? std::nullopt : text_of(member->value);
  into = text.value_or("");
  return text.has_value();
}

bool read_details(const rapidjson::Value& object, AuditEntry& entry) {
  const auto member = object.FindMember("details");
  if (member == object.MemberEnd() || !member->value.IsArray()) return false;
  for (const auto& pair : member->value.GetArray()) {
    if (!pair.IsArray() || pair.Size() != 2) return false;
    const auto name = text_of(pair[0]), value = text_of(pair[1]);
    if (!name || !value) return false;
    entry.details.emplace_back(*name, *value);
  }
  return true;
}

// Nothing for a text that is not, byte for byte, the line that was written after this hash.
std::optional<Line> read_line(std::string_view text, std::string_view hash_before) {
  rapidjson::Document document;
  // Not by recursion: a damaged log may be brackets all through.
  document.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (document.HasParseError() || !document.IsObject()) return std::nullopt;
  AuditEntry entry;
  if (!read_text(document, "time", entry.time) || !read_text(document, "actor", entry.actor) ||
      !read_text(document, "action", entry.action) || !read_text(document, "release", entry.release) ||
      !read_details(document, entry))
    return std::nullopt;
  Line line = line_after(hash_before, entry);
  if (written(line) != text) return std::nullopt;
  return line;
}

struct Chain {
  std::vector<AuditEntry> entries;
  std::string last_hash;
  std::size_t broken = 0;  // the first broken line's number
  bool half_line = false;  // which is the last, and has no end
};

Chain read_chain(std::string_view log) {
  Chain chain;
  while (!log.empty()) {
    const std::size_t end = log.find('\n');
    chain.half_line = end == std::string_view::npos;
    auto line = chain.half_line ? std::nullopt : read_line(log.substr(0, end), chain.last_hash);
    if (!line) {
      chain.broken = chain.entries.size() + 1;
      return chain;
    }
    chain.entries.push_back(std::move(line->entry));
    chain.last_hash = std::move(line->hash);
    log.remove_prefix(end + 1);
  }
  return chain;
}

Chain unbroken(std::string_view log) {
  Chain chain = read_chain(log);
  const std::string number = std::to_string(chain.broken);
  if (chain.half_line)
    throw Error(tr("line {0} of the audit log, its last, was not written to the end", {number}),
                tr("the program or the machine was stopped; keep a copy of the log, and take the line out"));
  if (chain.broken != 0)
    throw Error(tr("line {0} of the audit log does not follow from those before it", {number}),
                tr("the log was changed after it was written: compare it with a copy, and begin a new one"));
  return chain;
}

}  // namespace

std::string next_line(std::string_view log, const AuditEntry& entry) {
  return written(line_after(unbroken(log).last_hash, entry)) + "\n";
}

std::size_t first_broken_line(std::string_view log) {
  return read_chain(log).broken;
}

std::vector<AuditEntry> read_log(std::string_view log) {
  return unbroken(log).entries;
}

}  // namespace kancelli
