// Tables: the house's style, heads that are repeated and known as heads, rows that stay whole, columns as
// wide as what they hold.
#include <algorithm>

#include "pipeline/core/text.h"
#include "pipeline/write/docx_finisher_steps.h"

namespace kancelli::docx {
namespace {

constexpr const char* house_style = "Kommunetabel";
// As in the PDF (filters/typst/table_writer.lua): a table of no more rows and letters than this is kept on
// one page, and so are the rows that one cell spans; a row of more letters may be broken.
constexpr std::size_t small_table = 8, tied_letters = 1800, small_span = 5, tall_row = 900;

// Widths of Calibri's letters in thousandths of its size, from space to tilde.
constexpr int letter_widths[] = {
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507,
    507, 507, 507, 507, 507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488,
    459, 631, 623, 252, 319, 520, 420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519,
    487, 468, 307, 386, 307, 498, 498, 291, 479, 525, 423, 525, 498, 305, 471, 525, 229, 239, 455,
    229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715, 433, 453, 395, 314, 460, 314, 498};
constexpr int other_letter_width = 530;
constexpr int bold_percent = 104;
constexpr int em = 190;  // the type size that is assumed, in twips; what matters is how the columns compare

// Between paragraphs of one cell, in twips.
constexpr int paragraph_gap = 60;
constexpr std::size_t long_word = 12;  // letters: a column may be too narrow for a longer one
constexpr int sides = em * 11 / 10;    // what a cell needs beside its words

// In twips.
int width_of(std::string_view text) {
  int width = 0;
  for (std::size_t offset = 0; offset < text.size();) {
    const char32_t c = next_code_point(text, offset);
    width += c >= 32 && c < 127 ? letter_widths[c - 32] : c == 0xa0 ? letter_widths[0] : other_letter_width;
  }
  return width * em / 1000 * bold_percent / 100;
}

// The widest of what a line cannot break: between spaces and hyphens; and no more than `most` letters of a
// word, which may then be hyphenated.
int widest_word(const std::string& text, std::size_t most) {
  int widest = 0;
  for (const std::string_view words : split(std::string_view(text)))
    for (const std::string_view word : split(words, '-')) {
      std::size_t offset = 0, letters = 0;
      while (offset < word.size() && letters < most && is_letter(next_code_point(word, offset))) ++letters;
      widest = std::max(widest, width_of(letters == most ? word.substr(0, offset) : word));
    }
  return widest;
}

struct Column {
  bool number = true;                // holds numbers only: its body is never broken
  int cell = 0, word = 0, head = 0;  // the widest of them
  long all = 0;                      // the width of all its cells, in a row
  long part = 0;                     // of the room, compared with the other columns
  int least = 0, width = 0;
};

int span_of(const xmlNode* cell) {
  const xmlNode* properties = child(cell, "tcPr");
  const xmlNode* span = properties == nullptr ? nullptr : child(properties, "gridSpan");
  return span == nullptr ? 1 : std::max(1, std::atoi(value(span).c_str()));
}

bool is_number_style(const std::string& style) {
  return style == "Tabeltal" || style == "Tabeltotaltal";
}

class TableFinisher {
 public:
  TableFinisher(Paper& paper, xmlNode* table) : paper_(paper), table_(table) {
    for (xmlNode* row = child(table, "tr"); row != nullptr; row = next(row, "tr")) rows_.push_back(row);
  }

  void run(const std::string& marks) {
    for (std::size_t at = 0; at < rows_.size(); ++at) finish_row(at);
    finish_properties(marks.find("row-heads") != std::string::npos);
    keep_together();
    set_widths();
  }

