// References within a statute, "§ 5, stk. 2" and "stk. 3", that its words say.
#pragma once

#include <string>
#include <vector>

#include "pipeline/check/examined.h"

namespace kancelli::word {

struct ProvisionReference {
  std::size_t begin = 0, end = 0;  // in the running text
  std::string element;
};

// Those of a <statute> that lead to one of its own provisions. "§ 2 i lov om ..." is another law's.
std::vector<ProvisionReference> provision_references(const ExaminedPaper& examined);

// What a <ref> of a statute that the project does not list yet prints; "" for one that leads elsewhere.
std::string printed_provision_reference(const Node& ref, const Paper& paper);

}  // namespace kancelli::word
