// Agendas: every case on the right meeting, once, and open or closed as its item is.
#include <algorithm>
#include <map>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/project/decisions.h"
#include "pipeline/project/meeting.h"

namespace kancelli {
namespace {

// The attribute's value; the element's name where it is not there.
Span place_of(const Node& node, std::string_view attribute) {
  const Attribute* found = node.find(attribute);
  return found == nullptr ? node.name_span : found->value_span;
}

bool is_agenda(const ExaminedPaper& examined) {
  return examined.paper.type == "agenda";
}

std::string name_of(const ExaminedPaper& examined, const std::string& body, const Date& day) {
  const Body* found = examined.project.registers.body(body);
  const BodyName* name = found == nullptr ? nullptr : found->name_on(day);
  return name == nullptr ? body : name->name;
}

// --- agenda-paper

// A step of its treatment is this meeting.
bool treated_at(const Paper& paper, const Paper& agenda) {
  const Node* meta = paper.root().child("meta");
  const Node* treatment = meta == nullptr ? nullptr : meta->child("treatment");
  if (treatment == nullptr) return false;
  const auto steps = treatment->elements("step");
  return std::any_of(steps.begin(), steps.end(), [&](const Node* step) {
    return step->get("body") == agenda.committee && step->get("date") == agenda.meeting->iso();
  });
}

// Minutes put it off at this meeting: it has another meeting since.
bool put_off(const Project& project, const Paper& paper, const Paper& agenda) {
  for (const auto& minutes : project.papers) {
    if (minutes->type != "minutes" || minutes->meeting != agenda.meeting ||
        minutes->committee != agenda.committee)
      continue;
    for (const Node* decision : decisions_of(*minutes)) {
      const Node* item = project.resolve(*minutes, decision->get("of")).node;
      if (item == nullptr || item->get("paper") != paper.id) continue;
      for (const Node* outcome : decision->elements("outcome"))
        if (outcome->get("result") == "deferred") return true;
    }
  }
  return false;
}

void check_meeting_of(const ExaminedPaper& examined, const Node& item, const Paper& paper,
                      Diagnostics& diagnostics) {
  const Paper& agenda = examined.paper;
  if (!agenda.meeting || (paper.meeting == agenda.meeting && paper.committee == agenda.committee)) return;
  if (paper.type != "case" && !paper.meeting) return;  // a notat may be taken up anywhere
  if (treated_at(paper, agenda) || put_off(examined.project, paper, agenda)) return;
  const Node* meeting = paper.root().child("meta")->child("meeting");
  Diagnostic& d = diagnostics.error(
      "agenda-paper", place_of(item, "paper"),
      paper.meeting
          ? tr("\"{0}\" is for another meeting: {1}, {2}",
               {paper.id, name_of(examined, paper.committee, *paper.meeting), shown(*paper.meeting)})
          : tr("\"{0}\" has no meeting", {paper.id}),
      {tr("take it off the agenda, or give it this meeting: <meeting date=\"{0}\"/>",
          {agenda.meeting->iso()})});
  if (meeting != nullptr) d.related.push_back({meeting->span, tr("its meeting")});
}

// Where a paper stands on the agendas of one meeting.
struct Standing {
  const Paper* agenda;
  const Node* item;
};

void agenda_paper(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (!is_agenda(examined)) return;
  std::map<std::string_view, Standing> seen;
  for (const Paper* agenda : agendas_of_meeting(examined.project, examined.paper)) {
    for (const Node* item : items_of(*agenda)) {
      const std::string_view id = item->get("paper");
      if (id.empty()) continue;
      const auto [first, fresh] = seen.try_emplace(id, Standing{agenda, item});
      if (fresh || agenda != &examined.paper) continue;
      Diagnostic& d =
          diagnostics.error("agenda-paper", place_of(*item, "paper"),
                            tr("\"{0}\" is on the agenda twice", {id}), {tr("delete one of the two items")});
      d.related.push_back({place_of(*first->second.item, "paper"), tr("it stands here first")});
    }
    if (agenda == &examined.paper) break;
  }
  for (const Node* item : items_of(examined.paper))
    if (const Paper* paper = examined.project.paper(item->get("paper")))
      check_meeting_of(examined, *item, *paper, diagnostics);
}

// --- agenda-missing

void agenda_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  if (paper.type != "case" || !paper.meeting || paper.state == "withdrawn" || paper.state == "superseded")
    return;
  const Paper* ordinary = nullptr;
  for (const auto& agenda : examined.project.papers) {
    if (agenda->type != "agenda" || agenda->meeting != paper.meeting || agenda->committee != paper.committee)
      continue;
    if (ordinary == nullptr || is_supplementary(*ordinary)) ordinary = agenda.get();
    for (const Node* item : items_of(*agenda))
      if (item->get("paper") == paper.id) return;
  }
  if (ordinary == nullptr) return;
  Diagnostic& d =
      diagnostics.error("agenda-missing", examined.meta("meeting", "date")->value_span,
                        tr("no agenda of this meeting has the case"),
                        {tr("put it on the agenda: <agenda-item id=\"...\" paper=\"{0}\"/>", {paper.id}),
                         tr("or give it another meeting")});
  d.related.push_back({ordinary->root().name_span, tr("the agenda of the meeting")});
}

// --- agenda-supplementary

void check_supplemented(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Node& root = examined.paper.root();
  const Attribute* of = root.find("supplements");
  if (of == nullptr) {
    diagnostics.error("agenda-supplementary", place_of(root, "kind"),
                      tr("it is not said which agenda this one supplements"),
                      {tr("write supplements=\"...\": the id of the agenda")});
    return;
  }
  const Paper* agenda = examined.project.paper(of->value);
  if (agenda == nullptr) return;  // ref-unresolved tells
  if (agenda->type == "agenda" && !is_supplementary(*agenda) &&
      agenda->committee == examined.paper.committee && agenda->meeting == examined.paper.meeting)
    return;
  Diagnostic& d = diagnostics.error("agenda-supplementary", of->value_span,
                                    tr("\"{0}\" is not the ordinary agenda of this meeting", {of->value}),
                                    {tr("name the agenda of the same body and day")});
  d.related.push_back({agenda->root().name_span, tr("this is what it names")});
}

void check_ordinary(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (const Attribute* of = examined.paper.root().find("supplements"))
    diagnostics.error("agenda-supplementary", of->value_span, tr("an ordinary agenda supplements none"),
                      {tr("write kind=\"supplementary\", or leave supplements out")});
  if (!examined.paper.meeting) return;
  const Paper* first = agendas_of_meeting(examined.project, examined.paper).front();
  if (first == &examined.paper || is_supplementary(*first)) return;
  Diagnostic& d =
      diagnostics.error("agenda-supplementary", place_of(examined.paper.root(), "kind"),
                        tr("the meeting has an ordinary agenda already"),
                        {tr("write kind=\"supplementary\" supplements=\"{0}\" and a <reason>", {first->id})});
  d.related.push_back({first->root().name_span, tr("the ordinary agenda")});
}

void agenda_supplementary(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (!is_agenda(examined)) return;
  const Node& root = examined.paper.root();
  if (!is_supplementary(examined.paper)) return check_ordinary(examined, diagnostics);
  check_supplemented(examined, diagnostics);
  if (root.child("reason") == nullptr)
    diagnostics.error("agenda-supplementary", place_of(root, "kind"),
                      tr("a supplementary agenda without the reason why its items cannot wait"),
                      {tr("write <reason><p>...</p></reason> behind <meta>; it is printed above the items")});
}

// --- agenda-access

void check_item_access(const ExaminedPaper& examined, const Node& item, Diagnostics& diagnostics) {
  const Paper* paper = examined.project.paper(item.get("paper"));
  if (paper == nullptr || examined.paper.closed) return;
  const bool closed = examined.project.withheld(item);
  if (closed == paper->closed) return;
  Diagnostic& d =
      diagnostics.error("agenda-access", closed ? place_of(item, "access") : place_of(item, "paper"),
                        closed ? tr("the item is closed, and its case \"{0}\" is open", {paper->id})
                               : tr("\"{0}\" is closed, and its item on the agenda is open", {paper->id}),
                        {closed ? tr("close the case, or open the item")
                                : tr("close the item: access=\"closed\" with reason and ground; "
                                     "public=\"...\" says what may be told")});
  if (const Node* access = paper->root().child("meta")->child("access"))
    d.related.push_back({access->span, tr("the case says this")});
}

void agenda_access(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (!is_agenda(examined)) return;
  const Node* closed = nullptr;
  bool told = false;
  for (const Node* item : items_of(examined.paper)) {
    check_item_access(examined, *item, diagnostics);
    if (examined.project.withheld(*item)) {
      closed = item;
    } else if (closed != nullptr && !told && !examined.paper.closed) {
      told = true;
      Diagnostic& d = diagnostics.warning("agenda-access", place_of(*item, "id"),
                                          tr("an open item stands behind a closed one"),
                                          {tr("so far as possible closed items come last")});
      d.related.push_back({place_of(*closed, "access"), tr("the closed item")});
    }
  }
}

}  // namespace

