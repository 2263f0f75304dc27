// References in plain words, "bilag 3", "tabel 1", "afsnittet »Organisering«": what they mean must be there,
// and is better written as <ref>, whose number follows when another one comes before it.
#include <algorithm>
#include <optional>

#include "pipeline/check/examined.h"
#include "pipeline/check/plain_references.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/check/untyped.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"

namespace kancelli {
namespace {

using Kind = NumberedReference::Kind;

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

// "jf. bilag 3", "(se tabel 1": what is named so belongs to this paper, when nothing else is said.
bool is_pointed_at(std::string_view before) {
  return ends_with_any(before, {"jf. ", "Jf. ", " se ", "Se ", "(se ", "(", " af ", " også "});
}

std::string element_to(std::string_view id) {
  return "<ref to=\"" + std::string(id) + "\"/>";
}

// --- numbers

std::size_t count(const ExaminedPaper& examined, Kind kind) {
  std::size_t number = 0;
  while (examined.numbered(kind, static_cast<std::int64_t>(number) + 1) != nullptr) ++number;
  return number;
}

// "Bilag 1: Metode" as a section's heading: the paper has attachments of its own making within its text.
bool has_own_section(const ExaminedPaper& examined, const NumberedReference& reference) {
  const std::string_view text = examined.text.text();
  for (const NumberedReference& each : examined.references.numbered)
    if (each.kind == reference.kind && examined.text.context(each.begin).heading &&
        (each.begin == 0 || text[each.begin - 1] == '\n') &&
        each.numbers.front().first == reference.numbers.front().first)
      return true;
  return false;
}

std::string missing_message(Kind kind, std::int64_t number, std::size_t there) {
  const std::string n = std::to_string(number), all = std::to_string(there);
  switch (kind) {
    case Kind::attachment:
      return there == 0 ? tr("the text names attachment {0}, and the paper has none", {n})
                        : tr("the text names attachment {0}, and the paper has {1}", {n, all});
    case Kind::table:
      return there == 0 ? tr("the text names table {0}, and the paper has none", {n})
                        : tr("the text names table {0}, and the paper has {1}", {n, all});
    case Kind::figure:
      break;
  }
  return there == 0 ? tr("the text names figure {0}, and the paper has none", {n})
                    : tr("the text names figure {0}, and the paper has {1}", {n, all});
}

void report_missing(const ExaminedPaper& examined, const NumberedReference& reference,
                    const NumberedReference::Number& number, std::size_t there, Diagnostics& diagnostics) {
  const bool first = &number == &reference.numbers.front();
  const std::int64_t missing = std::max(number.first, static_cast<std::int64_t>(there) + 1);
  diagnostics.error(
      "reference-dangling", examined.span(first ? reference.begin : number.begin, number.end),
      missing_message(reference.kind, missing, there),
      {reference.kind == Kind::attachment ? tr("list it under attachments in meta, or correct the number")
                                          : tr("correct the number, or put in what is missing"),
       tr("if it is another paper's, say whose: \"{0} til ...\"",
          {examined.text.text().substr(reference.begin, reference.end - reference.begin)})});
}

// The element for each number, with the words between them: "<ref to="#a"/> og <ref to="#b"/>"; "" where what
// is meant has no id.
std::string elements_for(const ExaminedPaper& examined, const NumberedReference& reference) {
  std::string all;
  for (const NumberedReference::Number& number : reference.numbers) {
    const Node* first = examined.numbered(reference.kind, number.first);
    const Node* last = examined.numbered(reference.kind, number.last);
    if (first->get("id").empty() || last->get("id").empty()) return {};
    if (!all.empty()) all += &number == &reference.numbers.back() ? " og " : ", ";
    all += element_to("#" + std::string(first->get("id")));
    if (last != first) all += " til " + element_to("#" + std::string(last->get("id")));
  }
  return all;
}

Untyped offered_number(const ExaminedPaper& examined, const NumberedReference& reference) {
  const std::string_view written =
      examined.text.text().substr(reference.begin, reference.end - reference.begin);
  const std::string elements = elements_for(examined, reference);
  Untyped found;
  found.begin = reference.begin;
  found.end = reference.end;
  found.element = elements;
  found.message =
      tr("the reference \"{0}\" is plain text; its number does not follow when another one comes before it",
         {written});
  found.hints = {elements.empty() ? tr("give it an id, and write <ref to=\"#ID\"/>")
                                  : tr("write {0}", {elements})};
  const Node* named = examined.numbered(reference.kind, reference.numbers.front().first);
  const Attribute* id = named->find("id");
  found.related.push_back({id == nullptr ? named->name_span : id->value_span, tr("this is what it names")});
  return found;
}

// The first of its numbers that nothing has.
const NumberedReference::Number* missing_number(const NumberedReference& reference, std::size_t there) {
  for (const NumberedReference::Number& number : reference.numbers)
    if (number.last > static_cast<std::int64_t>(there) || number.first < 1) return &number;
  return nullptr;
}

// --- headings

struct Heading {
  std::string text;
  const Node* node = nullptr;
};

std::vector<Heading> headings_of(const Paper& paper, const Project& project) {
  std::vector<Heading> headings;
  for (const Node& node : paper.xml->nodes) {
    if (node.kind != Node::Kind::element || node.parent == nullptr || node.is("meta")) continue;
    const Node* title = node.child("title");
    std::string text =
        without_typography(title != nullptr ? printed_words(*title, paper, project)
                                            : std::string(project.heading(paper.type, node.name)));
    if (!text.empty()) headings.push_back({std::move(text), &node});
  }
  return headings;
}

const Heading* find_heading(const std::vector<Heading>& headings, std::string_view text) {
  const auto found =
      std::find_if(headings.begin(), headings.end(), [&](const Heading& h) { return h.text == text; });
  return found == headings.end() ? nullptr : &*found;
}

// "afsnittet »Organisering«": the word before the quotation mark, when the section is this paper's.
bool names_section(std::string_view text, const QuotedStretch& quoted) {
  std::string_view before = text.substr(0, quoted.open);
  const auto word = [&](std::string_view each) {
    if (!before.ends_with(each)) return false;
    before.remove_suffix(each.size());
    return true;
  };
  if (!word("afsnittet ") && !word("afsnit ")) return false;
  const std::string_view behind = text.substr(quoted.after);
  return !ends_with_any(before, {"s ", "s’ ", "s' "}) && !behind.starts_with(" i ") &&
         !behind.starts_with(" fra ");
}

std::optional<std::size_t> begin_of_word_before(std::string_view text, const QuotedStretch& quoted) {
  const std::size_t space = text.rfind(' ', quoted.open - 2);
  return space == std::string_view::npos ? std::nullopt : std::optional(space + 1);
}

class Sections {
 public:
  explicit Sections(const ExaminedPaper& examined) : examined_(examined) {}

