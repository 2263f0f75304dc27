// A release is put together and scanned until nothing is found in it.
#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/publish/scan.h"

namespace kancelli {
namespace {

// The paper of the project that this one is, was, or was made of.
const Paper* of_project(const Paper& paper, const Project& project) {
  if (const Paper* found = project.paper(paper.id)) return found;
  return attached_paper(project, paper.id).source;
}

std::vector<const Paper*> missing_in(const Assembled& made, const Gate& gate, const Project& project) {
  std::vector<const Paper*> missing;
  for (const Paper* paper : gate.open)
    if (std::none_of(made.papers.begin(), made.papers.end(),
                     [&](const Paper* each) { return of_project(*each, project) == paper; }))
      missing.push_back(paper);
  return missing;
}

// Let out by somebody, with all that was found in it.
bool is_let_out(const Scan::Blamed& blamed, const std::vector<Override>& overrides, const Paper& paper) {
  return std::any_of(overrides.begin(), overrides.end(),
                     [&](const Override& each) { return each.paper == paper.id; }) &&
         std::all_of(blamed.codes.begin(), blamed.codes.end(), can_be_overridden);
}

void note_override(Gate& gate, const Paper& paper, const std::vector<std::string>& codes) {
  for (auto& [known, said] : gate.overridden)
    if (known == &paper) {
      said.insert(said.end(), codes.begin(), codes.end());
      std::sort(said.begin(), said.end());
      said.erase(std::unique(said.begin(), said.end()), said.end());
      return;
    }
  gate.overridden.emplace_back(&paper, codes);
}

}  // namespace

Assembled safe_release(Gate& gate, const std::vector<Override>& overrides, const Project& project,
                       const Files& disk, ProcessRunner& processes, Diagnostics& told,
                       const std::function<Assembled(const std::vector<const Paper*>& open)>& assemble) {
  while (true) {
    if (gate.open.empty()) return {};
    Assembled made = assemble(gate.open);
    // What did not come out whole holds back what encloses it.
    if (const std::vector<const Paper*> missing = missing_in(made, gate, project); !missing.empty()) {
      const std::size_t left = gate.open.size() - missing.size();
      hold_back(gate, project, missing);
      if (gate.open.size() != left) continue;
    }
    Scan seen = scan(made.files, project, made.papers, disk, processes);
    told.merge(std::move(seen.found));
    std::vector<const Paper*> held;
    for (const Scan::Blamed& blamed : seen.papers) {
      const Paper* paper = of_project(*blamed.paper, project);
      if (paper == nullptr) throw Error(tr("nothing was published: {0}", {blamed.paper->id}));
      if (is_let_out(blamed, overrides, *paper))
        note_override(gate, *paper, blamed.codes);
      else
        held.push_back(paper);
    }
    // What a front page or a feed tells, it mostly has of a paper that tells it too, and goes with that.
    if (seen.stops && held.empty())
      throw Error(tr("nothing was published: something must not go out, and nobody can say whose it is ({0})",
                     {seen.bad.empty() ? "" : seen.bad.front()}),
                  tr("the findings say what it is; it is in a file of the whole site"));
    if (held.empty()) return made;
    hold_back(gate, project, held);
  }
}

}  // namespace kancelli
