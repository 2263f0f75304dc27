// Which provision of one version of a statute is which of the other.
#pragma once

#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/statute/provision.h"

namespace kancelli::statute {

class Matching {
 public:
  // `by_id`: units with one id are one provision. The rest is matched by number, words and order. A unit that
  // stands elsewhere in the other version (under another parent, or in another order) is not matched: it went
  // and came.
  Matching(const Unit& old, const Unit& changed, bool by_id);

  const Unit* changed(const Unit& old) const;  // nullptr: repealed
  const Unit* old(const Unit& changed) const;  // nullptr: new
  const Unit* parent(const Unit& unit) const;  // of either version
  // Where an old unit begins and ends among all units, in document order.
  std::pair<std::size_t, std::size_t> extent(const Unit& old) const;

 private:
  void index(const Unit& unit, const Unit* parent, bool old);
  void match_ids(const Unit& old, const Unit& changed);
  void match_rest(const Unit& old, const Unit& changed);
  void match_by_words(const std::vector<const Unit*>& olds, const std::vector<const Unit*>& news);
  void settle(const Unit& old);
  void pair(const Unit& old, const Unit& changed);
  void unpair(const Unit& old);

  std::unordered_map<const Unit*, const Unit*> to_new_, to_old_, parents_;
  std::unordered_map<const Unit*, std::pair<std::size_t, std::size_t>> extents_;
  std::size_t counted_ = 0;
};

}  // namespace kancelli::statute
