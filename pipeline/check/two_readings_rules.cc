// Two cases about one amendment, for the first reading and for the second: what differs between them, beyond
// what must.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/check/two_readings.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/project/skeleton.h"

namespace kancelli {
namespace {

const Node* meta_child(const Paper& paper, std::string_view name) {
  const Node* meta = paper.root().child("meta");
  return meta == nullptr ? nullptr : meta->child(name);
}

std::vector<const Node*> steps_of(const Paper& paper) {
  const Node* treatment = meta_child(paper, "treatment");
  if (treatment == nullptr || treatment->find("changes") == nullptr) return {};
  return treatment->elements("step");
}

// The reading that the paper's body holds at its meeting: "first-reading", "second-reading" or "".
std::string_view reading_of(const Paper& paper) {
  if (!paper.meeting) return {};
  for (const Node* step : steps_of(paper))
    if (step->get("body") == paper.committee && step->get("date") == paper.meeting->iso() &&
        (step->get("kind") == "first-reading" || step->get("kind") == "second-reading"))
      return step->get("kind");
  return {};
}

const Attribute* first_reading_date(const Paper& paper) {
  for (const Node* step : steps_of(paper))
    if (step->get("kind") == "first-reading") return step->find("date");
  return nullptr;
}

// An amendment that a paper attaches or refers to, and where it does first.
struct NamedAmendment {
  const Paper* paper;
  Span span;
};

std::vector<NamedAmendment> amendments_in(const Project& project, const Paper& paper) {
  std::vector<NamedAmendment> all;
  for (const Node& node : paper.xml->nodes) {
    const Attribute* name = node.is("attachment") ? node.find("paper")
                            : node.is("ref")      ? node.find("to")
                                                  : nullptr;
    if (name == nullptr) continue;
    const Paper* source = attached_paper(project, name->value.substr(0, name->value.find('#'))).source;
    if (source == nullptr || source->type != "amendment") continue;
    if (std::none_of(all.begin(), all.end(), [&](const auto& each) { return each.paper == source; }))
      all.push_back({source, name->value_span});
  }
  return all;
}

bool names(const std::vector<NamedAmendment>& all, const Paper* amendment) {
  return std::any_of(all.begin(), all.end(), [&](const auto& each) { return each.paper == amendment; });
}

std::string_view statute_of(const Paper& amendment) {
  const Node* change = amendment.root().child("change");
  return change == nullptr ? "" : change->get("statute");
}

// The same amendment; or, when it has been put in another's place, one of the same statute.
bool about_the_same(const std::vector<NamedAmendment>& first, const std::vector<NamedAmendment>& second,
                    bool same_statute) {
  return std::any_of(first.begin(), first.end(), [&](const NamedAmendment& one) {
    return std::any_of(second.begin(), second.end(), [&](const NamedAmendment& other) {
      return same_statute ? statute_of(*one.paper) == statute_of(*other.paper) : one.paper == other.paper;
    });
  });
}

// The case for the first reading of what `second` reads for the second time; of several the latest before it.
const Paper* case_before(const Project& project, const Paper& second,
                         const std::vector<NamedAmendment>& about) {
  for (const bool same_statute : {false, true}) {
    const Paper* found = nullptr;
    for (const auto& each : project.papers) {
      if (each.get() == &second || each->state == "withdrawn" || each->state == "superseded" ||
          reading_of(*each) != "first-reading" ||
          !about_the_same(amendments_in(project, *each), about, same_statute))
        continue;
      const bool later = found != nullptr && before(*found->meeting, *each->meeting);
      const bool possible = !before(*second.meeting, *each->meeting);
      if (found == nullptr || (later && possible)) found = each.get();
    }
    if (found != nullptr) return found;
  }
  return nullptr;
}

// --- the readings, the attachments and the amendment

void compare_days(const ExaminedPaper& examined, const Paper& first, Diagnostics& diagnostics) {
  const Attribute* step = first_reading_date(examined.paper);
  const Attribute* held = nullptr;
  if (const Node* meeting = meta_child(first, "meeting")) held = meeting->find("date");
  if (step == nullptr || held == nullptr || step->value == placeholder_date || step->value == held->value)
    return;
  Diagnostic& d = diagnostics.error(
      "readings-differ", step->value_span,
      tr("the 1st reading is on {0} in the case for it, but here it is {1}", {held->value, step->value}),
      {tr("correct one of the two dates")});
  d.related.push_back({held->value_span, tr("the case for the first reading")});
}

bool same_attachment(const Attachment& a, const Attachment& b) {
  return a.paper == b.paper && a.file == b.file && a.sha256 == b.sha256;
}

Span place_of(const Attachment& attachment) {
  const Attribute* name = attachment.node->find(attachment.paper.empty() ? "file" : "paper");
  return name == nullptr ? attachment.node->name_span : name->value_span;
}

void compare_attachments(const Project& project, const Paper& first, const Paper& second,
                         Diagnostics& diagnostics) {
  const auto lacks = [](const Paper& paper, const Attachment& wanted) {
    return std::none_of(paper.attachments.begin(), paper.attachments.end(),
                        [&](const Attachment& each) { return same_attachment(each, wanted); });
  };
  for (const Attachment& each : second.attachments) {
    if (!lacks(first, each)) continue;
    const Paper* source = attached_paper(project, each.paper).source;
    if (source != nullptr && source->type == "amendment") continue;  // told of as a whole
    diagnostics.error("readings-differ", place_of(each),
                      tr("the case for the first reading does not have this attachment"),
                      {tr("take it out, or tell in the case what has changed since")});
  }
  const Node* list = meta_child(second, "attachments");
  for (const Attachment& each : first.attachments) {
    const Paper* source = attached_paper(project, each.paper).source;
    if (!lacks(second, each) ||
        (source != nullptr && source->type == "amendment" && !names(amendments_in(project, second), source)))
      continue;
    Diagnostic& d =
        diagnostics.error("readings-differ", list == nullptr ? second.root().name_span : list->name_span,
                          tr("the case for the first reading has one attachment more: \"{0}\"",
                             {each.paper.empty() ? each.file : each.paper}),
                          {tr("attach it here too, or tell in the case what has changed since")});
    d.related.push_back({place_of(each), tr("the case for the first reading")});
  }
}

void compare_amendments(const Paper& first, const std::vector<NamedAmendment>& before_it,
                        const std::vector<NamedAmendment>& about, Diagnostics& diagnostics) {
  const std::string material = tr("a material change may need a new first reading");
  for (const NamedAmendment& each : about) {
    if (!names(before_it, each.paper)) {
      Diagnostic& d = diagnostics.error(
          "readings-differ", each.span,
          tr("the first reading was of another text, without \"{0}\"", {each.paper->id}), {material});
      if (!before_it.empty())
        d.related.push_back({before_it.front().span, tr("the case for the first reading")});
    } else if (each.paper->dated && before(*first.meeting, *each.paper->dated)) {
      Diagnostic& d = diagnostics.error("readings-differ", each.span,
                                        tr("\"{0}\" is of {1}, after the first reading on {2}",
                                           {each.paper->id, each.paper->dated->iso(), first.meeting->iso()}),
                                        {material});
      d.related.push_back({meta_child(*each.paper, "dated")->span, tr("its date")});
    }
  }
}

void readings_differ(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& second = examined.paper;
  if (reading_of(second) != "second-reading") return;
  const auto about = amendments_in(examined.project, second);
  const Paper* first = about.empty() ? nullptr : case_before(examined.project, second, about);
  if (first == nullptr || (first->closed && !second.closed)) return;
  compare_days(examined, *first, diagnostics);
  compare_attachments(examined.project, *first, second, diagnostics);
  compare_amendments(*first, amendments_in(examined.project, *first), about, diagnostics);
  compare_words(examined.project, *first, second, diagnostics);
}

}  // namespace

std::vector<Rule> two_readings_rules() {
  return {
      {.code = "readings-differ",
       .severity = Severity::warning,
       .summary = "The case for the second reading says something else than the case for the first.",
       .explanation =
           "The council reads the same proposal twice. Two cases that name the same amendment, one at the "
           "meeting of its first reading and one at that of the second, are compared word for word. The "
           "meeting, the dates, the treatment, the reading in the title, the item that sends the case to "
           "the second reading, and a sentence that tells when the first was held may differ. An "
           "amendment that is another, or is dated after the first reading, is told, too: a material change "
           "may need a new first reading. `kancelli new case ID "
           "--second-reading-of FIRST` makes the second case from the first.",
       .failing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/statute/vedtaegt.xml -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har fem opgaver.</p></subsection></paragraph>
<!-- statute/ny.xml as vedtaegt -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har seks opgaver.</p></subsection></paragraph>
<!-- papers/amendment/aendring.xml -->
<title>Ændring af vedtægten</title>
<!-- papers/case/foerste.xml -->
<organ committee="br"/>
<meeting date="2026-03-12"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>.</p>
<!-- papers/case/anden.xml -->
<organ committee="br"/>
<meeting date="2026-03-26"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får to opgaver mere, se <ref to="aendring"/>. Forslaget blev behandlet første gang den
<date value="2026-03-12"/>.</p>
)",
       .passing = R"(<!-- registers/organisation.xml -->
<body id="br" kind="council"><name>Borgerrepræsentationen</name></body>
<!-- papers/statute/vedtaegt.xml -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har fem opgaver.</p></subsection></paragraph>
<!-- statute/ny.xml as vedtaegt -->
<paragraph id="p1" number="1"><subsection id="p1-1"><p>Udvalget har seks opgaver.</p></subsection></paragraph>
<!-- papers/amendment/aendring.xml -->
<title>Ændring af vedtægten</title>
<!-- papers/case/foerste.xml -->
<organ committee="br"/>
<meeting date="2026-03-12"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>.</p>
<!-- papers/case/anden.xml -->
<organ committee="br"/>
<meeting date="2026-03-26"/>
<treatment changes="statute">
  <step kind="first-reading" body="br" date="2026-03-12"/>
  <step kind="second-reading" body="br" date="2026-03-26"/>
</treatment>
<recommendation by="oeu" to="oeu" via="br"><item>at ændringen vedtages.</item></recommendation>
<p>Udvalget får en opgave mere, se <ref to="aendring"/>. Forslaget blev behandlet første gang den
<date value="2026-03-12"/>.</p>
)",
       .check = readings_differ}};
}

}  // namespace kancelli
