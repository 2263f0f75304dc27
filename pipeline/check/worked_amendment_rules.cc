// What comes to light when an amendment is worked out, and when several are.

#include <map>

#include "pipeline/check/amendment_examples.h"
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/statute/consolidate.h"
#include "pipeline/statute/matching.h"

namespace kancelli {
namespace {

// --- the codes of pipeline/statute

void worked_out(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = examined.index.amendment(examined.paper);
  if (amendment == nullptr) return;
  // That a number is another one than the item says has a cause of its own, told where it stands.
  for (const Diagnostic& each : amendment->found.list())
    if (each.code != "amendment-number") diagnostics.add(each);
  if (amendment->worked == nullptr) return;
  if (amendment->worked->amendment.items.empty())
    diagnostics.warning("amendment-nothing", examined.paper.root().child("change")->name_span,
                        tr("the amendment changes nothing: {0} says what the statute says already",
                           {examined.paper.root().child("change")->get("file")}),
                        {tr("change the text, or take the amendment out of the project")});
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

// --- provision-renamed

// A provision that the edited text gives another id: built, it would be another provision.
void renamed(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Node* change = examined.paper.root().child("change");
  const auto edited = examined.project.edited.find(examined.paper.id);
  if (change == nullptr || edited == examined.project.edited.end() || edited->second.paper == nullptr ||
      !edited->second.paper->valid)
    return;
  const auto old = examined.project.statutes.find(change->get("statute"));
  if (old == examined.project.statutes.end()) return;
  const statute::Matching matching(old->second, edited->second.statute, true);
  // An id that is given twice is told of already.
  std::map<std::string, int> times;
  for (const statute::Located& each : statute::all_units(edited->second.statute)) ++times[each.unit->id];
  for (const statute::Located& each : statute::all_units(edited->second.statute)) {
    if (times[each.unit->id] > 1) continue;
    const statute::Unit* was = each.parent == nullptr ? nullptr : matching.old(*each.unit);
    if (was == nullptr || was->id == each.unit->id) continue;
    const Node* node = edited->second.paper->by_id(each.unit->id);
    const Attribute* id = node == nullptr ? nullptr : node->find("id");
    if (id == nullptr) continue;
    diagnostics.error(
        "provision-renamed", id->value_span,
        tr("the id was \"{0}\", it is \"{1}\"", {was->id, each.unit->id}),
        {tr("write \"{0}\": an id stays with its provision, whatever becomes of number and words",
            {was->id})});
  }
}

// --- amendments-collide, amendment-number

// Whether `a` is carried out before `b`, both amendments of one statute. Of two that begin to hold on the
// same day only one may be meant to be adopted.
bool comes_before(const ProjectIndex::Amendment& a, const ProjectIndex::Amendment& b) {
  return a.worked != nullptr && a.worked->source.statute == b.worked->source.statute &&
         a.worked->source.date < b.worked->source.date;
}

// Each amendment of a project is written for the statute in force. Where two are, the later one has to fit
// the earlier one's text too.
void collisions(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const auto* amendment = examined.index.amendment(examined.paper);
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

// --- examples

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
  return example(
      "<!-- papers/statute/vedtaegt.xml -->\n" + begin + before + end +
      "<!-- papers/amendment/aendring.xml -->\n<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>\n" +
      "<!-- statute/ny.xml as vedtaegt -->\n" + preamble + begin + after + end);
}

// Its stykke under that id, and another one.
std::string_view renamed_example(const std::string& id) {
  const std::string begin = "<paragraph id=\"moeder\" number=\"4\"><subsection id=\"",
                    first = "\"><p>Udvalget mødes.</p></subsection>", end = "</paragraph>\n";
  return example(
      "<!-- papers/statute/vedtaegt.xml -->\n" + begin + "moeder-1" + first + end +
      "<!-- papers/amendment/aendring.xml -->\n<change statute=\"vedtaegt\" file=\"statute/ny.xml\"/>\n" +
      "<!-- statute/ny.xml as vedtaegt -->\n" + begin + id + first +
      "\n<subsection id=\"nyt\"><p>Mødet er offentligt.</p></subsection>" + end);
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
<subsection id="udvalg-1"><p>)" +
                 std::string(first) + "</p></subsection>\n<subsection id=\"udvalg-2\"><p>" +
                 std::string(second) + "</p></subsection>\n</paragraph>\n" +
                 std::string(amended_statute.substr(list)));
}

constexpr std::string_view meeting = "1. I § 4, stk. 1, ændres »måned« til: »uge«.\n";

std::string excepting(const std::string& exceptions) {
  return "<change statute=\"vedtaegt\" file=\"statute/formler.txt\"/>\n<commencement date=\"2026-07-01\">" +
         exceptions + "</commencement>\n";
}

std::vector<Rule> of_amendments() {
  return {
      {.code = "amendment-impossible",
       .severity = Severity::error,
       .summary = "No formula leads from the statute to the edited text.",
       .explanation = "The program compares the statute with its edited text and writes the amendment, at "
                      "worst with whole "
                      "provisions re-worded. What no formula can say, such as a preamble where there was "
                      "none, has to be left "
                      "as it is, or changed in another way.",
       .failing = edited("Udvalget mødes.", "<preamble id=\"indledning\">Efter loven gælder:</preamble>\n",
                         "Udvalget mødes."),
       .passing = edited("Udvalget mødes.", "", "Udvalget mødes hver uge."),
       .check = worked_out},
      {.code = "amendment-nothing",
       .severity = Severity::warning,
       .summary = "An amendment changes nothing.",
       .explanation = "The edited text says what the statute says, or the file of formulas is empty. Such an "
                      "amendment has no items, and its papers would be empty.",
       .failing = edited("Udvalget mødes.", "", "Udvalget mødes."),
       .passing = edited("Udvalget mødes.", "", "Udvalget mødes hver uge.")},
      {.code = "amendment-number",
       .severity = Severity::warning,
       .summary = "An amendment calls a provision by a number that an earlier amendment changes.",
       .explanation =
           "Two amendments of one statute are in the project, both written for the text in force. Once "
           "the first one holds, numbers of the second one may have moved. The provision is found by "
           "its id; the printed formula names another one.",
       .failing =
           renumbered("Næstformanden leder mødet.", "Udvalget har syv medlemmer. Det mødes hver måned."),
       .passing = renumbered("Formanden åbner mødet og lukker mødet.",
                             "Udvalget har ni medlemmer. Det mødes hver måned."),
       .check = collisions},
      {.code = "amendment-proof",
       .severity = Severity::error,
       .summary = "The papers of an amendment do not agree with each other.",
       .explanation = "Whenever an amendment is built, the program proves that its formulas lead from the "
                      "text in force to "
                      "the new one, that they are read back as what they were written from, that the "
                      "marked-up text holds "
                      "both texts, and that the parallel text holds the provisions and the items. No source "
                      "should make that "
                      "fail: it is a fault of the program. Nothing is printed until it is mended; the hint "
                      "shows where the "
                      "texts first differ.",
       .failing = "",
       .passing = "",
       .suppressible = false,
       .made_by = "kancelli build"},
      {.code = "amendment-reworded",
       .severity = Severity::note,
       .summary = "A provision is re-worded whole, because no smaller formula says the change without doubt.",
       .explanation =
           "The program writes the smallest change that can be read in one way only. Where there is "
           "none, it re-words the next larger provision, and this note says which. Look whether the "
           "edited text could be simpler.",
       .failing = edited(
           "Udvalget mødes. Mødet er lukket.", "",
           "Udvalget mødes. <sentence>Der føres protokol. Den er offentlig.</sentence> Den gemmes. Mødet er "
           "lukket."),
       .passing = edited(
           "Udvalget mødes. Mødet er lukket.", "",
           "Udvalget mødes. <sentence>Der føres protokol. Den er offentlig.</sentence> Mødet er lukket.")},
      {.code = "amendments-collide",
       .severity = Severity::error,
       .summary = "Two amendments change the same words.",
       .explanation =
           "Amendments are carried out one after the other, by the day from which they hold. The later "
           "one cannot change words that the earlier one has changed, nor a provision that it has "
           "repealed: it is written for the text as it reads then. Two that begin to hold on the same day "
           "may be "
           "alternatives of which one is adopted; `kancelli check` does not compare those.",
       .failing = two_amendments(meeting, "1. I § 4, stk. 1, ændres »hver måned« til: »to gange om året«.\n"),
       .passing = two_amendments(meeting, "1. I § 4, stk. 1, ændres »syv« til: »ni«.\n")},
      {.code = "provision-renamed",
       .severity = Severity::error,
       .summary = "A provision has another id in the edited text than in the statute.",
       .explanation =
           "An id is a provision's permanent name: references, remarks and exceptions know it by that, also "
           "when its number or its words change. A § of the same number, or a stykke or nummer with the same "
           "or nearly the same words, is the same provision and keeps its id. What is new has a new one.",
       .failing = renamed_example("moede-1"),
       .passing = renamed_example("moeder-1"),
       .check = renamed},
  };
}

std::vector<Rule> of_days() {
  const std::string register_file = "<!-- registers/commencements.xml -->\n";
  const std::string dated = "<except of=\"udvalg-1\" date=\"2026-08-01\"/>";
  const std::string open = "<except of=\"udvalg-1\" by=\"oeu\" latest=\"2026-02-01\"/>";
  return {
      {.code = "commencement-fixed",
       .severity = Severity::error,
       .summary =
           "The register of commencements gives another day for what the amendment gives a day itself.",
       .explanation =
           "The register only fixes days that an amendment leaves open. Where the amendment says the "
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
       .failing =
           example(std::string(amended_statute) + "<!-- statute/formler.txt -->\n" + std::string(meeting)),
       .passing = example(std::string(amended_statute) + "<!-- statute/formler.txt -->\n§ 1\n" +
                          std::string(meeting) + "§ 2\nÆndringerne træder i kraft den 1. januar 2026.\n"),
       .made_by = "kancelli statute apply"},
      {.code = "commencement-overdue",
       .severity = Severity::warning,
       .summary = "The latest day for a change has passed, and no day is in the register of commencements.",
       .explanation =
           "An amendment may leave it to a body to fix a day, at the latest on one that it gives. When "
           "that is past, the decision is missing, or it is not in the register.",
       .failing = example(by_formulas(excepting(open), meeting)),
       .passing = example(by_formulas(excepting(open), meeting) + register_file +
                          "<commencement amendment=\"aendring\" of=\"udvalg-1\" date=\"2026-02-01\"/>\n")},
      {.code = "commencement-twice",
       .severity = Severity::error,
       .summary = "Two exceptions give a day for the same item.",
       .explanation =
           "An exception names provisions; what it says holds for the items that change them. Where one "
           "item changes provisions of two exceptions, it would have two days.",
       .failing = example(by_formulas(excepting("<except of=\"udvalg-1\" date=\"2026-08-01\"/>"
                                                "<except of=\"udvalg-2\" date=\"2026-09-01\"/>"),
                                      "1. § 4, stk. 1 og 2, ophæves, og i stedet indsættes:\n"
                                      "»Udvalget har ni medlemmer.«\n")),
       .passing = example(
           by_formulas(excepting("<except of=\"udvalg-1 udvalg-2\" date=\"2026-08-01\"/>"), meeting))},
  };
}

}  // namespace

std::vector<Rule> worked_amendment_rules() {
  std::vector<Rule> all = of_amendments(), days = of_days();
  all.insert(all.end(), days.begin(), days.end());
  return all;
}

}  // namespace kancelli
