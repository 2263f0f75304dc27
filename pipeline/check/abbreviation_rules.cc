// An abbreviation is introduced before it is used: the name, and the abbreviation in brackets behind it.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "pipeline/check/lexicon.h"
#include "pipeline/check/others.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

constexpr std::size_t nowhere = std::string::npos, everywhere = 0;

// Headings, tables and captions are short: what they abbreviate may be introduced behind them.
bool is_short_text(const TextContext& context) {
  return context.heading || (context.block != nullptr && context.block->is("cell"));
}

// "Forkortelser", "Ordliste": a section that holds them in a list.
bool lists_abbreviations(const Node* node) {
  for (; node != nullptr; node = node->parent) {
    const Node* title = node->child("title");
    if (title == nullptr || node->is("meta")) continue;
    const std::string heading = lower(title->content());
    for (const std::string_view word : {"forkortelse", "ordliste", "ordforklaring"})
      if (heading.find(word) != std::string::npos) return true;
  }
  return false;
}

// Where each abbreviation is introduced first in the paper's text: what the register's bodies are called by.
class Introductions {
 public:
  explicit Introductions(const ExaminedPaper& examined) : examined_(examined) {
    const std::string_view text = examined.text.text(), mark = RunningText::computed_mark;
    for (std::size_t at = text.find(mark); at != nowhere; at = text.find(mark, at + 1)) {
      const Node* node = examined.text.computed(at);
      if (node == nullptr || !node->is("body")) continue;
      const std::string form(node->get("form"));
      if (form == "both" || (form == "abbreviation" && explains(at, at + mark.size(), node->get("ref"))))
        introduce(*node, at);
      if (form == "abbreviation") uses_.push_back({at, node});
    }
    // A <naming> prints the name and the abbreviation of a day, in a list of its own.
    for (const Node* naming : examined.elements("naming"))
      for (const char* attribute : {"body", "administration"}) {
        const Body* body = examined.project.registers.body(naming->get(attribute));
        const BodyName* name = body == nullptr ? nullptr : body->name_on(Date::parse(naming->get("as-of")));
        if (name != nullptr) where_[name->abbreviation] = everywhere;
      }
  }

  struct Use {
    std::size_t at;
    const Node* node;
  };
  const std::vector<Use>& uses() const { return uses_; }

  std::string abbreviation(const Node& node) const {
    const Body* body = examined_.project.registers.body(node.get("ref"));
    const BodyName* name = body == nullptr ? nullptr : body->name_on(examined_.paper.date_at(node));
    return name == nullptr ? std::string() : name->abbreviation;
  }
  // `nowhere` when the paper introduces it nowhere.
  std::size_t of(const std::string& abbreviation) const {
    const auto found = where_.find(abbreviation);
    return found == where_.end() ? nowhere : found->second;
  }

 private:
  // "Koncernservice (KS)", "KS (Koncernservice)", "KS: Koncernservice", or both in one row or section of
  // abbreviations.
  bool explains(std::size_t begin, std::size_t end, std::string_view ref) const {
    const std::string_view text = examined_.text.text();
    const Node* block = examined_.text.context(begin).block;
    if (lists_abbreviations(block)) return true;
    if (block->is("cell") && block->parent != nullptr)
      for (const Node* cell : block->parent->elements("cell"))
        for (const Node* other : cell->elements("body"))
          if (other->get("ref") == ref && other->get("form") != "abbreviation") return true;
    if (text.substr(end).starts_with(")") && begin > 2 && text.substr(0, begin).ends_with(" (") &&
        names(begin - 3, ref))
      return true;
    for (const std::string_view between : {" (", ": ", " = ", " – "})
      if (text.substr(end).starts_with(between) && names(end + between.size(), ref)) return true;
    return false;
  }

  // True when the body's name stands there (at any of its bytes).
  bool names(std::size_t at, std::string_view ref) const {
    if (const Node* node = examined_.text.computed(at))
      return node->is("body") && node->get("ref") == ref && node->get("form") != "abbreviation";
    const TextMatch* match = examined_.match_at(at);
    return match != nullptr && match->kind == TextMatch::Kind::name && !match->name->abbreviation &&
           std::any_of(match->name->bearers.begin(), match->name->bearers.end(),
                       [&](const auto& bearer) { return bearer.body->id == ref; });
  }

  void introduce(const Node& node, std::size_t at) {
    const TextContext& context = examined_.text.context(at);
    if (context.block != nullptr && examined_.project.withheld(*context.block)) return;
    const bool listed =
        lists_abbreviations(context.block) || (context.block != nullptr && context.block->is("cell"));
    const auto [place, added] = where_.emplace(abbreviation(node), listed ? everywhere : at);
    if (!added) place->second = std::min(place->second, listed ? everywhere : at);
  }

  const ExaminedPaper& examined_;
  std::map<std::string, std::size_t> where_;
  std::vector<Use> uses_;
};

void report(const ExaminedPaper& examined, std::size_t begin, std::size_t end, std::string_view abbreviation,
            std::size_t introduced, std::vector<std::string> hints, Diagnostics& diagnostics) {
  Diagnostic& d = diagnostics.error(
      "abbreviation-unexplained", examined.span(begin, end),
      introduced == nowhere ? tr("the abbreviation \"{0}\" is not introduced", {abbreviation})
                            : tr("the abbreviation \"{0}\" is used before it is introduced", {abbreviation}),
      std::move(hints));
  if (introduced != nowhere)
    d.related.push_back({examined.span(introduced, introduced + 1), tr("it is introduced here")});
}

