// How the names of committees and administrations are written, and whether the right one of the two is named.
#include <algorithm>
#include <array>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/others.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string element_for(const Body& body, bool abbreviation, bool genitive) {
  return "<body ref=\"" + body.id + "\"" + (abbreviation ? " form=\"abbreviation\"" : "") +
         (genitive ? " genitive=\"true\"" : "") + "/>";
}

std::string hint_for(const Body& body, const std::optional<Date>& day, bool abbreviation, bool owns) {
  const BodyName* now = body.name_on(day);
  if (now == nullptr) return tr("write {0}", {element_for(body, abbreviation, owns)});
  const std::string& name = abbreviation && !now->abbreviation.empty() ? now->abbreviation : now->name;
  return tr("write {0}, which prints \"{1}\"",
            {element_for(body, abbreviation, owns), owns ? genitive(name) : name});
}

// --- name-form ---

// A stretch of text that has a name's letters.
struct Spelling {
  std::size_t begin = 0, end = 0;
  const NamePhrase* name = nullptr;
};

// The beginning of the word before the one at `at`, over what may stand between the words of a name; `at`
// itself where something else does.
std::size_t previous_word(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '-' || text[end - 1] == ',')) --end;
  std::size_t begin = end;
  while (begin > 0 && within_word(text, begin)) --begin;
  return end == at || begin == end || at - end > 3 ? at : begin;
}

// The longest name whose letters end with this word.
Spelling spelling_at(const ExaminedPaper& examined, const EndingMatch& match) {
  static constexpr std::size_t most_words = 10;
  const std::string_view text = examined.text.text();
  Spelling found;
  std::size_t begin = match.begin;
  for (std::size_t words = 0; words < most_words; ++words) {
    std::string letters = letters_of(text.substr(begin, match.end - begin));
    if (match.ending->genitive) letters.pop_back();
    if (const NamePhrase* name = examined.index.name_with_letters(letters))
      found = {begin, match.end - (match.ending->genitive ? 1 : 0), name};
    const std::size_t before = previous_word(text, begin);
    if (before == begin) break;
    begin = before;
  }
  return found;
}

bool has_letter(std::string_view text, bool capital) {
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    if (is_letter(c) && (lower(c) != c) == capital) return true;
  }
  return false;
}

// False where these letters are no attempt at the name: words of a sentence, capitals throughout, another
// city's.
bool means_the_name(const ExaminedPaper& examined, const Spelling& spelling, const EndingMatch& match) {
  const std::string_view text = examined.text.text().substr(spelling.begin, spelling.end - spelling.begin);
  const std::size_t last = match.begin - spelling.begin;
  if (text == spelling.name->text || !has_letter(text, false)) return false;
  // "økonomi, udvalget" are two words of a sentence, "Børne- og socialudvalget" is a longer name.
  const std::string_view before = examined.text.text().substr(0, spelling.begin);
  if (text.substr(0, last).ends_with(", ") || before.ends_with("-") || before.ends_with("- og ") ||
      before.ends_with("- eller ") || before.ends_with("-, "))
    return false;
  const Others others = others_at(examined, spelling.begin);
  if (others.bodies || belongs_to_other(examined, spelling.begin, match.end, false)) return false;
  if (has_letter(text, true)) return true;
  // In small letters it is a name only with its article, and no law's word.
  return !spelling.name->indefinite && !others.laws && (last == 0 || text[last - 1] == '-');
}

void spelled_otherwise(const ExaminedPaper& examined, const EndingMatch& match, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  const bool alone = match.end - match.begin == match.ending->text.size();
  if (alone && match.ending->kind != WordEnding::Kind::council &&
      (match.begin == 0 || (text[match.begin - 1] != '-' && text[match.begin - 1] != ' ')))
    return;
  const Spelling spelling = spelling_at(examined, match);
  if (spelling.name == nullptr || examined.match_at(spelling.begin) != nullptr ||
      borrowed(examined, match.begin) || !means_the_name(examined, spelling, match))
    return;
  const std::string_view written = text.substr(spelling.begin, spelling.end - spelling.begin);
  std::vector<std::string> hints;
  if (spelling.name->indefinite)
    hints.push_back(tr("write {0}", {spelling.name->text}));
  else
    hints.push_back(
        hint_for(*spelling.name->bearers.back().body, examined.paper.dated, false, match.ending->genitive));
  diagnostics.error("name-form", examined.span(spelling.begin, spelling.end),
                    tr("\"{0}\" is written \"{1}\"", {written, spelling.name->text}), hints);
}

// "samles i Beskæftigelses- og Integrationsudvalg": after a preposition a name keeps its article.
void without_article(const ExaminedPaper& examined, const TextMatch& match, Diagnostics& diagnostics) {
  static constexpr auto prepositions = std::to_array<std::string_view>(
      {"i", "til", "fra", "under", "hos", "af", "ved", "over for", "Under", "Hos", "I", "Fra"});
  const std::string_view text = examined.text.text(), after = text.substr(match.end);
  const Body& body = *match.name->bearers.back().body;
  if (!match.name->indefinite || match.genitive || body.name_on(examined.paper.dated) == nullptr ||
      !body.name_on(examined.paper.dated)->name.starts_with(match.name->text) ||
      !one_of(word_before(text, match.begin), prepositions) || after.starts_with("-") ||
      after.starts_with(" og ") || after.starts_with(" eller ") || borrowed(examined, match.begin) ||
      others_at(examined, match.begin).bodies)
    return;
  diagnostics.error("name-form", examined.span(match.begin, match.end),
                    tr("\"{0}\" lacks its article", {match.name->text}),
                    {hint_for(body, examined.paper.dated, false, false)});
}

void name_form(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const EndingMatch& match : examined.endings) {
    const auto kind = match.ending->kind;
    if ((kind == WordEnding::Kind::committee || kind == WordEnding::Kind::administration ||
         kind == WordEnding::Kind::council) &&
        match.ending->form <= WordEnding::Form::definite)
      spelled_otherwise(examined, match, diagnostics);
  }
  for (const TextMatch& match : examined.matches)
    if (match.kind == TextMatch::Kind::name && !match.name->abbreviation)
      without_article(examined, match, diagnostics);
}

}  // namespace

std::vector<Rule> body_rules() {
  return {
      {.code = "name-form",
       .severity = Severity::warning,
       .summary =
           "The name of a committee, an administration or the council is not written as the register has it.",
       .explanation =
           "A name has one form: the capitals, hyphens, commas and spaces of the register, and its "
           "article. The rule finds words that have a name's letters and are written otherwise "
           "(\"Økonomi Udvalget\", \"Teknik og miljøudvalget\"), and a name without its article after "
           "a preposition. It leaves alone quotations, words in capitals throughout, \"et socialudvalg\" "
           "and other words for any committee, passages that tell what a law says, and other cities.",
       .failing = R"(<p>Sagen forelægges Økonomi Udvalget i marts.</p>
)",
       .passing = R"(<p>Sagen forelægges <body ref="oeu"/> i marts. Hver kommune har et økonomiudvalg.</p>
)",
       .check = name_form}};
}

}  // namespace kancelli
