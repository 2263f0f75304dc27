#include "pipeline/cli/check_word_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>

#include "pipeline/check/rule.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/core/error.h"
#include "pipeline/core/file_names.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/system/files.h"
#include "pipeline/word/annotated.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/led_back.h"
#include "pipeline/word/places.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

// The disk, and papers beside it that are not written there.
class FilesBeside : public DiskFiles {
 public:
  std::map<std::string, std::string> added;  // path -> bytes

  std::string read(const std::string& path) const override {
    const auto found = added.find(path);
    return found != added.end() ? found->second : DiskFiles::read(path);
  }
  bool exists(const std::string& path) const override {
    return added.contains(path) || DiskFiles::exists(path);
  }
  void write(const std::string& path, std::string_view bytes) override { added[path] = bytes; }
  void remove(const std::string& path) override { added.erase(path); }
};

std::string ending_of(const std::string& path) {
  return lower(fs::path(path).extension().string());
}

// The project that the first file lies in, else the one we are in.
std::string root_for(const Files& files, const Options& options) {
  Options here = options;
  const std::string folder = fs::absolute(options.arguments[0]).parent_path().string();
  if (!options.project.empty() || find_project(files, folder).empty()) here.arguments.clear();
  return project_root(files, here);
}

class WordCheck {
 public:
  explicit WordCheck(const Options& options)
      : options_(options), jobs_(options.jobs > 0 ? options.jobs : processors()) {
    refuse_arguments();
    root_ = root_for(files_, options);
    if (!options.comments.empty()) refuse_output();
  }

  int run() {
    Diagnostics loading;
    project_ = load_project(files_, root_, loading, jobs_);
    // Faults of the project's papers and registers are told by a check of the project.
    std::erase_if(loading.list(), [&](const Diagnostic& d) {
      return project_->sources.name(d.span.source) != "content/project.xml" ||
             (d.code != "xml" && d.code != "schema");
    });
    if (loading.has_errors()) return finish(options_, project_->sources, loading);
    for (const std::string& file : options_.arguments) check_file(file);
    const int status = finish(options_, project_->sources, found_);
    if (status == 0 && found_.list().empty() && options_.format == DiagnosticFormat::human)
      std::cerr << tr("Word files checked: {0}; nothing found", {std::to_string(options_.arguments.size())})
                << "\n";
    if (!written_.empty()) std::cerr << written_ << "\n";
    return status;
  }

 private:
  void refuse_arguments() const {
    for (const std::string& file : options_.arguments) {
      if (!is_word_file(file))
        throw Error(tr("{0} is no Word file", {file}), tr("Word files are checked by themselves"));
      std::error_code problem;
      if (!fs::exists(file, problem)) throw Error(tr("there is no file or folder {0}", {file}));
    }
    if (options_.fix || options_.requirements || options_.tasks || !options_.baseline.empty() ||
        !options_.write_baseline.empty())
      throw Error(
          tr("a Word file is checked only"),
          tr("--fix, --baseline, --write-baseline, --requirements and --tasks are for the project's papers"));
    if (!options_.comments.empty() && options_.arguments.size() != 1)
      throw Error(tr("--comments is for one file"), tr("run the check once for each"));
  }

  // Whatever stands there may hold somebody's work: nothing is written over.
  void refuse_output() const {
    const std::string &file = options_.arguments[0], &out = options_.comments;
    std::error_code problem;
    if (fs::exists(fs::symlink_status(out, problem)))
      throw Error(tr("{0} is there already", {out}), tr("choose another name, or delete it first"));
    if (ending_of(out) != ending_of(file))
      throw Error(tr("{0} does not end as {1} does", {out, file}), tr("it is a file of the same kind"));
    const std::string folder = fs::absolute(out).lexically_normal().parent_path().string();
    refuse_among_sources(root_, folder);
    refuse_in_release(folder);
    if (!fs::is_directory(folder, problem)) throw Error(tr("there is no file or folder {0}", {folder}));
  }

  void check_file(const std::string& file) {
    const std::string bytes = files_.read(file);
    Diagnostics reading;
    const auto document = word::read_document(project_->sources, file, bytes, reading);
    const bool usable = document != nullptr && !reading.has_errors();
    Diagnostics found;
    if (usable) {
      found = of_paper(file, *document);
      tell_places(*document, reading);
      tell_places(*document, found);
    }
    found.merge(std::move(reading));
    found.sort(project_->sources);
    if (usable && !options_.comments.empty()) write_comments(bytes, *document, found);
    found_.merge(std::move(found));
  }

