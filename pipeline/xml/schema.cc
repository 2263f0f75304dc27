#include "pipeline/xml/schema.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/tree.h>

#include <algorithm>
#include <fstream>
#include <mutex>
#include <set>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/xml/schema_check.h"

namespace kancelli {
namespace {

std::string_view chars(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

std::string attribute(const xmlNode* node, const char* name) {
  for (const xmlAttr* a = node->properties; a != nullptr; a = a->next)
    if (chars(a->name) == name) return std::string(a->children == nullptr ? "" : chars(a->children->content));
  return {};
}

std::string text_of(const xmlNode* node) {
  std::string text;
  for (const xmlNode* child = node->children; child != nullptr; child = child->next)
    if (child->type == XML_TEXT_NODE) text += chars(child->content);
  return collapse_space(text);
}

using Doc = std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)>;

// Reads a grammar's own XML and describes its elements. A grammar here is plain: defines, references,
// patterns (docs/how-to/add-a-type.md).
class GrammarReader {
 public:
  explicit GrammarReader(std::map<std::string, ElementRule, std::less<>>& elements) : elements_(elements) {}

  void read(const std::string& path) {
    if (!seen_files_.insert(path).second) return;
    xmlDoc* tree =
        xmlReadFile(path.c_str(), nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOBLANKS | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (tree == nullptr)
      throw Error(tr("cannot read the grammar {0}", {path}), tr("is it there, and is it well-formed XML?"));
    docs_.emplace_back(tree, &xmlFreeDoc);
    collect_defines(xmlDocGetRootElement(tree), path.substr(0, path.rfind('/') + 1));
  }

  const std::set<std::string>& files() const { return seen_files_; }

  std::string describe() {
    for (const auto& [name, patterns] : defines_)
      for (const xmlNode* pattern : patterns) find_elements(pattern);
    std::string root;
    for (const xmlNode* start : starts_) {
      find_elements(start);
      if (root.empty()) root = first_element(start, 0);
    }
    return root;
  }

 private:
  struct Context {
    bool optional = false, repeated = false;
  };

  static bool is(const xmlNode* node, const char* name) {
    return node->type == XML_ELEMENT_NODE && chars(node->name) == name;
  }

  void collect_defines(const xmlNode* grammar, const std::string& folder) {
    for (const xmlNode* node = grammar == nullptr ? nullptr : grammar->children; node != nullptr;
         node = node->next) {
      if (is(node, "include")) read(folder + attribute(node, "href"));
      if (is(node, "div")) collect_defines(node, folder);
      if (is(node, "start")) starts_.push_back(node);
      if (is(node, "define")) defines_[attribute(node, "name")].push_back(node);
    }
  }

  std::string first_element(const xmlNode* node, int depth) {
    for (const xmlNode* child = node->children; child != nullptr && depth < 20; child = child->next) {
      if (is(child, "element")) return attribute(child, "name");
      if (is(child, "ref"))
        for (const xmlNode* pattern : defines_[attribute(child, "name")])
          if (const std::string found = first_element(pattern, depth + 1); !found.empty()) return found;
    }
    return {};
  }

  // Every element pattern below a define, also one within another.
  void find_elements(const xmlNode* node) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (child->type != XML_ELEMENT_NODE) continue;
      if (is(child, "element")) describe_element(child);
      find_elements(child);
    }
  }

  void describe_element(const xmlNode* node) {
    const std::string name = attribute(node, "name");
    const auto [found, added] = elements_.try_emplace(name);
    ElementRule& rule = found->second;
    std::vector<std::string> required_before = rule.required;
    rule.required.clear();
    rule.name = name;
    if (const std::string title = attribute(node, "title"); !title.empty()) rule.title = title;
    if (const std::string noun = attribute(node, "counted"); !noun.empty()) rule.counted = noun;
    if (const std::string begin = attribute(node, "new"); !begin.empty()) rule.begin = begin;
    rule.section = rule.section || attribute(node, "section") == "true";
    rule.heading = rule.heading && attribute(node, "heading") != "false";
    interleaved_ = repeated_choice_ = false;
    content(node, {}, rule);
    rule.ordered = !interleaved_ && !repeated_choice_ && rule.children.size() > 1;
    if (!added)
      std::erase_if(rule.required, [&](const std::string& r) {
        return std::count(required_before.begin(), required_before.end(), r) == 0;
      });
  }

