#include "pipeline/check/places.h"

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {

Span span_in_value(const SourceMap& sources, const Attribute& attribute, std::size_t begin, std::size_t end) {
  const Span all = attribute.value_span;
  if (sources.text(all.source).substr(all.begin, all.end - all.begin) != attribute.value) return all;
  return {all.source, all.begin + static_cast<std::uint32_t>(begin),
          all.begin + static_cast<std::uint32_t>(end)};
}

Span value_in_tag(const SourceMap& sources, Span tag, std::string_view attribute) {
  const std::string_view text = sources.text(tag.source);
  std::size_t at = tag.begin;
  while (at < text.size() && text[at] != '>') {
    if (text[at] != '"' && text[at] != '\'') {
      ++at;
      continue;
    }
    // At a value: its name stands before the equals sign.
    const std::size_t open = at + 1, close = text.find(text[at], open);
    if (close == std::string_view::npos) break;
    std::size_t end = at;
    while (end > tag.begin && (is_xml_space(text[end - 1]) || text[end - 1] == '=')) --end;
    const std::string_view before = text.substr(tag.begin, end - tag.begin);
    if (before.ends_with(attribute) && before.size() > attribute.size() &&
        is_xml_space(before[before.size() - attribute.size() - 1]))
      return {tag.source, static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(close)};
    at = close + 1;
  }
  return tag;
}

std::string shown(const Date& date) {
  return language() == Language::danish ? without_typography(format_date(date, "long")) : date.iso();
}

}  // namespace kancelli
