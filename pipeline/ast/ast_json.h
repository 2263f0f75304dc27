// Pandoc's JSON form of its tree. The only code that includes RapidJSON for it.
#pragma once

#include <string>
#include <string_view>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

// As Pandoc itself writes it for that API version. Under 1.22 a Figure becomes a Div with class "figure", its
// caption a Div with class "caption" at the end; under 1.23 a Null is left out.
std::string to_json(const Document& document, const ApiVersion& version);

// Throws Error, with the byte offset or the path of what is wrong, for text that is not JSON or not a Pandoc
// tree. `version` receives the tree's own API version. Accepts 1.22 and 1.23; others are refused with the
// versions named.
Document from_json(std::string_view json, ApiVersion& version);

}  // namespace kancelli::ast