  void content(const xmlNode* node, Context context, ElementRule& rule) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next)
      if (child->type == XML_ELEMENT_NODE) pattern(child, context, rule);
  }

  void pattern(const xmlNode* node, Context context, ElementRule& rule) {
    if (is(node, "documentation")) {
      if (is(node->parent, "element") && rule.documentation.empty()) rule.documentation = text_of(node);
    } else if (is(node, "element")) {
      child_element(attribute(node, "name"), context, rule);
    } else if (is(node, "ref") || is(node, "parentRef")) {
      reference(attribute(node, "name"), context, rule);
    } else if (is(node, "attribute")) {
      attribute_pattern(node, context, rule);
    } else if (is(node, "text") || is(node, "data") || is(node, "value") || is(node, "list")) {
      rule.text = true;
    } else if (is(node, "mixed") || is(node, "interleave")) {
      rule.text = rule.text || is(node, "mixed");
      interleaved_ = true;
      content(node, context, rule);
    } else if (is(node, "choice")) {
      if (context.repeated) repeated_choice_ = true;
      content(node, {true, context.repeated}, rule);
    } else if (is(node, "optional")) {
      content(node, {true, context.repeated}, rule);
    } else if (is(node, "zeroOrMore") || is(node, "oneOrMore")) {
      content(node, {context.optional || is(node, "zeroOrMore"), true}, rule);
    } else if (is(node, "group")) {
      content(node, context, rule);
    }
  }

  void child_element(const std::string& name, Context context, ElementRule& rule) {
    // One that may stand at two places, as <p> before and after a list, has no order among the others.
    if (std::count(rule.children.begin(), rule.children.end(), name) == 0)
      rule.children.push_back(name);
    else if (rule.children.back() != name)
      repeated_choice_ = true;
    if (!context.optional && std::count(rule.required.begin(), rule.required.end(), name) == 0)
      rule.required.push_back(name);
  }

  void reference(const std::string& name, Context context, ElementRule& rule) {
    if (std::count(open_.begin(), open_.end(), name) != 0) return;
    open_.push_back(name);
    for (const xmlNode* define : defines_[name]) content(define, context, rule);
    open_.pop_back();
  }

  void attribute_pattern(const xmlNode* node, Context context, ElementRule& rule) {
    AttributeRule found;
    found.name = attribute(node, "name");
    found.required = !context.optional;
    attribute_values(node, found);
    for (AttributeRule& known : rule.attributes) {
      if (known.name != found.name) continue;
      known.values.insert(known.values.end(), found.values.begin(), found.values.end());
      return;
    }
    rule.attributes.push_back(std::move(found));
  }

  void attribute_values(const xmlNode* node, AttributeRule& found) {
    for (const xmlNode* child = node->children; child != nullptr; child = child->next) {
      if (is(child, "documentation")) found.documentation = text_of(child);
      if (is(child, "value")) found.values.push_back(text_of(child));
      if (is(child, "data")) {
        found.types.push_back({attribute(child, "type"), {}});
        for (const xmlNode* param = child->children; param != nullptr; param = param->next)
          if (is(param, "param") && attribute(param, "name") == "pattern")
            found.types.back().pattern = text_of(param);
      }
      if (is(child, "choice") || is(child, "group") || is(child, "list")) attribute_values(child, found);
      if (is(child, "ref"))
        for (const xmlNode* define : defines_[attribute(child, "name")]) attribute_values(define, found);
    }
  }

  std::map<std::string, ElementRule, std::less<>>& elements_;
  std::map<std::string, std::vector<const xmlNode*>> defines_;
  std::vector<const xmlNode*> starts_;
  std::vector<std::string> open_;
  std::set<std::string> seen_files_;
  std::vector<Doc> docs_;
  bool interleaved_ = false, repeated_choice_ = false;
};

