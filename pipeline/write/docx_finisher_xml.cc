#include "pipeline/write/docx_finisher_xml.h"

#include <libxml/parser.h>

#include <cstring>

#include "pipeline/core/error.h"

namespace kancelli::docx {
namespace {

constexpr const char* word_namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
// No network, no entities, no messages on stderr. The text is our own and Pandoc's: no limit on its size.
constexpr int parse_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE;

const xmlChar* as_xml(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}
const char* as_text(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

bool in_word_namespace(const xmlNs* ns) {
  return ns != nullptr && std::strcmp(as_text(ns->href), word_namespace) == 0;
}

std::string take(xmlChar* text) {
  std::string result = as_text(text);
  xmlFree(text);
  return result;
}

xmlNs* word_ns(xmlNode* node) {
  xmlNs* ns = xmlSearchNsByHref(node->doc, node, as_xml(word_namespace));
  if (ns == nullptr) throw Error("a part of the DOCX lacks WordprocessingML's namespace");
  return ns;
}

template <typename Visit>
void walk(xmlNode* parent, Visit visit) {
  for (xmlNode* node = parent->children; node != nullptr; node = node->next) {
    visit(node);
    if (node->type == XML_ELEMENT_NODE) walk(node, visit);
  }
}

}  // namespace

Xml parse_part(std::string_view bytes, const std::string& name) {
  Xml document(
      xmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), name.c_str(), nullptr, parse_options));
  if (!document || xmlDocGetRootElement(document.get()) == nullptr)
    throw Error("the DOCX holds no well-formed " + name);
  return document;
}

std::string serialize(const Xml& document) {
  document->standalone = 1;
  xmlChar* bytes = nullptr;
  int size = 0;
  xmlDocDumpMemoryEnc(document.get(), &bytes, &size, "UTF-8");
  std::string result(as_text(bytes), static_cast<std::size_t>(size));
  xmlFree(bytes);
  return result;
}

xmlNode* root(const Xml& document) {
  return xmlDocGetRootElement(document.get());
}

xmlNode* insert_xml(xmlNode* parent, xmlNode* before, const std::string& xml) {
  xmlNode* list = nullptr;
  if (xmlParseInNodeContext(parent, xml.data(), static_cast<int>(xml.size()), parse_options, &list) !=
          XML_ERR_OK ||
      list == nullptr)
    throw Error("the finisher made XML that is not well-formed: " + xml);
  for (xmlNode* node = list; node != nullptr;) {
    xmlNode* following = node->next;
    xmlUnlinkNode(node);
    if (before != nullptr)
      xmlAddPrevSibling(before, node);
    else
      xmlAddChild(parent, node);
    node = following;
  }
  return list;
}

bool is_element(const xmlNode* node, const char* name) {
  return node != nullptr && node->type == XML_ELEMENT_NODE && std::strcmp(as_text(node->name), name) == 0;
}

bool is(const xmlNode* node, const char* name) {
  return is_element(node, name) && in_word_namespace(node->ns);
}

xmlNode* child(const xmlNode* parent, const char* name) {
  for (xmlNode* node = parent == nullptr ? nullptr : parent->children; node != nullptr; node = node->next)
    if (is(node, name)) return node;
  return nullptr;
}

xmlNode* next(const xmlNode* node, const char* name) {
  for (xmlNode* other = node->next; other != nullptr; other = other->next)
    if (is(other, name)) return other;
  return nullptr;
}

std::vector<xmlNode*> descendants(xmlNode* parent, const char* name) {
  std::vector<xmlNode*> found;
  walk(parent, [&](xmlNode* node) {
    if (is_element(node, name)) found.push_back(node);
  });
  return found;
}

std::vector<xmlNode*> instructions(xmlNode* parent) {
  std::vector<xmlNode*> found;
  walk(parent, [&](xmlNode* node) {
    if (node->type == XML_PI_NODE && std::strcmp(as_text(node->name), "kancelli") == 0) found.push_back(node);
  });
  return found;
}

