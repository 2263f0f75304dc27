#include "pipeline/cli/import_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>

#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/statute_command.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/system/files.h"
#include "pipeline/system/process.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/package.h"
#include "pipeline/word/pdf_lines.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

class Import {
 public:
  explicit Import(const Options& options) : options_(options), root_(project_root(files_, options)) {}

  int run() {
    refuse_outputs();
    Diagnostics loading;
    project_ = load_project(files_, root_, loading);
    // Faults of papers and registers are in nobody's way here; a list of papers that cannot be read is.
    std::erase_if(loading.list(), [&](const Diagnostic& d) {
      return project_->sources.name(d.span.source) != "content/project.xml" ||
             (d.code != "xml" && d.code != "schema");
    });
    if (loading.has_errors()) return finish(options_, project_->sources, loading);
    if (options_.output.empty())
      refuse_new_paper(*project_, files_, type(), id());
    else
      refuse_new_text(*project_, files_, type(), id());
    Diagnostics reading;
    const auto document = read(reading);
    if (document == nullptr) return finish(options_, project_->sources, reading);
    refuse_empty(*document);
    imported_ = word::import_document(project_->sources, *document, *project_, type(), id());
    add_mended();
    tell(write(*document));
    reading.merge(std::move(imported_.faults));
    return finish(options_, project_->sources, reading);
  }

 private:
  const std::string& file() const { return options_.arguments[0]; }
  const std::string& type() const { return options_.arguments[1]; }
  const std::string& id() const { return options_.arguments[2]; }
  bool for_people() const {
    return options_.format == DiagnosticFormat::human || options_.format == DiagnosticFormat::brief;
  }

  // What cannot be written is told before any work.
  void refuse_outputs() const {
    if (!options_.output.empty() && files_.exists(options_.output))
      throw Error(tr("{0} is there already", {options_.output}), tr("choose another name"));
    const std::string& report = options_.report;
    if (report.empty()) return;
    if (!report.ends_with(".html") && !report.ends_with(".json"))
      throw Error(tr("a report is a page or JSON, not {0}", {report}), tr("name it FILE.html or FILE.json"));
    refuse_output(root_, report, fs::path(report).extension().string());
    if (!options_.output.empty() && fs::weakly_canonical(options_.output) == fs::weakly_canonical(report))
      throw Error(tr("-o and --report name one file: {0}", {report}), tr("choose another name"));
  }

  void refuse_empty(const word::Document& document) const {
    if (project_->sources.text(document.text).find_first_not_of(" \n\t") == std::string_view::npos)
      throw Error(tr("{0} holds no text", {file()}),
                  tr("pages that were scanned without text are pictures: let a program read them first"));
  }

  std::unique_ptr<word::Document> read(Diagnostics& reading) {
    const std::string bytes = files_.read(file());
    const std::string name = fs::path(file()).filename().string();
    SourceMap& sources = project_->sources;
    static constexpr std::string_view zip = "PK", old_word = "\xD0\xCF\x11\xE0";
    const word::OtherKind other = word::other_kind(bytes);
    if (!other.what.empty() && !bytes.starts_with("%PDF-"))
      throw Error(tr("{0} cannot be read: {1}", {name, other.what}), other.hint);
    if (bytes.starts_with(zip) || bytes.starts_with(old_word)) {
      auto document = word::read_document(sources, name, bytes, reading);
      // A Word file that was made of a scan is damaged like the text of a PDF; one of ours is not.
      if (document != nullptr && !word::carried(sources, *document)) mend(*document);
      return document;
    }
    std::string laid_out;
    std::string_view text = bytes;
    static constexpr std::size_t pdf_mark_most = 1024;  // other bytes may stand before it
    if (std::string_view(bytes).substr(0, pdf_mark_most).find("%PDF-") != std::string_view::npos) {
      SystemProcesses processes;
      const auto lines = word::text_of_pdf(processes, bytes, {sources.add(name, ""), 0, 0}, reading);
      if (!lines) return nullptr;
      laid_out = *lines;
      text = laid_out;
    }
    auto document = word::read_plain_text(sources, name, text, reading);
    if (document != nullptr) mend(*document);
    return document;
  }

  void mend(word::Document& document) {
    Speller speller;
    mended_ = word::repair(project_->sources, document, speller, *project_);
  }

  // What was mended stands in the report among the rest, by its place.
  void add_mended() {
    std::move(mended_.begin(), mended_.end(), std::back_inserter(imported_.findings));
    std::ranges::stable_sort(imported_.findings, {},
                             [](const word::Finding& each) { return each.place.begin; });
  }

  // The report, the pictures, the source and the project's list, or none of them. Gives the source's name.
  std::string write(const word::Document& document) {
    const std::string folder = options_.output.empty()
                                   ? root_ + "/content"
                                   : fs::absolute(options_.output).lexically_normal().parent_path().string();
    for (const auto& [name, bytes] : imported_.files)
      if (files_.exists(folder + "/" + name))
        throw Error(tr("{0} is there already", {folder + "/" + name}), tr("choose another id"));
    std::vector<std::string> made;
    const auto make = [&](const std::string& name, const std::string& bytes) {
      made.push_back(name);
      files_.write(name, bytes);
    };
    try {
      if (!options_.report.empty()) make(options_.report, report(document));
      for (const auto& [name, bytes] : imported_.files) make(folder + "/" + name, bytes);
      if (options_.output.empty()) return new_paper(*project_, files_, type(), id(), imported_.xml);
      files_.write(options_.output, imported_.xml);
      return options_.output;
    } catch (...) {
      for (const std::string& each : made)
        if (files_.exists(each)) files_.remove(each);
      throw;
    }
  }

  std::string report(const word::Document& document) const {
    return options_.report.ends_with(".json") ? word::import_json(imported_, project_->sources)
                                              : word::import_page(imported_, document, project_->sources);
  }

  void tell(const std::string& written) const {
    if (for_people()) std::cout << word::import_text(imported_, project_->sources);
    std::cerr << tr("{0} is there: read it, and run `kancelli check`", {written}) << "\n";
  }

  const Options& options_;
  DiskFiles files_;
  std::string root_;
  std::unique_ptr<Project> project_;
  word::Imported imported_;
  std::vector<word::Finding> mended_;
};

// An XML file is a statute in Akoma Ntoso, or one of ours.
bool is_xml(const std::string& file) {
  const std::string bytes = DiskFiles().read(file);
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return trim(text).starts_with("<");
}

}  // namespace

int run_import(const Options& options) {
  if (options.arguments.size() != 3)
    throw Error(tr("`kancelli import` wants a file, a type and an id"),
                tr("for example: kancelli import notat.docx factsheet om-parkering"));
  if (is_xml(options.arguments[0])) return import_statute(options);
  return Import(options).run();
}

}  // namespace kancelli
