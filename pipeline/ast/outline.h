// A tree in few lines, for people.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

// How much is told. Exactly: each Str and Space by itself, attributes data-pos, numbers and parts that say
// nothing to most people.
struct Detail {
  std::size_t line, lines;  // bytes of a line, more or less; lines of an outline
  int depth;
  bool exactly;
};
constexpr Detail in_brief = {160, 12, 8, false};
constexpr Detail exactly = {160, 12, 8, true};
constexpr Detail in_full = {1u << 20, 100'000, 100, true};

// The element without its content: `Header 2 #id .class key="value"`.
std::string shell(const Element& element, const Detail& detail = in_brief);

// A line for each block, what is in it indented below. Inlines are one line: "words" in quotation marks, the
// others as their kind with the content in brackets.
std::vector<std::string> outline(const std::vector<const Element*>& elements,
                                 const Detail& detail = in_brief);

}  // namespace kancelli::ast
