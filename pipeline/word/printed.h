// A paper as it is printed now, and where each of its characters comes from: the words of the source, an
// element whose words the program writes, or a filter.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "pipeline/ast/ast.h"
#include "pipeline/project/project.h"

namespace kancelli::word {

// In texts that are compared, a footnote's mark and a picture are a character each.
constexpr char note_mark = '\x01', picture_mark = '\x02', paragraph_mark = '\x03';

// The form in which printed words and those of a Word file are compared, a character at a time: no-break
// characters as the plain ones, soft hyphens gone, any white space one space.
std::string compared_text(std::string_view text);
// The same, as it goes on; a text begins with no space.
void append_compared(std::string& text, std::string_view more);

struct Piece {
  enum class Kind {
    words,      // of a text node of the source
    typed,      // of an element that has no words of its own: body, date, a cell's value
    generated,  // of no place in the source
    note,       // a footnote's mark
    picture,
    end,  // of a paragraph, where two are looked at as one
  };
  Kind kind = Kind::words;
  std::string text;
  const Node* node = nullptr;  // the text node, the element, the footnote, the figure
  // Of each byte of the text, the bytes of a text node's characters [begin, end): white space is one space.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> at;
  std::size_t note = 0;  // in PrintedPaper::notes
  bool bold = false, italic = false;
};

struct PrintedParagraph {
  const Node* element = nullptr;  // whose words it holds: p, item, title, caption; nullptr where none does
  const Node* around = nullptr;   // the element that it stands in, or itself
  bool heading = false, item = false;
  std::vector<Piece> pieces;
  std::string text() const;
};

struct PrintedCell {
  const Node* cell = nullptr;  // or the column's, of a table's head
  std::vector<PrintedParagraph> paragraphs;
};
struct PrintedRow {
  const Node* row = nullptr;  // nullptr: the head
  std::vector<PrintedCell> cells;
};
struct PrintedTable {
  const Node* table = nullptr;
  std::vector<PrintedRow> rows;
};

struct PrintedBlock : std::variant<PrintedParagraph, PrintedTable> {
  using std::variant<PrintedParagraph, PrintedTable>::variant;
  const PrintedParagraph* paragraph() const { return std::get_if<PrintedParagraph>(this); }
  const PrintedTable* table() const { return std::get_if<PrintedTable>(this); }
};

struct PrintedNote {
  const Node* footnote = nullptr;
  std::vector<PrintedParagraph> paragraphs;
};

struct PrintedPaper {
  std::vector<PrintedBlock> blocks;  // without those that say nothing
  std::vector<PrintedNote> notes;
};

// `marked`: the final tree with its places in the source (FinalTree::marked).
PrintedPaper printed_paper(const Project& project, const Paper& paper, const ast::Document& marked);

// An element for inlines within words; not a paragraph of its own.
const Node* block_around(const Node* node);

}  // namespace kancelli::word
