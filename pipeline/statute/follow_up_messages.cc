// What follows of an amendment, told.
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {
namespace {

std::string formula_of(const Operation& operation) {
  Item item;
  item.operations.push_back(operation);
  std::string text;
  for (const Line& line : write(item)) text += (text.empty() ? "" : " ") + line.plain();
  return without_typography(text);
}

}  // namespace

void tell(const std::vector<FollowUp>& follow_ups, const Unit& changed,
          const std::function<Span(const std::string& unit)>& place, Diagnostics& diagnostics) {
  for (const FollowUp& each : follow_ups) {
    const Span span = place(each.unit);
    const auto reference = reference_to(changed, each.unit);
    const std::string name = before_words(reference ? to_string(*reference) : each.unit);
    std::vector<std::string> hints;
    if (each.operation) hints.push_back(tr("the item would be: {0}", {formula_of(*each.operation)}));
    if (each.why == FollowUp::Why::old_name)
      diagnostics.warning("old-name-left", span, tr("{0} still says \"{1}\"", {name, each.words}),
                          std::move(hints));
    else if (each.why == FollowUp::Why::shifted)
      diagnostics.warning("reference-shifted", span,
                          tr("{0} refers to \"{1}\", which is called \"{2}\" after the change",
                             {name, each.words, each.instead}),
                          std::move(hints));
    else
      diagnostics.warning("reference-shifted", span,
                          tr("{0} refers to \"{1}\", which the change repeals", {name, each.words}),
                          {tr("change or repeal what refers to it")});
  }
}

}  // namespace kancelli::statute
