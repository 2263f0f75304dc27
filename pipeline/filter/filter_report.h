// What filters did, for the person at the terminal: where the time went, and what became of the tree.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/changes.h"
#include "pipeline/filter/filter_host.h"

namespace kancelli {

// Adds what another host counted.
void add(FilterProfile& sum, const FilterProfile& part);

// Two tables with aligned columns: the files, then the functions; what took longest first.
std::string profile_table(const FilterProfile& profile);

// The heading, then for each change its place and lines that begin with - and +; "changed nothing" where
// there is none.
std::string trace_text(std::string_view heading, const ast::Changes& changes);

// The lines below a message about a filter that failed: the element at work, and Lua's traceback.
std::vector<std::string> trace_lines(const FilterError& error, bool with_place);

}  // namespace kancelli
