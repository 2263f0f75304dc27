#include <algorithm>
#include <iostream>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "pipeline/build/correction_paper.h"
#include "pipeline/build/marked_changes.h"
#include "pipeline/build/paper_maker.h"
#include "pipeline/build/tools.h"
#include "pipeline/cli/output.h"
#include "pipeline/cli/paths.h"
#include "pipeline/cli/send_command.h"
#include "pipeline/cli/sent_papers.h"
#include "pipeline/core/error.h"
#include "pipeline/core/messages.h"
#include "pipeline/core/parallel.h"
#include "pipeline/core/text.h"
#include "pipeline/system/temporary_folder.h"
#include "pipeline/write/read_back.h"

namespace kancelli {
namespace {

// A state of the paper, and what a reader calls it.
struct Side {
  std::unique_ptr<Paper> frozen;
  PaperState state;
  std::string words, name;  // Danish, for the page; in the language of the run
  std::string sent;         // ISO; "" of the source
};

std::string compared(const Side& before, const Side& after) {
  return "Sammenlignet er " + before.words + ", og " + after.words + ".";
}

// Behind the id in the names of the files.
constexpr std::string_view marked_suffix = "-markeret";

class Diff {
 public:
  explicit Diff(const Options& options)
      : options_(options), project_(load_project(files_, root_of_papers(files_, options), loading_)) {}

  int run() {
    const std::string& name = options_.arguments[0];
    const Paper& source = paper_named(*project_, name);
    // One that an amendment becomes is asked for by its id.
    id_ = project_->paper(name) == nullptr && is_amendment_paper(*project_, name) ? name : source.id;
    versions_ = sent_versions(*project_, files_, id_, found_);
    if (found_.has_errors()) return done();
    if (versions_.empty())
      throw Error(tr("{0} has not been sent: there is nothing to compare with", {id_}),
                  tr("`kancelli send {0}` sends it", {id_}));
    Side before = frozen_side(number_of(1, versions_.back().number));
    Side after = options_.arguments.size() > 2 ? frozen_side(number_of(2, 0)) : source_side(source);
    if (found_.has_errors()) return done();
    if (options_.marked && !after.state.paper->lines_after.empty())
      throw Error(tr("{0} is marked up already", {id_}),
                  tr("without --marked, what has changed in it is told"));
    const PaperChanges changes = paper_changes(*project_, before.state, after.state);
    const std::string formats = options_.to.value_or(options_.marked ? "docx" : "text");
    if (formats != "text") return write(before, after, changes, formats);
    if (options_.marked) throw Error(tr("a text has no marks"), tr("formats: {0}", {"docx, pdf, html"}));
    return print(before, after, changes);
  }

 private:
  int done() {
    finish(options_, project_->sources, found_);
    return 1;
  }

  int number_of(std::size_t argument, int otherwise) const {
    if (options_.arguments.size() <= argument) return otherwise;
    const auto number = read_count(options_.arguments[argument]);
    for (const SentVersion& version : versions_)
      if (number && version.number == *number) return version.number;
    throw Error(tr("{0} has no version {1}", {id_, options_.arguments[argument]}),
                tr("the last one is {0}", {std::to_string(versions_.back().number)}));
  }

  Side frozen_side(int number) {
    const auto version = std::find_if(versions_.begin(), versions_.end(),
                                      [&](const SentVersion& each) { return each.number == number; });
    for (const FrozenFile& file : version->files) frozen_file(*project_, files_, *version, file.name);
    Side side;
    side.frozen = frozen_paper(*project_, files_, *version, found_);
    if (side.frozen == nullptr) return side;
    side.state = frozen_state(*project_, files_, *version, *side.frozen);
    side.sent = version->sent.iso();
    side.words = "version " + std::to_string(number) + ", sendt ud den " + long_date(version->sent.iso());
    side.name = tr("version {0} of {1}", {std::to_string(number), version->sent.iso()});
    return side;
  }

  Side source_side(const Paper& source) {
    Side side;
    found_ = std::move(loading_);
    keep_wanted(*project_, {source.file}, found_);
    if (found_.has_errors()) return side;
    made_ = printed_papers(*project_, source, found_);
    const auto paper = std::find_if(made_.papers.begin(), made_.papers.end(),
                                    [&](const Paper* each) { return each->id == id_; });
    if (found_.has_errors() || paper == made_.papers.end()) return side;
    build_into(scratch_.path(), *project_, files_, options_, {*paper}, {"ast", "asked"}, found_);
    if (found_.has_errors()) return side;
    side.state = built_state(scratch_.path(), files_, **paper, parts_of(*project_, files_, **paper, source));
    side.words = "dokumentet, som det er nu";
    side.name = tr("the source");
    return side;
  }

  int print(const Side& before, const Side& after, const PaperChanges& changes) {
    std::cout << tr("{0}: {1} and {2}", {id_, before.name, after.name}) << "\n";
    if (changes.none()) std::cout << tr("no word has changed") << "\n";
    std::cout << changes_text(changes);
    return 0;
  }

