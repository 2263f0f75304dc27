// What an amendment does to a statute, worked out before anything is changed: every item refers to the
// statute as it was. Between apply.h and its parts only.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/apply.h"
#include "pipeline/statute/statute_index.h"

namespace kancelli::statute {

// Bytes [begin, end) of a unit's text (or tail) become `words`.
struct WordsEdit {
  std::size_t item = 0;
  const Unit* unit = nullptr;
  bool tail = false;
  std::size_t begin = 0, end = 0;
  std::string words;
  bool everywhere = false;    // gives way to what other items say of the same words
  std::size_t operation = 0;  // of the item; of changes of words only
};

// A unit becomes `content`; with text_only just its own words.
struct Rewording {
  std::size_t item = 0;
  const Unit* unit = nullptr;
  bool text_only = false;
  Unit* content = nullptr;
};

struct Removal {
  std::size_t item = 0;
  const Unit* unit = nullptr;
  bool implied = false;  // a heading that goes with its §
  std::size_t operation = 0;
};

// New units before the parent's unit `index`; at one index those after a unit come before those before the
// next.
struct Insertion {
  enum class Order { after, before, last, instead };
  std::size_t item = 0, operation = 0;
  const Unit* parent = nullptr;
  std::size_t index = 0;
  Order order = Order::after;
  std::vector<Unit>* content = nullptr;
};

struct Plan {
  std::vector<WordsEdit> words;
  std::vector<Rewording> rewordings;
  std::vector<Removal> removals;
  std::vector<Insertion> insertions;
};

// How the carrying out differs from apply()'s: for consolidate.h, which binds items to units beforehand.
struct ApplyTerms {
  bool bound = false;              // places have ids, whatever the numbers say; numbers are not checked
  std::vector<std::string> dates;  // by item, in place of ApplyOptions::date
};

// The work on one amendment. Its items' content gets ids, and their places, while it is planned.
struct Work {
  Work(const Unit& statute, Amendment& changes, const ApplyOptions& with, Diagnostics& to);

  // Says why an item is left out. Items that are not wanted are left out silently.
  Diagnostic& refuse(std::size_t item, const Operation* operation, std::string_view code, std::string message,
                     std::vector<std::string> hints = {});
  // A fault that does not stop the item.
  Diagnostic& report(Severity severity, std::size_t item, const Operation* operation, std::string_view code,
                     std::string message, std::vector<std::string> hints = {});
  std::string name(const Unit& unit) const;
  // By item: not refused, and (with `all` false) wanted.
  std::vector<bool> active(bool all) const;

  Index index;
  Amendment& amendment;
  const ApplyOptions& options;
  Diagnostics& diagnostics;
  ApplyTerms terms;
  std::vector<bool> wanted, refused;
  Plan plan;

 private:
  Diagnostics unheard_;
};

// The units afterwards, as far as they are numbered anew.
class Numbers {
 public:
  Numbers(const Index& index, const Plan& plan, std::vector<bool> active);

  const std::vector<const Unit*>& parents() const {
    return parents_;
  }  // whose units change, as items name them
  bool rearranged(const Unit& parent) const { return children_.contains(&parent); }
  // The units below a rearranged parent, new ones among them.
  const std::vector<const Unit*>& children(const Unit& parent) const { return children_.at(&parent); }
  bool removed(const Unit& unit) const { return removed_.contains(&unit); }
  // Of a unit of the statute, or of an item's content.
  const std::string& number(const Unit& unit) const;
  // Where new units come from.
  std::optional<std::size_t> item_of(const Unit& unit) const;

 private:
  void arrange(const Unit& parent);

  std::unordered_map<const Unit*, std::vector<const Insertion*>> insertions_;
  std::unordered_set<const Unit*> removed_;
  std::vector<const Unit*> parents_;
  std::unordered_map<const Unit*, std::vector<const Unit*>> children_;
  std::unordered_map<const Unit*, std::string> numbers_;
  std::unordered_map<const Unit*, std::size_t> items_;
};

// Adds what an operation does to the plan, or refuses its item.
void plan_words(Work& work, std::size_t item, Operation& operation);
void plan_units(Work& work, std::size_t item, Operation& operation);
// The unit that a place means; an error tells why there is none.
Target find_target(Work& work, std::size_t item, const Operation& operation, const Place& place);
void plan_sentences(Work& work, std::size_t item, const Operation& operation,
                    const std::vector<Target>& targets);
void insert_sentences(Work& work, std::size_t item, const Operation& operation, const Target& target);

// What several items say of the same words, or of a unit that goes: both are refused.
void refuse_overlaps(Work& work);
// Numbers of quotations, "der bliver" and clauses, against those that the plan gives.
void check_designations(Work& work, const Numbers& numbers);
void check_clauses(Work& work, const Numbers& numbers);
// Units, lists and headings of which nothing would be left.
void check_empty(Work& work, const Numbers& numbers);
std::vector<std::vector<Shift>> clauses(const Work& work, const Numbers& numbers);

// An operation of an item.
struct Cause {
  std::size_t item = 0, operation = 0;
  friend auto operator<=>(const Cause&, const Cause&) = default;
};
// What first gives a unit another number than it has, for all that get one.
std::unordered_map<const Unit*, Cause> first_causes(const Work& work, const Numbers& numbers);
// The number that a step of a place in that operation must say the unit becomes; "" when it need not.
std::string becomes(const Numbers& numbers, const std::unordered_map<const Unit*, Cause>& causes,
                    const Unit& unit, Cause place);

// "Stk. 2 og 3 bliver herefter stk. 3 og 4."
std::string clause(const Shift& shift);

// Fills in the ids of new units.
void give_new_ids(Work& work, const Numbers& numbers);

// `text` after edits that do not overlap, in order. Marks stay with words that are unchanged; one for a
// reference keeps its place around words that change within it.
Text edited(const Text& text, const std::vector<const WordsEdit*>& edits);

// Ranges of §§ and chapters, with all that the statute has between their ends and nothing else.
void spread_ranges(const Unit& before, Amendment& amendment);

// Plans everything, and refuses what cannot be carried out; then changes the statute that work.index is of.
void plan_amendment(Work& work);
void carry_out(Work& work, Unit& statute);
// By item, the ids of units it changes, takes out and brings.
std::vector<std::vector<std::string>> touched_ids(const Work& work);

// The og, commas and full stops of lists that the amendment changed.
void check_list_endings(Work& work, const Unit& before, const Applied& applied);

// "§ 5, stk. 2, ophæves."
std::string repeal_formula(const Work& work, const Unit& unit);

// What stands in place of the words that are missing: a hint each.
void explain_missing_words(Work& work, std::size_t item, const Operation& operation, const Place& place,
                           const Target& target, std::size_t found);

}  // namespace kancelli::statute
