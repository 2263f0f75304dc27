// Counts: a number in the text, against what it counts.
#include <algorithm>
#include <array>

#include "pipeline/check/examined.h"
#include "pipeline/check/plain_counts.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

struct Counted {
  std::optional<std::int64_t> count;
  Span span;          // of what is counted; may be nowhere
  bool known = true;  // false: there is no such thing; ref-unresolved tells
};

Counted counted(const ExaminedPaper& examined, const Node& count) {
  const std::string_view of = count.get("of");
  const Paper& paper = examined.paper;
  if (of == "attachments") {
    const auto& lists = examined.elements("attachments");
    return {static_cast<std::int64_t>(paper.attachments.size()),
            lists.empty() ? Span{} : lists.front()->span};
  }
  if (of.starts_with("bodies:") || of.starts_with("children:")) {
    const auto bodies = examined.project.registers.meant(of, paper.date_at(count));
    if (!bodies || examined.project.is_unread("organisation")) return {std::nullopt, {}, false};
    return {static_cast<std::int64_t>(bodies->size()), {}};
  }
  const Node* node = paper.by_id(of);
  return node == nullptr ? Counted{std::nullopt, {}, false} : Counted{count_items(*node), node->span};
}

std::string what_to_do(std::int64_t said, std::int64_t found, bool digits) {
  const std::string right = digits ? format_number({found, 0}) : count_word(found);
  return said > found ? tr("write {0}, or add what is missing", {right})
                      : tr("write {0}, or take out what is too much", {right});
}

bool written_in_digits(std::string_view word) {
  return !word.empty() && word[0] >= '0' && word[0] <= '9';
}

// The words of a <count>, with their place.
Span words_in(const ExaminedPaper& examined, const Node& count) {
  for (const Node* child : count.children) {
    if (child->kind != Node::Kind::text || trim(child->text).empty()) continue;
    const std::size_t begin = static_cast<std::size_t>(trim(child->text).data() - child->text.data());
    return span_in_text(examined.project.sources, *child, begin, begin + trim(child->text).size());
  }
  return count.span;
}

// The list claims to name all bodies of some kind, and the number is theirs: list-differs tells what is
// missing.
bool list_is_wrong(const ExaminedPaper& examined, const Node& count, std::int64_t said) {
  const Node* list = examined.paper.by_id(count.get("of"));
  if (list == nullptr || list->get("all-of").empty()) return false;
  const auto meant = examined.project.registers.meant(list->get("all-of"), examined.paper.date_at(*list));
  return meant && static_cast<std::int64_t>(meant->size()) == said;
}

void count_elements(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* node : examined.elements("count")) {
    const Attribute* of = node->find("of");
    if (of == nullptr) continue;
    const Counted target = counted(examined, *node);
    if (!target.known) continue;
    const std::string word = without_typography(collapse_space(node->content()));
    if (!target.count) {
      Diagnostic& d = diagnostics.error(
          "count-mismatch", of->value_span, tr("\"{0}\" holds nothing that can be counted", {of->value}),
          {tr("name a list, a table, or an element that holds elements of one kind")});
      d.related.push_back({target.span, tr("this is \"{0}\"", {of->value})});
      continue;
    }
    const auto said = read_count(word);
    if (!said) {
      diagnostics.error("count-mismatch", words_in(examined, *node), tr("\"{0}\" is not a number", {word}),
                        {tr("write {0}", {count_word(*target.count)})});
    } else if (*said != *target.count && !list_is_wrong(examined, *node, *said)) {
      Diagnostic& d = diagnostics.error(
          "count-mismatch", words_in(examined, *node),
          tr("the text says \"{0}\", \"{1}\" has {2}", {word, of->value, std::to_string(*target.count)}),
          {what_to_do(*said, *target.count, written_in_digits(word))});
      if (!target.span.nowhere()) d.related.push_back({target.span, tr("this is counted")});
    }
  }
}

