#include "pipeline/project/sent_source.h"

#include <algorithm>
#include <vector>

#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The attribute's value, or the attribute itself behind the others.
void set_attribute(const Node& node, std::string_view name, const std::string& value,
                   std::vector<Edit>& edits) {
  if (const Attribute* found = node.find(name)) {
    // The whole of it: the value may stand in apostrophes.
    if (found->value != value)
      edits.push_back({found->span, std::string(name) + "=\"" + xml_escape(value) + "\""});
    return;
  }
  const std::uint32_t behind = node.attributes.empty() ? node.name_span.end : node.attributes.back().span.end;
  edits.push_back(
      {{node.span.source, behind, behind}, " " + std::string(name) + "=\"" + xml_escape(value) + "\""});
}

// What stands before the element on its line, when that is white space: the next line begins so too.
std::string line_break_before(std::string_view text, const Node& node) {
  const std::size_t line = text.rfind('\n', node.span.begin);
  if (line == std::string_view::npos) return {};
  const std::string_view indent = text.substr(line + 1, node.span.begin - line - 1);
  if (!trim(indent).empty()) return {};
  return (line > 0 && text[line - 1] == '\r' ? "\r\n" : "\n") + std::string(indent);
}

}  // namespace

std::optional<Revision> revision_of(const Paper& paper) {
  const Node* meta = paper.root().child("meta");
  const Node* node = meta == nullptr ? nullptr : meta->child("revision");
  if (node == nullptr) return std::nullopt;
  const auto number = read_count(node->get("number"));
  const auto date = Date::parse(node->get("date"));
  if (!number || *number < 1 || *number > 100'000 || !date || date->precision != Date::Precision::day)
    return std::nullopt;
  return Revision{static_cast<int>(*number), *date, collapse_space(node->get("reason"))};
}

std::string as_sent(const Project& project, const Paper& paper, const Date& sent,
                    const std::optional<Revision>& revision) {
  std::string text(project.sources.text(paper.source()));
  const Node& meta = *paper.root().child("meta");
  const Node& state = *meta.child("state");
  std::vector<Edit> edits;
  set_attribute(state, "value", "sent", edits);
  if (!revision || state.find("sent") == nullptr) set_attribute(state, "sent", sent.iso(), edits);
  if (const Node* node = meta.child("revision"); node != nullptr && revision) {
    set_attribute(*node, "number", std::to_string(revision->number), edits);
    set_attribute(*node, "date", revision->date.iso(), edits);
    set_attribute(*node, "reason", revision->reason, edits);
  } else if (revision) {
    edits.push_back({{paper.source(), state.end, state.end},
                     line_break_before(text, state) + "<revision number=\"" +
                         std::to_string(revision->number) + "\" date=\"" + revision->date.iso() +
                         "\" reason=\"" + xml_escape(revision->reason) + "\"/>"});
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit)
    text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  return text;
}

}  // namespace kancelli
