// What the running text says of tables and of shares.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/grid.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool borrowed(const ExaminedPaper& examined, std::size_t at) {
  const TextContext& context = examined.text.context(at);
  return context.quote || context.foreign || context.link || examined.text.in_quotation_marks(at);
}

// --- table-absent

// Words around "tabel" that point at one near by, and where it must be.
struct Pointer {
  std::string_view word;
  bool above;
};
constexpr auto before_tabel = std::to_array<Pointer>(
    {{"ovenstående", true}, {"foregående", true}, {"nedenstående", false}, {"følgende", false}});
constexpr auto behind_tabellen =
    std::to_array<Pointer>({{"ovenfor", true}, {"herover", true}, {"nedenfor", false}, {"herunder", false}});

template <std::size_t N>
const Pointer* find_pointer(const std::array<Pointer, N>& pointers, std::string_view word) {
  const auto found =
      std::find_if(pointers.begin(), pointers.end(), [&](const Pointer& p) { return p.word == word; });
  return found == pointers.end() ? nullptr : &*found;
}

// A picture may show a table. What stands inside a table speaks of another one.
bool stands_there(const ExaminedPaper& examined, const Node& block, bool above) {
  const Node* own = table_of(block);
  for (const std::string_view name : {"table", "figure"})
    for (const Node* node : examined.elements(name))
      if (node != own && (node->order < block.order) == above) return true;
  return false;
}

void report_absent(const ExaminedPaper& examined, std::size_t begin, std::size_t end, const Node& block,
                   bool above, Diagnostics& diagnostics) {
  const auto& tables = examined.elements("table");
  const auto other =
      std::find_if(tables.begin(), tables.end(), [&](const Node* node) { return node != table_of(block); });
  const bool any = other != tables.end();
  Diagnostic& d =
      diagnostics.error("table-absent", examined.span(begin, end),
                        above ? tr("there is no table above") : tr("there is no table below"),
                        {any ? tr("refer to it with <ref to=\"#ID\"/>: then its number is printed")
                             : tr("add the table, or take the reference out")});
  if (any) d.related.push_back({(*other)->name_span, tr("this table stands on the other side")});
}

// "ovenstående tabel", "Tabellen nedenfor".
void tables_pointed_at(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text(), letters = "abel";
  for (std::size_t at = text.find(letters); at != std::string_view::npos; at = text.find(letters, at + 1)) {
    if (at == 0 || (text[at - 1] | 0x20) != 't' || within_word(text, at - 1)) continue;
    std::size_t begin = at - 1, end = word_end(text, at);
    const Pointer* pointer = nullptr;
    if (text.substr(at, end - at) == "abel") {
      pointer = find_pointer(before_tabel, lower(take_word_before(text, begin)));
    } else if (text.substr(at, end - at) == "abellen" && text.substr(end).starts_with(" ")) {
      const std::size_t next = end + 1;
      end = word_end(text, next);
      pointer = find_pointer(behind_tabellen, text.substr(next, end - next));
    }
    const Node* block = examined.text.context(at).block;
    if (pointer == nullptr || block == nullptr || borrowed(examined, at)) continue;
    if (!stands_there(examined, *block, pointer->above))
      report_absent(examined, begin, end, *block, pointer->above, diagnostics);
  }
}

// "den ovenstående række" in a table's first row: nothing is above.
void rows_pointed_at(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  static constexpr auto nouns =
      std::to_array<std::string_view>({"række", "linje", "post", "bevilling", "ordning", "rækker", "linjer",
                                       "poster", "bevillinger", "ordninger"});
  const std::string_view text = examined.text.text(), word = "venstående ";
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t noun = at + word.size(), end = word_end(text, noun);
    if (at == 0 || (text[at - 1] | 0x20) != 'o' || borrowed(examined, at) ||
        std::find(nouns.begin(), nouns.end(), text.substr(noun, end - noun)) == nouns.end())
      continue;
    const Node* block = examined.text.context(at).block;
    const Node* table = block == nullptr ? nullptr : table_of(*block);
    if (table == nullptr) continue;
    const Grid grid(*table);
    const bool first = !grid.rows.empty() && grid.rows.front().node->order <= block->order &&
                       (grid.rows.size() == 1 || block->order < grid.rows[1].node->order);
    if (first)
      diagnostics.error("table-absent", examined.span(at - 1, end), tr("there is no row above this one"),
                        {tr("name what is meant, or move the row")});
  }
}

void table_absent(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  tables_pointed_at(examined, diagnostics);
  rows_pointed_at(examined, diagnostics);
}

// --- percent-above-whole

