#include "pipeline/cli/check_word_command.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <optional>

#include "pipeline/check/rule.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/word_answer.h"
#include "pipeline/cli/word_answer_page.h"
#include "pipeline/cli/word_type.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/project/skeleton.h"
#include "pipeline/system/files.h"
#include "pipeline/word/annotated.h"
#include "pipeline/word/carried.h"
#include "pipeline/word/changed_values.h"
#include "pipeline/word/imported.h"
#include "pipeline/word/led_back.h"
#include "pipeline/word/places.h"

namespace kancelli {
namespace {

namespace fs = std::filesystem;

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
    if (!options.comments.empty()) look_at_comments();
    if (!options.pdf.empty()) refuse_file(options.pdf, ".pdf");
    if (!options.page.empty()) refuse_file(options.page, ".html");
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
    for (const std::string& file : options_.arguments) answer_file(file);
    const int status = finish(options_, project_->sources, found_);
    if (status == 0 && found_.list().empty() && options_.format == DiagnosticFormat::human)
      std::cerr << tr("Word files checked: {0}; nothing found", {std::to_string(options_.arguments.size())})
                << "\n";
    if (!written_.empty()) std::cerr << written_ << "\n";
    if (no_comments_) throw Error(*no_comments_);
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
    if (options_.arguments.size() == 1) return;
    for (const auto& [option, file] :
         {std::pair("--comments", &options_.comments), {"--pdf", &options_.pdf}, {"--page", &options_.page}})
      if (!file->empty()) throw Error(tr("{0} is for one file", {option}), tr("run the check once for each"));
  }

  void refuse_file(const std::string& out, const std::string& ending) const {
    refuse_output(root_, out, ending);
    std::error_code problem;
    if (!fs::is_directory(fs::absolute(out).lexically_normal().parent_path(), problem))
      throw Error(tr("there is no file or folder {0}", {fs::path(out).parent_path().string()}));
  }

  // A name that is taken is no reason to keep the findings back.
  void look_at_comments() {
    try {
      refuse_file(options_.comments, ending_of(options_.arguments[0]));
    } catch (const Error& error) {
      std::error_code problem;
      if (!fs::exists(fs::symlink_status(options_.comments, problem))) throw;
      no_comments_ = error;
    }
  }

  // The page tells also why a file could not be checked.
  void answer_file(const std::string& file) {
    answer_.file = fs::path(file).filename().string();
    answer_.pdf = !options_.pdf.empty();
    try {
      check_file(file);
    } catch (const Error& error) {
      answer_.findings.clear();
      answer_.trouble = error.what();
      if (answer_.types.empty()) answer_.what_to_do = error.hint;
      if (!options_.page.empty()) files_.write(options_.page, answer_page(answer_));
      throw;
    }
    if (!options_.page.empty()) files_.write(options_.page, answer_page(answer_));
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
    if (usable && !options_.comments.empty() && !no_comments_) write_comments(bytes, *document, found);
    if (!options_.page.empty()) tell_on_page(bytes, document.get(), found);
    found_.merge(std::move(found));
  }

  void tell_on_page(const std::string& bytes, const word::Document* document, const Diagnostics& found) {
    for (const Diagnostic& each : found.list()) answer_.findings.push_back(on_page(each, document));
    if (document == nullptr && answer_.findings.size() == 1) {
      AnswerFinding& why = answer_.findings.front();
      answer_.trouble = why.message;
      answer_.what_to_do = join(why.hints, "; ");
    }
    if (!answer_.paper.empty()) answer_.changes = changes_part(root_, answer_.paper, answer_.file, bytes);
  }

  // Nobody who reads the page can follow a hint that names an option.
  AnswerFinding on_page(const Diagnostic& diagnostic, const word::Document* document) const {
    AnswerFinding finding{diagnostic.severity, diagnostic.message, diagnostic.code, "", "", "", "", {}};
    for (const std::string& hint : diagnostic.hints)
      if (const auto place = hints_of_place_.find(hint); place != hints_of_place_.end())
        finding.where = place->second;
      else if (hint.find("--") == std::string::npos)
        finding.hints.push_back(hint);
    for (const RelatedPlace& related : diagnostic.related)
      if (const std::string_view words = words_at(related.span); document != nullptr &&
                                                                 related.span.source == document->text &&
                                                                 !words.empty() && words.size() < 100)
        finding.hints.push_back(tr("{0}: \"{1}\"", {related.message, words}));
    if (document != nullptr && diagnostic.span.source == document->text)
      quote(project_->sources.text(document->text), diagnostic.span, finding);
    return finding;
  }

