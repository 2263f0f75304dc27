// Our own look at the final tree before an output may call itself accessible (promise 4): what a validator of
// files cannot know.
#pragma once

#include "pipeline/ast/ast.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

// Title, language, one first-level heading, no level left out, text alternatives, table heads, link texts
// that say where they lead (WCAG 2.1: 2.4.2, 3.1.1, 1.3.1, 1.1.1, 2.4.4). Each fault is a warning with code
// `accessibility`; true when there is none, and only then is the PDF/UA mark set. The tree still has its
// data-pos.
bool prove_accessible(const ast::Document& document, const Project& project, Diagnostics& diagnostics);

}  // namespace kancelli
