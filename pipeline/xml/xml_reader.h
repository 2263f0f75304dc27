// XML read safely, with the place of everything. The only code, with schema, that includes libxml2.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/core/source.h"

struct _xmlDoc;

namespace kancelli {

struct Attribute {
  std::string name;   // "xml:lang" with its prefix; otherwise the local name
  std::string value;  // normalised, entities replaced
  Span span;          // name="value"
  Span value_span;    // between the quotation marks
};

// One node of a document: an element, a text, or a processing instruction. Comments are left out.
struct Node {
  enum class Kind { element, text, instruction };
  Kind kind = Kind::element;
  std::string_view name;   // element: local name; instruction: target
  std::string_view space;  // element: its namespace
  std::string_view text;   // text: its characters (entities replaced); instruction: its data
  std::vector<Attribute> attributes;
  std::vector<const Node*> children;
  const Node* parent = nullptr;
  Span span;       // element: the start tag; text: its characters as they stand; instruction: the whole of it
  Span name_span;  // element: the name in the start tag
  std::uint32_t end = 0;    // element: the offset behind its end tag
  std::uint32_t order = 0;  // in document order, from 0
  bool foreign = false;     // an element that is not in the namespace urn:kancelli:1

  bool is(std::string_view element_name) const { return kind == Kind::element && name == element_name; }
  const Attribute* find(std::string_view attribute) const;
  // The attribute's value, "" when it is not there.
  std::string_view get(std::string_view attribute) const;
  const Node* child(std::string_view element_name) const;  // the first; nullptr when there is none
  std::vector<const Node*> elements(
      std::string_view element_name = {}) const;  // child elements (of that name)
  // All characters below, in document order.
  std::string content() const;
};

// A document that was well-formed: its nodes, and libxml2's own tree for the schema validator.
struct XmlDocument {
  SourceId source = SourceId::none;
  const Node* root = nullptr;
  std::deque<Node> nodes;  // in document order
  std::deque<std::string>
      texts;  // what nodes say otherwise than the source has it; the rest they share with it
  std::shared_ptr<_xmlDoc> tree;  // each libxml2 node's _private is its Node
};

struct XmlLimits {
  std::size_t bytes = 8u << 20;  // libxml2 refuses a text of 10 MB, and the outputs are read back with it
  std::size_t depth = 64;        // no paper needs more, and Typst cannot set much more
  std::size_t attributes = 200;  // of an element; libxml2 compares each with each
};

// Reads the source's text. UTF-8 only; no DOCTYPE, hence no entity but XML's own five and character
// references; nothing is fetched. Above libxml2's 10 MB its own limits are off: those of `limits` hold. A
// text that is not well-formed gives diagnostics with code "xml", and nullptr.
std::unique_ptr<XmlDocument> read_xml(const SourceMap& sources, SourceId id, Diagnostics& diagnostics,
                                      const XmlLimits& limits = {});

// The place in the source of the characters [begin, end) (bytes of node.text) of a text node, past
// references, CDATA and line ends.
Span span_in_text(const SourceMap& sources, const Node& text, std::size_t begin, std::size_t end);

// A processing instruction's data as attributes: `suppress="x" reason="y"`. What is not of that form is left
// out.
std::vector<Attribute> pseudo_attributes(const Node& instruction);

}  // namespace kancelli
