#include "pipeline/core/messages.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unordered_map>

#include "pipeline/core/embedded.h"

namespace kancelli {
namespace {

Language current = Language::english;

// The strings of a compiled catalogue (GNU gettext's .mo format, which msgfmt writes on this machine's byte
// order).
std::unordered_map<std::string_view, std::string_view> read_catalogue(std::string_view mo) {
  std::unordered_map<std::string_view, std::string_view> result;
  const auto word = [&](std::size_t offset) {
    std::uint32_t value = 0;
    if (offset + sizeof value <= mo.size()) std::memcpy(&value, mo.data() + offset, sizeof value);
    return value;
  };
  if (word(0) != 0x950412DE) return result;
  const std::uint32_t count = word(8), originals = word(12), translations = word(16);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto text = [&](std::uint32_t table) {
      const std::uint32_t length = word(table + 8 * i), offset = word(table + 8 * i + 4);
      return offset + length <= mo.size() ? mo.substr(offset, length) : std::string_view();
    };
    result.emplace(text(originals), text(translations));
  }
  return result;
}

}  // namespace

void set_language(Language language) {
  current = language;
}
Language language() {
  return current;
}

Language language_of_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0')
      return std::strncmp(value, "da", 2) == 0 ? Language::danish : Language::english;
  }
  return Language::english;
}

std::string tr(const char* english) {
  if (current == Language::english || *english == '\0') return english;
  static const auto catalogue = read_catalogue(embedded("pipeline/po/da.mo"));
  const auto found = catalogue.find(english);
  return found == catalogue.end() || found->second.empty() ? english : std::string(found->second);
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> arguments) {
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    const char next = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if ((c == '{' || c == '}') && next == c) {
      result += c;
      ++i;
    } else if (c == '{' && next >= '0' && next <= '9' && i + 2 < pattern.size() && pattern[i + 2] == '}' &&
               static_cast<std::size_t>(next - '0') < arguments.size()) {
      result += *(arguments.begin() + (next - '0'));
      i += 2;
    } else {
      result += c;
    }
  }
  return result;
}

}  // namespace kancelli
