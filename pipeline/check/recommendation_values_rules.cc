// Amounts, dates and attachments in a recommendation's items: the rest of the paper must have them too.
#include <algorithm>
#include <cstdlib>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/recommendation.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

struct Amount {
  std::int64_t hundredths = 0;  // of a krone
  std::int64_t step = 1;  // what it is written in: 25 mio. kr. in millions, 4,1 mio. kr. in hundred thousands
  Span span;
  std::string shown;
};

struct Day {
  Date date;
  Span span;
};

// What the items have, and what the rest of the paper has.
struct Values {
  std::vector<Amount> amounts;
  std::vector<Day> dates;
};

bool in_recommendation(const Node& node) {
  for (const Node* each = &node; each != nullptr; each = each->parent)
    if (each->is("recommendation")) return true;
  return false;
}

int zeros_of(std::string_view in) {
  return in == "mia" ? 9 : in == "mio" ? 6 : in == "t" ? 3 : 0;
}

Amount amount_of(const Decimal& kr, std::string_view in, Span span) {
  Amount amount{kr.rounded(2).units, 1, span, without_typography(format_amount(kr, in))};
  std::int64_t step = 100;
  for (int i = zeros_of(in); i > 0; --i) step *= 10;
  while (step > 1 && amount.hundredths % step != 0) step /= 10;
  amount.step = step;
  return amount;
}

// Each as exact as it is written: 25 mio. kr. agrees with 25.123.456 kr., but not with 25,6 mio. kr.
bool agree(const Amount& a, const Amount& b) {
  return std::abs(a.hundredths - b.hundredths) * 2 <= std::max(a.step, b.step) - 1 ||
         a.hundredths == b.hundredths;
}

bool covers(const Date& period, const Date& day) {
  if (period.precision == Date::Precision::year) return false;
  return !before(day, period.first()) && !before(period.last(), day);
}

class Gatherer {
 public:
  explicit Gatherer(const ExaminedPaper& examined) : examined_(examined), text_(examined.text.text()) {}

  void gather(Values& items, Values& rest) const {
    for (const Node& node : examined_.paper.xml->nodes)
      if (node.kind == Node::Kind::element && !node.attributes.empty())
        typed(node, in_recommendation(node) ? items : rest);
    for (const Node* table : examined_.elements("table")) cells(*table, rest);
    for (std::size_t at = 0; at < text_.size(); ++at)
      if (text_[at] >= '0' && text_[at] <= '9' && !within_word(text_, at)) {
        const std::size_t length =
            plain(at, in_recommendation(*examined_.text.context(at).block) ? items : rest);
        at = std::max(at + length, word_end(text_, at)) - 1;
      }
  }

 private:
  void typed(const Node& node, Values& values) const {
    const auto date = [&](std::string_view attribute) {
      if (const auto found = Date::parse(node.get(attribute))) values.dates.push_back({*found, node.span});
    };
    if (node.is("amount")) {
      const std::string_view in = node.find("in") == nullptr ? "kr" : node.get("in");
      if (const auto kr = Decimal::parse(node.get("kr")))
        values.amounts.push_back(amount_of(*kr, in, node.span));
    } else if (node.is("fact")) {
      const Fact* fact = examined_.project.registers.fact(node.get("ref"));
      if (fact != nullptr && fact->unit == "kr.")
        values.amounts.push_back(amount_of(fact->value, fact->in.empty() ? "kr" : fact->in, node.span));
    } else if (node.is("date") || node.is("dated")) {
      date("value");
    } else if (node.is("meeting")) {
      date("date");
    }
  }

  // The numbers of amount columns, and their sums.
  void cells(const Node& table, Values& values) const {
    const auto columns = columns_of(table);
    const auto zeros = [](std::string_view unit) {
      return unit.find("mia") != std::string_view::npos                               ? 9
             : unit.find("mio") != std::string_view::npos                             ? 6
             : unit.find("1.000") != std::string_view::npos || unit.starts_with("t.") ? 3
                                                                                      : 0;
    };
    const auto add = [&](Decimal value, int shift, Span span) {
      for (; shift > 0 && value.decimals > 0; --shift) --value.decimals;
      for (; shift > 0; --shift) value.units *= 10;
      values.amounts.push_back(amount_of(value, "kr", span));
    };
    for (const PlacedCell& cell : place_cells(table)) {
      if (cell.column >= columns.size() || columns[cell.column]->get("type") != "amount") continue;
      if (const auto value = Decimal::parse(cell.cell->get("value")))
        add(*value, zeros(columns[cell.column]->get("unit")), cell.cell->span);
      else if (const auto sum = column_sum(
                   cell.row->get("kind") == "subtotal" && cell.group != nullptr ? *cell.group : table,
                   columns[cell.column]->get("id"));
               sum && cell.row->find("kind") != nullptr)
        add(*sum, zeros(columns[cell.column]->get("unit")), cell.cell->span);
    }
  }

