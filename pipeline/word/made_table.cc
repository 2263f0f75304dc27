#include "pipeline/word/made_table.h"

#include <algorithm>
#include <optional>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/paper.h"
#include "pipeline/word/made_words.h"
#include "pipeline/word/paper_parts.h"

namespace kancelli::word {
namespace {

void gather(const std::vector<Block>& blocks, std::vector<const Paragraph*>& found) {
  for (const Block& block : blocks) {
    if (const Paragraph* paragraph = block.paragraph()) found.push_back(paragraph);
    if (const Table* inner = block.table())
      for (const Row& row : inner->rows)
        for (const Cell& cell : row.cells) gather(cell.blocks, found);
  }
}

// A cell on the grid, with what it covers.
struct Placed {
  std::size_t column = 0, rows = 1;
  const Cell* cell = nullptr;
  std::vector<const Paragraph*> paragraphs;  // those with words
  std::string words;
  std::optional<Decimal> value;  // as a number of the file: "−43.500", "4,1"
};

struct PlacedRow {
  bool head = false;
  std::vector<Placed> cells;
};

std::string with_plain_minus(std::string text) {
  for (std::size_t at = text.find("−"); at != std::string::npos; at = text.find("−"))
    text.replace(at, std::string_view("−").size(), "-");
  return text;
}

bool is_bold(const Paragraph& paragraph) {
  return std::all_of(paragraph.runs.begin(), paragraph.runs.end(),
                     [](const Run& run) { return run.bold || trim(run.text).empty(); });
}

// Of a table that somebody can read; one with more has its cells, and wide ones are narrower.
constexpr std::size_t most_columns = 1000;

class TableMaker {
 public:
  TableMaker(const Document& document, const Table& table, std::vector<Finding>& findings)
      : document_(document), table_(table), findings_(findings) {
    place();
  }

  Made make() {
    Made made = Made::element("table");
    heads();
    columns(made);
    for (std::size_t i = first_; i < rows_.size();) i = add(made, i);
    return made;
  }

 private:
  struct Column {
    std::string unit;
    int decimals = 0;
    bool amount = false;
  };

  void place() {
    std::vector<Placed*> above;  // by column: what a continued cell belongs to
    for (const Row& row : table_.rows) {
      if (row.revision.is_gone()) continue;
      rows_.emplace_back().head = row.header;
    }
    std::size_t index = 0;
    for (const Row& row : table_.rows) {
      if (row.revision.is_gone()) continue;
      std::size_t column = 0;
      rows_[index].cells.reserve(row.cells.size());
      for (const Cell& cell : row.cells) {
        if (cell.revision.is_gone()) continue;
        const std::size_t wide = std::min(static_cast<std::size_t>(std::max(cell.columns, 1)),
                                          std::max<std::size_t>(most_columns, column + 1) - column);
        above.resize(std::max(above.size(), column + wide), nullptr);
        if (cell.continued && above[column] != nullptr && !has_words(cell)) {
          ++above[column]->rows;
        } else {
          Placed& placed = rows_[index].cells.emplace_back();
          fill(placed, cell, column);
          std::fill_n(above.begin() + static_cast<std::ptrdiff_t>(column), wide, &placed);
        }
        column += wide;
      }
      width_ = std::max(width_, column);
      ++index;
    }
  }

  static bool has_words(const Cell& cell) {
    std::vector<const Paragraph*> all;
    gather(cell.blocks, all);
    return std::any_of(all.begin(), all.end(),
                       [](const Paragraph* each) { return !plain_words(each->text()).empty(); });
  }

  static void fill(Placed& placed, const Cell& cell, std::size_t column) {
    placed.column = column;
    placed.cell = &cell;
    std::vector<const Paragraph*> all;
    gather(cell.blocks, all);
    for (const Paragraph* paragraph : all) {
      const std::string words = plain_words(paragraph->text());
      if (words.empty()) continue;
      placed.words += (placed.words.empty() ? "" : " ") + words;
      placed.paragraphs.push_back(paragraph);
    }
    placed.value = number_in_words(placed.words);
  }

  void tell(const Placed& placed, Finding::Certainty certainty, std::string after, std::string why) {
    if (placed.paragraphs.empty()) return;
    Finding finding;
    finding.kind = Finding::Kind::placed;
    finding.certainty = certainty;
    finding.before = placed.words;
    finding.after = std::move(after);
    finding.why = std::move(why);
    finding.place = document_.span(*placed.paragraphs.front());
    findings_.push_back(std::move(finding));
  }