  int write(const Side& before, const Side& after, const PaperChanges& changes, const std::string& asked) {
    std::vector<std::string> formats;
    for (const std::string_view format : split(asked, ',')) {
      if (format != "pdf" && format != "docx" && format != "html")
        throw Error(tr("there is no format \"{0}\"", {format}),
                    tr("formats: {0}", {"text, pdf, docx, html"}));
      formats.emplace_back(format);
    }
    const Outputs outputs =
        options_.marked ? marked(before, after, formats) : sheet(before, after, changes, formats);
    if (found_.has_errors()) return done();
    const std::string folder = folder_for_outputs(*project_, options_.out);
    const auto lock = files_.lock(folder);
    write_all(folder, outputs);
    for (const auto& [name, bytes] : outputs)
      std::cerr << tr("{0} is there", {options_.out + "/" + name}) << "\n";
    return finish(options_, project_->sources, found_);
  }

  using Outputs = std::vector<std::pair<std::string, std::string>>;  // names and bytes, as asked for

  // Or none of them: what a run cannot finish is as it was.
  void write_all(const std::string& folder, const Outputs& outputs) {
    std::map<std::string, std::optional<std::string>> before;
    try {
      for (const auto& [name, bytes] : outputs) {
        const std::string path = folder + "/" + name;
        before[path] = files_.exists(path) ? std::optional(files_.read(path)) : std::nullopt;
        files_.write(path, bytes);
      }
    } catch (...) {
      for (const auto& [path, bytes] : before)
        if (bytes)
          files_.write(path, *bytes);
        else if (files_.exists(path))
          files_.remove(path);
      throw;
    }
  }

  // One page that tells what changed.
  Outputs sheet(const Side& before, const Side& after, const PaperChanges& changes,
                const std::vector<std::string>& formats) {
    CorrectionHead head;
    head.paper = after.state.paper;
    head.suffix = changes_suffix;
    head.title = "Ændringer: " + after.state.paper->title;
    head.words = {compared(before, after)};
    const auto page = made_paper(
        *project_, {id_ + head.suffix, "correction", head.title, correction_source(*project_, head, changes)},
        found_);
    build_into(scratch_.path(), *project_, files_, options_, {page.get()}, formats, found_);
    Outputs made;
    if (found_.has_errors()) return made;
    for (const std::string& format : formats) {
      const std::string name = page->id + "." + format;
      made.emplace_back(name, files_.read(scratch_.path() + "/" + name));
    }
    return made;
  }

  // The whole paper, with what came and what went.
  Outputs marked(const Side& before, const Side& after, const std::vector<std::string>& formats) {
    const int jobs = options_.jobs > 0 ? options_.jobs : processors();
    SystemProcesses processes;
    BuildTools tools(files_, processes, project_->root, find_house(files_, project_->root), jobs);
    tools.pandoc.learn_version();
    if (std::find(formats.begin(), formats.end(), "pdf") != formats.end()) warm_up_for_pdf(tools);
    const Workshop workshop{*project_,   tools.house,      files_, processes, tools.pandoc,
                            tools.typst, tools.typst_root, "",     false};
    FinalTree tree;
    // Word wants a day; the source has none, and the clock is not for what is built.
    const std::string& day = after.sent.empty() ? before.sent : after.sent;
    tree.document = marked_changes(before.state.tree, after.state.tree, {"Kancelli", day + "T00:00:00Z"});
    for (const char* place : {"compared", "description"})
      tree.document.meta.set(place, ast::Meta::of(compared(before, after)));
    tree.marked = tree.document;
    tree.of_source = false;
    PaperMaker maker(workshop);
    Outputs made;
    for (const std::string& format : formats) {
      const std::string name = id_ + std::string(marked_suffix) + "." + format;
      made.emplace_back(name, maker.output(*after.state.paper, tree, format, found_));
      if (format == "docx" && !found_.has_errors()) prove(tree.document, made.back().second, name);
    }
    prove(before, after, tree.document);
    return made;
  }

  // Whoever accepts all changes has the one text, whoever refuses them the other.
  void prove(const ast::Document& tree, const std::string& docx, const std::string& name) {
    compare_words(reading_of(accepted(tree)), read_docx(docx, Revisions::accepted), name, *project_, found_);
    compare_words(reading_of(refused(tree)), read_docx(docx, Revisions::refused), name, *project_, found_);
  }

  // The marks themselves lose nothing: what is left of them are the two states. Front matter is that of the
  // later one.
  void prove(const Side& before, const Side& after, const ast::Document& tree) {
    compare_words(reading_of(after.state.tree), reading_of(accepted(tree)), id_, *project_, found_);
    compare_words(reading_of(without_front_matter(before.state.tree)),
                  reading_of(without_front_matter(refused(tree))), id_, *project_, found_);
  }

  const Options& options_;
  DiskFiles files_;
  Diagnostics loading_, found_;
  std::unique_ptr<Project> project_;
  TemporaryFolder scratch_;
  std::string id_;
  std::vector<SentVersion> versions_;
  PrintedPapers made_;
};

}  // namespace

int run_diff(const Options& options) {
  if (options.arguments.empty() || options.arguments.size() > 3)
    throw Error(tr("`kancelli diff` wants a paper, and perhaps one or two of its versions"),
                tr("for example: kancelli diff indstilling-koncernbestyrelse 1 2"));
  return Diff(options).run();
}

}  // namespace kancelli
