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

// The §§ (else chapters, annexes) in which two statutes differ, by their ids in `b`; "" where it lies above.
void differing_ids(const Unit& a, const Unit& b, std::set<std::string>& ids) {
  const auto same_kind = [](const Unit& x, const Unit& y) {
    return x.kind == y.kind && x.number == y.number;
  };
  if (a.units.size() != b.units.size() ||
      !std::equal(a.units.begin(), a.units.end(), b.units.begin(), same_kind)) {
    ids.insert(b.kind == Kind::statute ? std::string() : b.id);
    return;
  }
  for (std::size_t i = 0; i < a.units.size(); ++i)
    if (a.units[i].kind == Kind::chapter && a.units[i].text.words == b.units[i].text.words)
      differing_ids(a.units[i], b.units[i], ids);
    else if (!same_text(a.units[i], b.units[i]))
      ids.insert(b.units[i].id);
}

// The first provision that differs and in which » and « do not pair, the new text before the old one; "" if
// none.
std::string unpaired(const Unit& old, const Unit& changed) {
  const auto first = [](const Unit& statute, const Unit& other) -> std::string {
    std::map<std::string, const Unit*> others;
    for (const Located& each : all_units(other)) others.emplace(each.unit->id, each.unit);
    const auto bad = [](const Text& text) { return !text.empty() && !quotable(text.words); };
    for (const Located& each : all_units(statute)) {
      const auto was = others.find(each.unit->id);
      const bool same = was != others.end() && was->second->text.words == each.unit->text.words &&
                        was->second->tail.words == each.unit->tail.words;
      if (same || (!bad(each.unit->text) && !bad(each.unit->tail))) continue;
      const auto reference = reference_to(statute, each.unit->id);
      return reference ? to_string(*reference) : each.unit->id;
    }
    return {};
  };
  const std::string now = first(changed, old);
  return now.empty() ? first(old, changed) : now;
}

bool can_be_written(const Item& item, SourceMap& sources) {
  Amendment alone;
  alone.items.push_back(item);
  Diagnostics faults;
  const Amendment again = parse(sources, sources.add("item", write_text(alone)), faults);
  return !faults.has_errors() && again.items.size() == 1 && same(again.items[0], item);
}

// Whether the only stykke of a § was to be re-worded whole: that is the §.
bool is_chosen(const Unit& unit, const std::string& id,
               const std::map<std::string, CompareOptions::Form>& forms) {
  if (unit.id == id && unit.kind == Kind::paragraph && unit.units.size() == 1) {
    const auto form = forms.find(unit.units[0].id);
    return form != forms.end() && form->second == CompareOptions::Form::whole;
  }
  return std::any_of(unit.units.begin(), unit.units.end(), [&](const Unit& each) {
    return each.kind != Kind::subsection && is_chosen(each, id, forms);
  });
}

}  // namespace

Amendment compare(const Unit& old, const Unit& changed, const CompareOptions& options,
                  Diagnostics& diagnostics) {
  std::map<std::string, CompareOptions::Form> forms = options.forms;
  std::set<std::string> given_up;
  const Matching matching(old, changed, options.ids);
  const auto unpaired_hint = [&]() -> std::vector<std::string> {
    const std::string where = unpaired(old, changed);
    if (where.empty()) return {};
    return {tr("» and « do not pair in {0}: an amendment quotes between them", {where})};
  };
  // Each round re-words one unit more; a statute of which everything is re-worded is what it became.
  for (;;) {
    const Comparison comparison(old, changed, matching, options, forms);
    Amendment amendment = comparison.amendment();
    announce_numbers(old, amendment);
    mark_ranges(old, amendment);
    const auto clauses = shift_clauses(old, amendment);
    for (std::size_t i = 0; i < amendment.items.size(); ++i) amendment.items[i].shifts = clauses[i];
    Diagnostics faults;
    const Applied applied = apply(old, amendment, {}, faults);
    std::set<std::string> doubtful;
    std::string unreadable;  // the first formula that says something else when it is read
    if (!same_text(applied.statute, changed)) {
      differing_ids(applied.statute, changed, doubtful);
    } else if (!faults.has_errors()) {
      SourceMap sources;
      for (std::size_t i = 0; i < amendment.items.size(); ++i)
        if (!can_be_written(amendment.items[i], sources)) {
          if (unreadable.empty()) unreadable = write(amendment.items[i])[0].plain();
          doubtful.insert(comparison.top_of(i));
        }
      if (doubtful.empty()) {
        for (const std::string& id : given_up)
          if (!is_chosen(old, id, options.forms))
            diagnostics.note(
                "amendment-reworded", {},
                tr("no smaller formula says the change of {0} without doubt: it is re-worded whole",
                   {comparison.name(id)}),
                unpaired_hint());
        return amendment;
      }
    }
    bool wider = false;
    for (const std::string& id : doubtful)
      if (const std::string larger = comparison.wider(id, given_up); !larger.empty()) {
        given_up.insert(larger);
        forms[larger] = CompareOptions::Form::whole;
        wider = true;
      }
    if (wider) continue;
    if (const std::string where = unpaired(old, changed); !where.empty()) {
      diagnostics.error("amendment-impossible", {},
                        tr("no formula can quote {0}: » and « do not pair in it", {where}),
                        {tr("an amendment quotes between » and «: let each » have its «")});
      return amendment;
    }
    diagnostics.error("amendment-impossible", {},
                      tr("no formula leads from the old text to the new one: {0}",
                         {!unreadable.empty()   ? unreadable
                          : faults.has_errors() ? faults.list().front().message
                                                : difference(applied.statute, changed)}),
                      {tr("write the amendment by hand, or keep what cannot be changed")});
    return amendment;
  }
}

}  // namespace kancelli::statute
