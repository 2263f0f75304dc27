// Lines become paragraphs by what typesetting leaves of them: empty lines, lines that end before they are
// full, small letters at the beginning, marks and numbers.
#include <algorithm>
#include <optional>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/plain_encoding.h"
#include "pipeline/word/plain_lines.h"

namespace kancelli::word {
namespace {

// Lines [begin, end) that are one paragraph.
struct Group {
  std::size_t begin = 0, end = 0;
  Marker marker;
  int heading = 0;
};

class Composer {
 public:
  explicit Composer(PlainPages pages) : pages_(std::move(pages)), lines_(pages_.lines) { measure(); }

  void compose(Document& document) {
    for (std::size_t i = 0; i < lines_.size();) {
      if (const std::size_t end = table_end(i); end > i) {
        document.body.emplace_back(table(i, end));
        list_.clear();
        i = end;
        continue;
      }
      const Group one = group(i);
      document.body.emplace_back(paragraph(one));
      i = one.end;
    }
    no_series(document.body);
    for (const PlainLine& line : pages_.margins) {
      Paragraph made = plain(collapse_space(line.text));
      document.margins.emplace_back(std::move(made));
    }
  }

 private:
  // Many short lines one after the other are a list without marks.
  static void no_series(std::vector<Block>& blocks) {
    static constexpr std::size_t most = 3;
    const auto heads = [&](std::size_t i) {
      const Paragraph* paragraph = i < blocks.size() ? blocks[i].paragraph() : nullptr;
      return paragraph != nullptr && paragraph->heading > 0 && paragraph->numbering.text.empty();
    };
    for (std::size_t begin = 0; begin < blocks.size(); ++begin) {
      std::size_t end = begin;
      while (heads(end)) ++end;
      for (std::size_t i = begin; end - begin > most && i < end; ++i) {
        blocks[i].paragraph()->heading = 0;
        blocks[i].paragraph()->style = "Normal";
      }
      begin = end;
    }
  }

  // Each line's place is wide as the widest of those that it stands together with.
  void measure() {
    widths_.assign(lines_.size(), 0);
    for (std::size_t begin = 0; begin < lines_.size();) {
      std::size_t end = begin + 1, widest = lines_[begin].length;
      while (end < lines_.size() && lines_[end].gap <= 1 && !lines_[end].new_page)
        widest = std::max(widest, lines_[end++].length);
      std::fill(widths_.begin() + static_cast<std::ptrdiff_t>(begin),
                widths_.begin() + static_cast<std::ptrdiff_t>(end), widest);
      begin = end;
    }
  }

  // Its last word could have been followed by the first of the next line: the author ended it there.
  bool ended_early(std::size_t line) const {
    static constexpr std::size_t ragged = 2;
    const std::string_view next = lines_[line + 1].text;
    const std::size_t word = code_point_count(next.substr(0, std::min(next.find(' '), next.size())));
    return lines_[line].length + 1 + word + ragged <= widths_[line];
  }

  // Every second line is empty, and sentences go on across: the paragraphs are parted by more than that.
  bool is_double_spaced(std::size_t line) const {
    static constexpr std::size_t around = 6;
    std::size_t single = 0, all = 0, across = 0;
    const std::size_t begin = line > around ? line - around : 0, end = std::min(lines_.size(), line + around);
    for (std::size_t i = begin; i < end; ++i) {
      all += !lines_[i].new_page && lines_[i].gap <= 1;
      single += !lines_[i].new_page && lines_[i].gap == 1;
      across +=
          i > 0 && lines_[i].gap == 1 && !ends_sentence(lines_[i - 1].text) && begins_small(lines_[i].text);
    }
    return all >= 3 && single * 10 >= all * 8 && across * 4 >= single;
  }

  // Lines of a head: a name in capitals, a date, "Mødested: ..." beneath "Mødedato: ...".
  static bool stands_alone(std::string_view here, std::string_view next) {
    const auto all_capitals = [](std::string_view text) {
      std::size_t capitals = 0;
      for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if (is_letter(c) && lower(c) == c) return false;
        capitals += is_letter(c);
      }
      return capitals > 4;
    };
    const auto is_label = [](std::string_view text) {
      const std::size_t colon = text.find(": "), space = text.find(' ');
      return colon != std::string_view::npos && colon < space && colon > 2 && !begins_small(text);
    };
    const auto is_date = [](std::string_view text) {
      std::size_t length = 0;
      const auto date = read_date(text, length);
      return date && length == text.size() && date->precision == Date::Precision::day;
    };
    return (all_capitals(here) && !all_capitals(next) && !begins_small(next)) ||
           (is_label(here) && is_label(next)) || is_date(next);
  }

