// The words of one paragraph in two states as one. Used by marked_changes.cc alone.
#pragma once

#include <vector>

#include "pipeline/build/marked_changes.h"

namespace kancelli {

// The inlines of both: what is in one alone stands in a Span of class deletion or insertion, whole words with
// the space before them.
std::vector<ast::Element> marked_inlines(const std::vector<ast::Element>& before,
                                         const std::vector<ast::Element>& after, const ChangeMark& mark);

// A Span or Div (`kind`) of class insertion or deletion, without content.
ast::Element change_element(ast::Kind kind, bool inserted, const ChangeMark& mark);

// What went can be linked to no more, links to nothing, and is not counted: its ids, its links within the
// paper and the counters of its labels are taken out.
void take_out_ids(std::vector<ast::Element>& elements);

}  // namespace kancelli
