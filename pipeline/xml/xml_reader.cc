#include "pipeline/xml/xml_reader.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/xml/xml_faults.h"

namespace kancelli {
namespace {

std::string_view chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

Span span(SourceId source, std::size_t begin, std::size_t end) {
  return {source, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

// Walks the text beside libxml2's finished tree and gives each node its place. The text is known to be
// well-formed, so that looking for the next '<' is enough; libxml2's own positions (the end of a tag, lines
// up to 65535) are not.
class Placer {
 public:
  Placer(std::string_view text, SourceId source, XmlDocument& document, std::size_t deepest)
      : text_(text), source_(source), document_(document), deepest_(deepest) {}

  // The first element that lies too deep, if there is one; the document is then not placed.
  std::optional<Span> place(xmlDoc* tree) {
    for (xmlNode* node = tree->children; node != nullptr; node = node->next) visit(node, nullptr);
    return too_deep_;
  }

 private:
  void visit(xmlNode* node, Node* parent) {
    if (too_deep_) return;
    switch (node->type) {
      case XML_ELEMENT_NODE:
        element(node, parent);
        break;
      case XML_TEXT_NODE:
      case XML_CDATA_SECTION_NODE:
        characters(node, parent);
        break;
      case XML_PI_NODE:
        instruction(node, parent);
        break;
      case XML_COMMENT_NODE:
        comment();
        break;
      default:
        break;
    }
  }

  Node& add(Node::Kind kind, xmlNode* node, Node* parent) {
    Node& added = document_.nodes.emplace_back();
    added.kind = kind;
    added.order = static_cast<std::uint32_t>(document_.nodes.size() - 1);
    added.parent = parent;
    if (parent != nullptr) parent->children.push_back(&added);
    node->_private = &added;
    return added;
  }

  // The words where they stand in the source, between these bytes, or else of the document's own.
  std::string_view shared(std::size_t begin, std::size_t end, std::string_view words) {
    const std::string_view source = text_.substr(begin, end - begin);
    const std::size_t found = source.size() == words.size() ? 0 : source.find(words);
    if (found != std::string_view::npos && source.substr(found, words.size()) == words)
      return source.substr(found, words.size());
    return document_.texts.emplace_back(words);
  }

  static void reserve(const xmlNode* node, Node& element) {
    std::size_t children = 0;
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) ++children;
    element.children.reserve(children);
  }

  bool at(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  void skip_past(std::string_view what) {
    const std::size_t found = text_.find(what, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + what.size();
  }
  // Past character data and CDATA sections, to the next tag, comment or instruction.
  void skip_characters() {
    while (at_ < text_.size()) {
      if (at("<![CDATA["))
        skip_past("]]>");
      else if (text_[at_] == '<')
        return;
      else
        ++at_;
    }
  }

  void characters(xmlNode* node, Node* parent) {
    const std::size_t begin = at_;
    skip_characters();
    if (parent == nullptr) return;
    Node& text = add(Node::Kind::text, node, parent);
    text.span = span(source_, begin, at_);
    text.text = shared(begin, at_, chars(node->content));
  }

  void comment() {
    skip_characters();
    skip_past("-->");
  }

  void instruction(xmlNode* node, Node* parent) {
    skip_characters();
    if (parent == nullptr && at("<?xml") && at_ + 5 < text_.size() &&
        is_xml_space(text_[at_ + 5])) {  // the XML declaration is no node
      skip_past("?>");
      skip_characters();
    }
    const std::size_t begin = at_;
    skip_past("?>");
    Node& added = add(Node::Kind::instruction, node, parent);
    added.name = shared(begin, at_, chars(node->name));
    added.text = shared(begin, at_, chars(node->content));
    added.span = span(source_, begin, at_);
  }

  void element(xmlNode* node, Node* parent) {
    skip_characters();
    while (at("<?")) {  // the XML declaration before the root
      skip_past("?>");
      skip_characters();
    }
    Node& added = add(Node::Kind::element, node, parent);
    if (document_.root == nullptr) document_.root = &added;
    if (node->ns != nullptr) added.space = chars(node->ns->href);
    added.foreign = added.space != "urn:kancelli:1";
    const bool closed = start_tag(node, added);
    added.name = shared(added.name_span.begin, added.name_span.end, chars(node->name));
    reserve(node, added);
    if (++depth_ > deepest_) {
      too_deep_ = added.name_span;
      return;
    }
    if (!closed) {
      for (xmlNode* child = node->children; child != nullptr; child = child->next) visit(child, &added);
      skip_characters();
      skip_past(">");
    }
    added.end = static_cast<std::uint32_t>(at_);
    --depth_;
  }

  // Reads the tag's attributes with their places; true for an empty-element tag.
  bool start_tag(xmlNode* node, Node& element) {
    const std::size_t begin = at_++;
    element.name_span = span(source_, at_, name_end());
    at_ = element.name_span.end;
    for (;;) {
      while (at_ < text_.size() && is_xml_space(text_[at_])) ++at_;
      if (at_ >= text_.size() || text_[at_] == '>' || text_[at_] == '/') break;
      attribute(node, element);
    }
    const bool closed = at("/");
    skip_past(">");
    element.span = span(source_, begin, at_);
    return closed;
  }

  std::size_t name_end() const {
    std::size_t end = at_;
    while (end < text_.size() && !is_xml_space(text_[end]) && std::strchr("/>=", text_[end]) == nullptr)
      ++end;
    return end;
  }

  void attribute(xmlNode* node, Node& element) {
    const std::size_t begin = at_, end = name_end();
    const std::string_view name = text_.substr(begin, end - begin);
    at_ = std::min(text_.find_first_of("\"'", end), text_.size() - 1);
    const char quote = text_[at_++];
    const std::size_t value = at_;
    at_ = std::min(text_.find(quote, at_), text_.size());
    const Span value_span = span(source_, value, at_);
    ++at_;
    if (name == "xmlns" || name.starts_with("xmlns:")) return;
    const std::size_t colon = name.find(':');
    const std::string_view local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    for (xmlAttr* a = node->properties; a != nullptr; a = a->next) {
      const bool prefixed = a->ns != nullptr && a->ns->prefix != nullptr;
      if (chars(a->name) != local || prefixed != (colon != std::string_view::npos)) continue;
      xmlChar* text = xmlNodeListGetString(node->doc, a->children, 1);
      element.attributes.push_back(
          {std::string(name), std::string(chars(text)), span(source_, begin, at_), value_span});
      xmlFree(text);
      return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  SourceId source_;
  XmlDocument& document_;
  std::size_t deepest_, depth_ = 0;
  std::optional<Span> too_deep_;
};

}  // namespace

const Attribute* Node::find(std::string_view attribute) const {
  for (const Attribute& a : attributes)
    if (a.name == attribute) return &a;
  return nullptr;
}

std::string_view Node::get(std::string_view attribute) const {
  const Attribute* found = find(attribute);
  return found == nullptr ? std::string_view() : found->value;
}

const Node* Node::child(std::string_view element_name) const {
  for (const Node* node : children)
    if (node->is(element_name)) return node;
  return nullptr;
}

std::vector<const Node*> Node::elements(std::string_view element_name) const {
  std::vector<const Node*> found;
  for (const Node* node : children)
    if (node->kind == Kind::element && (element_name.empty() || node->name == element_name))
      found.push_back(node);
  return found;
}

std::string Node::content() const {
  if (kind == Kind::text) return std::string(text);
  std::string result;
  for (const Node* node : children)
    if (node->kind != Kind::instruction) result += node->content();
  return result;
}

std::unique_ptr<XmlDocument> read_xml(const SourceMap& sources, SourceId id, Diagnostics& diagnostics,
                                      const XmlLimits& limits) {
  const std::string_view text = sources.text(id);
  if (refuse_text(text, id, limits, diagnostics)) return nullptr;
  const std::unique_ptr<xmlParserCtxt, decltype(&xmlFreeParserCtxt)> parser(xmlNewParserCtxt(),
                                                                            &xmlFreeParserCtxt);
  ParseFault fault;
  xmlSetStructuredErrorFunc(&fault, reinterpret_cast<xmlStructuredErrorFunc>(&keep_first_fault));
  // The text is UTF-8, whatever its XML declaration says. Naming the encoding would do the same, but libxml2
  // then miscounts the bytes behind a fault.
  const int huge = limits.bytes > XmlLimits().bytes ? XML_PARSE_HUGE : 0;
  xmlDoc* tree = xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                                   XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_IGNORE_ENC | huge);
  xmlSetStructuredErrorFunc(nullptr, nullptr);
  auto document = std::make_unique<XmlDocument>();
  document->tree = std::shared_ptr<xmlDoc>(tree, [](xmlDoc* doc) {
    if (doc != nullptr) xmlFreeDoc(doc);
  });
  if (tree == nullptr || fault.found) {
    report_fault(fault, text, id, diagnostics);
    return nullptr;
  }
  document->source = id;
  if (const auto too_deep = Placer(text, id, *document, limits.depth).place(tree)) {
    diagnostics.error("xml", *too_deep, tr("the elements are nested too deep"),
                      {tr("at most {0} may stand within each other", {std::to_string(limits.depth)})});
    return nullptr;
  }
  return document;
}

Span span_in_text(const SourceMap& sources, const Node& node, std::size_t begin, std::size_t end) {
  // Where nothing stands for something shorter the bytes are the same: a text may be a book, and asked for
  // very often.
  if (const std::size_t size = node.text.size(); size == node.span.end - node.span.begin)
    return span(node.span.source, node.span.begin + std::min(begin, size),
                node.span.begin + std::min(end, size));
  const std::string_view raw = sources.text(node.span.source);
  std::size_t at = node.span.begin, made = 0;
  bool cdata = false;
  std::size_t from = node.span.end, to = node.span.end;
  while (at < node.span.end) {
    if (made >= end && made > begin) {
      to = at;
      break;
    }
    if (!cdata && raw.substr(at).starts_with("<![CDATA[")) {
      cdata = true;
      at += 9;
      continue;
    }
    if (cdata && raw.substr(at).starts_with("]]>")) {
      cdata = false;
      at += 3;
      continue;
    }
    if (made >= begin && from == node.span.end) from = at;
    if (made >= end) break;
    if (!cdata && raw[at] == '&') {
      const std::size_t semicolon = raw.find(';', at);
      const std::string_view name = raw.substr(at + 1, semicolon - at - 1);
      std::string character = "?";
      if (name.starts_with("#")) {
        const bool hex = name.starts_with("#x");
        character.clear();
        append_utf8(character, static_cast<char32_t>(std::stoul(std::string(name.substr(hex ? 2 : 1)),
                                                                nullptr, hex ? 16 : 10)));
      }
      made += character.size();
      at = semicolon + 1;
    } else {
      at += raw.substr(at).starts_with("\r\n") ? 2 : 1;
      ++made;
    }
  }
  if (begin == end) to = from;
  return span(node.span.source, from, to);
}

std::vector<Attribute> pseudo_attributes(const Node& instruction) {
  std::vector<Attribute> result;
  const std::string_view text = instruction.text;
  // The data stands unchanged in the source, behind the target and white space.
  const std::uint32_t base = instruction.span.end - 2 - static_cast<std::uint32_t>(text.size());
  for (std::size_t at = 0; at < text.size();) {
    while (at < text.size() && is_xml_space(text[at])) ++at;
    const std::size_t equals = text.find('=', at);
    if (equals == std::string_view::npos || equals + 1 >= text.size() ||
        (text[equals + 1] != '"' && text[equals + 1] != '\''))
      break;
    const std::size_t close = text.find(text[equals + 1], equals + 2);
    if (close == std::string_view::npos) break;
    const auto offset = [&](std::size_t i) { return base + static_cast<std::uint32_t>(i); };
    result.push_back({std::string(trim(text.substr(at, equals - at))),
                      std::string(text.substr(equals + 2, close - equals - 2)),
                      {instruction.span.source, offset(at), offset(close + 1)},
                      {instruction.span.source, offset(equals + 2), offset(close)}});
    at = close + 1;
  }
  return result;
}

}  // namespace kancelli
