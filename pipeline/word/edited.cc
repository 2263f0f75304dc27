#include "pipeline/word/edited.h"

#include "pipeline/core/text.h"
#include "pipeline/word/printed.h"

namespace kancelli::word {
namespace {

std::string characters(const Run& run) {
  if (run.hidden) return {};
  if (run.kind == Run::Kind::note) return {note_mark};
  if (run.kind == Run::Kind::picture) return {picture_mark};
  return run.text;
}

class Editor {
 public:
  EditedPaper edit(const Document& document) {
    blocks(document.body, paper_.blocks);
    for (const auto& [key, content] : document.notes) {
      std::vector<EditedBlock> found;
      blocks(content, found);
      for (EditedBlock& block : found)
        if (auto* paragraph = std::get_if<EditedParagraph>(&block))
          paper_.notes[key].push_back(std::move(*paragraph));
    }
    return std::move(paper_);
  }

 private:
  void blocks(const std::vector<Block>& content, std::vector<EditedBlock>& made) {
    EditedParagraph open;
    for (const Block& block : content) {
      if (const Table* each = block.table()) {
        close(open, made);
        table(*each, made);
        continue;
      }
      const Paragraph& paragraph = *block.paragraph();
      if (lower(paragraph.style).starts_with("toc ")) continue;  // Word writes it
      EditedParagraph before = open;
      add(paragraph, open);
      if (!paragraph.mark.is_gone())
        close(open, made);
      else if (open.text == before.text)
        open = std::move(before);  // it is gone whole: nothing of it was joined to anything
    }
    close(open, made);
  }

  void add(const Paragraph& paragraph, EditedParagraph& open) {
    // Where an end was deleted, the words follow each other as they stand.
    open.parts.push_back(&paragraph);
    append_compared(open.before, " ");
    open.heading = open.heading || paragraph.heading > 0;
    open.item = open.item || !paragraph.numbering.list.empty();
    if (paragraph.mark.kind == Revision::Kind::moved_here) open.moved_here = true;
    std::string gone_here;
    Person who;
    bool kept = false;
    for (const Run& run : paragraph.runs) {
      const std::string said = characters(run);
      if (said.empty()) continue;
      if (shows(View::before, run.revision)) append_compared(open.before, said);
      if (run.revision.is_gone()) {
        open.gone.push_back(
            {open.text.size(), compared_text(said), {run.revision.author, run.revision.date}});
        gone_here += said;
        who = {run.revision.author, run.revision.date};
      } else {
        if (run.revision.kind == Revision::Kind::moved_here && open.text.empty()) open.moved_here = true;
        append_compared(open.text, said);
        open.runs.resize(open.text.size(), &run);
        kept = kept || !trim(said).empty();
      }
    }
    if (!kept && !trim(gone_here).empty()) paper_.gone.push_back({compared_text(gone_here), who});
  }

  static void close(EditedParagraph& open, std::vector<EditedBlock>& made) {
    if (open.text.ends_with(' ')) open.text.pop_back(), open.runs.pop_back();
    for (auto& gone : open.gone) gone.at = std::min(gone.at, open.text.size());
    if (open.before.ends_with(' ')) open.before.pop_back();
    if (!open.text.empty()) made.emplace_back(std::move(open));
    open = {};
  }

  void table(const Table& table, std::vector<EditedBlock>& made) {
    EditedTable edited;
    edited.table = &table;
    for (const Row& row : table.rows) {
      EditedRow each;
      each.row = &row;
      std::string text;
      const std::size_t gone = paper_.gone.size();
      std::size_t column = 0;
      for (const Cell& cell : row.cells) {
        if (cell.revision.is_gone()) continue;
        const std::size_t at = std::exchange(column, column + static_cast<std::size_t>(cell.columns));
        if (cell.continued) continue;
        std::vector<EditedBlock> content;
        blocks(cell.blocks, content);
        EditedCell filled;
        filled.column = at;
        filled.columns = cell.columns;
        for (EditedBlock& block : content) flatten(block, filled.paragraphs);
        for (const EditedParagraph& paragraph : filled.paragraphs) text += paragraph.before + "\t";
        each.cells.push_back(std::move(filled));
      }
      if (row.revision.is_gone()) {
        // Its words are struck out, or stand as they were.
        std::string before;
        for (std::size_t i = gone; i < paper_.gone.size(); ++i) before += paper_.gone[i].text + "\t";
        paper_.gone.resize(gone);
        paper_.gone.push_back({before.empty() ? text : before, {row.revision.author, row.revision.date}});
      } else {
        edited.rows.push_back(std::move(each));
      }
    }
    if (!edited.rows.empty()) made.emplace_back(std::move(edited));
  }

  // A table within a cell: its paragraphs, so that none is lost.
  static void flatten(EditedBlock& block, std::vector<EditedParagraph>& paragraphs) {
    if (auto* paragraph = std::get_if<EditedParagraph>(&block)) {
      paragraphs.push_back(std::move(*paragraph));
      return;
    }
    for (EditedRow& row : std::get<EditedTable>(block).rows)
      for (EditedCell& cell : row.cells)
        for (EditedParagraph& paragraph : cell.paragraphs) paragraphs.push_back(std::move(paragraph));
  }

  EditedPaper paper_;
};

}  // namespace

std::vector<Person> people_of(const EditedParagraph& paragraph) {
  for (const Run* run : paragraph.runs)
    if (run->revision.is_new() && !run->revision.author.empty())
      return {{run->revision.author, run->revision.date}};
  const Revision& mark = paragraph.parts.back()->mark;
  if (mark.is_new() && !mark.author.empty()) return {{mark.author, mark.date}};
  return {};
}

std::vector<Person> people_of(const EditedRow& row) {
  const Revision& revision = row.row->revision;
  if (revision.kind != Revision::Kind::none && !revision.author.empty())
    return {{revision.author, revision.date}};
  for (const EditedCell& cell : row.cells)
    for (const EditedParagraph& paragraph : cell.paragraphs)
      if (const std::vector<Person> who = people_of(paragraph); !who.empty()) return who;
  return {};
}

std::vector<Person> people_of(const EditedTable& table) {
  for (const EditedRow& row : table.rows)
    if (const std::vector<Person> who = people_of(row); !who.empty()) return who;
  return {};
}

EditedPaper edited_paper(const Document& document) {
  return Editor().edit(document);
}

}  // namespace kancelli::word