void keep_fault(void* context, xmlError* error) {
  if (error == nullptr || error->node == nullptr) return;
  const auto* node = static_cast<const xmlNode*>(error->node);
  while (node != nullptr && (node->type == XML_ATTRIBUTE_NODE || node->_private == nullptr))
    node = node->parent;
  if (node == nullptr || node->type == XML_DOCUMENT_NODE) return;
  static_cast<std::vector<SchemaFault>*>(context)->push_back(
      {static_cast<const Node*>(node->_private),
       std::string(trim(error->message == nullptr ? "" : error->message))});
}

void ignore(void*, const char*, ...) {}

// Of each file its hash, "" when it cannot be read.
using Hashes = std::map<std::string, std::string>;

void hash(Hashes& files) {
  for (auto& [path, hash] : files) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    hash = file ? sha256(bytes) : std::string();
  }
}

using CompiledGrammar = std::shared_ptr<xmlRelaxNG>;

CompiledGrammar compile(const std::string& path) {
  const std::unique_ptr<xmlRelaxNGParserCtxt, decltype(&xmlRelaxNGFreeParserCtxt)> parser(
      xmlRelaxNGNewParserCtxt(path.c_str()), &xmlRelaxNGFreeParserCtxt);
  std::string message;
  xmlRelaxNGSetParserStructuredErrors(
      parser.get(), reinterpret_cast<xmlStructuredErrorFunc>(+[](void* context, xmlError* error) {
        auto& text = *static_cast<std::string*>(context);
        if (text.empty() && error != nullptr && error->message != nullptr) text = trim(error->message);
      }),
      &message);
  CompiledGrammar compiled(xmlRelaxNGParse(parser.get()), &xmlRelaxNGFree);
  if (compiled == nullptr)
    throw Error(tr("the grammar {0} is not RELAX NG: {1}", {path, message}), tr("mend the grammar"));
  return compiled;
}

// What was read of a grammar. The preview asks for all of them after every save: they are read and compiled
// anew when a file says something else.
struct Grammar {
  Hashes files;
  bool certain = false;  // the files said that before they were read, and afterwards
  CompiledGrammar compiled;
  std::map<std::string, ElementRule, std::less<>> elements;
  std::string root;

  void read(const std::string& path) {
    Hashes now = files;
    hash(now);
    if (certain && now == files) return;
    Grammar made;
    GrammarReader reader(made.elements);
    reader.read(path);
    made.root = reader.describe();
    made.compiled = compile(path);
    for (const std::string& file : reader.files()) made.files[file];
    hash(made.files);
    made.certain = now == made.files;
    *this = std::move(made);
  }
};

}  // namespace

struct Schema::Compiled {
  CompiledGrammar grammar;
};

Schema::Schema() : compiled_(std::make_unique<Compiled>()) {}
Schema::~Schema() = default;

std::unique_ptr<Schema> Schema::load(const std::string& path) {
  static std::mutex mutex;
  static std::map<std::string, Grammar> known;
  const std::lock_guard lock(mutex);
  Grammar& grammar = known[path];
  grammar.read(path);
  std::unique_ptr<Schema> schema(new Schema);
  schema->compiled_->grammar = grammar.compiled;
  schema->elements_ = grammar.elements;
  schema->root_ = grammar.root;
  return schema;
}

const ElementRule* Schema::element(std::string_view name) const {
  const auto found = elements_.find(name);
  return found == elements_.end() ? nullptr : &found->second;
}

bool Schema::validate(const XmlDocument& document, Diagnostics& diagnostics) const {
  const std::unique_ptr<xmlRelaxNGValidCtxt, decltype(&xmlRelaxNGFreeValidCtxt)> validator(
      xmlRelaxNGNewValidCtxt(compiled_->grammar.get()), &xmlRelaxNGFreeValidCtxt);
  std::vector<SchemaFault> faults;
  xmlRelaxNGSetValidErrors(validator.get(), ignore, ignore, nullptr);
  xmlRelaxNGSetValidStructuredErrors(validator.get(), reinterpret_cast<xmlStructuredErrorFunc>(keep_fault),
                                     &faults);
  if (xmlRelaxNGValidateDoc(validator.get(), document.tree.get()) == 0) return true;
  explain_faults(*this, document, faults, diagnostics);
  return false;
}

}  // namespace kancelli