// What stands before the list, word by word, read backwards from its colon.
class Lead {
 public:
  explicit Lead(std::string_view line) : line_(line) {}

  // "... består af fem nye centre:" finds "fem"; false when the end of the line promises no number of things.
  bool find() {
    if (!line_.ends_with(":")) return false;
    std::size_t end = line_.size() - 1;
    for (int words = 0; words < 4; ++words) {
      const std::size_t start = word_start(end);
      const std::string_view word = line_.substr(start, end - start);
      if (words > 0 && read_number(word)) {
        begin = start;
        number_end = end;
        return !hedged(line_.substr(0, start));
      }
      if (word.empty() || word_end(word, 0) != word.size() || (words == 0 ? no_noun(word) : !adjective(word)))
        return false;
      if (start == 0 || line_[start - 1] != ' ') return false;
      end = start - 1;
    }
    return false;
  }

  std::size_t begin = 0, number_end = 0;  // of the number, in the line
  std::int64_t number = 0;
  std::string_view words() const { return line_.substr(begin, line_.size() - 1 - begin); }

 private:
  std::size_t word_start(std::size_t end) const {
    const std::size_t space = line_.substr(0, end).rfind(' ');
    return space == std::string_view::npos ? 0 : space + 1;
  }

  bool read_number(std::string_view word) {
    const std::string small = lower(word);
    if (small == "en" || small == "et" || small == "nul") return false;  // the article
    const auto value = read_count(word);
    if (!value || (written_in_digits(word) && *value >= 1000)) return false;  // a year
    number = *value;
    return true;
  }

  // Time, money and measures are not the items of a list; and a verb is no noun: "De fem skal:".
  static bool no_noun(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"gange", "gang",     "år",           "måneder", "måned",    "uger",         "uge",      "dage",
         "dag",   "hverdage", "timer",        "time",    "kr",       "kroner",       "procent",  "pct",
         "mio",   "mia",      "km",           "meter",   "point",    "kvadratmeter", "skal",     "kan",
         "vil",   "må",       "bør",          "er",      "var",      "har",          "havde",    "får",
         "fik",   "bliver",   "blev",         "gælder",  "siger",    "følger",       "omfatter", "at",
         "om",    "i",        "procentpoint", "med",     "minutter", "følgende"});
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  // What may stand between the number and its noun: "fire overordnede sigtelinjer", "tre nye mål". A noun may
  // not: "de fire centre skal:".
  static bool adjective(std::string_view word) {
    static constexpr auto endings =
        std::to_array<std::string_view>({"ede", "ende", "ige", "iske", "elle", "ale", "ære", "somme"});
    static constexpr auto words = std::to_array<std::string_view>(
        {"nye", "store", "små", "større", "mindre", "gode", "faste", "fælles", "interne"});
    return std::find(words.begin(), words.end(), word) != words.end() ||
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return word.ends_with(ending); });
  }

  // True where the number is no full count, or names something: "mindst fem", "de første fem", "bilag 2",
  // "mellem fire og fem".
  static bool hedged(std::string_view before) {
    static constexpr auto words = std::to_array<std::string_view>(
        {"mindst",  "højst",    "højest", "ca.",       "cirka", "omkring", "omtrent", "over",   "under",
         "første",  "sidste",   "næste",  "foreløbig", "til",   "knap",    "godt",    "næsten", "end",
         "minimum", "maksimum", "maks.",  "min.",      "§",     "§§",      "stk.",    "nr.",    "kap.",
         "kapitel", "tabel",    "figur",  "bilag",     "side",  "s.",      "punkt",   "pkt.",   "fase",
         "model",   "scenarie", "område", "afsnit",    "trin",  "spor",    "bølge",   "kl.",    "den",
         "mellem",  "blandt",   "bl.a.",  "andre",     "enten", "hver",    "pr.",     "fx",     "f.eks.",
         "andet",   "uge",      "budget", "juli",      "år",    "version", "flere"});
    const std::string last = take_word(before);
    if (std::find(words.begin(), words.end(), last) != words.end() || last.ends_with("-") ||
        last.ends_with("–"))
      return true;
    // "fire og fem centre", "to af fem centre": a range, a count in two parts, or a part.
    return (last == "og" || last == "eller" || last == "samt" || last == "af") &&
           read_count(take_word(before)).has_value();
  }

  // Takes the last word off, in lower case.
  static std::string take_word(std::string_view& text) {
    while (text.ends_with(" ")) text.remove_suffix(1);
    const std::size_t space = text.rfind(' '), start = space == std::string_view::npos ? 0 : space + 1;
    const std::string word = lower(text.substr(start));
    text.remove_suffix(text.size() - start);
    return word;
  }

  std::string_view line_;
};

