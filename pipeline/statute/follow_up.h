// What follows of an amendment elsewhere (konsekvensændringer): references that a shift or a repeal breaks,
// or that a § gaining or losing a second stykke changes, and old names that were left.
//
// Vejledning om lovkvalitet (2023), 3.4.5, names references as the frequent error.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/statute/amendment.h"
#include "pipeline/statute/provision.h"

namespace kancelli::statute {

struct FollowUp {
  enum class Why {
    shifted,   // the provision is called otherwise now
    repealed,  // it is gone
    old_name,  // a name that the amendment, or the register, replaces
  };
  Why why = Why::shifted;
  std::string unit;            // id, in the changed statute, of where the words stand
  std::string words, instead;  // instead: "" where a person must decide
  // The ready amendment item, for all places of its unit; nothing where there is no `instead`, or no words
  // that can be found by themselves.
  std::optional<Operation> operation;
};

// Names: what is called so before, and after.
using Names = std::vector<std::pair<std::string, std::string>>;

// In the statute itself, as it reads after the amendment.
std::vector<FollowUp> follow_up(const Unit& old, const Unit& changed, const Names& names);

// Tells of them, with the ready items: warnings of the codes reference-shifted and old-name-left. `place`:
// where a unit of the changed statute stands in a source.
void tell(const std::vector<FollowUp>& follow_ups, const Unit& changed,
          const std::function<Span(const std::string& unit)>& place, Diagnostics& diagnostics);

// A reference in a running text of another paper: bytes [begin, end), and what it should say instead.
struct TextFollowUp {
  FollowUp::Why why = FollowUp::Why::shifted;
  std::size_t begin = 0, end = 0;
  std::string words;    // what it is about: of several provisions those that are gone
  std::string instead;  // "" where the provision is gone
};
// References that name the statute: "styrelsesvedtægtens § 14, stk. 2", "§ 14, stk. 2, i styrelsesvedtægten".
// `short_names`: what the statute is called, in the definite form ("styrelsesvedtægten").
std::vector<TextFollowUp> follow_up_in_text(std::string_view text,
                                            const std::vector<std::string>& short_names, const Unit& old,
                                            const Unit& changed);

}  // namespace kancelli::statute
