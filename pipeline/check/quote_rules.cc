// Quotations say word for word what the quoted element says.
#include "pipeline/check/examined.h"
#include "pipeline/check/quotation.h"
#include "pipeline/check/rule_tables.h"
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

void report(const ExaminedPaper& examined, const Difference& difference, const Side& quotation,
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
}

void quote_differs(const ExaminedPaper& examined, Diagnostics& diagnostics) {
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
           .explanation = "The words of a <quote> are compared, one by one, with the element it quotes, both "
                          "as they are printed: names, dates, figures and amounts "
                          "too. White space, the form of quotation marks and of dashes do not matter; every "
                          "other sign does. Whole sentences may be quoted; "
                          "what is left out is marked […], a changed or added word stands in square "
                          "brackets. The first difference is shown in both papers.",
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
