// From the source's tree to Pandoc's, element by element; knows no document type (docs/tree.md, state 1).
#pragma once

#include <string_view>

#include "pipeline/ast/ast.h"
#include "pipeline/project/project.h"

namespace kancelli {

// The lowered tree. The paper must be valid.
ast::Document lower(const Paper& paper, const Project& project);

// The elements that stand in running text (docs/source.md, table of inlines).
bool is_inline_element(std::string_view name);

}  // namespace kancelli
