#include "pipeline/cli/preview_maker.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "pipeline/build/house.h"
#include "pipeline/cli/checked.h"
#include "pipeline/cli/publication.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

// The disk, but some files read as they did before.
class FilesAsTheyWere : public DiskFiles {
 public:
  explicit FilesAsTheyWere(std::map<std::string, std::string> texts) : texts_(std::move(texts)) {}
  std::string read(const std::string& path) const override {
    const auto found = texts_.find(path);
    return found == texts_.end() ? DiskFiles::read(path) : found->second;
  }
  bool exists(const std::string& path) const override {
    return texts_.contains(path) || DiskFiles::exists(path);
  }

 private:
  std::map<std::string, std::string> texts_;
};

std::set<std::string> faulty_files(const Diagnostics& found, const SourceMap& sources) {
  std::set<std::string> faulty;
  for (const Diagnostic& d : found.list())
    if (d.severity == Severity::error && !d.span.nowhere()) faulty.emplace(sources.name(d.span.source));
  return faulty;
}

std::string words_of(const Error& error) {
  return error.hint.empty() ? std::string(error.what())
                            : std::string(error.what()) + "\n" + tr("hint") + ": " + error.hint;
}

}  // namespace

PreviewMaker::PreviewMaker(const Options& options, std::string root, std::string folder)
    : options_(options), root_(std::move(root)), folder_(std::move(folder)) {
  options_.project = root_;
  house_ = find_house(DiskFiles(), root_);
}

void PreviewMaker::forget_house() {
  const std::lock_guard lock(mutex_);
  tools_.reset();
}

std::shared_ptr<BuildTools> PreviewMaker::tools(Project& project) {
  const std::lock_guard lock(mutex_);
  if (tools_ == nullptr) tools_ = build_tools(disk_, processes_, project, house_, jobs());
  return tools_;
}

PreviewMaker::Texts PreviewMaker::last_good() const {
  const std::lock_guard lock(mutex_);
  return stands_;
}

// Which text stands in for a source that has an error now, and what each source said without one.
void PreviewMaker::remember(const Project& project, const Diagnostics& found) {
  const std::set<std::string> faulty = faulty_files(found, project.sources);
  const std::lock_guard lock(mutex_);
  stands_.clear();
  for (const SourceId id : project.sources.all()) {
    const std::string name(project.sources.name(id)), path = project.root + "/" + name;
    if (!faulty.contains(name))
      good_[path] = project.sources.text(id);
    else if (const auto good = good_.find(path);
             good != good_.end() && good->second != project.sources.text(id))
      stands_[path] = good->second;
  }
}

Shown PreviewMaker::make() {
  Shown shown;
  try {
    shown = made();
  } catch (const Error& error) {
    shown = before_;
    shown.problem = words_of(error);
  } catch (const std::exception& error) {  // of the disk: a file went while it was read
    shown = before_;
    shown.problem = error.what();
  }
  std::string tells = shown.problem.empty() ? "" : shown.problem + "\n";
  for (const ShownFinding& each : shown.findings) tells += each.text;
  news_ = tells == told_ ? "" : tells.empty() ? tr("Nothing was found.") + "\n" : tells;
  told_ = tells;
  before_ = shown;
  return shown;
}

std::string PreviewMaker::news() {
  return std::exchange(news_, {});
}

Shown PreviewMaker::made() {
  DiskFiles files;
  Checked checked = load_and_check(files, options_);
  Shown shown;
  for (const auto& paper : checked.project->papers) shown.papers[paper->file] = paper->id;
  for (const std::string& file : checked.project->listed)  // those that cannot be read, too
    shown.papers.emplace(file, std::filesystem::path(file).stem().string());
  remember(*checked.project, checked.diagnostics);
  shown.findings = shown_findings(checked.diagnostics, checked.project->sources, shown.papers);
  if (const Texts stands = last_good(); !stands.empty()) {
    FilesAsTheyWere as_they_were(stands);
    checked = load_and_check(as_they_were, options_);
  }
  Diagnostics of_build;
  make_pages(*checked.project, checked.diagnostics, of_build, shown);
  for (ShownFinding& each : shown_findings(of_build, checked.project->sources, shown.papers))
    if (std::none_of(shown.findings.begin(), shown.findings.end(),
                     [&](const ShownFinding& other) { return other.text == each.text; }))
      shown.findings.push_back(std::move(each));
  return shown;
}

