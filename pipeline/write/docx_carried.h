// What a DOCX carries besides what it shows, so that it can come back (pipeline/word/carried.h reads it):
// marks around the words of each element of the source, which the finisher makes into hidden bookmarks, and
// the structure that words do not tell.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/ast/ast.h"
#include "pipeline/project/project.h"

namespace kancelli {

// An element of the lowered tree.
struct ElementKey {
  // words: it holds running text. computed: it holds nothing, what it prints the program writes. structure:
  // it holds other elements.
  enum class Kind { words, computed, structure };
  std::uint32_t number = 0;  // from 1, in the order of the lowered tree
  Kind kind = Kind::structure;
  const Node* node = nullptr;
};

// By the element's place in its source, as `data-pos` has it.
using ElementKeys = std::map<std::string, ElementKey, std::less<>>;

ElementKeys element_keys(const Paper& paper, const Project& project, const ast::Document& lowered);

// The final tree for filters/docx: without the marks of the proof, with <?kancelli key k12?> and
// <?kancelli end k12?> around the words of element 12, and g3 around the third text that filters added.
ast::Document with_key_marks(ast::Document marked, const ElementKeys& keys);

// The structure as XML: the elements and attributes of the lowered tree in the source's own names, each with
// its key, no words. It says nothing that the edition leaves out. The finisher adds hashes.
std::string docx_structure(const Paper& paper, const Project& project, const ast::Document& lowered,
                           const ElementKeys& keys);

// Of words as they are compared: white space, soft hyphens and no-break characters do not count. 16
// hexadecimal digits.
std::string printed_hash(std::string_view words);

constexpr const char* carried_namespace = "urn:kancelli:word:1";
constexpr const char* carried_property = "Kancelli";  // the custom property: "id=... version=... hash=..."

}  // namespace kancelli
