// Who may see a paper: what is closed has a reason, and no open text tells of it.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"

namespace kancelli {
namespace {

void check_closed(const Node& node, std::string_view state, std::string_view open_message,
                  Diagnostics& diagnostics) {
  const Attribute* closed = node.find(state);
  if (closed == nullptr || closed->value != "closed") return;
  const bool reason = !trim(node.get("reason")).empty(), ground = !trim(node.get("ground")).empty();
  if (reason && ground) return;
  std::vector<std::string> hints;
  if (!reason)
    hints.emplace_back(tr("write reason=\"...\": why this matter must be closed, after an assessment of it"));
  if (!ground)
    hints.emplace_back(tr("write ground=\"...\": the legal ground, such as the provision on closed doors"));
  const std::string missing = reason   ? tr("a legal ground")
                              : ground ? tr("a reason")
                                       : tr("a reason and a legal ground");
  diagnostics.error("closed-without-reason", closed->value_span, fill(open_message, {missing}),
                    std::move(hints));
}

void closed_without_reason(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* access : examined.elements("access"))
    check_closed(*access, "state", tr("the paper is closed without {0}"), diagnostics);
  for (const Node& node : examined.paper.xml->nodes)
    check_closed(node, "access",
                 node.is("attachment") ? tr("the attachment is closed without {0}")
                                       : tr("the passage is closed without {0}"),
                 diagnostics);
}

// Elements that print words of what they name.
struct Printing {
  std::string_view element, attribute;
};
constexpr Printing printing[] = {{"quote", "source"}, {"ref", "to"}, {"amount", "sum"}};

// A closed attachment is called by its number, which tells nothing.
bool tells_of_closed(const Project& project, const Paper& from, const Project::Target& target) {
  if (target.node == nullptr || target.node->is("attachment")) return false;
  return (target.paper != &from && target.paper->closed) || project.withheld(*target.node);
}

void closed_in_open(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  if (examined.paper.closed) return;
  for (const Printing& row : printing)
    for (const Node* node : examined.elements(row.element)) {
      const Attribute* name = node->find(row.attribute);
      if (name == nullptr || examined.project.withheld(*node)) continue;
      const Project::Target target = examined.project.resolve(examined.paper, name->value);
      if (!tells_of_closed(examined.project, examined.paper, target)) continue;
      Diagnostic& d = diagnostics.error(
          "closed-in-open", name->value_span, tr("\"{0}\" is closed, and this text is open", {name->value}),
          {node->is("quote") ? tr("leave the quotation out, or close the passage it stands in")
                             : tr("leave it out, refer to a closed paper as an attachment, or close the "
                                  "passage: access=\"closed\" with reason and ground")});
      const Node* access = target.node;
      while (access->get("access") != "closed" && access->parent != nullptr) access = access->parent;
      if (access->parent == nullptr && access->child("meta") != nullptr)
        access = access->child("meta")->child("access");
      if (access != nullptr) d.related.push_back({access->span, tr("this closes it")});
    }
}

// The provision on the council's closed doors.
bool names_closed_doors(std::string_view ground) {
  const std::size_t at = ground.find("§ 10");
  const bool paragraph_10 = at != std::string_view::npos &&
                            (at + 5 >= ground.size() || ground[at + 5] < '0' || ground[at + 5] > '9');
  return paragraph_10 && (ground.find("styrelseslov") != std::string_view::npos ||
                          ground.find("kommunernes styrelse") != std::string_view::npos);
}

void closed_ground(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Body* body = examined.project.registers.body(examined.paper.committee);
  for (const Node& node : examined.paper.xml->nodes) {
    const Attribute* ground = node.find("ground");
    if (ground == nullptr || trim(ground->value).empty() ||
        (node.get("state") != "closed" && node.get("access") != "closed"))
      continue;
    const std::string said = lower(without_typography(ground->value));
    if (said.find("§") == std::string::npos && said.find("artikel") == std::string::npos)
      diagnostics.error("closed-ground", ground->value_span, tr("the legal ground names no provision"),
                        {tr("name the law and its paragraph, for example forvaltningslovens § 27")});
    else if (names_closed_doors(said) && body != nullptr && body->kind != "council")
      diagnostics.error(
          "closed-ground", ground->value_span,
          tr("the provision on closed doors is about the council; a committee's meetings are always closed"),
          {tr("name what keeps this from the public: forvaltningslovens § 27, straffelovens § 152, "
              "offentlighedsloven or the rules on personal data")});
  }
}

void closed_attachments_last(const Paper& paper, Diagnostics& diagnostics) {
  const Attachment* last_open = nullptr;
  for (const Attachment& each : paper.attachments)
    if (!each.closed) last_open = &each;
  if (last_open == nullptr || paper.closed) return;
  for (const Attachment& each : paper.attachments)
    if (each.closed && each.number < last_open->number) {
      Diagnostic& d = diagnostics.note(
          "closed-last", each.node->find("access")->value_span,
          tr("closed attachment {0} stands before an open one", {std::to_string(each.number)}),
          {tr("put closed attachments last: the numbers of the open ones are then unbroken")});
      d.related.push_back({last_open->node->name_span, tr("an open one")});
      return;
    }
}

// The item's number on its meeting's agenda, for papers that say it.
std::optional<std::int64_t> item_of(const Paper& paper, const Node*& meeting) {
  const Node* meta = paper.root().child("meta");
  meeting = meta == nullptr ? nullptr : meta->child("meeting");
  return meeting == nullptr ? std::nullopt : read_count(meeting->get("item"));
}

void closed_last(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  closed_attachments_last(examined.paper, diagnostics);
  const Node* meeting = nullptr;
  const auto item = item_of(examined.paper, meeting);
  if (!examined.paper.closed || !item) return;
  for (const auto& other : examined.project.papers) {
    const Node* other_meeting = nullptr;
    const auto other_item = item_of(*other, other_meeting);
    if (other->closed || !other_item || *other_item <= *item ||
        other->committee != examined.paper.committee || other_meeting->get("date") != meeting->get("date"))
      continue;
    Diagnostic& d =
        diagnostics.error("closed-last", meeting->find("item")->value_span,
                          tr("the closed item {0} stands before the open item {1} of the same meeting",
                             {std::to_string(*item), std::to_string(*other_item)}),
                          {tr("so far as possible closed items come last")});
    d.related.push_back({other_meeting->find("item")->value_span, tr("the open item")});
    return;
  }
}

void closed_untold(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Paper& paper = examined.paper;
  const Node* meta = paper.root().child("meta");
  const Node* meeting = meta == nullptr ? nullptr : meta->child("meeting");
  const auto date = meeting == nullptr ? std::nullopt : Date::parse(meeting->get("date"));
  if (!paper.closed || !date || !examined.context.today || !before(*date, *examined.context.today)) return;
  const Node& access = *meta->child("access");
  if (!trim(access.get("public")).empty() || !trim(access.get("not-public")).empty()) return;
  diagnostics.error("closed-untold", access.find("state")->value_span,
                    tr("nothing is said of what may be published of the decision on {0}", {shown(*date)}),
                    {tr("write public=\"...\": the line that may be published"),
                     tr("or not-public=\"...\": why nothing can be")});
}

// The first day on which the paper may be public; nothing when it is now.
std::optional<Date> embargo_of(const Paper& paper) {
  return Date::parse(paper.embargo);
}

void embargo_broken(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  const Project& project = examined.project;
  const auto own = embargo_of(examined.paper);
  const auto compare = [&](const Attribute* name, const Paper* other) {
    if (name == nullptr || other == nullptr || other == &examined.paper || other->closed) return;
    const auto until = embargo_of(*other);
    if (!until || (own && !before(*own, *until)) ||
        (examined.context.today && !before(*examined.context.today, *until)))
      return;
    Diagnostic& d = diagnostics.error(
        "embargo-broken", name->value_span,
        tr("\"{0}\" must not be public before {1}, and this paper may be", {other->id, shown(*until)}),
        {tr("give this paper the same embargo, or leave it out")});
    const Node* embargo = other->root().child("meta")->child("embargo");
    d.related.push_back({embargo->span, tr("the embargo")});
  };
  for (const Node* quote : examined.elements("quote"))
    compare(quote->find("source"), project.resolve(examined.paper, quote->get("source")).paper);
  for (const Node* attachment : examined.elements("attachment"))
    compare(attachment->find("paper"), attached_paper(project, attachment->get("paper")).source);
}

}  // namespace

