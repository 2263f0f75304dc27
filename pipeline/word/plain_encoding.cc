#include "pipeline/word/plain_encoding.h"

#include <cstdint>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

constexpr std::size_t bytes_most = 50u << 20;

// What Windows-1252 has where Latin-1 has control signs; 0 for what it leaves open.
constexpr char16_t windows[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

std::optional<std::string> from_windows(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const char32_t sign = byte >= 0x80 && byte < 0xA0 ? windows[byte - 0x80] : byte;
    if (sign == 0 && byte != 0) return std::nullopt;
    append_utf8(text, sign);
  }
  return text;
}

std::optional<std::string> from_utf16(std::string_view bytes, bool big) {
  if (bytes.size() % 2 != 0) return std::nullopt;
  const auto unit = [&](std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]),
               second = static_cast<unsigned char>(bytes[at + 1]);
    return static_cast<char32_t>(big ? first << 8 | second : second << 8 | first);
  };
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xE000) {
      const char32_t low = at + 2 < bytes.size() ? unit(at + 2) : 0;
      if (c >= 0xDC00 || low < 0xDC00 || low >= 0xE000) return std::nullopt;
      c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
      at += 2;
    }
    append_utf8(text, c);
  }
  return text;
}

std::string with_plain_lines(std::string_view text) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (text.substr(at, 3) == "\uFFFE" || text.substr(at, 3) == "\uFFFF")
      lines += "\uFFFD", at += 2;  // no source can hold them
    else if (c == '\r')
      lines += at + 1 < text.size() && text[at + 1] == '\n' ? "" : "\n";
    else
      lines += c < 0x20 && c != '\n' && c != '\t' && c != '\f' ? ' ' : text[at];
  }
  return lines;
}

}  // namespace

std::optional<std::string> decode_plain_text(std::string_view bytes, Span file, Diagnostics& diagnostics) {
  const auto refused = [&](const std::string& why) {
    diagnostics.error("text-unreadable", file, tr("the file cannot be read as text: {0}", {why}),
                      {tr("save it as text in UTF-8, or as DOCX")});
    return std::nullopt;
  };
  if (bytes.size() > bytes_most) return refused(tr("it is larger than {0} MB", {"50"}));
  std::optional<std::string> text;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    text = from_utf16(bytes.substr(2), bytes[0] == '\xFE');
  } else if (find_invalid_utf8(bytes) == std::string_view::npos) {
    text = std::string(bytes);
  } else {
    text = from_windows(bytes);
    if (text && text->find('\0') == std::string::npos)
      diagnostics.note("text-encoding", file, tr("the file is not in UTF-8; it was read as Windows-1252"),
                       {tr("look whether æ, ø, å and quotation marks came through")});
  }
  if (!text || text->find('\0') != std::string::npos) return refused(tr("it holds bytes that are no text"));
  return with_plain_lines(*text);
}

}  // namespace kancelli::word
