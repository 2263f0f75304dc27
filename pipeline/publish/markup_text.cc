// The characters of HTML, XML and JSON, whether they are well-formed or not.
#include <algorithm>
#include <array>

#include "pipeline/core/text.h"
#include "pipeline/publish/file_text.h"

namespace kancelli::file_text {
namespace {

// Tags that stand within a word, or between words of a line.
constexpr auto html_in_line = std::to_array<std::string_view>(
    {"a",      "abbr",   "b",   "bdi", "bdo",   "cite",  "code", "data", "del",  "dfn",   "em",
     "font",   "i",      "ins", "kbd", "label", "mark",  "q",    "s",    "samp", "small", "span",
     "strike", "strong", "sub", "sup", "time",  "tspan", "u",    "var",  "wbr"});
// Of OOXML, ODF and feeds: where one begins or ends, so does a word. OOXML writes <w:tab/> for a tab.
constexpr auto xml_parting =
    std::to_array<std::string_view>({"p",           "br",       "cr",       "tab",     "tc",
                                     "tr",          "c",        "v",        "si",      "f",
                                     "row",         "h",        "s",        "lpwstr",  "table-cell",
                                     "line-break",  "title",    "subject",  "creator", "lastModifiedBy",
                                     "description", "keywords", "category", "Company", "Manager",
                                     "li",          "comment",  "ins",      "del",     "entry",
                                     "summary",     "content",  "name",     "id",      "a",
                                     "t-",          "sdt",      "footnote"});

bool is_one_of(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool parts_words(std::string_view tag, Markup markup) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/>"));
  if (markup == Markup::html) return !is_one_of(lower(name), html_in_line);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos)
    name.remove_prefix(colon + 1);
  return is_one_of(name, xml_parting);
}

struct Reference {
  std::string_view name;
  char32_t character;
};
constexpr Reference references[] = {
    {"amp", '&'},       {"lt", '<'},      {"gt", '>'},     {"quot", '"'},     {"apos", '\''},
    {"nbsp", 0xA0},     {"shy", 0xAD},    {"aelig", 0xE6}, {"oslash", 0xF8},  {"aring", 0xE5},
    {"AElig", 0xC6},    {"Oslash", 0xD8}, {"Aring", 0xC5}, {"eacute", 0xE9},  {"Eacute", 0xC9},
    {"uuml", 0xFC},     {"ouml", 0xF6},   {"auml", 0xE4},  {"ndash", 0x2013}, {"mdash", 0x2014},
    {"hellip", 0x2026}, {"raquo", 0xBB},  {"laquo", 0xAB}, {"sect", 0xA7}};

// Of "&...;"; 0 for what is none.
char32_t referred(std::string_view name) {
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const bool hex = name.starts_with('x') || name.starts_with('X');
    if (hex) name.remove_prefix(1);
    std::uint32_t value = 0;
    if (name.empty() || name.size() > 8) return 0;
    for (const char c : name) {
      const int digit = c >= '0' && c <= '9'          ? c - '0'
                        : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                      : -1;
      if (digit < 0) return 0;
      value = value * (hex ? 16u : 10u) + static_cast<std::uint32_t>(digit);
    }
    return value < 0x110000 && (value < 0xD800 || value > 0xDFFF) ? value : 0;
  }
  for (const Reference& each : references)
    if (each.name == name) return each.character;
  return 0;
}

std::size_t end_of_tag(std::string_view text, std::size_t at) {
  char quote = 0;
  for (; at < text.size(); ++at) {
    if (quote != 0) {
      if (text[at] == quote) quote = 0;
    } else if (text[at] == '"' || text[at] == '\'') {
      quote = text[at];
    } else if (text[at] == '>') {
      return at;
    }
  }
  return text.size();
}

}  // namespace

std::string unescaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = text[at] == '&' ? text.substr(at, 12).find(';') : std::string_view::npos;
    const char32_t c = end == std::string_view::npos ? 0 : referred(text.substr(at + 1, end - 1));
    if (c == 0) {
      result += text[at];
      continue;
    }
    append_utf8(result, c);
    at += end;
  }
  return result;
}

void read_markup(std::string_view text, Markup markup, FileText& found) {
  std::string shown, within;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = std::min(text.find('<', at), text.size());
    shown += text.substr(at, begin - at);
    if (begin == text.size()) break;
    const std::string_view rest = text.substr(begin);
    std::size_t end = 0;
    if (rest.starts_with("<!--")) {
      end = std::min(text.find("-->", begin + 4), text.size());
      within += text.substr(begin + 4, end - begin - 4);
      within += '\n';
      at = std::min(end + 3, text.size());
      continue;
    }
    if (rest.starts_with("<![CDATA[")) {
      end = std::min(text.find("]]>", begin), text.size());
      shown += text.substr(begin + 9, end - begin - 9);
      at = std::min(end + 3, text.size());
      continue;
    }
    const char next = rest.size() > 1 ? rest[1] : ' ';
    const bool tag = next == '/' || next == '!' || next == '?' || is_letter(static_cast<unsigned char>(next));
    if (!tag) {
      shown += '<';
      at = begin + 1;
      continue;
    }
    end = end_of_tag(text, begin + 1);
    const std::string_view inside = text.substr(begin + 1, end - begin - 1);
    if (parts_words(inside, markup)) shown += '\n';
    within += inside;
    within += '\n';
    at = end + 1;
  }
  found.texts.push_back({unescaped(shown), true});
  found.texts.push_back({unescaped(within), markup == Markup::html,
                         markup == Markup::xml ? FileText::Text::Of::format : FileText::Text::Of::people});
}

void read_json(std::string_view text, FileText& found) {
  std::string strings;
  strings.reserve(text.size());
  const auto hex = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      const char c = i < text.size() ? text[i] : ' ';
      const int digit = c >= '0' && c <= '9'   ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : 0;
      value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      strings += text[at];
      continue;
    }
    const char escape = text[++at];
    if (escape != 'u') {
      strings +=
          escape == 'n' || escape == 'r' || escape == 't' || escape == 'f' || escape == 'b' ? '\n' : escape;
      continue;
    }
    std::uint32_t c = hex(at + 1);
    at += 4;
    if (c >= 0xD800 && c < 0xDC00 && text.substr(at + 1).starts_with("\\u")) {
      c = 0x10000 + ((c - 0xD800) << 10) + ((hex(at + 3) - 0xDC00) & 0x3FFu);
      at += 6;
    }
    append_utf8(strings, c);
  }
  // What a string holds may be a piece of a page.
  read_markup(strings, Markup::html, found);
}

}  // namespace kancelli::file_text
