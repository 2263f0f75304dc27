#include "pipeline/xml/schema_check.h"

#include <libxml/xmlregexp.h>
#include <libxml/xmlschemastypes.h>

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool matches(const AttributeRule::Type& type, const std::string& value) {
  const auto* text = reinterpret_cast<const xmlChar*>(value.c_str());
  xmlSchemaInitTypes();
  xmlSchemaType* known =
      xmlSchemaGetPredefinedType(reinterpret_cast<const xmlChar*>(type.name.c_str()),
                                 reinterpret_cast<const xmlChar*>("http://www.w3.org/2001/XMLSchema"));
  if (known != nullptr && xmlSchemaValidatePredefinedType(known, text, nullptr) != 0) return false;
  if (type.pattern.empty()) return true;
  xmlRegexp* pattern = xmlRegexpCompile(reinterpret_cast<const xmlChar*>(type.pattern.c_str()));
  if (pattern == nullptr) return true;
  const bool good = xmlRegexpExec(pattern, text) == 1;
  xmlRegFreeRegexp(pattern);
  return good;
}

std::string_view example_of(const std::string& type) {
  if (type == "date") return "2026-01-31";
  if (type == "decimal") return "4.1, -43500";
  if (type == "integer" || type == "positiveInteger" || type == "nonNegativeInteger") return "12";
  if (type == "boolean") return "true, false";
  if (type == "NCName" || type == "ID") return "tabel-1";
  if (type == "anyURI") return "https://www.kk.dk";
  return {};
}

class Explainer {
 public:
  Explainer(const Schema& schema, Diagnostics& diagnostics) : schema_(schema), diagnostics_(diagnostics) {}

  void document(const Node& root) {
    if (root.foreign) {
      diagnostics_.error("schema", root.name_span, tr("the document is not in Kancelli's namespace"),
                         {tr("write xmlns=\"urn:kancelli:1\" in the first tag")});
      return;
    }
    if (root.name != schema_.root()) {
      diagnostics_.error(
          "schema", root.name_span,
          tr("the document begins with <{0}>, but a <{1}> is expected here", {root.name, schema_.root()}),
          {tr("does the file lie in the folder of its type?")});
      return;
    }
    element(root, 0);
  }

 private:
  void add(Span span, std::string message, std::vector<std::string> hints = {}) {
    std::erase(hints, "");
    diagnostics_.error("schema", span, std::move(message), std::move(hints));
  }

  // "<table>", with the Danish heading where it has one: <purpose> (»Formål«).
  std::string named(const std::string& name) const {
    const ElementRule* rule = schema_.element(name);
    return "<" + name + ">" + (rule == nullptr || rule->title.empty() ? "" : " (»" + rule->title + "«)");
  }

