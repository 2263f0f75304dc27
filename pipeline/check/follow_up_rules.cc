// What an amendment leaves to be changed elsewhere: in the statute, and in other papers.
#include <algorithm>

#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/reference.h"

namespace kancelli {
namespace {

// --- reference-shifted, old-name-left

// Names that bodies have until the amendment begins to hold, and have no more then.
statute::Names replaced_names(const Project& project, const std::string& date) {
  statute::Names names;
  if (date.empty()) return names;
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& before : body.names) {
      if (!before.until || before.until->iso() >= date) continue;
      for (const BodyName& after : body.names)
        if (after.from && after.from->iso() > before.until->iso() && after.from->iso() <= date &&
            after.name != before.name)
          names.emplace_back(before.name, after.name);
    }
  // A longer name first: it may hold a shorter one.
  std::sort(names.begin(), names.end(),
            [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return names;
}

void follow_up(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = examined.index.amendment(examined.paper);
  if (amendment == nullptr || amendment->worked == nullptr) return;
  const WorkedAmendment& worked = *amendment->worked;
  const Node* change = examined.paper.root().child("change");
  const auto edited = examined.project.edited.find(examined.paper.id);
  const Paper* text = edited == examined.project.edited.end() ? nullptr : edited->second.paper.get();
  const auto place = [&](const std::string& unit) {
    const Node* node = text == nullptr ? nullptr : text->by_id(unit);
    return node == nullptr ? change->name_span : node->name_span;
  };
  statute::tell(
      statute::follow_up(worked.old, worked.changed, replaced_names(examined.project, worked.source.date)),
      worked.changed, place, diagnostics);
}

// --- reference-outlived

// What a statute is called in running text, in lower case: "styrelsesvedtægten".
std::vector<std::string> short_names(const Paper& statute) {
  const std::string word = lower(statute.title.substr(0, statute.title.find(' ')));
  std::vector<std::string> names = {word + "en"};
  if (word.ends_with("vedtægt") && word != "vedtægt") names.emplace_back("vedtægten");
  return names;
}

// Whether a number is that of one provision, before and after: a reader of the corrected text, and the next
// run, cannot take it for another one.
bool is_certain(const std::string& reference, const std::vector<std::string>& names,
                const WorkedAmendment& worked) {
  return statute::follow_up_in_text(names.front() + "s " + reference, names, worked.old, worked.changed)
      .empty();
}

// A paper that speaks of the time after an amendment refers to provisions as they are called then.
void outlived(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  if (paper.type == "statute" || paper.type == "amendment") return;
  for (const auto& each : examined.index.amendments()) {
    if (each.worked == nullptr || !Date::parse(each.worked->source.date)) continue;
    const std::optional<Date> speaks_of = paper.about_from ? paper.about_from
                                          : paper.meeting  ? paper.meeting
                                                           : paper.dated;
    if (speaks_of && speaks_of->iso() < each.worked->source.date) continue;
    const std::vector<std::string> names = short_names(*each.worked->statute_paper);
    for (const statute::TextFollowUp& found :
         statute::follow_up_in_text(examined.text.text(), names, each.worked->old, each.worked->changed)) {
      const std::string &words = found.words, day = shown(*Date::parse(each.worked->source.date));
      Diagnostic& d = diagnostics.error(
          "reference-outlived", examined.span(found.begin, found.end),
          found.instead.empty()
              ? tr("{0} of the statute is repealed from {1}", {statute::before_words(words), day})
              : tr("{0} of the statute is called {1} from {2}",
                   {statute::before_words(words), statute::before_words(found.instead), day}),
          {found.instead.empty() ? tr("say what holds instead") : tr("write {0}", {found.instead})});
      if (found.instead.empty()) continue;
      if (!is_certain(found.instead, names, *each.worked)) {
        d.hints.push_back(
            tr("the number is another provision's until then: where it is right already, suppress this"));
        continue;
      }
      if (auto edit = examined.edit(found.begin, found.end, found.instead)) d.fix.push_back(std::move(*edit));
    }
  }
}

}  // namespace

std::vector<Rule> follow_up_rules() {
  const std::string organisation = R"(<!-- registers/organisation.xml -->
<body id="su" kind="committee"><name until="2025-12-31">Skoleudvalget</name><name from="2026-01-01">Børneudvalget</name></body>
)";
  const std::string named = organisation + R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="skoler" number="4">
<subsection id="skoler-1"><p>Skoleudvalget har syv medlemmer.</p></subsection>
<subsection id="skoler-2"><p>Mødet ledes af formanden.</p></subsection>
</paragraph>
<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/formler.txt"/>
<!-- statute/formler.txt -->
1. I § 4, stk. 2, ændres »formanden« til: »lederen«.
)";
  const std::string referring = R"(<!-- papers/statute/vedtaegt.xml -->
<paragraph id="moeder" number="4">
<subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection>
<subsection id="moeder-2"><p>Formanden leder mødet.</p></subsection>
</paragraph>
<paragraph id="frist" number="5"><subsection id="frist-1"><p>Fristen løber fra det møde, der er nævnt i § 4, stk. 2.</p></subsection></paragraph>
<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/formler.txt"/>
<!-- statute/formler.txt -->
1. § 4, stk. 1, ophæves.
Stk. 2 bliver herefter stk. 1.
)";
  const std::string elsewhere = R"(<!-- papers/statute/vedtaegt.xml -->
