#include "pipeline/core/printable.h"

#include "pipeline/core/text.h"

namespace kancelli {

std::string printable(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool acts = (c < 0x20 && c != U'\t' && c != U'\n') || (c >= 0x7F && c < 0xA0) ||
                      (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    append_utf8(result, acts ? U'\uFFFD' : c);
  }
  return result;
}

}  // namespace kancelli
