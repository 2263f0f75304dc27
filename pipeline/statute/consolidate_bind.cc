// An amendment refers to all that is adopted; here what it says is moved to the statute as it reads now.
#include <algorithm>

#include "pipeline/statute/consolidate_parts.h"

namespace kancelli::statute {
namespace {

bool is_sentence(const Place& place) {
  return !place.where.empty() && place.where.steps.back().kind == Kind::sentence;
}

class Binder {
 public:
  Binder(const Work& full, Work& now) : full_(full), now_(now) {}

  void run() {
    for (std::size_t i = 0; i < now_.amendment.items.size(); ++i) {
      if (!now_.wanted[i]) continue;
      std::vector<Operation> kept;
      std::vector<Operation>& all = now_.amendment.items[i].operations;
      for (std::size_t k = 0; k < all.size(); ++k)
        if (bind(i, k, all[k])) kept.push_back(std::move(all[k]));
      all = std::move(kept);
    }
  }

 private:
  const Unit* present(const Unit& unit) const { return now_.index.by_id(unit.id); }

  // False when nothing is left of it.
  bool bind(std::size_t item, std::size_t number, Operation& operation) {
    if (operation.action == Action::insert_units) return bind_anchor(operation);
    if (operation.places.empty()) return true;
    const bool sentences = std::any_of(operation.places.begin(), operation.places.end(), is_sentence);
    if (changes_words(operation.action) && !sentences) {
      spell_out(item, number, operation);
    } else {
      // Units that are re-worded take their new wording along.
      std::vector<Place> places;
      std::vector<Unit> content;
      const bool pairs =
          operation.action == Action::reword && operation.content.size() == operation.places.size();
      for (std::size_t k = 0; k < operation.places.size(); ++k) {
        if (!bind_place(operation.places[k])) continue;
        places.push_back(operation.places[k]);
        if (pairs) content.push_back(operation.content[k]);
      }
      if (places.empty() && operation.action == Action::replace_units) return insert_instead(operation);
      operation.places = std::move(places);
      if (pairs) operation.content = std::move(content);
    }
    return !operation.places.empty();
  }

  // A place for each unit whose own words change.
  void spell_out(std::size_t item, std::size_t number, Operation& operation) {
    std::vector<Place> places;
    for (const WordsEdit& edit : full_.plan.words) {
      if (edit.item != item || edit.operation != number || present(*edit.unit) == nullptr) continue;
      const auto there = std::find_if(places.begin(), places.end(),
                                      [&](const Place& place) { return place.id == edit.unit->id; });
      if (there != places.end()) {
        ++there->times;
        continue;
      }
      Place place;
      place.id = edit.unit->id;
      place.where = full_.index.reference(*edit.unit);
      places.push_back(std::move(place));
    }
    operation.places = std::move(places);
  }

  bool bind_place(Place& place) {
    const Unit* unit = full_.index.by_id(place.id);
    const Unit* now = unit == nullptr ? nullptr : present(*unit);
    if (now == nullptr) return false;
    return !is_sentence(place) || bind_sentence(place, *unit, *now);
  }

  // Punktummer have no ids: it is the one with the same words, else the one with the same number.
  bool bind_sentence(Place& place, const Unit& unit, const Unit& now) const {
    const Target target = full_.index.find(place);
    if (!target.sentence) return false;
    const auto words = [](const Unit& of, const SentencePlace& at) {
      return std::string_view(at.tail ? of.tail.words : of.text.words).substr(at.begin, at.end - at.begin);
    };
    const std::string_view wanted = words(unit, sentence_places(unit)[*target.sentence]);
    const std::vector<SentencePlace> all = sentence_places(now);
    for (std::size_t i = 0; i < all.size(); ++i)
      if (words(now, all[i]) == wanted) place.where.steps.back().number = std::to_string(i + 1);
    return true;
  }

  bool bind_anchor(Operation& operation) {
    if (operation.anchor.id.empty() || bind_place(operation.anchor)) return true;
    const Unit* anchor = full_.index.by_id(operation.anchor.id);
    if (anchor == nullptr || operation.side == Side::last || is_sentence(operation.anchor)) return false;
    return move_beside(operation, *anchor);
  }

  // Units that were to come instead of others that are not there yet.
  bool insert_instead(Operation& operation) {
    const Unit* first = full_.index.by_id(operation.places[0].id);
    operation.action = Action::insert_units;
    operation.places.clear();
    return first != nullptr && move_beside(operation, *first);
  }

  // The new units come after the nearest unit before the anchor that is there, else before the nearest one
  // after it, else into what holds it.
  bool move_beside(Operation& operation, const Unit& anchor) {
    const Unit& parent = *full_.index.parent(anchor);
    const std::size_t position = full_.index.position(anchor);
    for (std::size_t i = position; i-- > 0;)
      if (place_at(operation, parent.units[i], Side::after)) return true;
    for (std::size_t i = position + 1; i < parent.units.size(); ++i)
      if (place_at(operation, parent.units[i], Side::before)) return true;
    return place_at(operation, parent, Side::last);
  }

  bool place_at(Operation& operation, const Unit& unit, Side side) const {
    if (unit.kind == Kind::heading || present(unit) == nullptr) return false;
    operation.side = side;
    operation.anchor.id = unit.id;
    operation.anchor.where = full_.index.reference(unit);
    return true;
  }

  const Work& full_;
  Work& now_;
};

}  // namespace

void bind_to_present(const Work& full, Work& now) {
  Binder(full, now).run();
}

}  // namespace kancelli::statute