// The list that follows the paragraph directly, or nullptr.
const Node* list_after(const Node& block) {
  if (!block.is("p") || block.parent == nullptr) return nullptr;
  const auto siblings = block.parent->elements();
  const auto self = std::find(siblings.begin(), siblings.end(), &block);
  return self != siblings.end() && self + 1 != siblings.end() && (*(self + 1))->is("list") ? *(self + 1)
                                                                                           : nullptr;
}

void counts_before_lists(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (std::size_t end = text.find(":\n"); end != std::string_view::npos; end = text.find(":\n", end + 1)) {
    const std::size_t newline = text.rfind('\n', end),
                      begin = newline == std::string_view::npos ? 0 : newline + 1;
    Lead lead(text.substr(begin, end + 1 - begin));
    if (!lead.find()) continue;
    const TextContext& context = examined.text.context(begin + lead.begin);
    if (context.counted || context.quote || context.foreign ||
        examined.text.in_quotation_marks(begin + lead.begin))
      continue;
    const Node* list = list_after(*context.block);
    if (list == nullptr) continue;
    const std::int64_t items = *count_items(*list);
    if (items == lead.number) continue;
    const bool digits = written_in_digits(lead.words());
    Diagnostic& d = diagnostics.error(
        "count-mismatch", examined.span(begin + lead.begin, begin + lead.number_end),
        tr("the text says \"{0}\", the list that follows has {1}", {lead.words(), std::to_string(items)}),
        {what_to_do(lead.number, items, digits)});
    d.related.push_back({list->span, tr("this list")});
  }
}

void count_mismatch(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  count_elements(examined, diagnostics);
  counts_before_lists(examined, diagnostics);
  plain_counts(examined, diagnostics);
}

}  // namespace

std::vector<Rule> count_rules() {
  return {{.code = "count-mismatch",
           .severity = Severity::error,
           .summary = "A number in words or digits does not fit what it counts.",
           .explanation =
               "Compared are: a <count of=\"...\"> with the list, table, attachments or bodies "
               "that it names; a number in plain text with the list that follows directly, where "
               "the paragraph ends with the number, a noun and a colon (\"består af fem "
               "centre:\"); and, as a warning, a number in plain text that claims to be the whole "
               "(\"kommunens syv forvaltninger\", \"aftalens 11 ressortområder\", \"Aftalen omfatter "
               "11 ressortområder\") with the register or the paper. Numbers that are no full "
               "count are left alone: after mindst, højst, ca., over, under, de første, op til, "
               "knap, godt and the like, in \"to af centrene\", before a clause that picks some of "
               "them, in sentences about another time, and numbers of time, money and measures.",
           .failing = R"(<p>Enheden består af fem centre:</p>
<list kind="bullet">
  <item>løn</item>
  <item>indkøb</item>
  <item>jura</item>
  <item>regnskab</item>
</list>
)",
           .passing = R"(<p>Enheden består af <count of="centre">fire</count> centre:</p>
<list id="centre" kind="bullet">
  <item>løn</item>
  <item>indkøb</item>
  <item>jura</item>
  <item>regnskab</item>
</list>
)",
           .check = count_mismatch}};
}

}  // namespace kancelli