// People and things of which no more than all can do something. Of a budget, a goal or a norm 117 percent can
// be used.
bool is_whole(std::string_view noun) {
  static constexpr auto wholes = std::to_array<std::string_view>(
      {"medarbejderne",   "medarbejdere", "borgerne",      "borgere",    "københavnerne",  "københavnere",
       "lederne",         "ledere",       "eleverne",      "elever",     "børnene",        "børn",
       "brugerne",        "brugere",      "deltagerne",    "deltagere",  "svarpersonerne", "respondenterne",
       "virksomhederne",  "virksomheder", "husstandene",   "husstande",  "sagerne",        "enhederne",
       "forvaltningerne", "personerne",   "ansatte",       "familierne", "familier",       "ledige",
       "svarene",         "opkaldene",    "henvendelserne"});
  return std::find(wholes.begin(), wholes.end(), noun) != wholes.end();
}

void percent_above_whole(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (const WrittenNumber& number : examined.numbers) {
    if (!(Decimal{100, 0} < number.value) || borrowed(examined, number.begin)) continue;
    std::size_t at = number.end;
    const std::string_view rest = text.substr(at);
    for (const std::string_view unit : {" pct. af ", " % af ", "% af ", " procent af "})
      if (rest.starts_with(unit)) at += unit.size();
    if (at == number.end) continue;
    std::size_t end = word_end(text, at);
    for (const std::string_view article : {"alle", "de", "vores"})
      if (text.substr(at, end - at) == article && text.substr(end).starts_with(" ")) {
        at = end + 1;
        end = word_end(text, at);
      }
    // "steg med 117 pct. af ...", "svarer til 120 pct. af eleverne i 2020".
    std::size_t before = number.hedge_begin;
    const std::string word = lower(take_word_before(text, before));
    if (!is_whole(text.substr(at, end - at)) || word == "med" || word == "til" || word == "på" ||
        text.substr(end).starts_with(" i ") || text.substr(end).starts_with(" pr. "))
      continue;
    diagnostics.error("percent-above-whole", examined.span(number.begin, number.end),
                      tr("{0} pct. of \"{1}\" is more than all of them",
                         {plain_number(number.value), text.substr(at, end - at)}),
                      {tr("correct the number, or say of what it is a percentage")});
  }
}

// --- sum-mismatch in the text

// An amount of the text, to compare with a table: typed, or in plain digits.
struct StatedAmount {
  Decimal kr;
  Span span;
  std::string in = "kr";
};

std::vector<StatedAmount> amounts_in(const ExaminedPaper& examined, const Stretch& sentence) {
  const std::string_view text = examined.text.text();
  std::vector<StatedAmount> amounts;
  for (std::size_t at = sentence.begin; at < sentence.end;) {
    if (text.substr(at).starts_with(RunningText::computed_mark)) {
      const Node* node = examined.text.computed(at);
      if (node != nullptr && (node->is("amount") || node->is("fact"))) {
        const Attribute* kr = node->find("kr");
        const auto value = kr == nullptr ? std::nullopt : Decimal::parse(kr->value);
        if (!value)
          return {};  // a computed sum, or a fact: nothing to compare, and nothing is the only amount
        amounts.push_back({*value, kr->value_span, std::string(node->get("in"))});
      }
      at += RunningText::computed_mark.size();
      continue;
    }
    const bool begins = text[at] >= '0' && text[at] <= '9' && !within_word(text, at);
    const WrittenAmount written = begins ? read_amount(text.substr(at, 60)) : WrittenAmount{};
    if (written.length > 0)
      amounts.push_back({written.kr, examined.span(at, at + written.length), std::string(written.in)});
    at = std::max({word_end(text, at), at + 1, at + written.length});
  }
  return amounts;
}

// The table's amounts in kroner: rows, groups, the whole, what is spent and what comes in.
std::vector<Decimal> amounts_of(const Grid& grid, std::size_t column, std::int64_t kroner, Decimal& total) {
  std::vector<Decimal> amounts;
  Decimal costs, income, group;
  const Node* last = nullptr;
  for (const Grid::Row& row : grid.rows) {
    auto value = grid.value(row, column);
    if (!value) continue;
    value->units *= kroner;
    amounts.push_back(*value);
    if (row.typed()) continue;
    const Node* parent = row.node->parent;
    if (parent != last) {
      amounts.push_back(group);
      group = {};
      last = parent;
    }
    group = group + *value;
    total = total + *value;
    (value->units < 0 ? income : costs) = (value->units < 0 ? income : costs) + *value;
  }
  amounts.insert(amounts.end(), {group, costs, income, total});
  return amounts;
}

