// One round of comparing two versions of a statute: which items lead from one to the other.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/statute/amendment.h"
#include "pipeline/statute/compare.h"
#include "pipeline/statute/everywhere.h"
#include "pipeline/statute/matching.h"

namespace kancelli::statute {

class Comparison {
 public:
  using Forms = std::map<std::string, CompareOptions::Form>;
  // `matching`: of these two.
  Comparison(const Unit& old, const Unit& changed, const Matching& matching, const CompareOptions& options,
             const Forms& forms);

  Amendment amendment() const;  // items in their order; without clauses
  // The §, chapter or annex of the old version that an item touches; "" for the statute's title and preamble.
  std::string top_of(std::size_t item) const;
  // The unit to re-word whole where `id` (of either version) cannot be changed otherwise: itself, or the next
  // larger one that is not among `tried`; "" when there is none.
  std::string wider(const std::string& id, const std::set<std::string>& tried) const;
  std::string name(const std::string& old_id) const;  // "§ 5, stk. 2"

 private:
  struct Entry {
    std::size_t place;  // twice the offset in the old version; odd: behind it
    Item item;
    std::string top;
  };
  struct Group;     // a § with the headings before it
  class Provision;  // the words of one stykke, nummer or litra

  bool whole(const Unit& old) const;
  bool rewords(const Unit& old) const;
  void collect_whole(const Unit& old, std::set<const Unit*>& all) const;

  void visit(const Unit& old, const Unit& changed);
  void words(const Unit& old, const Unit& changed);
  bool provision_words(const Unit& old, const Unit& changed);
  void heading_words(const Unit& old, const Unit& changed);

  void ordered_units(const Unit& old, const Unit& changed);
  void gap(const Unit& parent, const Unit* before, const Unit* after, const std::vector<const Unit*>& gone,
           const std::vector<const Unit*>& come);
  void paragraphs(const Unit& old, const Unit& changed);
  void paragraph_gap(const Unit& parent, const Group* before, const Group* after,
                     std::vector<const Group*> gone, const std::vector<const Group*>& come,
                     std::vector<const Unit*>& pending);
  void headings(const Group& old, const Group& changed, const std::vector<const Unit*>& expected);
  void large_units(const Unit& old, const Unit& changed, Kind kind);

  void reword(const Unit& old, const Unit& changed);
  void add(std::size_t place, Operation operation, const Unit& near);
  bool joins(const Entry& entry, const Operation& next) const;
  void gather();  // identical changes of words are one item

  Place place_of(const Unit& old) const;
  bool chosen(const Unit& old, CompareOptions::Form form) const;

  const Unit &old_, &changed_;
  const Forms& forms_;
  const Matching& matching_;
  Everywhere everywhere_;
  std::vector<Entry> entries_;
  std::map<std::string, const Unit*> old_ids_, new_ids_;
};

// The groups of §§ and headings below a statute or chapter.
struct Comparison::Group {
  std::vector<const Unit*> headings;
  const Unit* paragraph;
};

}  // namespace kancelli::statute