  // How many rows are the head.
  void heads() {
    while (first_ < rows_.size() && rows_[first_].head) ++first_;
    if (first_ > 0 || rows_.size() < 2 || rows_[0].cells.empty()) return;
    first_ = 1;
    const auto& cells = rows_[0].cells;
    const bool bold = std::all_of(cells.begin(), cells.end(), [](const Placed& cell) {
      return cell.paragraphs.empty() || is_bold(*cell.paragraphs.front());
    });
    tell(cells[0], bold ? Finding::Certainty::certain : Finding::Certainty::likely, "<column>",
         tr("the first row was taken for the head of the table"));
  }

  // The last row of the head says what the columns are; those above it stay rows.
  const PlacedRow* head() const { return first_ == 0 ? nullptr : &rows_[first_ - 1]; }

  void columns(Made& made) {
    columns_.resize(width_);
    std::vector<const Placed*> heads(width_, nullptr);
    if (head() != nullptr)
      for (const Placed& cell : head()->cells) heads[cell.column] = &cell;
    for (std::size_t i = 0; i < width_; ++i) type(i, heads[i]);
    const bool any = std::any_of(columns_.begin(), columns_.end(), [](const Column& c) { return c.amount; });
    for (std::size_t i = 0; i < width_; ++i) {
      Made column = Made::element("column");
      if (columns_[i].amount) column.set("id", "kolonne-" + std::to_string(i + 1));
      column.set("type", columns_[i].amount ? "amount" : "text");
      if (columns_[i].amount) column.set("unit", columns_[i].unit);
      if (i == 0 && any && !columns_[i].amount) column.set("header", "true");
      if (heads[i] != nullptr) words(column, *heads[i], columns_[i].unit, false);
      made.children.push_back(std::move(column));
    }
    for (std::size_t i = 0; i + 1 < first_; ++i) {
      Made row = Made::element("row");
      for (const Placed& cell : rows_[i].cells)
        row.children.push_back(this->cell(cell, false).set("header", "true"));
      made.children.push_back(std::move(row));
    }
  }

  // A column of amounts: its head ends in "(1.000 kr.)", and all its cells print as they stand.
  void type(std::size_t index, const Placed* head) {
    if (head == nullptr || !head->words.ends_with(")")) return;
    const std::size_t open = head->words.rfind('(');
    if (open == std::string::npos || head->paragraphs.size() != 1) return;
    const std::string unit = head->words.substr(open + 1, head->words.size() - open - 2);
    if (kroner_in(unit) == 0) return;
    Column column{unit, 0, true};
    std::size_t numbers = 0;
    for (const bool last : {false, true})
      for (std::size_t i = first_; i < rows_.size(); ++i)
        for (const Placed& cell : rows_[i].cells) {
          if (cell.column != index || cell.words.empty()) continue;
          if (!cell.value || cell.cell->columns != 1 || cell.rows != 1) return;
          column.decimals = std::max(column.decimals, cell.value->decimals);
          numbers += !last;
          if (last &&
              with_plain_minus(printed_number(*cell.value, column.decimals)) != with_plain_minus(cell.words))
            return;
        }
    if (numbers == 0) return;
    columns_[index] = column;
    tell(*head, Finding::Certainty::certain, "<column type=\"amount\" unit=\"" + unit + "\">",
         tr("every cell of the column is an amount in {0}", {unit}));
  }

  void words(Made& into, const Placed& cell, const std::string& unit, bool look) {
    for (const Paragraph* paragraph : cell.paragraphs) {
      WordsWanted wanted{0, std::string::npos, look, look};
      if (!unit.empty()) {
        const std::string text = paragraph->text();
        wanted.end = text.find_last_not_of(" \t\u00A0", text.rfind('(') - 1) + 1;
        if (text.rfind('(') == 0) wanted.end = 0;
        findings_.push_back(left_out(document_, *paragraph, wanted.end, text.size(),
                                     tr("the unit is printed in the column's head again")));
      }
      MadeWords made = words_of(document_, *paragraph, wanted, findings_);
      if (!into.children.empty() && !made.inlines.empty()) into.children.push_back(Made::text(" ", {}));
      std::move(made.inlines.begin(), made.inlines.end(), std::back_inserter(into.children));
    }
    if (cell.paragraphs.size() > 1)
      tell(cell, Finding::Certainty::likely, into.content(), tr("the paragraphs of a cell became one"));
  }

