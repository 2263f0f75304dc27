// What comes to light when an amendment is worked out: in its formulas and operations, and in what follows of it
// elsewhere.
#include <algorithm>
#include <set>

#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/formulas.h"

namespace kancelli {
namespace {

const ProjectIndex::Amendment* amendment_of(const ExaminedPaper& examined) {
  for (const auto& each : examined.index.amendments())
    if (each.paper == &examined.paper) return &each;
  return nullptr;
}

// --- the codes of pipeline/statute

void worked_out(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = amendment_of(examined);
  if (amendment == nullptr) return;
  // That a number is another one than the item says has a cause of its own, told where it stands.
  for (const Diagnostic& each : amendment->found.list())
    if (each.code != "amendment-number") diagnostics.add(each);
  if (amendment->worked == nullptr) return;
  // Days that nobody has fixed in time.
  const std::string today = examined.context.today ? examined.context.today->iso() : "";
  Diagnostics days;
  statute::consolidate(amendment->worked->old, {amendment->worked->amendment},
                       decisions_about(examined.project, examined.paper.id), today, days);
  for (Diagnostic& each : days.list()) {
    if (each.code != "commencement-overdue") continue;  // the register is checked with the amendment's source
    if (each.span.nowhere()) each.span = examined.paper.root().name_span;
    diagnostics.add(std::move(each));
  }
}

// --- amendments-collide, amendment-number

// Whether `a` is carried out before `b`, both amendments of one statute.
bool comes_before(const ProjectIndex::Amendment& a, const ProjectIndex::Amendment& b) {
  if (&a == &b || a.worked == nullptr || a.worked->source.statute != b.worked->source.statute) return false;
  const std::string &first = a.worked->source.date, &second = b.worked->source.date;
  return first == second ? &a < &b : first < second;
}

// Each amendment of a project is written for the statute in force. Where two are, the later one has to fit
// the earlier one's text too.
void collisions(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = amendment_of(examined);
  if (amendment == nullptr || amendment->worked == nullptr) return;
  const Node* change = examined.paper.root().child("change");
  for (const auto& other : examined.index.amendments()) {
    if (!comes_before(other, *amendment)) continue;
    Diagnostics found;
    statute::consolidate(amendment->worked->old, {other.worked->amendment, amendment->worked->amendment}, {},
                         amendment->worked->source.date, found);
    for (Diagnostic& each : found.list()) {
      if (each.code != "amendments-collide" && each.code != "amendment-number") continue;
      if (each.span.nowhere()) each.span = change->name_span;
      each.place.clear();
      diagnostics.add(std::move(each));
    }
  }
}

// --- reference-shifted, old-name-left

// Names that bodies have until the amendment begins to hold, and have no more then.
statute::Names replaced_names(const Project& project, const std::string& date) {
  statute::Names names;
  if (date.empty()) return names;
  for (const auto& [id, body] : project.registers.bodies)
    for (const BodyName& before : body.names) {
      if (!before.until || before.until->iso() >= date) continue;
      for (const BodyName& after : body.names)
        if (after.from && after.from->iso() > before.until->iso() && after.from->iso() <= date && after.name != before.name)
          names.emplace_back(before.name, after.name);
    }
  // A longer name first: it may hold a shorter one.
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
  return names;
}

std::string formula_of(const statute::Operation& operation) {
  statute::Item item;
  item.operations.push_back(operation);
  std::string text;
  for (const statute::Line& line : statute::write(item)) text += (text.empty() ? "" : " ") + line.plain();
  return without_typography(text);
}

std::string place_of(const statute::Unit& statute, const std::string& id) {
  const auto reference = statute::reference_to(statute, id);
  return reference ? statute::to_string(*reference) : id;
}

void follow_up(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = amendment_of(examined);
  if (amendment == nullptr || amendment->worked == nullptr) return;
  const WorkedAmendment& worked = *amendment->worked;
  const Node* change = examined.paper.root().child("change");
  const auto edited = examined.project.edited.find(examined.paper.id);
  const Paper* text = edited == examined.project.edited.end() ? nullptr : edited->second.paper.get();
  for (const statute::FollowUp& each :
       statute::follow_up(worked.old, worked.changed, replaced_names(examined.project, worked.source.date))) {
    const Node* node = text == nullptr ? nullptr : text->by_id(each.unit);
    const Span span = node == nullptr ? change->name_span : node->name_span;
    const std::string place = place_of(worked.changed, each.unit);
    std::vector<std::string> hints;
    if (each.operation) hints.push_back(tr("the item would be: {0}", {formula_of(*each.operation)}));
    if (each.why == statute::FollowUp::Why::old_name)
      diagnostics.error("old-name-left", span, tr("{0} still says \"{1}\"", {place, each.words}), std::move(hints));
    else if (each.why == statute::FollowUp::Why::shifted)
      diagnostics.error("reference-shifted", span,
                        tr("{0} refers to \"{1}\", which is called \"{2}\" after the change", {place, each.words, each.instead}),
                        std::move(hints));
    else
      diagnostics.error("reference-shifted", span,
                        tr("{0} refers to \"{1}\", which the change repeals", {place, each.words}),
                        {tr("change or repeal what refers to it")});
  }
}

// --- reference-outlived

// What a statute is called in running text, in lower case: "styrelsesvedtægten".
std::vector<std::string> short_names(const Paper& statute) {
  const std::string word = lower(statute.title.substr(0, statute.title.find(' ')));
  std::vector<std::string> names = {word + "en"};
  if (word.ends_with("vedtægt") && word != "vedtægt") names.emplace_back("vedtægten");
  return names;
}

// Whether a number is that of one provision, before and after: a reader of the corrected text, and the next run,
// cannot take it for another one.
bool is_certain(const std::string& reference, const std::vector<std::string>& names, const WorkedAmendment& worked) {
  return statute::follow_up_in_text(names.front() + "s " + reference, names, worked.old, worked.changed).empty();
}

// A paper that speaks of the time after an amendment refers to provisions as they are called then.
void outlived(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  if (paper.type == "statute" || paper.type == "amendment") return;
  for (const auto& each : examined.index.amendments()) {
    if (each.worked == nullptr || !Date::parse(each.worked->source.date)) continue;
    const std::optional<Date> speaks_of = paper.about_from ? paper.about_from : paper.meeting ? paper.meeting : paper.dated;
    if (speaks_of && speaks_of->iso() < each.worked->source.date) continue;
    const std::vector<std::string> names = short_names(*each.worked->statute_paper);
    for (const statute::TextFollowUp& found :
         statute::follow_up_in_text(examined.text.text(), names, each.worked->old, each.worked->changed)) {
      const std::string words(examined.text.text().substr(found.begin, found.end - found.begin)),
          day = shown(*Date::parse(each.worked->source.date));
      Diagnostic& d = diagnostics.error(
          "reference-outlived", examined.span(found.begin, found.end),
          found.instead.empty()
              ? tr("{0} of the statute is repealed from {1}", {words, day})
              : tr("{0} of the statute is called {1} from {2}", {words, found.instead, day}),
          {found.instead.empty() ? tr("say what holds instead") : tr("write {0}", {found.instead})});
      if (found.instead.empty()) continue;
      if (!is_certain(found.instead, names, *each.worked)) {
        d.hints.push_back(tr("the number is another provision's until then: where it is right already, suppress this"));
        continue;
      }
      if (auto edit = examined.edit(found.begin, found.end, found.instead)) d.fix.push_back(std::move(*edit));
    }
  }
}

}  // namespace

namespace {

// An amendment of the examples' statute, with what stands in its paper before and behind.
std::string by_formulas(const std::string& paper, std::string_view formulas) {
  return std::string(amended_statute) + "<!-- papers/amendment/aendring.xml -->\n" + paper +
         R"(<!-- statute/formler.txt -->
)" + std::string(formulas);
}

// A statute of one §, and its edited text.
std::string_view edited(const std::string& before, const std::string& preamble, const std::string& after) {
  const std::string begin = "<paragraph id=\"moeder\" number=\"4\"><subsection id=\"moeder-1\"><p>",
                    end = "</p></subsection></paragraph>\n";
  return example("<!-- papers/statute/vedtaegt.xml -->\n" + begin + before + end +
                 "<!-- papers/amendment/aendring.xml -->\n<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>\n" +
                 "<!-- statute/ny.xml as vedtaegt -->\n" + preamble + begin + after + end);
}

// Two amendments of it, each as one formula.
std::string_view two_amendments(std::string_view first, std::string_view second) {
  return example(std::string(amended_statute) + R"(<!-- papers/amendment/foerste.xml -->
<change statute="vedtaegt" file="statute/foerste.txt"/>
<commencement date="2026-01-01"/>
<!-- papers/amendment/anden.xml -->
<change statute="vedtaegt" file="statute/anden.txt"/>
<commencement date="2026-07-01"/>
<!-- statute/foerste.txt -->
)" + std::string(first) +
                 "<!-- statute/anden.txt -->\n" + std::string(second));
}

