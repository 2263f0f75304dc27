#include "pipeline/word/table_comparison.h"

#include <algorithm>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/alignment.h"
#include "pipeline/word/block_edits.h"
#include "pipeline/word/column_comparison.h"
#include "pipeline/word/new_content.h"
#include "pipeline/word/value_edits.h"

namespace kancelli::word {
namespace {

using Kind = Proposal::Kind;

std::string text_of(const PrintedRow& row) {
  std::string text;
  for (const PrintedCell& cell : row.cells) {
    for (const PrintedParagraph& paragraph : cell.paragraphs) text += paragraph.text() + " ";
    text += "\t";
  }
  return text;
}

template <class Say>
std::string text_of(const EditedRow& row, Say say) {
  std::string text;
  for (const EditedCell& cell : row.cells) {
    for (const EditedParagraph& paragraph : cell.paragraphs) text += say(paragraph) + " ";
    text += "\t";
  }
  return text;
}
std::string after(const EditedParagraph& paragraph) {
  return paragraph.text;
}
std::string before(const EditedParagraph& paragraph) {
  return paragraph.before;
}

std::string shown_row(const std::string& text) {
  std::vector<std::string> cells;
  for (const std::string_view cell : split(text, '\t'))
    if (!trim(cell).empty()) cells.emplace_back(shown(cell));
  return join(cells, " | ");
}

class Tables {
 public:
  Tables(const Compared& compared, const PrintedTable& printed, const EditedTable& edited)
      : compared_(compared), a_(printed), b_(edited), columns_(compared, printed, edited) {}

  ParagraphProposals compare() {
    std::vector<Unit> a, b;
    for (const PrintedRow& row : a_.rows) a.push_back({true, text_of(columns_.kept(row)), "", false});
    for (const EditedRow& row : b_.rows) b.push_back(unit(row));
    const std::vector<Match> matches = align(a, b);
    tell_columns(matches);
    for (std::size_t k = 0; k < matches.size(); ++k) {
      const Match& match = matches[k];
      if (by_source(match)) continue;
      if (match.b.empty())
        removed(a_.rows[match.a[0]]);
      else if (match.a.empty())
        added(b_.rows[match.b[0]], place(matches, k));
      else if (match.moved && !stood_there(match.b[0]))
        moved(a_.rows[match.a[0]], b_.rows[match.b[0]], place(matches, k));
      else
        cells(a_.rows[match.a[0]], b_.rows[match.b[0]]);
    }
    return std::move(result_);
  }

 private:
  // New or gone since it was sent: the source did that.
  bool by_source(const Match& match) const {
    if (compared_.sent == nullptr) return false;
    if (match.b.empty()) {
      const PrintedRow& row = a_.rows[match.a[0]];
      return !changed_since(row) &&
             std::any_of(row.cells.begin(), row.cells.end(), [&](const PrintedCell& cell) {
               std::vector<const PrintedParagraph*> all;
               for (const PrintedParagraph& each : cell.paragraphs) all.push_back(&each);
               return !compared_.sent->in_source(all);
             });
    }
    if (!match.a.empty()) return false;
    for (const EditedCell& cell : b_.rows[match.b[0]].cells)
      for (const EditedParagraph& each : cell.paragraphs)
        if (!compared_.sent->untouched(each)) return false;
    return true;
  }

  static bool holds_words(const PrintedRow& row) {
    return std::any_of(row.cells.begin(), row.cells.end(),
                       [](const PrintedCell& cell) { return !cell.paragraphs.empty(); });
  }

  // Gone from the copy, and the source has changed it since it was sent.
  bool changed_since(const PrintedRow& row) const {
    if (compared_.sent == nullptr || row.row == nullptr || !holds_words(row)) return false;
    const bool as_it_was = std::all_of(row.cells.begin(), row.cells.end(), [&](const PrintedCell& cell) {
      return std::all_of(cell.paragraphs.begin(), cell.paragraphs.end(),
                         [&](const PrintedParagraph& each) { return compared_.sent->in_source({&each}); });
    });
    return !as_it_was && compared_.sent->is_gone(row);
  }

