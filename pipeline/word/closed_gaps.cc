#include "pipeline/word/closed_gaps.h"

#include <charconv>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli::word {
namespace {

// What papers say is Danish, whatever language the program speaks.
constexpr const char *closed_point = "Lukket punkt", *closed_attachment = "Lukket bilag";

bool is_gap(const Node& node) {
  return node.kind == Node::Kind::element && node.get("access") == "closed" && node.children.empty();
}

void give(Node& node, const char* name, const std::string& value) {
  if (node.find(name) == nullptr) node.attributes.push_back({name, value, {}, {}});
}

// The number at the end: of "jf. bilag 4" 4, 0 for none.
std::size_t last_number(const std::string& words) {
  const std::size_t end = words.find_last_of("0123456789") + 1;
  std::size_t begin = end, number = 0;
  while (begin > 0 && words[begin - 1] >= '0' && words[begin - 1] <= '9') --begin;
  std::from_chars(words.data() + begin, words.data() + end, number);
  return number;
}

Span place_of(const SourceMap& sources, const Making& making, std::string_view words) {
  const SourceId text = making.document.text;
  const std::size_t at = words.empty() ? std::string_view::npos : sources.text(text).find(words);
  if (at == std::string_view::npos) return {text, 0, 0};
  return {text, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + words.size())};
}

// What stands in a closed point: the title that the agenda shows of it, or a paragraph to be written.
std::string contents(const Making& making, const Node& node, const std::string& indent) {
  std::string inside;
  if (making.may(node.name, "title")) {
    const std::string_view told = node.get("public");
    inside = "<title>" + xml_escape(told.empty() ? closed_point : told) + "</title>";
  } else if (making.may(node.name, "p")) {
    inside = "<p/>";
  }
  return inside.empty() ? "" : "\n" + indent + "  " + inside + "\n" + indent;
}

}  // namespace

void name_closed(Making& making, Carried& own) {
  std::vector<Node*> attachments;
  for (Node& node : own.structure->nodes) {
    if (node.kind != Node::Kind::element) continue;
    if (const Attribute* id = node.find("id")) making.ids.insert(id->value);
    if (node.is("attachment")) attachments.push_back(&node);
  }
  const std::string no_hash(64, '0');
  for (std::size_t at = 0; at < attachments.size(); ++at) {
    if (!is_gap(*attachments[at]) || attachments[at]->find("id") != nullptr) continue;
    Node& attachment = *attachments[at];
    give(attachment, "id", making.new_id("bilag " + std::to_string(at + 1), "bilag"));
    give(attachment, "file", "attachments/" + std::string(attachment.get("id")) + ".pdf");
    give(attachment, "title", closed_attachment);
    give(attachment, "sha256", no_hash);
  }
  const auto words = words_by_key(making.document, own);
  for (auto& [key, place] : own.elements) {
    const auto said = words.find(key);
    if (!place->is("ref") || place->find("to") != nullptr || said == words.end()) continue;
    const std::size_t number = last_number(said->second);
    if (number == 0 || number > attachments.size()) continue;
    for (Node& node : own.structure->nodes)
      if (&node == place) give(node, "to", "#" + std::string(attachments[number - 1]->get("id")));
  }
  for (Node& node : own.structure->nodes)
    if (is_gap(node) && making.has_attribute(node.name, "id", true) && node.find("id") == nullptr)
      give(node, "id", making.new_id(closed_point, node.name));
}

MadeText with_closed_marked(SourceMap& sources, Making& making, const MadeText& source) {
  Diagnostics ignored;
  const auto xml = read_xml(sources, sources.add(making.paper + ".xml", source.xml), ignored);
  if (xml == nullptr) return source;
  std::vector<Change> changes;
  for (const Node& node : xml->nodes) {
    if (!is_gap(node) || node.is("access")) continue;
    const bool attached = node.is("attachment");
    const std::string why =
        attached ? tr("a closed attachment: the open edition has its number alone; give its paper or file, "
                      "the reason and the ground")
                 : tr("a closed point: the open edition has no more of it; give what it holds, the reason "
                      "and the ground");
    const std::size_t line = source.xml.rfind('\n', node.span.begin) + 1;
    const std::string indent(node.span.begin - line, ' ');
    std::string tag = source.xml.substr(node.span.begin, node.end - node.span.begin);
    if (const std::string inside = attached ? "" : contents(making, node, indent); !inside.empty())
      tag.replace(tag.rfind("/>"), 2, ">" + inside + "</" + std::string(node.name) + ">");
    changes.push_back(
        {node.span.begin, node.end, "<?kancelli unplaced=\"" + xml_escape(why) + "\"?>\n" + indent + tag});
    making.tell(Finding::Kind::kept, Finding::Certainty::unsure,
                place_of(sources, making, node.get("public")), std::string(node.get("public")),
                "<" + std::string(node.name) + " access=\"closed\">", why);
  }
  return changed(source, changes);
}

}  // namespace kancelli::word
