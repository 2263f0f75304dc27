#include "pipeline/cli/commands.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <set>

#include "pipeline/build/builder.h"
#include "pipeline/build/house.h"
#include "pipeline/build/meeting_sheet.h"
#include "pipeline/check/baseline.h"
#include "pipeline/check/rule.h"
#include "pipeline/cli/check_tables.h"
#include "pipeline/cli/check_word_command.h"
#include "pipeline/cli/checked.h"
#include "pipeline/cli/filter_command.h"
#include "pipeline/cli/import_command.h"
#include "pipeline/cli/meeting_command.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/publish_command.h"
#include "pipeline/cli/send_command.h"
#include "pipeline/cli/serve_command.h"
#include "pipeline/cli/statute_command.h"
#include "pipeline/cli/take_command.h"
#include "pipeline/cli/template_command.h"
#include "pipeline/cli/watch_folder_command.h"
#include "pipeline/core/error.h"
#include "pipeline/core/fixes.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/printable.h"
#include "pipeline/core/text.h"
#include "pipeline/filter/filter_report.h"
#include "pipeline/project/case_skeleton.h"
#include "pipeline/project/meeting_skeleton.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/write/pandoc.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// Makes the repairs that are certain, and shows them. A source that is no longer what was read stays as it
// is.
void repair(DiskFiles& files, const Checked& checked) {
  std::size_t repairs = 0;
  const SourceMap& sources = checked.project->sources;
  for (const FixedSource& fixed : make_fixes(checked.diagnostics, sources)) {
    const std::string path = checked.project->root + "/" + std::string(sources.name(fixed.source));
    if (files.read(path) != sources.text(fixed.source))
      throw Error(tr("{0} was changed while it was checked", {path}), tr("run the check again"));
    files.write(path, fixed.text);
    std::cout << fixed.diff;
    repairs += fixed.fixes;
  }
  std::cerr << tr("repairs made: {0}", {std::to_string(repairs)}) << "\n";
}

int write_baseline(DiskFiles& files, const Options& options, const Checked& checked) {
  const Baseline baseline = Baseline::of(checked.diagnostics, checked.project->sources);
  files.write(options.write_baseline, baseline.json());
  const std::size_t rest = checked.diagnostics.list().size() - baseline.size();
  std::cerr << tr("findings written to {0}: {1}", {options.write_baseline, std::to_string(baseline.size())})
            << "\n";
  if (rest > 0)
    std::cerr << tr("findings that no baseline may leave out: {0}", {std::to_string(rest)}) << "\n";
  return rest > 0 ? 1 : 0;
}

// A table instead of the findings; their number is told, since a table of a faulty project may be wrong.
int print_table(const Options& options, const Checked& checked) {
  std::cout << check_table(options, *checked.project, checked.papers,
                           options.today ? options.today : this_day());
  const std::size_t errors = checked.diagnostics.count(Severity::error),
                    warnings = checked.diagnostics.count(Severity::warning);
  if (errors + warnings > 0)
    std::cerr << tr("errors: {0}, warnings: {1}", {std::to_string(errors), std::to_string(warnings)}) << "; "
              << tr("`kancelli check` shows them") << "\n";
  return errors > 0 || (options.strict && warnings > 0) ? 1 : 0;
}

int run_check(const Options& options) {
  if (checks_word_files(options)) return run_check_word(options);
  DiskFiles files;
  Checked checked = load_and_check(files, options);
  if (options.requirements || options.tasks) return print_table(options, checked);
  if (!options.write_baseline.empty()) return write_baseline(files, options, checked);
  if (options.fix) {
    repair(files, checked);
    checked = load_and_check(files, options);
  }
  const int status = finish(options, checked.project->sources, checked.diagnostics);
  if (status == 0 && checked.diagnostics.list().empty() && options.format == DiagnosticFormat::human)
    std::cerr << tr("papers checked: {0}; nothing found", {std::to_string(checked.papers.size())}) << "\n";
  if (checked.known > 0)
    std::cerr << tr("known findings left out: {0}", {std::to_string(checked.known)}) << "\n";
  return status;
}

std::vector<std::string> formats_of(const Options& options) {
  std::vector<std::string> formats;
  for (const std::string_view format :
       split(options.to ? std::string_view(*options.to) : "pdf,docx,html", ',')) {
    if (format != "pdf" && format != "docx" && format != "html" && format != "ast")
      throw Error(tr("there is no format \"{0}\"", {format}), tr("formats: pdf, docx, html, ast"));
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.emplace_back(format);
  }
  if (std::find(formats.begin(), formats.end(), "ast") != formats.end())
    formats.insert(formats.end(), {"lowered", "answers"});
  return formats;
}

