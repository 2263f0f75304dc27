#include "pipeline/cli/statute_command.h"

#include <algorithm>
#include <array>
#include <iostream>
#include <utility>

#include "pipeline/build/amendment_papers.h"
#include "pipeline/build/builder.h"
#include "pipeline/build/consolidated_text.h"
#include "pipeline/build/house.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/statute_files.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/printed_text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/statute/akoma_ntoso.h"
#include "pipeline/statute/follow_up.h"
#include "pipeline/statute/formulas.h"
#include "pipeline/statute/operations_json.h"
#include "pipeline/statute/papers.h"
#include "pipeline/statute/statute_xml.h"
#include "pipeline/system/process.h"

namespace kancelli {
namespace {

// One run: what was asked for, and what it works with.
struct Run {
  const Options& options;
  DiskFiles files;
  StatuteFiles inputs;
  explicit Run(const Options& o) : options(o), inputs(files, o) {}

  std::string to() const { return options.to.value_or("text"); }
  // Findings go to standard error: standard output has the text. An error that refuses something leaves no
  // text.
  int done(bool made) {
    Diagnostics& diagnostics = inputs.diagnostics();
    diagnostics.sort(inputs.project().sources);
    std::cerr << print(diagnostics, inputs.project().sources, {options.format, false});
    const bool for_people =
        options.format == DiagnosticFormat::human || options.format == DiagnosticFormat::brief;
    if (!made && for_people) std::cerr << tr("nothing was made") << "\n";
    return diagnostics.has_errors() || !made || (options.strict && diagnostics.count(Severity::warning) > 0)
               ? 1
               : 0;
  }
};

[[noreturn]] void no_such_format(const std::string& format, std::string_view formats) {
  throw Error(tr("there is no format \"{0}\"", {format}), tr("formats: {0}", {formats}));
}

bool are_files(const std::string& to) {
  const auto formats = split(to, ',');
  return !formats.empty() && std::all_of(formats.begin(), formats.end(), [](std::string_view format) {
    return format == "pdf" || format == "docx" || format == "html";
  });
}

statute::PaperHead head_of(const WorkedAmendment& worked, const StatuteFiles::Statute& statute) {
  statute::PaperHead head;
  head.id = worked.amendment.id;
  head.title = worked.amendment.title;
  head.meta = statute.meta;
  head.enacted = statute.enacted;
  head.amended = statute.amended;
  return head;
}

// Makes files of one of an amendment's papers, in the folder of -o.
int write_files(Run& run, const PaperSource& source) {
  SystemProcesses processes;
  Project& project = run.inputs.project();
  const auto paper = made_paper(project, source, run.inputs.diagnostics());
  if (run.inputs.diagnostics().has_errors()) return run.done(false);
  BuildOptions build_options;
  for (const std::string_view format : split(run.to(), ',')) build_options.formats.emplace_back(format);
  build_options.papers = {paper.get()};
  build_options.out = folder_for_outputs(project, run.options.out);
  build_options.jobs = processors();
  build_options.house = find_house(run.files, project.root);
  build_options.keep_others = true;
  if (is_terminal(2)) build_options.progress = show_progress;
  const BuildResult result = build(project, run.files, processes, build_options, run.inputs.diagnostics());
  const int status = run.done(!run.inputs.diagnostics().has_errors());
  if (status == 0)
    std::cerr << tr("files made: {0}, unchanged: {1}, in {2}",
                    {std::to_string(result.made), std::to_string(result.kept), run.options.out})
              << "\n";
  return status;
}

// Who adopts it is the register's council. The day of the file is the text's, else that of the statute.
statute::AkomaHead akoma_head(Run& run, const StatuteFiles::Statute& statute, const std::string& id,
                              const std::string& date) {
  statute::AkomaHead head;
  head.id = id;
  head.enacted = statute.enacted;
  head.amended = statute.amended;
  head.made = !date.empty() ? date : !statute.amended.empty() ? statute.amended : statute.enacted;
  head.body_id = "council";
  for (const auto& [each, body] : run.inputs.project().registers.bodies)
    if (body.kind == "council" && !body.names.empty()) {
      head.body_id = each;
      head.body = body.names.back().name;
    }
  return head;
}

// References that the change leaves wrong.
void tell_follow_ups(Run& run, const statute::Unit& old, const statute::Unit& changed) {
  statute::tell(
      statute::follow_up(old, changed, {}), changed, [](const std::string&) { return Span(); },
      run.inputs.diagnostics());
}

int compare(Run& run) {
  const auto& names = run.options.arguments;
  const auto old = run.inputs.statute(names[1]), changed = run.inputs.statute(names[2]);
  const auto worked = run.inputs.compare(old, changed);
  if (worked == nullptr) return run.done(false);
  tell_follow_ups(run, worked->old, worked->changed);
  const statute::PaperHead head = head_of(*worked, old);
  const std::string xml = statute::amending_text(head, worked->amendment, "", {});
  const bool same = worked->amendment.items.empty();
  if (same) std::cerr << tr("the two versions say the same") << "\n";
  if (are_files(run.to()))
    return same ? run.done(true) : write_files(run, {head.id, "amendment", head.title, xml});
  if (run.to() == "text")
    std::cout << (same ? "" : statute::write_text(worked->amendment));
  else if (run.to() == "json")
    std::cout << statute::operations_json(worked->amendment);
  else if (run.to() == "xml")
    std::cout << xml;
  else if (run.to() == "akn")
    std::cout << statute::akoma_ntoso(worked->amendment,
                                      akoma_head(run, {}, worked->amendment.id, worked->source.date),
                                      old.text, akoma_head(run, old, old.text.id, ""));
  else
    no_such_format(run.to(), "text, json, xml, akn, pdf, docx, html");
  return run.done(true);
}

std::string text_of(const ConsolidatedText& text) {
  std::string all;
  for (const std::string& line : statute::printed_lines(text.printed)) all += line + "\n";
  if (text.notes.empty()) return all;
  all += "\n";
  for (const statute::Located& each : statute::all_units(text.printed)) {
    const auto note = text.notes.find(each.unit->id);
    if (note == text.notes.end()) continue;
    std::string plain = note->second;
    for (const char* tag : {"<footnote>", "</footnote>"})
      for (std::size_t at = plain.find(tag); at != std::string::npos; at = plain.find(tag))
        plain.replace(at, std::string_view(tag).size(), tag[1] == '/' ? "\n" : "");
    all += without_typography(plain);
  }
  return all;
}

int apply(Run& run) {
  const auto& names = run.options.arguments;
  const auto old = run.inputs.statute(names[1]);
  std::vector<statute::Amendment> amendments;
  std::vector<statute::CommencementDecision> decisions;
  // Each refers to the text with all before it.
  StatuteFiles::Statute before = old;
  for (std::size_t i = 2; i < names.size(); ++i) {
    const auto worked = run.inputs.amendment(names[i], before);
    if (worked == nullptr) return run.done(false);
    amendments.push_back(worked->amendment);
    for (std::size_t item = 0; item < worked->touched.size(); ++item)
      for (const std::string& id : worked->touched[item])
        before.changed_by[id] = worked->amendment.id + ", nr. " + std::to_string(item + 1);
    for (auto& decision : decisions_about(run.inputs.project(), worked->amendment.id))
      decisions.push_back(decision);
    before.text = worked->changed;
  }
  tell_follow_ups(run, old.text, before.text);
  const std::string date = run.options.as_of ? run.options.as_of->iso() : "";
  Diagnostics found;
  ConsolidatedText text = consolidated_text(old.text, amendments, decisions, date, found);
  // With all that is adopted, no day is asked for; else it is enough to be told once.
  bool told = date.empty();
  std::erase_if(found.list(), [&](const Diagnostic& each) {
    return each.code == "commencement-missing" && std::exchange(told, true);
  });
  run.inputs.diagnostics().merge(std::move(found));
  const auto printer = [](std::string_view, const std::map<std::string, std::string>&) {
    return std::string();
  };
  const statute::StatuteHead head{old.meta, old.enacted, old.amended};
  if (are_files(run.to())) {
    text.printed.id += "-sammenskrevet";
    run.inputs.project().statutes[text.printed.id] = text.printed;
    std::string xml = statute::write_statute(text.printed, head, printer, text.notes);
    xml.insert(statute::behind_head(xml), text.introduction);
    return write_files(run, {text.printed.id, "statute", text.printed.text.words, xml});
  }
  if (run.to() == "text")
    std::cout << text_of(text);
  else if (run.to() == "xml")
    std::cout << statute::write_statute(text.statute, head, printer);
  else if (run.to() == "akn")
    std::cout << statute::akoma_ntoso(text.statute, akoma_head(run, old, old.text.id, date));
  else
    no_such_format(run.to(), "text, xml, akn, pdf, docx, html");
  return run.done(true);
}

int parse(Run& run) {
  if (run.to() != "json" && run.to() != "text") no_such_format(run.to(), "json");
  const statute::Amendment amendment = run.inputs.formulas(run.options.arguments[1]);
  if (!amendment.items.empty()) std::cout << statute::operations_json(amendment);
  return run.done(!amendment.items.empty());
}

int parallel(Run& run) {
  const auto& names = run.options.arguments;
  const auto old = run.inputs.statute(names[1]);
  const auto worked = run.inputs.amendment(names[2], old);
  if (worked == nullptr) return run.done(false);
  statute::PaperHead head = head_of(*worked, old);
  head.id += "-paralleltekst";
  head.title = "Paralleltekst: " + head.title;
  const std::string xml = statute::parallel_text(head, worked->old, worked->amendment);
  if (are_files(run.to())) return write_files(run, {head.id, "amendment", head.title, xml});
  if (run.to() == "xml") {
    std::cout << xml;
  } else if (run.to() == "text") {
    for (const statute::ParallelRow& row : statute::parallel_rows(worked->old, worked->amendment)) {
      std::cout << "Gældende formulering" << (row.place.empty() ? "" : ", " + without_typography(row.place))
                << "\n";
      for (const std::string& line : row.current) std::cout << "  " << without_typography(line) << "\n";
      std::cout << "Forslag\n";
      for (const std::size_t i : row.items) {
        bool first = true;
        for (const statute::Line& line : statute::write(worked->amendment.items[i])) {
          std::cout << "  " << (first ? std::to_string(i + 1) + ". " : "") << without_typography(line.plain())
                    << "\n";
          first = false;
        }
      }
      std::cout << "\n";
    }
  } else {
    no_such_format(run.to(), "text, xml, pdf, docx, html");
  }
  return run.done(true);
}

struct Work {
  std::string_view name;
  const char* usage;
  std::size_t least, most;  // arguments behind the name
  int (*run)(Run& run);
};

constexpr std::array<Work, 4> works = {{{"compare", "compare OLD NEW", 2, 2, compare},
                                        {"apply", "apply STATUTE AMENDMENT...", 2, 1000, apply},
                                        {"parse", "parse FILE", 1, 1, parse},
                                        {"parallel", "parallel STATUTE AMENDMENT", 2, 2, parallel}}};

}  // namespace

int import_statute(const Options& options) {
  if (options.arguments[1] != "statute")
    throw Error(tr("of XML files only statutes can be imported, from Akoma Ntoso"),
                tr("the type is then: statute"));
  Run run(options);
  const std::string& id = options.arguments[2];
  StatuteFiles::Statute statute = run.inputs.statute(options.arguments[0]);
  if (run.inputs.diagnostics().has_errors()) return run.done(false);
  statute.text.id = id;
  if (statute.meta.empty())
    statute.meta = "<organ committee=\"" + akoma_head(run, {}, id, "").body_id +
                   "\"/>\n    <access state=\"open\"/>\n    <state value=\"draft\"/>";
  const auto printer = [](std::string_view, const std::map<std::string, std::string>&) {
    return std::string();
  };
  const std::string text =
      statute::write_statute(statute.text, {statute.meta, statute.enacted, statute.amended}, printer);
  const std::string file = new_paper(run.inputs.project(), run.files, "statute", id, text);
  const int status = run.done(true);
  std::cerr << tr("{0} is there: read it, and run `kancelli check`", {file}) << "\n";
  return status;
}

int run_statute(const Options& options) {
  std::vector<std::string_view> names;
  for (const Work& work : works) names.push_back(work.name);
  const std::string asked = options.arguments.empty() ? "" : options.arguments[0];
  const auto work =
      std::find_if(works.begin(), works.end(), [&](const Work& each) { return each.name == asked; });
  if (work == works.end()) {
    const std::string_view meant = nearest(asked, names);
    throw Error(
        asked.empty() ? tr("`kancelli statute` wants to know what to do")
                      : tr("there is no command statute {0}", {asked}),
        meant.empty() ? tr("one of: compare, apply, parse, parallel") : tr("did you mean {0}?", {meant}));
  }
  const std::size_t given = options.arguments.size() - 1;
  if (given < work->least || given > work->most)
    throw Error(tr("`kancelli statute {0}` takes other arguments", {work->name}),
                "kancelli statute " + tr(work->usage));
  Run run(options);
  return work->run(run);
}

}  // namespace kancelli
