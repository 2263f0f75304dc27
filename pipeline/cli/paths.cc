#include "pipeline/cli/paths.h"

#include <filesystem>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/system/files.h"

namespace kancelli {

namespace fs = std::filesystem;

std::string project_root(const Files& files, const Options& options) {
  if (!options.project.empty()) {
    const std::string root = find_project(files, options.project);
    std::error_code problem;
    if (root.empty() || !fs::equivalent(root, options.project, problem))
      throw Error(tr("{0} is no project", {options.project}), tr("a project has a content/project.xml"));
    return root;
  }
  std::string start = ".";
  if (!options.arguments.empty() && options.command != "new") {
    const fs::path first = options.arguments[0];
    std::error_code problem;
    if (!fs::exists(first, problem))
      throw Error(tr("there is no file or folder {0}", {options.arguments[0]}));
    start = fs::is_directory(first, problem) ? first.string() : fs::absolute(first).parent_path().string();
  }
  std::string root = find_project(files, start);
  // What is imported comes from elsewhere: an inbox, a folder of a case.
  if (root.empty() && options.command == "import") root = find_project(files, start = ".");
  if (root.empty() && start != ".")
    throw Error(
        tr("{0} lies in no project: no content/project.xml from its folder upwards", {options.arguments[0]}));
  if (root.empty())
    throw Error(tr("there is no project here: no content/project.xml from this folder upwards"),
                tr("go into one, or name it: --project DIR"));
  return root;
}

std::set<std::string> wanted_paths(const Project& project, const Options& options) {
  std::set<std::string> paths;
  const fs::path root = fs::weakly_canonical(project.root);
  for (const std::string& argument : options.arguments) {
    std::error_code problem;
    if (!fs::exists(argument, problem)) throw Error(tr("there is no file or folder {0}", {argument}));
    std::string path = fs::weakly_canonical(argument).lexically_relative(root).generic_string();
    paths.insert(path.ends_with('/') ? path.substr(0, path.size() - 1) : path);
  }
  if (paths.empty()) paths.insert(".");
  return paths;
}

bool covers(const std::set<std::string>& paths, const std::string& file) {
  if (paths.contains(".") || paths.contains(file)) return true;
  for (std::size_t slash = file.rfind('/'); slash != std::string::npos && slash > 0;
       slash = file.rfind('/', slash - 1))
    if (paths.contains(file.substr(0, slash))) return true;
  return false;
}

void report_strangers(const Project& project, const std::set<std::string>& wanted, Diagnostics& diagnostics) {
  std::set<std::string> known = {".", "content", "content/project.xml", "content/registers"};
  for (std::string file : project.listed)
    for (std::size_t end = file.size(); end != std::string::npos; end = file.rfind('/'))
      known.insert(file = file.substr(0, end));
  for (const std::string& path : wanted) {
    if (known.contains(path) || path.starts_with("content/registers/")) continue;
    Diagnostic& d = diagnostics.error("not-in-project", {}, tr("this is no paper of the project"),
                                      {tr("papers lie in content/papers/TYPE/ID.xml, and content/project.xml "
                                          "lists them: <paper type=\"TYPE\" id=\"ID\"/>")});
    d.place = path;
  }
}

void keep_wanted(const Project& project, const std::set<std::string>& wanted, Diagnostics& diagnostics) {
  std::set<std::string_view> read;
  for (const auto& paper : project.papers) read.insert(paper->file);
  std::erase_if(diagnostics.list(), [&](const Diagnostic& d) {
    const std::string_view file = project.sources.name(d.span.source);
    return file.starts_with("content/papers/") && read.contains(file) && !covers(wanted, std::string(file));
  });
}

void refuse_among_sources(const std::string& root, const std::string& asked) {
  const fs::path folder = fs::absolute(asked).lexically_normal();
  const std::string content = fs::weakly_canonical(root + "/content").string() + "/";
  std::error_code problem;  // a loop of links: making the folder will tell
  if ((fs::weakly_canonical(folder, problem).string() + "/").starts_with(content))
    throw Error(tr("{0} lies among the sources", {asked}), tr("choose a folder outside content: -o out"));
}

// What lies there is served to readers, and what is added makes it another than what was signed.
void refuse_in_release(const std::string& asked) {
  std::error_code problem;  // a loop of links: writing will tell
  const fs::path whole = fs::weakly_canonical(fs::absolute(asked), problem);
  for (fs::path folder = whole; folder.has_relative_path(); folder = folder.parent_path()) {
    const bool is_release =
        fs::exists(folder / "manifest.json", problem) && fs::exists(folder / "manifest.sig", problem);
    const bool holds_them =
        folder.filename() == "releases" && fs::is_symlink(folder.parent_path() / "current", problem);
    if (is_release || holds_them)
      throw Error(tr("{0} lies in a release, or among releases", {asked}),
                  tr("readers get what lies there; choose a folder elsewhere"));
  }
}

void refuse_output(const std::string& root, const std::string& file, const std::string& ending,
                   const std::string& mark) {
  if (lower(fs::path(file).extension().string()) != ending)
    throw Error(tr("{0} does not end in {1}", {file, ending}), tr("choose another name"));
  refuse_among_sources(root, fs::absolute(file).lexically_normal().parent_path().string());
  refuse_in_release(file);
  std::error_code problem;
  if (!fs::exists(fs::symlink_status(file, problem))) return;
  if (mark.empty() || DiskFiles().read(file).find(mark) == std::string::npos)
    throw Error(tr("{0} is there already", {file}), tr("choose another name, or delete it first"));
}

std::string folder_for_outputs(const Project& project, const std::string& asked) {
  refuse_among_sources(project.root, asked);
  refuse_in_release(asked);
  return fs::absolute(asked).lexically_normal().string();
}

// Behind the name of the open edition's folder.
static constexpr const char* closed_ending = "-closed";

std::string name_of_outputs(const Options& options) {
  std::string asked = options.out;
  while (asked.size() > 1 && asked.ends_with('/')) asked.pop_back();
  return options.is_closed() ? asked + closed_ending : asked;
}

std::string folder_for_outputs(const Project& project, const Options& options) {
  const std::string asked = name_of_outputs(options);
  if (!options.is_closed() && asked.ends_with(closed_ending))
    throw Error(tr("{0} is the name of a folder for the closed edition", {asked}),
                tr("choose another one: -o out"));
  return folder_for_outputs(project, asked);
}

}  // namespace kancelli