  // An amount or a date in plain text; its length.
  std::size_t plain(std::size_t at, Values& values) const {
    const WrittenAmount written = read_amount(text_.substr(at, 60));
    if (written.length != 0) {
      values.amounts.push_back(amount_of(written.kr, written.in, examined_.span(at, at + written.length)));
      return written.length;
    }
    std::size_t length = 0;
    if (const auto date = read_date(text_.substr(at, 40), length)) {
      values.dates.push_back({*date, examined_.span(at, at + length)});
      return length;
    }
    return 0;
  }

  const ExaminedPaper& examined_;
  std::string_view text_;
};

void check_amounts(const Values& items, const Values& rest, Diagnostics& diagnostics) {
  for (const Amount& amount : items.amounts) {
    if (std::any_of(rest.amounts.begin(), rest.amounts.end(),
                    [&](const Amount& a) { return agree(a, amount); }))
      continue;
    Diagnostic& d = diagnostics.error(
        "recommendation-differs", amount.span,
        tr("the recommendation has {0}, and the rest of the paper does not", {amount.shown}),
        {tr("the text must explain the amount: write it there too, or correct the one that is wrong")});
    if (rest.amounts.size() == 1)
      d.related.push_back({rest.amounts.front().span, tr("the rest of the paper has this one")});
  }
}

void check_dates(const Values& items, const Values& rest, Diagnostics& diagnostics) {
  for (const Day& day : items.dates) {
    if (day.date.precision != Date::Precision::day ||
        std::any_of(rest.dates.begin(), rest.dates.end(),
                    [&](const Day& d) { return covers(d.date, day.date); }))
      continue;
    diagnostics.error(
        "recommendation-differs", day.span,
        tr("the recommendation has {0}, and the rest of the paper does not", {shown(day.date)}),
        {tr("the text must explain the date: write it there too, or correct the one that is wrong")});
  }
}

// An attachment that an item names, and the text does not.
void check_attachments(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto& refs = examined.elements("ref");
  for (const Node* ref : refs) {
    if (!in_recommendation(*ref)) continue;
    const Project::Target target = examined.project.resolve(examined.paper, ref->get("to"));
    if (target.node == nullptr || target.paper != &examined.paper || !target.node->is("attachment")) continue;
    const std::string_view paper = target.node->get("paper");
    const bool elsewhere = std::any_of(refs.begin(), refs.end(), [&](const Node* other) {
      if (in_recommendation(*other)) return false;
      const std::string_view to = other->get("to");
      // A misspelt one may mean it; its own fault is told.
      if (examined.project.resolve(examined.paper, to).node == nullptr) return true;
      return to == ref->get("to") || (!paper.empty() && to.substr(0, to.find('#')) == paper);
    });
    std::int64_t number = 0;
    for (const Attachment& each : examined.paper.attachments)
      if (each.node == target.node) number = each.number;
    const auto& plain = examined.references.numbered;
    const bool in_words = std::any_of(plain.begin(), plain.end(), [&](const NumberedReference& r) {
      return r.kind == NumberedReference::Kind::attachment &&
             !in_recommendation(*examined.text.context(r.begin).block) &&
             std::any_of(r.numbers.begin(), r.numbers.end(),
                         [&](const auto& n) { return n.first <= number && number <= n.last; });
    });
    if (!elsewhere && !in_words)
      diagnostics.note("recommendation-differs", ref->span,
                       tr("only the recommendation names attachment {0}; the text does not say what it holds",
                          {std::to_string(number)}),
                       {tr("write <ref to=\"#{0}\"/> where the text tells of it", {target.node->get("id")})});
  }
}

void recommendation_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.elements("recommendation").empty()) return;
  Values items, rest;
  Gatherer(examined).gather(items, rest);
  check_amounts(items, rest, diagnostics);
  check_dates(items, rest, diagnostics);
  check_attachments(examined, diagnostics);
}

}  // namespace

std::vector<Rule> recommendation_values_rules() {
  return {{.code = "recommendation-differs",
           .severity = Severity::warning,
           .summary = "A recommendation has an amount, a date or an attachment that the rest of the paper "
                      "does not have.",
           .explanation = "What is decided must be explained: amounts and dates in the items of a "
                          "recommendation are looked for in the "
                          "rest of the paper, typed or in plain text, in tables and their sums. Amounts "
                          "agree as exactly as they are "
                          "written (25 mio. kr. and 25,2 mio. kr.); a date agrees with a period it lies in, "
                          "but not with a year. An "
                          "attachment that only the items name gives a note.",
           .failing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at der afsættes <amount kr="4100000" in="mio"/> til cykelstier.</item>
</recommendation>
<economy>
  <p>Cykelstierne koster <amount kr="4600000" in="mio"/> til anlæg.</p>
</economy>
)",
           .passing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at der afsættes <amount kr="4100000" in="mio"/> til cykelstier.</item>
</recommendation>
<economy>
  <p>Cykelstierne koster <amount kr="4100000" in="mio"/> til anlæg.</p>
</economy>
)",
           .check = recommendation_differs}};
}

}  // namespace kancelli
