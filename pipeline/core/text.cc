#include "pipeline/core/text.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Base64Encoder.h>
#include <Poco/DigestEngine.h>
#include <Poco/MemoryStream.h>
#include <Poco/StreamCopier.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "pipeline/core/error.h"

namespace kancelli {
namespace {

// How many bytes a well-formed code point at `offset` takes, 0 when it is malformed; its value in `value`.
std::size_t decode(std::string_view text, std::size_t offset, char32_t& value) {
  const auto byte = [&](std::size_t i) -> unsigned {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0u;
  };
  const unsigned first = byte(0);
  if (first < 0x80) {
    value = first;
    return 1;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
  if (length == 0 || first > 0xF4 || offset + length > text.size()) return 0;
  value = first & (length == 2 ? 0x1Fu : length == 3 ? 0x0Fu : 0x07u);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return 0;
    value = value << 6 | (byte(i) & 0x3Fu);
  }
  static constexpr std::array<char32_t, 5> least = {0, 0, 0x80, 0x800, 0x10000};
  if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  return length;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  char32_t ignored = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = decode(text, i, ignored);
    if (length == 0) return i;
    i += length;
  }
  return std::string_view::npos;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  char32_t value = 0xFFFD;
  const std::size_t length = decode(text, offset, value);
  offset += length == 0 ? 1 : length;
  return length == 0 ? U'\uFFFD' : value;
}

void append_utf8(std::string& text, char32_t c) {
  const auto put = [&](char32_t byte) {
    text.push_back(static_cast<char>(static_cast<unsigned char>(byte)));
  };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t code_point_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
}

bool is_xml_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_xml_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_xml_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string collapse_space(std::string_view text) {
  std::string result;
  for (const char c : trim(text)) {
    if (!is_xml_space(c))
      result.push_back(c);
    else if (result.back() != ' ')
      result.push_back(' ');
  }
  return result;
}

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && is_xml_space(text[i])) ++i;
    std::size_t end = i;
    while (end < text.size() && !is_xml_space(text[end])) ++end;
    if (end > i) parts.push_back(text.substr(i, end - i));
    i = end;
  }
  return parts;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string as_sentence(std::string_view text) {
  const std::string_view words = trim(text);
  std::string_view end = words;
  for (const std::string_view quote : {"«", "”", "“", "\""})
    if (end.ends_with(quote)) {
      end.remove_suffix(quote.size());
      break;
    }
  const bool ends = end.ends_with('.') || end.ends_with('!') || end.ends_with('?') || end.ends_with("…");
  return std::string(words) + (words.empty() || ends ? "" : ".");
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  std::string result;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i != 0) result += separator;
    result += parts[i];
  }
  return result;
}

char32_t lower(char32_t c) {
  if ((c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
      (c >= 0x410 && c <= 0x42F))
    return c + 32;
  if (c >= 0x100 && c <= 0x17F && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178 &&
      c != 0x17F) {
    const bool even_is_upper = c < 0x139 || (c > 0x148 && c < 0x179);
    return (c % 2 == 0) == even_is_upper ? c + 1 : c;
  }
  return c;
}

std::string lower(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) append_utf8(result, lower(next_code_point(text, i)));
  return result;
}

bool is_letter(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
         (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) || (c >= 0x370 && c <= 0x3FF) ||
         (c >= 0x400 && c <= 0x4FF);
}

bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

std::string without_typography(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (c == 0xAD || c == 0x2060 || c == 0xFEFF) continue;
    append_utf8(result, c == 0xA0 || c == 0x202F || c == 0x2007 ? U' ' : c == 0x2011 ? U'-' : c);
  }
  return result;
}

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  std::u32string x, y;
  for (std::size_t i = 0; i < a.size();) x.push_back(next_code_point(a, i));
  for (std::size_t i = 0; i < b.size();) y.push_back(next_code_point(b, i));
  if (x.size() > y.size()) x.swap(y);
  if (y.size() - x.size() > limit) return limit + 1;
  std::vector<std::size_t> row(x.size() + 1);
  for (std::size_t i = 0; i <= x.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= y.size(); ++j) {
    std::size_t diagonal = row[0];
    row[0] = j;
    for (std::size_t i = 1; i <= x.size(); ++i) {
      const std::size_t above = row[i];
      row[i] = std::min({above + 1, row[i - 1] + 1, diagonal + (x[i - 1] == y[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return std::min(row[x.size()], limit + 1);
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& names) {
  // A third of the word may be wrong: more, and the guess annoys more than it helps.
  std::size_t best = std::max<std::size_t>(1, code_point_count(word) / 3) + 1;
  std::string_view found;
  for (const std::string_view name : names) {
    const std::size_t distance = edit_distance(word, name, best);
    if (distance < best) {
      best = distance;
      found = name;
    }
  }
  return found;
}

// JSON is UTF-8: malformed bytes, which a file's name can have, become U+FFFD.
std::string xml_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

std::string json_escape(std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  if (find_invalid_utf8(text) != std::string_view::npos) {
    std::string well_formed;
    for (std::size_t at = 0; at < text.size();) append_utf8(well_formed, next_code_point(text, at));
    return json_escape(well_formed);
  }
  std::string result;
  result.reserve(text.size() + 2);
  const auto as_number = [&](unsigned char c) {
    result += "\\u00";
    result += hex[c >> 4];
    result += hex[c & 15];
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    switch (c) {
      case '"':
        result += "\\\"";
        break;
      case '\\':
        result += "\\\\";
        break;
      case '\n':
        result += "\\n";
        break;
      case '\r':
        result += "\\r";
        break;
      case '\t':
        result += "\\t";
        break;
      default:
        // Who reads JSON on a terminal is not to be acted upon by it: U+0080 to U+009F are commands there,
        // too.
        if (static_cast<unsigned char>(c) < 0x20 || c == '\x7F')
          as_number(static_cast<unsigned char>(c));
        else if (c == '\xC2' && static_cast<unsigned char>(text[at + 1]) < 0xA0)
          as_number(static_cast<unsigned char>(text[++at]));
        else
          result += c;
    }
  }
  return result;
}

std::string json_string(std::string_view text) {
  return "\"" + json_escape(text) + "\"";
}

std::string sha256(std::string_view bytes) {
  // OpenSSL has the processor's own instructions for it, and every byte of a site passes here several times.
  Poco::DigestEngine::Digest digest(SHA256_DIGEST_LENGTH);
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  return Poco::DigestEngine::digestToHex(digest);
}

std::string base64(std::string_view bytes) {
  std::ostringstream text;
  Poco::Base64Encoder encoder(text);
  encoder.rdbuf()->setLineLength(0);
  encoder.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  encoder.close();
  return text.str();
}

std::string from_base64(std::string_view text) {
  Poco::MemoryInputStream in(text.data(), static_cast<std::streamsize>(text.size()));
  Poco::Base64Decoder decoder(in);
  std::string bytes;
  Poco::StreamCopier::copyToString(decoder, bytes);
  if (decoder.bad()) throw Error("this is not base64");
  return bytes;
}

}  // namespace kancelli
