// An answer to a filter's question, written field by field.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/text.h"

namespace kancelli {

using Arguments = std::vector<std::string>;

class AnswerObject {
 public:
  AnswerObject& field(std::string_view name, std::string_view value) { return raw(name, json_string(value)); }
  AnswerObject& raw(std::string_view name, std::string_view json) {
    text_ += (text_.size() > 1 ? ",\"" : "\"") + std::string(name) + "\":" + std::string(json);
    return *this;
  }
  std::string json() const { return text_ + "}"; }

 private:
  std::string text_ = "{";
};

// A list of answers, of JSON values.
inline std::string answer_list(const std::vector<std::string>& values) {
  return "[" + join(values, ",") + "]";
}

}  // namespace kancelli
