#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/places.h"
#include "pipeline/word/styles.h"

namespace kancelli::word {
namespace {

bool is_printed(const Paragraph& paragraph) {
  return std::any_of(paragraph.runs.begin(), paragraph.runs.end(), [](const Run& run) {
    return shows(View::after, run.revision) && !run.hidden && run.kind != Run::Kind::picture &&
           !trim(run.text).empty();
  });
}

// How the last section numbers its notes, where it says so; else as Word does.
std::string format_of_notes(const Document& document, const char* kind, const char* otherwise) {
  const auto main = document.xml.find(document.package.main());
  if (main == document.xml.end()) return otherwise;
  const Node* section = word_child(word_child(main->second->root, "body"), "sectPr");
  const Node* format = word_child(word_child(section, kind), "numFmt");
  return format == nullptr ? otherwise : std::string(word_value(*format));
}

// A call that shows a mark which somebody has chosen, and no number.
bool has_own_mark(const Node& call) {
  const std::string_view own = word_value(call, "customMarkFollows");
  return !own.empty() && is_true(own);
}

}  // namespace

Places::Places(const Document& document) {
  Story body;
  look_at(document.body, body);
  for (const auto& [key, blocks] : document.notes) {
    Story story;
    story.note = &key;
    look_at(blocks, story);
  }
  count_notes(document);
}

void Places::keep(const Paragraph& paragraph, const Where& where) {
  if (paragraph.number == 0) return;
  if (places_.size() < paragraph.number)
    places_.resize(std::max<std::size_t>(paragraph.number, places_.size() * 2));
  places_[paragraph.number - 1] = where;
}

// The headings above it are those of a smaller level.
std::size_t Places::heading_below(const Paragraph& paragraph, std::size_t above) {
  while (above != nothing && headings_[above].paragraph->heading >= paragraph.heading)
    above = headings_[above].above;
  headings_.push_back({&paragraph, above});
  return headings_.size() - 1;
}

void Places::look_at(const std::vector<Block>& blocks, Story& story) {
  using Kind = Where::Kind;
  for (const Block& block : blocks) {
    if (const Table* table = block.table()) {
      ++story.tables;
      look_at(*table, story);
      continue;
    }
    const Paragraph& paragraph = *block.paragraph();
    const bool printed = is_printed(paragraph);
    if (paragraph.heading > 0 && printed && !paragraph.boxed) {
      story.heading = heading_below(paragraph, story.heading);
      story.paragraphs = 0;
      keep(paragraph, {Kind::heading, story.heading, 0, 0, 0, story.note});
      continue;
    }
    story.paragraphs += printed && !paragraph.boxed;
    keep(paragraph, {paragraph.boxed ? Kind::box : Kind::text, story.heading, std::max(story.paragraphs, 1),
                     0, 0, story.note});
  }
}

void Places::look_at(const Table& table, const Story& story) {
  Where where{Where::Kind::cell, story.heading, story.tables, 0, 0, story.note};
  for (const Row& row : table.rows) {
    ++where.row;
    where.cell = 0;
    for (const Cell& cell : row.cells) {
      ++where.cell;
      look_at_cell(cell.blocks, where);
    }
  }
}

void Places::look_at_cell(const std::vector<Block>& blocks, const Where& where) {
  for (const Block& block : blocks) {
    if (const Paragraph* paragraph = block.paragraph()) keep(*paragraph, where);
    if (const Table* table = block.table())
      for (const Row& row : table->rows)
        for (const Cell& cell : row.cells) look_at_cell(cell.blocks, where);
  }
}

// Notes are numbered in the order in which they are called.
void Places::count_notes(const Document& document) {
  if (document.notes.empty()) return;
  const std::string footnotes = format_of_notes(document, "footnotePr", "decimal"),
                    endnotes = format_of_notes(document, "endnotePr", "lowerRoman");
  int footnote = 0, endnote = 0;
  for (const Paragraph* paragraph : document.paragraphs())
    for (const Run& run : paragraph->runs) {
      const bool called = run.kind == Run::Kind::note && shows(View::after, run.revision) && !run.hidden;
      if (!called || notes_.contains(run.target)) continue;
      if (run.node != nullptr && has_own_mark(*run.node)) continue;
      const bool is_footnote = run.target.starts_with("footnote");
      notes_[run.target] =
          list_number(is_footnote ? ++footnote : ++endnote, is_footnote ? footnotes : endnotes);
    }
}

std::string Places::note(const std::string& key) const {
  const auto printed = notes_.find(key);
  const std::string number = printed != notes_.end() ? printed->second : key.substr(key.find(' ') + 1);
  return key.starts_with("footnote") ? tr("footnote {0}", {number}) : tr("endnote {0}", {number});
}

std::string Places::of(const Paragraph& paragraph) const {
  using Kind = Where::Kind;
  const Where where =
      paragraph.number >= 1 && paragraph.number <= places_.size() ? places_[paragraph.number - 1] : Where();
  if (where.kind == Kind::margin) return tr("head or foot of the pages");
  std::string what =
      where.kind == Kind::heading ? tr("heading")
      : where.kind == Kind::box   ? tr("text box")
      : where.kind == Kind::text
          ? tr("paragraph {0}", {std::to_string(where.number)})
          : tr("table {0}, row {1}, cell {2}",
               {std::to_string(where.number), std::to_string(where.row), std::to_string(where.cell)});
  std::vector<std::string> above;
  for (std::size_t at = where.heading; at != nothing; at = headings_[at].above)
    above.insert(above.begin(), collapse_space(headings_[at].paragraph->text()));
  if (!above.empty()) what = join(above, ", ") + ": " + what;
  return where.note == nullptr ? what : tr("{0}: {1}", {note(*where.note), what});
}

std::string Document::place(const Paragraph& paragraph) const {
  return Places(*this).of(paragraph);
}

}  // namespace kancelli::word