  Diagnostics of_paper(const std::string& file, const word::Document& document) {
    Diagnostics found;
    const std::string type = type_of(file, document, found);
    const Paper* known = project_->paper(paper_named_in(document));
    const bool replaces = known != nullptr && known->type == type;
    const std::string id = replaces ? known->id : free_id(file, type);
    word::Imported imported = word::import_document(project_->sources, document, *project_, type, id);
    FilesBeside beside;
    for (const auto& [name, content] : imported.files) beside.added[root_ + "/content/" + name] = content;
    if (replaces)
      beside.write(root_ + "/" + known->file, imported.xml);
    else
      new_paper(*project_, beside, type, id, imported.xml);
    Diagnostics of_all;
    const auto project = load_project(beside, root_, of_all, jobs_);
    const Paper* paper = project->paper(id);
    if (paper == nullptr) throw Error(tr("{0} could not be read as a paper", {file}));
    check(*project, {paper}, {beside, options_.today ? options_.today : this_day(), jobs_}, of_all);
    const std::string_view text = project_->sources.text(document.text);
    const word::LedBack back(imported, *paper, document.text, text);
    for (Diagnostic& each : of_all.list())
      if (each.span.source == paper->source()) add(back.finding(std::move(each)), *project, imported, found);
    found.merge(std::move(imported.faults));
    tell_guesses(imported, found);
    return found;
  }

  // What the import has told of the grammar is not told again; places in other files are told of those that
  // are printed from.
  void add(Diagnostic diagnostic, const Project& project, const word::Imported& imported,
           Diagnostics& found) {
    const auto& faults = imported.faults.list();
    if (std::any_of(faults.begin(), faults.end(), [&](const Diagnostic& fault) {
          return fault.code == diagnostic.code && fault.message == diagnostic.message;
        }))
      return;
    for (RelatedPlace& related : diagnostic.related) {
      if (related.span.source == diagnostic.span.source) continue;
      const std::string_view name = project.sources.name(related.span.source);
      const auto all = project_->sources.all();
      const auto own = std::find_if(all.begin(), all.end(),
                                    [&](SourceId id) { return project_->sources.name(id) == name; });
      related.span.source = own == all.end() ? SourceId::none : *own;
    }
    found.add(std::move(diagnostic));
  }

  static void tell_guesses(const word::Imported& imported, Diagnostics& found) {
    using word::Finding;
    for (const Finding& finding : imported.findings) {
      const bool somewhere = finding.place.end > finding.place.begin;
      if (finding.certainty == Finding::Certainty::unsure && somewhere)
        found.note("word-guess", finding.place, tr("the program is not sure here: {0}", {finding.why}));
    }
  }

  // In words, as the first hint.
  void tell_places(const word::Document& document, Diagnostics& found) {
    const word::Places places(document);
    const auto paragraphs = document.paragraphs();
    for (Diagnostic& each : found.list()) {
      if (each.span.source != document.text || each.span.end == 0 || paragraphs.empty()) continue;
      const auto line = std::upper_bound(document.lines.begin(), document.lines.end(), each.span.begin);
      each.hints.insert(
          each.hints.begin(),
          tr("it stands in: {0}",
             {places.of(*paragraphs[static_cast<std::size_t>(line - document.lines.begin() - 1)])}));
      hints_of_place_.insert(each.hints.front());
    }
  }

  void write_comments(const std::string& bytes, const word::Document& document, const Diagnostics& found) {
    std::vector<word::Annotation> annotations;
    for (const Diagnostic& each : found.list())
      annotations.push_back({each.span, comment_of(each, document)});
    files_.write(options_.comments, word::annotated(bytes, document, annotations));
    written_ = tr("comments written to {0}: {1}", {options_.comments, std::to_string(annotations.size())});
  }

  std::string comment_of(const Diagnostic& diagnostic, const word::Document& document) const {
    std::string text = diagnostic.severity == Severity::error     ? tr("Error: {0}", {diagnostic.message})
                       : diagnostic.severity == Severity::warning ? tr("Warning: {0}", {diagnostic.message})
                                                                  : tr("Note: {0}", {diagnostic.message});
    for (const std::string& hint : diagnostic.hints)
      if (!hints_of_place_.contains(hint)) text += "\n" + hint;
    const SourceMap& sources = project_->sources;
    for (const RelatedPlace& related : diagnostic.related) {
      const std::string_view words =
          sources.text(related.span.source).substr(related.span.begin, related.span.end - related.span.begin);
      const bool in_file = related.span.source == document.text && words.size() < 100;
      text += "\n" + (in_file ? tr("{0}: \"{1}\"", {related.message, words}) : related.message);
    }
    return text + "\n[" + diagnostic.code + "]";
  }

  // Types ---------------------------------------------------------------------------------------------------

  // "id=... version=... hash=...": which paper of ours the file was made of; "" for none.
  static std::string paper_named_in(const word::Document& document) {
    const auto property = document.properties.find("Kancelli");
    if (property == document.properties.end()) return "";
    for (const std::string_view word : split(std::string_view(property->second)))
      if (word.starts_with("id=")) return std::string(word.substr(3));
    return "";
  }

