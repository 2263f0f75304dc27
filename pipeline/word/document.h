// What a Word file says, as its reader sees it and as those who edited it left it: both the text before their
// tracked changes and the text after. From WordprocessingML (ECMA-376, part 1, 17), transitional and strict.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/word/package.h"
#include "pipeline/xml/xml_reader.h"

namespace kancelli::word {

// What a tracked change did with a run, a paragraph's end or a row.
struct Revision {
  enum class Kind { none, inserted, deleted, moved_here, moved_away };
  Kind kind = Kind::none;
  std::string author, date;  // as the file has them: "2026-02-18T09:30:00Z"
  std::string move;          // the name that both ends of a move share

  bool is_new() const { return kind == Kind::inserted || kind == Kind::moved_here; }
  bool is_gone() const { return kind == Kind::deleted || kind == Kind::moved_away; }
};

// The text before all tracked changes, or after them.
enum class View { before, after };
inline bool shows(View view, const Revision& revision) {
  return view == View::before ? !revision.is_new() : !revision.is_gone();
}

// Characters of one look and one history. A run of the file is several where something begins or ends in it.
struct Run {
  enum class Kind { text, note, picture, formula };
  Kind kind = Kind::text;
  std::string text;  // a tab is \t, a line break \n, a no-break hyphen U+2011; a picture's is its alternative
  Revision revision;
  bool bold = false, italic = false;
  bool hidden =
      false;  // not printed: so formatted, or what stands in a content control until somebody fills it in
  bool reformatted = false;  // a tracked change of its look
  std::string style;         // name of its character style; "" for none
  std::string language;      // "da-DK"; "" where the style says it
  std::string link;          // "https://...", "mailto:...", "#bookmark"
  std::string target;        // of a note: its key in Document::notes; of a picture: its part
  std::string field;         // the instruction of the field that it is the result of: "REF tabel_1 \h"
  std::vector<std::string> controls;  // tags of the inline content controls around it, outermost first
  // What was read of it: w:t, w:delText, w:tab, ... in the part's XML, with its place in bytes; and the w:r
  // around it.
  const Node *node = nullptr, *run = nullptr;
};

struct Paragraph {
  struct Numbering {
    std::string list;    // id of the list; "" when it is in none
    int level = 0;       // from 0
    std::string format;  // "bullet", "decimal", "lowerLetter", ...
    std::string text;    // as it is printed after the changes: "2.1", "a)"; a bullet's character
  };
  std::string style;  // its name, as Word shows it in English: "heading 2", "Bilagsliste"; "Normal" for none
  int heading = 0;    // level, from 1; 0 for other text
  Numbering numbering;
  std::vector<Run> runs;
  Revision mark;                      // of its end: a paragraph that was split or joined has it
  bool reformatted = false;           // a tracked change of style, list or layout
  std::vector<std::string> controls;  // tags of the block content controls around it, outermost first
  bool boxed = false;                 // from a text box or a frame: beside the text, not in it
  std::uint32_t number = 0;    // from 1 over the whole file, in reading order: its line in Document::text
  const Node* node = nullptr;  // w:p

  std::string text(View view = View::after) const;
  bool empty(View view = View::after) const { return text(view).empty(); }
};

struct Block;

struct Cell {
  int columns = 1;         // that it spans
  bool continued = false;  // it belongs to the cell above
  Revision revision;       // cells can be inserted and deleted alone
  std::vector<Block> blocks;
  const Node* node = nullptr;  // w:tc
};

struct Row {
  Revision revision;
  bool header = false;  // repeated on every page
  std::vector<Cell> cells;
  const Node* node = nullptr;  // w:tr
};

struct Table {
  std::string style, caption, description;  // caption, description: of its properties, not printed
  std::vector<Row> rows;
  std::vector<std::string> controls;
  const Node* node = nullptr;  // w:tbl
};

struct Block : std::variant<Paragraph, Table> {
  using std::variant<Paragraph, Table>::variant;
  const Paragraph* paragraph() const { return std::get_if<Paragraph>(this); }
  Paragraph* paragraph() { return std::get_if<Paragraph>(this); }
  const Table* table() const { return std::get_if<Table>(this); }
  Table* table() { return std::get_if<Table>(this); }
};

// Between two runs of a paragraph: in front of that run, or at the end.
struct Place {
  std::uint32_t paragraph = 0;  // Paragraph::number
  std::uint32_t run = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Bookmark {
  std::string name;
  Place begin, end;
};

struct Comment {
  std::string id, author, initials, date;
  std::string parent;  // id of the comment that it answers
  bool resolved = false;
  std::string text;       // paragraphs parted by \n
  bool anchored = false;  // without an anchor the places say nothing
  Place begin, end;
};

struct Document {
  std::vector<Block> body;
  std::map<std::string, std::vector<Block>> notes;  // "footnote 2", "endnote 1"
  std::vector<Block> margins;                       // heads and feet of pages
  std::vector<Bookmark> bookmarks;                  // in the order in which they begin
  std::vector<Comment> comments;                    // in the order of their part
  std::map<std::string, std::string> properties;  // core ("title", "creator", "modified") and custom ("Dato")
  std::string language;                           // of the whole: "da-DK"
  SourceId text = SourceId::none;    // the paragraphs as they read after the changes, one a line: line breaks
                                     // and tabs are spaces. So `file.docx:12:5` is the twelfth paragraph.
  std::vector<std::uint32_t> lines;  // where in it each paragraph begins, by number - 1
  Package package;
  std::map<std::string, std::unique_ptr<XmlDocument>, std::less<>> xml;  // the parts that were read

  // All paragraphs in the order of their numbers: body (cells and boxes too), notes, margins.
  std::vector<const Paragraph*> paragraphs() const;
  // The place in `text` of the bytes [begin, end) of a paragraph's text after the changes.
  Span span(const Paragraph& paragraph, std::size_t begin, std::size_t end) const;
  Span span(const Paragraph& paragraph) const;  // of the whole
  // Where a reader looks for it: the headings above it and its kind, "Formål, Opgaver: 2. afsnit", "Økonomi:
  // tabel 1, række 3".
  std::string place(const Paragraph& paragraph) const;
};

// Reads the bytes of a DOCX (.docx, .dotx). `name` is shown in diagnostics. What is refused or damaged gives
// diagnostics (see open_package), and nullptr.
std::unique_ptr<Document> read_document(SourceMap& sources, const std::string& name, std::string_view bytes,
                                        Diagnostics& diagnostics);

}  // namespace kancelli::word