int run_build(const Options& options) {
  DiskFiles files;
  SystemProcesses processes;
  BuildOptions build_options;
  build_options.formats = formats_of(options);
  std::error_code problem;
  if (fs::temp_directory_path(problem).empty())
    throw Error(tr("there is no folder for temporary files"), tr("TMPDIR must name a folder, or be unset"));
  Checked checked = load_and_check(files, options);
  Project& project = *checked.project;
  const bool stop = checked.diagnostics.has_errors() ||
                    (options.strict && checked.diagnostics.count(Severity::warning) > 0);
  if (stop) {
    const int status = finish(options, project.sources, checked.diagnostics);
    std::cerr << tr("nothing was built") << "\n";
    return status;
  }
  project.closed_edition = options.is_closed();
  build_options.out = folder_for_outputs(project, options);
  build_options.jobs = options.jobs > 0 ? options.jobs : processors();
  build_options.house = find_house(files, project.root);
  build_options.today = options.today ? options.today->iso() : "";
  const PapersToBuild papers = papers_to_build(project, checked.papers, checked.diagnostics);
  build_options.papers = papers.all;
  const auto sheets = meeting_sheets(project, papers.all, checked.diagnostics);
  for (const auto& sheet : sheets) build_options.papers.push_back(sheet.get());
  if (checked.diagnostics.has_errors()) {
    const int status = finish(options, project.sources, checked.diagnostics);
    std::cerr << tr("nothing was built") << "\n";
    return status;
  }
  build_options.trace = options.trace;
  build_options.profile = options.profile;
  if (is_terminal(2)) build_options.progress = show_progress;
  const BuildResult result = build(project, files, processes, build_options, checked.diagnostics);
  const int status = finish(options, project.sources, checked.diagnostics);
  if (options.explain)
    for (const std::string& reason : result.reasons) std::cerr << reason << "\n";
  std::cerr << result.trace;
  if (!options.trace.empty() && result.trace.empty())
    std::cerr << tr("the filter {0} did not run", {options.trace}) << "\n";
  if (options.profile && !result.profile.files.empty()) std::cerr << profile_table(result.profile);
  if (papers.closed > 0)
    std::cerr << tr("closed papers left out: {0}", {std::to_string(papers.closed)}) << "\n";
  std::cerr << tr("files made: {0}, unchanged: {1}, in {2}",
                  {std::to_string(result.made), std::to_string(result.kept), name_of_outputs(options)})
            << "\n";
  return status;
}

int run_explain(const Options& options) {
  if (options.all) {
    std::cout << explain_all(language());
    return 0;
  }
  if (options.arguments.empty()) {
    std::cout << list_of_rules();
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
    if (&code != &options.arguments.front()) std::cout << "\n";
    std::cout << explain(*rule);
  }
  return 0;
}

// What a new paper says that the project knows already; "" for the skeleton.
std::string text_of_new(const Project& project, const Options& options) {
  const std::string &type = options.arguments[0], &id = options.arguments[1];
  if (!options.meeting.empty() && type != "agenda")
    throw Error(tr("only an agenda is for a meeting"),
                tr("for example: kancelli new agenda {0} --meeting oeu-2026-02-24", {id}));
  if (!options.of_agenda.empty() && type != "minutes")
    throw Error(tr("only minutes are of an agenda"),
                tr("for example: kancelli new minutes {0} --of AGENDA", {id}));
  if (!options.meeting.empty()) return agenda_of_meeting(project, id, options.meeting);
  if (!options.of_agenda.empty()) return minutes_of_agenda(project, id, options.of_agenda);
  if (options.amendment.empty() && options.first_case.empty()) return {};
  if (!options.amendment.empty() && !options.first_case.empty())
    throw Error(tr("a case is for the first reading or for the second"),
                tr("give --for or --second-reading-of, not both"));
  if (type != "case")
    throw Error(tr("only a case is for a reading"), tr("for example: kancelli new case {0} --for ID", {id}));
  return options.first_case.empty() ? first_reading_case(project, id, options.amendment)
                                    : second_reading_case(project, id, options.first_case);
}

int run_new(const Options& options) {
  if (options.as_template) return run_template(options);
  if (!options.output.empty())
    throw Error(tr("-o is for a template"), tr("for example: kancelli new case --template -o case.dotx"));
  if (options.arguments.size() != 2)
    throw Error(tr("`kancelli new` wants a type and an id"),
                tr("for example: kancelli new charter kommissorium-arbejdsgruppe"));
  DiskFiles files;
  const std::string root = project_root(files, options);
  Diagnostics diagnostics;
  const auto project = load_project(files, root, diagnostics);
  // Faults of papers and registers are in nobody's way here; a list of papers that cannot be read is.
  std::erase_if(diagnostics.list(), [&](const Diagnostic& d) {
    return project->sources.name(d.span.source) != "content/project.xml" ||
           (d.code != "xml" && d.code != "schema");
  });
  if (diagnostics.has_errors()) return finish(options, project->sources, diagnostics);
  std::cerr << tr("{0} is there to be filled in",
                  {new_paper(*project, files, options.arguments[0], options.arguments[1],
                             text_of_new(*project, options))})
            << "\n";
  return 0;
}