 private:
  void finish_properties(bool row_heads) {
    xmlNode* properties = need_first(table_, "tblPr");
    const xmlNode* width_mark = child(properties, "tblW");
    shares_given_ = width_mark != nullptr && value(width_mark, "type") == "pct";
    while (properties->children != nullptr) remove(properties->children);
    const std::string caption = caption_text();
    const std::string first_row = heads_ > 0 ? "1" : "0", first_column = row_heads ? "1" : "0";
    const std::string look = heads_ > 0 ? (row_heads ? "06A0" : "0620") : (row_heads ? "0680" : "0600");
    const std::string width = is_wide() ? "w:w=\"" + std::to_string(paper_.wide_width) + "\" w:type=\"dxa\""
                                        : "w:w=\"5000\" w:type=\"pct\"";
    insert_xml(properties, nullptr,
               "<w:tblStyle w:val=\"" + std::string(house_style) + "\"/><w:tblW " + width +
                   "/><w:tblLook w:val=\"" + look + "\" w:firstRow=\"" + first_row +
                   "\" w:lastRow=\"0\" w:firstColumn=\"" + first_column +
                   "\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/>" +
                   (caption.empty() ? "" : "<w:tblCaption w:val=\"" + escape(caption) + "\"/>"));
  }

  std::size_t columns() const {
    std::size_t count = 0;
    for (xmlNode* column = child(child(table_, "tblGrid"), "gridCol"); column != nullptr;
         column = next(column, "gridCol"))
      ++count;
    return count;
  }

  // A notat's table with many columns takes the margin column too, but not where it could meet what stands
  // there on page 1.
  bool is_wide() const {
    constexpr std::size_t many_columns = 4;
    // Twips of text before the table: past what stands at the top of the margin column, or past the page.
    constexpr int past_top = 6000, past_page = 18000;
    if (columns() < many_columns || paper_.wide_width <= paper_.text_width) return false;
    bool foot = false;
    int height = 0;
    for (const xmlNode* before = previous_element(table_); before != nullptr;
         before = previous_element(before)) {
      foot = foot || (is(before, "p") && paragraph_style(before) == "Sidekolonnebund");
      height += about_height(before);
    }
    return height > (foot ? past_page : past_top);
  }

  // Of a paragraph or table in the text column, in twips. What stands in the margin column takes none of it.
  int about_height(const xmlNode* block) const {
    constexpr int line = 300, letter = 110, space = 160;
    if (is(block, "p") && paragraph_style(block).starts_with("Sidekolonne")) return 0;
    return (static_cast<int>(code_point_count(text_of(block))) * letter / paper_.text_width + 1) * line +
           space;
  }

  // The caption stands before the table and stays with it.
  std::string caption_text() {
    xmlNode* before = previous_element(table_);
    if (!is(before, "p") || paragraph_style(before) != "Caption") return {};
    need(need_first(before, "pPr"), "keepNext");
    return text_of(before);
  }

  static bool is_head(const xmlNode* row) {
    const xmlNode* properties = child(row, "trPr");
    return properties != nullptr && child(properties, "tblHeader") != nullptr;
  }

  void finish_row(std::size_t at) {
    xmlNode* row = rows_[at];
    const bool head = is_head(row);
    xmlNode* properties = need_first(row, "trPr");
    while (properties->children != nullptr) remove(properties->children);
    if (text_of(row).size() <= tall_row) need(properties, "cantSplit");
    if (head) {
      need(properties, "tblHeader");
      ++heads_;
    }
    for (xmlNode* mark : instructions(row)) {
      if (mark_name(mark) != "row") continue;
      if (const std::string kind = mark_argument(mark); kind == "ins" || kind == "del")
        track_row(row, kind);
      else
        totals_.insert(at);
    }
    for (xmlNode* cell = child(row, "tc"); cell != nullptr; cell = next(cell, "tc"))
      finish_cell(cell, totals_.contains(at));
  }

  // A row that is new or struck out as a whole: by whom and when its words tell.
  static void track_row(xmlNode* row, const std::string& kind) {
    const auto changes = descendants(row, kind.c_str());
    if (changes.empty()) return;
    xmlNode* change = need(child(row, "trPr"), kind.c_str());
    for (const char* name : {"id", "author", "date"}) set_value(change, name, value(changes.front(), name));
  }

  void finish_cell(xmlNode* cell, bool total) {
    xmlNode* properties = need_first(cell, "tcPr");
    if (xmlNode* borders = total ? paper_.styles.total_borders(house_style) : nullptr)
      copy_into(borders, properties);
    set_margins(cell, properties);
    for (xmlNode* paragraph : descendants(cell, "p")) {
      if (xmlNode* alignment = child(need_first(paragraph, "pPr"), "jc"))
        remove(alignment);  // the style aligns
      const std::string style = paragraph_style(paragraph);
      if (style.empty() || style == "Compact" || style == "BodyText" || style == "FirstParagraph")
        set_paragraph_style(paragraph, "Tabeltekst");
      if (is(previous_element(paragraph), "p"))
        set_value(need(need_first(paragraph, "pPr"), "spacing"), "before", std::to_string(paragraph_gap));
    }
  }