std::vector<Rule> access_rules() {
  return {
      {.code = "closed-in-open",
       .severity = Severity::error,
       .summary = "An open text tells what is closed.",
       .explanation =
           "A closed paper, attachment or passage is not in the open edition. An open text must not print "
           "words of it in another way: quote it, name its title or heading, or print a sum of its table. A "
           "closed attachment may be referred to; the open edition has its number and no title. It cannot be "
           "suppressed.",
       .failing = R"(<p>Tilbuddene er vurderet:</p>
<quote source="vurdering#valget"><p>Det billigste tilbud er valgt.</p></quote>
<!-- papers/charter/vurdering.xml -->
<access state="closed" reason="Tilbud fra tre leverandører" ground="Forvaltningslovens § 27"/>
<p id="valget">Det billigste tilbud er valgt.</p>
)",
       .passing = R"(<attachments><attachment id="bilag-vurdering" paper="vurdering"/></attachments>
<p>Tilbuddene er vurderet, jf. <ref to="#bilag-vurdering"/>.</p>
<!-- papers/charter/vurdering.xml -->
<access state="closed" reason="Tilbud fra tre leverandører" ground="Forvaltningslovens § 27"/>
<p>Det billigste tilbud er valgt.</p>
)",
       .check = closed_in_open,
       .suppressible = false},
      {.code = "closed-without-reason",
       .severity = Severity::error,
       .summary = "A paper, an attachment or a passage is closed without a reason or without a legal ground.",
       .explanation =
           "No kind of case is closed by itself: each is assessed, and who closes it says why, and by "
           "which provision. The rule wants both, reason "
           "and ground, on every closed paper, closed attachment and closed passage. It cannot be "
           "suppressed.",
       .failing = R"(<access state="closed" reason="Tilbud fra tre leverandører"/>
<p>Tilbuddene er modtaget.</p>
)",
       .passing = R"(<access state="closed" reason="Tilbud fra tre leverandører"
        ground="Forvaltningslovens § 27"/>