void of_bodies(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Introductions introductions(examined);
  std::set<std::string> told;
  for (const Node* known : examined.project.policies("known-abbreviation")) told.emplace(known->get("text"));
  for (const auto& [at, node] : introductions.uses()) {
    const std::string abbreviation = introductions.abbreviation(*node);
    const Body* body = examined.project.registers.body(node->get("ref"));
    if (abbreviation.empty() || body->kind == "party" || borrowed(examined, at)) continue;
    const std::size_t introduced = introductions.of(abbreviation);
    if (introduced <= at || (introduced != nowhere && is_short_text(examined.text.context(at)))) continue;
    if (!told.insert(abbreviation).second) continue;
    const std::string element =
        "<body ref=\"" + body->id + "\" form=\"both\"" +
        (node->get("genitive") == "true" ? " genitive=\"true\"" : "") +
        (node->find("as-of") == nullptr ? "" : " as-of=\"" + std::string(node->get("as-of")) + "\"") + "/>";
    Node both = *node;
    std::erase_if(both.attributes, [](const Attribute& each) { return each.name == "form"; });
    both.attributes.push_back({"form", "both", {}, {}});
    report(examined, at, at + RunningText::computed_mark.size(), abbreviation, introduced,
           {tr("write {0}, which prints \"{1}\"", {element, printed(both, examined.paper, examined.project)}),
            tr("what every reader knows can be listed in project.xml: <known-abbreviation text=\"{0}\"/>",
               {abbreviation})},
           diagnostics);
  }
}

// "STU", "KPI": two to six letters, at least two of them capitals.
bool reads_as_abbreviation(std::string_view word) {
  std::size_t capitals = 0;
  for (std::size_t at = 0; at < word.size();) {
    const std::size_t before = at;
    if (!is_letter(next_code_point(word, at))) return false;
    if (capital_at(word, before)) ++capitals;
  }
  return capitals >= 2 && code_point_count(word) <= 6 && capital_at(word, 0);
}

// True when the words before an opening bracket can be what "STU" stands for: one of the last six begins with
// its first letter, and the others follow in that order.
bool stands_for(std::string_view before, std::string_view abbreviation) {
  const std::string letters = lower(abbreviation);
  std::string words = lower(before.substr(before.size() > 120 ? before.size() - 120 : 0));
  std::size_t from = words.size();
  for (int word = 0; word < 6 && from > 0; ++word) {
    const std::size_t space = words.rfind(' ', from - 1), begin = space == std::string::npos ? 0 : space + 1;
    std::size_t letter = 0;
    for (std::size_t i = begin; i < words.size() && letter < letters.size(); ++i)
      if (words[i] == letters[letter]) ++letter;
    if (letter == letters.size() && words[begin] == letters[0]) return true;
    if (space == std::string::npos) return false;
    from = space;
  }
  return false;
}

// An abbreviation that the paper itself introduces, used before that: "STU ... særligt tilrettelagt
// ungdomsuddannelse (STU)".
void of_the_paper(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  std::set<std::string_view> seen;
  for (std::size_t open = text.find('('); open != nowhere; open = text.find('(', open + 1)) {
    const std::size_t begin = open + 1, end = word_end(text, begin);
    const std::string_view word = text.substr(begin, end - begin);
    if (!text.substr(end).starts_with(")") || !reads_as_abbreviation(word) ||
        examined.index.is_abbreviation(std::string(word)) || examined.text.context(begin).heading)
      continue;
    const std::size_t line = text.rfind('\n', open), start = line == nowhere ? 0 : line + 1;
    if (!stands_for(text.substr(start, open - start), word) || !seen.insert(word).second) continue;
    for (std::size_t at = text.find(word); at < begin; at = text.find(word, at + 1)) {
      if (within_word(text, at) || word_end(text, at) != at + word.size() ||
          is_short_text(examined.text.context(at)) || borrowed(examined, at))
        continue;
      report(examined, at, at + word.size(), word, begin,
             {tr("write out what it stands for here, with the abbreviation in brackets")}, diagnostics);
      break;
    }
  }
}

void abbreviation_unexplained(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  of_bodies(examined, diagnostics);
  of_the_paper(examined, diagnostics);
}

}  // namespace

std::vector<Rule> abbreviation_rules() {
  return {{.code = "abbreviation-unexplained",
           .severity = Severity::warning,
           .summary = "An abbreviation is used before it is introduced.",
           .explanation =
               "Where a body is named first, its name is written out with the abbreviation in brackets: "
               "<body ref=\"ks\" form=\"both\"/>. The rule looks at <body form=\"abbreviation\"/>, and at "
               "other abbreviations that the paper itself introduces further down. A list of names, a table "
               "that holds name and abbreviation side by side, and a section called Forkortelser introduce "
               "for the whole paper. Headings, captions and tables may come before the introduction; "
               "quotations, parties, and abbreviations that the policy in project.xml calls known need none.",
           .failing = R"(<!-- registers/organisation.xml -->
<body id="ks" kind="unit"><name abbreviation="KS">Koncernservice</name></body>
<!-- papers/charter/kommissorium.xml -->
<p><body ref="ks" form="abbreviation"/> fører regnskabet.</p>
)",
           .passing = R"(<!-- registers/organisation.xml -->
<body id="ks" kind="unit"><name abbreviation="KS">Koncernservice</name></body>
<!-- papers/charter/kommissorium.xml -->
<p><body ref="ks" form="both"/> fører regnskabet. <body ref="ks" form="abbreviation"/> betaler også regninger.</p>
)",
           .check = abbreviation_unexplained}};
}

}  // namespace kancelli
