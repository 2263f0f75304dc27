// Tables: rows that add up without saying so, shares of a whole, signs and units.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/grid.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// --- percent-sum

// The column's head or the table's caption says that the whole is distributed.
bool distributes(const Grid& grid, const Node& column) {
  const std::string head = words_of(column);
  const Node* caption = grid.table.child("caption");
  const std::string above = caption == nullptr ? std::string() : words_of(*caption);
  return head.find("fordel") != std::string::npos || above.find("fordelt") != std::string::npos ||
         above.find("fordeling") != std::string::npos;
}

void check_shares(const Grid& grid, std::size_t index, Diagnostics& diagnostics) {
  const Node& column = *grid.columns[index];
  Decimal sum;
  std::size_t rows = 0;
  bool computed = false;
  for (const Grid::Row& row : grid.rows) {
    const auto value = grid.value(row, index);
    if (row.typed()) {
      if (value) return;  // sum-mismatch compares it
      const PlacedCell* placed = grid.at(row, index);
      computed = computed || (placed != nullptr && placed->cell->children.empty());
      continue;
    }
    if (!value || value->units < 0 || says_sum(grid.label(row))) return;
    sum = sum + *value;
    ++rows;
  }
  const bool whole = distributes(grid, column);
  if (rows < 2 || (!computed && !whole)) return;
  const Decimal difference = sum + Decimal{-100, 0};
  if (within_rounding(column, difference, rows)) return;
  // What is far from 100 is no division of a whole.
  if (!whole && std::abs(difference.rounded(0).units) > 10) return;
  diagnostics.error(
      "percent-sum", column.name_span, tr("the shares add up to {0} pct., not 100", {plain_number(sum)}),
      {tr("correct the share that is wrong; if they are no shares of one whole, leave the sum out")});
}

void percent_sum(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* table : examined.elements("table")) {
    if (table->child("group") != nullptr) continue;  // each group may be a whole of its own
    const Grid grid(*table);
    for (std::size_t column = 0; column < grid.columns.size(); ++column)
      if (grid.columns[column]->get("type") == "percent") check_shares(grid, column, diagnostics);
  }
}

// --- sign-mixed

enum class Sign { none, hyphen, minus, parentheses };

// How a negative number is written in a cell; none for other cells. `begin` is where the sign stands in its
// text.
Sign sign_of(const Node& cell) {
  if (const auto value = Decimal::parse(cell.get("value")))
    return value->units < 0 ? Sign::minus : Sign::none;
  const std::string text = without_typography(collapse_space(cell.content()));
  std::string_view digits = text;
  Sign sign = Sign::none;
  if (digits.starts_with("(") && digits.ends_with(")")) {
    sign = Sign::parentheses;
    digits = digits.substr(1, digits.size() - 2);
  } else if (digits.starts_with("-")) {
    sign = Sign::hyphen;
    digits.remove_prefix(1);
  } else if (digits.starts_with("−")) {
    sign = Sign::minus;
    digits.remove_prefix(std::string_view("−").size());
  }
  const bool number = digits.size() > 1 &&
                      digits.find_first_not_of("0123456789.,") == std::string_view::npos &&
                      digits.front() >= '0' && digits.front() <= '9';
  return number ? sign : Sign::none;
}

const Node* text_of(const Node& cell) {
  for (const Node* child : cell.children)
    if (child->kind == Node::Kind::text && !trim(child->text).empty()) return child;
  return nullptr;
}

// "-5" among "−4": the repair is certain. Of "(5)" a person decides what the column shall look like.
void report_sign(const ExaminedPaper& examined, const PlacedCell& placed, Sign sign, const PlacedCell& first,
                 Diagnostics& diagnostics) {
  const Node* text = text_of(*placed.cell);
  Span span = placed.cell->name_span;
  if (text != nullptr) {
    const auto begin = static_cast<std::size_t>(trim(text->text).data() - text->text.data());
    span = span_in_text(examined.project.sources, *text, begin,
                        sign == Sign::hyphen ? begin + 1 : begin + trim(text->text).size());
  }
  Diagnostic& d =
      diagnostics.error("sign-mixed", span, tr("negative numbers are written in two ways in this column"),
                        {tr("write value=\"...\" with a minus in every cell: they are printed alike")});
  d.related.push_back({first.cell->name_span, tr("here in another way")});
  if (sign == Sign::hyphen && sign_of(*first.cell) == Sign::minus && text != nullptr) d.fix = {{span, "−"}};
}

void sign_mixed(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* table : examined.elements("table")) {
    const Grid grid(*table);
    for (std::size_t column = 0; column < grid.columns.size(); ++column) {
      const PlacedCell* first = nullptr;
      Sign usual = Sign::none;
      for (const PlacedCell& placed : grid.cells) {
        const Sign sign = placed.column == column ? sign_of(*placed.cell) : Sign::none;
        if (sign == Sign::none) continue;
        if (first == nullptr) {
          first = &placed;
          usual = sign;
        } else if (sign != usual) {
          report_sign(examined, placed, sign, *first, diagnostics);
          break;
        }
      }
    }
  }
}

// --- sign-unexpected

// The line's own name says that it is income: "Rykkergebyrer", "Øvrige indtægter", "Indtægter fra salg".
bool says_income(std::string_view label) {
  for (const std::string_view other : {"udgift", "mindre", "tab", "nedsat", "manglende", "tilbagebetal",
                                       "refusion", "inkl.", "ekskl.", "bort", "frit", "fritag"})
    if (label.find(other) != std::string_view::npos) return false;
  if (label.starts_with("indtægter ") || label == "indtægter" || label == "indtægt") return true;
  return label.ends_with("indtægter") || label.ends_with("gebyrer") || label.ends_with("gebyrindtægt");
}

