#include "pipeline/filter/nodes.h"

namespace kancelli::filter {

using ast::Kind;

std::string stringify(Node* const* begin, Node* const* end) {
  struct Said {
    const Node* node;
    std::string_view text;
  };
  std::string words;
  std::vector<Said> remaining;
  const auto say = [&](Node* const* first, Node* const* last) {
    while (last != first) remaining.push_back({*--last, {}});
  };
  say(begin, end);
  while (!remaining.empty()) {
    const Said next = remaining.back();
    remaining.pop_back();
    if (!next.node) {
      words += next.text;
      continue;
    }
    const Node& node = *next.node;
    switch (node.kind) {
      case Kind::Str:
      case Kind::Code:
      case Kind::Math:
        words += node.values->text;
        break;
      case Kind::Space:
      case Kind::SoftBreak:
      case Kind::LineBreak:
        words += ' ';
        break;
      case Kind::RawInline:
        if (node.extra().format == "html" && node.values->text.compare(0, 3, "<br") == 0) words += ' ';
        break;
      case Kind::Note:
      case Kind::Citation:
      case Kind::CodeBlock:
      case Kind::RawBlock:
        break;
      case Kind::Quoted: {
        const bool single = node.extra().format == "SingleQuote";
        words += single ? "‘" : "“";
        remaining.push_back({nullptr, single ? "’" : "”"});
        say(node.begin(), node.end());
        break;
      }
      default:
        say(node.begin(), node.end());
    }
  }
  return words;
}

}  // namespace kancelli::filter