<title>Styrelsesvedtægt</title>
<paragraph id="moeder" number="4">
<subsection id="moeder-1"><p>Udvalget mødes hver måned.</p></subsection>
<subsection id="moeder-2"><p>Formanden leder mødet.</p></subsection>
</paragraph>
<!-- papers/amendment/aendring.xml -->
<change statute="vedtaegt" file="statute/formler.txt"/>
<!-- statute/formler.txt -->
1. I § 4 indsættes efter stk. 1 som nyt stykke:
»Stk. 2. Mødet er offentligt.«
Stk. 2 bliver herefter stk. 3.
<!-- papers/charter/eksempel.xml -->
)";
  return {
      {.code = "old-name-left",
       .severity = Severity::warning,
       .summary =
           "A provision still says a name that its body has no more when the amendment begins to hold.",
       .explanation =
           "The register of the organisation says until when a body has a name. Where the statute, as it "
           "reads once the amendment is carried out, still has the old one, the amendment lacks an item; "
           "the hint writes it.",
       .failing = example(named),
       .passing = example(named + "2. I § 4, stk. 1, ændres »Skoleudvalget« til: »Børneudvalget«.\n")},
      {.code = "reference-outlived",
       .severity = Severity::warning,
       .summary =
           "A paper refers to a provision of the statute that an amendment gives another number, or repeals.",
       .explanation = "Papers that speak of the time from which an amendment holds call provisions as they "
                      "are called then. A "
                      "reference is known by the statute's name before or behind it: \"styrelsesvedtægtens § "
                      "4, stk. 2\". The "
                      "day is what the paper is about, or its meeting, or its own date. A number is read as "
                      "that of the text "
                      "before the amendment. Where the new number stood for another provision, nothing is "
                      "repaired: only the "
                      "author knows which is meant, and says so with a suppression.",
       .failing = example(elsewhere + "<p>Formanden leder mødet, jf. styrelsesvedtægtens § 4, stk. 2.</p>\n"),
       .passing = example(elsewhere + "<p>Formanden leder mødet, jf. styrelsesvedtægtens § 4, stk. 3.</p>\n"),
       .check = outlived},
      {.code = "reference-shifted",
       .severity = Severity::warning,
       .summary = "A reference in the statute is wrong once the amendment is carried out.",
       .explanation =
           "Numbers move where a unit comes or goes, and a § that gets or loses its second stykke is called "
           "otherwise. References in the statute to what has moved, or has been repealed, need an item of "
           "their "
           "own, which the hint writes. In an edited text a ref without words follows by itself.",
       .failing = example(referring),
       .passing = example(referring + "2. I § 5 ændres »§ 4, stk. 2« til: »§ 4«.\n"),
       .check = follow_up},
  };
}

}  // namespace kancelli