xmlNode* ancestor(const xmlNode* node, const char* name) {
  for (xmlNode* up = node->parent; up != nullptr && up->type == XML_ELEMENT_NODE; up = up->parent)
    if (is(up, name)) return up;
  return nullptr;
}

xmlNode* next_element(const xmlNode* node) {
  xmlNode* other = node->next;
  while (other != nullptr && other->type != XML_ELEMENT_NODE) other = other->next;
  return other;
}

xmlNode* previous_element(const xmlNode* node) {
  xmlNode* other = node->prev;
  while (other != nullptr && other->type != XML_ELEMENT_NODE) other = other->prev;
  return other;
}

std::string value(const xmlNode* node, const char* name) {
  return take(xmlGetNsProp(node, as_xml(name), as_xml(word_namespace)));
}

void set_value(xmlNode* node, const char* name, const std::string& text) {
  xmlSetNsProp(node, word_ns(node), as_xml(name), as_xml(text.c_str()));
}

std::string plain_value(const xmlNode* node, const char* name) {
  return take(xmlGetNoNsProp(node, as_xml(name)));
}

xmlNode* need(xmlNode* parent, const char* name) {
  xmlNode* node = child(parent, name);
  return node != nullptr ? node : xmlNewChild(parent, word_ns(parent), as_xml(name), nullptr);
}

xmlNode* need_first(xmlNode* parent, const char* name) {
  xmlNode* node = child(parent, name);
  if (node != nullptr) return node;
  node = xmlNewDocNode(parent->doc, word_ns(parent), as_xml(name), nullptr);
  if (parent->children != nullptr)
    xmlAddPrevSibling(parent->children, node);
  else
    xmlAddChild(parent, node);
  return node;
}

void remove(xmlNode* node) {
  xmlUnlinkNode(node);
  xmlFreeNode(node);
}

void move_before(xmlNode* node, xmlNode* place) {
  xmlUnlinkNode(node);
  xmlAddPrevSibling(place, node);
}

void move_into(xmlNode* node, xmlNode* parent) {
  xmlUnlinkNode(node);
  xmlAddChild(parent, node);
}

// xmlDocCopyNode declares namespaces on the copy; where its new place has them too, those serve. Says whether
// they all do.
static bool use_namespaces_above(xmlNode* node) {
  if (node->type != XML_ELEMENT_NODE) return true;
  bool all = true;
  const auto above = [&](xmlNs*& ns) {
    if (ns == nullptr) return;
    xmlNs* found = xmlSearchNsByHref(node->doc, node->parent, ns->href);
    if (found != nullptr)
      ns = found;
    else
      all = false;
  };
  above(node->ns);
  for (xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next)
    above(attribute->ns);
  for (xmlNode* below = node->children; below != nullptr; below = below->next)
    all = use_namespaces_above(below) && all;
  return all;
}

xmlNode* copy_into(const xmlNode* node, xmlNode* parent) {
  xmlNode* copy = xmlDocCopyNode(const_cast<xmlNode*>(node), parent->doc, 1);
  xmlAddChild(parent, copy);
  xmlNs* declared = copy->nsDef;
  copy->nsDef = nullptr;
  if (use_namespaces_above(copy))
    xmlFreeNsList(declared);
  else
    copy->nsDef = declared;
  return copy;
}

std::string text_of(const xmlNode* node) {
  std::string text;
  walk(const_cast<xmlNode*>(node), [&](xmlNode* each) {
    if (is(each, "t"))
      text += take(xmlNodeGetContent(each));
    else if (is(each, "noBreakHyphen"))
      text += "\u2011";
    else if (is(each, "softHyphen"))
      text += "\u00ad";
    else if (is(each, "tab") && !is(each->parent, "tabs"))
      text += ' ';
    else if (is(each, "br") || is(each, "cr"))
      text += ' ';
  });
  return text;
}

std::string escape(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

}  // namespace kancelli::docx
