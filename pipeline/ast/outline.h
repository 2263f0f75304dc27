// A tree in few lines, for people.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

// The element without its content: `Header 2 #id .class key="value"`. `places`: with its data-pos.
std::string shell(const Element& element, bool places = false);

// Inlines in one line, which is cut where it gets long: "words" in quotation marks, other inlines as their
// kind with the content in brackets. `exactly`: each Str and Space by itself, and places.
std::string inline_line(const std::vector<const Element*>& list, bool exactly = false);

// A line for each block, what is in it indented below, up to a dozen; of inlines one line.
std::vector<std::string> outline(const std::vector<const Element*>& elements);

}  // namespace kancelli::ast
