// A statute's provisions by id, number and place: built once, asked by every operation of an amendment.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"
#include "pipeline/statute/reference.h"

namespace kancelli::statute {

// What a place of an operation means.
struct Target {
  const Unit* unit = nullptr;           // nullptr: there is no such unit
  bool text_only = false;               // the title, or a chapter's heading, not what the unit holds
  std::optional<std::size_t> sentence;  // the unit's punktum with that index
  // Where there is none: the step that failed, within what; ambiguous when a § has several stykker and the
  // reference does not say which.
  std::size_t step = 0;
  const Unit* within = nullptr;
  bool ambiguous = false;
};

// A punktum: those of the words before a list, then those of the words after it.
struct SentencePlace {
  bool tail = false;
  std::size_t begin = 0, end = 0;
};
std::vector<SentencePlace> sentence_places(const Unit& unit);

class Index {
 public:
  explicit Index(const Unit& statute);

  const Unit& statute() const { return statute_; }
  const Unit* by_id(std::string_view id) const;
  const Unit* top(Kind kind, std::string_view number) const;  // a chapter, § or annex
  const Unit* parent(const Unit& unit) const;                 // nullptr of the statute
  std::size_t position(const Unit& unit) const;               // among its parent's units
  // §§ that come before and after a number: nothing, or the nearest.
  const Unit* before(std::string_view number) const;
  bool has_later(std::string_view number) const;

  // `place.id` before the numbers, where it is given and there is such a unit.
  Target find(const Place& place) const;
  Target find(const Reference& reference) const;
  // Without stk. in a § with one stykke; a heading by the § it stands before.
  Reference reference(const Unit& unit) const;

 private:
  void add(const Unit& unit);
  void add_ids(const Unit& unit) const;
  bool enter(Target& target, const Step& step) const;

  const Unit& statute_;
  // Units by where the units they hold begin in memory, in order: siblings lie side by side.
  std::vector<std::pair<const Unit*, const Unit*>> parents_;
  std::size_t count_ = 0;
  mutable std::vector<const Unit*> ids_;  // by hash, half of it free; filled at the first question
  std::unordered_map<std::string_view, const Unit*> chapters_, paragraphs_, annexes_;
  std::string_view last_paragraph_;
};

}  // namespace kancelli::statute
