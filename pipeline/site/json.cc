#include "pipeline/site/json.h"

#include "pipeline/core/text.h"

namespace kancelli::site {
namespace {

template <typename Item, typename Write>
std::string list_of(const std::vector<Item>& items, const Write& write) {
  std::string out;
  for (const Item& item : items) out += (out.empty() ? "" : ",") + write(item);
  return "[" + out + "]";
}

}  // namespace

JsonObject& JsonObject::raw(std::string_view name, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  members_ += json_string(name) + ":" + std::string(json);
  return *this;
}

JsonObject& JsonObject::put(std::string_view name, std::string_view text) {
  return text.empty() ? *this : raw(name, json_string(text));
}

JsonObject& JsonObject::put(std::string_view name, bool value) {
  return raw(name, value ? "true" : "false");
}

JsonObject& JsonObject::put(std::string_view name, std::int64_t number) {
  return raw(name, std::to_string(number));
}

JsonObject& JsonObject::put(std::string_view name, const JsonObject& object) {
  return object.empty() ? *this : raw(name, object.text());
}

JsonObject& JsonObject::put(std::string_view name, const std::vector<JsonObject>& list) {
  return list.empty() ? *this : put_whole(name, list);
}

JsonObject& JsonObject::put(std::string_view name, const std::vector<std::string>& list) {
  if (list.empty()) return *this;
  return raw(name, list_of(list, [](const std::string& text) { return json_string(text); }));
}

JsonObject& JsonObject::put_whole(std::string_view name, const std::vector<JsonObject>& list) {
  return raw(name, list_of(list, [](const JsonObject& object) { return object.text(); }));
}

}  // namespace kancelli::site