  std::string_view words_at(Span span) const {
    return project_->sources.text(span.source).substr(span.begin, span.end - span.begin);
  }

  // The words with some of what stands around them in their paragraph.
  static void quote(std::string_view text, Span span, AnswerFinding& finding) {
    constexpr std::size_t around = 80, most = 400;  // bytes
    if (span.end <= span.begin || span.end > text.size()) return;
    std::string_view before = text.substr(0, span.begin), after = text.substr(span.end),
                     words = text.substr(span.begin, span.end - span.begin);
    before.remove_prefix(before.rfind('\n') + 1);
    after = after.substr(0, after.find('\n'));
    if (before.size() > around) {
      before.remove_prefix(std::min(before.find(' ', before.size() - around), before.size()));
      finding.before = "…";
    }
    finding.before += before;
    const bool is_long = words.size() > most;
    if (is_long) words = words.substr(0, words.rfind(' ', most));
    finding.words = std::string(words) + (is_long ? " …" : "");
    const bool goes_on = after.size() > around;
    if (goes_on) after = after.substr(0, after.rfind(' ', around) + 1);
    if (!is_long) finding.after = std::string(after) + (goes_on ? "…" : "");
  }

  Diagnostics of_paper(const std::string& file, const word::Document& document) {
    Diagnostics found;
    const std::string type = type_of(file, document, found);
    const Paper* known = project_->paper(paper_named_in(document));
    const bool replaces = known != nullptr && known->type == type;
    const std::string id = replaces ? known->id : free_id(*project_, files_, file, type);
    if (replaces) answer_.paper = id, answer_.title = known->title;
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
    if (const auto carried = word::carried(project_->sources, document))
      word::find_changed_values(document, *carried, *paper, *project, found);
    if (!options_.pdf.empty()) make_pdf(imported, beside, id, document);
    found.merge(std::move(imported.faults));
    for (Diagnostic& each : found.list()) keep_hints_for_word(each);
    tell_guesses(imported, found);
    return found;
  }

  // Of what the grammar does not accept nothing is printed; what the rules find may still be looked at.
  void make_pdf(const word::Imported& imported, const FilesBeside& beside, const std::string& id,
                const word::Document& document) {
    for (const Diagnostic& each : imported.faults.list())
      if (each.severity == Severity::error) answer_.no_pdf.push_back(each.message);
    if (answer_.no_pdf.empty()) {
      const auto carried = word::carried(project_->sources, document);
      WordPdf pdf = pdf_beside(root_, beside, id, carried && carried->edition == "closed");
      if (!pdf.bytes.empty()) files_.write(options_.pdf, pdf.bytes);
      answer_.no_pdf = std::move(pdf.why_not);
    }
    for (const std::string& each : answer_.no_pdf) std::cerr << tr("no PDF: {0}", {each}) << "\n";
  }