// As exactly as the amount is written: 1.649,4 mio. kr. is 1.649.422.000 kr.
bool says(const StatedAmount& stated, const Decimal& amount) {
  const Decimal positive = amount.units < 0 ? Decimal{-amount.units, amount.decimals} : amount;
  return rounds_to(stated.kr, positive);
}

void compare_with_table(const ExaminedPaper& examined, const Node& table, const Stretch& sentence,
                        Diagnostics& diagnostics) {
  const Grid grid(table);
  std::size_t column = grid.columns.size();
  for (std::size_t i = 0; i < grid.columns.size(); ++i) {
    if (grid.columns[i]->get("type") != "amount") continue;
    if (column != grid.columns.size()) return;  // which of several is meant nobody can tell
    column = i;
  }
  const std::int64_t kroner =
      column == grid.columns.size() ? 0 : kroner_in(grid.columns[column]->get("unit"));
  const auto stated = amounts_in(examined, sentence);
  if (kroner == 0 || stated.size() != 1) return;
  Decimal total;
  const auto amounts = amounts_of(grid, column, kroner, total);
  if (std::any_of(amounts.begin(), amounts.end(),
                  [&](const Decimal& amount) { return says(stated[0], amount); }))
    return;
  const std::string_view in = stated[0].in.empty() ? "kr" : std::string_view(stated[0].in);
  const std::string id(grid.columns[column]->get("id"));
  Diagnostic& d = diagnostics.warning(
      "sum-mismatch", stated[0].span,
      tr("the text says {0} in all, the table adds up to {1}",
         {without_typography(format_amount(stated[0].kr, in)), without_typography(format_amount(total, in))}),
      {tr("write {0}, if the table's sum is meant",
          {"<amount sum=\"#" + std::string(table.get("id")) + "\" column=\"" + (id.empty() ? "ID" : id) +
           "\" in=\"" + std::string(in) + "\"/>"})});
  d.related.push_back({table.name_span, tr("this table")});
}

// A sentence that names a table, one amount, and says "i alt".
void sum_in_text(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (std::size_t at = text.find(RunningText::computed_mark); at != std::string_view::npos;
       at = text.find(RunningText::computed_mark, at + 1)) {
    const Node* node = examined.text.computed(at);
    if (node == nullptr || !node->is("ref") || !node->get("to").starts_with("#") || borrowed(examined, at))
      continue;
    const Node* table = examined.paper.by_id(node->get("to").substr(1));
    if (table == nullptr || !table->is("table")) continue;
    const Stretch sentence = sentence_around(text, at);
    const std::string words = " " + lower(text.substr(sentence.begin, sentence.end - sentence.begin)) + " ";
    if (words.find(" i alt ") != std::string::npos || words.find(" i alt,") != std::string::npos ||
        words.find(" netto ") != std::string::npos || words.find(" samlet ") != std::string::npos)
      compare_with_table(examined, *table, sentence, diagnostics);
  }
}

}  // namespace

void sums_in_text(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  sum_in_text(examined, diagnostics);
}

std::vector<Rule> table_text_rules() {
  return {
      {.code = "percent-above-whole",
       .severity = Severity::warning,
       .summary = "A share of people or things is more than all of them.",
       .explanation =
           "\"117 pct. af medarbejderne\" cannot be. Only for nouns that name people or things that can be "
           "counted; of a budget, a goal, a norm or an earlier level more than 100 percent is possible, "
           "and nothing is said. Left alone: growth (steget med), quotations.",
       .failing = R"(<p>Tilbuddet blev brugt af 117 pct. af medarbejderne.</p>
)",
       .passing =
           R"(<p>Tilbuddet blev brugt af 77 pct. af medarbejderne. Forbruget er 117 pct. af budgettet.</p>
)",
       .check = percent_above_whole},
      {.code = "table-absent",
       .severity = Severity::warning,
       .summary = "The text points at a table above or below, and there is none.",
       .explanation =
           "\"Ovenstående tabel\", \"tabellen nedenfor\" and the like want a table (or a picture) on that "
           "side; \"ovenstående linje\" in a table's first row wants a row above. What is meant by other "
           "words, such as \"ovenstående\" alone, only a person can tell.",
       .failing = R"(<p>Som det fremgår af ovenstående tabel, er budgettet uændret.</p>
)",
       .passing = R"(<table>
  <caption>Budget</caption>
  <column type="text">Post</column>
  <row><cell>Service</cell></row>
</table>
<p>Som det fremgår af ovenstående tabel, er budgettet uændret.</p>
)",
       .check = table_absent}};
}

}  // namespace kancelli