void help(const CliCommand* command, std::ostream& out) {
  if (command != nullptr) {
    out << "kancelli " << command->name << " " << tr(command->usage) << "\n\n"
        << tr(command->summary) << "\n\n"
        << options_help(command->name);
    return;
  }
  out << tr("kancelli COMMAND [OPTION]... [PATH]...: papers that cannot contradict each other, as PDF, "
            "DOCX and HTML")
      << "\n\n";
  for (const CliCommand& each : commands())
    out << "  " << each.name << std::string(14 - each.name.size(), ' ') << tr(each.summary) << "\n";
  out << "\n"
      << options_help("") << "\n"
      << tr("`kancelli COMMAND --help` tells more. Exit status: 0 good, 1 the content has errors, 2 "
            "the program could not work.")
      << "\n";
}

int dispatch(const Options& options) {
  if (options.version) {
    std::cout << "kancelli " KANCELLI_VERSION "\n";
    return 0;
  }
  if (options.command.empty()) {
    help(nullptr, options.help ? std::cout : std::cerr);
    return options.help ? 0 : 2;
  }
  std::vector<std::string> names;
  for (const CliCommand& command : commands()) {
    if (command.name == options.command) {
      if (!options.help) return command.run(options);
      help(&command, std::cout);
      return 0;
    }
    names.emplace_back(command.name);
  }
  const std::string_view meant = nearest(lower(options.command), {names.begin(), names.end()});
  throw Error(tr("there is no command {0}", {options.command}),
              meant.empty() ? tr("commands: {0}", {join(names, ", ")}) : tr("did you mean {0}?", {meant}));
}

// A closed standard stream would be the number of the next file that is opened, and what is printed would go
// into it. What stands in for it refuses the same work.
void keep_standard_streams() {
  for (int descriptor = 0; descriptor < 3; ++descriptor)
    if (::fcntl(descriptor, F_GETFD) < 0)
      static_cast<void>(::open("/dev/null", descriptor == 0 ? O_WRONLY : O_RDONLY));
  ::signal(SIGPIPE, SIG_IGN);
}

// Has the program that reads our output had enough (kancelli explain | head -1)?
bool reader_has_gone() {
  pollfd output{1, POLLOUT, 0};
  return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

}  // namespace

const std::vector<CliCommand>& commands() {
  static const std::vector<CliCommand> table = {
      {"check", "[PATH]... | FILE.docx...", "checks papers, or Word files, and prints what is wrong",
       run_check},
      {"build", "[PATH]...", "checks papers and writes them as PDF, DOCX and HTML", run_build},
      {"serve", "", "shows the project's site on this machine, anew after each save", run_serve},
      {"explain", "[CODE]...", "tells what a rule is for, with text that fails and text that passes",
       run_explain},
      {"new", "TYPE ID | [TYPE] --template", "makes a paper to fill in, or a template for Word", run_new},
      {"statute", "compare OLD NEW | apply STATUTE AMENDMENT... | parse FILE | parallel STATUTE AMENDMENT",
       "changes of a statute: from two versions to the amending text, and from amendments to the text in "
       "force",
       run_statute},
      {"import", "FILE TYPE ID",
       "makes a paper of the project of a Word file, a PDF or a text (or a statute of an Akoma Ntoso file), "
       "and tells what it did",
       run_import},
      {"meeting", "BODY DATE|YEAR",
       "makes what goes out for a meeting: the papers as one PDF, folders for other systems, a timetable",
       run_meeting},
      {"send", "PAPER...", "freezes papers as they go out: source, register values and outputs", run_send},
      {"diff", "PAPER [VERSION [VERSION]]", "shows what changed since a paper was sent", run_diff},
      {"take", "EDITED.docx...", "takes what people changed in Word back to a paper's source", run_take},
      {"watch-folder", "DIR", "answers Word files that people put into a folder: what is wrong, and the PDF",
       run_watch_folder},
      {"publish", "", "makes a signed release of the papers that may go out, and activates it", run_publish},
      {"release", "list | verify [RELEASE] | diff A [B] | rollback [RELEASE] | prune | due | key NAME",
       "looks after releases: what there is, whether it is whole, what changed, and the way back",
       run_release},
      {"filter", "-f FILE...", "runs Lua filters over Pandoc's JSON, from standard input to standard output",
       run_filter},
  };
  return table;
}

int run_cli(const std::vector<std::string>& arguments) {
  keep_standard_streams();
  set_language(language_of_environment());
  try {
    const int status = dispatch(parse_options(arguments));
    // What was asked for and could not be printed was not done.
    if (!std::cout.flush() && !reader_has_gone())
      throw Error(tr("cannot write to standard output"), tr("is the disk full?"));
    return status;
  } catch (const Error& error) {
    // It may quote what stands in somebody's file.
    std::cerr << "kancelli: " << printable(error.what()) << "\n";
    if (!error.hint.empty()) std::cerr << "  " << tr("hint") << ": " << printable(error.hint) << "\n";
  } catch (const fs::filesystem_error& error) {
    std::cerr << "kancelli: "
              << tr("cannot work with {0}: {1}", {error.path1().string(), reason_text(error.code().value())})
              << "\n";
  } catch (const std::exception& error) {
    std::cerr << "kancelli: " << tr("a fault of the program, please report it: {0}", {error.what()}) << "\n";
  }
  return 2;
}

}  // namespace kancelli
