// The words of a tree or of an output, in reading order, for the proofs that nothing is lost.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

struct Word {
  std::string text;  // without typography (core/text.h)
  std::string pos;   // data-pos of the element it stands in; "" when it has none
};

// A paragraph, heading, cell ...: what a reader reads in one go.
using WordBlock = std::vector<Word>;

struct Reading {
  std::vector<WordBlock> body, notes;
};

// Splits at white space; the words have no place.
WordBlock words_of(std::string_view text);

// The words that every output must say: generated ones too, dropped ones not. With `note_marks`, the word
// before a note carries its number, as the text of a PDF does. What a marked-up text inserts or strikes out
// begins a word, in every output too.
Reading reading_of(const ast::Document& document, bool note_marks = false);

// Promise 1a: every text of the source stands in the final tree, once, in its element; what a filter added is
// marked. Diagnostics: text-lost, text-changed, text-added, at the place in the source.
void prove_source_in_tree(const Paper& paper, const Project& project, const ast::Document& final_tree,
                          Diagnostics& diagnostics);

// The final tree without what only the proof needs: data-pos, `generated`, `dropped`, Spans and Divs that say
// nothing more.
ast::Document without_proof_marks(ast::Document document);

}  // namespace kancelli
