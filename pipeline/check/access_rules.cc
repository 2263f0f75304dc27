// Who may see a paper: what is closed has a reason, and no open text tells of it.
#include <algorithm>

#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

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
        ground="Kommunestyrelseslovens § 10"/>
<p>Tilbuddene er modtaget.</p>
)",
       .check = closed_without_reason,
       .suppressible = false}};
}

}  // namespace kancelli