  // The source has moved it: the copy has it where it was sent.
  bool stood_there(std::size_t at) const {
    if (compared_.sent == nullptr) return false;
    std::vector<const EditedParagraph*> rows;
    for (const EditedRow& row : b_.rows) {
      rows.push_back(nullptr);
      for (const EditedCell& cell : row.cells)
        for (const EditedParagraph& each : cell.paragraphs)
          if (rows.back() == nullptr && compared_.sent->was_sent(each)) rows.back() = &each;
    }
    return compared_.sent->in_order(rows, at, at + 1);
  }

  Unit unit(const EditedRow& row) const {
    const Revision& revision = row.row->revision;
    std::string said = text_of(columns_.kept(row), before);
    if (revision.kind == Revision::Kind::inserted || trim(said).empty()) said.clear();
    return {true, text_of(columns_.kept(row), after), said, false};
  }

  // Behind the row that stands before it and stays, else in front of the first that comes.
  BlockPlace place(const std::vector<Match>& matches, std::size_t at) const {
    const auto stays = [&](const Match& match) {
      return !match.a.empty() && !match.b.empty() && !match.moved && a_.rows[match.a[0]].row != nullptr;
    };
    for (std::size_t k = at; k-- > 0;)
      if (stays(matches[k])) return {a_.rows[matches[k].a[0]].row, true};
    for (std::size_t k = at + 1; k < matches.size(); ++k)
      if (stays(matches[k])) return {a_.rows[matches[k].a[0]].row, false};
    return {};
  }

  Proposal& add(Proposal made) {
    result_.list.push_back(std::move(made));
    return result_.list.back();
  }

  void removed(const PrintedRow& row) {
    const std::string text = text_of(row);
    std::vector<Person> who;
    double most = 0.7;
    for (const GoneBlock& gone : compared_.edited.gone)
      if (const double like = likeness(text, gone.text); like > most) most = like, who = {gone.person};
    Proposal& made = add(compared_.begin(Kind::removed, who, first_paragraph(b_)));
    made.now = shown_row(text);
    if (changed_since(row)) {
      by_hand(made, row);
      made.stale = true;
      made.hint =
          tr("changed in both: the copy takes it out, and the source has changed it since it was sent");
      return;
    }
    if (!can_go(row)) return by_hand(made, row);
    made.edits = spans_over(*a_.table, {row.row, true}, -1);
    made.edits.push_back(removal(compared_.project, *row.row));
    finish(made, *row.row);
  }

  // A row of the source, without cells that reach down from it.
  static bool can_go(const PrintedRow& row) {
    return row.row != nullptr &&
           std::none_of(row.cells.begin(), row.cells.end(), [](const PrintedCell& cell) {
             return cell.cell != nullptr && cell.cell->find("rowspan") != nullptr &&
                    cell.cell->get("rowspan") != "1";
           });
  }

  // Of a table that the program makes, the paper's.
  Span own_place() const {
    return a_.table != nullptr ? a_.table->name_span : compared_.paper.root().name_span;
  }

  void by_hand(Proposal& made, const PrintedRow& row) const {
    made.kind = Kind::by_hand;
    made.hint = tr("change the rows of the table in the source: cells reach over several of them");
    made.place = row.row != nullptr ? row.row->name_span : own_place();
    made.words = {made.place};
  }

  static void finish(Proposal& made, const Node& row) {
    made.place = {row.span.source, row.span.begin, row.end};
    for (const Edit& edit : made.edits) made.words.push_back(edit.span);
  }

  void added(const EditedRow& row, const BlockPlace& place) {
    const std::string text = text_of(row, after);
    Proposal& made = add(compared_.begin(Kind::added, people_of(row), first_paragraph(row)));
    made.proposed = shown_row(text);
    if (place.element == nullptr) {
      made.kind = Kind::by_hand;
      made.hint = tr("write the row into the source");
      made.place = own_place();
      return;
    }
    made.edits = spans_over(*a_.table, place, +1);
    made.edits.push_back(new_row(compared_.project, *a_.table, place, row, compared_.edited));
    finish(made, *place.element);
    made.place.begin = made.place.end = made.edits.back().span.begin;
  }

