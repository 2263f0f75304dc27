#include "pipeline/ast/json_text.h"

#include <charconv>

namespace kancelli::ast {

void append_string(std::string& out, std::string_view text) {
  static const char digits[] = "0123456789abcdef";
  out += '"';
  std::size_t begin = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text, begin, i - begin);
    begin = i + 1;
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += "\\u00";
        out += digits[c >> 4];
        out += digits[c & 15];
    }
  }
  out.append(text, begin);
  out += '"';
}

// The shortest text that reads as the same number, which is never more than 17 digits.
void append_number(std::string& out, double number) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, number);
  out.append(text, end.ptr);
}

void append_constructor(std::string& out, std::string_view name) {
  out += "{\"t\":";
  append_string(out, name);
  out += '}';
}

void append_attr(std::string& out, const Attr& attr) {
  out += '[';
  append_string(out, attr.id);
  out += ",[";
  for (const std::string& name : attr.classes) {
    if (&name != &attr.classes.front()) out += ',';
    append_string(out, name);
  }
  out += "],[";
  for (const auto& pair : attr.attributes) {
    if (&pair != &attr.attributes.front()) out += ',';
    out += '[';
    append_string(out, pair.first);
    out += ',';
    append_string(out, pair.second);
    out += ']';
  }
  out += "]]";
}

}  // namespace kancelli::ast