// One that inserts a stykke, and one that words stk. 2 and stk. 1 otherwise.
std::string_view renumbered(std::string_view second, std::string_view first) {
  const std::size_t list = amended_statute.find("<paragraph id=\"opgaver\"");
  return example(std::string(amended_statute) + R"(<!-- papers/amendment/foerste.xml -->
<change statute="vedtaegt" file="statute/foerste.txt"/>
<commencement date="2026-01-01"/>
<!-- statute/foerste.txt -->
1. I § 4 indsættes efter stk. 1 som nyt stykke:
»Stk. 2. Mødet er offentligt.«
Stk. 2 bliver herefter stk. 3.
<!-- papers/amendment/anden.xml -->
<change statute="vedtaegt" file="statute/anden.xml"/>
<commencement date="2026-07-01"/>
<!-- statute/anden.xml as vedtaegt -->
<paragraph id="udvalg" number="4">
<subsection id="udvalg-1"><p>)" + std::string(first) +
                 "</p></subsection>\n<subsection id=\"udvalg-2\"><p>" + std::string(second) +
                 "</p></subsection>\n</paragraph>\n" + std::string(amended_statute.substr(list)));
}

constexpr std::string_view meeting = "1. I § 4, stk. 1, ændres »måned« til: »uge«.\n";

