#include "pipeline/cli/options.h"

#include <algorithm>

#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"

namespace kancelli {
namespace {

struct Option {
  std::string_view name, letter;
  const char* value;          // what it takes, for the help; "" for nothing; msgid
  std::string_view commands;  // those that know it; "" for all
  const char* help;           // msgid

  bool takes_value() const { return *value != '\0'; }
  void (*set)(Options& options, const std::string& value);
};

[[noreturn]] void refuse(std::string_view option, const std::string& value, std::string_view wanted) {
  throw Error(tr("{0} cannot be \"{1}\"", {option, value}), tr("it is {0}", {wanted}));
}

void set_format(Options& options, const std::string& value) {
  if (value == "human")
    options.format = DiagnosticFormat::human;
  else if (value == "brief")
    options.format = DiagnosticFormat::brief;
  else if (value == "json")
    options.format = DiagnosticFormat::json;
  else if (value == "sarif")
    options.format = DiagnosticFormat::sarif;
  else
    refuse("--format", value, "human, brief, json, sarif");
}

void set_lang(Options&, const std::string& value) {
  if (value != "da" && value != "en") refuse("--lang", value, "da, en");
  set_language(value == "da" ? Language::danish : Language::english);
}

void set_today(Options& options, const std::string& value) {
  options.today = Date::parse(value);
  if (!options.today || options.today->precision != Date::Precision::day)
    refuse("--today", value, "2026-01-31");
}

void set_as_of(Options& options, const std::string& value) {
  options.as_of = Date::parse(value);
  if (!options.as_of || options.as_of->precision != Date::Precision::day)
    refuse("--as-of", value, "2026-01-31");
}

void set_on(Options& options, const std::string& value) {
  options.on = Date::parse(value);
  if (!options.on || options.on->precision != Date::Precision::day) refuse("--on", value, "2026-01-31");
}

void set_jobs(Options& options, const std::string& value) {
  const auto number = read_count(value);
  if (!number || *number < 1 || *number > 256) refuse("--jobs", value, "1-256");
  options.jobs = static_cast<int>(*number);
}

void set_port(Options& options, const std::string& value) {
  const auto number = read_count(value);
  if (!number || *number < 0 || *number > 65535) refuse("--port", value, "0-65535");
  options.port = static_cast<int>(*number);
}

void set_keep(Options& options, const std::string& value) {
  const auto number = read_count(value);
  if (!number || *number < 1 || *number > 100'000) refuse("--keep", value, "1-100000");
  options.keep = static_cast<int>(*number);
}

// "2", "0.5"
void set_settle(Options& options, const std::string& value) {
  const auto seconds = Decimal::parse(value);
  const std::int64_t most = 3600;
  if (!seconds || *seconds < Decimal{1, 1} || *seconds > Decimal{most, 0})
    refuse("--settle", value, "0.1-3600");
  options.settle_ms = static_cast<int>(seconds->rounded(3).units);
}

void set_time_limit(Options& options, const std::string& value) {
  constexpr int a_week = 7 * 24 * 3600;
  const auto number = read_count(value);
  if (!number || *number < 0 || *number > a_week) refuse("--time-limit", value, "0-604800");
  options.time_limit = static_cast<int>(*number);
}

void set_memory_limit(Options& options, const std::string& value) {
  const auto number = read_count(value);
  if (!number || *number < 8 || *number > 1'000'000) refuse("--memory-limit", value, "8-1000000");
  options.memory_limit = static_cast<int>(*number);
}

void set_edition(Options& options, const std::string& value) {
  if (value != "open" && value != "closed") refuse("--edition", value, "open, closed");
  options.edition = value;
}

void set_color(Options& options, const std::string& value) {
  if (value != "auto" && value != "always" && value != "never")
    refuse("--color", value, "auto, always, never");
  options.color = value;
}

constexpr Option table[] = {
    {"--out", "-o", "DIR", "build statute publish meeting diff", "the folder for the outputs (default: out)",
     [](Options& o, const std::string& v) { o.out = v; }},
    {"--out", "-o", "FILE", "import", "the file for the source; without, it becomes a paper of the project",
     [](Options& o, const std::string& v) { o.output = v; }},
    {"--report", "", "FILE", "import", "what was done, as a page (FILE.html) or as JSON (FILE.json)",
     [](Options& o, const std::string& v) { o.report = v; }},
    {"--to", "", "LIST", "build", "formats, with commas between: pdf, docx, html, ast",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--to", "", "FORMAT", "filter", "what filters see as FORMAT (default: json)",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--to", "", "FORMAT", "statute",
     "text (default), xml, akn (Akoma Ntoso), json, or files: pdf, docx, html",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--as-of", "", "DATE", "statute", "the text as it reads on that day (default: with all that is adopted)",
     set_as_of},
    {"--explain", "", "", "build", "tell why each paper is made again, or not",
     [](Options& o, const std::string&) { o.explain = true; }},
    {"--jobs", "-j", "N", "check build publish serve meeting send",
     "how many at a time (default: the processors)", set_jobs},
    {"--filter", "-f", "FILE", "filter", "a Lua filter; may be given several times",
     [](Options& o, const std::string& v) { o.filters.push_back(v); }},
    {"--metadata-file", "", "FILE", "filter",
     "metadata in YAML or JSON for what the document does not say; may be given several times",
     [](Options& o, const std::string& v) { o.metadata_files.push_back(v); }},
    {"--trust", "", "WORDS", "filter",
     "what the filters may use besides the document: files, processes, network, environment",
     [](Options& o, const std::string& v) { o.trust = v; }},
    {"--media", "", "DIR", "filter", "the folder for files that filters put into the media bag",
     [](Options& o, const std::string& v) { o.media = v; }},
    {"--time-limit", "", "SECONDS", "filter", "how long the filters may run (default: 60; 0: no limit)",
     set_time_limit},
    {"--memory-limit", "", "MB", "filter", "how much memory the filters may take (default: 1024)",
     set_memory_limit},
    {"--profile", "", "", "filter build", "tell how long each filter and each of its functions took",
     [](Options& o, const std::string&) { o.profile = true; }},
    {"--trace", "", "FILTER", "filter build", "tell what this filter changed",
     [](Options& o, const std::string& v) { o.trace = v; }},
    {"--to", "", "PLACE", "publish release",
     "where the releases are kept: a folder, an address of a WebDAV server (https://...), or NAME.tar",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--to", "", "LIST", "meeting",
     "with commas between: set, case-system, meeting-app, timetable (default: all four)",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--edition", "", "EDITION", "meeting", "open (default), or closed: with what the open one leaves out",
     set_edition},
    {"--edition", "", "EDITION", "build publish",
     "open (default), or closed: also what is closed, marked as such; its outputs go to DIR-closed",
     set_edition},
    {"--user-file", "", "FILE", "publish release",
     "USER:PASSWORD for the WebDAV server (else from the variable KANCELLI_USER)",
     [](Options& o, const std::string& v) { o.user_file = v; }},
    {"--time-limit", "", "SECONDS", "publish release",
     "how long the WebDAV server may be silent (default: 60; 0: a day)", set_time_limit},
    {"--audit-log", "", "FILE", "publish release",
     "the log of what was published (default: audit/log.jsonl in the folder or, for others, in the project)",
     [](Options& o, const std::string& v) { o.audit_log = v; }},
    {"--key", "", "FILE", "publish", "the secret key that signs (`kancelli release key NAME` makes one)",
     [](Options& o, const std::string& v) { o.key = v; }},
    {"--trusted", "", "FILE", "publish release", "a key whose signature counts; may be given several times",
     [](Options& o, const std::string& v) { o.trusted.push_back(v); }},
    {"--as-of", "", "DATE", "publish release", "the day for embargoes (default: the clock)", set_as_of},
    {"--override", "", "PAPER", "publish",
     "lets a paper out that has errors; may be given several times; needs --by and --reason, and is logged",
     [](Options& o, const std::string& v) { o.overrides.push_back(v); }},
    {"--by", "", "NAME", "publish", "who lets those papers out",
     [](Options& o, const std::string& v) { o.by = v; }},
    {"--reason", "", "TEXT", "publish", "why", [](Options& o, const std::string& v) { o.reason = v; }},
    {"--keep", "", "N", "release",
     "how many of the newest releases prune leaves; the active one stays anyhow (default: 10)", set_keep},
    {"--log", "", "", "release", "verify: the log of what was published, too",
     [](Options& o, const std::string&) { o.log = true; }},
    {"--port", "-p", "N", "serve", "the port on this machine (default: 8080; 0: any that is free)", set_port},
    {"--out", "-o", "DIR", "serve",
     "the folder to work in, kept for the next time (default: a temporary one)",
     [](Options& o, const std::string& v) { o.work = v; }},
    {"--reason", "", "TEXT", "send", "why the version that was sent is corrected",
     [](Options& o, const std::string& v) { o.reason = v; }},
    {"--on", "", "DATE", "send", "the day on which it is sent (default: --today, else the clock)", set_on},
    {"--to", "", "LIST", "diff", "text (default), or files, with commas between: pdf, docx, html",
     [](Options& o, const std::string& v) { o.to = v; }},
    {"--marked", "", "", "diff",
     "the paper itself, what came and what went marked up (docx: as tracked changes)",
     [](Options& o, const std::string&) { o.marked = true; }},
    {"--list", "", "", "take", "list what is proposed (this is the default)",
     [](Options& o, const std::string&) { o.list = true; }},
    {"--html", "", "FILE", "take", "a page with what is proposed, side by side with the paper",
     [](Options& o, const std::string& v) { o.html = v; }},
    {"--apply", "", "LIST", "take", "ids with commas between, or all: change the sources so",
     [](Options& o, const std::string& v) { o.apply = v; }},
    {"--reject", "", "LIST", "take", "ids with commas between, or all: do not propose it again",
     [](Options& o, const std::string& v) { o.reject = v; }},
    {"--fix", "", "", "check", "make the repairs that are certain, and show them",
     [](Options& o, const std::string&) { o.fix = true; }},
    {"--baseline", "", "FILE", "check build", "leave the findings out that this file knows",
     [](Options& o, const std::string& v) { o.baseline = v; }},
    {"--write-baseline", "", "FILE", "check", "write all findings to this file, for --baseline",
     [](Options& o, const std::string& v) { o.write_baseline = v; }},
    {"--comments", "", "FILE", "check", "of a Word file: a copy with what was found as comments",
     [](Options& o, const std::string& v) { o.comments = v; }},
    {"--pdf", "", "FILE", "check", "of a Word file: the paper that it would become",
     [](Options& o, const std::string& v) { o.pdf = v; }},
    {"--page", "", "FILE", "check", "of a Word file: what was found, as a page in Danish",
     [](Options& o, const std::string& v) { o.page = v; }},
    {"--type", "", "TYPE", "check",
     "of a Word file: the type of paper that it is (default: what the file tells)",
     [](Options& o, const std::string& v) { o.type = v; }},
    {"--once", "", "", "watch-folder", "handle what is there, and end",
     [](Options& o, const std::string&) { o.once = true; }},
    {"--settle", "", "SECONDS", "watch-folder", "so long a file must lie still (default: 2)", set_settle},
    {"--folder", "", "NAME=TYPE", "watch-folder",
     "what folders of that name hold: sag=case; may be given several times",
     [](Options& o, const std::string& v) { o.folders.push_back(v); }},
    {"--time-limit", "", "SECONDS", "watch-folder", "how long a file may take (default: 60)", set_time_limit},
    {"--memory-limit", "", "MB", "watch-folder",
     "how much memory each program may take for a file (default: 1024)", set_memory_limit},
    {"--requirements", "", "", "check", "print what papers demand of each other, and how far it is",
     [](Options& o, const std::string&) { o.requirements = true; }},
    {"--tasks", "", "", "check", "print the committees' tasks before and after the transfers",
     [](Options& o, const std::string&) { o.tasks = true; }},
    {"--for", "", "ID", "new", "a case: for the first reading of this amendment",
     [](Options& o, const std::string& v) { o.amendment = v; }},
    {"--meeting", "", "MEETING", "new",
     "an agenda: of this meeting, BODY-DATE, with the cases planned for it",
     [](Options& o, const std::string& v) { o.meeting = v; }},
    {"--of", "", "AGENDA", "new", "minutes: of the meeting with this agenda",
     [](Options& o, const std::string& v) { o.of_agenda = v; }},
    {"--second-reading-of", "", "ID", "new", "a case: for the second reading, from the case for the first",
     [](Options& o, const std::string& v) { o.first_case = v; }},
    {"--template", "", "", "new", "a template for Word, of the type; without one, of all types",
     [](Options& o, const std::string&) { o.as_template = true; }},
    {"--out", "-o", "FILE", "new",
     "the template's file, or a folder for it (default: here, Indstilling.dotx)",
     [](Options& o, const std::string& v) { o.output = v; }},
    {"--all", "", "", "explain", "every code, as Markdown",
     [](Options& o, const std::string&) { o.all = true; }},
    {"--format", "", "FORMAT", "check build statute import filter publish meeting send diff take",
     "human, brief, json or sarif", set_format},
    {"--strict", "", "", "check build", "warnings count as errors",
     [](Options& o, const std::string&) { o.strict = true; }},
    {"--today", "", "DATE", "check build publish serve meeting send watch-folder",
     "the day for deadlines and expiry (default: the clock)", set_today},
    {"--project", "", "DIR",
     "check build new statute import publish release serve meeting send diff take watch-folder",
     "the project (default: found from the current folder upwards)",
     [](Options& o, const std::string& v) { o.project = v; }},
    {"--lang", "", "LANG", "", "da or en (default: from the locale)", set_lang},
    {"--color", "", "WHEN", "", "auto, always or never", set_color},
    {"--help", "-h", "", "", "this text", [](Options& o, const std::string&) { o.help = true; }},
    {"--version", "", "", "", "the program's version",
     [](Options& o, const std::string&) { o.version = true; }},
};

bool knows(std::string_view commands, std::string_view command) {
  const auto list = split(commands);
  return commands.empty() || std::find(list.begin(), list.end(), command) != list.end();
}

// An option may mean something else to another command; it takes a value, or none, everywhere.
const Option* option_of(const Option& option, std::string_view command) {
  for (const Option& each : table)
    if (each.name == option.name && (command.empty() || knows(each.commands, command))) return &each;
  return nullptr;
}

// Complaints about the arguments are in the language that is asked for, wherever among them that stands. One
// that is no language is told when its turn comes.
void speak_as_asked(const std::vector<std::string>& arguments) {
  const std::string name = "--lang";
  for (std::size_t i = 0; i < arguments.size() && arguments[i] != "--"; ++i) {
    const std::string value = arguments[i].starts_with(name + "=") ? arguments[i].substr(name.size() + 1)
                              : arguments[i] == name && i + 1 < arguments.size() ? arguments[i + 1]
                                                                                 : "";
    if (value == "da" || value == "en") set_language(value == "da" ? Language::danish : Language::english);
  }
}

[[noreturn]] void no_such_option(const std::string& argument) {
  std::vector<std::string_view> names;
  for (const Option& option : table) names.push_back(option.name);
  const std::string_view meant = nearest(argument, names);
  throw Error(tr("there is no option {0}", {argument}),
              meant.empty() ? tr("`kancelli --help` lists them") : tr("did you mean {0}?", {meant}));
}

const Option& option_named(const std::string& argument, const std::string& name) {
  for (const Option& option : table)
    if (name == option.name || (!option.letter.empty() && name == option.letter)) return option;
  no_such_option(argument.starts_with("--") ? name : argument);
}

}  // namespace

Options parse_options(const std::vector<std::string>& arguments) {
  Options options;
  std::vector<std::pair<const Option*, std::string>> given;
  bool only_arguments = false;
  speak_as_asked(arguments);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (only_arguments || argument.size() < 2 || argument[0] != '-') {
      if (options.command.empty() && !only_arguments)
        options.command = argument;
      else
        options.arguments.push_back(argument);
      continue;
    }
    if (argument == "--") {
      only_arguments = true;
      continue;
    }
    // --name=value, or -nvalue
    const bool is_long = argument.starts_with("--");
    const std::size_t end = is_long ? std::min(argument.find('='), argument.size()) : 2;
    const Option& option = option_named(argument, argument.substr(0, end));
    const bool attached = end < argument.size();
    if (attached && !option.takes_value()) {
      if (!is_long) no_such_option(argument);
      throw Error(tr("{0} takes no value", {option.name}));
    }
    std::string value;
    if (attached)
      value = argument.substr(is_long ? end + 1 : end);
    else if (option.takes_value() && ++i < arguments.size())
      value = arguments[i];
    if (option.takes_value() && value.empty()) {
      const Option* own = option_of(option, options.command);
      throw Error(tr("{0} wants a value: {1}", {option.name, tr((own ? *own : option).value)}));
    }
    given.emplace_back(&option, value);
  }
  for (const auto& [named, value] : given) {
    const Option* option = option_of(*named, options.command);
    if (option == nullptr)
      throw Error(tr("`kancelli {0}` has no option {1}", {options.command, named->name}),
                  tr("`kancelli {0} --help` lists its options", {options.command}));
    option->set(options, value);
  }
  return options;
}

std::string options_help(std::string_view command) {
  std::string out;
  for (const Option& option : table) {
    if (!command.empty() ? !knows(option.commands, command) : !option.commands.empty()) continue;
    std::string name = "  " + (option.letter.empty() ? std::string() : std::string(option.letter) + ", ") +
                       std::string(option.name);
    if (option.takes_value()) name += " " + tr(option.value);
    const std::size_t width = code_point_count(name);
    out += name + std::string(width < 26 ? 26 - width : 1, ' ') + tr(option.help) + "\n";
  }
  return out;
}

}  // namespace kancelli