  // What the import has told of the grammar is not told again; places in other files are told of those that
  // are printed from.
  void add(Diagnostic diagnostic, const Project& project, const word::Imported& imported,
           Diagnostics& found) {
    if (diagnostic.code == "sent-changed") return;  // a correction is sent of the source, not of a copy
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

  // Nobody who writes in Word can follow a hint that names elements of the source.
  static void keep_hints_for_word(Diagnostic& diagnostic) {
    const std::string name_like = tr("it is written like this: {0}", {"tabel-1"});
    const bool asks_for_name =
        std::find(diagnostic.hints.begin(), diagnostic.hints.end(), name_like) != diagnostic.hints.end();
    std::erase_if(diagnostic.hints, [&](const std::string& hint) {
      return hint.find('<') != std::string::npos || hint == name_like;
    });
    if (asks_for_name)
      diagnostic.hints.push_back(
          tr("say it in words, in the field of the template or among the lines above the title"));
    if (diagnostic.code == "not-placed")
      diagnostic.hints = {tr("move it below the heading where it belongs")};
  }

  static void tell_guesses(const word::Imported& imported, Diagnostics& found) {
    using word::Finding;
    for (const Finding& finding : imported.findings) {
      const bool somewhere = finding.place.end > finding.place.begin;
      const bool told = finding.kind == Finding::Kind::kept;  // not-placed tells of it
      if (finding.certainty == Finding::Certainty::unsure && somewhere && !told)
        found.note("word-guess", finding.place, tr("the program is not sure here: {0}", {finding.why}));
      // A copy of ours that has lost its marks.
      if (finding.kind == Finding::Kind::placed && finding.certainty == Finding::Certainty::unsure &&
          !somewhere && finding.after.empty())
        found.note("word-guess", finding.place, finding.why);
    }
  }

  // In words, as the first hint.
  void tell_places(const word::Document& document, Diagnostics& found) {
    const word::Places places(document);
    const auto paragraphs = document.paragraphs();
    for (Diagnostic& each : found.list()) {
      if (each.span.source != document.text || each.span.end == 0 || paragraphs.empty()) continue;
      const auto line = std::upper_bound(document.lines.begin(), document.lines.end(), each.span.begin);
      const std::string place =
          places.of(*paragraphs[static_cast<std::size_t>(line - document.lines.begin() - 1)]);
      each.hints.insert(each.hints.begin(), tr("it stands in: {0}", {place}));
      hints_of_place_[each.hints.front()] = place;
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
    for (const RelatedPlace& related : diagnostic.related) {
      const std::string_view words = words_at(related.span);
      const bool in_file = related.span.source == document.text && words.size() < 100;
      text += "\n" + (in_file ? tr("{0}: \"{1}\"", {related.message, words}) : related.message);
    }
    return text + "\n[" + diagnostic.code + "]";
  }

  // Types ---------------------------------------------------------------------------------------------------

  std::string type_of(const std::string& file, const word::Document& document, Diagnostics& found) {
    const std::map<std::string, std::string> types = document_types(*project_, files_);
    const auto answered = [&](const WordType& type) {
      answer_.type = types.at(type.type);
      answer_.by = type.by;
      return type.type;
    };
    if (!options_.type.empty()) {
      refuse_type_unknown(types);
      const WordType own = word_type(*project_, types, file, document);
      if (own.type != options_.type &&
          (own.by == WordType::By::paper || own.by == WordType::By::word_template ||
           own.by == WordType::By::beginning))
        found.note("word-guess", {document.text, 0, 0},
                   tr("the file calls itself a paper of the type {0} ({1})", {own.type, types.at(own.type)}),
                   {tr("is --type {0} right? It was checked as that", {options_.type})});
      return answered({options_.type, WordType::By::user});
    }
    const WordType type = word_type(*project_, types, file, document);
    std::vector<std::string> names;
    for (const auto& [name, title] : types) names.push_back(name);
    if (type.type.empty()) {
      for (const auto& [name, title] : types) answer_.types.push_back(title.empty() ? name : title);
      throw Error(tr("{0} does not tell what kind of paper it is", {file}),
                  tr("say so with --type: {0}", {join(names, ", ")}));
    }
    if (type.guessed())
      found.note("word-guess", {document.text, 0, 0},
                 tr("taken for a paper of the type {0} ({1})", {type.type, types.at(type.type)}),
                 {tr("--type says another: {0}", {join(names, ", ")})});
    return answered(type);
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

  const Options& options_;
  DiskFiles files_;
  std::string root_, written_;
  int jobs_;
  std::unique_ptr<Project> project_;
  Diagnostics found_;
  std::optional<Error> no_comments_;                   // why none are written
  std::map<std::string, std::string> hints_of_place_;  // and the place
  WordAnswer answer_;                                  // of the last file
};

}  // namespace

bool is_word_file(const std::string& path) {
  const std::string ending = ending_of(path);
  return ending == ".docx" || ending == ".dotx" || ending == ".docm" || ending == ".dotm" || ending == ".doc";
}

// Documents that people have beside Word's: no paper of the project either.
static void refuse_other_documents(const Options& options) {
  for (const std::string& file : options.arguments) {
    const std::string ending = ending_of(file);
    if (ending == ".odt" || ending == ".rtf")
      throw Error(tr("{0} is no Word file", {file}),
                  tr("open it in Word or LibreOffice, and save it as a Word document (.docx)"));
    if (ending == ".txt" || ending == ".pdf")
      throw Error(
          tr("{0} is no Word file", {file}),
          tr("a Word document (.docx) can be checked; `kancelli import` makes a paper of text and PDF"));
    if (ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".gif")
      throw Error(tr("{0} is no Word file", {file}),
                  tr("a picture holds no text: find the document that it shows"));
  }
}

bool checks_word_files(const Options& options) {
  refuse_other_documents(options);
  const bool some = std::any_of(options.arguments.begin(), options.arguments.end(), is_word_file);
  if (!some && !(options.comments + options.type + options.pdf + options.page).empty())
    throw Error(tr("--comments, --type, --pdf and --page are for Word files"),
                tr("for example: kancelli check notat.docx"));
  return some;
}

int run_check_word(const Options& options) {
  if (!options.page.empty()) set_language(Language::danish);  // as all pages
  return WordCheck(options).run();
}

}  // namespace kancelli
