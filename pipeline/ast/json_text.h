// The small pieces of a tree's JSON.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

void append_string(std::string& out, std::string_view text);       // with its quotation marks
void append_number(std::string& out, double number);               // reads as the same number
void append_constructor(std::string& out, std::string_view name);  // {"t":"Space"}
void append_attr(std::string& out, const Attr& attr);              // ["id",["class"],[["key","value"]]]

}  // namespace kancelli::ast
