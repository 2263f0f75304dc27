#include "pipeline/cli/sent_papers.h"

#include <filesystem>
#include <iostream>

#include "pipeline/ast/ast_json.h"
#include "pipeline/build/builder.h"
#include "pipeline/build/house.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/attached_paper.h"
#include "pipeline/system/process.h"

namespace kancelli {

namespace fs = std::filesystem;

std::string root_of_papers(const Files& files, const Options& options) {
  Options here = options;
  here.arguments.clear();
  std::error_code problem;
  if (!options.arguments.empty() && fs::is_regular_file(options.arguments[0], problem))
    here.arguments = {options.arguments[0]};
  return project_root(files, here);
}

const Paper& paper_named(const Project& project, const std::string& name) {
  if (const Paper* paper = attached_paper(project, name).source) return *paper;
  std::error_code problem;
  for (const auto& paper : project.papers)
    if (fs::equivalent(project.root + "/" + paper->file, name, problem)) return *paper;
  if (project.is_unread(name))
    throw Error(tr("the paper {0} cannot be read", {name}), tr("`kancelli check` shows why"));
  std::vector<std::string_view> ids;
  for (const auto& paper : project.papers) ids.push_back(paper->id);
  const std::string_view meant = nearest(name, ids);
  throw Error(tr("there is no paper {0}", {name}),
              meant.empty() ? tr("content/project.xml lists the papers by their ids")
                            : tr("did you mean {0}?", {meant}));
}

PrintedPapers printed_papers(Project& project, const Paper& paper, Diagnostics& diagnostics) {
  PrintedPapers printed;
  if (paper.type != "amendment") {
    printed.papers = {&paper};
    return printed;
  }
  const auto worked = work_out(project, paper, diagnostics);
  if (worked == nullptr) return printed;
  printed.made = amendment_papers(project, *worked, diagnostics);
  for (const auto& each : printed.made.papers) printed.papers.push_back(each.get());
  return printed;
}

void build_into(const std::string& folder, const Project& project, Files& files, const Options& options,
                const std::vector<const Paper*>& papers, const std::vector<std::string>& formats,
                Diagnostics& diagnostics) {
  SystemProcesses processes;
  BuildOptions build_options;
  build_options.out = folder;
  build_options.formats = formats;
  build_options.papers = papers;
  build_options.jobs = options.jobs > 0 ? options.jobs : processors();
  build_options.house = find_house(files, project.root);
  build_options.today = options.today ? options.today->iso() : "";
  build_options.keep_others = true;
  build_options.keep_closed = true;
  if (is_terminal(2)) build_options.progress = show_progress;
  build(project, files, processes, build_options, diagnostics);
}

std::map<std::string, std::string> parts_of(const Project& project, const Files& files, const Paper& paper,
                                            const Paper& source) {
  std::map<std::string, std::string> parts;
  for (const Node& node : paper.xml->nodes)
    if (node.is("figure")) {
      const std::string path = "content/" + std::string(node.get("src"));
      parts[path] = files.read(project.root + "/" + path);
    }
  if (const auto edited = project.edited.find(source.id);
      edited != project.edited.end() && edited->second.source != SourceId::none)
    parts[std::string(project.sources.name(edited->second.source))] =
        project.sources.text(edited->second.source);
  return parts;
}

PaperState built_state(const std::string& folder, const Files& files, const Paper& paper,
                       const std::map<std::string, std::string>& parts) {
  PaperState state;
  state.paper = &paper;
  ast::ApiVersion version;
  state.tree = ast::from_json(files.read(folder + "/" + paper.id + ".json"), version);
  state.answers = read_answers(files.read(folder + "/" + paper.id + ".asked.json"));
  for (const auto& [path, bytes] : parts) state.pictures[path] = sha256(bytes);
  return state;
}

PaperState frozen_state(const Project& project, const Files& files, const SentVersion& version,
                        const Paper& paper) {
  PaperState state;
  state.paper = &paper;
  ast::ApiVersion api;
  state.tree = ast::from_json(frozen_file(project, files, version, "tree.json"), api);
  state.answers = read_answers(frozen_file(project, files, version, "answers.json"));
  for (const FrozenFile& file : version.files)
    if (file.name.starts_with("content/")) state.pictures[file.name] = file.sha256;
  return state;
}

}  // namespace kancelli
