// JSON that is written once, in the order it is given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kancelli::site {

// What is empty is left out: an absent value is absent in the data too.
class JsonObject {
 public:
  JsonObject& put(std::string_view name, std::string_view text);  // a string
  JsonObject& put(std::string_view name, const char* text) { return put(name, std::string_view(text)); }
  JsonObject& put(std::string_view name, bool value);
  JsonObject& put(std::string_view name, std::int64_t number);
  JsonObject& put(std::string_view name, const JsonObject& object);
  JsonObject& put(std::string_view name, const std::vector<JsonObject>& list);
  JsonObject& put(std::string_view name, const std::vector<std::string>& list);
  // The same, also when there is nothing in it.
  JsonObject& put_whole(std::string_view name, const std::vector<JsonObject>& list);
  std::string text() const { return "{" + members_ + "}"; }
  bool empty() const { return members_.empty(); }

 private:
  JsonObject& raw(std::string_view name, std::string_view json);
  std::string members_;
};

}  // namespace kancelli::site