  bool goes_on(std::size_t line) const {
    if (line + 1 >= lines_.size()) return false;
    const PlainLine &here = lines_[line], &next = lines_[line + 1];
    if (!marker_of(next.text).text.empty()) return false;
    if (stands_alone(here.text, next.text)) return false;
    const bool small = begins_small(next.text), ended = ends_sentence(here.text);
    const bool hyphen = here.soft_hyphen || ends_hyphenated(here.text);
    if (hyphen && next.gap <= 3) return true;
    if (((small && !ended) || waits_for_more(here.text)) && next.gap <= 3) return true;
    if (next.new_page)
      return !ended && !ended_early(line) && widths_[line] > 40 && here.length * 10 >= widths_[line] * 9;
    if (next.gap > 1 || (next.gap == 1 && !is_double_spaced(line + 1))) return false;
    if (small) return true;
    if (next.indent >= here.indent + 2 && ended) return false;
    // Without a stop, a line must be far from full to end a paragraph.
    return ended ? !ended_early(line) : here.length * 4 >= widths_[line] * 3 || !ended_early(line);
  }

  Group group(std::size_t begin) const {
    Group made{begin, begin + 1, marker_of(lines_[begin].text), 0};
    while (goes_on(made.end - 1)) ++made.end;
    if (is_heading(made)) {
      const bool numbered = !made.marker.text.empty();
      made.heading = numbered ? made.marker.level + 1 : 1;
    }
    return made;
  }

  // Short, without a stop, and text follows.
  bool is_heading(const Group& made) const {
    static constexpr std::size_t lines_most = 3, letters_most = 110, line_most = 70;
    if (!made.marker.text.empty() && !made.marker.may_head) return false;
    if (made.end >= lines_.size() || made.end - made.begin > lines_most) return false;
    std::size_t letters = 0;
    for (std::size_t i = made.begin; i < made.end; ++i) {
      if (lines_[i].length > line_most) return false;
      letters += lines_[i].length;
    }
    const std::string_view last = lines_[made.end - 1].text;
    if (letters > letters_most || ends_sentence(last) || last.ends_with(',') || last.ends_with('-'))
      return false;
    const std::string_view words = std::string_view(lines_[made.begin].text).substr(made.marker.length);
    if (made.marker.text.empty() && !begins_heading(words)) return false;
    const PlainLine& next = lines_[made.end];
    const bool apart = made.begin == 0 || lines_[made.begin].gap > 0 || lines_[made.begin].new_page;
    if (!apart) return false;
    if (next.gap > 0 || next.new_page)
      return marker_of(next.text).format != "decimal" || made.marker.text.empty();
    return next.length > lines_[made.end - 1].length && marker_of(next.text).text.empty();
  }
  static bool begins_heading(std::string_view words) {
    std::size_t at = 0;
    const char32_t first = words.empty() ? U' ' : next_code_point(words, at);
    std::size_t letters = 0;
    for (std::size_t i = 0; i < words.size();) letters += is_letter(next_code_point(words, i));
    const bool mostly_words = letters >= 4 && letters * 3 >= code_point_count(words) * 2;
    return !begins_small(words) && (is_letter(first) || is_digit(first) || first == '@') && mostly_words;
  }

  static Paragraph plain(std::string text) {
    Paragraph made;
    made.style = "Normal";
    Run run;
    run.text = std::move(text);
    made.runs.push_back(std::move(run));
    return made;
  }

  // A hyphen at a line's end stays, with the end of the line: `repair` tells a broken word from "løn- og".
  std::string words_of(const Group& one) const {
    std::string text;
    for (std::size_t i = one.begin; i < one.end; ++i) {
      std::string_view line = lines_[i].text;
      if (i == one.begin) line.remove_prefix(one.marker.length);
      text += collapse_space(line);
      if (i + 1 == one.end || lines_[i].soft_hyphen) continue;
      text += ends_hyphenated(lines_[i].text) ? '\n' : ' ';
    }
    return text;
  }

  Paragraph paragraph(const Group& one) {
    Paragraph made = plain(words_of(one));
    if (one.heading > 0) {
      made.heading = std::min(one.heading, 6);
      made.style = "heading " + std::to_string(made.heading);
    }
    if (one.marker.text.empty()) {
      if (one.heading > 0) list_.clear();
      return made;
    }
    const std::string& format = one.marker.format;
    if (one.heading == 0 && format != list_) ++lists_;
    if (one.heading == 0) list_ = format;
    made.numbering = {one.heading > 0 ? "headings" : "list " + std::to_string(lists_), level(one), format,
                      one.marker.text};
    return made;
  }

