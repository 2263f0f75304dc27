// What a recommendation's items ask for: one decision each, by the body that can make it.
#include <algorithm>
#include <array>
#include <optional>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/recommendation.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

constexpr auto decisions = std::to_array<std::string_view>(
    {"godkendes", "tiltrædes", "vedtages", "tages", "drøftes", "besluttes", "anbefales", "fastsættes",
     "bemyndiges", "pålægges", "oversendes", "henvises", "udmøntes", "indarbejdes", "afsættes", "bevilges",
     "meddeles", "nedsættes", "ophæves"});

// The verbs with which a body commits itself, not only takes note or passes on.
constexpr auto commitments =
    std::to_array<std::string_view>({"godkendes", "tiltrædes", "vedtages", "besluttes", "bevilges",
                                     "meddeles", "gives", "ændres", "fastsættes"});

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Word {
  std::size_t begin = 0, end = 0;  // in the running text
  std::string_view text;
};

std::vector<Word> words_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Word> words;
  for (std::size_t at = begin; at < end;) {
    const std::size_t behind = std::min(word_end(text, at), end);
    if (behind == at) {
      ++at;
      continue;
    }
    words.push_back({at, behind, text.substr(at, behind - at)});
    at = behind;
  }
  return words;
}

// The end of the main clause: where ", at ..." begins what is decided, or another clause hangs on.
std::size_t main_clause_end(std::string_view text, const RecommendationItem& item) {
  std::size_t end = item.end;
  for (const std::string_view clause : {", at ", ", som ", ", der ", ", hvor", ", når ", ", hvis ", ", så ",
                                        ", fordi ", ", idet ", ", mens ", ", jf. ", "; ", ": "})
    end = std::min(end, text.find(clause, item.begin));
  return end;
}

// --- recommendation-decision

// "... godkendes og at ...", "... godkendes, og notatet tages": behind the first decision a new subject
// begins.
bool begins_anew(std::string_view between) {
  for (const std::string_view joint : {" og ", " samt "}) {
    const std::size_t at = between.find(joint);
    if (at == std::string_view::npos) continue;
    const std::string_view behind = between.substr(at + joint.size());
    if (behind.starts_with("at ")) return true;
    const std::string_view word = behind.substr(0, word_end(behind, 0));
    if (word.empty()) continue;
    // A noun in the definite form, or what stands before a noun.
    for (const std::string_view ending : {"en", "et", "erne", "ene", "arne"})
      if (word.size() > ending.size() + 2 && word.ends_with(ending)) return true;
    if (word == "den" || word == "det" || word == "de" || word == "der") return true;
  }
  return false;
}

void check_decisions(const ExaminedPaper& examined, const RecommendationItem& item,
                     Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  const std::size_t end = main_clause_end(text, item);
  std::optional<Word> first;
  for (const Word& word : words_of(text, item.begin, end)) {
    if (!one_of(word.text, decisions)) continue;
    if (first && begins_anew(text.substr(first->end, word.begin - first->end))) {
      Diagnostic& d = diagnostics.error(
          "recommendation-decision", examined.span(word.begin, word.end),
          tr("the item asks for two decisions: \"{0}\" and \"{1}\"", {first->text, word.text}),
          {tr("give each an item of its own: they are voted on one by one")});
      d.related.push_back({examined.span(first->begin, first->end), tr("the first one")});
      return;
    }
    if (!first) first = word;
  }
}

// True where nothing looks like a verb at all: passive (-es, -ås) or in the present (-er). Nouns may look so
// too.
bool decides_nothing(std::string_view text, const RecommendationItem& item) {
  const auto words = words_of(text, item.begin, item.end);
  return std::none_of(words.begin(), words.end(), [](const Word& word) {
    const bool passive = word.text.ends_with("es") || word.text.ends_with("ås"),
               present = word.text.ends_with("er");
    return word.text.size() > 3 && (passive || present || word.text == "skal");
  });
}

void recommendation_decision(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const RecommendationItem& item : recommendation_items(examined, false)) {
    check_decisions(examined, item, diagnostics);
    if (decides_nothing(examined.text.text(), item))
      diagnostics.error(
          "recommendation-decision", examined.span(item.begin, item.end),
          tr("the item does not say what is to be decided"),
          {tr("say it with a verb: godkendes, tages til efterretning, drøftes, oversendes ...")});
  }
}

// --- recommendation-competence

// What only the council decides: by law its statute (kommunestyrelsesloven § 2, stk. 2) and supplementary
// appropriations (§ 40, stk. 2); more in the house's policy.
std::vector<std::string> council_matters(const Project& project) {
  std::vector<std::string> matters = {"styrelsesvedtægt", "tillægsbevilling"};
  for (const Node* each : project.policies("council-matter")) matters.push_back(lower(each->get("word")));
  return matters;
}

