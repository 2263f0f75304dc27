// The command line, taken apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/core/danish.h"
#include "pipeline/core/diagnostic.h"

namespace kancelli {

// What the user asked for. Options that a command does not know are refused when they are read.
struct Options {
  std::string command;
  std::vector<std::string> arguments;  // PATH, CODE, TYPE ID
  DiagnosticFormat format = DiagnosticFormat::human;
  bool strict = false, help = false, version = false, explain = false, all = false, fix = false,
       marked = false;
  bool requirements = false, tasks = false;
  std::string color = "auto";  // auto, always, never
  std::string project, out = "out", baseline, write_baseline;
  std::string amendment, first_case;      // of a new case
  std::string meeting, of_agenda;         // of a new agenda, of new minutes
  std::string type, comments, pdf, page;  // of a check of Word files: a type; files, "" for none
  bool as_template = false;               // of new: a template for Word
  std::string output, report;             // of import, and of a template: files, "" for none
  std::optional<std::string> to;
  std::optional<Date> today, as_of, on;
  std::vector<std::string> filters, metadata_files;  // -f, --metadata-file
  std::string trust, media, trace;
  bool profile = false;
  bool list = false;                   // of take: what to do with the proposals
  std::string html, apply, reject;     // a file; ids, or "all"
  std::string key;                     // of publish: the file with the secret key
  std::vector<std::string> trusted;    // files with keys whose signature counts
  std::vector<std::string> overrides;  // of publish: papers that go out with their errors,
  std::string by, reason;              // of an override and of a correction: who says so, and why
  std::string edition = "open";        // open, closed
  bool is_closed() const { return edition == "closed"; }
  bool log = false;
  std::string work;  // of serve: the folder it writes to; "": a temporary one
  int port = 8080;   // of serve; 0: any
  std::string user_file, audit_log;
  int keep = 10;                             // releases that prune leaves
  int time_limit = 60, memory_limit = 1024;  // of filters and servers: seconds, 0 for none; MB
  bool once = false;                         // of watch-folder
  int settle_ms = 2000;                      // so long a file must lie still
  std::vector<std::string> folders;          // "sag=case": what folders hold
  int jobs = 0;                              // 0: as many as the machine has processors
};

// Throws Error for what it cannot read, with what was perhaps meant. Sets the language of the run (--lang).
Options parse_options(const std::vector<std::string>& arguments);

// The options a command knows, for its help; a line each.
std::string options_help(std::string_view command);

}  // namespace kancelli
