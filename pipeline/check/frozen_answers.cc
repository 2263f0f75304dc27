#include "pipeline/check/frozen_answers.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/answers.h"

namespace kancelli {
namespace {

using Value = rapidjson::Value;

std::string shown(const Value& value) {
  if (value.IsNull()) return tr("nothing");
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

// Questions about the paper itself: its own text has the answers.
bool is_own(std::string_view key) {
  return key.starts_with("label") || key.starts_with("heading") || key.starts_with("sum");
}

// What is never printed: how far another paper is, and who may read it.
bool is_silent(std::string_view field) {
  return field == "state" || field == "access";
}

// Of two objects the fields that differ.
ChangedAnswer difference(const Value& then, const Value& now) {
  if (!then.IsObject() || !now.IsObject()) return {"", shown(then), shown(now)};
  ChangedAnswer changed;
  for (const auto& field : then.GetObject()) {
    const auto other = now.FindMember(field.name);
    const std::string was = shown(field.value), is = other == now.MemberEnd() ? "" : shown(other->value);
    if (was == is || is_silent(field.name.GetString())) continue;
    changed.then += (changed.then.empty() ? "" : ", ") + was;
    changed.now += (changed.now.empty() ? "" : ", ") + is;
  }
  return changed;
}

std::string answer_today(const Project& project, const Paper& paper, const std::string& key) {
  try {
    return answer_key(project, paper, key);
  } catch (const Error&) {  // a question that there is no longer
    return "null";
  }
}

}  // namespace

std::string answers_json(const FrozenAnswers& answers) {
  std::string json = "{";
  for (const auto& [key, answer] : answers)
    json += (json.size() > 1 ? ",\n " : "\n ") + json_string(key) + ": " + json_string(answer);
  return json + (answers.empty() ? "}\n" : "\n}\n");
}

FrozenAnswers read_answers(std::string_view json) {
  rapidjson::Document document;
  document.Parse(json.data(), json.size());
  if (document.HasParseError() || !document.IsObject())
    throw Error(tr("answers.json cannot be read"), tr("fetch the file from a backup"));
  FrozenAnswers answers;
  for (const auto& entry : document.GetObject())
    if (entry.value.IsString())
      answers.emplace(std::string(entry.name.GetString(), entry.name.GetStringLength()),
                      std::string(entry.value.GetString(), entry.value.GetStringLength()));
  return answers;
}

FrozenAnswers answers_today(const Project& project, const Paper& paper, const FrozenAnswers& then) {
  FrozenAnswers now;
  for (const auto& [key, answer] : then) now[key] = answer_today(project, paper, key);
  return now;
}

std::vector<ChangedAnswer> changed_answers(const FrozenAnswers& then, const FrozenAnswers& now) {
  std::vector<ChangedAnswer> all;
  for (const auto& [key, was] : then) {
    const auto found = now.find(key);
    if (is_own(key) || found == now.end() || found->second == was) continue;
    rapidjson::Document before, after;
    before.Parse(was.data(), was.size());
    after.Parse(found->second.data(), found->second.size());
    if (before.HasParseError() || after.HasParseError()) continue;
    ChangedAnswer changed = difference(before, after);
    changed.question = question_shown(key);
    const auto same = [&](const ChangedAnswer& each) {
      return each.question == changed.question && each.then == changed.then && each.now == changed.now;
    };
    if (changed.then != changed.now && std::none_of(all.begin(), all.end(), same))
      all.push_back(std::move(changed));
  }
  return all;
}

}  // namespace kancelli
