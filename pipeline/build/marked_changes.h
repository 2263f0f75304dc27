// Two states of a paper as one tree, in which what came and what went is marked (docs/tree.md, 3: insertion,
// deletion): with real tracked changes in Word, underlined and struck through in the other outputs.
#pragma once

#include <string>

#include "pipeline/ast/ast.h"

namespace kancelli {

struct ChangeMark {
  std::string author, date;  // date: as Word wants it, "2026-02-18T00:00:00Z"
};

// Both are final trees. Front matter and metadata are those of `after`. Whoever accepts all changes has the
// words of `after`, block by block; whoever refuses them those of `before`, but for its front matter. What
// moved is struck out where it was and new where it is.
ast::Document marked_changes(const ast::Document& before, const ast::Document& after, const ChangeMark& mark);

// The tree with all changes accepted, or refused: no mark is left in it. Blocks without any words left are
// gone.
ast::Document accepted(const ast::Document& marked);
ast::Document refused(const ast::Document& marked);

// Without what follows from what the paper says of itself: the letterhead, the recipient, the meeting.
ast::Document without_front_matter(const ast::Document& document);

}  // namespace kancelli
