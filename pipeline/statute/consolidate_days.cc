// From when the items of an amendment hold: what it says itself, and the register.
#include <algorithm>

#include "pipeline/core/danish.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/statute/consolidate_parts.h"

namespace kancelli::statute {
namespace {

bool contains(const std::vector<std::size_t>& items, std::size_t item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

// What the amendment says of an item; nullptr when it says nothing.
const Commencement* commencement_of(const Amendment& amendment, std::size_t item) {
  const Commencement* all = nullptr;
  for (const Commencement& each : amendment.commencements) {
    if (contains(each.items, item)) return &each;
    if (each.items.empty()) all = &each;
  }
  return all;
}

bool names(const CommencementDecision& decision, std::size_t item, const std::vector<std::string>& touched) {
  if (decision.items.empty() && decision.units.empty()) return true;
  return contains(decision.items, item) ||
         std::any_of(decision.units.begin(), decision.units.end(), [&](const std::string& id) {
           return std::binary_search(touched.begin(), touched.end(), id);
         });
}

Diagnostic& tell(Diagnostics& diagnostics, Severity severity, std::string_view code, Span span,
                 std::string place, std::string message, std::vector<std::string> hints = {}) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.code = code;
  diagnostic.span = span;
  if (span.nowhere()) diagnostic.place = std::move(place);
  diagnostic.message = std::move(message);
  diagnostic.hints = std::move(hints);
  return diagnostics.add(std::move(diagnostic));
}

bool is_fixed(const Day& day) {
  return day.commencement != nullptr && day.commencement->kind == Commencement::Kind::date;
}

// The days that the register fixes for items that wait for one.
void read_register(const Amendment& amendment, const std::vector<CommencementDecision>& decisions,
                   const std::vector<std::vector<std::string>>& touched, std::vector<Day>& days,
                   Diagnostics& diagnostics) {
  for (const CommencementDecision& decision : decisions) {
    if (decision.amendment != amendment.id) continue;
    const bool all = decision.items.empty() && decision.units.empty();
    // A provision whose day is open may also have words that change everywhere, by an item that has its day.
    bool met = false, open = false;
    for (std::size_t i = 0; i < days.size(); ++i)
      open = open || (names(decision, i, touched[i]) && !is_fixed(days[i]));
    for (std::size_t i = 0; i < days.size(); ++i) {
      if (!names(decision, i, touched[i])) continue;
      met = true;
      const Commencement* says = days[i].commencement;
      const bool fixed = is_fixed(days[i]), meant = !open || contains(decision.items, i);
      const std::string item = std::to_string(i + 1);
      if (fixed && meant && !all && says->date != decision.date)
        tell(diagnostics, Severity::error, "commencement-fixed", decision.span, amendment.id,
             tr("the register says {0} of item {1} of {2}, which itself says {3}",
                {long_date(decision.date), item, amendment.id, long_date(says->date)}),
             {tr("leave out the row, or say the day in an amendment of its own")});
      if (fixed) continue;
      days[i].date = decision.date;
      if (says != nullptr && !says->latest.empty() && decision.date > says->latest)
        tell(diagnostics, Severity::error, "commencement-late", decision.span, amendment.id,
             tr("item {0} of {1} holds from {2}, but must begin no later than {3}",
                {item, amendment.id, long_date(decision.date), long_date(says->latest)}));
    }
    if (met) continue;
    tell(diagnostics, Severity::error, "commencement-unknown", decision.span, amendment.id,
         tr("no item of {0} changes what the register names", {amendment.id}));
  }
}

}  // namespace

std::vector<Day> days_of(const Amendment& amendment, const std::vector<CommencementDecision>& decisions,
                         const std::vector<std::vector<std::string>>& touched, std::string_view as_of,
                         Diagnostics& diagnostics) {
  std::vector<Day> days(amendment.items.size());
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i].commencement = commencement_of(amendment, i);
    if (days[i].commencement != nullptr) days[i].date = days[i].commencement->date;
  }
  read_register(amendment, decisions, touched, days, diagnostics);
  for (std::size_t i = 0; i < days.size(); ++i) {
    const Commencement* says = days[i].commencement;
    const std::string item = std::to_string(i + 1), place = amendment.id + ", nr. " + item;
    if (says == nullptr && days[i].date.empty()) {
      if (i > 0 && amendment.commencements.empty()) continue;  // said of them all
      tell(diagnostics, Severity::warning, "commencement-missing", amendment.items[i].span, place,
           amendment.commencements.empty()
               ? tr("nothing says from when {0} holds", {amendment.id})
               : tr("nothing says from when item {0} of {1} holds", {item, amendment.id}),
           {tr("write: \"Ændringerne træder i kraft den ...\"")});
    } else if (says != nullptr && days[i].date.empty() && !says->latest.empty() && says->latest < as_of)
      tell(diagnostics, Severity::warning, "commencement-overdue", says->span, place,
           tr("item {0} of {1} was to hold by {2} at the latest, and no day is in the register",
              {item, amendment.id, long_date(says->latest)}),
           {tr("put the day and the decision into the register of commencements")});
  }
  return days;
}

void check_decisions(const std::vector<Amendment>& amendments,
                     const std::vector<CommencementDecision>& decisions, Diagnostics& diagnostics) {
  for (const CommencementDecision& decision : decisions) {
    const auto amendment = std::find_if(amendments.begin(), amendments.end(),
                                        [&](const Amendment& each) { return each.id == decision.amendment; });
    if (amendment == amendments.end()) {
      tell(diagnostics, Severity::error, "commencement-unknown", decision.span, decision.amendment,
           tr("the register names {0}, and there is no such amendment", {decision.amendment}));
      continue;
    }
    for (const std::size_t item : decision.items)
      if (item >= amendment->items.size())
        tell(diagnostics, Severity::error, "commencement-unknown", decision.span, decision.amendment,
             tr("{0} has {1} items; the register names item {2}",
                {decision.amendment, std::to_string(amendment->items.size()), std::to_string(item + 1)}));
  }
}

}  // namespace kancelli::statute