<p>Tilbuddene er modtaget.</p>
)",
       .check = closed_without_reason,
       .suppressible = false},
      {.code = "closed-ground",
       .severity = Severity::warning,
       .summary = "The legal ground for closing something does not fit the body, or names no provision.",
       .explanation =
           "A ground is a provision: a law and a paragraph. The provision on closed doors "
           "(kommunestyrelsesloven § 10) is about the council. A committee's meetings are always closed; "
           "what "
           "keeps its papers from the public is secrecy (forvaltningsloven § 27, straffeloven § 152), "
           "offentlighedsloven or the rules on personal data. Whether the ground is right is for a lawyer to "
           "say.",
       .failing = R"(<access state="closed" reason="Tilbud" ground="Kommunestyrelseslovens § 10"/>
<p>Tilbuddene er modtaget.</p>
)",
       .passing = R"(<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27, nr. 3"/>
<p>Tilbuddene er modtaget.</p>
)",
       .check = closed_ground},
      {.code = "closed-last",
       .severity = Severity::warning,
       .summary = "Something closed stands before something open.",
       .explanation =
           "Closed items come last on an agenda, so far as possible: the numbers of papers that have the "
           "same "
           "committee and meeting are compared. Closed attachments of an open paper come last, too (a note): "
           "the open edition's numbers are then unbroken.",
       .failing = R"(<!-- papers/case/aaben.xml -->
<meeting date="2026-03-24" item="5"/>
<!-- papers/case/lukket.xml -->
<meeting date="2026-03-24" item="4"/>
<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27"/>
)",
       .passing = R"(<!-- papers/case/aaben.xml -->
<meeting date="2026-03-24" item="4"/>
<!-- papers/case/lukket.xml -->
<meeting date="2026-03-24" item="5"/>
<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27"/>
)",
       .check = closed_last},
      {.code = "closed-untold",
       .severity = Severity::warning,
       .summary = "Of a closed decision nothing is told, and not why.",
       .explanation =
           "Decisions that were taken behind closed doors are published too, so far as secrecy allows "
           "(kommunestyrelsesloven § 13). After its meeting a closed paper says in its access either the "
           "line "
           "that may be published (public) or why there is none (not-public).",
       .failing = R"(<!-- papers/case/lukket.xml -->
<meeting date="2026-02-24"/>
<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27"/>
)",
       .passing = R"(<!-- papers/case/lukket.xml -->
<meeting date="2026-02-24"/>
<access state="closed" reason="Tilbud" ground="Forvaltningslovens § 27"
        public="Udvalget tog stilling til et udbud."/>
)",
       .check = closed_untold},
      {.code = "embargo-broken",
       .severity = Severity::error,
       .summary = "A paper quotes or encloses another that must not be public yet.",
       .explanation =
           "A paper under embargo may be public from the day its meta says. Another paper that quotes it or "
           "has it among its attachments must wait as long. Past embargoes are left alone.",
       .failing = R"(<attachments><attachment id="bilag-a" paper="aftale"/></attachments>
<p>Se <ref to="#bilag-a"/>.</p>
<!-- papers/charter/aftale.xml -->
<embargo until="2026-05-01"/>
<p>Parterne er enige.</p>
)",
       .passing = R"(<embargo until="2026-05-01"/>
<attachments><attachment id="bilag-a" paper="aftale"/></attachments>
<p>Se <ref to="#bilag-a"/>.</p>
<!-- papers/charter/aftale.xml -->
<embargo until="2026-05-01"/>
<p>Parterne er enige.</p>
)",
       .check = embargo_broken}};
}

}  // namespace kancelli