std::vector<Rule> agenda_rules() {
  return {
      {.code = "agenda-access",
       .severity = Severity::error,
       .summary = "An item of an agenda is open and its case closed, or the reverse.",
       .explanation =
           "An open item prints the title, the case number and the attachments of its case; of a closed item "
           "the open edition has its number and what public=\"...\" says. Item and case must say the same. "
           "Closed items come last, so far as possible: only a warning. On a closed agenda nothing is said.",
       .failing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<access state="closed" reason="Vilkårene forhandles endnu" ground="Forvaltningslovens § 27" public="Udsat."/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
)",
       .passing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<access state="closed" reason="Vilkårene forhandles endnu" ground="Forvaltningslovens § 27" public="Udsat."/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="punkt-1" paper="sag" access="closed" reason="Vilkårene forhandles endnu" ground="Forvaltningslovens § 27"/></agenda-items>
</agenda>
)",
       .check = agenda_access},
      {.code = "agenda-missing",
       .severity = Severity::warning,
       .summary = "A case is planned for a meeting, and none of its agendas has it.",
       .explanation = "Said of a case whose body has an agenda for the day of the case's meeting. Without an "
                      "agenda nothing is said: it is not written yet. Cases that were withdrawn or "
                      "superseded are left alone.",
       .failing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="eventuelt"><title>Eventuelt</title></agenda-item></agenda-items>
</agenda>
)",
       .passing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
)",
       .check = agenda_missing},
      {.code = "agenda-paper",
       .severity = Severity::error,
       .summary = "An agenda has a case of another meeting, or the same case twice.",
       .explanation =
           "The body and the date of a case's meeting are those of the agenda; a step of its treatment "
           "counts as well, and a case that the minutes say was put off has another meeting since. On the "
           "agenda and the supplementary agendas of one meeting a case stands once.",
       .failing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-24"/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
)",
       .passing = R"(<!-- papers/case/sag.xml -->
