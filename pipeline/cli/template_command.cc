#include "pipeline/cli/template_command.h"

#include <filesystem>
#include <iostream>
#include <map>

#include "pipeline/build/house.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/word/template.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// Where the template of one type goes: the file that is named, or a folder, under its own name.
std::string file_for(const Project& project, const Files& files, const std::string& type,
                     const std::string& asked) {
  const std::string name = word::template_name(project, files, type);
  if (asked.empty()) return name;
  if (asked.ends_with('/') || files.is_folder(asked)) return (fs::path(asked) / name).string();
  if (!asked.ends_with(".dotx"))
    throw Error(tr("a template's name ends in .dotx: {0}", {asked}), tr("for example: -o {0}", {name}));
  return asked;
}

// What a template needs is the list of papers and the registers; faults of papers are in nobody's way.
void keep_what_matters(const Project& project, Diagnostics& diagnostics) {
  std::erase_if(diagnostics.list(), [&](const Diagnostic& d) {
    const std::string_view file = project.sources.name(d.span.source);
    return file.starts_with("content/papers/") || (d.code != "xml" && d.code != "schema");
  });
}

void refuse_arguments(const Options& options) {
  if (options.arguments.size() > 1)
    throw Error(tr("a template is of a type, and has no id"),
                tr("for example: kancelli new {0} --template", {options.arguments[0]}));
  if (!options.amendment.empty() || !options.first_case.empty() || !options.meeting.empty() ||
      !options.of_agenda.empty())
    throw Error(tr("a template is for all papers of its type"),
                tr("leave out --for, --second-reading-of, --meeting and --of"));
}

}  // namespace

int run_template(const Options& options) {
  refuse_arguments(options);
  DiskFiles files;
  const std::string root = project_root(files, options);
  Diagnostics diagnostics;
  const auto project = load_project(files, root, diagnostics);
  keep_what_matters(*project, diagnostics);
  if (diagnostics.has_errors()) return finish(options, project->sources, diagnostics);
  const std::string reference = files.read(find_house(files, root) + "/styles/generated/reference.docx");
  const bool all = options.arguments.empty();
  std::vector<std::string> types = options.arguments;
  if (all)
    for (const auto& [type, title] : document_types(*project, files)) types.push_back(type);
  std::map<std::string, std::string> made;  // file -> bytes
  for (const std::string& type : types) {
    const std::string asked = all && !options.output.empty() ? options.output + "/" : options.output;
    const std::string file = file_for(*project, files, type, asked);
    refuse_output(root, file, ".dotx");
    made[file] = word::word_template(*project, files, type, reference);
  }
  for (const auto& [file, bytes] : made) {
    files.write(file, bytes);
    std::cerr << tr("{0} is made", {file}) << "\n";
  }
  return 0;
}

}  // namespace kancelli
