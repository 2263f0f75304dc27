// What a grammar says for those who make a form of it, as a template for Word is: beside what its elements
// are (schema.h), what they are called and how they look there.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace kancelli {

struct FormAttribute {
  std::string title;   // k:title, what the form calls it; one that may be left out is on it only with a title
  std::string bodies;  // k:bodies, the kinds of bodies that it names ("committee council"), or "any"
};

struct FormRule {
  std::string layout;     // k:layout of a root: the pages of its papers, as its filter has them
  std::string front;      // k:front of a root: what of <meta> stands at the head of the form, in that order
                          // ("record@case dated@value"); "": all that has a title
  bool numbered = false;  // k:numbered of a root: their headings bear numbers
  std::map<std::string, FormAttribute> attributes;
  std::vector<std::string> repeated;  // children that may be there several times
};

// By the element's name. Throws Error when the grammar, or what it includes, cannot be read.
std::map<std::string, FormRule> read_form_rules(const std::string& path);

}  // namespace kancelli