std::string excepting(const std::string& exceptions) {
  return "<change statute=\"vedtaegt\" file=\"statute/formler.txt\"/>\n<commencement date=\"2026-07-01\">" + exceptions + "</commencement>\n";
}

std::vector<Rule> of_amendments() {
  return {
      {.code = "amendment-impossible",
       .severity = Severity::error,
       .summary = "No formula leads from the statute to the edited text.",
       .explanation =
           "The program compares the statute with its edited text and writes the amendment, at worst with whole "
           "provisions re-worded. What no formula can say, such as a preamble where there was none, has to be left "
           "as it is, or changed in another way.",
       .failing = edited("Udvalget mødes.", "<preamble id=\"indledning\">Efter loven gælder:</preamble>\n",
                         "Udvalget mødes."),
       .passing = edited("Udvalget mødes.", "", "Udvalget mødes hver uge."),
       .check = worked_out},
      {.code = "amendment-number",
       .severity = Severity::warning,
       .summary = "An amendment calls a provision by a number that an earlier amendment changes.",
       .explanation = "Two amendments of one statute are in the project, both written for the text in force. Once "
                      "the first one holds, numbers of the second one may have moved. The provision is found by "
                      "its id; the printed formula names another one.",
       .failing = renumbered("Næstformanden leder mødet.", "Udvalget har syv medlemmer. Det mødes hver måned."),
       .passing = renumbered("Formanden åbner mødet og lukker mødet.",
                             "Udvalget har ni medlemmer. Det mødes hver måned."),
       .check = collisions},
      {.code = "amendment-proof",
       .severity = Severity::error,
       .summary = "The papers of an amendment do not agree with each other.",
       .explanation =
           "Whenever an amendment is built, the program proves that its formulas lead from the text in force to "
           "the new one, that they are read back as what they were written from, that the marked-up text holds "
           "both texts, and that the parallel text holds the provisions and the items. No source should make that "
           "fail: it is a fault of the program. Nothing is printed until it is mended; the hint shows where the "
           "texts first differ.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = "kancelli build"},
      {.code = "amendment-reworded",
       .severity = Severity::note,
       .summary = "A provision is re-worded whole, because no smaller formula says the change without doubt.",
       .explanation = "The program writes the smallest change that can be read in one way only. Where there is "
                      "none, it re-words the next larger provision, and this note says which. Look whether the "
                      "edited text could be simpler.",
       .failing = edited("Udvalget mødes. Mødet er lukket.", "",
                         "Udvalget mødes. <sentence>Der føres protokol. Den er offentlig.</sentence> Den gemmes. Mødet er "
                         "lukket."),
       .passing = edited("Udvalget mødes. Mødet er lukket.", "",
                         "Udvalget mødes. <sentence>Der føres protokol. Den er offentlig.</sentence> Mødet er lukket.")},
      {.code = "amendments-collide",
       .severity = Severity::error,
       .summary = "Two amendments change the same words.",
       .explanation = "Amendments are carried out one after the other, by the day from which they hold. The later "
                      "one cannot change words that the earlier one has changed, nor a provision that it has "
                      "repealed: it is written for the text as it reads then.",
       .failing = two_amendments(meeting, "1. I § 4, stk. 1, ændres »hver måned« til: »to gange om året«.\n"),
       .passing = two_amendments(meeting, "1. I § 4, stk. 1, ændres »syv« til: »ni«.\n")},
  };
}

std::vector<Rule> of_days() {
  const std::string register_file = "<!-- registers/commencements.xml -->\n";
  const std::string dated = "<except of=\"udvalg-1\" date=\"2026-08-01\"/>";
  const std::string open = "<except of=\"udvalg-1\" by=\"oeu\" latest=\"2026-02-01\"/>";
  return {
      {.code = "commencement-fixed",
       .severity = Severity::error,
       .summary = "The register of commencements gives another day for what the amendment gives a day itself.",
       .explanation = "The register only fixes days that an amendment leaves open. Where the amendment says the "
                      "day, that day holds. (`kancelli check` reports it as commencement-unknown, at the row.)",
       .failing = example(by_formulas(excepting(dated), meeting) + register_file +
                          "<commencement amendment=\"aendring\" of=\"udvalg-1\" date=\"2026-09-01\"/>\n"),
       .passing = example(by_formulas(excepting(dated), meeting)),
       .made_by = "kancelli statute apply"},
      {.code = "commencement-missing",
       .severity = Severity::warning,
       .summary = "Nothing says from when an item holds.",
       .explanation = "A text of formulas that is no paper of a project says itself from when it holds, in a "
                      "sentence behind the items. Without a day an item is taken to wait.",
       .failing = example(std::string(amended_statute) + "<!-- statute/formler.txt -->\n" + std::string(meeting)),
       .passing = example(std::string(amended_statute) + "<!-- statute/formler.txt -->\n§ 1\n" + std::string(meeting) +
                          "§ 2\nÆndringerne træder i kraft den 1. januar 2026.\n"),
       .made_by = "kancelli statute apply"},
      {.code = "commencement-overdue",
       .severity = Severity::warning,
       .summary = "The latest day for a change has passed, and no day is in the register of commencements.",
       .explanation = "An amendment may leave it to a body to fix a day, at the latest on one that it gives. When "
                      "that is past, the decision is missing, or it is not in the register.",
       .failing = example(by_formulas(excepting(open), meeting)),
       .passing = example(by_formulas(excepting(open), meeting) + register_file +
                          "<commencement amendment=\"aendring\" of=\"udvalg-1\" date=\"2026-02-01\"/>\n")},
      {.code = "commencement-twice",
       .severity = Severity::error,
       .summary = "Two exceptions give a day for the same item.",
       .explanation = "An exception names provisions; what it says holds for the items that change them. Where one "
                      "item changes provisions of two exceptions, it would have two days.",
       .failing = example(by_formulas(excepting("<except of=\"udvalg-1\" date=\"2026-08-01\"/>"
                                                "<except of=\"udvalg-2\" date=\"2026-09-01\"/>"),
                                      "1. § 4, stk. 1 og 2, ophæves, og i stedet indsættes:\n"
                                      "»Udvalget har ni medlemmer.«\n")),
       .passing = example(by_formulas(excepting("<except of=\"udvalg-1 udvalg-2\" date=\"2026-08-01\"/>"), meeting))},
  };
}

std::vector<Rule> of_follow_ups() {
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
       .summary = "A provision still says a name that its body has no more when the amendment begins to hold.",
       .explanation = "The register of the organisation says until when a body has a name. Where the statute, as it "
                      "reads once the amendment is carried out, still has the old one, the amendment lacks an item; "
                      "the hint writes it.",
       .failing = example(named),
       .passing = example(named + "2. I § 4, stk. 1, ændres »Skoleudvalget« til: »Børneudvalget«.\n")},
      {.code = "reference-outlived",
       .severity = Severity::warning,
       .summary = "A paper refers to a provision of the statute that an amendment gives another number, or repeals.",
       .explanation =
           "Papers that speak of the time from which an amendment holds call provisions as they are called then. A "
           "reference is known by the statute's name before or behind it: \"styrelsesvedtægtens § 4, stk. 2\". The "
           "day is what the paper is about, or its meeting, or its own date. A number is read as that of the text "
           "before the amendment. Where the new number stood for another provision, nothing is repaired: only the "
           "author knows which is meant, and says so with a suppression.",
       .failing = example(elsewhere + "<p>Formanden leder mødet, jf. styrelsesvedtægtens § 4, stk. 2.</p>\n"),
       .passing = example(elsewhere + "<p>Formanden leder mødet, jf. styrelsesvedtægtens § 4, stk. 3.</p>\n"),
       .check = outlived},
      {.code = "reference-shifted",
       .severity = Severity::warning,
       .summary = "A reference in the statute is wrong once the amendment is carried out.",
       .explanation =
           "Numbers move where a unit comes or goes, and a § that gets or loses its second stykke is called "
           "otherwise. References in the statute to what has moved, or has been repealed, need an item of their "
           "own, which the hint writes. In an edited text a ref without words follows by itself.",
       .failing = example(referring),
       .passing = example(referring + "2. I § 5 ændres »§ 4, stk. 2« til: »§ 4«.\n"),
       .check = follow_up},
  };
}

}  // namespace

std::vector<Rule> worked_amendment_rules() {
  std::vector<Rule> all = of_amendments();
  for (std::vector<Rule> more : {of_days(), of_follow_ups()}) all.insert(all.end(), more.begin(), more.end());
  return all;
}

}  // namespace kancelli
