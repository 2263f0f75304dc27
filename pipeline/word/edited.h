// A copy as it reads after the changes of those who edited it, in the form in which it is compared, and who
// changed what.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "pipeline/word/document.h"

namespace kancelli::word {

struct Person {
  std::string name, date;
  friend auto operator<=>(const Person&, const Person&) = default;
};

struct EditedParagraph {
  std::vector<const Paragraph*> parts;  // several where the ends between them were deleted
  std::string text;                     // compared, after the changes
  std::string before;                   // and before them
  std::vector<const Run*> runs;         // that each byte of the text stands in
  struct Gone {
    std::size_t at;  // the byte of the text that it stood in front of
    std::string text;
    Person person;
  };
  std::vector<Gone> gone;
  bool moved_here = false;
  bool heading = false, item = false;
  const Paragraph* first() const { return parts.front(); }
};

struct EditedBlock;
struct EditedCell {
  std::size_t column = 0;  // from 0
  int columns = 1;         // that it spans
  std::vector<EditedParagraph> paragraphs;
};
struct EditedRow {
  std::vector<EditedCell> cells;
  const Row* row = nullptr;
};
struct EditedTable {
  std::vector<EditedRow> rows;
  const Table* table = nullptr;
};
struct EditedBlock : std::variant<EditedParagraph, EditedTable> {
  using std::variant<EditedParagraph, EditedTable>::variant;
  const EditedParagraph* paragraph() const { return std::get_if<EditedParagraph>(this); }
  const EditedTable* table() const { return std::get_if<EditedTable>(this); }
};

// Words that a tracked change took out whole: a paragraph, or a row with tabs between its cells.
struct GoneBlock {
  std::string text;
  Person person;
};

struct EditedPaper {
  std::vector<EditedBlock> blocks;                            // without those that say nothing
  std::map<std::string, std::vector<EditedParagraph>> notes;  // by their keys in Document::notes
  std::vector<GoneBlock> gone;
};

// Who put a new paragraph or table there; nobody where it was not tracked.
std::vector<Person> people_of(const EditedParagraph& paragraph);
std::vector<Person> people_of(const EditedRow& row);
std::vector<Person> people_of(const EditedTable& table);

EditedPaper edited_paper(const Document& document);

}  // namespace kancelli::word
