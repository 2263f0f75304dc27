#include "pipeline/statute/compare.h"

#include <algorithm>
#include <set>
#include <utility>

#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/comparison.h"
#include "pipeline/statute/formulas.h"

namespace kancelli::statute {
namespace {

// The § (else chapter or annex) in which two statutes first differ, by its id in the first one; "" when it
// lies above.
std::string differing_id(const Unit& a, const Unit& b) {
  for (std::size_t i = 0; i < std::min(a.units.size(), b.units.size()); ++i) {
    if (same_text(a.units[i], b.units[i])) continue;
    if (a.units[i].kind != Kind::chapter || b.units[i].kind != Kind::chapter) return b.units[i].id;
    const std::string below = differing_id(a.units[i], b.units[i]);
    return below.empty() ? b.units[i].id : below;
  }
  return {};
}

bool can_be_written(const Item& item, SourceMap& sources) {
  Amendment alone;
  alone.items.push_back(item);
  Diagnostics faults;
  const Amendment again = parse(sources, sources.add("item", write_text(alone)), faults);
  return !faults.has_errors() && again.items.size() == 1 && same(again.items[0], item);
}

}  // namespace

Amendment compare(const Unit& old, const Unit& changed, const CompareOptions& options,
                  Diagnostics& diagnostics) {
  std::map<std::string, CompareOptions::Form> forms = options.forms;
  std::set<std::string> given_up;
  // Each round re-words one unit more; a statute of which everything is re-worded is what it became.
  for (;;) {
    const Comparison comparison(old, changed, options, forms);
    Amendment amendment = comparison.amendment();
    const auto clauses = shift_clauses(old, amendment);
    for (std::size_t i = 0; i < amendment.items.size(); ++i) amendment.items[i].shifts = clauses[i];
    Diagnostics faults;
    const Applied applied = apply(old, amendment, {}, faults);
    std::string doubtful;
    if (const std::string where = difference(applied.statute, changed); !where.empty()) {
      doubtful = differing_id(applied.statute, changed);
    } else if (!faults.has_errors()) {
      SourceMap sources;
      for (std::size_t i = 0; i < amendment.items.size() && doubtful.empty(); ++i)
        if (!can_be_written(amendment.items[i], sources)) doubtful = comparison.top_of(i);
      if (doubtful.empty()) {
        for (const std::string& id : given_up)
          diagnostics.note(
              "amendment-reworded", {},
              tr("no smaller formula says the change of {0} without doubt: it is re-worded whole",
                 {comparison.name(id)}));
        return amendment;
      }
    }
    const std::string wider = comparison.wider(doubtful, given_up);
    if (wider.empty()) {
      diagnostics.error("amendment-impossible", {},
                        tr("no formula leads from the old text to the new one: {0}",
                           {difference(applied.statute, changed)}),
                        {tr("write the amendment by hand, or keep what cannot be changed")});
      return amendment;
    }
    given_up.insert(wider);
    forms[wider] = CompareOptions::Form::whole;
  }
}

}  // namespace kancelli::statute