  const Heading* find(std::string_view text) { return find_heading(own(), text); }

  // The paper's heading that is nearly the text.
  std::string_view near(std::string_view text) {
    std::vector<std::string_view> names;
    for (const Heading& each : own()) names.push_back(each.text);
    return nearest(text, names);
  }

  bool another_paper_has(std::string_view text) const {
    for (const auto& paper : examined_.project.papers)
      if (paper.get() != &examined_.paper &&
          find_heading(headings_of(*paper, examined_.project), text) != nullptr)
        return true;
    return false;
  }

 private:
  const std::vector<Heading>& own() {
    if (!own_) own_ = headings_of(examined_.paper, examined_.project);
    return *own_;
  }

  const ExaminedPaper& examined_;
  std::optional<std::vector<Heading>> own_;
};

void reference_dangling(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const std::string_view text = examined.text.text();
  for (const NumberedReference& reference : examined.references.numbered) {
    if (!reference.ours || examined.text.context(reference.begin).dated) continue;
    const std::size_t there = count(examined, reference.kind);
    const NumberedReference::Number* missing = missing_number(reference, there);
    if (missing == nullptr || !missing->sure || has_own_section(examined, reference)) continue;
    if (there > 0 || is_pointed_at(text.substr(0, reference.begin)))
      report_missing(examined, reference, *missing, there, diagnostics);
  }
  Sections sections(examined);
  for (const QuotedStretch& quoted : examined.references.quoted) {
    if (!names_section(text, quoted)) continue;
    const std::string_view heading = text.substr(quoted.begin, quoted.end - quoted.begin);
    if (sections.find(heading) != nullptr || sections.another_paper_has(heading)) continue;
    const std::string_view meant = sections.near(heading);
    const auto word = begin_of_word_before(text, quoted);
    if (meant.empty() && !(word && is_pointed_at(text.substr(0, *word)))) continue;
    diagnostics.error("reference-dangling", examined.span(quoted.begin, quoted.end),
                      tr("the paper has no section \"{0}\"", {heading}),
                      {meant.empty() ? tr("write the heading as it stands, or <ref to=\"#ID\"/>")
                                     : tr("did you mean \"{0}\"?", {meant})});
  }
}

}  // namespace

std::vector<Untyped> untyped_references(const ExaminedPaper& examined) {
  std::vector<Untyped> all;
  const std::string_view text = examined.text.text();
  for (const NumberedReference& reference : examined.references.numbered)
    if (reference.ours && !has_own_section(examined, reference) &&
        missing_number(reference, count(examined, reference.kind)) == nullptr)
      all.push_back(offered_number(examined, reference));
  Sections sections(examined);
  for (const QuotedStretch& quoted : examined.references.quoted) {
    const std::string_view words = text.substr(quoted.begin, quoted.end - quoted.begin);
    std::string element;
    if (names_section(text, quoted)) {
      if (const Heading* heading = sections.find(words))
        element = heading->node->get("id").empty() ? "<ref to=\"#ID\"/>"
                                                   : element_to("#" + std::string(heading->node->get("id")));
    } else if (const Paper* paper =
                   words.find(' ') == std::string_view::npos ? nullptr : examined.index.titled(words);
               paper != nullptr && paper != &examined.paper) {
      element = element_to(paper->id);
    }
    if (element.empty()) continue;
    const std::string hint =
        element.find("#ID") != std::string::npos
            ? tr("give the section an id, and write <ref to=\"#ID\"/>; the quotation marks are printed too")
            : tr("write {0}; the quotation marks are printed too", {element});
    Untyped& found = all.emplace_back();
    found.begin = quoted.open;
    found.end = quoted.after;
    found.element = element;
    found.message =
        tr("the reference to \"{0}\" is plain text; it does not follow when the title is changed", {words});
    found.hints = {hint};
  }
  return all;
}

bool mentions_in_plain_words(const ExaminedPaper& examined, std::int64_t attachment) {
  for (const NumberedReference& reference : examined.references.numbered)
    for (const NumberedReference::Number& number : reference.numbers)
      if (reference.ours && reference.kind == Kind::attachment && number.first <= attachment &&
          attachment <= number.last)
        return true;
  return false;
}

std::vector<Rule> plain_reference_rules() {
  return {{.code = "reference-dangling",
           .severity = Severity::warning,
           .summary = "The text refers to an attachment, a table, a figure or a section that is not there.",
           .explanation =
               "References in plain words are looked up too: \"bilag 3\", \"tabel 1 og 2\", \"figur 4-6\" "
               "among what the "
               "program numbers in this paper, \"afsnittet »Organisering«\" among its headings. What is said "
               "to be "
               "another text's is left alone (\"bilag 3 til aftalen\", \"rapportens tabel 2\"), and so are "
               "quotations, "
               "links and passages about another time. A reference written as <ref> cannot dangle unseen: "
               "ref-unresolved and attachment-missing tell of those.",
           .failing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Tidsplanen er <ref to="#bilag-tidsplan"/>, jf. også bilag 2.</p>
<!-- papers/charter/tidsplan.xml -->
<p>Arbejdet begynder i maj.</p>
)",
           .passing = R"(<attachments>
  <attachment id="bilag-tidsplan" paper="tidsplan"/>
</attachments>
<p>Tidsplanen er <ref to="#bilag-tidsplan"/>, jf. også bilag 2 til budgettet.</p>
<!-- papers/charter/tidsplan.xml -->
<p>Arbejdet begynder i maj.</p>
)",
           .check = reference_dangling}};
}

}  // namespace kancelli
