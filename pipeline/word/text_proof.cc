#include "pipeline/word/text_proof.h"

#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/word/typed_words.h"

namespace kancelli::word {
namespace {

std::string unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == '&' ? text.find(';', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      plain += text[at++];
      continue;
    }
    const std::string_view name = text.substr(at + 1, end - at - 1);
    plain += name == "amp" ? '&' : name == "lt" ? '<' : name == "gt" ? '>' : name == "quot" ? '"' : '\'';
    at = end + 1;
  }
  return plain;
}

bool has_words(std::string_view text) {
  return !plain_words(text).empty();
}

}  // namespace

std::vector<Span> lost_words(const SourceMap& sources, const Making& making, const MadeText& source,
                             const Paper& paper) {
  const std::string_view text = sources.text(making.document.text);
  std::vector<bool> covered(text.size());
  const auto cover = [&](const Span& place) {
    if (place.source != making.document.text) return;
    for (std::size_t at = place.begin; at < std::min<std::size_t>(place.end, text.size()); ++at)
      covered[at] = true;
  };
  for (const Finding& finding : making.findings)
    if (finding.kind == Finding::Kind::left_out) cover(finding.place);
  for (const Span& place : making.accounted) cover(place);

  std::map<std::uint32_t, const Node*> nodes;
  for (const Node& node : paper.xml->nodes)
    if (node.kind == Node::Kind::element) nodes.emplace(node.span.begin, &node);
  std::vector<Span> lost;
  for (const Origin& origin : source.origins) {
    // Numbers and titles in attributes: they were accounted for where they were read.
    if (const auto whole = nodes.find(origin.begin);
        whole != nodes.end() && (whole->second->is("cell") || whole->second->is("attachment"))) {
      cover(origin.place);
      continue;
    }
    const std::string_view words = text.substr(origin.place.begin, origin.place.end - origin.place.begin);
    std::string printed;
    for (std::uint32_t at = origin.begin; at < origin.end;) {
      const auto node = nodes.find(at);
      if (node != nodes.end()) {
        printed += printed_by(*node->second, paper, making.project);
        at = node->second->end;
        continue;
      }
      const std::size_t next = std::min<std::size_t>(source.xml.find('<', at + 1), origin.end);
      printed += unescaped(std::string_view(source.xml).substr(at, next - at));
      at = static_cast<std::uint32_t>(next);
    }
    cover(origin.place);
    if (!same_words(printed, words, true)) lost.push_back(origin.place);
  }
  for (std::size_t line = 0; line < text.size();) {
    const std::size_t end = std::min(text.find('\n', line), text.size());
    for (std::size_t at = line; at < end;) {
      std::size_t to = at;
      while (to < end && covered[to] == covered[at]) ++to;
      if (!covered[at] && has_words(text.substr(at, to - at)))
        lost.push_back(
            {making.document.text, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(to)});
      at = to;
    }
    line = end + 1;
  }
  std::sort(lost.begin(), lost.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  lost.erase(std::unique(lost.begin(), lost.end()), lost.end());
  return lost;
}

}  // namespace kancelli::word