  // The words stand flush with the text at both edges of the table.
  static void set_margins(xmlNode* cell, xmlNode* properties) {
    for (const auto& [edge, neighbour] :
         {std::pair{"left", previous_element(cell)}, std::pair{"right", next_element(cell)}}) {
      if (is(neighbour, "tc")) continue;
      xmlNode* margin = need(need(properties, "tcMar"), edge);
      set_value(margin, "w", "0");
      set_value(margin, "type", "dxa");
    }
  }

  // No row of a small table, no first or last row of a large one, no sum and no head of a group stands alone
  // on a page.
  void keep_together() {
    std::size_t letters = 0;
    for (xmlNode* row : rows_) letters += text_of(row).size();
    const bool small = rows_.size() - heads_ <= small_table && letters <= tied_letters;
    const std::set<std::size_t> spanned = tied_by_spans();
    for (std::size_t at = 0; at + 1 < rows_.size(); ++at) {
      const bool group_head = columns() > 1 && next(child(rows_[at], "tc"), "tc") == nullptr;
      const bool tied = small || group_head || at <= heads_ || at + 2 == rows_.size() ||
                        totals_.contains(at + 1) || spanned.contains(at);
      if (!tied || text_of(rows_[at]).size() > tall_row) continue;
      for (xmlNode* paragraph : descendants(rows_[at], "p")) need(need_first(paragraph, "pPr"), "keepNext");
    }
  }

  // Rows that stay with the next because one cell spans both: all of a short span, the first two and the last
  // two of a long one.
  std::set<std::size_t> tied_by_spans() const {
    std::set<std::size_t> tied;
    for (std::size_t begin = 0; begin < rows_.size(); ++begin) {
      std::size_t end = begin + 1;
      while (end < rows_.size() && goes_on(rows_[end])) ++end;
      if (end - begin > 1)
        for (std::size_t at = begin; at + 1 < end; ++at)
          if (end - begin <= small_span || at == begin || at + 2 == end) tied.insert(at);
      begin = end - 1;
    }
    return tied;
  }

  // Whether a cell of the row above reaches into this one.
  static bool goes_on(const xmlNode* row) {
    for (const xmlNode* cell = child(row, "tc"); cell != nullptr; cell = next(cell, "tc")) {
      const xmlNode* merge = child(child(cell, "tcPr"), "vMerge");
      if (merge != nullptr && value(merge) != "restart") return true;
    }
    return false;
  }

  void set_widths() {
    std::vector<xmlNode*> marks;
    for (xmlNode* column = child(need(table_, "tblGrid"), "gridCol"); column != nullptr;
         column = next(column, "gridCol"))
      marks.push_back(column);
    std::vector<Column> columns(marks.size());
    measure(columns);
    for (std::size_t at = 0; shares_given_ && at < marks.size(); ++at)
      columns[at].part = twips(marks[at], "w");
    share(columns, is_wide() ? paper_.wide_width : paper_.text_width);
    for (std::size_t at = 0; at < marks.size(); ++at)
      set_value(marks[at], "w", std::to_string(columns[at].width));
    for (xmlNode* row : rows_) {
      std::size_t at = 0;
      for (xmlNode* cell = child(row, "tc"); cell != nullptr; cell = next(cell, "tc")) {
        int width = 0;
        for (int left = span_of(cell); left > 0 && at < columns.size(); --left) width += columns[at++].width;
        xmlNode* mark = need_first(need_first(cell, "tcPr"), "tcW");
        set_value(mark, "w", std::to_string(width));
        set_value(mark, "type", "dxa");
        for (xmlNode* paragraph : descendants(cell, "p")) allow_hyphens(paragraph, width - sides);
      }
    }
  }

