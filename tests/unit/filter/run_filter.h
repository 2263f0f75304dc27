// Small documents, and filters run over them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/filter/filter_host.h"

namespace kancelli {

using ast::Document;
using ast::Element;
using ast::Kind;

inline Element str(const char* text) {
  return {Kind::Str, text};
}

inline Element para(std::vector<Element> content) {
  return {Kind::Para, std::move(content)};
}

inline Document document(std::vector<Element> blocks) {
  Document doc;
  doc.blocks = std::move(blocks);
  return doc;
}

inline Document hello() {
  return document({para({str("hej"), Element(Kind::Space), str("verden")})});
}

inline Document run(const std::string& code, Document doc = hello()) {
  return FilterHost({}).apply(std::move(doc), "test.lua", code);
}

inline std::string words(const std::string& code, Document doc = hello()) {
  return ast::stringify(run(code, std::move(doc)).blocks);
}

// What a function that makes a text gives.
inline std::string value_of(const std::string& body) {
  return words("function Pandoc(doc) return pandoc.Pandoc(tostring((function() " + body + " end)())) end");
}

inline FilterError error_of(const std::string& code, Document doc = hello()) {
  try {
    run(code, std::move(doc));
  } catch (const FilterError& error) {
    return error;
  }
  return {"no error", "", 0, "", ""};
}

inline std::string message_of(const std::string& code) {
  return error_of(code).what();
}

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// An element with its place, in another one.
inline Document placed() {
  Element inner = para({str("fejl")});
  Element div(Kind::Div, {inner});
  div.more().attr.attributes = {{"data-pos", "content/papers/a.xml:3:7"}};
  Element outer(Kind::Div, {para({str("før")}), div});
  outer.more().attr.attributes = {{"data-pos", "content/papers/a.xml:1:1"}};
  return document({outer});
}

}  // namespace kancelli
