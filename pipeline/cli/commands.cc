#include "pipeline/cli/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <thread>

#include "pipeline/ast/ast_json.h"
#include "pipeline/build/builder.h"
#include "pipeline/build/house.h"
#include "pipeline/check/rule.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_host.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/write/pandoc.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

bool is_terminal(int descriptor) {
  return ::isatty(descriptor) == 1;
}

bool in_color(const Options& options) {
  return options.color == "always" ||
         (options.color == "auto" && is_terminal(1) && std::getenv("NO_COLOR") == nullptr);
}

std::string project_root(const Files& files, const Options& options) {
  if (!options.project.empty()) {
    const std::string root = find_project(files, options.project);
    if (root.empty() || !fs::equivalent(root, options.project))
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
  const std::string root = find_project(files, start);
  if (root.empty())
    throw Error(tr("there is no project here: no content/project.xml from this folder upwards"),
                tr("go into one, or name it: --project DIR"));
  return root;
}

// The papers that the command's paths name: files, or folders with all in them. All, when there are none.
std::vector<const Paper*> chosen_papers(const Project& project, const Options& options) {
  std::vector<const Paper*> chosen;
  for (const auto& paper : project.papers) {
    bool wanted = options.arguments.empty();
    for (const std::string& argument : options.arguments) {
      const std::string relative = fs::weakly_canonical(argument)
                                       .lexically_relative(fs::weakly_canonical(project.root))
                                       .generic_string();
      wanted =
          wanted || relative == "." || paper->file == relative || paper->file.starts_with(relative + "/");
    }
    if (wanted) chosen.push_back(paper.get());
  }
  return chosen;
}

// A path that names no paper of the project: the author means to check something that nothing checks.
void report_strangers(const Project& project, const Options& options, Diagnostics& diagnostics) {
  for (const std::string& argument : options.arguments) {
    if (!fs::exists(argument)) throw Error(tr("there is no file or folder {0}", {argument}));
    const std::string relative = fs::weakly_canonical(argument)
                                     .lexically_relative(fs::weakly_canonical(project.root))
                                     .generic_string();
    const bool known =
        relative == "." || relative == "content" || relative.starts_with("content/registers") ||
        relative == "content/project.xml" ||
        std::any_of(project.listed.begin(), project.listed.end(), [&](const std::string& file) {
          return file == relative || file.starts_with(relative + "/");
        });
    if (known) continue;
    Diagnostic& d = diagnostics.error("not-in-project", {}, tr("this is no paper of the project"),
                                      {tr("papers lie in content/papers/TYPE/ID.xml, and content/project.xml "
                                          "lists them: <paper type=\"TYPE\" id=\"ID\"/>")});
    d.place = argument;
  }
}

void keep_chosen(const Project& project, const std::vector<const Paper*>& papers, const Options& options,
                 Diagnostics& diagnostics) {
  if (options.arguments.empty()) return;
  std::erase_if(diagnostics.list(), [&](const Diagnostic& d) {
    const std::string_view file = project.sources.name(d.span.source);
    if (!file.starts_with("content/papers/")) return false;
    const bool chosen =
        std::any_of(papers.begin(), papers.end(), [&](const Paper* paper) { return paper->file == file; });
    const bool unread = std::none_of(project.papers.begin(), project.papers.end(),
                                     [&](const auto& paper) { return paper->file == file; });
    return !chosen && !unread;
  });
}

int finish(const Options& options, const SourceMap& sources, Diagnostics& diagnostics) {
  diagnostics.sort(sources);
  std::cout << print(diagnostics, sources, {options.format, in_color(options)}) << std::flush;
  const std::size_t errors = diagnostics.count(Severity::error),
                    warnings = diagnostics.count(Severity::warning);
  if (options.format == DiagnosticFormat::human && errors + warnings > 0)
    std::cerr << tr("errors: {0}, warnings: {1}", {std::to_string(errors), std::to_string(warnings)}) << "\n";
  return errors > 0 || (options.strict && warnings > 0) ? 1 : 0;
}

struct Checked {
  std::unique_ptr<Project> project;
  std::vector<const Paper*> papers;
  Diagnostics diagnostics;
};

Checked load_and_check(DiskFiles& files, const Options& options) {
  Checked checked;
  checked.project = load_project(files, project_root(files, options), checked.diagnostics);
  report_strangers(*checked.project, options, checked.diagnostics);
  checked.papers = chosen_papers(*checked.project, options);
  check(*checked.project, checked.papers, {files, options.today}, checked.diagnostics);
  keep_chosen(*checked.project, checked.papers, options, checked.diagnostics);
  return checked;
}

int run_check(const Options& options) {
  DiskFiles files;
  Checked checked = load_and_check(files, options);
  const int status = finish(options, checked.project->sources, checked.diagnostics);
  if (status == 0 && checked.diagnostics.list().empty() && options.format == DiagnosticFormat::human)
    std::cerr << tr("papers checked: {0}; nothing found", {std::to_string(checked.papers.size())}) << "\n";
  return status;
}

void show_progress(std::size_t done, std::size_t all, const std::string& name) {
  std::cerr << "\r\033[K[" << done << "/" << all << "] " << name << std::flush;
  if (done == all) std::cerr << "\r\033[K" << std::flush;
}

std::vector<std::string> formats_of(const Options& options) {
  std::vector<std::string> formats;
  for (const std::string_view format : split(options.to, ',')) {
    if (format != "pdf" && format != "docx" && format != "html" && format != "ast")
      throw Error(tr("there is no format \"{0}\"", {format}), tr("formats: pdf, docx, html, ast"));
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.emplace_back(format);
  }
  return formats;
}

int run_build(const Options& options) {
  DiskFiles files;
  SystemProcesses processes;
  BuildOptions build_options;
  build_options.formats = formats_of(options);
  Checked checked = load_and_check(files, options);
  Project& project = *checked.project;
  const bool stop = checked.diagnostics.has_errors() ||
                    (options.strict && checked.diagnostics.count(Severity::warning) > 0);
  if (stop) {
    const int status = finish(options, project.sources, checked.diagnostics);
    std::cerr << tr("nothing was built") << "\n";
    return status;
  }
  build_options.out = fs::absolute(options.out).lexically_normal().string();
  build_options.jobs =
      options.jobs > 0 ? options.jobs : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
  build_options.house = find_house(files, project.root);
  build_options.today = options.today ? options.today->iso() : "";
  std::size_t closed = 0;
  for (const Paper* paper : checked.papers)
    if (paper->closed)
      ++closed;
    else
      build_options.papers.push_back(paper);
  if (is_terminal(2)) build_options.progress = show_progress;
  const BuildResult result = build(project, files, processes, build_options, checked.diagnostics);
  const int status = finish(options, project.sources, checked.diagnostics);
  if (options.explain)
    for (const std::string& reason : result.reasons) std::cerr << reason << "\n";
  if (closed > 0) std::cerr << tr("closed papers left out: {0}", {std::to_string(closed)}) << "\n";
  std::cerr << tr("files made: {0}, unchanged: {1}, in {2}",
                  {std::to_string(result.made), std::to_string(result.kept), options.out})
            << "\n";
  return status;
}

int run_explain(const Options& options) {
  if (options.all) {
    std::cout << explain_all(language());
    return 0;
  }
  if (options.arguments.empty()) {
    for (const Rule& rule : rules()) {
      const std::string code(rule.code);
      std::cout << code << std::string(code.size() < 26 ? 26 - code.size() : 1, ' ') << tr(rule.summary)
                << "\n";
    }
    return 0;
  }
  for (const std::string& code : options.arguments) {
    const Rule* rule = find_rule(code);
    if (rule == nullptr) {
      std::vector<std::string_view> codes;
      for (const Rule& each : rules()) codes.push_back(each.code);
      const std::string_view meant = nearest(code, codes);
      throw Error(tr("there is no rule {0}", {code}),
                  meant.empty() ? tr("`kancelli explain` lists them") : tr("did you mean {0}?", {meant}));
    }
    std::cout << explain(*rule);
  }
  return 0;
}

int run_new(const Options& options) {
  if (options.arguments.size() != 2)
    throw Error(tr("`kancelli new` wants a type and an id"),
                tr("for example: kancelli new charter kommissorium-arbejdsgruppe"));
  DiskFiles files;
  const std::string root = project_root(files, options);
  Diagnostics diagnostics;
  const auto project = load_project(files, root, diagnostics);
  std::cerr << tr("{0} is there to be filled in",
                  {new_paper(*project, files, options.arguments[0], options.arguments[1])})
            << "\n";
  return 0;
}

int run_filter(const Options& options) {
  if (options.filters.empty()) throw Error(tr("`kancelli filter` wants a filter"), "-f FILE.lua");
  DiskFiles files;
  const std::string input((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  FilterOptions host_options;
  host_options.format = options.to == "pdf,docx,html" ? "json" : options.to;
  ast::ApiVersion version;
  ast::Document document = ast::from_json(input, version);
  host_options.api_version = version;
  FilterHost host(std::move(host_options));
  for (const std::string& filter : options.filters) {
    try {
      document = host.apply(std::move(document), filter, files.read(filter));
    } catch (const FilterError& error) {
      std::cerr << error.file << (error.line > 0 ? ":" + std::to_string(error.line) : "") << ": "
                << tr("error") << ": " << error.what() << "\n"
                << error.traceback << "\n";
      return 1;
    }
  }
  std::cout << ast::to_json(document, version) << "\n" << std::flush;
  return 0;
}

int help(const CliCommand* command) {
  if (command != nullptr) {
    std::cout << "kancelli " << command->name << " " << command->usage << "\n\n"
              << tr(command->summary) << "\n\n"
              << options_help(command->name);
    return 0;
  }
  std::cout << tr("kancelli COMMAND [OPTION]... [PATH]...: papers that cannot contradict each other, as PDF, "
                  "DOCX and HTML")
            << "\n\n";
  for (const CliCommand& each : commands())
    std::cout << "  " << each.name << std::string(10 - each.name.size(), ' ') << tr(each.summary) << "\n";
  std::cout << "\n"
            << options_help("") << "\n"
            << tr("`kancelli COMMAND --help` tells more. Exit status: 0 good, 1 the content has errors, 2 "
                  "the program could not work.")
            << "\n";
  return 0;
}

int dispatch(const Options& options) {
  if (options.version) {
    std::cout << "kancelli " KANCELLI_VERSION "\n";
    return 0;
  }
  if (options.command.empty()) return help(nullptr) + (options.help ? 0 : 2);
  for (const CliCommand& command : commands())
    if (command.name == options.command) return options.help ? help(&command) : command.run(options);
  std::vector<std::string_view> names;
  for (const CliCommand& command : commands()) names.push_back(command.name);
  const std::string_view meant = nearest(options.command, names);
  throw Error(tr("there is no command {0}", {options.command}),
              meant.empty() ? tr("`kancelli --help` lists them") : tr("did you mean {0}?", {meant}));
}

}  // namespace

const std::vector<CliCommand>& commands() {
  static const std::vector<CliCommand> table = {
      {"check", "[PATH]...", "checks papers and prints what is wrong", run_check},
      {"build", "[PATH]...", "checks papers and writes them as PDF, DOCX and HTML", run_build},
      {"explain", "[CODE]...", "tells what a rule is for, with text that fails and text that passes",
       run_explain},
      {"new", "TYPE ID", "makes a paper to fill in", run_new},
      {"filter", "-f FILE...", "runs Lua filters over Pandoc's JSON, from standard input to standard output",
       run_filter},
  };
  return table;
}

int run_cli(const std::vector<std::string>& arguments) {
  set_language(language_of_environment());
  try {
    return dispatch(parse_options(arguments));
  } catch (const Error& error) {
    std::cerr << "kancelli: " << error.what() << "\n";
    if (!error.hint.empty()) std::cerr << "  " << tr("hint") << ": " << error.hint << "\n";
  } catch (const std::exception& error) {
    std::cerr << "kancelli: " << tr("a fault of the program, please report it: {0}", {error.what()}) << "\n";
  }
  return 2;
}

}  // namespace kancelli
