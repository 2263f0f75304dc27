// What only some readers perceive: colours alone, and words that are read aloud in the wrong language.
#include <algorithm>
#include <array>
#include <cstring>

#include "pipeline/check/examined.h"
#include "pipeline/check/lexicon.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// string_view::find looks at every blank; this is several times as fast, and every paper is searched.
std::size_t find_in(std::string_view text, std::string_view what, std::size_t from) {
  if (from >= text.size()) return std::string_view::npos;
  const void* found = memmem(text.data() + from, text.size() - from, what.data(), what.size());
  return found == nullptr ? std::string_view::npos
                          : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

struct Stretch {
  std::size_t begin = 0, end = 0;
};

bool ends_sentence(std::string_view text, std::size_t at) {
  return text[at] == '\n' || ((text[at] == '.' || text[at] == '!' || text[at] == '?') &&
                              (at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\n'));
}

Stretch sentence_around(std::string_view text, std::size_t at) {
  Stretch sentence{at, at};
  while (sentence.begin > 0 && !ends_sentence(text, sentence.begin - 1)) --sentence.begin;
  while (sentence.begin < at && text[sentence.begin] == ' ') ++sentence.begin;
  while (sentence.end < text.size() && !ends_sentence(text, sentence.end)) ++sentence.end;
  return sentence;
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// --- foreign-unmarked

// Words that are English, and no Danish ones; and Danish ones that no English sentence has.
constexpr auto english = std::to_array<std::string_view>(
    {"the",     "and",   "of",     "with", "which", "this", "that", "are",   "from",  "their",
     "will",    "shall", "should", "has",  "have",  "been", "its",  "these", "those", "between",
     "through", "into",  "within", "must", "may",   "not",  "as",   "to",    "or",    "is"});
constexpr auto danish =
    std::to_array<std::string_view>({"og", "er", "af", "det", "som", "til", "på", "ikke", "eller", "også",
                                     "den", "der", "med", "et", "en", "ved", "om", "fra"});

struct Language {
  std::size_t words = 0, english_words = 0, danish_words = 0;
};

Language language_of(std::string_view sentence) {
  Language found;
  for (std::size_t at = 0; at < sentence.size();) {
    const std::size_t end = word_end(sentence, at);
    if (end == at) {
      ++at;
      continue;
    }
    const std::string word = lower(sentence.substr(at, end - at));
    ++found.words;
    if (one_of(word, english)) ++found.english_words;
    if (one_of(word, danish) || word.find("æ") != std::string::npos || word.find("ø") != std::string::npos ||
        word.find("å") != std::string::npos)
      ++found.danish_words;
    at = end;
  }
  return found;
}

// True where all of it is plain text of this paper: no part of it is marked already.
bool is_unmarked(const RunningText& text, Stretch sentence) {
  for (std::size_t at = sentence.begin; at < sentence.end; ++at) {
    const TextContext& context = text.context(at);
    if (context.foreign || context.link || context.quote) return false;
    if (text.computed(at) != nullptr) return false;
  }
  return true;
}

constexpr std::size_t fewest_words = 6, fewest_english_words = 3;

void foreign_unmarked(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (const std::string_view sign : {"the ", "of "}) {
    std::size_t done = 0;
    for (std::size_t at = find_in(text, sign, 0); at != std::string_view::npos;
         at = find_in(text, sign, std::max(done, at + 1))) {
      if (within_word(text, at)) continue;
      const Stretch sentence = sentence_around(text, at);
      done = sentence.end;
      const std::string_view words = text.substr(sentence.begin, sentence.end - sentence.begin);
      const Language language = language_of(words);
      if (language.words < fewest_words || language.english_words < fewest_english_words ||
          language.danish_words > 0 || !is_unmarked(examined.text, sentence))
        continue;
      diagnostics.error("foreign-unmarked", examined.span(sentence.begin, sentence.end),
                        tr("the sentence is English, and would be read aloud as Danish"),
                        {tr("write <foreign xml:lang=\"en\">...</foreign> around it")});
    }
  }
}

// --- colour-alone

constexpr auto colours = std::to_array<std::string_view>(
    {"rød",      "røde",       "rødt",      "grøn",      "grønne",      "grønt",    "gul",
     "gule",     "gult",       "blå",       "blåt",      "lyserød",     "lyserøde", "lyserødt",
     "lysegrøn", "lysegrønne", "lysegrønt", "mørkegrøn", "mørkegrønne", "lyseblå",  "lyseblåt",
     "mørkeblå", "mørkeblåt",  "mørkerød",  "mørkerøde", "mørkerødt"});

// What is drawn on a page; the second ones may be things in a street too.
constexpr auto drawn = std::to_array<std::string_view>(
    {"felt",        "felter",      "felterne",      "feltet", "søjle",   "søjler",   "søjlerne", "celle",
     "celler",      "cellerne",    "kurve",         "kurven", "kurver",  "skrift",   "tekst",    "markering",
     "markeringen", "markeringer", "markeringerne", "bjælke", "bjælker", "bjælkerne"});
constexpr auto perhaps_drawn = std::to_array<std::string_view>(
    {"linje",   "linjen", "linjer",  "linjerne", "streg",     "stregen",  "streger", "pil",    "pilen",
     "pile",    "pilene", "kasse",   "kassen",   "kasser",    "kasserne", "boks",    "boksen", "bokse",
     "boksene", "prik",   "prikken", "prikker",  "prikkerne", "cirkel",   "cirklen", "cirkler"});

bool contains_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

// "markeret med rødt", "vist i blå"
bool is_marked_with(std::string_view before) {
  for (const std::string_view joint : {" med ", " i "}) {
    if (!before.ends_with(joint)) continue;
    before.remove_suffix(joint.size());
    std::size_t begin = before.size();
    while (begin > 0 && within_word(before, begin)) --begin;
    static constexpr auto verbs =
        std::to_array<std::string_view>({"markeret", "markerede", "markeres", "vist", "vises", "fremhævet",
                                         "fremhævede", "angivet", "angives", "skrevet", "farvet", "tegnet"});
    return one_of(before.substr(begin), verbs);
  }
  return false;
}

bool is_about_a_page(const ExaminedPaper& examined, std::string_view sentence) {
  return contains_any(sentence, {"figur", "tabel", "kort", "diagram", "graf", "oversigt", "skema", "bilag",
                                 "ændring", RunningText::computed_mark}) ||
         !examined.elements("figure").empty() || !examined.elements("table").empty();
}

// Another sign than the colour: who cannot see it is told.
bool has_other_sign(std::string_view sentence) {
  return contains_any(sentence,
                      {"understreg", "overstreg", "kursiv", "fed skrift", "med fed", "stjerne", "skraver",
                       "mønster", "bogstav", "symbol", "ikon", "nummer", "kryds", "parentes"});
}

bool is_of_the_street(std::string_view sentence) {
  return contains_any(sentence,
                      {"cykel", "kørebane", "fortov", "asfalt", "parkering", "skilt", "busbane", "metro"});
}

void colour_alone(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (const std::string_view stem : {"rød", "grøn", "gul", "blå"})
    for (std::size_t at = find_in(text, stem, 0); at != std::string_view::npos;
         at = find_in(text, stem, at + 1)) {
      std::size_t begin = at;
      while (begin > 0 && within_word(text, begin)) --begin;
      const std::size_t end = word_end(text, begin);
      if (!one_of(text.substr(begin, end - begin), colours)) continue;
      const Stretch sentence = sentence_around(text, begin);
      const std::string words = lower(text.substr(sentence.begin, sentence.end - sentence.begin));
      const std::string_view next = end + 1 < text.size() && text[end] == ' '
                                        ? text.substr(end + 1, word_end(text, end + 1) - end - 1)
                                        : std::string_view();
      const bool named =
          one_of(next, drawn) ||
          (one_of(next, perhaps_drawn) &&
           contains_any(words, {"figur", "tabel", "kortet", "diagram", "graf", RunningText::computed_mark}));
      const TextContext& context = examined.text.context(begin);
      if ((!named && !is_marked_with(text.substr(0, begin))) || context.quote || context.foreign ||
          context.link)
        continue;
      if (!is_about_a_page(examined, words) || has_other_sign(words) || is_of_the_street(words)) continue;
      diagnostics.error("colour-alone", examined.span(begin, named ? end + 1 + next.size() : end),
                        tr("\"{0}\" is told by its colour alone",
                           {text.substr(begin, named ? end + 1 + next.size() - begin : end - begin)}),
                        {tr("say it with words or another sign too: who cannot see the colour cannot tell")});
    }
}

}  // namespace

std::vector<Rule> perception_rules() {
  return {
      {.code = "colour-alone",
       .severity = Severity::warning,
       .summary = "Something is told by its colour alone.",
       .explanation =
           "\"De røde felter\" and \"markeret med rødt\" say nothing to who cannot see the colour, and "
           "nothing on paper that is "
           "printed in black (WCAG 1.4.1). Say what the fields are, or give them another sign as well. "
           "Colours of things are "
           "left alone, and sentences that name another sign (underlined, in italics, with a star).",
       .failing = R"(<p>I oversigten er de nye opgaver markeret med rødt.</p>
)",
       .passing = R"(<p>I oversigten er de nye opgaver markeret med rødt og en stjerne.</p>
)",
       .check = colour_alone},
      {.code = "foreign-unmarked",
       .severity = Severity::warning,
       .summary = "A sentence is in English and not marked so.",
       .explanation = "A screen reader reads what is not marked in Danish. The rule finds whole English "
                      "sentences of six words or "
                      "more, which hold at least three words that only English has and none that Danish has. "
                      "Single words, titles "
                      "within a Danish sentence, quotations and links are left alone.",
       .failing = R"(<p>The members of the board are responsible for the budget.</p>
)",
       .passing =
           R"(<p><foreign xml:lang="en">The members of the board are responsible for the budget.</foreign></p>
)",
       .check = foreign_unmarked}};
}

}  // namespace kancelli