<meeting date="2026-03-10"/>
<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="sagen" paper="sag"/></agenda-items>
</agenda>
)",
       .check = agenda_paper},
      {.code = "agenda-supplementary",
       .severity = Severity::error,
       .summary = "A supplementary agenda says not why, or not what it supplements.",
       .explanation =
           "A case that cannot wait may be decided although it was not sent in time, but the agenda must say "
           "so "
           "and why (kommunestyrelsesloven § 8, stk. 5). A supplementary agenda therefore has a <reason> and "
           "names the ordinary agenda of the same body and day; a meeting has one ordinary agenda.",
       .failing = R"(<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="eventuelt"><title>Eventuelt</title></agenda-item></agenda-items>
</agenda>
<!-- papers/agenda/tillaeg.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="tillaeg" kind="supplementary" supplements="dagsorden">
<meta><title>Tillægsdagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="orientering"><title>Orientering</title></agenda-item></agenda-items>
</agenda>
)",
       .passing = R"(<!-- papers/agenda/dagsorden.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="dagsorden" kind="ordinary">
<meta><title>Dagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<agenda-items><agenda-item id="eventuelt"><title>Eventuelt</title></agenda-item></agenda-items>
</agenda>
<!-- papers/agenda/tillaeg.xml -->
<agenda xmlns="urn:kancelli:1" xml:lang="da" id="tillaeg" kind="supplementary" supplements="dagsorden">
<meta><title>Tillægsdagsorden</title><organ committee="oeu"/><meeting date="2026-03-10"/><access state="open"/><state value="draft"/></meta>
<reason><p>Svaret skal afgives inden næste møde.</p></reason>
<agenda-items><agenda-item id="orientering"><title>Orientering</title></agenda-item></agenda-items>
</agenda>
)",
       .check = agenda_supplementary}};
}

}  // namespace kancelli
