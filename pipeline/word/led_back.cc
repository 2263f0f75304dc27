#include "pipeline/word/led_back.h"

#include <algorithm>
#include <charconv>

#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

struct Step {
  std::size_t xml = 1, text = 1;  // bytes
  bool same = false;
};

// What stands at the beginning of both: a character, a reference to one, white space of any kind.
Step step(std::string_view xml, std::string_view text) {
  if (xml.front() == '&') {
    const std::size_t end = xml.find(';');
    if (end == std::string_view::npos) return {};
    const std::string_view name = xml.substr(1, end - 1);
    std::string meant = name == "amp"    ? "&"
                        : name == "lt"   ? "<"
                        : name == "gt"   ? ">"
                        : name == "quot" ? "\""
                        : name == "apos" ? "'"
                                         : "";
    std::uint32_t code = 0;
    if (name.starts_with("#x"))
      std::from_chars(name.data() + 2, name.data() + name.size(), code, 16);
    else if (name.starts_with("#"))
      std::from_chars(name.data() + 1, name.data() + name.size(), code);
    if (code != 0) append_utf8(meant, static_cast<char32_t>(code));
    return {end + 1, meant.size(), !meant.empty() && text.starts_with(meant)};
  }
  if (is_xml_space(xml.front()) && is_xml_space(text.front())) {
    Step both{0, 0, true};
    while (both.xml < xml.size() && is_xml_space(xml[both.xml])) ++both.xml;
    while (both.text < text.size() && is_xml_space(text[both.text])) ++both.text;
    return both;
  }
  return {1, 1, xml.front() == text.front()};
}

}  // namespace

// Where source and file have the same words, these of them; else all that the origin stands for.
Span LedBack::exact(const Origin& origin, std::size_t begin, std::size_t end) const {
  const std::string_view xml =
                             std::string_view(imported_.xml).substr(origin.begin, origin.end - origin.begin),
                         text = text_.substr(origin.place.begin, origin.place.end - origin.place.begin);
  std::size_t at = 0, read = 0, from = 0, to = text.size();
  while (at < xml.size() && read < text.size()) {
    if (origin.begin + at <= begin) from = read;
    const Step next = step(xml.substr(at), text.substr(read));
    if (!next.same) return origin.place;
    if (origin.begin + at < end) to = read + next.text;
    at += next.xml;
    read += next.text;
  }
  if (at < xml.size() || read < text.size() || to <= from) return origin.place;
  return {file_, static_cast<std::uint32_t>(origin.place.begin + from),
          static_cast<std::uint32_t>(origin.place.begin + to)};
}

// Of a span that is a start tag, or stands in one, the element's; an instruction is about what follows it.
std::size_t LedBack::end_of_element(const Span& span) const {
  const std::deque<Node>& nodes = paper_.xml->nodes;
  auto node = std::upper_bound(nodes.begin(), nodes.end(), span.begin,
                               [](std::uint32_t at, const Node& each) { return at < each.span.begin; });
  while (node != nodes.begin() && std::prev(node)->kind == Node::Kind::text) --node;
  if (node == nodes.begin() || span.end > std::prev(node)->span.end) return span.end;
  --node;
  return node->kind == Node::Kind::element ? node->end : imported_.xml.size();
}

// What a paper says about itself stands above its text.
bool LedBack::is_in_meta(const Span& span) const {
  for (const Node* meta : paper_.root().elements("meta"))
    if (span.begin >= meta->span.end && span.begin < meta->end) return true;
  return false;
}

Span LedBack::place(const Span& span) const {
  const std::vector<Origin>& all = imported_.origins;
  const auto behind = [&](std::size_t offset) {
    return std::partition_point(all.begin(), all.end(),
                                [&](const Origin& origin) { return origin.end <= offset; });
  };
  const auto first = behind(span.begin);
  if (first != all.end() && first->begin < span.end) {
    Span place = exact(*first, span.begin, span.end);
    const auto line_end = std::min(text_.find('\n', place.begin), text_.size());
    for (auto next = std::next(first); next != all.end() && next->begin < span.end; ++next)
      if (next->place.begin >= place.end && next->place.begin < line_end)
        place.end = exact(*next, span.begin, span.end).end;
    return {file_, place.begin, place.end};
  }
  if (first != all.end() && first->begin < end_of_element(span))
    return {file_, first->place.begin, first->place.end};
  if (first == all.begin() || is_in_meta(span)) return {file_, 0, 0};
  const Span before = std::prev(first)->place;
  const std::size_t line = text_.rfind('\n', before.begin == 0 ? 0 : before.begin - 1);
  const std::size_t begin = line == std::string_view::npos || before.begin == 0 ? 0 : line + 1;
  return {file_, static_cast<std::uint32_t>(begin),
          static_cast<std::uint32_t>(std::min(text_.find('\n', begin), text_.size()))};
}

Diagnostic LedBack::finding(Diagnostic diagnostic) const {
  if (is_of_paper(diagnostic.span)) diagnostic.span = place(diagnostic.span);
  for (RelatedPlace& related : diagnostic.related)
    if (is_of_paper(related.span)) related.span = place(related.span);
  diagnostic.fix.clear();
  return diagnostic;
}

}  // namespace kancelli::word