// "kommissoriet for arbejdet med styrelsesvedtægten", "redegørelsen om tillægsbevillinger": the word says
// what something else is about. "ændring af styrelsesvedtægten" is the matter itself, unless that is what
// something is about.
bool is_the_matter(std::string_view before) {
  static constexpr auto about =
      std::to_array<std::string_view>({"om", "for", "med", "vedrørende", "over", "fra", "under", "efter"});
  const auto last_word = [&] {
    while (before.ends_with(" ")) before.remove_suffix(1);
    const std::size_t space = before.rfind(' ');
    const std::string_view word = before.substr(space == std::string_view::npos ? 0 : space + 1);
    before.remove_suffix(word.size());
    return word;
  };
  const auto last_noun = [&] {
    static constexpr auto articles =
        std::to_array<std::string_view>({"den", "det", "de", "en", "et", "ny", "nye"});
    std::string_view word = last_word();
    while (one_of(word, articles)) word = last_word();
    return word;
  };
  std::string_view word = last_noun();
  if (word.ends_with("s") && word.size() > 1) word = last_noun();  // "kommunens styrelsesvedtægt"
  if (word == "af" || word == "i" || word == "til") {
    const std::string_view noun = last_noun();
    if (!noun.starts_with("ændring") && !noun.starts_with("forslag")) return false;
    word = last_noun();
    if (word == "til") {
      if (!last_noun().starts_with("forslag")) return false;
      word = last_noun();
    }
  }
  return !one_of(word, about);
}

void check_competence(const ExaminedPaper& examined, const RecommendationItem& item,
                      const std::vector<std::string>& matters, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  const std::size_t end = main_clause_end(text, item);
  const auto words = words_of(text, item.begin, end);
  if (std::none_of(words.begin(), words.end(),
                   [](const Word& word) { return one_of(word.text, commitments); }))
    return;
  for (const Word& word : words) {
    const std::string small = lower(word.text);
    const bool found = std::any_of(matters.begin(), matters.end(), [&](const std::string& matter) {
      return small.starts_with(matter) && small.size() <= matter.size() + 4;
    });
    if (!found || !is_the_matter(text.substr(item.begin, word.begin - item.begin))) continue;
    diagnostics.error(
        "recommendation-competence", examined.span(word.begin, word.end),
        tr("\"{0}\" is the council's to decide, and the committee is asked to", {word.text}),
        {tr("write via=\"{0}\" in the recommendation, if the committee recommends it to the council",
            {examined.project.registers.bodies_of("council", std::nullopt).front()->id}),
         tr("if it is the committee's to decide, suppress this with the reason")});
    return;
  }
}

void recommendation_competence(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Registers& registers = examined.project.registers;
  if (registers.bodies_of("council", std::nullopt).empty()) return;
  const std::vector<std::string> matters = council_matters(examined.project);
  for (const RecommendationItem& item : recommendation_items(examined, false)) {
    const Node& recommendation = *item.node->parent;
    const Body* to = registers.body(recommendation.get("to"));
    if (to != nullptr && to->kind == "committee" && recommendation.find("via") == nullptr)
      check_competence(examined, item, matters, diagnostics);
  }
}

}  // namespace

std::vector<Rule> motion_rules() {
  return {{.code = "recommendation-competence",
           .severity = Severity::warning,
           .summary = "A committee is asked to decide what only the council can.",
           .explanation = "The council adopts its statute and changes in it and gives supplementary "
                          "appropriations; an item that commits "
                          "them is recommended to the council, with via. The house can name more such "
                          "matters in project.xml "
                          "(<council-matter word=\"...\"/> in <policy>). What only takes note or passes on "
                          "is left alone, and so is what "
                          "is merely about such a matter (\"redegørelsen om tillægsbevillinger\").",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at ændringen af styrelsesvedtægten godkendes.</item>
</recommendation>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu" via="br">
  <item>at ændringen af styrelsesvedtægten godkendes.</item>
</recommendation>
)",
           .check = recommendation_competence},
          {.code = "recommendation-decision",
           .severity = Severity::note,
           .summary = "An item of a recommendation asks for two decisions, or for none.",
           .explanation = "Each item is voted on by itself, so it asks for one decision: \"godkendes\", "
                          "\"tages til efterretning\" and the "
                          "like. Only the main clause counts: \"at det godkendes, at ... henvises\" is one. "
                          "Two verbs about the same "
                          "matter are fine (\"godkendes og oversendes\").",
           .failing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at kommissoriet godkendes, og notatet tages til efterretning.</item>
</recommendation>
)",
           .passing = R"(<!-- papers/case/indstilling.xml -->
<recommendation by="oeu" to="oeu">
  <item>at kommissoriet godkendes, og</item>
  <item>at notatet tages til efterretning.</item>
</recommendation>
)",
           .check = recommendation_decision}};
}

}  // namespace kancelli
