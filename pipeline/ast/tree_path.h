// The way to an element from the top of the tree, as a filter author would write it in Lua.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

// One step of it: ".content[2]", ".bodies[1]", "[3]" (an item). `kind_of` gives the kinds of the children.
std::string path_step(Kind parent, std::size_t child, const std::function<Kind(std::size_t)>& kind_of);

// The whole way; of a very long one, the last steps.
std::string joined_path(const std::string& top, const std::vector<std::string>& steps);

// An element as a person recognizes it: its kind, and its first words: `Para "Dette er begyndelsen ..."`;
// `words` may be longer than is shown.
std::string shown_element(Kind kind, std::string_view words);

// What an attribute data-pos says, for people and editors: Pandoc's "FILE@LINE:COLUMN-LINE:COLUMN" as
// "FILE:LINE:COLUMN"; all else as it is.
std::string plain_place(std::string data_pos);

}  // namespace kancelli::ast
