// What changed between two states of a paper, as its reader sees it: printed words, block by block.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/check/frozen_answers.h"
#include "pipeline/project/project.h"

namespace kancelli {

// A heading, paragraph, item of a list, row of a table, caption, note or picture.
struct PrintedBlock {
  std::string kind;   // in Danish, as a reader calls it: "overskrift"
  std::string place;  // where it stands: "Formål, Opgaver", "Kapitel 2, § 5, stk. 2"
  std::string key;    // of the author's id; "" where it has none
  std::string text;
  std::vector<std::string> cells, columns;  // of a row: its words, one a column, and the heads above them
  std::size_t name = 0;                     // of a row: the cell that says which it is
};

// The paper's text in reading order; without its front matter and its list of attachments, which follow from
// what its source says of itself.
std::vector<PrintedBlock> printed_blocks(const ast::Document& tree);

// A stretch of words; `changed` where the other side has others.
struct Stretch {
  std::string words;
  bool changed = false;
  bool spaced = true;  // a space stands before it
};

struct PaperChange {
  enum class Kind { added, removed, moved, reworded, replaced };  // replaced: a picture or file, by another
  Kind kind = Kind::reworded;
  std::string what, place;             // "række", "Økonomi, tabel 1"
  std::string place_before;            // of what was moved
  std::vector<Stretch> before, after;  // what is the same and long is shortened to "…"
};

// One state of a paper.
struct PaperState {
  const Paper* paper = nullptr;
  ast::Document tree;                           // what was printed
  std::map<std::string, std::string> pictures;  // path in the project -> hash; and what else it is made of
  FrozenAnswers answers;
};

struct PaperChanges {
  std::vector<PaperChange> about;        // what the paper says of itself, its attachments
  std::vector<PaperChange> text;         // in the order of the new text
  std::vector<ChangedAnswer> registers;  // of the values that both used
  bool none() const { return about.empty() && text.empty(); }
};

PaperChanges paper_changes(const Project& project, const PaperState& before, const PaperState& after);

// For a terminal: "[-words-]" went, "{+words+}" came.
std::string changes_text(const PaperChanges& changes);

}  // namespace kancelli
