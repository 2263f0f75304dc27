// What may go out on a day, paper by paper: one that may not holds back no other, but
// those that enclose it.
#pragma once

#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"

namespace kancelli {

struct Gate {
  std::vector<const Paper*> open;  // in the project's order
  // Why the others stay, each at its place in the source: release-error, release-closed, release-state,
  // release-embargo, release-attachment.
  Diagnostics held;
};

// `found` is what check() said of the whole project, suppressions and severities applied. A paper is open
// when nothing in its file is an error, its access is open, its state is sent or superseded, its embargo is
// over on that day, and so is every paper of the project that it encloses openly.
Gate open_gate(const Project& project, const Diagnostics& found, const Date& day);

// The same for the edition of those who may read what is closed: there a paper may be closed, and what it
// encloses.
Gate closed_gate(const Project& project, const Diagnostics& found, const Date& day);

// The first day after this one on which the embargo of some paper ends; nothing when none does.
std::optional<Date> next_release_due(const Project& project, const Date& day);

}  // namespace kancelli
