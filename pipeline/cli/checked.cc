#include "pipeline/cli/checked.h"

#include <iostream>
#include <set>

#include "pipeline/check/baseline.h"
#include "pipeline/check/rule.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/core/parallel.h"

namespace kancelli {

Checked load_and_check(DiskFiles& files, const Options& options) {
  Checked checked;
  const int jobs = options.jobs > 0 ? options.jobs : processors();
  checked.project = load_project(files, project_root(files, options), checked.diagnostics, jobs);
  const Project& project = *checked.project;
  const std::set<std::string> wanted = wanted_paths(project, options);
  report_strangers(project, wanted, checked.diagnostics);
  for (const auto& paper : project.papers)
    if (covers(wanted, paper->file)) checked.papers.push_back(paper.get());
  check(project, checked.papers, {files, options.today ? options.today : this_day(), jobs},
        checked.diagnostics);
  keep_wanted(project, wanted, checked.diagnostics);
  if (!options.baseline.empty())
    checked.known = Baseline::read(files.read(options.baseline), options.baseline)
                        .take_out(checked.diagnostics, project.sources);
  checked.diagnostics.sort(project.sources);
  return checked;
}

namespace {

AmendmentPapers papers_of_amendment(Project& project, const Paper& paper, Diagnostics& diagnostics,
                                    bool tell) {
  const auto worked = work_out(project, paper, diagnostics);
  if (worked == nullptr) return {};
  AmendmentPapers made = amendment_papers(project, *worked, diagnostics);
  if (tell) std::cerr << protocol(paper.id, made.proof);
  return made;
}

}  // namespace

PapersToBuild papers_to_build(Project& project, const std::vector<const Paper*>& papers,
                              Diagnostics& diagnostics, bool tell) {
  PapersToBuild result;
  for (const Paper* paper : papers)
    if (paper->closed)
      ++result.closed;
    else if (paper->type == "amendment")
      result.made.push_back(papers_of_amendment(project, *paper, diagnostics, tell));
    else
      result.all.push_back(paper);
  for (const AmendmentPapers& each : result.made)
    for (const auto& paper : each.papers) result.all.push_back(paper.get());
  return result;
}

}  // namespace kancelli
