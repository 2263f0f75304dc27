// What the city calls itself: words it has replaced, and its council, which other cities call something else.
#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/others.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

bool own_compound(std::string_view word, const WordEnding& ending) {
  static constexpr auto own =
      std::to_array<std::string_view>({"næst", "vice", "gruppe", "bestyrelses", "udvalgs"});
  const std::string before = lower(word.substr(0, word.size() - ending.text.size()));
  return before.empty() ||
         std::any_of(own.begin(), own.end(), [&](std::string_view each) { return before.ends_with(each); });
}

// The day that a passage speaks of; the paper's where it does not say.
std::optional<Date> day_of(const ExaminedPaper& examined, std::size_t at) {
  for (const Node* node = examined.text.context(at).block; node != nullptr; node = node->parent)
    if (const auto day = Date::parse(node->get("as-of"))) return day;
  return examined.paper.dated;
}

// The new word in the form in which the old one stands, where its forms are known; else "".
std::string in_same_form(const ReplacedTerm& term, std::string_view word, const WordEnding& ending) {
  if (!term.new_word.ends_with("person") && !term.new_word.ends_with("mand")) return {};
  std::string text(word.substr(0, word.size() - ending.text.size()));
  text += noun_forms(term.new_word)[static_cast<std::size_t>(ending.form)];
  if (ending.genitive) text += "s";
  if (capital_at(word, 0) && !capital_at(text, 0) && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

void replaced_term(const ExaminedPaper& examined, const EndingMatch& match, Diagnostics& diagnostics) {
  const ReplacedTerm& term = examined.index.term(match.ending->index);
  const std::string_view word = examined.text.text().substr(match.begin, match.end - match.begin);
  const auto day = day_of(examined, match.begin);
  if ((term.since && day && before(*day, *term.since)) || !own_compound(word, *match.ending)) return;
  const std::string_view left = word_before(examined.text.text(), match.begin);
  if (left == "daværende" || left == "forhenværende" || borrowed(examined, match.begin)) return;
  const Others others = others_at(examined, match.begin);
  if (others.bodies || belongs_to_other(examined, match.begin, match.end, true)) return;
  const std::string said = in_same_form(term, word, *match.ending);
  // A law's own word in a paper that tells of the law; the sign § alone is in the city's own statute, too.
  if (others.laws && examined.paper.type != "statute") return;
  Diagnostic& d = diagnostics.error(
      "term-replaced", examined.span(match.begin, match.end),
      term.since ? tr("the city has replaced \"{0}\" with \"{1}\" since {2}",
                      {term.old_word, term.new_word, shown(*term.since)})
                 : tr("the city has replaced \"{0}\" with \"{1}\"", {term.old_word, term.new_word}),
      {said.empty() ? tr("write \"{0}\", in the form that the sentence needs", {term.new_word})
                    : tr("write {0}", {said}),
       tr("words that somebody else has said or written stand in a quotation")});
  d.related.push_back({term.span, tr("the house has decided so here")});
}

const Body* own_council(const ExaminedPaper& examined) {
  const auto councils = examined.project.registers.bodies_of("council", examined.paper.dated);
  return councils.size() == 1 ? councils[0] : nullptr;
}

void council_name(const ExaminedPaper& examined, const EndingMatch& match, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  const Body* council = own_council(examined);
  if (council == nullptr || match.end - match.begin != match.ending->text.size() ||
      text.substr(match.end).starts_with("-"))
    return;
  const bool definite = match.ending->form == WordEnding::Form::definite;
  const std::string_view before = word_before(text, match.begin), city = examined.index.city();
  // "kommunens byråd", "Københavns Kommunes kommunalbestyrelse"; "et byråd" is any.
  const bool own = match.ending->form == WordEnding::Form::indefinite &&
                   (before == "kommunens" || before == "Kommunens" || before == "byens" ||
                    before == city.substr(0, city.find(' ')) ||
                    text.substr(0, match.begin).ends_with(std::string(city) + "s "));
  if ((!definite && !own) || borrowed(examined, match.begin)) return;
  const Others others = others_at(examined, match.begin);
  if (others.laws || others.bodies || belongs_to_other(examined, match.begin, match.end, false)) return;
  const BodyName* name = council->name_on(examined.paper.dated);
  diagnostics.error(
      "council-name", examined.span(match.begin, match.end),
      tr("the city's council is called {0}", {name->name}),
      {tr("write {0}, which prints \"{1}\"",
          {"<body ref=\"" + council->id + "\"" + (match.ending->genitive ? " genitive=\"true\"" : "") + "/>",
           match.ending->genitive ? genitive(name->name) : name->name}),
       tr("where the council of another city is meant, say of which")});
}

void own_words(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const EndingMatch& match : examined.endings) {
    if (match.ending->kind == WordEnding::Kind::term) replaced_term(examined, match, diagnostics);
    if (match.ending->kind == WordEnding::Kind::other_council) council_name(examined, match, diagnostics);
  }
}

}  // namespace

std::vector<Rule> term_rules() {
  return {{.code = "council-name",
           .severity = Severity::warning,
           .summary = "The city's own council is called byrådet or kommunalbestyrelsen.",
           .explanation =
               "Copenhagen's council has a name of its own (kommunestyrelsesloven § 3). The rule finds "
               "what other cities call theirs, also in the genitive, where the text means the city's own. "
               "It leaves alone quotations, passages that tell what a law says, and other cities, regions, "
               "companies and associations; councils in the plural are always others'.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name abbreviation="BR">Borgerrepræsentationen</name></body>
<!-- papers/charter/kommissorium.xml -->
<p>Byrådet får en status i juni.</p>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name abbreviation="BR">Borgerrepræsentationen</name></body>
<!-- papers/charter/kommissorium.xml -->
<p><body ref="br"/> får en status i juni. Aarhus Byråd har fået en lignende.</p>
)",
           .check = own_words},
          {.code = "term-replaced",
           .severity = Severity::warning,
           .summary = "A word stands in the text that the city has replaced with another.",
           .explanation =
               "The policy in project.xml says which words the city has replaced, and since when. The rule "
               "finds them in every form, and in words such as \"næstformand\" and \"udvalgsformand\", in "
               "papers and passages dated since then. It leaves alone quotations, passages that tell what "
               "a law says, and those who are not the city's: companies, associations, other cities.",
           .failing = R"(<!-- project.xml -->
<term old="formand" new="forperson" since="2022-06-23"/>
<!-- papers/charter/kommissorium.xml -->
<dated value="2026-02-10"/>
<p>Arbejdsgruppen vælger selv sin formand.</p>
)",
           .passing = R"(<!-- project.xml -->
<term old="formand" new="forperson" since="2022-06-23"/>
<!-- papers/charter/kommissorium.xml -->
<dated value="2026-02-10"/>
<p>Arbejdsgruppen vælger selv sin forperson. Formanden for Dansk Byplanforening deltager.</p>
)"}};
}

}  // namespace kancelli
