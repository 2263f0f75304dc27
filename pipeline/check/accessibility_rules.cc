// What a reader needs who cannot see the page.
#include "pipeline/check/examined.h"
#include "pipeline/check/rule_tables.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

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

std::vector<Rule> accessibility_rules() {
  return {{.code = "text-alternative-missing",
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