namespace {

std::vector<const Paper*> papers_to_show(const Project& project, const std::set<std::string>& faulty) {
  std::vector<const Paper*> papers;
  for (const auto& paper : project.papers)
    if (!paper->closed && !faulty.contains(paper->file)) papers.push_back(paper.get());
  return papers;
}

}  // namespace

void PreviewMaker::make_pages(Project& project, const Diagnostics& found, Diagnostics& of_build,
                              Shown& shown) {
  const std::set<std::string> faulty = faulty_files(found, project.sources);
  SiteRequest request;
  request.out = folder_ + "/pages";
  request.jobs = jobs();
  request.tools = tools(project);
  for (auto& [path, bytes] :
       preview_site(disk_, processes_, project, papers_to_show(project, faulty), request, of_build).files)
    if (const auto output = site::on_demand(bytes))
      shown.on_demand[path] = *output;
    else
      shown.files[path] = bytes;
  keep_pages(faulty_files(of_build, project.sources), shown);
  keep_pages(faulty, shown);
}

std::shared_ptr<const Shown> PreviewMaker::with_search(const std::shared_ptr<const Shown>& shown) {
  auto whole = std::make_shared<Shown>(*shown);
  try {
    FilesAsTheyWere files(last_good());
    Checked checked = load_and_check(files, options_);
    SiteRequest request;
    request.out = folder_ + "/search";
    request.jobs = jobs();
    request.tools = tools(*checked.project);
    request.search = true;
    Diagnostics ignored;  // the pages have told them
    const auto papers =
        papers_to_show(*checked.project, faulty_files(checked.diagnostics, checked.project->sources));
    for (auto& [path, bytes] :
         preview_site(disk_, processes_, *checked.project, papers, request, ignored).files)
      if (path.starts_with("pagefind/")) whole->files.insert_or_assign(path, bytes);
  } catch (const Error& error) {
    whole->problem = words_of(error);
  }
  return whole;
}

// What has errors and no other text to show is shown as it was.
void PreviewMaker::keep_pages(const std::set<std::string>& faulty, Shown& shown) const {
  for (const std::string& file : faulty) {
    const auto paper = shown.papers.find(file);
    if (paper == shown.papers.end()) continue;
    const std::string address = site::paper_address(paper->second);
    for (const auto& [path, bytes] : before_.files)
      if (path.starts_with(address)) shown.files.emplace(path, bytes);
    for (const auto& [path, output] : before_.on_demand)
      if (path.starts_with(address)) shown.on_demand.emplace(path, output);
  }
}

int PreviewMaker::jobs() const {
  return options_.jobs > 0 ? options_.jobs : processors();
}

MadeFile PreviewMaker::make_file(const std::string& paper, const std::string& format) {
  FilesAsTheyWere files(last_good());
  std::unique_ptr<Project> project;
  Diagnostics found;
  try {
    project = load_project(files, root_, found, processors());
    found = {};
    const Paper* source = project->paper(paper);
    for (const auto& each : project->papers)  // an amendment becomes papers whose ids begin with its own
      if (source == nullptr && each->type == "amendment" && paper.starts_with(each->id + "-"))
        source = each.get();
    if (source == nullptr || source->closed) return {"", tr("there is no paper {0}", {paper})};
    const PapersToBuild all = papers_to_build(*project, {source}, found, false);
    BuildOptions options;
    for (const Paper* each : all.all)
      if (each->id == paper) options.papers.push_back(each);
    options.formats = {format};
    options.out = folder_ + "/files";
    options.jobs = 1;
    options.house = house_;
    options.keep_others = true;
    options.tools = tools(*project);
    build(*project, files, processes_, options, found);
    if (!found.has_errors() && !options.papers.empty())
      return {files.read(options.out + "/" + paper + "." + format), ""};
  } catch (const Error& error) {
    return {"", words_of(error)};
  }
  found.sort(project->sources);
  return {"", print(found, project->sources, PrintOptions()) + tr("nothing was built")};
}

}  // namespace kancelli