  std::string type_of(const std::string& file, const word::Document& document, Diagnostics& found) const {
    const std::map<std::string, std::string> types = document_types(*project_, files_);
    const auto known = [&](const std::string& type) { return types.contains(type); };
    if (!options_.type.empty()) {
      refuse_type_unknown(types);
      return options_.type;
    }
    if (const Paper* paper = project_->paper(paper_named_in(document));
        paper != nullptr && known(paper->type))
      return paper->type;
    if (const auto property = document.properties.find("Kancelli-type");
        property != document.properties.end() && known(property->second))
      return property->second;
    const std::string guessed = guessed_type(file, document, types);
    std::vector<std::string> names;
    for (const auto& [name, title] : types) names.push_back(name);
    if (guessed.empty())
      throw Error(tr("{0} does not tell what kind of paper it is", {file}),
                  tr("say so with --type: {0}", {join(names, ", ")}));
    found.note("word-guess", {document.text, 0, 0},
               tr("taken for a paper of the type {0} ({1})", {guessed, types.at(guessed)}),
               {tr("--type says another: {0}", {join(names, ", ")})});
    return guessed;
  }

  void refuse_type_unknown(const std::map<std::string, std::string>& types) const {
    if (types.contains(options_.type)) return;
    std::vector<std::string_view> names;
    std::string meant;
    for (const auto& [name, title] : types) {
      names.emplace_back(name);
      if (lower(title) == lower(options_.type)) meant = name;  // "kommissorium"
    }
    if (meant.empty()) meant = nearest(lower(options_.type), names);
    throw Error(tr("there is no document type \"{0}\"", {options_.type}),
                meant.empty() ? tr("types: {0}", {join({names.begin(), names.end()}, ", ")})
                              : tr("did you mean {0}?", {meant}));
  }

  // By what it is called where it begins ("Kommissorium for ..."), or by the file's name.
  static std::string guessed_type(const std::string& file, const word::Document& document,
                                  const std::map<std::string, std::string>& types) {
    constexpr std::size_t beginning = 12;  // paragraphs with words
    std::size_t seen = 0;
    for (const word::Paragraph* paragraph : document.paragraphs()) {
      const std::string text = lower(trim(paragraph->text()));
      if (text.empty()) continue;
      if (++seen > beginning) break;
      for (const auto& [type, title] : types)
        if (!title.empty() && begins_with_word(text, lower(title))) return type;
    }
    const std::string name = slug(fs::path(file).stem().string());
    for (const auto& [type, title] : types)
      if (!title.empty() && begins_with_word(name, slug(title))) return type;
    return "";
  }
  static bool begins_with_word(std::string_view text, std::string_view word) {
    if (!text.starts_with(word)) return false;
    std::size_t at = word.size();
    return at == text.size() || !is_letter(next_code_point(text, at));
  }

  // From the file's name; one that no paper and no register has.
  std::string free_id(const std::string& file, const std::string& type) const {
    std::string wanted = slug(fs::path(file).stem().string()).substr(0, 60);
    while (!wanted.empty() && (wanted.front() < 'a' || wanted.front() > 'z')) wanted.erase(0, 1);
    while (wanted.ends_with('-')) wanted.pop_back();
    if (wanted.empty()) wanted = "word";
    const auto is_taken = [&](const std::string& id) {
      return project_->paper(id) != nullptr || project_->is_unread(id) ||
             project_->registers.bodies.contains(id) || project_->registers.facts.contains(id) ||
             project_->registers.laws.contains(id) || project_->registers.events.contains(id) ||
             files_.exists(root_ + "/content/papers/" + type + "/" + id + ".xml");
    };
    std::string id = wanted;
    for (int number = 2; is_taken(id); ++number) id = wanted + "-" + std::to_string(number);
    return id;
  }

  const Options& options_;
  DiskFiles files_;
  std::string root_, written_;
  int jobs_;
  std::unique_ptr<Project> project_;
  Diagnostics found_;
  std::set<std::string> hints_of_place_;
};

}  // namespace

bool is_word_file(const std::string& path) {
  const std::string ending = ending_of(path);
  return ending == ".docx" || ending == ".dotx" || ending == ".docm" || ending == ".dotm" || ending == ".doc";
}

bool checks_word_files(const Options& options) {
  const bool some = std::any_of(options.arguments.begin(), options.arguments.end(), is_word_file);
  if (!some && (!options.comments.empty() || !options.type.empty()))
    throw Error(tr("--comments and --type are for Word files"), tr("for example: kancelli check notat.docx"));
  return some;
}

int run_check_word(const Options& options) {
  return WordCheck(options).run();
}

}  // namespace kancelli