  // Marks without a number of their own stand deeper the further they are indented.
  int level(const Group& one) {
    const std::size_t indent = lines_[one.begin].indent;
    if (one.marker.format == "decimal") {
      indents_.assign(1, indent);
      return one.marker.level;
    }
    while (!indents_.empty() && indent + 1 < indents_.back()) indents_.pop_back();
    if (indents_.empty() || indent >= indents_.back() + 2) indents_.push_back(indent);
    return std::min(static_cast<int>(indents_.size()) - 1, 8);
  }

  // Tables -------------------------------------------------------------------------------------------------

  // The end of the table that begins there: two lines or more with as many cells, one below the other.
  std::size_t table_end(std::size_t begin) const {
    static constexpr std::size_t cell_most = 40;  // wider ones are columns of running text
    std::vector<PlainCell> columns = table_cells(begin);
    if (columns.size() < 2) return begin;
    std::size_t end = begin + 1, letters = 0;
    for (; end < lines_.size() && lines_[end].gap <= 1 && !lines_[end].new_page; ++end) {
      const std::vector<PlainCell> cells = table_cells(end);
      if (cells.size() != columns.size() || !stand_below(columns, cells)) break;
      for (std::size_t i = 0; i < cells.size(); ++i) {
        columns[i].begin = std::min(columns[i].begin, cells[i].begin);
        columns[i].end = std::max(columns[i].end, cells[i].end);
        letters += cells[i].end - cells[i].begin;
      }
    }
    const bool wide = letters > (end - begin) * columns.size() * cell_most;
    return end - begin < 2 || wide ? begin : end;
  }
  std::vector<PlainCell> table_cells(std::size_t line) const {
    if (!marker_of(lines_[line].text).text.empty()) return {};
    return cells_of(lines_[line]);
  }
  static bool stand_below(const std::vector<PlainCell>& columns, const std::vector<PlainCell>& cells) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const bool meets = cells[i].begin < columns[i].end && columns[i].begin < cells[i].end;
      const bool strays = i + 1 < columns.size() && cells[i].end > columns[i + 1].begin;
      if (!meets || strays) return false;
    }
    return true;
  }

  Table table(std::size_t begin, std::size_t end) const {
    Table made;
    for (std::size_t i = begin; i < end; ++i) {
      Row row;
      for (PlainCell& cell : cells_of(lines_[i])) {
        Cell filled;
        filled.blocks.emplace_back(plain(std::move(cell.text)));
        row.cells.push_back(std::move(filled));
      }
      made.rows.push_back(std::move(row));
    }
    const auto has_digit = [](const Row& row) {
      for (std::size_t i = 1; i < row.cells.size(); ++i) {
        const std::string text = row.cells[i].blocks.front().paragraph()->text();
        if (std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; })) return true;
      }
      return false;
    };
    made.rows.front().header = !has_digit(made.rows.front()) && has_digit(made.rows[1]);
    return made;
  }

  PlainPages pages_;
  const std::vector<PlainLine>& lines_;
  std::vector<std::size_t> widths_, indents_;
  std::string list_;  // the format of the list that the last paragraph stands in
  int lists_ = 0;
};

void number(std::vector<Block>& blocks, Document& document, std::string& text) {
  for (Block& block : blocks) {
    if (Paragraph* paragraph = block.paragraph()) {
      document.lines.push_back(static_cast<std::uint32_t>(text.size()));
      paragraph->number = static_cast<std::uint32_t>(document.lines.size());
      std::string line = paragraph->text();
      std::ranges::replace(line, '\n', ' ');
      text += line + "\n";
    }
    if (Table* table = block.table())
      for (Row& row : table->rows)
        for (Cell& cell : row.cells) number(cell.blocks, document, text);
  }
}

}  // namespace

std::unique_ptr<Document> read_plain_text(SourceMap& sources, const std::string& name, std::string_view text,
                                          Diagnostics& diagnostics) {
  const Span file{sources.add(name, ""), 0, 0};  // until its text is known, its name stands for it
  const std::optional<std::string> decoded = decode_plain_text(text, file, diagnostics);
  if (!decoded) return nullptr;
  auto document = std::make_unique<Document>();
  Composer(lines_of(*decoded)).compose(*document);
  document->language = "da-DK";
  std::string paragraphs;
  number(document->body, *document, paragraphs);
  number(document->margins, *document, paragraphs);
  document->text = sources.add(name, std::move(paragraphs));
  return document;
}

}  // namespace kancelli::word
