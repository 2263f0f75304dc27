// Ranges of §§ and chapters. "§§ 4-7" is all that stands from the one to the other: § 5 a too, and nothing in
// the place of a § that was repealed before.
#include <algorithm>

#include "pipeline/statute/apply.h"
#include "pipeline/statute/reference_words.h"

namespace kancelli::statute {
namespace {

// The § or chapter that a reference is to, whole; nullptr when it is to something else.
Step* whole(Reference& reference) {
  if (reference.steps.size() != 1) return nullptr;
  Step& step = reference.steps.front();
  return step.kind == Kind::paragraph || step.kind == Kind::chapter ? &step : nullptr;
}

void collect(const Unit& unit, Kind kind, std::vector<std::string>& numbers) {
  for (const Unit& each : unit.units) {
    if (each.kind == kind) numbers.push_back(each.number);
    if (each.kind == Kind::chapter && kind == Kind::paragraph) collect(each, kind, numbers);
  }
}

std::vector<std::string> numbers_in_order(const Unit& statute, Kind kind) {
  std::vector<std::string> numbers;
  collect(statute, kind, numbers);
  std::stable_sort(numbers.begin(), numbers.end(),
                   [](const std::string& a, const std::string& b) { return number_less(a, b); });
  return numbers;
}

// From places[begin] to places[end - 1] one range, or one place.
std::size_t range_end(std::vector<Place>& places, std::size_t begin) {
  const Step* first = whole(places[begin].where);
  std::size_t end = begin + 1;
  for (; first != nullptr && end < places.size(); ++end) {
    const Step* next = whole(places[end].where);
    if (next == nullptr || !next->ranged || next->kind != first->kind || !places[end].id.empty()) break;
  }
  return end;
}

std::vector<Place> spread(const Unit& statute, std::vector<Place> places) {
  std::vector<Place> all;
  for (std::size_t i = 0; i < places.size();) {
    const std::size_t end = range_end(places, i);
    all.push_back(places[i]);
    if (end > i + 1) {
      const Step first = *whole(places[i].where), last = *whole(places[end - 1].where);
      for (const std::string& number : numbers_in_order(statute, first.kind))
        if (number_less(first.number, number) && number_less(number, last.number))
          all.push_back({{{{first.kind, number, "", true}}}, places[i].times, ""});
      all.push_back(places[end - 1]);
    }
    i = end;
  }
  return all;
}

}  // namespace

void mark_ranges(const Unit& statute, const std::vector<Reference*>& references) {
  for (std::size_t i = 0; i < references.size();) {
    std::size_t end = i + 1;
    const Step* first = whole(*references[i]);
    for (; first != nullptr && end < references.size(); ++end) {
      const Step *before = whole(*references[end - 1]), *next = whole(*references[end]);
      if (next == nullptr || next->kind != first->kind ||
          next->number != number_after(first->kind, before->number))
        break;
    }
    // Two are joined by og, and so are those that something stands between.
    if (end - i >= 3) {
      const std::vector<std::string> numbers = numbers_in_order(statute, first->kind);
      std::size_t stop = i + 1;
      for (auto at = std::find(numbers.begin(), numbers.end(), first->number);
           stop < end && at != numbers.end() && ++at != numbers.end() &&
           *at == whole(*references[stop])->number;)
        ++stop;
      end = stop;
      for (std::size_t k = i + 1; k < end && end - i >= 3; ++k) whole(*references[k])->ranged = true;
    }
    i = end;
  }
}

void mark_ranges(const Unit& before, Amendment& amendment) {
  for (Item& item : amendment.items)
    for (Operation& operation : item.operations) {
      std::vector<Reference*> references;
      for (Place& place : operation.places) references.push_back(&place.where);
      mark_ranges(before, references);
    }
}

void spread_ranges(const Unit& before, Amendment& amendment) {
  for (Item& item : amendment.items)
    for (Operation& operation : item.operations)
      if (std::any_of(operation.places.begin(), operation.places.end(), [](const Place& place) {
            return !place.where.empty() && place.where.steps.back().ranged;
          }))
        operation.places = spread(before, std::move(operation.places));
}

}  // namespace kancelli::statute
