// What papers demand of each other, ticked off against the papers that there are.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/project/project.h"

namespace kancelli {

// A demand, and how far it is.
struct TracedRequirement {
  // met: a person says so, or the paper is sent and holds everything. begun: the paper is not sent yet.
  // lacking: it is sent, and something is not in it. open: there is no paper. overdue: not met, and the
  // deadline is past.
  enum class State { met, begun, lacking, open, overdue };

  const Requirement* requirement = nullptr;
  const Paper* paper = nullptr;  // what meets it, or is to
  State state = State::open;
  std::vector<const RequiredContent*> lacking;  // what the paper does not hold
  std::vector<std::string> not_received;        // ids of the bodies it does not go to

  // Sent, and not what was demanded.
  bool sent_in_want() const;
};
std::string_view to_string(TracedRequirement::State state);  // "met"

// In the register's order; a demand of the house on a type of papers is there for each of them. Demands whose
// papers could not be read are left out. Without `today` nothing is overdue.
std::vector<TracedRequirement> trace_requirements(const Project& project, const std::optional<Date>& today);

}  // namespace kancelli
