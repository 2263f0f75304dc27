#include "pipeline/core/file_names.h"

#include <algorithm>
#include <array>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr std::string_view ellipsis = "…";

// A base letter and a combining mark that follows it, where there is one letter for both.
struct Composed {
  char32_t base, mark, letter;
};
constexpr Composed composed[] = {
    {'A', 0x30A, U'Å'},  {'a', 0x30A, U'å'},  {'E', 0x301, U'É'},  {'e', 0x301, U'é'},  {'O', 0x308, U'Ö'},
    {'o', 0x308, U'ö'},  {'A', 0x308, U'Ä'},  {'a', 0x308, U'ä'},  {'U', 0x308, U'Ü'},  {'u', 0x308, U'ü'},
    {'e', 0x300, U'è'},  {'a', 0x300, U'à'},  {'a', 0x301, U'á'},  {'i', 0x301, U'í'},  {'o', 0x301, U'ó'},
    {'u', 0x301, U'ú'},  {'y', 0x301, U'ý'},  {'A', 0x301, U'Á'},  {'I', 0x301, U'Í'},  {'O', 0x301, U'Ó'},
    {'U', 0x301, U'Ú'},  {'Y', 0x301, U'Ý'},  {'E', 0x300, U'È'},  {'A', 0x300, U'À'},  {'e', 0x302, U'ê'},
    {'a', 0x302, U'â'},  {'o', 0x302, U'ô'},  {'i', 0x302, U'î'},  {'u', 0x302, U'û'},  {'e', 0x308, U'ë'},
    {'i', 0x308, U'ï'},  {'c', 0x327, U'ç'},  {'C', 0x327, U'Ç'},  {'n', 0x303, U'ñ'},  {'N', 0x303, U'Ñ'},
    {'a', 0x303, U'ã'},  {'o', 0x303, U'õ'},  {'s', 0x30C, U'š'},  {'S', 0x30C, U'Š'},  {'z', 0x30C, U'ž'},
    {'Z', 0x30C, U'Ž'},  {'c', 0x30C, U'č'},  {'C', 0x30C, U'Č'},  {'c', 0x301, U'ć'},  {'n', 0x301, U'ń'},
    {U'Ø', 0x301, U'Ǿ'}, {U'ø', 0x301, U'ǿ'}, {U'Æ', 0x301, U'Ǽ'}, {U'æ', 0x301, U'ǽ'}, {U'Å', 0x301, U'Ǻ'},
    {U'å', 0x301, U'ǻ'}};

bool is_combining(char32_t c) {
  return c >= 0x300 && c <= 0x36F;
}

// Not seen, but part of the name: zero-width characters, directions, the byte order mark, soft hyphens.
bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFFF0 && c <= 0xFFFF) ||
         (c >= 0xE000 && c <= 0xF8FF);
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x3000;
}

// What stands for a character that no name may have; 0: nothing does.
char32_t instead_of(char32_t c) {
  switch (c) {
    case '/':
    case '\\':
    case '|':
    case ':':
      return '-';
    case '"':
      return U'’';
    case '<':
    case '>':
    case '?':
    case '*':
    case 0x7F:
      return 0;
    default:
      return c < 0x20 || (c >= 0x80 && c < 0xA0) ? 0 : c == 0x2011 ? U'-' : c;
  }
}

// Composed, and without what no name may have; every run of white space is a space.
std::u32string cleaned(std::string_view words) {
  std::u32string out;
  bool space = false;
  for (std::size_t at = 0; at < words.size();) {
    const char32_t c = next_code_point(words, at);
    if (is_invisible(c)) continue;
    if (is_space(c)) {
      space = true;
      continue;
    }
    if (is_combining(c)) {
      const auto found = std::find_if(std::begin(composed), std::end(composed), [&](const Composed& each) {
        return !space && !out.empty() && each.base == out.back() && each.mark == c;
      });
      if (found != std::end(composed)) out.back() = found->letter;
      continue;  // a mark that no letter takes is left out: what is left is in NFC
    }
    const char32_t kept = instead_of(c);
    if (kept == 0) continue;
    if (space && !out.empty()) out += U' ';
    space = false;
    out += kept;
  }
  return out;
}

std::size_t units(char32_t c) {
  return c > 0xFFFF ? 2 : 1;
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) count += units(next_code_point(text, at));
  return count;
}

std::string encode(std::u32string_view text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::u32string_view trimmed(std::u32string_view name) {
  while (!name.empty() && (name.back() == ' ' || name.back() == '.')) name.remove_suffix(1);
  while (!name.empty() && (name.front() == ' ' || name.front() == '.')) name.remove_prefix(1);
  return name;
}

// The name, cut between words where it is too long; within one where it would lose more than half.
std::string shortened(std::u32string_view name, std::size_t longest) {
  std::size_t count = 0;
  for (const char32_t c : name) count += units(c);
  if (count <= longest) return encode(name);
  std::size_t end = 0, used = 1;  // the ellipsis
  while (end < name.size() && used + units(name[end]) <= longest) used += units(name[end++]);
  const std::size_t word = name.rfind(U' ', end);
  if (word != std::u32string_view::npos && word > end / 2) end = word;
  return encode(trimmed(name.substr(0, end))) + std::string(ellipsis);
}

// Windows takes these for devices, whatever the ending and the case.
bool is_reserved(std::string_view name) {
  std::string base = lower(name.substr(0, name.find('.')));
  while (base.ends_with(' ')) base.pop_back();
  static constexpr std::array<std::string_view, 6> devices = {"con", "prn",    "aux",
                                                              "nul", "conin$", "conout$"};
  if (std::find(devices.begin(), devices.end(), base) != devices.end()) return true;
  if (!base.starts_with("com") && !base.starts_with("lpt")) return false;
  const std::string_view number = std::string_view(base).substr(3);
  return (number.size() == 1 && number[0] >= '0' && number[0] <= '9') || number == "¹" || number == "²" ||
         number == "³";
}

}  // namespace

std::string file_name(std::string_view words, std::string_view ending, std::size_t longest) {
  const std::u32string clean = cleaned(words);
  const std::size_t room = longest - std::min(length(ending), longest - 1);
  std::string name = shortened(trimmed(clean), room);
  if (name.empty()) name = "uden navn";
  if (is_reserved(name)) name = "_" + shortened(cleaned(name), room - 1);
  return name + std::string(ending);
}

std::string FileNames::add(std::string_view words, std::string_view ending, std::size_t longest) {
  std::string name = file_name(words, ending, longest);
  for (int i = 2; !taken_.insert(lower(name)).second; ++i) {
    const std::string mark = " (" + std::to_string(i) + ")" + std::string(ending);
    name = file_name(words, "", longest - length(mark)) + mark;
  }
  return name;
}

std::string slug(std::string_view words) {
  std::string out;
  const std::string text = lower(encode(cleaned(words)));
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c >= 'a' && c <= 'z') || is_digit(c)) {
      out += static_cast<char>(c);
    } else if (c == U'æ') {
      out += "ae";
    } else if (c == U'ø') {
      out += "oe";
    } else if (c == U'å') {
      out += "aa";
    } else if (c == U'é') {
      out += "e";
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (out.ends_with('-')) out.pop_back();
  return out.empty() ? "trin" : out;
}

}  // namespace kancelli
