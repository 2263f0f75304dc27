// Quotations say word for word what the quoted element says.
#include <algorithm>
#include <optional>
#include <set>

#include "pipeline/check/examined.h"
#include "pipeline/check/quotation.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

RunningText printed_text(const Node& node, const Paper& paper, const Project& project) {
  return RunningText(node, [&](const Node& computed) { return printed(computed, paper, project); });
}

struct Side {
  const RunningText& text;
  const std::vector<Token>& tokens;

  std::string word(std::size_t token) const {
    return std::string(text.text().substr(tokens[token].begin, tokens[token].end - tokens[token].begin));
  }
  Span span(const SourceMap& sources, std::size_t token) const {
    return text.span(sources, tokens[token].begin, tokens[token].end);
  }
};

Diagnostic& report(const ExaminedPaper& examined, const Difference& difference, const Side& quotation,
                   const Side& source, Diagnostics& diagnostics) {
  const std::string quoted = quotation.word(difference.quoted),
                    stands = difference.source ? source.word(*difference.source) : "";
  std::string message, note;
  std::vector<std::string> hints;
  switch (difference.kind) {
    case Difference::Kind::other_word:
      message = tr("the quotation differs from its source: \"{0}\" stands where the source has \"{1}\"",
                   {quoted, stands});
      note = tr("the source has \"{0}\" here", {stands});
      if (const Node* made = quotation.text.computed(quotation.tokens[difference.quoted].begin);
          made != nullptr && made->is("body"))
        hints = {
            tr("to print the name that the source has, give the name's element as-of=\"DATE\", the date of "
               "the source")};
      else
        hints = {tr("quote the words as they stand, or mark the change: [{0}]", {without_end_marks(quoted)})};
      hints.emplace_back(tr("where words are left out, write […]"));
      break;
    case Difference::Kind::added:
      message = tr("the quotation differs from its source: \"{0}\" stands behind its end", {quoted});
      hints = {tr("quote the words as they stand; mark what is added with square brackets")};
      break;
    case Difference::Kind::begins_within:
      message = tr("the quotation begins within a sentence, at \"{0}\"", {quoted});
      note = tr("the source has it here");
      hints = {tr("write […] before it, or quote the whole sentence")};
      break;
    case Difference::Kind::ends_within:
      message = tr("the quotation ends within a sentence; the source goes on with \"{0}\"", {stands});
      note = tr("the source goes on here");
      hints = {tr("write […] behind it, or quote the whole sentence")};
      break;
  }
  const SourceMap& sources = examined.project.sources;
  Diagnostic& d =
      diagnostics.error("quote-differs", quotation.span(sources, difference.quoted), message, hints);
  if (difference.source)
    d.related.push_back({source.span(sources, *difference.source), note});
  else if (!source.tokens.empty())
    d.related.push_back({source.span(sources, source.tokens.size() - 1), tr("the source ends here")});
  return d;
}

// --- between quotation marks in running text

constexpr std::size_t fewest_words = 5;

const Node& block_of(const Node& node) {
  const Node* block = &node;
  while (is_inline(*block) && block->parent != nullptr) block = block->parent;
  return *block;
}

// What a reference leads to in another paper: its root, or the element it names; the attached paper of an
// attachment.
Project::Target source_of(const ExaminedPaper& examined, const Node& ref) {
  Project::Target target = examined.project.resolve(examined.paper, ref.get("to"));
  if (target.node != nullptr && target.node->is("attachment")) {
    const Paper* attached = examined.project.paper(target.node->get("paper"));
    target = {attached, attached == nullptr ? nullptr : &attached->root()};
  }
  return target.paper == &examined.paper ? Project::Target{} : target;
}

// The sentence around a stretch, in which points within quotation marks end nothing.
std::pair<std::size_t, std::size_t> sentence_around(const RunningText& text, const QuotedStretch& quoted,
                                                    const std::vector<QuotedStretch>& all) {
  const auto ends = [&](std::size_t at) {
    const bool inside = std::any_of(all.begin(), all.end(),
                                    [&](const QuotedStretch& q) { return q.open <= at && at < q.end; });
    return !inside && text.computed(at) == nullptr && text.text().substr(at).starts_with(". ");
  };
  std::size_t begin = quoted.open, end = quoted.after;
  while (begin > 0 && text.text()[begin - 1] != '\n' && !(begin > 1 && ends(begin - 2))) --begin;
  while (end < text.text().size() && text.text()[end] != '\n' && !ends(end)) ++end;
  return {begin, end};
}

// The one paper that the sentence names; nothing when it names none or several.
std::optional<Project::Target> attributed_to(const ExaminedPaper& examined, const RunningText& text,
                                             const QuotedStretch& quoted,
                                             const std::vector<QuotedStretch>& all) {
  const auto [begin, end] = sentence_around(text, quoted, all);
  std::optional<Project::Target> found;
  const Node* last = nullptr;
  for (std::size_t at = begin; at < end; ++at) {
    const Node* node = text.computed(at);
    if (node == nullptr || node == last || !node->is("ref")) continue;
    last = node;
    const Project::Target target = source_of(examined, *node);
    if (target.node == nullptr) continue;
    if (found && found->paper != target.paper) return std::nullopt;
    found = target;
  }
  return found;
}