  void moved(const PrintedRow& row, const EditedRow& to, const BlockPlace& place) {
    Proposal& made = add(compared_.begin(Kind::moved, people_of(to), first_paragraph(to)));
    made.now = shown_row(text_of(row));
    made.proposed = shown_row(text_of(to, after));
    if (!can_go(row) || place.element == nullptr || !spans_over(*a_.table, {row.row, true}, -1).empty() ||
        !spans_over(*a_.table, place, +1).empty())
      return by_hand(made, row);
    ParagraphProposals within;
    std::swap(within, result_);
    cells(row, to);
    std::swap(within, result_);
    Proposal& again = result_.list.back();
    std::vector<Edit> edits;
    for (const Proposal& each : within.list) {
      edits.insert(edits.end(), each.edits.begin(), each.edits.end());
      if (each.edits.empty()) again.hint = each.hint, again.kind = Kind::by_hand;
    }
    if (again.kind == Kind::moved)
      again.edits = {removal(compared_.project, *row.row),
                     moved_block(compared_.project, place, {row.row}, edits)};
    finish(again, *row.row);
  }

  void cells(const PrintedRow& row, const EditedRow& to) {
    if (row.cells.size() == to.cells.size()) {
      for (std::size_t k = 0; k < row.cells.size(); ++k) cell(row, row.cells[k], to, to.cells[k]);
      return;
    }
    if (columns_.others()) {
      for (const PrintedCell& each : row.cells)
        for (const EditedCell& other : to.cells)
          if (columns_.same(row, each, other)) {
            cell(row, each, to, other);
            break;
          }
      return;
    }
    std::vector<Unit> one, two;
    const auto said = [](const auto& cell, auto say) {
      std::string text;
      for (const auto& paragraph : cell.paragraphs) text += say(paragraph) + " ";
      return text;
    };
    for (const PrintedCell& each : row.cells)
      one.push_back({true, said(each, [](const PrintedParagraph& p) { return p.text(); }), "", false});
    for (const EditedCell& each : to.cells)
      two.push_back({true, said(each, after), said(each, before), false});
    for (const Match& match : align(one, two))
      if (!match.a.empty() && !match.b.empty()) cell(row, row.cells[match.a[0]], to, to.cells[match.b[0]]);
  }

  void tell_columns(const std::vector<Match>& matches) {
    bool other = false;
    std::vector<RowPair> pairs;
    for (const Match& match : matches) {
      if (match.a.empty() || match.b.empty()) continue;
      const PrintedRow& row = a_.rows[match.a[0]];
      const EditedRow& to = b_.rows[match.b[0]];
      other = other || row.cells.size() != to.cells.size();
      if (row.row != nullptr) pairs.push_back({row.row, &to});
    }
    if (columns_.others())
      for (Proposal& each : columns_.proposals(pairs)) add(std::move(each));
    else if (other)
      strange_columns();
  }

  void strange_columns() {
    Proposal& made = add(compared_.begin(Kind::by_hand, {}, first_paragraph(b_)));
    made.now = shown_row(text_of(a_.rows.front()));
    made.proposed = shown_row(text_of(b_.rows.front(), after));
    made.hint = tr("the table got other columns: change them in the source");
    made.place = own_place();
    made.words = {made.place};
  }

  void cell(const PrintedRow& row, const PrintedCell& from, const EditedRow& in, const EditedCell& to) {
    if (from.paragraphs.empty() && to.paragraphs.empty()) return;
    if (filled_or_emptied_by_source(from, in, to)) return;
    if (from.paragraphs.empty()) return fill(row, from, in, to);
    if (to.paragraphs.empty() && from.cell != nullptr && from.cell->find("value") != nullptr)
      return clear(from, in);
    std::vector<const PrintedParagraph*> a;
    std::vector<const EditedParagraph*> b;
    for (const PrintedParagraph& each : from.paragraphs) a.push_back(&each);
    for (const EditedParagraph& each : to.paragraphs) b.push_back(&each);
    ParagraphProposals found = compare_words(compared_, PrintedText(a), EditedText(b), first_paragraph(in));
    std::move(found.list.begin(), found.list.end(), std::back_inserter(result_.list));
    result_.notes.insert(result_.notes.end(), found.notes.begin(), found.notes.end());
  }

  bool filled_or_emptied_by_source(const PrintedCell& from, const EditedRow& in, const EditedCell& to) const {
    if (compared_.sent == nullptr) return false;
    if (from.paragraphs.empty())
      return std::all_of(to.paragraphs.begin(), to.paragraphs.end(),
                         [&](const EditedParagraph& each) { return compared_.sent->untouched(each); });
    if (!to.paragraphs.empty()) return false;
    return !compared_.sent->had_words(in, static_cast<std::size_t>(&to - in.cells.data())).value_or(true);
  }