void check_income(const Grid& grid, std::size_t column, Diagnostics& diagnostics) {
  const PlacedCell* negative = nullptr;  // income with a minus: so the column writes it
  std::vector<const PlacedCell*> positive;
  bool cost = false;
  for (const Grid::Row& row : grid.rows) {
    const auto value = grid.value(row, column);
    if (row.typed() || !value || value->units == 0) continue;
    const bool income = says_income(grid.label(row));
    if (income && value->units < 0 && negative == nullptr) negative = grid.at(row, column);
    if (income && value->units > 0) positive.push_back(grid.at(row, column));
    if (!income && value->units > 0) cost = true;
  }
  if (negative == nullptr || !cost) return;
  for (const PlacedCell* placed : positive) {
    Diagnostic& d =
        diagnostics.error("sign-unexpected", placed->cell->find("value")->value_span,
                          tr("the line is called income, but has no minus as other income in the column has"),
                          {tr("write value=\"-{0}\", if it is income", {placed->cell->get("value")})});
    d.related.push_back({negative->cell->name_span, tr("this income has a minus")});
  }
}

void sign_unexpected(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* table : examined.elements("table")) {
    const Grid grid(*table);
    for (std::size_t column = 0; column < grid.columns.size(); ++column)
      if (grid.columns[column]->get("type") == "amount") check_income(grid, column, diagnostics);
  }
}

// --- unit-missing

void unit_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* column : examined.elements("column")) {
    if (column->get("type") != "amount" || !trim(column->get("unit")).empty() || column->parent == nullptr)
      continue;
    const Node* caption = column->parent->child("caption");
    if (words_of(*column).find("kr.") != std::string::npos ||
        (caption != nullptr && words_of(*caption).find("kr.") != std::string::npos))
      continue;
    diagnostics.error("unit-missing", column->name_span, tr("the column of amounts has no unit"),
                      {tr("write unit=\"kr.\", \"1.000 kr.\", \"mio. kr.\" or \"mia. kr.\"")});
  }
}

}  // namespace

std::vector<Rule> table_rules() {
  return {
      {.code = "percent-sum",
       .severity = Severity::warning,
       .summary = "The shares of a whole do not add up to 100.",
       .explanation =
           "A column of percent is added up where the table has a sum row that computes it, or where the "
           "column's head or the caption says fordelt or fordeling. Rounding is allowed for: half a unit "
           "of the last decimal for each row. Left alone: columns whose sum is far from 100 and that are "
           "not called a distribution, tables with groups, and sums that are written (sum-mismatch).",
       .failing = R"(<table>
  <caption>Opkald fordelt på emne</caption>
  <column type="text">Emne</column>
  <column type="percent">Andel</column>
  <row><cell>Løn</cell><cell value="52"/></row>
  <row><cell>Indkøb</cell><cell value="38"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Opkald fordelt på emne</caption>
  <column type="text">Emne</column>
  <column type="percent">Andel</column>
  <row><cell>Løn</cell><cell value="52"/></row>
  <row><cell>Indkøb</cell><cell value="48"/></row>
</table>
)",
       .check = percent_sum},
      {.code = "sign-mixed",
       .severity = Severity::warning,
       .summary = "A column writes negative numbers in two ways.",
       .explanation =
           "A minus, a hyphen and parentheses all mean less than nothing; two of them in one column let "
           "a reader think that two things are meant. A cell with value=\"-...\" is printed with a minus. A "
           "single digit in parentheses is taken for the mark of a note.",
       .failing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Gebyrer</cell><cell value="-300"/></row>
  <row><cell>Finansposter</cell><cell>(1.200)</cell></row>
</table>
)",
       .passing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Gebyrer</cell><cell value="-300"/></row>
  <row><cell>Finansposter</cell><cell value="-1200"/></row>
</table>
)",
       .check = sign_mixed},
      {.code = "sign-unexpected",
       .severity = Severity::warning,
       .summary = "A line that is called income stands without a minus among income that has one.",
       .explanation =
           "Only where the column writes income with a minus: one line whose name ends in indtægter or "
           "gebyrer is negative, another is positive, and there are costs besides. Names that say something "
           "else (mindreindtægter, tab, tilbagebetaling) are left alone.",
       .failing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="5000"/></row>
  <row><cell>Rykkergebyrer</cell><cell value="-300"/></row>
  <row><cell>Øvrige indtægter</cell><cell value="1200"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="5000"/></row>
  <row><cell>Rykkergebyrer</cell><cell value="-300"/></row>
  <row><cell>Øvrige indtægter</cell><cell value="-1200"/></row>
</table>
)",
       .check = sign_unexpected},
      {.code = "unit-missing",
       .severity = Severity::warning,
       .summary = "A column of amounts does not say in what they are.",
       .explanation =
           "The unit is printed in the column's head, and sums in the text need it. A unit in the caption or "
           "in the words of the head is enough for the reader and is accepted.",
       .failing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
</table>
)",
       .passing = R"(<table>
  <caption>Bevilling</caption>
  <column type="text">Post</column>
  <column type="amount" unit="1.000 kr.">2026</column>
  <row><cell>Service</cell><cell value="1200"/></row>
</table>
)",
       .check = unit_missing}};
}

}  // namespace kancelli