// Half of its pairs of neighbours stand in the source too: it was taken from there, and is no other text's.
bool is_taken_from(const std::vector<Token>& words, const std::vector<Token>& source) {
  std::set<std::pair<std::string_view, std::string_view>> pairs;
  for (std::size_t i = 1; i < source.size(); ++i) pairs.emplace(source[i - 1].text, source[i].text);
  std::size_t found = 0;
  for (std::size_t i = 1; i < words.size(); ++i) found += pairs.count({words[i - 1].text, words[i].text});
  return found * 2 >= words.size() - 1;
}

// With the first letter the other way: a quotation within a sentence may begin in the middle of the source's.
Token with_other_case(Token word) {
  std::size_t end = 0;
  const char32_t first = next_code_point(word.text, end);
  std::string text;
  append_utf8(text, lower(first) != first ? lower(first) : first >= 'a' && first <= 'z' ? first - 32 : first);
  word.text = text + word.text.substr(end);
  return word;
}

void check_stretch(const ExaminedPaper& examined, const RunningText& text, const QuotedStretch& quoted,
                   const Project::Target& target, Diagnostics& diagnostics) {
  std::vector<Token> words = tokens_of(text.text().substr(quoted.begin, quoted.end - quoted.begin), true);
  if (words.size() < fewest_words) return;
  const RunningText source = printed_text(*target.node, *target.paper, examined.project);
  const std::vector<Token> source_words = tokens_of(source.text(), false);
  if (!is_taken_from(words, source_words)) return;
  words.back().text = std::string(without_end_marks(words.back().text));
  for (Token& word : words) {
    word.begin += quoted.begin;
    word.end += quoted.begin;
  }
  // It may begin and end anywhere in a sentence.
  const Token gap{Token::Kind::omission, "[...]", quoted.begin, quoted.begin + 1, false, false};
  words.insert(words.begin(), gap);
  words.push_back(gap);
  const auto difference = compare(words, source_words);
  if (!difference) return;
  std::vector<Token> again = words;
  again[1] = with_other_case(again[1]);
  if (!compare(again, source_words)) return;
  report(examined, *difference, {text, words}, {source, source_words}, diagnostics).severity =
      Severity::warning;
}

void check_running_text(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.references.quoted.empty()) return;
  std::set<const Node*> blocks;
  for (const Node* ref : examined.elements("ref"))
    if (source_of(examined, *ref).node != nullptr) blocks.insert(&block_of(*ref));
  for (const Node* block : blocks) {
    const RunningText text = printed_text(*block, examined.paper, examined.project);
    const std::vector<QuotedStretch> quoted = TextReferences(text).quoted;
    for (const QuotedStretch& stretch : quoted)
      if (const auto target = attributed_to(examined, text, stretch, quoted))
        check_stretch(examined, text, stretch, *target, diagnostics);
  }
}

void quote_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  check_running_text(examined, diagnostics);
  for (const Node* quote : examined.elements("quote")) {
    const Project::Target target = examined.project.resolve(examined.paper, quote->get("source"));
    if (target.node == nullptr) continue;  // ref-unresolved
    const RunningText quoted = printed_text(*quote, examined.paper, examined.project);
    const RunningText source = printed_text(*target.node, *target.paper, examined.project);
    const std::vector<Token> words = tokens_of(quoted.text(), true),
                             source_words = tokens_of(source.text(), false);
    if (const auto difference = compare(words, source_words))
      report(examined, *difference, {quoted, words}, {source, source_words}, diagnostics);
  }
}

}  // namespace

std::vector<Rule> quote_rules() {
  return {{.code = "quote-differs",
           .severity = Severity::error,
           .summary = "A quotation does not say what its source says.",
           .explanation =
               "The words of a <quote> are compared, one by one, with the element it quotes, both "
               "as they are printed: names, dates, figures and amounts "
               "too. White space, the form of quotation marks and of dashes do not matter; every "
               "other sign does. Whole sentences may be quoted; "
               "what is left out is marked […], a changed or added word stands in square "
               "brackets. The first difference is shown in both papers. Words between "
               "quotation marks are compared too, as a warning, where the sentence names one paper with "
               "<ref> and they are clearly taken from it.",
           .failing = R"(<quote source="aftale#moede">
  <p>Bestyrelsen skal drøfte budgettet.</p>
</quote>
<!-- papers/charter/aftale.xml -->
<p id="moede">Bestyrelsen skal hvert år behandle budgettet.</p>
)",
           .passing = R"(<quote source="aftale#moede">
  <p>Bestyrelsen skal […] [drøfte] budgettet.</p>
</quote>
<!-- papers/charter/aftale.xml -->
<p id="moede">Bestyrelsen skal hvert år behandle budgettet.</p>
)",
           .check = quote_differs}};
}

}  // namespace kancelli