  void fill(const PrintedRow& row, const PrintedCell& from, const EditedRow& in, const EditedCell& to) {
    std::vector<Person> who;
    std::string text, xml;
    for (const EditedParagraph& paragraph : to.paragraphs) {
      text += (text.empty() ? "" : " ") + paragraph.text;
      xml += (xml.empty() ? "" : " ") + paragraph_xml(paragraph, compared_.edited);
      for (const Run* run : paragraph.runs)
        if (run->revision.is_new() && who.empty()) who = {{run->revision.author, run->revision.date}};
    }
    Proposal& made = add(compared_.begin(Kind::reworded, who, first_paragraph(in)));
    made.proposed = shown(text);
    const Node* cell = from.cell;
    if (cell == nullptr || !cell->is("cell") || row.row == nullptr || row.row->find("kind") != nullptr) {
      made.kind = Kind::by_hand;
      made.hint = tr("the program writes what stands there");
      made.place = own_place();
      made.words = {made.place};
      return;
    }
    const std::string tag = start_tag(compared_.project, *cell);
    std::string whole(compared_.project.sources.text(cell->span.source)
                          .substr(cell->span.begin, cell->span.end - cell->span.begin));
    if (whole.ends_with("/>")) whole.replace(whole.size() - 2, 2, ">");
    const auto number = danish_number(text);
    if (number && is_number(*cell)) {
      whole.replace(whole.size() - 1, 1, " value=\"" + number->plain() + "\"/>");
      made.kind = Kind::value;
      made.edits = {{{cell->span.source, cell->span.begin, cell->end}, whole}};
    } else {
      made.edits = {{{cell->span.source, cell->span.begin, cell->end}, whole + xml + "</cell>"}};
    }
    finish(made, *cell);
  }

  bool is_number(const Node& cell) const {
    const auto columns = a_.table->elements("column");
    for (const PlacedCell& placed : place_cells(*a_.table))
      if (placed.cell == &cell && placed.column < columns.size()) {
        const std::string_view type = columns[placed.column]->get("type");
        return !type.empty() && type != "text";
      }
    return false;
  }

  void clear(const PrintedCell& from, const EditedRow& in) {
    const Attribute& value = *from.cell->find("value");
    const std::string text = from.paragraphs.front().text();
    std::vector<Person> who;
    for (const GoneBlock& gone : compared_.edited.gone)
      if (gone.text == text) who = {gone.person};
    Proposal& made = add(compared_.begin(Kind::value, who, first_paragraph(in)));
    made.now = shown(text);
    made.edits = {{{value.span.source, from.cell->name_span.end, value.span.end}, ""}};
    if (from.cell->attributes.front().name != "value")
      made.edits = {{{value.span.source, value.span.begin, value.span.end}, ""}};
    finish(made, *from.cell);
  }

  const Compared& compared_;
  const PrintedTable& a_;
  const EditedTable& b_;
  TableColumns columns_;
  ParagraphProposals result_;
};

}  // namespace

std::string text_of(const PrintedTable& table) {
  std::string text;
  for (const PrintedRow& row : table.rows) text += text_of(row) + " ";
  return text;
}
std::string text_of(const EditedTable& table) {
  std::string text;
  for (const EditedRow& row : table.rows) text += text_of(row, after) + " ";
  return text;
}
std::string before_of(const EditedTable& table) {
  std::string text;
  for (const EditedRow& row : table.rows) text += text_of(row, before) + " ";
  return trim(text).empty() ? "" : text;
}

const Paragraph* first_paragraph(const EditedRow& row) {
  for (const Cell& cell : row.row->cells)
    for (const Block& block : cell.blocks)
      if (block.paragraph() != nullptr) return block.paragraph();
  return nullptr;
}
const Paragraph* first_paragraph(const EditedTable& table) {
  for (const EditedRow& row : table.rows)
    if (const Paragraph* found = first_paragraph(row)) return found;
  return nullptr;
}

ParagraphProposals compare_tables(const Compared& compared, const PrintedTable& printed,
                                  const EditedTable& edited) {
  return Tables(compared, printed, edited).compare();
}

}  // namespace kancelli::word
