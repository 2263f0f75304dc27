// What may go out on a day, paper by paper: one that may not holds back no other, but
// those that enclose it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pipeline/core/diagnostic.h"
#include "pipeline/project/project.h"
#include "pipeline/project/sent_version.h"

namespace kancelli {

// A paper with errors that somebody lets out all the same.
struct Override {
  std::string paper, by, reason;
};

struct Gate {
  std::vector<const Paper*> open;  // in the project's order
  // Those of them that go out as they were sent (SentPapers), whatever their sources say now. Of a
  // version whose closed edition was not kept the closed one has the source, as long as that is what was
  // sent.
  std::set<const Paper*> as_sent;
  const SentPapers* sent = nullptr;  // what open_gate was given, where that is anything; it lives longer
  // Why the others stay, each at its place in the source: release-error, release-closed, release-state,
  // release-embargo, release-attachment, release-reference. And what is told of papers that go out: a warning
  // where one prints the title of a paper that does not (release-reference).
  Diagnostics held;
  // The papers with errors that go out, and the codes of those errors.
  std::vector<std::pair<const Paper*, std::vector<std::string>>> overridden;
};

// `found` is what check() said of the whole project, suppressions and severities applied. A paper is open
// when nothing in its file is an error (or it is let out all the same), its access is open, its state is sent
// or superseded, its embargo is over on that day, so is every paper of the project that it encloses openly,
// and it tells the title of none that is closed or waits for its embargo.
// Of a paper in `sent` (load_all_sent) the version that was sent last is judged so, and its source only
// takes it away, closed or withdrawn. Errors there, or another state, are told. What is damaged stays.
Gate open_gate(const Project& project, const Diagnostics& found, const Date& day,
               const std::vector<Override>& overrides = {}, const SentPapers& sent = {});

// Takes papers back that were let out (what scan() says of them is told), and those that enclose them.
void hold_back(Gate& gate, const Project& project, const std::vector<const Paper*>& papers);

// Throws Error for an override without a name or a reason, of a paper that is not there, and of what nobody
// may let out: CPR numbers, closed matter, a paper that is closed, not sent or under embargo, one that its
// grammar refuses.
void refuse_impossible(const std::vector<Override>& overrides, const Project& project,
                       const Diagnostics& found, const Date& day, const SentPapers& sent = {});

// False for CPR numbers and closed matter, and for what cannot be built.
bool can_be_overridden(std::string_view code);

// The first day after this one on which the embargo of some paper ends; nothing when none does.
std::optional<Date> next_release_due(const Project& project, const Date& day, const SentPapers& sent = {});

}  // namespace kancelli
