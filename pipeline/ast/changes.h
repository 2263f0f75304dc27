// What became of a tree: the differences of two documents, as a person reads them.
#pragma once

#include <string>
#include <vector>

#include "pipeline/ast/ast.h"

namespace kancelli::ast {

struct Change {
  enum class Kind { changed, added, removed, moved };
  Kind kind = Kind::changed;
  std::string place;  // data-pos of the nearest element ("file:line:column"), else the way to it in the tree
  std::string element;              // the nearest block: `Para "Dette er begyndelsen ..."`; "" in metadata
  std::string moved_to;             // the way to it in the tree after; "" unless it moved
  std::vector<std::string> before;  // an outline, a line each; empty for what was added
  std::vector<std::string> after;
};

struct Changes {
  std::vector<Change> list;  // in the order of the document: metadata, then blocks
  std::size_t more = 0;      // that are not in the list
};

// At most `most` of them are told. The time it takes grows with the documents, not with their product.
Changes changes(const Document& before, const Document& after, std::size_t most = 200);

}  // namespace kancelli::ast