  // Only where a word has no room: Word hyphenates by lines, not by words.
  static void allow_hyphens(xmlNode* paragraph, int room) {
    if (widest_word(text_of(paragraph), std::string::npos) <= room) return;
    set_value(need(need_first(paragraph, "pPr"), "suppressAutoHyphens"), "val", "0");
  }

  void measure(std::vector<Column>& columns) const {
    for (xmlNode* row : rows_) {
      std::size_t at = 0;
      for (xmlNode* cell = child(row, "tc"); cell != nullptr; cell = next(cell, "tc")) {
        const std::size_t span = static_cast<std::size_t>(span_of(cell)), here = at;
        at += span;
        if (span > 1 || here >= columns.size()) continue;
        for (xmlNode* paragraph : descendants(cell, "p")) measure(columns[here], paragraph, is_head(row));
      }
    }
  }

  static void measure(Column& column, const xmlNode* paragraph, bool head) {
    const std::string text = text_of(paragraph);
    if (text.empty()) return;
    const int width = width_of(text);
    if (head) {
      column.head = std::max(column.head, width);
    } else {
      column.cell = std::max(column.cell, width);
      column.number = column.number && is_number_style(paragraph_style(paragraph));
    }
    column.word = std::max(column.word, widest_word(text, long_word));
    column.all += width;
  }

  // Every column gets its part of the room, but first what it cannot do without: a number, the longest word.
  // Where Pandoc got no widths, columns of numbers get what they need, with heads on up to three lines, and
  // the text shares the rest by its length.
  void share(std::vector<Column>& columns, int room) const {
    for (Column& column : columns) {
      column.least =
          (column.number ? std::max({column.cell, column.word, column.head / 3}) : column.word) + sides;
      if (shares_given_) continue;
      const int average =
          static_cast<int>(column.all / static_cast<long>(std::max<std::size_t>(rows_.size(), 1)));
      column.part = column.number ? 0 : std::max({column.word, std::min(average, 33 * em), em * 7 / 2});
    }
    // Who would get less than the least takes that, and the others share what is left, until all have enough.
    for (bool enough = false; !enough;) {
      enough = true;
      const Rest rest = rest_of(columns, room);
      for (Column& column : columns) {
        if (column.width > 0 || (column.part > 0 && rest.room * column.part >= rest.parts * column.least))
          continue;
        column.width = column.least;
        enough = false;
      }
    }
    const Rest rest = rest_of(columns, room);
    int taken = 0;
    for (Column& column : columns) {
      if (column.width == 0) column.width = static_cast<int>(rest.room * column.part / rest.parts);
      taken += column.width;
    }
    for (Column& column : columns)
      column.width = static_cast<int>(static_cast<long>(column.width) * room / taken);
  }

  // What the columns with a width leave, and the parts of those without.
  struct Rest {
    long room = 0, parts = 0;
  };
  static Rest rest_of(const std::vector<Column>& columns, int room) {
    Rest rest{room, 0};
    for (const Column& column : columns) {
      rest.room -= column.width;
      if (column.width == 0) rest.parts += column.part;
    }
    return rest;
  }

  Paper& paper_;
  xmlNode* table_;
  std::vector<xmlNode*> rows_;
  std::size_t heads_ = 0;         // rows of the head
  std::set<std::size_t> totals_;  // rows with a sum
  bool shares_given_ = false;     // Pandoc got the widths of the columns
};

// Word puts nothing after a table: the paragraph that follows gets as much room as stands above a caption.
void make_room_after(Paper& paper, xmlNode* table) {
  xmlNode* after = next_element(table);
  if (!is(after, "p")) return;
  const std::string style = paragraph_style(after);
  const int room = std::max(paper.styles.space(style, "before"), paper.styles.space("Caption", "before"));
  set_value(need(need_first(after, "pPr"), "spacing"), "before", std::to_string(room));
}

}  // namespace

void finish_tables(Paper& paper) {
  for (xmlNode* story : paper.stories())
    for (xmlNode* table : descendants(story, "tbl")) {
      std::string marks;
      for (xmlNode* node = table->prev; node != nullptr && node->type == XML_PI_NODE; node = node->prev)
        if (mark_name(node) == "table") marks = mark_argument(node);
      TableFinisher(paper, table).run(marks);
      make_room_after(paper, table);
    }
}

}  // namespace kancelli::docx
