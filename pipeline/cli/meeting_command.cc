#include "pipeline/cli/meeting_command.h"

#include <algorithm>
#include <iostream>
#include <set>

#include "pipeline/build/meeting_folders.h"
#include "pipeline/build/tools.h"
#include "pipeline/cli/checked.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/publish/whole_folder.h"

namespace kancelli {
namespace {

constexpr std::string_view parts[] = {"set", "case-system", "meeting-app", "timetable"};

// What the command line asks for.
struct Asked {
  std::string body;
  Date date;  // a day, or a year
  std::set<std::string> parts;
  bool closed = false;

  bool whole_year() const { return date.precision == Date::Precision::year; }
  bool papers() const { return parts.size() > (parts.contains("timetable") ? 1U : 0U); }
};

std::set<std::string> parts_of(const Options& options) {
  std::set<std::string> asked;
  if (!options.to) return {std::begin(parts), std::end(parts)};
  for (const std::string_view part : split(*options.to, ',')) {
    if (std::find(std::begin(parts), std::end(parts), part) == std::end(parts))
      throw Error(tr("{0} cannot be \"{1}\"", {"--to", part}),
                  tr("it is {0}", {join({std::begin(parts), std::end(parts)}, ", ")}));
    asked.insert(std::string(part));
  }
  return asked;
}

Asked asked_of(const Options& options) {
  if (options.arguments.size() != 2)
    throw Error(tr("`kancelli meeting` wants a body and a date"),
                tr("for example: kancelli meeting oeu 2026-02-24"));
  const auto date = Date::parse(options.arguments[1]);
  if (!date || (date->precision != Date::Precision::day && date->precision != Date::Precision::year))
    throw Error(tr("\"{0}\" is no day and no year", {options.arguments[1]}),
                tr("for example: kancelli meeting oeu 2026-02-24"));
  Asked asked{options.arguments[0], *date, parts_of(options), options.edition == "closed"};
  if (asked.whole_year() && asked.papers())
    throw Error(tr("of a whole year there is only the timetable"), tr("write --to timetable"));
  return asked;
}

void need_body(const Project& project, const std::string& id) {
  if (project.registers.body(id) != nullptr) return;
  std::vector<std::string_view> ids;
  for (const auto& [each, body] : project.registers.bodies) ids.push_back(each);
  const std::string_view meant = nearest(id, ids);
  throw Error(tr("there is no body \"{0}\" in the register", {id}),
              meant.empty() ? tr("a body is named by its id in the organisation register")
                            : tr("did you mean {0}?", {meant}));
}

std::vector<const Paper*> papers_in(const Project& project, bool closed) {
  std::vector<const Paper*> papers;
  for (const auto& paper : project.papers)
    if (closed || !paper->closed) papers.push_back(paper.get());
  return papers;
}

// Throws Error when the body does not meet then.
std::vector<Meeting> meetings_asked(const Project& project, const Asked& asked) {
  need_body(project, asked.body);
  std::vector<Meeting> meetings =
      meetings_in(project, papers_in(project, asked.closed), asked.body, asked.date.year);
  std::vector<std::string> days;
  for (const Meeting& meeting : meetings) days.push_back(meeting.date.iso());
  if (!asked.whole_year())
    std::erase_if(meetings, [&](const Meeting& meeting) { return meeting.date != asked.date; });
  if (meetings.empty())
    throw Error(tr("{0} has no meeting on {1}", {asked.body, asked.date.iso()}),
                days.empty() ? tr("neither a plan of meetings nor a paper says when it meets")
                             : tr("it meets on {0}", {join(days, ", ")}));
  return meetings;
}

std::string calendar_of(const Project& project, const std::vector<Meeting>& meetings) {
  const Meeting& first = meetings.front();
  const BodyName* name = project.registers.body(first.body)->name_on(first.date);
  return meeting_calendar(project, "Møder i " + (name == nullptr ? first.body : name->name), meetings);
}

void tell_left_out(const Project& project, const std::vector<Meeting>& meetings) {
  for (const Meeting& meeting : meetings)
    for (const std::string& line : timetable_of(project, meeting).left_out) std::cerr << line << "\n";
}

// The papers' own findings, and those of what they all depend on.
void keep_findings_of(const Dossier& dossier, const Project& project, Diagnostics& diagnostics) {
  std::set<std::string> files;
  each_document(dossier, [&](const DossierDocument& document) {
    if (document.paper != nullptr) files.insert(document.paper->file);
    if (document.attachment != nullptr && !document.attachment->paper.empty())
      for (const auto& paper : project.papers)
        if (document.attachment->paper.starts_with(paper->id)) files.insert(paper->file);
  });
  std::erase_if(diagnostics.list(), [&](const Diagnostic& d) {
    const std::string file(project.sources.name(d.span.source));
    return file.starts_with("content/papers/") && !files.contains(file);
  });
}

void tell_of(const Dossier& dossier) {
  std::size_t drafts = 0;
  each_document(dossier, [&](const DossierDocument& document) { drafts += document.draft() ? 1 : 0; });
  if (drafts > 0)
    std::cerr << tr("papers that were not sent yet: {0}; they are marked as drafts", {std::to_string(drafts)})
              << "\n";
  if (dossier.left_out > 0)
    std::cerr << tr("closed items and papers left out: {0}", {std::to_string(dossier.left_out)}) << "\n";
}

// Makes what is asked for of one meeting; empty when something has an error.
FolderFiles files_of(DiskFiles& files, const Options& options, const Asked& asked, Checked& checked) {
  Project& project = *checked.project;
  const std::vector<Meeting> meetings = meetings_asked(project, asked);
  FolderFiles result;
  if (asked.parts.contains("timetable")) result["timetable.ics"] = calendar_of(project, meetings);
  tell_left_out(project, meetings);
  if (!asked.papers()) return result;
  Dossier dossier = dossier_of(project, files, meetings.front(), asked.closed, checked.diagnostics);
  keep_findings_of(dossier, project, checked.diagnostics);
  if (checked.diagnostics.has_errors()) return {};
  const int jobs = options.jobs > 0 ? options.jobs : processors();
  SystemProcesses processes;
  const Tools tools(project, files, processes, find_house(files, project.root),
                    static_cast<std::size_t>(jobs));
  std::vector<std::string> formats;
  if (asked.parts.contains("case-system")) formats = {"pdf", "docx"};
  if (asked.parts.contains("meeting-app") && formats.empty()) formats = {"pdf"};
  make_documents(dossier, tools.workshop(), formats, jobs, checked.diagnostics);
  if (checked.diagnostics.has_errors()) return {};
  if (asked.parts.contains("set")) add_set(dossier, tools.workshop(), result, checked.diagnostics);
  const Timetable timetable = timetable_of(project, dossier.meeting);
  if (asked.parts.contains("case-system")) add_case_system(dossier, timetable, result);
  if (asked.parts.contains("meeting-app")) add_meeting_app(dossier, result);
  tell_of(dossier);
  return checked.diagnostics.has_errors() ? FolderFiles() : result;
}

}  // namespace

int run_meeting(const Options& options) {
  const Asked asked = asked_of(options);
  Options of_check = options;
  of_check.arguments.clear();  // they are no paths
  DiskFiles files;
  Checked checked;
  if (asked.papers())
    checked = load_and_check(files, of_check);
  else
    checked.project = load_project(files, project_root(files, of_check), checked.diagnostics);
  checked.project->closed_edition = asked.closed;
  const std::string out = folder_for_outputs(*checked.project, options.out);
  const auto lock = files.lock(out);
  if (asked.whole_year()) {
    const std::vector<Meeting> meetings = meetings_asked(*checked.project, asked);
    tell_left_out(*checked.project, meetings);
    const std::string name = asked.body + "-" + asked.date.iso() + ".ics";
    files.write(out + "/" + name, calendar_of(*checked.project, meetings));
    std::cerr << tr("{0} is made", {options.out + "/" + name}) << "\n";
    return 0;
  }
  const FolderFiles made = files_of(files, options, asked, checked);
  const int status = finish(options, checked.project->sources, checked.diagnostics);
  if (made.empty()) {
    std::cerr << tr("nothing was written: the papers have errors") << "\n";
    return 1;
  }
  const std::string name = asked.body + "-" + asked.date.iso() + (asked.closed ? "-closed" : "");
  write_whole_folder(out, name, made);
  std::cerr << tr("files made: {0}, in {1}", {std::to_string(made.size()), options.out + "/" + name}) << "\n";
  return status;
}

}  // namespace kancelli