  std::string listed(const std::vector<std::string>& names) const {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "<" : ", <") + name + ">";
    return text;
  }

  void element(const Node& node, std::size_t depth) {
    const ElementRule* rule = schema_.element(node.name);
    if (rule == nullptr || depth > 250) return;
    attributes(node, *rule);
    children(node, *rule);
    if (!rule->text) text(node, *rule);
    for (const Node* child : node.elements())
      if (!child->foreign && std::count(rule->children.begin(), rule->children.end(), child->name) != 0)
        element(*child, depth + 1);
  }

  void attributes(const Node& node, const ElementRule& rule) {
    for (const Attribute& attribute : node.attributes) {
      const auto known = std::find_if(rule.attributes.begin(), rule.attributes.end(),
                                      [&](const AttributeRule& a) { return a.name == attribute.name; });
      if (known == rule.attributes.end())
        unknown_attribute(attribute, node, rule);
      else
        value(attribute, *known);
    }
    for (const AttributeRule& wanted : rule.attributes)
      if (wanted.required && node.find(wanted.name) == nullptr)
        add(node.name_span, tr("<{0}> lacks the attribute {1}", {node.name, wanted.name}),
            {wanted.documentation, allowed(wanted)});
  }

  void unknown_attribute(const Attribute& attribute, const Node& node, const ElementRule& rule) {
    std::vector<std::string_view> names;
    for (const AttributeRule& known : rule.attributes) names.push_back(known.name);
    const std::string_view meant = nearest(attribute.name, names);
    std::vector<std::string> texts(names.begin(), names.end());
    add(attribute.span, tr("<{0}> has no attribute {1}", {node.name, attribute.name}),
        {!meant.empty()  ? tr("did you mean {0}?", {meant})
         : names.empty() ? tr("<{0}> has no attributes", {node.name})
                         : tr("it has: {0}", {join(texts, ", ")})});
  }

  std::string allowed(const AttributeRule& rule) const {
    if (!rule.values.empty()) return tr("it is one of: {0}", {join(rule.values, ", ")});
    for (const AttributeRule::Type& type : rule.types)
      if (!example_of(type.name).empty()) return tr("it is written like this: {0}", {example_of(type.name)});
    return {};
  }

  void value(const Attribute& attribute, const AttributeRule& rule) {
    if (rule.values.empty() && rule.types.empty()) return;
    const std::string text = collapse_space(attribute.value);
    if (std::count(rule.values.begin(), rule.values.end(), text) != 0) return;
    if (std::any_of(rule.types.begin(), rule.types.end(),
                    [&](const AttributeRule::Type& t) { return matches(t, text); }))
      return;
    const std::vector<std::string_view> values(rule.values.begin(), rule.values.end());
    const std::string_view meant = nearest(text, values);
    add(attribute.value_span, tr("\"{0}\" is not a value of {1}", {attribute.value, attribute.name}),
        {meant.empty() ? "" : tr("did you mean {0}?", {meant}), allowed(rule),
         rule.values.empty() ? rule.documentation : ""});
  }

  void children(const Node& node, const ElementRule& rule) {
    std::size_t furthest = 0;
    const Node* furthest_node = nullptr;
    bool wrong_order = false;
    for (const Node* child : node.elements()) {
      if (child->foreign) {
        add(child->name_span, tr("<{0}> is not in Kancelli's namespace", {child->name}),
            {tr("delete its own xmlns")});
        continue;
      }
      const auto place = std::find(rule.children.begin(), rule.children.end(), child->name);
      if (place == rule.children.end()) {
        unknown_child(*child, node, rule);
        continue;
      }
      const auto index = static_cast<std::size_t>(place - rule.children.begin());
      if (rule.ordered && index < furthest && !wrong_order) {
        add(child->name_span,
            tr("{0} must stand before {1}",
               {named(std::string(child->name)), named(std::string(furthest_node->name))}),
            {tr("the order in <{0}> is: {1}", {node.name, listed(rule.children)})});
        wrong_order = true;
      }
      if (index >= furthest) {
        furthest = index;
        furthest_node = child;
      }
    }
    for (const std::string& name : rule.required)
      if (node.child(name) == nullptr) missing(name, node);
  }

  void missing(const std::string& name, const Node& node) {
    const ElementRule* wanted = schema_.element(name);
    const std::string hint = wanted == nullptr ? "" : wanted->documentation;
    if (wanted != nullptr && wanted->section)
      add(node.name_span, tr("the section »{0}« is missing", {wanted->title}),
          {tr("write <{0}> in <{1}>", {name, node.name}), hint});
    else
      add(node.name_span, tr("<{0}> lacks {1}", {node.name, named(name)}), {hint});
  }

  void unknown_child(const Node& child, const Node& parent, const ElementRule& rule) {
    if (schema_.element(child.name) != nullptr) {
      add(child.name_span, tr("<{0}> cannot stand in <{1}>", {child.name, parent.name}),
          {rule.children.empty() ? tr("<{0}> holds no elements", {parent.name})
                                 : tr("here may stand: {0}", {listed(rule.children)})});
      return;
    }
    std::vector<std::string_view> names(rule.children.begin(), rule.children.end());
    std::string_view meant = nearest(child.name, names);
    if (meant.empty()) {
      names.clear();
      for (const auto& [name, ignored] : schema_.elements()) names.push_back(name);
      meant = nearest(child.name, names);
    }
    add(child.name_span, tr("there is no element <{0}>", {child.name}),
        {meant.empty() ? tr("here may stand: {0}", {listed(rule.children)})
                       : tr("did you mean <{0}>?", {meant})});
  }

  void text(const Node& node, const ElementRule& rule) {
    for (const Node* child : node.children) {
      if (child->kind != Node::Kind::text || trim(child->text).empty()) continue;
      Span where = child->span;
      const std::size_t lead = static_cast<std::size_t>(trim(child->text).data() - child->text.data());
      where.begin += static_cast<std::uint32_t>(lead);
      where.end = where.begin + static_cast<std::uint32_t>(
                                    std::min<std::size_t>(trim(child->text).size(), where.end - where.begin));
      const bool paragraphs = std::count(rule.children.begin(), rule.children.end(), "p") != 0;
      add(where, tr("text cannot stand directly in <{0}>", {node.name}),
          {paragraphs ? tr("put it into <p>...</p>") : ""});
      return;
    }
  }

  const Schema& schema_;
  Diagnostics& diagnostics_;
};

}  // namespace

void explain_faults(const Schema& schema, const XmlDocument& document, const std::vector<SchemaFault>& faults,
                    Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.list().size();
  Explainer(schema, diagnostics).document(*document.root);
  if (diagnostics.list().size() != before) return;
  // libxml2 names the outermost element first and the nearest last.
  const Node* node = document.root;
  for (const SchemaFault& fault : faults)
    if (fault.node->order >= node->order) node = fault.node;
  while (node->kind != Node::Kind::element) node = node->parent;
  const ElementRule* rule = schema.element(node->name);
  std::vector<std::string> hints;
  if (rule != nullptr && !rule->children.empty()) {
    std::string names;
    for (const std::string& name : rule->children) names += (names.empty() ? "<" : ", <") + name + ">";
    hints.push_back(tr("<{0}> holds, in this order: {1}", {node->name, names}));
  }
  if (rule != nullptr && !rule->documentation.empty()) hints.push_back(rule->documentation);
  diagnostics.error("schema", node->name_span, tr("the content of <{0}> is not as it must be", {node->name}),
                    hints);
}

}  // namespace kancelli
