// RELAX NG grammars: valid or not (libxml2), and what is wrong in our own words (from the grammar itself).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli {

struct AttributeRule {
  struct Type {
    std::string name, pattern;  // an XSD datatype ("date"), and a pattern it must match too, or ""
  };
  std::string name, documentation;
  bool required = false;
  std::vector<std::string> values;  // words it may be
  std::vector<Type> types;          // or: what it may be instead
};

// What a grammar says of one element. Element names mean the same wherever they stand (docs/source.md).
struct ElementRule {
  std::string name, title, documentation;  // title: k:title, the Danish default heading
  std::string counted;                     // k:counted, the noun that texts count its children with
  bool section = false;                    // k:section
  bool heading = true;                     // false by k:heading="false": the title is for messages only
  std::string begin;  // k:new, what a new one begins with where the grammar leaves it, or "nothing"
  bool text = false;  // characters may stand in it
  std::vector<AttributeRule> attributes;
  std::vector<std::string> children;  // in the grammar's order, each once
  std::vector<std::string> required;  // children that must be there
  bool ordered = false;               // the children stand in that order
};

class Schema {
 public:
  // Reads a grammar and what it includes. Throws Error when it is not there or libxml2 refuses it.
  static std::unique_ptr<Schema> load(const std::string& path);
  ~Schema();

  const ElementRule* element(std::string_view name) const;
  const std::map<std::string, ElementRule, std::less<>>& elements() const { return elements_; }
  const std::string& root() const { return root_; }

  // Every fault once, with code "schema", at its place; true when there is none. libxml2 is the judge.
  bool validate(const XmlDocument& document, Diagnostics& diagnostics) const;

 private:
  Schema();
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
  std::map<std::string, ElementRule, std::less<>> elements_;
  std::string root_;
};

}  // namespace kancelli
