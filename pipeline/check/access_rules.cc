// Who may see a paper, and who can: closed papers need a reason, pictures a text.
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
  for (const Node* attachment : examined.elements("attachment"))
    check_closed(*attachment, "access", tr("the attachment is closed without {0}"), diagnostics);
}

constexpr std::size_t longest_alternative = 250;

// "billeder/organisation.png" as somebody's text alternative: the file's name, with or without its folder and
// ending.
bool is_file_name(std::string_view alternative, std::string_view path) {
  const std::string alt = lower(trim(alternative)), src = lower(path);
  const std::string name = src.substr(src.rfind('/') + 1);
  return alt == src || alt == name || alt == name.substr(0, name.rfind('.'));
}

void text_alternative_missing(const ExaminedPaper& examined, Diagnostics& diagnostics) {
  for (const Node* figure : examined.elements("figure")) {
    if (figure->get("decorative") == "true") continue;
    const Attribute* alt = figure->find("alt");
    const std::string say = tr("say in alt what the picture shows, in a sentence or two");
    if (alt == nullptr || trim(alt->value).empty()) {
      diagnostics.error("text-alternative-missing", alt == nullptr ? figure->name_span : alt->span,
                        tr("the figure has no text alternative"),
                        {say, tr("or write decorative=\"true\", if it says nothing")});
    } else if (is_file_name(alt->value, figure->get("src"))) {
      diagnostics.error("text-alternative-missing", alt->value_span,
                        tr("the text alternative is only the file's name"), {say});
    } else if (const std::size_t length = code_point_count(alt->value); length > longest_alternative) {
      diagnostics.warning("text-alternative-missing", alt->value_span,
                          tr("the text alternative is long: {0} characters", {std::to_string(length)}),
                          {tr("keep it below {0}, and put the rest into the text or a table",
                              {std::to_string(longest_alternative)})});
    }
  }
}

}  // namespace

std::vector<Rule> access_rules() {
  return {{.code = "closed-without-reason",
           .severity = Severity::error,
           .summary = "A paper or an attachment is closed without a reason or without a legal ground.",
           .explanation =
               "No kind of case is closed by itself: each is assessed, and who closes it says why, and by "
               "which provision. The rule wants both, reason "
               "and ground, on every closed paper and every closed attachment. It cannot be suppressed.",
           .failing = R"(<access state="closed" reason="Tilbud fra tre leverandører"/>
<p>Tilbuddene er modtaget.</p>
)",
           .passing = R"(<access state="closed" reason="Tilbud fra tre leverandører"
        ground="Kommunestyrelseslovens § 10"/>
<p>Tilbuddene er modtaget.</p>
)",
           .check = closed_without_reason,
           .suppressible = false},
          {.code = "text-alternative-missing",
           .severity = Severity::error,
           .summary = "A figure has no text for those who cannot see it.",
           .explanation = "A figure needs alt, which says what it shows, or decorative=\"true\". A file's "
                          "name is no text alternative. One of more than 250 "
                          "characters gives a warning: a long explanation belongs into the text.",
           .failing = R"(<figure src="billeder/organisation.png">
  <caption>Organisationen</caption>
</figure>
)",
           .passing = R"(<figure src="billeder/organisation.png"
        alt="En direktør leder to centre, løn og indkøb.">
  <caption>Organisationen</caption>
</figure>
)",
           .check = text_alternative_missing}};
}

}  // namespace kancelli