  Made cell(const Placed& placed, bool computed) {
    Made made = Made::element("cell");
    if (placed.rows > 1) made.set("rowspan", std::to_string(placed.rows));
    if (placed.cell->columns > 1) made.set("colspan", std::to_string(placed.cell->columns));
    if (!columns_[placed.column].amount || placed.words.empty()) {
      words(made, placed, "", true);
      return made;
    }
    if (!computed) made.set("value", placed.value->plain());
    if (!placed.paragraphs.empty()) made.place = document_.span(*placed.paragraphs.front());
    // The number is in an attribute, or computed: its words are accounted for here.
    tell(placed, Finding::Certainty::certain,
         computed ? "<cell/>" : "value=\"" + placed.value->plain() + "\"",
         computed ? tr("the sum is computed, and is the same") : tr("a number of the table"));
    findings_.back().kind = Finding::Kind::element;
    return made;
  }

  Made row(const PlacedRow& placed, const char* kind) {
    Made made = Made::element("row");
    if (kind[0] != '\0') made.set("kind", kind);
    for (const Placed& each : placed.cells) made.children.push_back(cell(each, kind[0] != '\0'));
    return made;
  }

  static bool says_total(const PlacedRow& row) {
    for (const Placed& cell : row.cells) {
      if (cell.words.empty()) continue;
      const std::string words = lower(cell.words);
      return words.starts_with("i alt") || words.starts_with("sum") || words.starts_with("total");
    }
    return false;
  }

  // True where every amount of the row is the sum of the same column in rows [from, to), those that are
  // computed themselves left out.
  bool is_sum(const PlacedRow& row, std::size_t from, std::size_t to) const {
    bool any = false;
    for (const Placed& cell : row.cells) {
      if (!columns_[cell.column].amount) continue;
      if (!cell.value) return false;
      Decimal sum;
      for (std::size_t i = from; i < to; ++i)
        if (std::find(computed_.begin(), computed_.end(), i) == computed_.end())
          for (const Placed& each : rows_[i].cells)
            if (each.column == cell.column && each.value) sum = sum + *each.value;
      if (!(sum == *cell.value)) return false;
      any = true;
    }
    return any;
  }

  // Adds the row, or the group that begins with it; gives the next row.
  std::size_t add(Made& table, std::size_t index) {
    const PlacedRow& first = rows_[index];
    std::size_t end = index + 1;
    if (!first.cells.empty() && first.cells[0].column == 0) end = index + first.cells[0].rows;
    end = std::min(end, rows_.size());
    if (end == index + 1) {
      const bool sum = says_total(first) && is_sum(first, first_, index);
      if (sum) computed_.push_back(index);
      table.children.push_back(row(first, sum ? "sum" : ""));
      return end;
    }
    Made group = Made::element("group");
    // The cell that heads the group may stand beside its sum, too.
    const bool last_is_sum = says_total(rows_[end - 1]) && is_sum(rows_[end - 1], index, end - 1);
    for (std::size_t i = index; i < end; ++i)
      group.children.push_back(row(rows_[i], last_is_sum && i + 1 == end ? "subtotal" : ""));
    if (last_is_sum) computed_.push_back(end - 1);
    Made& heading = group.children.front().children.front();
    if (!heading.children.empty()) heading.set("header", "true");
    if (!last_is_sum && end < rows_.size() && says_total(rows_[end]) && is_sum(rows_[end], index, end)) {
      group.children.push_back(row(rows_[end], "subtotal"));
      computed_.push_back(end++);
    }
    table.children.push_back(std::move(group));
    return end;
  }

  const Document& document_;
  const Table& table_;
  std::vector<Finding>& findings_;
  std::vector<PlacedRow> rows_;
  std::vector<Column> columns_;
  std::vector<std::size_t> computed_;  // rows that are sums
  std::size_t width_ = 0, first_ = 0;  // first_: behind the head
};

}  // namespace

std::vector<const Paragraph*> paragraphs_in(const Table& table) {
  std::vector<const Paragraph*> found;
  for (const Row& row : table.rows)
    for (const Cell& cell : row.cells) gather(cell.blocks, found);
  return found;
}

std::optional<Decimal> number_in_words(std::string_view words) {
  std::string plain;
  if (words.starts_with("−")) {
    plain = "-";
    words.remove_prefix(std::string_view("−").size());
  } else if (words.starts_with("-")) {
    plain = "-";
    words.remove_prefix(1);
  }
  for (const char c : words) {
    if (c == '.') continue;
    if (c != ',' && (c < '0' || c > '9')) return std::nullopt;
    plain += c == ',' ? '.' : c;
  }
  return Decimal::parse(plain);
}

std::string printed_number(const Decimal& value, int decimals) {
  return plain_words(format_number(value.rounded(decimals)));
}

Made table_of(const Document& document, const Table& table, std::vector<Finding>& findings) {
  return TableMaker(document, table, findings).make();
}

}  // namespace kancelli::word
